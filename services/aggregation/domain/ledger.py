"""The ledger: the latest standing of every submission, packed, and the facts of the versions that count.

A submission has a slot; a version has its facts once, as rows of (dimensions, code, value). What a reader sees is a choice of
versions (`views.py`), so that accepting, returning or withdrawing moves two numbers and touches no fact.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from operator import attrgetter
from struct import Struct
from typing import Any, NamedTuple
from zlib import crc32

import msgspec
import numpy as np

from services.aggregation.domain.columns import (
    CODES_AN_INDICATOR,
    KEY,
    Head,
    Rows,
    SlotColumns,
    VersionColumns,
    places_of,
)
from services.aggregation.domain.digests import KeyHashes, PartitionDigest
from services.aggregation.domain.interning import Facets, Interner
from services.aggregation.domain.qualifiers import INDEX
from services.aggregation.domain.reading import (
    Decision,
    Part,
    Standing,
    Unreadable,
    content_digest,
    read_facts,
    read_identity,
)

NONE = -1
STATES = ("in_review", "accepted", "returned", "refused", "withdrawn")
VERDICTS = ("on_time", "late_accepted", "late_refused", "not_owed")
STATE_INDEX = {state: index for index, state in enumerate(STATES)}
VERDICT_INDEX = {verdict: index for index, verdict in enumerate(VERDICTS)}
FEATURED, FILES_MISSING = 1, 2
LEAST_DEAD_ROWS = 100_000


class Home(NamedTuple):
    """What places a submission: edition, kind, who filed, for which unit, along which chain."""

    edition: str
    kind: str
    organisation: str
    unit: str
    chain: tuple[str, ...]


class Dimensions(NamedTuple):
    """What the facts of one set share."""

    series: str
    window: str
    place: str
    day: str | None
    since: str | None
    through: str | None
    department: str | None
    council: str | None
    activity: str | None
    local_types: tuple[str, ...]
    focus: tuple[str, ...]
    tags: tuple[str, ...]
    highlight: bool
    scope: str | None


class Position(msgspec.Struct, frozen=True, gc=False):
    """Where a decision stands in the log, and when the broker appended it (milliseconds since 1970)."""

    partition: int
    offset: int
    appended_ms: int


class Joint(NamedTuple):
    """A joint activity a submission is named in, and when."""

    activity: str
    named_ms: int


class Unread(NamedTuple):
    """A decision that could not be read: whose it is, and its revision where at least that could be told."""

    submission: bytes
    revision: int | None


class _New(msgspec.Struct, frozen=True, gc=False):
    """The facts of a version that the slot does not hold yet, as packed rows.

    `digest` is a check sum of the facts as they were told: it tells a restated version from what the slot held before.
    """

    version: int
    digest: int
    rows: bytes


# Plain tuples in the order of the fields; they find the kept Home or Dimensions without building another one.
_home_of = attrgetter(*Home._fields)
_dimensions_of = attrgetter(*Dimensions._fields)


class Ledger:
    """All standings of a log, or of some of its partitions. `generation` rises with every change."""

    def __init__(self, indicators: Iterable[str] = ()) -> None:
        self.slot_of: dict[bytes, int] = {}
        self.identities: list[bytes] = []
        self.slots = SlotColumns()
        self.versions = VersionColumns()
        self.rows = Rows()
        self.homes: Interner[Home] = Interner(Home._make)
        self.home_facets = Facets(self.homes.values)
        self.dimensions: Interner[Dimensions] = Interner(_Kept().dimensions)
        self.dimension_facets = Facets(self.dimensions.values)
        self.keys: Interner[str] = Interner()
        self.key_hashes = KeyHashes(self.keys.values)
        self.obligations: Interner[str] = Interner()
        self.indicators: Interner[str] = Interner()
        for indicator in indicators:
            self.indicators.number(indicator)
        self.joint: dict[int, Joint] = {}
        self.duplicate_of: dict[int, bytes] = {}
        self.unreadable: dict[tuple[int, int], Unread] = {}
        self._unread_of: dict[bytes, list[tuple[int, int]]] = {}
        self.digests: dict[int, PartitionDigest] = {}
        self.generation = 0
        self.conflicts = 0
        self._dead_rows = 0

    def revision(self, submission: bytes) -> int:
        """The revision held for a submission (16 bytes of its UUID), -1 where there is none."""
        slot = self.slot_of.get(submission)
        return NONE if slot is None else self.slots.revision[slot]

    def apply(self, decision: Decision, at: Position, body: bytes) -> bool:
        """Take over a decision; false where its revision is not above the one held. Raises Unreadable and changes nothing."""
        submission = read_identity(decision.submission)
        slot = self.slot_of.get(submission)
        standing, revision, content = decision.standing, decision.revision, content_digest(body)
        held, held_versions = _NOTHING_HELD, _NO_VERSIONS
        if slot is not None:
            held = self.slots.head(slot)
            if revision <= held[0]:
                # The same revision must say the same; anything else is a fault of the writer, to be alarmed.
                self.conflicts += revision == held[0] and content != held[1]
                return False
            held_versions = held[3:]
        counted = NONE if standing.counted is None else self._told(standing.counted, held_versions)
        review = NONE if standing.in_review is None else self._told(standing.in_review, held_versions)
        # Whatever this code cannot read has been raised by now: nothing below fails, so no decision is half taken over.
        if slot is None:
            slot = self.slot_of[submission] = len(self.identities)
            self.identities.append(submission)
            versions = self._place(slot, counted, review)
            self.slots.lines += self._line(decision, at, content, versions)
            self.digest(at.partition).take(content, versions[0])
        else:
            versions = self._place(slot, counted, review)
            self.slots.write(slot, self._line(decision, at, content, versions))
            self._move(held, at, content, versions)
        self._relate(slot, standing)
        if self.unreadable:
            self._mend(submission, revision, at)
        self.generation += 1
        return True

    def mark_unreadable(self, at: Position, submission: bytes, revision: int | None = None) -> None:
        """Remember a decision that this code cannot read, until a newer standing of its submission is read.

        Nothing is marked where a standing of its `revision` or a newer one is held: it is a late repeat and changes nothing.
        A decision without a known revision is taken to be older than what comes after it in its partition.
        """
        if revision is not None and revision <= self.revision(submission):
            return
        place = (at.partition, at.offset)
        self.unreadable[place] = Unread(submission, revision)
        self._unread_of.setdefault(submission, []).append(place)
        self.generation += 1

    def digest(self, partition: int) -> PartitionDigest:
        """The running digest of a partition's standings and partial figures."""
        known = self.digests.get(partition)
        if known is None:
            known = self.digests[partition] = PartitionDigest()
        return known

    def checkpoint(self, partition: int) -> tuple[str, str]:
        """The digests of a partition's standings and of its partial figures, as they stand after its last decision."""
        digest = self.digest(partition)
        digest.settle(self.rows, self.versions, self.key_hashes)
        return digest.standings_text(), digest.figures_text(self.indicators.values)

    def settle(self) -> None:
        """Give back the room of versions that no standing holds any more, once they are the greater part."""
        if self._dead_rows < max(LEAST_DEAD_ROWS, len(self.rows) // 2):
            return
        for digest in self.digests.values():
            digest.settle(self.rows, self.versions, self.key_hashes)
        alive = np.zeros(len(self.versions), bool)
        for name in ("counted", "review"):
            held = self.slots.snapshot(name)
            alive[held[held >= 0]] = True
        kept = np.flatnonzero(alive)
        counts = self.versions.at("count", kept)
        self.rows = self.rows.keep(places_of(self.versions.at("start", kept), counts))
        self.versions = self.versions.keep(kept)
        self.versions.replace("start", np.cumsum(counts) - counts)
        # The last number is for NONE, which is -1.
        renumbered = np.append(np.cumsum(alive) - 1, NONE)
        for name in ("counted", "review"):
            self.slots.replace(name, renumbered[self.slots.snapshot(name)])
        self._dead_rows = 0
        self.generation += 1

    def _told(self, part: Part, held_versions: Sequence[int]) -> "int | _New":
        """What a part says: a version that the slot holds already, or new facts. Raises Unreadable."""
        digest = crc32(part.facts)
        for version in held_versions:
            if version >= 0 and self.versions.told(version) == (part.version, digest):
                return version
        numbers: list[int] = []
        indicator_number, qualifier_number = self.indicators.number, INDEX
        for facts in read_facts(part.facts):
            dimensions = self.dimensions.number(_dimensions_of(facts))
            for measure in facts.measures:
                code = indicator_number(measure.indicator) * CODES_AN_INDICATOR
                if measure.keys:
                    for key in measure.keys:
                        numbers += dimensions, code + KEY, self.keys.number(key)
                else:
                    numbers += dimensions, code + qualifier_number[measure.qualifier], measure.value
        return _New(part.version, digest, _packer(len(numbers))(*numbers))

    def _place(self, slot: int, counted: "int | _New", review: "int | _New") -> tuple[int, int]:
        """The versions that count and are reviewed, added where they are new."""
        counted_version = counted if isinstance(counted, int) else self._add(slot, counted)
        if isinstance(review, int):
            return counted_version, review
        if isinstance(counted, _New) and (counted.version, counted.digest) == (review.version, review.digest):
            return counted_version, counted_version
        return counted_version, self._add(slot, review)

    def _add(self, slot: int, new: _New) -> int:
        rows = self.rows.lines
        start = len(rows) // Rows.LINE.size
        rows += new.rows
        return self.versions.add(slot, new.version, new.digest, start, len(new.rows) // Rows.LINE.size)

    def _move(self, held: Head, at: Position, content: int, versions: tuple[int, int]) -> None:
        """Bring digests and room to where a slot stands, from what its line held before."""
        _revision, content_before, partition, counted_before, review_before = held
        digest, counted = self.digest(at.partition), versions[0]
        if partition == at.partition and counted_before == counted:
            digest.replace_standing(content_before, content)
        else:
            # A submission whose later decisions stand in another partition (their number was changed) moves there whole.
            self.digest(partition).leave(content_before, counted_before)
            digest.take(content, counted)
        for version in {counted_before, review_before} - {*versions, NONE}:
            self._dead_rows += self.versions.count[version] + 1

    def _line(self, decision: Decision, at: Position, content: int, versions: tuple[int, int]) -> bytes:
        """A standing packed as a line of `SlotColumns`."""
        standing = decision.standing
        return _pack_line(
            decision.revision,
            content,
            at.partition,
            *versions,
            at.offset,
            at.appended_ms,
            _milliseconds(standing.received_at),
            self.homes.number(_home_of(standing)),
            NONE if standing.obligation is None else self.obligations.number(standing.obligation),
            STATE_INDEX[standing.state],
            VERDICT_INDEX[standing.verdict],
            FEATURED * standing.featured + FILES_MISSING * standing.files_missing,
            standing.version,
            NONE if standing.in_review is None else standing.in_review.level,
        )

    def _relate(self, slot: int, standing: Standing) -> None:
        if standing.joint_activity is not None:
            named_at = standing.joint_named_at
            self.joint[slot] = Joint(standing.joint_activity, _milliseconds(named_at) if named_at else 0)
        elif self.joint:
            self.joint.pop(slot, None)
        if standing.duplicate_of is not None:
            self.duplicate_of[slot] = standing.duplicate_of.bytes
        elif self.duplicate_of:
            self.duplicate_of.pop(slot, None)

    def _mend(self, submission: bytes, revision: int, at: Position) -> None:
        """Take off the marks that a standing of `revision`, read at `at`, makes good."""
        left = []
        for place in self._unread_of.pop(submission, ()):
            mark = self.unreadable.get(place)
            if mark is None:
                continue
            came_before = place[0] == at.partition and place[1] < at.offset
            if came_before if mark.revision is None else mark.revision <= revision:
                del self.unreadable[place]
            else:
                left.append(place)
        if left:
            self._unread_of[submission] = left


_NO_VERSIONS: Sequence[int] = ()
_NOTHING_HELD: Head = (NONE, 0, NONE, NONE, NONE)
_pack_line = SlotColumns.LINE.pack


@cache
def _packer(numbers: int) -> Callable[..., bytes]:
    """Packs so many numbers as rows at once."""
    return Struct("<" + "".join(Rows.TYPES.values()) * (numbers // len(Rows.TYPES))).pack


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)


class _Kept:
    """Dimensions as they are kept: equal texts and lists are one object, because few are told many times."""

    def __init__(self) -> None:
        self._one: Callable[[Any, Any], Any] = dict[Any, Any]().setdefault

    def dimensions(self, values: tuple[Any, ...]) -> Dimensions:
        """Dimensions seen for the first time. Raises Unreadable for a day that is none: it could never be shown."""
        dimensions = Dimensions._make(map(self._one, values, values))
        for day in (dimensions.day, dimensions.since, dimensions.through):
            if day is not None and not _is_day(day):
                raise Unreadable(day)
        return dimensions


@lru_cache(maxsize=4_096)
def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
