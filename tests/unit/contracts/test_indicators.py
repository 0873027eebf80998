"""The indicator dictionary: complete, and consistent in itself."""

from collections import Counter

import pytest

from contracts.counts import Aggregation, Derivation, Indicator
from contracts.editions import indicators

ALL = list(indicators().values())
SCHEMES = {"activity", "school", "uscc", "district", "community", "country", "name"}


def test_there_are_fifty_seven_indicators_in_three_groups() -> None:
    assert Counter(indicator.group for indicator in ALL) == {"scale": 22, "content": 24, "effect": 11}
    assert len(indicators()) == 57


def test_ten_indicators_are_distinct_one_is_a_maximum_one_a_ratio_and_the_rest_are_sums() -> None:
    assert Counter(indicator.aggregation for indicator in ALL) == {
        Aggregation.SUM: 45,
        Aggregation.DISTINCT: 10,
        Aggregation.MAX: 1,
        Aggregation.RATIO: 1,
    }


@pytest.mark.parametrize("indicator", ALL, ids=lambda indicator: indicator.code)
def test_an_indicator_has_a_chinese_name_and_unit_and_a_definition(indicator: Indicator) -> None:
    assert indicator.code.isidentifier()
    assert any("\u4e00" <= character <= "\u9fff" for character in indicator.name)
    assert indicator.unit
    assert len(indicator.definition) > 10


@pytest.mark.parametrize("indicator", ALL, ids=lambda indicator: indicator.code)
def test_distinct_indicators_and_only_they_say_which_keys_they_take(indicator: Indicator) -> None:
    assert bool(indicator.key_schemes) == (indicator.aggregation is Aggregation.DISTINCT)
    assert set(indicator.key_schemes) <= SCHEMES


@pytest.mark.parametrize("indicator", ALL, ids=lambda indicator: indicator.code)
def test_a_ratio_and_only_a_ratio_is_made_of_two_sums(indicator: Indicator) -> None:
    parts = (indicator.numerator, indicator.denominator)
    if indicator.aggregation is Aggregation.RATIO:
        assert [indicators()[part].aggregation for part in parts if part is not None] == [Aggregation.SUM] * 2
    else:
        assert parts == (None, None)


def test_the_rate_of_adoption_is_adopted_over_submitted() -> None:
    rate = indicators()["adoption_rate"]

    assert (rate.numerator, rate.denominator, rate.unit) == ("adopted_count", "submitted_count", "%")


def test_six_indicators_are_derived_each_in_its_own_way() -> None:
    derived = {indicator.derived_from: indicator.code for indicator in ALL if indicator.derived_from is not None}

    assert derived == {
        Derivation.ACTIVITIES: "activity_count",
        Derivation.SESSIONS: "session_count",
        Derivation.DISTRICTS: "district_count",
        Derivation.COUNTRIES: "country_count",
        Derivation.CASES: "case_count",
        Derivation.VIDEOS: "video_count",
    }


def test_four_measures_that_sound_alike_stay_four() -> None:
    units = {
        code: indicators()[code].unit
        for code in ("activity_count", "session_count", "student_count", "participant_visits")
    }

    assert list(units.values()) == ["项", "场", "人", "人次"]
