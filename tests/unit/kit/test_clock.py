"""Time is handed in: aware, in UTC, and steady where a test wants it so."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from services.kit.clock import SHANGHAI, FixedClock, SystemClock, milliseconds, service_clock

MOMENTS = st.datetimes(datetime(1980, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone.


def test_the_machines_clock_is_aware_and_in_utc() -> None:
    now = SystemClock().now()

    assert now.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=5)


def test_a_services_clock_is_the_machines_unless_its_run_stands_in_another_week() -> None:
    assert isinstance(service_clock(0.0), SystemClock)

    shifted = service_clock(-86_400.0).now()

    assert shifted.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - timedelta(days=1) - shifted) < timedelta(seconds=5)


def test_a_fixed_clock_stands_until_it_is_told_to_advance() -> None:
    clock = FixedClock(datetime(2026, 11, 9, 20, 0, tzinfo=SHANGHAI))
    assert clock.now() == clock.now() == datetime(2026, 11, 9, 12, 0, tzinfo=UTC)
    assert clock.now().tzinfo is UTC

    clock.advance(90.5)

    assert clock.now() == datetime(2026, 11, 9, 12, 1, 30, 500_000, tzinfo=UTC)


@given(MOMENTS, MOMENTS)
def test_milliseconds_keep_the_order_of_moments(one: datetime, other: datetime) -> None:
    first, second = sorted((one, other))
    assert milliseconds(first) <= milliseconds(second)


@given(MOMENTS, st.integers(-12, 14))
def test_milliseconds_do_not_depend_on_the_zone(moment: datetime, hours: int) -> None:
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    assert milliseconds(elsewhere) == milliseconds(moment)
    assert abs(milliseconds(moment) / 1_000 - moment.timestamp()) < 0.001
