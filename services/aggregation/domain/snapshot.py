"""A partition's part of the ledger as bytes: packed standings and their facts at one offset, so that a restart is short.

Numbers of homes, dimensions, keys and versions are the writer's own; reading maps them to the reader's. A snapshot only
shortens a restart: every figure could be had from the log instead.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from services.aggregation.domain.columns import (
    CODES_AN_INDICATOR,
    KEY,
    Columns,
    Ints,
    Rows,
    SlotColumns,
    VersionColumns,
    places_of,
)
from services.aggregation.domain.interning import Interner
from services.aggregation.domain.ledger import NONE, Dimensions, Home, Joint, Ledger, Position
from services.aggregation.domain.reading import UUID_BYTES

FORMAT = 3


class Snapshot(msgspec.Struct, frozen=True):
    """The state of one partition before `offset`. Slots, versions and rows are the lines of the ledger's own tables."""

    format: int
    code_version: str
    epoch: str
    partition: int
    offset: int
    identities: bytes
    slots: bytes
    versions: bytes
    rows: bytes
    homes: list[Home]
    dimensions: list[msgspec.Raw]
    keys: list[str]
    obligations: list[str]
    indicators: list[str]
    joint: list[tuple[int, str, int]]
    duplicates: list[tuple[int, bytes]]
    unreadable: list[tuple[int, bytes, int | None]]
    standings_digest: int
    sums: dict[int, int]
    key_sums: dict[int, int]


_DECODER = msgspec.msgpack.Decoder(Snapshot)
_DIMENSIONS = msgspec.msgpack.Decoder(Dimensions)


def pack(ledger: Ledger, partition: int, offset: int, *, epoch: str, code_version: str) -> bytes:
    """The snapshot of a partition, whose next unread offset is `offset`."""
    digest = ledger.digest(partition)
    digest.settle(ledger.rows, ledger.versions, ledger.key_hashes)
    chosen = np.flatnonzero(ledger.slots.snapshot("partition") == partition)
    slots = ledger.slots.keep(chosen)
    counted, review = slots.snapshot("counted"), slots.snapshot("review")
    held = np.unique(np.concatenate([counted, review]))
    held = held[held >= 0]
    versions = ledger.versions.keep(held)
    rows = ledger.rows.keep(places_of(versions.snapshot("start"), versions.snapshot("count")))
    for name, numbers in (("counted", counted), ("review", review)):
        slots.replace(name, np.where(numbers >= 0, np.searchsorted(held, numbers), NONE))
    versions.replace("slot", np.searchsorted(chosen, versions.snapshot("slot")))
    homes = _take_used(ledger.homes, slots, "home")
    obligations = _take_used(ledger.obligations, slots, "obligation")
    dimensions = _take_used(ledger.dimensions, rows, "dimensions")
    value, named = rows.snapshot("value"), _named(rows)
    keys, value[named] = _used(ledger.keys, value[named])
    rows.replace("value", value)
    place = dict(zip(chosen.tolist(), range(len(chosen)), strict=True))
    return msgspec.msgpack.encode(
        Snapshot(
            format=FORMAT,
            code_version=code_version,
            epoch=epoch,
            partition=partition,
            offset=offset,
            identities=b"".join(map(ledger.identities.__getitem__, place)),
            slots=bytes(slots.lines),
            versions=bytes(versions.lines),
            rows=bytes(rows.lines),
            homes=homes,
            dimensions=[msgspec.Raw(msgspec.msgpack.encode(one)) for one in dimensions],
            keys=keys,
            obligations=obligations,
            indicators=list(ledger.indicators.values),
            joint=[(place[slot], *joint) for slot, joint in ledger.joint.items() if slot in place],
            duplicates=[(place[slot], target) for slot, target in ledger.duplicate_of.items() if slot in place],
            unreadable=[(at, *mark) for (where, at), mark in ledger.unreadable.items() if where == partition],
            standings_digest=digest.standings,
            sums=digest.sums,
            key_sums=digest.keys,
        )
    )


def read_snapshot(body: bytes) -> Snapshot | None:
    """Decode a snapshot; None for bytes of another format."""
    try:
        snapshot = _DECODER.decode(body)
    except msgspec.MsgspecError:
        return None
    return snapshot if snapshot.format == FORMAT else None


class Restoring:
    """Adds the snapshots of partitions to a ledger. Dimensions that several of them hold are decoded once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[bytes, int] = {}

    def add(self, snapshot: Snapshot) -> bool:
        """Add a partition of which the ledger holds nothing yet.

        False, and nothing is added, where a submission is held already: it has moved to another partition since one of
        their snapshots was written, and only the log can tell in which of them it stands now.
        """
        return _restore(self._ledger, snapshot, self._number)

    def _number(self, dimensions: msgspec.Raw) -> int:
        encoded = bytes(dimensions)
        number = self._known.get(encoded)
        if number is None:
            number = self._known[encoded] = self._ledger.dimensions.number(_DIMENSIONS.decode(encoded))
        return number


def _restore(ledger: Ledger, snapshot: Snapshot, number_of: Callable[[msgspec.Raw], int]) -> bool:
    packed = snapshot.identities
    identities = [packed[start : start + UUID_BYTES] for start in range(0, len(packed), UUID_BYTES)]
    if not ledger.slot_of.keys().isdisjoint(identities):
        return False
    # Whatever cannot be decoded is raised here, before anything is added.
    dimension_of = _own(list(map(number_of, snapshot.dimensions)))
    first_slot, first_version = len(ledger.identities), len(ledger.versions)
    slots = SlotColumns(snapshot.slots)
    slots.replace("home", _renumber(ledger.homes, snapshot.homes)(slots.snapshot("home")))
    slots.replace("obligation", _renumber(ledger.obligations, snapshot.obligations)(slots.snapshot("obligation")))
    for name in ("counted", "review"):
        numbers = slots.snapshot(name)
        slots.replace(name, np.where(numbers >= 0, numbers + first_version, NONE))
    versions = VersionColumns(snapshot.versions)
    counts = versions.snapshot("count")
    versions.replace("start", len(ledger.rows) + np.cumsum(counts) - counts)
    versions.replace("slot", versions.snapshot("slot") + first_slot)
    ledger.slots.extend(slots)
    ledger.versions.extend(versions)
    ledger.identities.extend(identities)
    ledger.slot_of.update(zip(identities, range(first_slot, first_slot + len(identities)), strict=True))
    code_of = _renumber_codes(_renumber(ledger.indicators, snapshot.indicators))
    _add_rows(ledger, snapshot, code_of, dimension_of)
    _add_relations(ledger, snapshot, first_slot)
    digest = ledger.digest(snapshot.partition)
    digest.standings = snapshot.standings_digest
    for totals, packed_totals in ((digest.sums, snapshot.sums), (digest.keys, snapshot.key_sums)):
        codes = code_of(np.array(list(packed_totals), np.int64)).tolist()
        totals.update(zip(codes, packed_totals.values(), strict=True))
    ledger.generation += 1
    return True


Renumber = Callable[[Ints], Ints]


def _named(rows: Rows) -> npt.NDArray[np.bool_]:
    """Which rows hold the number of a key, not a value."""
    named: npt.NDArray[np.bool_] = rows.snapshot("code") % CODES_AN_INDICATOR == KEY
    return named


def _take_used(interner: Interner[Any], table: Columns, name: str) -> list[Any]:
    """The values that a column's numbers stand for; the column then holds places in that list."""
    values, places = _used(interner, table.snapshot(name))
    table.replace(name, places)
    return values


def _used(interner: Interner[Any], numbers: Ints) -> tuple[list[Any], Ints]:
    """The values that some numbers stand for, and those numbers as places in that list (-1 stays)."""
    used = np.unique(numbers[numbers >= 0])
    values = [interner.values[number] for number in used.tolist()]
    return values, np.where(numbers >= 0, np.searchsorted(used, numbers), NONE)


def _renumber(interner: Interner[Any], values: Sequence[Any]) -> Renumber:
    """From places in `values` to the reader's own numbers (-1 stays)."""
    return _own([interner.number(value) for value in values])


def _own(numbers_of_places: Sequence[int]) -> Renumber:
    own = np.array([*numbers_of_places, NONE], np.int64)
    return lambda numbers: own[numbers]


def _renumber_codes(renumber: Renumber) -> Renumber:
    return lambda codes: renumber(codes // CODES_AN_INDICATOR) * CODES_AN_INDICATOR + codes % CODES_AN_INDICATOR


def _add_rows(ledger: Ledger, snapshot: Snapshot, code_of: Renumber, dimension_of: Renumber) -> None:
    rows = Rows(snapshot.rows)
    value, named = rows.snapshot("value"), _named(rows)
    value[named] = _renumber(ledger.keys, snapshot.keys)(value[named])
    rows.replace("value", value)
    rows.replace("dimensions", dimension_of(rows.snapshot("dimensions")))
    rows.replace("code", code_of(rows.snapshot("code")))
    ledger.rows.extend(rows)


def _add_relations(ledger: Ledger, snapshot: Snapshot, first_slot: int) -> None:
    for slot, activity, named_ms in snapshot.joint:
        ledger.joint[first_slot + slot] = Joint(activity, named_ms)
    for slot, target in snapshot.duplicates:
        ledger.duplicate_of[first_slot + slot] = target
    for offset, submission, revision in snapshot.unreadable:
        ledger.mark_unreadable(Position(snapshot.partition, offset, 0), submission, revision)
