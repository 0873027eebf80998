"""Where every submission stands, and what it adds to which figure."""

from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.base import encode
from contracts.moderation import Standing, State
from contracts.submissions import Series, Window
from services.aggregation.domain.ledger import Ledger, Position
from services.aggregation.domain.reading import read_decision
from services.aggregation.domain.standing_list import Bucket, Contribution, buckets, contributions, item_of, readable
from services.aggregation.domain.views import Scope, view_of
from tests.unit.aggregation import slow_model
from tests.unit.aggregation.comparing import unhurried
from tests.unit.aggregation.making import (
    COLLEGE,
    DICTIONARY,
    RECEIVED,
    SCHOOL,
    accepted,
    event,
    fact,
    in_review,
    ledger_from,
    ledger_of,
    measure,
    part,
    sessions,
    standing,
    submission,
    withdrawn,
)
from tests.unit.aggregation.strategies import tellings, worlds


def tally(ledger: Ledger, edition: str = "2024") -> dict[Bucket, int]:
    """The buckets that hold anything."""
    found = buckets(ledger, view_of(ledger, edition, Scope("nation")))
    return {bucket: number for bucket, number in found.items() if number}


JOINT: dict[str, Any] = {"joint_activity": "J", "joint_named_at": RECEIVED}


@pytest.mark.parametrize(
    ("told", "bucket"),
    [
        (in_review(1), Bucket.PENDING),
        (accepted(1), Bucket.ACCEPTED),
        (standing(1, state=State.RETURNED), Bucket.RETURNED),
        (standing(1, state=State.REFUSED), Bucket.REFUSED),
        (withdrawn(1), Bucket.WITHDRAWN),
        (accepted(1, state=State.IN_REVIEW, in_review=part(version=2)), Bucket.ACCEPTED),
        (accepted(1, state=State.RETURNED), Bucket.ACCEPTED),
        (accepted(1, state=State.REFUSED), Bucket.ACCEPTED),
    ],
)
def test_what_counts_is_accepted_whatever_became_of_a_newer_version(told: Standing, bucket: Bucket) -> None:
    assert tally(ledger_of(told)) == {bucket: 1}


def test_an_accepted_report_counted_under_another_one_is_a_duplicate() -> None:
    told = (accepted(1), accepted(2, duplicate_of=submission(1)), accepted(3, **JOINT), accepted(4, **JOINT))

    assert tally(ledger_of(*told)) == {Bucket.ACCEPTED: 2, Bucket.DUPLICATE: 2}


def test_a_duplicate_that_is_not_accepted_yet_is_pending() -> None:
    told = (accepted(1), in_review(2, duplicate_of=submission(1)))

    assert tally(ledger_of(*told)) == {Bucket.ACCEPTED: 1, Bucket.PENDING: 1}


def _bucket(told: Standing, back: set[UUID]) -> str:
    if told.submission in back:
        return "duplicate"
    if told.counted is not None:
        return "accepted"
    return "pending" if told.in_review is not None else told.state.value


@unhurried
@given(st.data())
def test_everything_received_stands_in_exactly_one_bucket(data: st.DataObject) -> None:
    told = data.draw(tellings(data.draw(worlds())))
    ledger, final = ledger_from(told), slow_model.final_standings(told)

    for edition in ("2024", "2023"):
        own = {name: one for name, one in final.items() if one.edition == edition}
        back = slow_model.standing_back({name: one for name, one in own.items() if one.counted is not None})
        expected: dict[Bucket, int] = {}
        for one in own.values():
            bucket = Bucket(_bucket(one, back))
            expected[bucket] = expected.get(bucket, 0) + 1
        assert tally(ledger, edition) == expected
        assert sum(expected.values()) == len(own)


def test_a_proof_names_every_number_once_by_indicator_series_and_window() -> None:
    told = accepted(
        1,
        fact(measure("session_count", 3), measure("school_count", keys=["school:2", "school:1"])),
        fact(measure("session_count", 2), measure("school_count", keys=["school:1"]), place="online"),
        sessions(7, window=Window.OWN),
        sessions(9, series=Series.EXPECTED),
    )
    ledger = ledger_of(told, accepted(2, sessions(100)))

    found = contributions(ledger, ledger.slots.counted[0])

    assert sorted(found, key=lambda one: (one.indicator, one.series, one.window)) == [
        Contribution("school_count", Series.ACTUAL, "week", 0, ("school:1", "school:2")),
        Contribution("session_count", Series.ACTUAL, "own", 7, ()),
        Contribution("session_count", Series.ACTUAL, "week", 5, ()),
        Contribution("session_count", Series.EXPECTED, "week", 9, ()),
    ]


def test_a_joint_activity_and_a_target_are_told_with_the_item() -> None:
    ledger = ledger_of(accepted(1, duplicate_of=submission(7), **JOINT))

    assert (item_of(ledger, 0).joint_activity, item_of(ledger, 0).duplicate_of) == ("J", submission(7))


def test_a_joint_activity_that_was_left_is_forgotten() -> None:
    ledger = ledger_of(accepted(1, duplicate_of=submission(7), **JOINT), accepted(1))

    assert (item_of(ledger, 0).joint_activity, item_of(ledger, 0).duplicate_of) == (None, None)


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(0, 2)), unique_by=lambda told: told[0]), st.booleans())
def test_a_readers_own_come_newest_first_and_then_by_id(told: list[tuple[int, int]], all_of_them: bool) -> None:  # noqa: FBT001 - drawn.
    ledger, decided = Ledger(DICTIONARY), dict[bytes, int]()
    for number, at in told:
        one = event(accepted(number, who=SCHOOL if number % 2 else COLLEGE), 1)
        body = encode(one)
        ledger.apply(read_decision(body), Position(0, 0, at), body)
        decided[one.submission.bytes] = at

    found = readable(ledger, np.arange(len(told)), lambda home: all_of_them or home.organisation == SCHOOL.name)

    mine = [submission(number).bytes for number, _at in told if all_of_them or number % 2]
    assert [ledger.identities[slot] for slot in found.tolist()] == sorted(mine, key=lambda one: (-decided[one], one))
