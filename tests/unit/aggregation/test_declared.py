"""What somebody states for a whole area: shown beside the computed figure, never added to it, never counted twice."""

from collections.abc import Callable
from datetime import timedelta

from contracts.counts import Aggregation
from contracts.moderation import Standing
from contracts.submissions import Qualifier, Series
from services.aggregation.domain.declared import declared_total, statements
from services.aggregation.domain.figures import Question, Total
from services.aggregation.domain.views import Scope
from tests.unit.aggregation.comparing import counter_of
from tests.unit.aggregation.making import NINGBO_SCHOOL, RECEIVED, accepted, fact, ledger_of, measure, sessions

PATHS = {
    "330000": ("ministry", "330000"),
    "330600": ("ministry", "330000", "330600"),
    "330602": ("ministry", "330000", "330600", "330602"),
    "330200": ("ministry", "330200"),
    "3633000001": ("ministry", "330000", "330600", "3633000001"),
}
EXACT, AT_LEAST, NEARLY = Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.NEARLY
Change = Callable[[Standing], Standing]


def states(number: int, value: int, scope: str | None, qualifier: Qualifier = EXACT, minutes: int = 0) -> Standing:
    """An accepted summary that states so many sessions for a scope, received so many minutes later."""
    told = sessions(value, qualifier, series=Series.DECLARED, scope=scope)
    return accepted(number, told, received_at=RECEIVED + timedelta(minutes=minutes))


def declared(scope: str, *standings: Standing, indicator: str = "session_count") -> Total | None:
    """What is declared for a scope."""
    ledger = ledger_of(*standings)
    view = counter_of(ledger, Scope("nation")).view
    found = statements(view, ledger.indicators.numbers[indicator], ledger.slots.received_ms)
    aggregation = Aggregation.MAX if indicator == "joint_body_count" else Aggregation.SUM
    return declared_total(found, scope, PATHS.__getitem__, aggregation)


def test_nothing_declared_is_no_total() -> None:
    assert declared("330000", accepted(1, sessions(3))) is None


def test_a_statement_for_an_area_replaces_those_of_what_lies_below_it() -> None:
    told = (states(1, 500, "330000", AT_LEAST), states(2, 90, "330600"), states(3, 7, "330602"))

    assert declared("330000", *told) == Total(500, AT_LEAST, 1)
    assert declared("330600", *told) == Total(90, EXACT, 1)


def test_without_a_statement_of_its_own_an_area_shows_the_topmost_ones_below_it() -> None:
    told = (states(1, 90, "330600", AT_LEAST), states(2, 7, "330602"), states(3, 40, "330200", NEARLY))

    assert declared("ministry", *told) == Total(130, Qualifier.ABOUT, 2)
    assert declared("330000", *told) == Total(90, AT_LEAST, 1)


def test_a_newer_statement_for_the_same_area_replaces_the_older_one() -> None:
    assert declared("330600", states(1, 90, "330600", minutes=5), states(2, 80, "330600")) == Total(90, EXACT, 1)


def test_of_two_statements_of_one_moment_every_replica_takes_the_same() -> None:
    one, two = states(1, 80, "330600"), states(2, 90, "330600")

    assert declared("330600", one, two) == declared("330600", two, one) == Total(90, EXACT, 1)


def test_a_statement_without_a_scope_speaks_for_its_filer() -> None:
    assert declared("3633000001", states(1, 4, None)) == Total(4, EXACT, 1)


def test_the_rows_of_one_statement_are_added_and_names_count_one_each() -> None:
    rows = [
        fact(*measures, series=Series.DECLARED, scope="330600")
        for measures in ((measure("school_count", 4), measure("school_count", keys=["school:1", "school:2"])),)
    ]

    assert declared("330600", accepted(1, *rows), indicator="school_count") == Total(6, EXACT, 1)


def test_a_declared_maximum_is_the_largest_statement_not_their_sum() -> None:
    told = [
        accepted(number, fact(measure("joint_body_count", value), series=Series.DECLARED, scope=scope))
        for number, value, scope in ((1, 10, "330000"), (2, 9, "330200"))
    ]

    assert declared("ministry", *told, indicator="joint_body_count") == Total(10, EXACT, 2)


def test_computed_and_declared_stand_beside_each_other() -> None:
    told = (states(1, 500, "330000"), accepted(2, sessions(3)), accepted(3, sessions(4), who=NINGBO_SCHOOL))
    counter = counter_of(ledger_of(*told), Scope("nation"))

    assert counter.total("session_count", Question()).value == 7
    assert declared("ministry", *told) == Total(500, EXACT, 1)
