from datetime import date

import pytest

from services.moderation.checks.written import age, as_unit, written_in


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("参与1.5万人次", 15_000, "人次"),
        ("吸引800余人", 800, "人"),
        ("1,200名师生", 1_200, "名"),
        ("0.57万人", 5_700, "人"),
        ("近2千万人次观看", 20_000_000, "人次"),
        ("3场", 3, "场"),
        ("3场次", 3, "场次"),
        ("99.5%", 99.5, "%"),
    ],
)
def test_a_number_is_read_with_its_scale_and_unit(text: str, value: float, unit: str) -> None:
    (one,) = written_in(text)
    assert (one.value, one.unit) == (value, unit)
    assert text[one.start : one.end].endswith(unit)


def test_a_whole_date_is_read_as_a_day_and_an_impossible_one_as_none() -> None:
    good, bad = written_in("2024年5月14日开幕,2024年2月30日闭幕")
    assert (good.day, good.value, good.is_date) == (date(2024, 5, 14), 2024, True)
    assert (bad.day, bad.is_date) == (None, True)


def test_numbers_without_a_unit_are_passed_over() -> None:
    assert written_in("2024年,第3届,电话12345678,1+X") == []


@pytest.mark.parametrize(
    ("written", "years"), [("9", 9), ("十", 10), ("十二", 12), ("二十", 20), ("九十三", 93), ("两", 2), ("一一", None)]
)
def test_an_age_is_read_in_both_kinds_of_figures(written: str, years: int | None) -> None:
    assert age(written) == years


def test_people_are_counted_by_three_words_and_visits_by_one() -> None:
    assert {as_unit(one) for one in ("人", "名", "位")} == {"人"}
    assert as_unit("人次") == "人次"
    assert as_unit("场次") == as_unit("场") == "场"
