"""Dead letters keep what came as it came, and a limit stops a consumer before a bad deploy drains a topic into them."""

from datetime import UTC, datetime

import pytest
from aiokafka import ConsumerRecord
from hypothesis import given
from hypothesis import strategies as st

from contracts.envelope import DEAD_HEADERS
from contracts.problems import Problem, ProblemCode
from services.kit.dead_letters import LEAST_RECORDS, WINDOW_RECORDS, DeadLetterLimit, dead_letter

AT = datetime(2026, 11, 9, tzinfo=UTC)
HEADERS = st.lists(st.tuples(st.text(min_size=1), st.none() | st.binary()), max_size=8)


def record(headers: list[tuple[str, bytes | None]], value: bytes | None = b"\xff") -> ConsumerRecord:
    return ConsumerRecord("t-ingest.submissions.v1", 3, 17, 0, 0, b"k", value, None, 1, 1, tuple(headers))


@given(HEADERS, st.none() | st.binary(), st.text())
def test_value_and_headers_stay_as_they_came_and_the_reason_stands_behind_them(
    headers: list[tuple[str, bytes | None]], value: bytes | None, reason: str
) -> None:
    letter = dead_letter(record(headers, value), Problem(ProblemCode.UNREADABLE_EVENT, reason=reason), AT, attempt=2)

    assert letter.value == value
    assert list(letter.headers[: len(headers)]) == headers
    assert [name for name, _text in letter.headers[len(headers) :]] == list(DEAD_HEADERS)
    said = dict(letter.headers[len(headers) :])
    assert said["dead_code"] == b"unreadable_event"
    assert (said["dead_topic"], said["dead_partition"], said["dead_offset"]) == (
        b"t-ingest.submissions.v1",
        b"3",
        b"17",
    )
    assert (said["dead_at"], said["dead_attempt"]) == (b"2026-11-09T00:00:00+00:00", b"2")


def test_a_letter_that_dies_again_says_its_newest_reason_once() -> None:
    first = dead_letter(record([("ce_id", b"1")]), Problem(ProblemCode.UNREADABLE_EVENT, reason="old"), AT)

    second = dead_letter(record(list(first.headers)), Problem(ProblemCode.HANDLER_FAILED, reason="new"), AT)

    assert [name for name, _text in second.headers] == ["ce_id", *DEAD_HEADERS]
    assert dict(second.headers)["dead_reason"] == b"new"


def test_a_problem_without_a_reason_is_told_by_its_facts() -> None:
    letter = dead_letter(record([]), Problem(ProblemCode.UNKNOWN_EDITION, edition="1999"), AT)

    assert b"1999" in (dict(letter.headers)["dead_reason"] or b"")


OK, BAD = False, True


@pytest.mark.parametrize(
    ("outcomes", "stops_at"),
    [
        ([BAD] * 3, None),
        ([BAD] * 4, 3),
        ([BAD, BAD, BAD, OK, BAD, BAD, BAD], None),
        ([OK] * 100, None),
        ([OK] * 44 + [BAD, OK, BAD] * 2 + [OK] * 40, None),
        ([OK] * 45 + [OK, BAD] * 5, None),
        ([OK] * 45 + [OK, BAD] * 6, 56),
        # The share is of the last 500: what failed long ago is forgiven.
        (([OK] * 10 + [BAD]) * 45 + [OK] * 500 + ([OK] * 10 + [BAD]) * 45, None),
        # Fewer than 50 records make no share, and a success never stops, however bad the share is.
        ([BAD, OK] * 24, None),
        ([BAD, OK] * 24 + [OK], None),
        ([BAD, OK] * 25 + [BAD], 50),
    ],
)
def test_a_consumer_stops_after_a_run_or_above_a_share(outcomes: list[bool], stops_at: int | None) -> None:
    limit = DeadLetterLimit(max_run=3, max_ratio=0.1)

    stopped = [index for index, failed in enumerate(outcomes) if limit.passed(failed=failed)]

    assert (stopped[0] if stopped else None) == stops_at


@given(
    st.lists(st.tuples(st.lists(st.booleans(), max_size=6), st.integers(1, 150)), max_size=6),
    st.integers(1, 30),
    st.floats(0.01, 1),
)
def test_the_limit_is_what_it_says_over_any_history(
    stretches: list[tuple[list[bool], int]], max_run: int, max_ratio: float
) -> None:
    limit = DeadLetterLimit(max_run, max_ratio)
    outcomes = [failed for pattern, times in stretches for failed in pattern * times]
    for index, failed in enumerate(outcomes):
        history = outcomes[: index + 1]
        run = next((length for length, old in enumerate(reversed(history)) if not old), len(history))
        window = history[-WINDOW_RECORDS:]
        share = sum(window) / len(window)
        expected = run > max_run or (failed and len(window) >= LEAST_RECORDS and share > max_ratio)
        assert limit.passed(failed=failed) == expected
