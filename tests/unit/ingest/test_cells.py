"""A cell is read as people write it in an office, and what cannot be read is said to be so."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.editions import Entry
from contracts.submissions import Qualifier
from services.ingest.domain.sheets.cells import (
    Amount,
    Cell,
    UnreadError,
    parts_of,
    read_amount,
    read_choice,
    read_date,
    read_tick,
    read_time,
    text_of,
)

TYPES = (Entry(code="L10", name="校园开放活动"), Entry(code="L11", name="校园招聘会"))


@pytest.mark.parametrize(
    ("written", "value", "qualifier"),
    [
        (300, 300, Qualifier.EXACT),
        (300.0, 300, Qualifier.EXACT),
        ("300", 300, Qualifier.EXACT),
        ("\uff13\uff10\uff10", 300, Qualifier.EXACT),
        ("1,200", 1_200, Qualifier.EXACT),
        ("1,200 人", 1_200, Qualifier.EXACT),
        ("12万", 120_000, Qualifier.EXACT),
        ("1.25 万人次", 12_500, Qualifier.EXACT),
        ("约300", 300, Qualifier.ABOUT),
        ("300左右", 300, Qualifier.ABOUT),
        ("近2万", 20_000, Qualifier.NEARLY),
        ("300余人", 300, Qualifier.AT_LEAST),
        ("300余万", 3_000_000, Qualifier.AT_LEAST),
        ("1500万余人次", 15_000_000, Qualifier.AT_LEAST),
        ("超过5千", 5_000, Qualifier.AT_LEAST),
        ("100+", 100, Qualifier.AT_LEAST),
        ("预计1亿", 100_000_000, Qualifier.EXPECTED),
    ],
)
def test_a_number_is_read_with_how_exact_it_is(written: Cell, value: int, qualifier: Qualifier) -> None:
    assert read_amount(written) == Amount(value, qualifier)


@pytest.mark.parametrize("written", ["很多", "3.5", 3.5, "1.23456万", "-3", "三百", True, "12-15", "", "=1+1", "1e9"])
def test_what_is_no_whole_number_is_not_made_one(written: Cell) -> None:
    with pytest.raises(UnreadError):
        read_amount(written)


@pytest.mark.parametrize(
    "written",
    [
        date(2024, 5, 14),
        datetime(2024, 5, 14, 9, 0),  # noqa: DTZ001 - a spreadsheet's moments have no zone.
        "2024-05-14",
        "2024/5/14",
        "2024.5.14",
        "2024年5月14日",
        "5月14日",
        "20240514",
        "2024-05-14 00:00:00",
        45_426,
        "45426",
    ],
)
def test_a_day_is_read_however_it_is_written(written: Cell) -> None:
    assert read_date(written, 2024) == date(2024, 5, 14)


@pytest.mark.parametrize("written", ["下周二", "2024-02-30", "14/5/2024", "5-14", 14, "2024-05-14 09:00", True])
def test_a_day_that_could_be_another_is_not_guessed(written: Cell) -> None:
    with pytest.raises(UnreadError):
        read_date(written, 2024)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (time(9, 30), "09:30"),
        (timedelta(hours=9, minutes=30), "09:30"),
        (0.375, "09:00"),
        ("9:30", "09:30"),
        ("\uff19\uff1a\uff13\uff10", "09:30"),
        ("09:30:00", "09:30"),
        ("下午2点", "14:00"),
        ("上午9点15分", "09:15"),
        ("14时", "14:00"),
    ],
)
def test_a_time_of_day_is_read_however_it_is_written(written: Cell, told: str) -> None:
    assert read_time(written) == told


@pytest.mark.parametrize("written", ["25:00", "9:75", "早上", 9, "9:30-11:00", "下午13点半"])
def test_what_is_no_time_of_day_is_said_to_be_none(written: Cell) -> None:
    with pytest.raises(UnreadError):
        read_time(written)


@pytest.mark.parametrize(("written", "told"), [("是", True), ("√", True), ("Y", True), (True, True), ("否", False)])
def test_a_tick_is_yes_or_no(written: Cell, told: bool) -> None:  # noqa: FBT001 - the expected value.
    assert read_tick(written) is told


def test_a_tick_that_says_something_else_is_not_taken_for_a_no() -> None:
    with pytest.raises(UnreadError):
        read_tick("待定")


@pytest.mark.parametrize("written", ["L10", "l10", "校园开放活动", "L10 校园开放活动", "L10校园开放活动"])
def test_a_choice_is_its_code_its_name_or_both(written: str) -> None:
    assert read_choice(written, TYPES) == ("L10", None)


def test_another_choice_brings_its_text_and_what_is_no_choice_stays_for_the_rules_to_refuse() -> None:
    assert read_choice("其他：非遗进校园", TYPES) == ("other", "非遗进校园")
    assert read_choice("其他\uff1a非遗", TYPES) == ("other", "非遗")
    assert read_choice("其他", TYPES) == ("other", None)
    assert read_choice("L99", TYPES) == ("L99", None)


def test_several_things_in_a_cell_are_told_apart() -> None:
    assert parts_of("甲厂;乙厂\uff1b丙厂、丁厂\n戊厂;") == ["甲厂", "乙厂", "丙厂", "丁厂", "戊厂"]
    assert parts_of(None) == []


def test_a_code_that_a_spreadsheet_took_for_a_number_is_a_code_again() -> None:
    assert text_of(330602.0) == text_of(330602) == "330602"


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.none(), st.dates(), st.times()))
def test_whatever_stands_in_a_cell_is_read_or_refused_and_never_fails(cell: Cell) -> None:
    for read in (read_amount, read_time, read_tick, lambda one: read_date(one, 2024)):
        try:
            read(cell)
        except UnreadError as fault:
            assert fault.expected  # noqa: PT017 - what would be right is always shown.
