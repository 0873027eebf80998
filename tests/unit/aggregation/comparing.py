"""What a ledger shows, in the words of the slow model, so that both can be compared figure by figure."""

from collections.abc import Iterable
from uuid import UUID

from hypothesis import HealthCheck, settings

from contracts.moderation import Part, Standing
from contracts.submissions import Series, Window
from services.aggregation.domain.figures import ALL_WINDOWS, Counter, Question, Total
from services.aggregation.domain.grouping import Breakdown, grouped
from services.aggregation.domain.ledger import Ledger
from services.aggregation.domain.views import Scope, View, view_of
from tests.unit.aggregation import slow_model
from tests.unit.aggregation.making import DICTIONARY, UNITS
from tests.unit.aggregation.strategies import INDICATORS

unhurried = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
"""Whole worlds are drawn and every figure of every board is compared, so an example takes its time."""
BOARDS = (
    Scope("nation"),
    *(Scope(unit, unit=True) for unit in UNITS),
    Scope("330600"),
    Scope("3633000001"),
)
"""The nation, every unit, a city, a school."""
HEADLINE = (Window.WEEK, Window.OWN)
Shown = dict[str, dict[str, slow_model.Figure]]


def as_figure(total: Total) -> slow_model.Figure:
    """A total in the model's form."""
    return total.value, total.qualifier, total.sources, total.claimed, total.claimed_qualifier


def counter_of(ledger: Ledger, scope: Scope, *, pending: bool = False, edition: str = "2024") -> Counter:
    """The counter of a board."""
    view = view_of(ledger, edition, scope, pending=pending)
    return Counter(view, DICTIONARY, ledger.indicators.numbers)


def versions_shown(ledger: Ledger, view: View) -> dict[UUID, int]:
    """The number of the version that each submission shows on a board."""
    return {
        UUID(bytes=ledger.identities[slot]): ledger.versions.version[version]
        for slot, version in enumerate(view.version_of_slot.tolist())
        if version >= 0
    }


def shown_by(counter: Counter, by: Breakdown | None, series: Series, windows: tuple[Window, ...]) -> Shown:
    """Every figure of a breakdown."""
    grouping = None if by is None else grouped(counter.view, by)
    totals = counter.totals(INDICATORS, Question(series, windows), grouping)
    return {code: {label: as_figure(total) for label, total in of.items()} for code, of in totals.items()}


def modelled(
    told: list[slow_model.Line], labels: slow_model.LabelsOf, series: Series, windows: tuple[Window, ...]
) -> Shown:
    """The same by the model."""
    return {code: slow_model.figures(told, code, windows, series, labels) for code in INDICATORS}


def everything_shown(ledger: Ledger, *, scopes: Iterable[Scope] = BOARDS) -> list[Shown]:
    """All figures of all boards, in an order that does not depend on the ledger."""
    return [
        shown_by(counter, by, series, windows)
        for scope in scopes
        for pending in (False, True)
        for counter in (counter_of(ledger, scope, pending=pending),)
        for by in (None, *Breakdown)
        for series, windows in ((Series.ACTUAL, HEADLINE), (Series.EXPECTED, ALL_WINDOWS))
    ]


def assert_like_the_model(ledger: Ledger, final: dict[UUID, Standing], scope: Scope, *, pending: bool) -> None:
    """Every figure of a board is what the slow model says it is."""
    counter = counter_of(ledger, scope, pending=pending)
    parts: dict[UUID, Part] = slow_model.visible(final, scope.name, unit=scope.unit, pending=pending)
    assert versions_shown(ledger, counter.view) == {one: part.version for one, part in parts.items()}
    told = slow_model.lines(final, parts)
    child: slow_model.LabelsOf = lambda standing, _facts: (slow_model.child(standing, scope.name),)  # noqa: E731
    for by in (None, *Breakdown):
        labels = slow_model.everywhere if by is None else slow_model.BREAKDOWNS.get(by.value, child)
        for series, windows in ((Series.ACTUAL, HEADLINE), (Series.EXPECTED, ALL_WINDOWS)):
            assert shown_by(counter, by, series, windows) == modelled(told, labels, series, windows), by
