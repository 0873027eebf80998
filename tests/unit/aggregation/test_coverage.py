"""Every day something, everywhere something to see (天天有活动、处处有看点)."""

from datetime import date

from contracts.moderation import Standing
from contracts.submissions import Series
from services.aggregation.domain.coverage import CoverageCell, coverage, days_of
from services.aggregation.domain.views import Scope
from tests.unit.aggregation.comparing import counter_of
from tests.unit.aggregation.making import COLLEGE, COUNCIL, accepted, fact, ledger_of, measure, sessions

WEEK = days_of(date(2024, 5, 12), date(2024, 5, 18))
MONDAY, TUESDAY, WEDNESDAY = WEEK[1:4]


def covered(*standings: Standing, scope: str = "nation") -> dict[str, dict[date, CoverageCell]]:
    """The coverage of a scope in the week."""
    ledger = ledger_of(*standings)
    view = counter_of(ledger, Scope(scope, unit=scope == "330000")).view
    return coverage(view, ledger.indicators.numbers["session_count"], WEEK)


def test_a_week_has_seven_days() -> None:
    assert [day.day for day in WEEK] == [12, 13, 14, 15, 16, 17, 18]


def test_sessions_of_a_day_and_the_reports_behind_them_are_told_apart() -> None:
    told = accepted(1, sessions(3), sessions(2, place="online")), accepted(2, sessions(1))

    assert covered(*told) == {"330000": {TUESDAY: CoverageCell(sessions=6, submissions=2, highlights=0)}}


def test_a_range_covers_each_of_its_days_without_sessions_of_its_own() -> None:
    told = sessions(4, day=None, since=date(2024, 5, 1), through=TUESDAY)

    found = covered(accepted(1, told))["330000"]

    assert sorted(found) == [WEEK[0], MONDAY, TUESDAY]
    assert found[MONDAY] == CoverageCell(sessions=0, submissions=1, highlights=0)


def test_a_highlight_is_counted_apart() -> None:
    told = accepted(1, sessions(1)), accepted(2, sessions(1, highlight=True))

    assert covered(*told)["330000"][TUESDAY] == CoverageCell(sessions=2, submissions=2, highlights=1)


def test_what_has_no_day_or_lies_outside_the_days_asked_for_covers_none() -> None:
    outside, undated = sessions(1, day=date(2024, 6, 1)), sessions(1, day=None)

    assert covered(accepted(1, outside, undated)) == {}


def test_expected_sessions_cover_nothing() -> None:
    assert covered(accepted(1, sessions(1, series=Series.EXPECTED))) == {}


def test_numbers_other_than_sessions_cover_nothing() -> None:
    told = accepted(1, fact(measure("participant_visits", 9))), accepted(2, sessions(1, day=WEDNESDAY))

    assert list(covered(*told)["330000"]) == [WEDNESDAY]


def test_the_children_of_a_province_are_its_cities_and_colleges() -> None:
    told = accepted(1, sessions(1)), accepted(2, sessions(1), who=COLLEGE), accepted(3, sessions(1), who=COUNCIL)

    assert set(covered(*told, scope="330000")) == {"330600", COLLEGE.name}
    assert set(covered(*told)) == {"330000", "C08"}


def test_before_any_session_was_told_nothing_is_covered() -> None:
    assert coverage(counter_of(ledger_of(), Scope("nation")).view, None, WEEK) == {}
