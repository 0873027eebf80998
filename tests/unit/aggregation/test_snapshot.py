"""A restart from any old snapshot agrees with having read the log from its beginning."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from contracts.moderation import DecisionEvent
from services.aggregation.domain.ledger import Ledger, Position
from services.aggregation.domain.snapshot import Restoring, pack, read_snapshot
from services.aggregation.domain.standing_list import item_of
from tests.unit.aggregation.comparing import everything_shown, unhurried
from tests.unit.aggregation.making import (
    DICTIONARY,
    RECEIVED,
    accepted,
    apply,
    event,
    fact,
    ledger_from,
    measure,
    partition_of,
    sessions,
    submission,
)
from tests.unit.aggregation.strategies import tellings, worlds

PARTITIONS = 2


def packed(ledger: Ledger, partition: int, offset: int = 9) -> bytes:
    """The snapshot of a partition."""
    return pack(ledger, partition, offset, epoch="e", code_version="1")


def restored_from(*bodies: bytes) -> Ledger:
    """A ledger that began from snapshots."""
    ledger = Ledger(reversed(DICTIONARY))
    restoring = Restoring(ledger)
    for body in bodies:
        snapshot = read_snapshot(body)
        assert snapshot is not None
        assert restoring.add(snapshot)
    return ledger


def digests_of(ledger: Ledger) -> list[tuple[str, str]]:
    """Both digests of every partition."""
    return [ledger.checkpoint(partition) for partition in range(PARTITIONS)]


@unhurried
@given(st.data())
def test_a_restart_from_old_snapshots_agrees_with_the_whole_log(data: st.DataObject) -> None:
    """Each partition has a snapshot of its own age, and reads on from there."""
    told: list[DecisionEvent] = data.draw(tellings(data.draw(worlds())))
    parts = [[one for one in told if partition_of(one, PARTITIONS) == partition] for partition in range(PARTITIONS)]
    ages = [data.draw(st.integers(0, len(part))) for part in parts]
    bodies = []
    for partition, part in enumerate(parts):
        young = Ledger(DICTIONARY)
        for offset, one in enumerate(part[: ages[partition]]):
            apply(young, one, partition, offset)
        bodies.append(packed(young, partition, ages[partition]))

    ledger = restored_from(*data.draw(st.permutations(bodies)))
    for partition, part in enumerate(parts):
        for offset, one in enumerate(part[ages[partition] :], ages[partition]):
            apply(ledger, one, partition, offset)

    whole = ledger_from(told, PARTITIONS)
    assert everything_shown(ledger) == everything_shown(whole)
    assert digests_of(ledger) == digests_of(whole)
    for identity, slot in whole.slot_of.items():
        own, other = item_of(whole, slot), item_of(ledger, ledger.slot_of[identity])
        assert (other.state, other.revision, other.home, other.verdict) == (
            own.state,
            own.revision,
            own.home,
            own.verdict,
        )


def test_a_snapshot_of_a_restored_ledger_says_the_same_again() -> None:
    told = accepted(
        1,
        fact(measure("session_count", 3), measure("school_count", keys=["school:1", "school:2"])),
        obligation="2024:summary:330000",
        duplicate_of=submission(2),
        joint_activity="J",
        joint_named_at=RECEIVED,
    )
    first = restored_from(packed(ledger_from([event(told, 5)]), 0))

    again = restored_from(packed(first, 0))

    assert item_of(again, 0) == item_of(first, 0)
    assert again.joint == first.joint
    assert again.duplicate_of == {0: submission(2).bytes}
    assert everything_shown(again) == everything_shown(first)


def test_a_repeat_after_a_restart_is_recognised_and_other_content_alarmed() -> None:
    one = event(accepted(1, sessions(3)), 5)
    ledger = restored_from(packed(ledger_from([one]), 0))

    assert not apply(ledger, one)
    assert ledger.conflicts == 0
    apply(ledger, event(accepted(1, sessions(4)), 5))

    assert ledger.conflicts == 1


def test_a_version_that_is_held_needs_no_new_facts_after_a_restart() -> None:
    ledger = restored_from(packed(ledger_from([event(accepted(1, sessions(3)), 5)]), 0))

    apply(ledger, event(accepted(1, sessions(3), featured=True), 6))

    assert len(ledger.rows) == 1


def test_what_could_not_be_read_stays_marked_over_a_restart() -> None:
    ledger = ledger_from([event(accepted(1, sessions(3)), 5)])
    ledger.mark_unreadable(Position(0, 7, 1), submission(1).bytes, 6)
    ledger.mark_unreadable(Position(0, 8, 1), submission(4).bytes)
    ledger.mark_unreadable(Position(1, 8, 1), submission(3).bytes, 2)

    restored = restored_from(packed(ledger, 0))

    assert restored.unreadable == {place: mark for place, mark in ledger.unreadable.items() if place[0] == 0}


def test_a_submission_that_moved_between_two_snapshots_is_left_to_the_log() -> None:
    early = ledger_from([event(accepted(1, sessions(3)), 5)])
    old = packed(early, 0)
    apply(early, event(accepted(1, sessions(4)), 6), partition=1)
    new = packed(early, 1)

    ledger = restored_from(new)
    stale = read_snapshot(old)

    assert stale is not None
    assert not Restoring(ledger).add(stale)
    assert everything_shown(ledger) == everything_shown(early)
    assert digests_of(ledger) == digests_of(early)


def test_bytes_that_are_no_snapshot_of_this_code_are_passed_over() -> None:
    body = packed(ledger_from([event(accepted(1, sessions(3)))]), 0)
    other = msgspec.msgpack.decode(body) | {"format": 1}

    assert read_snapshot(b"") is None
    assert read_snapshot(body[:-5]) is None
    assert read_snapshot(msgspec.msgpack.encode(other)) is None


def test_a_snapshot_knows_its_log_and_its_place_in_it() -> None:
    snapshot = read_snapshot(packed(ledger_from([event(accepted(1, sessions(3)))]), 0, offset=42))

    assert snapshot is not None
    assert (snapshot.epoch, snapshot.partition, snapshot.offset, snapshot.code_version) == ("e", 0, 42, "1")
