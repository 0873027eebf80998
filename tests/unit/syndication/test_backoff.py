"""When a delivery is tried again, and when a subscriber is suspended."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.webhooks.verdicts import Verdict, retry_after_seconds, verdict_of
from services.syndication.domain.backoff import RetryPolicy

NOW = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
POLICY = RetryPolicy()
CHANCES = st.floats(0, 1)
TRIED_AGAIN = st.sampled_from([Verdict.FAILING, Verdict.REFUSED])


def _delay(
    verdict: Verdict, attempts: int, chance: float = 1.0, *, asked: float | None = None, recall: bool = False
) -> float:
    return POLICY.delay_seconds(verdict, attempts, chance, retry_after_seconds=asked, recall=recall)


def test_delays_double_up_to_the_greatest() -> None:
    assert [_delay(Verdict.FAILING, attempts) for attempts in (1, 2, 3, 4)] == [5, 10, 20, 40]
    assert _delay(Verdict.FAILING, 1_000_000) == POLICY.max_delay_seconds


@given(TRIED_AGAIN, st.integers(1, 10_000), CHANCES, st.booleans())
def test_jitter_takes_away_half_of_a_delay_at_most(
    verdict: Verdict,
    attempts: int,
    chance: float,
    recall: bool,  # noqa: FBT001 - drawn.
) -> None:
    longest = _delay(verdict, attempts, recall=recall)

    assert longest / 2 <= _delay(verdict, attempts, chance, recall=recall) <= longest


@given(TRIED_AGAIN, st.integers(1, 10_000), CHANCES, st.floats(0, 1e9), st.booleans())
def test_what_the_receiver_asks_for_is_kept_within_reason(
    verdict: Verdict,
    attempts: int,
    chance: float,
    asked: float,
    recall: bool,  # noqa: FBT001 - drawn.
) -> None:
    delay = _delay(verdict, attempts, chance, asked=asked, recall=recall)

    assert delay >= min(asked, POLICY.max_retry_after_seconds)
    assert delay <= max(POLICY.max_delay_seconds, POLICY.max_retry_after_seconds)


@given(TRIED_AGAIN, st.integers(1, 10_000), CHANCES)
def test_a_recall_is_never_left_for_longer_than_a_minute(verdict: Verdict, attempts: int, chance: float) -> None:
    assert _delay(verdict, attempts, chance, recall=True) <= POLICY.recall_max_delay_seconds


@given(st.integers(1, 10_000), CHANCES)
def test_a_refusal_is_not_hammered_at(attempts: int, chance: float) -> None:
    assert _delay(Verdict.REFUSED, attempts, chance) >= POLICY.refused_delay_seconds / 2
    assert _delay(Verdict.REFUSED, attempts) >= _delay(Verdict.FAILING, attempts)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, Verdict.TAKEN),
        (204, Verdict.TAKEN),
        (299, Verdict.TAKEN),
        (303, Verdict.FAILING),
        (400, Verdict.REFUSED),
        (401, Verdict.REFUSED),
        (404, Verdict.REFUSED),
        (408, Verdict.FAILING),
        (410, Verdict.GONE),
        (422, Verdict.REFUSED),
        (425, Verdict.FAILING),
        (429, Verdict.FAILING),
        (500, Verdict.FAILING),
        (503, Verdict.FAILING),
    ],
)
def test_a_status_says_whether_it_is_worth_trying_again(status: int, verdict: Verdict) -> None:
    assert verdict_of(status) is verdict


def test_a_refused_number_steps_aside_at_once_and_a_failing_one_after_some_attempts() -> None:
    assert POLICY.steps_aside(Verdict.REFUSED, 1)
    assert [POLICY.steps_aside(Verdict.FAILING, attempts) for attempts in (1, 4, 5)] == [False, False, True]


def test_a_subscriber_is_suspended_after_a_day_without_success_and_at_once_when_it_is_gone() -> None:
    almost = NOW - timedelta(seconds=POLICY.suspend_after_seconds - 1)

    assert not POLICY.suspends(Verdict.FAILING, almost, NOW)
    assert POLICY.suspends(Verdict.FAILING, almost - timedelta(seconds=1), NOW)
    assert POLICY.suspends(Verdict.GONE, NOW, NOW)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("Tue, 14 May 2024 04:01:00 GMT", 60.0),
        ("Tue, 14 May 2024 03:00:00 GMT", 0.0),
        ("Tue, 14 May 2024 04:01:00", 60.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("١٢", None),
        ("9" * 400, 999_999_999_999.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(header, NOW) == seconds
