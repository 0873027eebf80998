"""Completeness as a file that a clerk opens in a spreadsheet."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from contracts.organisations import Obligation
from contracts.submissions import Kind
from services.aggregation.domain.completeness import Met, Owed
from services.aggregation.exporting import Format, Language, written
from services.aggregation.owing import COLUMNS, KINDS, MET, owing_rows

DUE = datetime(2024, 5, 24, 10, 0, tzinfo=UTC)
NAMES = {"330600": "=绍兴市", "330000": "浙江省", "ministry": "教育部"}


def owed(met: Met, **changes: Any) -> Owed:  # noqa: ANN401 - any field.
    obligation = Obligation(
        obligation="330000:summary:330600",
        revision=1,
        edition="2024",
        debtor="330600",
        creditor="330000",
        kind=Kind.SUMMARY,
        due_at=DUE,
        set_by="p",
        source="",
    )
    fields: dict[str, Any] = {"on_time": None, "waiting_for": None, "submission": None} | changes
    return Owed(obligation, met, **fields)


CAME = owed(
    Met.IN_REVIEW, on_time=True, waiting_for="330000", submission="s-1", version=2, received_ms=1_716_544_800_000
)


def lines(*found: Owed, language: Language = "zh-CN") -> list[list[str]]:
    rows = owing_rows(found, lambda name: NAMES.get(name, name), language)
    text = b"".join(written(Format.CSV, rows, language, COLUMNS)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_a_row_says_who_owes_what_by_when_in_shanghai_time_and_whom_it_waits_for() -> None:
    head, row = lines(CAME)

    assert dict(zip(head, row, strict=True)) == {
        "单位代码": "330600",
        "单位": "'=绍兴市",
        "报送至": "浙江省",
        "材料": "活动总结",
        "截止时间(北京时间)": "2024-05-24 18:00",
        "状态": "审核中",
        "是否按时": "是",
        "收到时间(北京时间)": "2024-05-24 18:00",
        "等待": "浙江省",
        "材料编号": "s-1",
        "任务编号": "330000:summary:330600",
    }


def test_what_did_not_come_leaves_its_places_empty_and_english_is_english() -> None:
    _head, row = lines(owed(Met.MISSING, on_time=False), language="en")

    assert row[3:10] == ["summary", "2024-05-24 18:00", "missing", "no", "", "", ""]


def test_a_workbook_holds_the_same_rows() -> None:
    rows = owing_rows([CAME], lambda name: NAMES.get(name, name), "zh-CN")
    book = load_workbook(io.BytesIO(b"".join(written(Format.XLSX, rows, "zh-CN", COLUMNS))), read_only=True)

    assert [list(row) for row in book.worksheets[0].iter_rows(values_only=True)] == lines(CAME)


@pytest.mark.parametrize("met", Met)
def test_every_state_and_kind_has_its_word(met: Met) -> None:
    assert MET[met.value]
    assert set(KINDS) == {kind.value for kind in Kind}
