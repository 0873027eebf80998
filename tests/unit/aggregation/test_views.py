"""Who sees what: the nation and its units what was accepted, a city what it passed up, whoever asks also what is pending."""

import pytest

from contracts.moderation import Standing, State
from contracts.submissions import Kind
from services.aggregation.domain.figures import Question
from services.aggregation.domain.grouping import Breakdown, grouped
from services.aggregation.domain.views import Scope
from tests.unit.aggregation.comparing import counter_of
from tests.unit.aggregation.making import (
    COLLEGE,
    COUNCIL,
    NINGBO_SCHOOL,
    OTHER_SCHOOL,
    SCHOOL,
    Filer,
    accepted,
    apply,
    event,
    in_review,
    ledger_of,
    part,
    sessions,
    standing,
    withdrawn,
)

NATION, PROVINCE, NINGBO = Scope("nation"), Scope("330000", unit=True), Scope("330200", unit=True)
CITY, SCHOOL_BOARD = Scope("330600"), Scope(SCHOOL.name)


def shown(*standings: Standing, scope: Scope, pending: bool = False) -> int | None:
    """The sessions on a board."""
    return counter_of(ledger_of(*standings), scope, pending=pending).total("session_count", Question()).value


ACCEPTED = accepted(1, sessions(3))
FILED, PASSED_BY_CITY = in_review(1, sessions(3)), in_review(1, sessions(3), level=1)
AMENDED = accepted(1, sessions(3), state=State.IN_REVIEW, version=2, in_review=part(sessions(8), version=2))
AMENDED_AND_PASSED = accepted(
    1, sessions(3), state=State.IN_REVIEW, version=2, in_review=part(sessions(8), version=2, level=1)
)
RETURNED_AGAIN = accepted(1, sessions(3), state=State.RETURNED, version=2)


@pytest.mark.parametrize(
    ("standing_told", "scope", "accepted_only", "with_pending"),
    [
        (FILED, NATION, None, 3),
        (FILED, PROVINCE, None, 3),
        (FILED, CITY, None, 3),
        (FILED, SCHOOL_BOARD, 3, 3),
        (PASSED_BY_CITY, NATION, None, 3),
        (PASSED_BY_CITY, CITY, 3, 3),
        (ACCEPTED, NATION, 3, 3),
        (ACCEPTED, PROVINCE, 3, 3),
        (ACCEPTED, CITY, 3, 3),
        (ACCEPTED, NINGBO, None, None),
        (AMENDED, NATION, 3, 8),
        (AMENDED, PROVINCE, 3, 8),
        (AMENDED, CITY, 3, 8),
        (AMENDED, SCHOOL_BOARD, 8, 8),
        (AMENDED_AND_PASSED, PROVINCE, 3, 8),
        (AMENDED_AND_PASSED, CITY, 8, 8),
        (RETURNED_AGAIN, NATION, 3, 3),
        (withdrawn(1), SCHOOL_BOARD, None, None),
    ],
)
def test_a_board_shows_what_its_level_passed_up(
    standing_told: Standing, scope: Scope, accepted_only: int | None, with_pending: int | None
) -> None:
    assert shown(standing_told, scope=scope) == accepted_only
    assert shown(standing_told, scope=scope, pending=True) == with_pending


def test_a_city_of_the_five_counts_for_itself_and_lies_in_its_province() -> None:
    ledger = ledger_of(accepted(1, sessions(3, place="330203"), who=NINGBO_SCHOOL), accepted(2, sessions(4)))
    nation = counter_of(ledger, NATION)

    def by(one: Breakdown) -> dict[str, int | None]:
        totals = nation.totals(["session_count"], Question(), grouped(nation.view, one))["session_count"]
        return {label: total.value for label, total in totals.items()}

    assert by(Breakdown.UNIT) == {"330200": 3, "330000": 4}
    assert by(Breakdown.PROVINCE) == {"330000": 7}


def test_a_city_that_files_through_its_province_stays_a_unit_of_its_own() -> None:
    through = Filer("3633020001", "330200", ("3633020001", "330200", "330000"))
    ledger = ledger_of(accepted(1, sessions(3), who=through))

    assert counter_of(ledger, NINGBO).total("session_count", Question()).value == 3
    assert counter_of(ledger, PROVINCE).total("session_count", Question()).value is None


def test_editions_are_counted_apart() -> None:
    ledger = ledger_of(ACCEPTED, accepted(2, sessions(9), edition="2023"))

    assert counter_of(ledger, NATION).total("session_count", Question()).value == 3
    assert counter_of(ledger, NATION, edition="2023").total("session_count", Question()).value == 9
    assert counter_of(ledger, NATION, edition="2019").total("session_count", Question()).value is None


def test_the_children_of_a_board_are_the_step_below_it() -> None:
    ledger = ledger_of(
        accepted(1, sessions(1)),
        accepted(2, sessions(2), who=OTHER_SCHOOL),
        accepted(3, sessions(4), who=COLLEGE),
        accepted(4, sessions(8), who=COUNCIL),
    )

    def children(scope: Scope) -> dict[str, int | None]:
        counter = counter_of(ledger, scope)
        totals = counter.totals(["session_count"], Question(), grouped(counter.view, Breakdown.CHILD))
        return {label: total.value for label, total in totals["session_count"].items()}

    assert children(NATION) == {"330000": 7, "C08": 8}
    assert children(PROVINCE) == {"330600": 3, COLLEGE.name: 4}
    assert children(CITY) == {SCHOOL.name: 1, OTHER_SCHOOL.name: 2}
    assert children(Scope("C08", unit=True)) == {"C08": 8}


def test_a_school_that_moved_takes_along_what_it_was_asked_to() -> None:
    moved = accepted(1, sessions(3), who=Filer(SCHOOL.name, "330200", (SCHOOL.name, "330200")))

    assert shown(ACCEPTED, moved, scope=PROVINCE) is None
    assert shown(ACCEPTED, moved, scope=NINGBO) == 3


def test_a_view_stays_as_it_is_while_the_ledger_goes_on() -> None:
    ledger = ledger_of(ACCEPTED)
    before = counter_of(ledger, NATION)

    for number in range(2, 40):
        who = Filer(str(number), "C08", ("C08",))
        apply(ledger, event(accepted(number, sessions(1, place=str(number)), kind=Kind.SUMMARY, who=who), number))
    later = counter_of(ledger, NATION)

    totals = before.totals(["session_count"], Question(), grouped(before.view, Breakdown.PLACE))["session_count"]
    assert {label: total.value for label, total in totals.items()} == {"330602": 3}
    assert later.total("session_count", Question()).value == 41


def test_an_empty_ledger_has_an_empty_board() -> None:
    ledger = ledger_of()

    for scope in (NATION, PROVINCE, CITY):
        assert counter_of(ledger, scope).totals(["session_count"], Question()) == {"session_count": {}}


def test_a_standing_without_any_version_shows_nowhere() -> None:
    assert shown(standing(1, state=State.RETURNED), scope=NATION, pending=True) is None
