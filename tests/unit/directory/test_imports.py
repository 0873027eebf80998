"""What a row of a sheet means: words in Chinese, codes, days, ids that follow from what the row says."""

import pytest

from contracts.organisations import Role
from contracts.problems import ProblemCode
from services.directory.domain.imports import (
    Line,
    merged_grants,
    organisation_line,
    parents_first,
    person_line,
    repeated,
)
from services.directory.domain.people import judge_password
from services.directory.operations.imports import first_password
from services.kit.workbooks import Cell, Row


def row(number: int = 2, **texts: str) -> Row:
    cells = {code: Cell(text, f"A{number}", is_formula=text.startswith("=")) for code, text in texts.items()}
    return Row(number, cells)


def school(**texts: str) -> Line:
    usual = {"kind": "学校", "name": "绍兴样例职校", "parent": "330600", "school_type": "中职"}
    return organisation_line(row(2, **(usual | texts)))


def codes(line: Line) -> list[tuple[str, ProblemCode]]:
    return [(problem.path, problem.code) for problem in line.problems]


def test_words_become_values_and_the_id_follows_from_the_code() -> None:
    line = school(school_code="3633900001", opened_on="2024年5月1日")

    assert line.problems == ()
    assert line.object_id == "3633900001"
    assert (line.fields["kind"], line.fields["school_type"], line.fields["opened_on"]) == (
        "school",
        "secondary",
        "2024-05-01",
    )
    assert line.fields["short_name"] == "绍兴样例职校"


def test_without_any_code_the_same_row_has_the_same_id() -> None:
    assert school().object_id == school().object_id
    assert school().object_id != school(name="另一所").object_id
    assert school().object_id.startswith("s-")


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"kind": ""}, [("kind", ProblemCode.MISSING_FIELD)]),
        ({"kind": "大学堂"}, [("kind", ProblemCode.UNKNOWN_CHOICE)]),
        ({"name": "=1+1"}, [("name", ProblemCode.FORMULA_REFUSED)]),
        ({"opened_on": "明天"}, [("opened_on", ProblemCode.WRONG_TYPE)]),
        ({"opened_on": "2024-02-31"}, [("opened_on", ProblemCode.WRONG_TYPE)]),
        ({"name": "", "parent": ""}, [("name", ProblemCode.MISSING_FIELD), ("parent", ProblemCode.MISSING_FIELD)]),
    ],
)
def test_everything_wrong_with_a_row_is_named_by_column(
    texts: dict[str, str], found: list[tuple[str, ProblemCode]]
) -> None:
    assert codes(school(**texts)) == found


def test_a_kind_is_known_with_either_brackets_and_by_its_code() -> None:
    assert organisation_line(row(kind="省(区、市)", name="n", parent="ministry")).fields["kind"] == "province"
    assert organisation_line(row(kind="City", name="n", parent="330000", gb2260="330600")).object_id == "330600"


def test_roles_are_read_from_a_list_in_words() -> None:
    line = person_line(row(name="Wang.Li", organisation="330600", roles="填报员、审核员,filer", language="英文"))

    assert line.problems == ()
    assert line.fields["roles"] == ["filer", "reviewer"]
    assert line.fields["language"] == "en"
    assert line.object_id == person_line(row(name="wang.li", organisation="x")).object_id


@pytest.mark.parametrize("word", ["校长", "system_administrator", "audit_administrator"])
def test_no_sheet_names_an_administrator_or_a_role_that_there_is_not(word: str) -> None:
    assert codes(person_line(row(name="w", organisation="330600", roles=word))) == [
        ("roles", ProblemCode.UNKNOWN_CHOICE)
    ]


def test_the_second_row_about_the_same_thing_names_the_first() -> None:
    lines = [person_line(row(number, name="w", organisation="330600")) for number in (2, 5)]

    assert {number: problem.facts for number, problem in repeated(lines).items()} == {5: {"row": 2}}


def test_parents_come_before_children_whatever_the_order_of_the_rows() -> None:
    child = organisation_line(row(2, kind="学校", name="c", parent="330699", organisation="s-c"))
    parent = organisation_line(row(3, kind="区县", name="p", parent="330600", organisation="330699"))
    ring = [
        organisation_line(row(number, kind="区县", name="r", parent=above, organisation=own))
        for number, own, above in ((4, "a", "b"), (5, "b", "a"))
    ]

    ordered = [line.object_id for line in parents_first([child, parent, *ring])]

    assert ordered.index("330699") < ordered.index("s-c")
    assert sorted(ordered) == ["330699", "a", "b", "s-c"]


def test_roles_elsewhere_stay() -> None:
    known = (("330600", Role.FILER), ("330700", Role.READER))

    assert merged_grants(known, "330600", ["reviewer"]) == [
        {"organisation": "330700", "role": "reader"},
        {"organisation": "330600", "role": "reviewer"},
    ]


def test_a_first_password_is_good_enough_for_the_rules() -> None:
    assert all(judge_password(first_password(), "wang.li", "password") == [] for _ in range(50))
