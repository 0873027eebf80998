"""A partition's part of the ledger as bytes: packed standings and their facts at one offset, so that a restart is short.

Numbers of homes, dimensions, keys and versions are the writer's own; reading maps them to the reader's. A snapshot only
shortens a restart: every figure could be had from the log instead.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from services.aggregation.domain.columns import ROW_WIDTH, Ints, SlotColumns, VersionColumns
from services.aggregation.domain.interning import Interner
from services.aggregation.domain.ledger import CODES_AN_INDICATOR, KEY, NONE, Dimensions, Home, Joint, Ledger

FORMAT = 1


class Snapshot(msgspec.Struct, frozen=True):
    """The state of one partition before `offset`. Columns are little-endian 64-bit integers, one entry a slot, version or row."""

    format: int
    code_version: str
    epoch: str
    partition: int
    offset: int
    identities: bytes
    slots: dict[str, bytes]
    versions: dict[str, bytes]
    rows: bytes
    homes: list[Home]
    dimensions: list[Dimensions]
    keys: list[str]
    obligations: list[str]
    indicators: list[str]
    joint: list[tuple[int, str, int]]
    duplicates: list[tuple[int, bytes]]
    unreadable: list[tuple[int, bytes]]
    standings_digest: int
    sums: dict[int, int]
    key_sums: dict[int, int]


_DECODER = msgspec.msgpack.Decoder(Snapshot)


def pack(ledger: Ledger, partition: int, offset: int, *, epoch: str, code_version: str) -> bytes:
    """The snapshot of a partition, whose next unread offset is `offset`."""
    digest = ledger.digest(partition)
    digest.settle(ledger.table(), ledger.versions, ledger.keys.values)
    chosen = np.flatnonzero(ledger.slots.snapshot("partition") == partition)
    columns = {name: ledger.slots.snapshot(name)[chosen] for name in SlotColumns.TYPES}
    held = np.unique(np.concatenate([columns["counted"], columns["review"]]))
    held = held[held >= 0]
    versions = {name: ledger.versions.snapshot(name)[held] for name in VersionColumns.TYPES}
    rows = _rows_of(ledger.table(), versions["start"], versions["count"])
    rows[:, 0] = np.searchsorted(held, rows[:, 0])
    for name in ("counted", "review"):
        columns[name] = np.where(columns[name] >= 0, np.searchsorted(held, columns[name]), NONE)
    versions["slot"] = np.searchsorted(chosen, versions["slot"])
    homes, columns["home"] = _used(ledger.homes, columns["home"])
    obligations, columns["obligation"] = _used(ledger.obligations, columns["obligation"])
    dimensions, rows[:, 1] = _used(ledger.dimensions, rows[:, 1])
    named = rows[:, 2] % CODES_AN_INDICATOR == KEY
    keys, rows[named, 3] = _used(ledger.keys, rows[named, 3])
    place = {int(slot): number for number, slot in enumerate(chosen.tolist())}
    return msgspec.msgpack.encode(
        Snapshot(
            format=FORMAT,
            code_version=code_version,
            epoch=epoch,
            partition=partition,
            offset=offset,
            identities=b"".join(ledger.identities[slot] for slot in chosen.tolist()),
            slots={name: column.astype("<i8").tobytes() for name, column in columns.items()},
            versions={name: column.astype("<i8").tobytes() for name, column in versions.items() if name != "start"},
            rows=rows.astype("<i8").tobytes(),
            homes=homes,
            dimensions=dimensions,
            keys=keys,
            obligations=obligations,
            indicators=list(ledger.indicators.values),
            joint=[(place[slot], *joint) for slot, joint in ledger.joint.items() if slot in place],
            duplicates=[(place[slot], target) for slot, target in ledger.duplicate_of.items() if slot in place],
            unreadable=[(at, who) for (where, at), who in ledger.unreadable.items() if where == partition],
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


def restore(ledger: Ledger, snapshot: Snapshot) -> None:
    """Add a partition's snapshot to a ledger that holds nothing of that partition yet."""
    first_slot, first_version = len(ledger.identities), len(ledger.versions.slot)
    homes = _numbers(ledger.homes, snapshot.homes)
    dimensions = _numbers(ledger.dimensions, snapshot.dimensions)
    keys = _numbers(ledger.keys, snapshot.keys)
    obligations = _numbers(ledger.obligations, snapshot.obligations)
    indicators = _numbers(ledger.indicators, snapshot.indicators)
    rows = np.frombuffer(snapshot.rows, "<i8").astype(np.int64).reshape(-1, ROW_WIDTH)
    columns = {name: np.frombuffer(column, "<i8").astype(np.int64) for name, column in snapshot.slots.items()}
    columns["home"] = homes[columns["home"]]
    columns["obligation"] = np.where(columns["obligation"] >= 0, _take(obligations, columns["obligation"]), NONE)
    for name in ("counted", "review"):
        columns[name] = np.where(columns[name] >= 0, columns[name] + first_version, NONE)
    _extend(ledger.slots, columns)
    versions = {name: np.frombuffer(column, "<i8").astype(np.int64) for name, column in snapshot.versions.items()}
    counts = versions["count"]
    versions["start"] = len(ledger.rows) + np.cumsum(counts) - counts
    versions["slot"] = versions["slot"] + first_slot
    _extend(ledger.versions, versions)
    _add_rows(ledger, rows, first_version, (dimensions, keys, indicators))
    _add_identities(ledger, snapshot, first_slot)
    digest = ledger.digest(snapshot.partition)
    digest.standings = snapshot.standings_digest
    digest.sums = {_code(code, indicators): total for code, total in snapshot.sums.items()}
    digest.keys = {_code(code, indicators): total for code, total in snapshot.key_sums.items()}
    ledger.generation += 1


def _rows_of(table: Ints, starts: Ints, counts: Ints) -> Ints:
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    rows: Ints = table[np.repeat(starts, counts) + offsets]
    return rows


def _used(interner: Interner[Any], numbers: Ints) -> tuple[list[Any], Ints]:
    used = np.unique(numbers[numbers >= 0])
    values = [interner.values[number] for number in used.tolist()]
    return values, np.where(numbers >= 0, np.searchsorted(used, numbers), NONE)


def _numbers(interner: Interner[Any], values: Sequence[Any]) -> Ints:
    return np.array([interner.number(value) for value in values], np.int64)


def _take(table: Ints, numbers: Ints) -> Ints:
    return table[np.maximum(numbers, 0)] if len(table) else numbers


def _code(code: int, indicators: Ints) -> int:
    return int(indicators[code // CODES_AN_INDICATOR]) * CODES_AN_INDICATOR + code % CODES_AN_INDICATOR


def _extend(columns: SlotColumns | VersionColumns, values: dict[str, Ints]) -> None:
    for name, code in columns.TYPES.items():
        column = getattr(columns, name)
        column.frombytes(values[name].astype(f"={_NUMPY_TYPES[code]}").tobytes())


_NUMPY_TYPES = {"q": "i8", "Q": "u8", "i": "i4", "b": "i1"}


def _add_rows(ledger: Ledger, rows: Ints, first_version: int, maps: tuple[Ints, Ints, Ints]) -> None:
    dimensions, keys, indicators = maps
    if not len(rows):
        return
    named = rows[:, 2] % CODES_AN_INDICATOR == KEY
    rows[:, 0] += first_version
    rows[:, 1] = dimensions[rows[:, 1]]
    rows[named, 3] = _take(keys, rows[named, 3])
    rows[:, 2] = indicators[rows[:, 2] // CODES_AN_INDICATOR] * CODES_AN_INDICATOR + rows[:, 2] % CODES_AN_INDICATOR
    ledger.rows.extend(rows)


def _add_identities(ledger: Ledger, snapshot: Snapshot, first_slot: int) -> None:
    packed = snapshot.identities
    identities = [packed[start : start + 16] for start in range(0, len(packed), 16)]
    ledger.identities.extend(identities)
    ledger.slot_of.update(zip(identities, range(first_slot, first_slot + len(identities)), strict=True))
    for slot, activity, named_ms in snapshot.joint:
        ledger.joint[first_slot + slot] = Joint(activity, named_ms)
    for slot, target in snapshot.duplicates:
        ledger.duplicate_of[first_slot + slot] = target
    for offset, submission in snapshot.unreadable:
        ledger.unreadable[snapshot.partition, offset] = submission
