"""A job is changed only by who holds it, its tries are counted, and what is nobody's fault is not held against the file."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.media import Rendition
from contracts.problems import ProblemCode
from services.media.domain.jobs import (
    Cause,
    Job,
    Lease,
    Made,
    Refused,
    RetryPolicy,
    ended,
    given_up,
    is_stuck,
    put_back,
    renewed,
    taken,
)
from services.media.store.jobs import document_of, job_of
from tests.unit.media.waiting import AT, job, later

LEASE = Lease("token", "here", later(30))
MADE = Made("image/jpeg", "photo-1", 4_000, 3_000, None, "0" * 64, 98, (
    Rendition(name="w400.jpg", media_type="image/jpeg", size_bytes=9, sha256="cd" * 32, width=400, height=300),
))  # fmt: skip


def test_a_job_that_was_taken_is_hidden_until_its_lease_runs_out() -> None:
    mine = taken(job(), LEASE, later(0))

    assert (mine.attempts, mine.setbacks, mine.cause) == (1, 0, None)
    assert mine.hidden_until(later(29)) == later(30)
    assert mine.hidden_until(later(30)) is None
    assert (mine.is_worked_on(later(29)), mine.is_worked_on(later(30))) == (True, False)


def test_who_takes_a_job_whose_lease_ran_out_writes_down_that_a_worker_was_lost() -> None:
    again = taken(taken(job(), LEASE, later(0)), replace(LEASE, token="other"), later(31))

    assert (again.attempts, again.setbacks, again.cause) == (2, 1, Cause.WORKER_LOST)


@pytest.mark.parametrize(
    ("cause", "attempts", "setbacks"),
    [
        (Cause.STORE_AWAY, 0, 1),
        (Cause.SCANNER_AWAY, 0, 1),
        (Cause.NO_ROOM, 0, 1),
        (Cause.STOPPED, 0, 0),
        (Cause.DECODER_DIED, 1, 1),
        (Cause.TOO_SLOW, 1, 1),
        (Cause.MISTAKE, 1, 1),
    ],
)
def test_only_tries_that_may_be_the_files_own_fault_are_counted_against_it(
    cause: Cause, attempts: int, setbacks: int
) -> None:
    back = put_back(taken(job(), LEASE, later(0)), cause, 4.0, later(1))

    assert (back.attempts, back.setbacks, back.cause, back.lease) == (attempts, setbacks, cause, None)
    assert back.hidden_until(later(4.9)) == later(5) == back.in_order_since


def test_what_a_stopping_copy_puts_back_keeps_its_place() -> None:
    back = put_back(taken(job(), LEASE, later(0)), Cause.STOPPED, 0.0, later(1))

    assert (back.hidden_until(later(1)), back.in_order_since) == (None, AT)


def test_every_change_raises_the_revision() -> None:
    steps = [job(revision=10**15)]
    steps.append(taken(steps[-1], LEASE, later(0)))
    steps.append(renewed(steps[-1], later(40), later(1)))
    steps.append(put_back(steps[-1], Cause.DECODER_DIED, 1.0, later(2)))
    steps.append(ended(steps[-1], MADE, later(3)))

    assert [one.revision - 10**15 for one in steps] == [0, 1, 2, 3, 4]
    assert taken(job(revision=1), LEASE, later(0)).revision == int(AT.timestamp() * 1_000)


@given(setbacks=st.integers(0, 10_000), chance=st.floats(0, 1, exclude_max=True))
def test_delays_grow_to_a_limit_and_are_never_nothing(setbacks: int, chance: float) -> None:
    policy = RetryPolicy(first_delay_seconds=2.0, max_delay_seconds=60.0)

    delay = policy.delay_seconds(setbacks, chance)

    assert 1.0 <= delay <= 60.0
    assert policy.delay_seconds(setbacks + 1, chance) >= delay
    assert policy.delay_seconds(setbacks, 0.0) == (
        2.0 * 2 ** (setbacks - 1) if 1 <= setbacks <= 5 else 60.0 if setbacks else 2.0
    )


def test_after_its_last_try_a_file_has_failed_with_its_cause_on_record() -> None:
    assert [RetryPolicy(attempts=5).worn_out(job(attempts=attempts)) for attempts in (4, 5)] == [False, True]
    assert given_up(Cause.WORKER_LOST) == Refused(ProblemCode.MEDIA_FAILED, True, {"cause": "worker_lost"})
    assert given_up(Cause.TOO_SLOW) == Refused(ProblemCode.DECODE_LIMIT, False, {"cause": "too_slow"})


def test_somebody_is_told_of_a_file_at_its_last_try_and_of_an_outcome_that_nobody_took() -> None:
    def stuck(one: Job, seconds: float) -> bool:
        return is_stuck(one, later(seconds), 60.0, RetryPolicy(attempts=5))

    assert [stuck(job(attempts=attempts), 0) for attempts in (0, 3, 4)] == [False, False, True]
    assert [stuck(ended(job(), MADE, later(0)), seconds) for seconds in (60, 61)] == [False, True]


@pytest.mark.parametrize(
    "stored",
    [
        job(),
        job("incoming/照片", kind="video", ai_generated=True, queued_at=AT + timedelta(milliseconds=7)),
        put_back(taken(job(), LEASE, later(0)), Cause.TOO_SLOW, 4.0, later(1)),
        ended(taken(job(), LEASE, later(0)), MADE, later(1)),
        ended(taken(job(), LEASE, later(0)), Refused(ProblemCode.SIZE_DIFFERS, True, {"found": 3}), later(1)),
    ],
    ids=["new", "film", "put back", "made", "refused"],
)
def test_a_job_comes_out_of_its_document_as_it_went_in(stored: Job) -> None:
    assert job_of(document_of(stored)) == stored
