"""A bucket a caller: so many at once, refilled evenly, and exact about when to come again."""

from hypothesis import given
from hypothesis import strategies as st

from services.kit import rates
from services.kit.rates import RateLimit

STEPS = st.lists(st.floats(0, 30), min_size=1, max_size=300)


def test_a_minutes_worth_may_come_at_once_and_the_next_is_told_when() -> None:
    limit = RateLimit(60)

    assert [limit.wait_seconds("a", 100.0) for _request in range(60)] == [0.0] * 60
    assert 0.99 < limit.wait_seconds("a", 100.0) <= 1.0
    assert limit.wait_seconds("b", 100.0) == 0.0


@given(st.integers(1, 500), STEPS)
def test_whoever_comes_again_when_told_passes_and_no_earlier(per_minute: int, steps: list[float]) -> None:
    limit, now = RateLimit(per_minute), 0.0
    for step in steps:
        now += step
        wait = limit.wait_seconds("a", now)
        if wait:
            assert wait <= 60.0 / per_minute * 1.01
            now += wait
            assert wait < 0.001 or limit.wait_seconds("a", now - 0.0005) > 0
            assert limit.wait_seconds("a", now) == 0.0


@given(st.integers(1, 20), st.lists(st.tuples(st.floats(0, 200), st.integers(1, 50)), max_size=20))
def test_no_moment_lets_more_pass_than_a_bucket_and_no_minute_more_than_that_and_its_refill(
    per_minute: int, bursts: list[tuple[float, int]]
) -> None:
    limit, now, passed = RateLimit(per_minute), 0.0, []
    for pause, requests in bursts:
        now += pause
        passed += [now for _request in range(requests) if limit.wait_seconds("a", now) == 0.0]
    for start in passed:
        assert passed.count(start) <= per_minute
        assert sum(start <= moment < start + 60.0 for moment in passed) <= 2 * per_minute


@given(st.integers(1, 500), STEPS)
def test_what_is_left_of_a_bucket_may_come_at_once_and_no_more(per_minute: int, steps: list[float]) -> None:
    limit, now = RateLimit(per_minute), 0.0
    for step in steps:
        now += step
        limit.wait_seconds("a", now)
    left = limit.left("a", now)

    assert [limit.wait_seconds("a", now) for _request in range(left)] == [0.0] * left
    assert limit.wait_seconds("a", now) > 0
    assert limit.left("b", now) == per_minute


def test_callers_who_have_gone_quiet_are_forgotten() -> None:
    limit = RateLimit(60)
    for number in range(10 * rates.FORGET_FROM):
        limit.wait_seconds(f"caller-{number}", float(number))

    assert len(limit) <= rates.FORGET_FROM + 1
