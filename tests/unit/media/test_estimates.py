"""What a sender is told of position and time left follows from counters and is labelled approximate."""

import pytest

from services.media.domain.estimates import FIRST_GUESS_SECONDS, Estimate, Pace


def test_before_any_was_seen_a_first_guess_is_told() -> None:
    assert Pace().of_waiting("photo", before=0, at_once=1) == Estimate(
        1, FIRST_GUESS_SECONDS["photo"], approximate=True
    )


def test_position_and_time_follow_from_what_comes_before_and_how_fast_it_goes() -> None:
    pace = Pace()
    for _job in range(3):
        pace.note("video", 40.0)

    estimate = pace.of_waiting("video", before=311, at_once=4)

    assert (estimate.position, estimate.seconds) == (312, 311 / (4 / 40.0) + 40.0)
    assert estimate.approximate


def test_the_mean_follows_what_jobs_take_lately_and_kinds_are_apart() -> None:
    pace = Pace()
    for seconds in (1.0, *[3.0] * 60):
        pace.note("photo", seconds)

    assert pace.mean_seconds("photo") == pytest.approx(3.0, abs=0.01)
    assert pace.mean_seconds("document") == FIRST_GUESS_SECONDS["document"]


def test_one_slow_job_among_many_hardly_changes_the_mean() -> None:
    pace = Pace()
    for seconds in (*[1.0] * 50, 10.0):
        pace.note("photo", seconds)

    assert pace.mean_seconds("photo") < 2.0


def test_a_retry_takes_at_least_what_it_still_has_to_wait() -> None:
    pace = Pace()
    pace.note("photo", 2.0)

    assert pace.of_waiting("photo", before=1, at_once=1, delay_seconds=30.0).seconds == 32.0


def test_what_is_worked_on_has_no_position_and_never_nothing_left() -> None:
    pace = Pace()
    pace.note("photo", 2.0)

    assert pace.of_worked_on("photo", 0.5) == Estimate(0, 1.5)
    assert pace.of_worked_on("photo", 50.0) == Estimate(0, 0.5)
