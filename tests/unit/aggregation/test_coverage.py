"""Every day something, everywhere something to see (天天有活动、处处有看点)."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from contracts.moderation import Standing
from contracts.submissions import Series
from services.aggregation.domain.coverage import CoverageCell, coverage, days_of
from services.aggregation.domain.views import Scope
from tests.unit.aggregation import slow_model
from tests.unit.aggregation.comparing import BOARDS, counter_of, unhurried
from tests.unit.aggregation.making import COLLEGE, COUNCIL, accepted, fact, ledger_from, ledger_of, measure, sessions
from tests.unit.aggregation.strategies import tellings, worlds

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


@unhurried
@given(st.data(), st.sampled_from([board for board in BOARDS if board.nation or board.unit]), st.integers(0, 9))
def test_coverage_is_what_a_plain_count_says(data: st.DataObject, scope: Scope, length: int) -> None:
    told = data.draw(tellings(data.draw(worlds())))
    ledger, final = ledger_from(told), slow_model.final_standings(told)
    days = days_of(date(2024, 5, 11), date(2024, 5, 11) + timedelta(days=length))

    sessions: Counter[tuple[str, date]] = Counter()
    items: dict[tuple[str, date], set[UUID]] = {}
    marked: dict[tuple[str, date], set[UUID]] = {}
    for line in slow_model.lines(final, slow_model.visible(final, scope.name, unit=scope.unit)):
        if line.measure.indicator != "session_count" or line.facts.series is not Series.ACTUAL or line.measure.keys:
            continue
        first, last = line.facts.day or line.facts.since, line.facts.day or line.facts.through
        for day in days:
            cell = slow_model.child(line.standing, scope.name), day
            if first is not None and last is not None and first <= day <= last:
                items.setdefault(cell, set()).add(line.standing.submission)
                if line.facts.highlight:
                    marked.setdefault(cell, set()).add(line.standing.submission)
                if line.facts.day:
                    sessions[cell] += line.measure.value

    found = coverage(counter_of(ledger, scope).view, ledger.indicators.numbers.get("session_count"), days)

    flat = {(child, day): cell for child, of in found.items() for day, cell in of.items()}
    assert flat == {
        cell: CoverageCell(sessions[cell], len(of), len(marked.get(cell, ()))) for cell, of in items.items()
    }
