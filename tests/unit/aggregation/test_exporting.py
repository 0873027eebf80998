"""A board as a file: whole, at one cut, and harmless in a spreadsheet."""

import csv
import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from contracts.organisations import Organisation, OrganisationKind
from services.aggregation.exporting import COLUMNS, Format, harmless, written
from tests.unit.aggregation.asking import asking
from tests.unit.aggregation.making import accepted, event, sessions
from tests.unit.aggregation.standins import World

TRAP = '=HYPERLINK("http://example.org")'


def world() -> World:
    """A replica that counts three sessions of a province with a treacherous short name."""
    made = World()
    named = Organisation(
        organisation="330000",
        revision=2,
        kind=OrganisationKind.PROVINCE,
        name="浙江省",
        short_name=TRAP,
        parent="ministry",
        path=("ministry", "330000"),
        chain=("330000",),
        unit="330000",
    )
    made.directory.adopt(named)
    made.hear(event(accepted(1, sessions(3)), 1))
    return made


async def test_every_row_of_a_file_carries_the_cut_and_the_groups_add_up() -> None:
    made = world()
    async with asking(made) as desk:
        answer = await desk.ask("/v1/counts/export", indicator="session_count", by="unit,day", format="csv", lang="en")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert {line["cut"] for line in lines} == {str(made.replica.cut)}
    whole = [line["value"] for line in lines if line["broken down by"] == ""]
    assert whole == ["3"]
    for by in ("unit", "day"):
        assert sum(int(line["value"]) for line in lines if line["broken down by"] == by) == 3


async def test_what_a_spreadsheet_would_run_is_marked_as_text() -> None:
    async with asking(world()) as desk:
        text = await desk.ask("/v1/counts/export", indicator="session_count", by="unit", format="csv")
        book = await desk.ask("/v1/counts/export", indicator="session_count", by="unit", format="xlsx")
    cells = [cell for line in csv.reader(io.StringIO(text.content.decode("utf-8-sig"))) for cell in line]
    sheet = load_workbook(io.BytesIO(book.content)).worksheets[0]
    found = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).endswith(TRAP)]

    assert f"'{TRAP}" in cells
    assert TRAP not in cells
    assert found
    assert {cell.data_type for cell in found} == {"s"}
    with ZipFile(io.BytesIO(book.content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\uff1d1"])
def test_no_beginning_of_a_formula_stays(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_numbers_stay_numbers() -> None:
    assert harmless(-3) == -3


@pytest.mark.parametrize("form", [Format.CSV, Format.JSON])
def test_a_long_file_comes_in_pieces(form: Format) -> None:
    row = tuple("x" * 40 for _column in COLUMNS)

    pieces = list(written(form, (row for _number in range(2_000)), "en"))

    assert len(pieces) > 2


async def test_a_file_of_json_says_the_same_as_the_board() -> None:
    async with asking(world()) as desk:
        lines = await desk.said("/v1/counts/export", indicator="session_count", format="json")
        board = await desk.said("/v1/counts", indicator="session_count")

    assert lines[0]["value"] == board["figures"][0]["value"] == 3
    assert lines[0]["cut"] == board["cut"]


async def test_a_file_names_what_lies_below_a_unit_for_its_branch_only() -> None:
    async with asking(world()) as desk:
        query = {"scope": "330000", "by": "child"}
        assert await desk.status("/v1/counts/export", "330000", **query) == 200
        assert await desk.status("/v1/counts/export", "510000", **query) == 404
        assert await desk.status("/v1/counts/export", None, **query) == 401
