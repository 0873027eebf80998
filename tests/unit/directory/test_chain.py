"""The audit chain: whatever is changed without the key shows, and what is left alone never does."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.anchors import (
    Anchor,
    heads_by_chain,
    judge_anchors,
    make_anchor,
    read_anchor,
)
from services.directory.domain.chain import BEGINNING, Act, ChainCheck, Entry, Fault, Head, Ring, Sealing, chained

CHAIN = "directory.acts.v1:3"
SEALING = Sealing("sha256", "a key that only the directory has")
RING = Ring(SEALING)
MINUTE_MS = 60_000


def acts(count: int) -> list[Act]:
    return [Act(f"act-{number}", f'{{"act": {number}}}', number) for number in range(count)]


def sealed(count: int) -> list[Entry]:
    return chained(SEALING, CHAIN, BEGINNING, acts(count), 1_000)


def judged(
    entries: Sequence[Entry | None], anchored: dict[int, str] | None = None, *, known: int = 0, ring: Ring = RING
) -> set[str]:
    """The kinds of faults of entries as they stand at 1, 2, 3 and so on."""
    check = ChainCheck(CHAIN, ring, anchored or {})
    found: list[Fault] = []
    for at, entry in enumerate(entries, 1):
        found += [check.missing(at)] if entry is None else check.entry(at, entry, fields_agree=True)
    return {fault.kind for fault in [*found, *check.end(known)]}


@given(st.lists(st.integers(1, 7), max_size=8))
def test_a_chain_is_whole_however_its_acts_came_together(batches: list[int]) -> None:
    waiting, head, entries = acts(sum(batches)), BEGINNING, list[Entry]()
    for size in batches:
        entries += chained(SEALING, CHAIN, head, waiting[:size], 1_000)
        waiting, head = waiting[size:], entries[-1].head

    assert [entry.number for entry in entries] == list(range(1, sum(batches) + 1))
    assert judged(entries, {entry.number: entry.mac for entry in entries}, known=len(entries)) == set()


@given(st.data())
def test_no_field_of_any_entry_changes_unseen(data: st.DataObject) -> None:
    entries = sealed(5)
    place = data.draw(st.integers(0, 4))
    name = data.draw(st.sampled_from(["event", "body", "offset", "sealed_at_ms", "previous", "mac", "number", "chain"]))
    old = getattr(entries[place], name)
    new = data.draw((st.integers() if isinstance(old, int) else st.text()).filter(lambda value: value != old))
    changed: dict[str, Any] = {name: new}
    entries[place] = replace(entries[place], **changed)

    assert "edited" in judged(entries)


def test_an_edit_with_a_hash_that_needs_no_key_is_found() -> None:
    entries = sealed(3)
    forged = replace(entries[1], body='{"act": "nothing"}')
    unkeyed = hashlib.sha256((forged.previous + forged.body).encode()).hexdigest()
    entries[1] = replace(forged, mac=unkeyed)
    entries[2] = replace(entries[2], previous=unkeyed)

    assert judged(entries) == {"edited"}


@given(st.permutations(range(5)).filter(lambda order: order != sorted(order)))
def test_every_other_order_is_found(order: list[int]) -> None:
    entries = sealed(5)

    assert "reordered" in judged([entries[place] for place in order])


@given(st.sets(st.integers(1, 4), min_size=1))
def test_every_gap_is_found(gone: set[int]) -> None:
    entries: list[Entry | None] = [None if entry.number in gone else entry for entry in sealed(5)]

    assert "gap" in judged(entries)


def test_entries_that_closed_ranks_over_a_gap_are_found() -> None:
    first, _, third = sealed(3)

    assert judged([first, third]) == {"reordered"}


@given(st.integers(1, 6), st.integers(0, 5))
def test_a_tail_that_was_cut_is_found_as_far_as_it_was_anchored(anchored: int, left: int) -> None:
    entries = sealed(6)
    mac = entries[anchored - 1].mac

    assert ("cut" in judged(entries[:left], {anchored: mac})) == (left < anchored)


def test_a_tail_that_was_cut_and_grew_again_is_found() -> None:
    entries = sealed(4)
    other = chained(SEALING, CHAIN, entries[1].head, [Act("late", "{}", 9), Act("later", "{}", 10)], 2_000)

    assert judged([*entries[:2], *other], {4: entries[3].mac}) == {"rewritten"}


def test_an_act_that_stands_twice_is_found() -> None:
    entries = chained(SEALING, CHAIN, BEGINNING, [acts(1)[0], acts(1)[0]], 1_000)

    assert judged(entries) == {"doubled"}


def test_an_entry_of_an_unknown_key_is_told_from_an_edit() -> None:
    other = Sealing("sha256", "the key of last year")
    entries = chained(other, CHAIN, BEGINNING, acts(2), 1_000)

    assert judged(entries) == {"unknown_key"}
    assert judged(entries, ring=Ring(SEALING, other)) == set()


def test_a_chain_may_change_its_hash() -> None:
    sm3 = Sealing("sm3", "a key that only the directory has")
    first = chained(sm3, CHAIN, BEGINNING, acts(2), 1_000)
    then = chained(SEALING, CHAIN, first[-1].head, [Act("newer", "{}", 3)], 2_000)

    assert judged([*first, *then], ring=Ring(SEALING, sm3)) == set()


def test_the_seals_are_those_of_the_standards() -> None:
    # RFC 4231, test case 2, through the running form that takes bytes as they are.
    running = Sealing("sha256", "Jefe").running()
    running.update(b"what do ya want for nothing?")

    assert running.hexdigest() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert len(Sealing("sm3", "Jefe").mac("a")) == 64


def test_a_missing_sm3_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise ValueError("unsupported hash type sm3")

    monkeypatch.setattr(hmac, "new", refuse)

    with pytest.raises(ValueError, match="has no SM3: choose sha256"):
        Sealing("sm3", "key")


def test_parts_cannot_be_moved_into_each_other() -> None:
    assert SEALING.mac("ab", "c") != SEALING.mac("a", "bc")
    assert SEALING.mac("1") != SEALING.mac(1)


def anchors(count: int) -> list[Anchor]:
    made: list[Anchor] = []
    for number in range(1, count + 1):
        last = made[-1] if made else None
        made.append(make_anchor(SEALING, last, number * MINUTE_MS, {CHAIN: Head(number, f"mac-{number}")}))
    return made


def told(found: Sequence[Anchor], *, minutes_later: int = 0) -> set[str]:
    now_ms = found[-1].at_ms + minutes_later * MINUTE_MS
    return {fault.kind for fault in judge_anchors(RING, [(one.key, one) for one in found], now_ms)}


def test_an_anchor_reads_back_as_it_was_made() -> None:
    anchor = anchors(2)[1]

    assert read_anchor(anchor.as_json()) == anchor
    assert told(anchors(4)) == set()
    assert heads_by_chain(RING, anchors(2)) == {CHAIN: {1: "mac-1", 2: "mac-2"}}


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"heads": 1}', b"\xff"])
def test_an_object_that_is_no_anchor_is_a_fault(body: bytes) -> None:
    first, second = anchors(2)
    found = [(first.key, read_anchor(body)), (second.key, second)]

    assert read_anchor(body) is None
    assert {fault.kind for fault in judge_anchors(RING, found, second.at_ms)} == {"anchor_altered"}


def test_an_anchor_that_was_changed_is_found_and_proves_nothing() -> None:
    first, second, third = anchors(3)
    forged = replace(second, heads={CHAIN: Head(1, "mac-1")})

    assert told([first, forged, third]) == {"anchor_altered"}
    assert heads_by_chain(RING, [forged]) == {}


def test_an_anchor_that_was_taken_out_is_found() -> None:
    first, _, third = anchors(3)

    assert told([first, third]) == {"anchor_missing"}


def test_anchors_that_end_are_told_with_what_they_leave_unproven() -> None:
    assert told(anchors(3), minutes_later=10) == set()
    assert told(anchors(3)[:1], minutes_later=20) == {"anchors_end"}


def test_the_oldest_word_on_a_number_counts() -> None:
    first = make_anchor(SEALING, None, 0, {CHAIN: Head(1, "as it was")})
    second = make_anchor(SEALING, first, 1, {CHAIN: Head(1, "as it is now")})

    assert heads_by_chain(RING, [first, second]) == {CHAIN: {1: "as it was"}}
