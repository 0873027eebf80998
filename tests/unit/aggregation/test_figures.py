"""What the facts come to: sums, distinct names with claims beside them, maxima, ratios, each shown as exactly as it is known."""

from collections.abc import Sequence
from typing import Any

import pytest

from contracts.counts import Aggregation
from contracts.submissions import FactMeasure, FactSet, Qualifier, Series, Window
from services.aggregation.domain.checks import differences, unit_difference
from services.aggregation.domain.figures import NOTHING, Counter, Question, Total
from services.aggregation.domain.grouping import Breakdown, Grouping, grouped
from services.aggregation.domain.views import Scope, view_of
from tests.unit.aggregation.comparing import counter_of
from tests.unit.aggregation.making import (
    DICTIONARY,
    NINGBO_SCHOOL,
    accepted,
    fact,
    ledger_of,
    measure,
    sessions,
    submission,
)

NATION = Scope("nation")
ABOUT, AT_LEAST, EXACT, NEARLY = Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.EXACT, Qualifier.NEARLY
QUESTION = Question()


def total(indicator: str, *facts: FactSet | FactMeasure, question: Question = QUESTION) -> Total:
    """An indicator of the nation, each of the facts told by a report of its own."""
    told = [
        accepted(number, one if isinstance(one, FactSet) else fact(one, place=str(number)))
        for number, one in enumerate(facts)
    ]
    return counter_of(ledger_of(*told), NATION).total(indicator, question)


def broken_down(by: Breakdown, *facts: FactSet) -> dict[str, int | None]:
    """The sessions of the nation by group."""
    counter = counter_of(ledger_of(accepted(1, *facts)), NATION)
    totals = counter.totals(["session_count"], QUESTION, grouped(counter.view, by))["session_count"]
    return {label: one.value for label, one in totals.items()}


def test_nothing_reported_is_no_number_rather_than_nought() -> None:
    assert total("session_count") == NOTHING
    assert total("session_count", sessions(0)) == Total(0, EXACT, 1)


@pytest.mark.parametrize(
    ("qualifiers", "shown"),
    [
        ((EXACT, EXACT), EXACT),
        ((EXACT, AT_LEAST), AT_LEAST),
        ((NEARLY, AT_LEAST), ABOUT),
        ((ABOUT, AT_LEAST), ABOUT),
    ],
)
def test_a_sum_is_as_exact_as_its_addends(qualifiers: Sequence[Qualifier], shown: Qualifier) -> None:
    told = [sessions(600, qualifier, place=str(place)) for place, qualifier in enumerate(qualifiers)]

    assert total("session_count", *told) == Total(1200, shown, 2)


def test_one_report_with_many_rows_is_one_source() -> None:
    counter = counter_of(ledger_of(accepted(1, sessions(1), sessions(2, place="online"))), NATION)

    assert counter.total("session_count", QUESTION) == Total(3, EXACT, 1)


def test_a_company_at_three_schools_is_one_company() -> None:
    company, other = "uscc:91110000600037341L", "name:某厂"
    told = [measure("enterprise_count", keys=keys) for keys in ((company,), (company, other), (company,))]

    assert total("enterprise_count", *told) == Total(2, EXACT, 3)


def test_a_claim_without_names_stands_beside_the_names_and_is_never_added() -> None:
    told = (measure("enterprise_count", keys=["name:某厂"]), measure("enterprise_count", 500, AT_LEAST))

    assert total("enterprise_count", *told) == Total(1, EXACT, 2, claimed=500, claimed_qualifier=AT_LEAST)


def test_only_claims_leave_the_distinct_number_open() -> None:
    assert total("enterprise_count", measure("enterprise_count", 500, AT_LEAST)) == Total(None, EXACT, 1, 500, AT_LEAST)


def test_the_largest_number_is_as_exact_as_whoever_reported_it() -> None:
    told = (measure("joint_body_count", 10), measure("joint_body_count", 9, ABOUT))

    assert total("joint_body_count", *told) == Total(10, EXACT, 2)


def test_two_who_report_the_largest_number_are_weighed_together() -> None:
    told = (measure("joint_body_count", 10), measure("joint_body_count", 10, AT_LEAST))

    assert total("joint_body_count", *told) == Total(10, AT_LEAST, 2)


def test_the_adoption_rate_is_computed_in_hundredths_of_a_percent() -> None:
    """123 of 186 items forwarded were 66.13 % (facts.yaml, F48)."""
    told = fact(measure("adopted_count", 123), measure("submitted_count", 186))

    assert total("adoption_rate", told) == Total(6613, EXACT, 1)


def test_a_rate_stands_on_everybody_who_reported_either_number() -> None:
    told = (measure("adopted_count", 1), measure("submitted_count", 2, AT_LEAST), measure("submitted_count", 2))

    assert total("adoption_rate", *told) == Total(2500, NEARLY, 3)


def test_without_anything_submitted_there_is_no_rate() -> None:
    assert total("adoption_rate", measure("adopted_count", 3)) == NOTHING
    assert total("adoption_rate", measure("adopted_count", 3), measure("submitted_count", 0)) == NOTHING
    assert total("adoption_rate", measure("submitted_count", 3)) == NOTHING


def test_the_headline_adds_the_week_and_the_own_window() -> None:
    told = [
        sessions(number, window=window)
        for number, window in ((1, Window.WEEK), (10, Window.OWN), (100, Window.OUTSIDE))
    ]

    assert total("session_count", *told).value == 11
    for window, value in ((Window.WEEK, 1), (Window.OWN, 10), (Window.OUTSIDE, 100)):
        assert total("session_count", *told, question=Question(windows=(window,))).value == value


def test_expected_and_declared_numbers_are_never_added_to_actual_ones() -> None:
    told = [sessions(number, series=series) for number, series in ((1, Series.ACTUAL), (10, Series.EXPECTED))]
    told.append(sessions(100, series=Series.DECLARED))

    assert total("session_count", *told).value == 1
    assert total("session_count", *told, question=Question(series=Series.EXPECTED)).value == 10


def test_names_under_an_indicator_that_adds_numbers_count_one_each() -> None:
    assert total("session_count", measure("session_count", keys=["a:1", "a:2"]), sessions(3)) == Total(5, EXACT, 2)


def test_an_unknown_indicator_has_no_figure() -> None:
    assert total("robots_count", sessions(1)) == NOTHING


def test_a_billion_of_reads_a_thousand_times_still_adds_up() -> None:
    told = [fact(measure("read_count", 10**12), place=str(place)) for place in range(1_000)]
    counter = counter_of(ledger_of(accepted(1, *told)), NATION)

    assert counter.total("read_count", QUESTION).value == 10**15


@pytest.mark.parametrize(
    ("by", "field", "label"),
    [
        (Breakdown.PLACE, {"place": "overseas"}, "overseas"),
        (Breakdown.PROVINCE, {"place": "370202"}, "370000"),
        (Breakdown.PROVINCE, {"place": "online"}, "online"),
        (Breakdown.DAY, {"day": None}, "undated"),
        (Breakdown.DAY, {}, "2024-05-14"),
        (Breakdown.COUNCIL, {"council": "C08"}, "C08"),
        (Breakdown.COUNCIL, {}, "none"),
        (Breakdown.DEPARTMENT, {"department": "D02"}, "D02"),
        (Breakdown.ACTIVITY, {"activity": "C08-1"}, "C08-1"),
        (Breakdown.WINDOW, {"window": Window.OWN}, "own"),
        (Breakdown.KIND, {}, "activity_report"),
        (Breakdown.HIGHLIGHT, {"highlight": True}, "highlight"),
    ],
)
def test_every_fact_falls_in_one_group(by: Breakdown, field: dict[str, Any], label: str) -> None:
    assert broken_down(by, sessions(3, **field)) == {label: 3}


@pytest.mark.parametrize(
    ("by", "field"), [(Breakdown.LOCAL_TYPE, "local_types"), (Breakdown.FOCUS, "focus"), (Breakdown.TAG, "tags")]
)
def test_a_fact_under_two_names_of_a_list_stands_in_both_groups(by: Breakdown, field: str) -> None:
    both: dict[str, Any] = {field: ("one", "two")}
    second: dict[str, Any] = {field: ("two",)}

    told = sessions(3, **both), sessions(4, **second), sessions(5)

    assert broken_down(by, *told) == {"one": 3, "two": 7, "none": 5}


def test_a_name_that_a_list_repeats_counts_once() -> None:
    assert broken_down(Breakdown.TAG, sessions(3, tags=("open", "open"))) == {"open": 3}


def test_the_published_checks_are_nought() -> None:
    told = [accepted(1, sessions(3), sessions(2, day=None)), accepted(2, sessions(1, series=Series.EXPECTED))]
    counter = counter_of(ledger_of(*told), NATION)

    assert differences(counter, DICTIONARY) == {"unit": 0, "place": 0, "day": 0}


class Losing(Counter):
    """Counts all but the first group."""

    def totals(
        self, indicators: Sequence[str], question: Question, grouping: Grouping | None = None
    ) -> dict[str, dict[str, Total]]:
        """As ever, less one group."""
        found = super().totals(indicators, question, grouping)
        if grouping is None:
            return found
        return {code: {label: of[label] for label in list(of)[1:]} for code, of in found.items()}


def test_a_check_tells_by_how_much_a_breakdown_is_off() -> None:
    told = [accepted(1, sessions(3)), accepted(2, sessions(2, series=Series.EXPECTED, place="online"))]
    ledger = ledger_of(*told)
    losing = Losing(view_of(ledger, "2024", NATION), DICTIONARY, ledger.indicators.numbers)

    assert differences(losing, DICTIONARY) == {"unit": 5, "place": 5, "day": 5}


def test_a_units_own_board_is_checked_against_what_the_nation_shows_of_it() -> None:
    told = [accepted(1, sessions(3)), accepted(2, sessions(4), who=NINGBO_SCHOOL, duplicate_of=submission(1))]
    nation, province, city = (
        counter_of(ledger_of(*told), scope) for scope in (NATION, Scope("330000", unit=True), Scope("330600"))
    )
    without = counter_of(ledger_of(), Scope("330000", unit=True))

    assert unit_difference(nation, province, DICTIONARY) == 0
    assert unit_difference(nation, counter_of(ledger_of(*told), Scope("330200", unit=True)), DICTIONARY) == 0
    assert unit_difference(nation, without, DICTIONARY) == 3
    assert unit_difference(nation, city, DICTIONARY) == 3


def test_every_rule_of_the_dictionary_is_one_that_is_counted_by() -> None:
    assert {one.aggregation for one in DICTIONARY.values()} == set(Aggregation)
