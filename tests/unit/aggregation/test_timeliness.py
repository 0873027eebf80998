"""What nobody owed by a date is to come soon after it was held: a rate, no verdict."""

from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.moderation import Standing
from contracts.submissions import Kind, Series, Window
from services.aggregation.domain.timeliness import Timeliness, timeliness
from services.aggregation.domain.views import Scope
from tests.unit.aggregation.asking import asking
from tests.unit.aggregation.comparing import counter_of
from tests.unit.aggregation.making import WEEK_DAY, accepted, event, in_review, ledger_of, sessions, withdrawn
from tests.unit.aggregation.standins import World

NATION = Scope("nation")
DAY_SECONDS = 86_400
MIDNIGHT = datetime(2024, 5, 14, 16, tzinfo=UTC)
"""When the day ends in Asia/Shanghai on which `sessions` were held."""
LAST_MOMENT = MIDNIGHT + timedelta(days=1)
TOO_LATE = LAST_MOMENT + timedelta(milliseconds=1)


def measured(*standings: Standing, scope: Scope = NATION, kind: Kind | None = None) -> Timeliness:
    """The timeliness of these, a day being the target."""
    ledger = ledger_of(*standings)
    view = counter_of(ledger, scope, pending=True).view
    received, owed = ledger.slots.snapshot("received_ms"), ledger.slots.snapshot("obligation")
    return timeliness(view, received, owed, DAY_SECONDS, kind)


def test_what_came_within_a_day_of_the_day_it_tells_is_timely() -> None:
    told = (
        accepted(1, sessions(1), received_at=LAST_MOMENT),
        in_review(2, sessions(1), received_at=LAST_MOMENT),
        accepted(3, sessions(1), received_at=TOO_LATE),
    )

    assert measured(*told) == Timeliness(measured=3, timely=2)
    assert measured(*told).rate == 6_667


def test_of_several_days_the_last_one_counts() -> None:
    told = accepted(1, sessions(1), sessions(1, day=WEEK_DAY + timedelta(days=2)), received_at=TOO_LATE)

    assert measured(told) == Timeliness(1, 1)


@pytest.mark.parametrize(
    "told",
    [
        accepted(1, sessions(1), obligation="2024:summary:330000"),
        accepted(1, sessions(1, day=None)),
        accepted(1, sessions(1, window=Window.OUTSIDE, day=date(2024, 6, 1))),
        accepted(1, sessions(1, series=Series.EXPECTED)),
        withdrawn(1),
    ],
)
def test_what_is_owed_undated_outside_the_week_expected_or_withdrawn_is_not_measured(told: Standing) -> None:
    assert measured(told) == Timeliness(0, 0)
    assert measured(told).rate is None


def test_it_is_measured_for_one_kind_or_one_scope_too() -> None:
    told = (accepted(1, sessions(1)), accepted(2, sessions(1), kind=Kind.VIDEO, received_at=TOO_LATE))

    assert measured(*told, kind=Kind.VIDEO) == Timeliness(1, 0)
    assert measured(*told, scope=Scope("330600")) == Timeliness(2, 1)
    assert measured(*told, scope=Scope("510000", unit=True)) == Timeliness(0, 0)


async def test_completeness_shows_the_rate_beside_the_obligations() -> None:
    world = World()
    world.hear(event(accepted(1, sessions(1)), 1), event(in_review(2, sessions(1), received_at=TOO_LATE), 1))
    async with asking(world) as desk:
        said = await desk.said("/v1/completeness", "ministry")

    assert said["timeliness"] == {"target_seconds": DAY_SECONDS, "measured": 2, "timely": 1, "rate": 5_000}
