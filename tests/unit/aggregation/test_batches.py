"""A batch leaves the ledger as it would be after every record by itself, however much of it was passed over unread."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.moderation import DecisionEvent
from services.aggregation.counting import CountingLoop
from services.aggregation.domain import batches
from services.aggregation.domain.batches import Taken, apply_batch, apply_record
from services.aggregation.domain.ledger import Ledger
from services.aggregation.domain.reading import Decision, read_decision
from services.aggregation.domain.views import Scope
from tests.unit.aggregation.comparing import everything_shown, unhurried
from tests.unit.aggregation.making import DICTIONARY, Record, accepted, event, record, sessions, submission, withdrawn
from tests.unit.aggregation.strategies import tellings, worlds

NATION = [Scope("nation")]
SPOILT = b'{"submission": "cut off here'
FIRST = event(accepted(1, sessions(3)), 1)
SECOND = event(accepted(1, sessions(5)), 2)
THIRD = event(withdrawn(1), 3)
Spoil = Callable[[Record], Record]

spoilers: st.SearchStrategy[Spoil] = st.sampled_from(
    (
        *(lambda one: one for _usual in range(12)),
        lambda one: replace(one, value=SPOILT),
        lambda one: replace(one, value=(one.value or b"").replace(b'"in_review"', b'"in_limbo"')),
        lambda one: replace(one, value=(one.value or b"").replace(b'"test"', b'"text"')),
        lambda one: replace(one, value=None),
        lambda one: replace(one, headers=()),
        lambda one: replace(one, headers=(("ce_id", b"nobody:7:x"),)),
        lambda one: replace(one, key=b"nobody"),
    )
)
"""What may befall a record: nothing, not JSON, a word nobody knows, other content, no value, no id, another's id, another key."""


@st.composite
def logs(draw: st.DrawFn) -> list[Record]:
    """A partition of the log, with some records spoilt."""
    told: list[DecisionEvent] = draw(tellings(draw(worlds())))
    return [replace(draw(spoilers)(record(one)), offset=offset) for offset, one in enumerate(told)]


def state_of(ledger: Ledger) -> list[object]:
    """All that a ledger shows of itself."""
    lines = {
        identity: (ledger.slots.revision[slot], ledger.slots.offset[slot], ledger.slots.content[slot])
        for identity, slot in ledger.slot_of.items()
    }
    marks = dict(sorted(ledger.unreadable.items()))
    return [lines, marks, ledger.conflicts, ledger.checkpoint(0), everything_shown(ledger, scopes=NATION)]


def one_by_one(records: Sequence[Record]) -> Ledger:
    """A ledger that read every record."""
    ledger = Ledger(DICTIONARY)
    for one in records:
        apply_record(ledger, 0, one)
    return ledger


@unhurried
@given(logs(), st.integers(1, 12))
def test_a_batch_does_what_its_records_do_one_by_one(log: list[Record], size: int) -> None:
    ledger = Ledger(DICTIONARY)
    for start in range(0, len(log), size):
        taken = apply_batch(ledger, 0, log[start : start + size])
        assert taken.applied + taken.ignored == sum(one.value is not None for one in log[start : start + size])

    assert state_of(ledger) == state_of(one_by_one(log))


def read_of(monkeypatch: pytest.MonkeyPatch, told: Sequence[Record]) -> tuple[Ledger, list[int]]:
    """A ledger that took a batch, and the revisions of the decisions that were read for it."""
    read: list[int] = []

    def note(body: bytes) -> Decision:
        decision = read_decision(body)
        read.append(decision.revision)
        return decision

    monkeypatch.setattr(batches, "read_decision", note)
    ledger = Ledger(DICTIONARY)
    apply_batch(ledger, 0, [replace(one, offset=offset) for offset, one in enumerate(told)])
    return ledger, read


def test_only_the_newest_decision_on_a_submission_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, read = read_of(monkeypatch, [record(SECOND), record(FIRST), record(THIRD), record(SECOND)])

    assert read == [3]
    assert ledger.revision(submission(1).bytes) == 3


def test_behind_an_unreadable_newest_decision_the_one_before_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, _read = read_of(monkeypatch, [record(FIRST), record(SECOND), record(THIRD, body=SPOILT)])

    assert ledger.revision(submission(1).bytes) == 2
    assert list(ledger.unreadable) == [(0, 2)]


def test_two_contents_under_one_revision_are_noticed_within_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    other = event(accepted(1, sessions(4)), 1)
    ledger, _read = read_of(monkeypatch, [record(FIRST), record(other), record(SECOND)])

    assert ledger.conflicts == 1
    assert ledger.revision(submission(1).bytes) == 2


def test_other_content_under_the_revision_held_is_noticed_though_a_newer_one_follows() -> None:
    ledger = Ledger(DICTIONARY)
    apply_batch(ledger, 0, [record(FIRST)])
    other = record(event(accepted(1, sessions(4)), 1), offset=1)

    apply_batch(ledger, 0, [other, record(SECOND, offset=2)])

    assert ledger.conflicts == 1
    assert ledger.revision(submission(1).bytes) == 2


def test_an_id_that_promises_more_than_its_decision_says_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    boast = replace(record(FIRST), headers=record(THIRD).headers)
    ledger, _read = read_of(monkeypatch, [record(SECOND), boast])

    assert ledger.revision(submission(1).bytes) == 2


def test_the_position_of_a_repeated_decision_is_its_first(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, _read = read_of(monkeypatch, [record(FIRST), record(SECOND), record(SECOND)])

    assert ledger.slots.offset[0] == 1


def test_an_unreadable_decision_without_a_key_is_marked_as_nobodys() -> None:
    ledger = Ledger(DICTIONARY)

    taken = apply_batch(ledger, 3, [Record(offset=9, value=SPOILT)])

    assert taken == Taken(applied=0, ignored=1)
    assert ledger.unreadable[3, 9].submission == batches.UNKNOWN_SUBMISSION


@unhurried
@given(logs(), st.integers(1, 5), st.integers(1, 5))
def test_digests_on_the_way_do_not_depend_on_the_batches(log: list[Record], one: int, other: int) -> None:
    """Digests are compared at every thousandth offset, so no batch reaches across one."""
    noted: list[list[tuple[int, int, str, str]]] = []
    for size in (one, other):
        seen: list[tuple[int, int, str, str]] = []
        loop = CountingLoop(Ledger(DICTIONARY), lambda *checkpoint, seen=seen: seen.append(checkpoint))
        moved = [replace(each, offset=998 + each.offset) for each in log]
        for start in range(0, len(moved), size):
            loop.take(0, moved[start : start + size])
        noted.append(seen)

    assert noted[0] == noted[1]
    assert [offset for _partition, offset, *_digests in noted[0]] == ([1_000] if len(log) >= 2 else [])
