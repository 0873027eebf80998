"""The ledger: the latest standing of every submission, packed, and the facts of the versions that count.

A submission has a slot; a version has its facts once, as rows of (version, dimensions, code, value). What a reader sees is a
choice of versions (`views.py`), so that accepting, returning or withdrawing moves two numbers and touches no fact.
"""

from array import array
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import numpy as np

from services.aggregation.domain.columns import Ints, Rows, SlotColumns, VersionColumns
from services.aggregation.domain.digests import PartitionDigest
from services.aggregation.domain.interning import Interner
from services.aggregation.domain.qualifiers import INDEX
from services.aggregation.domain.reading import Decision, Part, Standing, Unreadable, content_digest, read_facts

NONE = -1
KEY = 7
"""In place of a qualifier: the row's value is the number of a key of a distinct indicator."""
CODES_AN_INDICATOR = 8
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


class Position(NamedTuple):
    """Where a decision stands in the log, and when the broker appended it (milliseconds since 1970)."""

    partition: int
    offset: int
    appended_ms: int


class Joint(NamedTuple):
    """A joint activity a submission is named in, and when."""

    activity: str
    named_ms: int


class Ledger:
    """All standings of a log, or of some of its partitions. `generation` rises with every change."""

    def __init__(self, indicators: Iterable[str] = ()) -> None:
        self.slot_of: dict[bytes, int] = {}
        self.identities: list[bytes] = []
        self.slots = SlotColumns()
        self.versions = VersionColumns()
        self.rows = Rows()
        self.homes: Interner[Home] = Interner()
        self.dimensions: Interner[Dimensions] = Interner()
        self.keys: Interner[str] = Interner()
        self.obligations: Interner[str] = Interner()
        self.indicators: Interner[str] = Interner()
        for indicator in indicators:
            self.indicators.number(indicator)
        self.joint: dict[int, Joint] = {}
        self.duplicate_of: dict[int, bytes] = {}
        self.unreadable: dict[tuple[int, int], bytes] = {}
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
        submission = UUID(decision.submission).bytes
        slot = self.slot_of.get(submission)
        content = content_digest(body)
        if slot is not None:
            held = self.slots.revision[slot]
            if decision.revision <= held:
                self.conflicts += decision.revision == held and content != self.slots.content[slot]
                return False
        standing = decision.standing
        packed = _packed(standing)
        counted_facts, review_facts = self._read(slot, standing.counted), self._read(slot, standing.in_review)
        if slot is None:
            slot = self._open(submission)
        self._write(slot, decision, at, content, packed)
        self._place(slot, at.partition, counted_facts, review_facts)
        self._relate(slot, standing)
        self._mended(submission)
        self.generation += 1
        return True

    def mark_unreadable(self, at: Position, submission: bytes) -> None:
        """Remember a decision that this code cannot read, until a newer standing of its submission is read."""
        self.unreadable[at.partition, at.offset] = submission
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
        digest.settle(self.rows.table(), self.versions, self.keys.values)
        return digest.standings_text(), digest.figures_text(self.indicators.values)

    def settle(self) -> None:
        """Give back the room of facts that no standing holds any more, once they are the greater part."""
        if self._dead_rows < max(LEAST_DEAD_ROWS, len(self.rows) // 2):
            return
        for digest in self.digests.values():
            digest.settle(self.rows.table(), self.versions, self.keys.values)
        table = self.rows.table()
        alive = np.zeros(len(self.versions.slot), bool)
        for column in (self.slots.snapshot("counted"), self.slots.snapshot("review")):
            alive[column[column >= 0]] = True
        kept = table[alive[table[:, 0]]]
        counts = np.bincount(kept[:, 0], minlength=len(alive))
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]]) if len(counts) else counts
        self.versions.count = array("i", counts.astype(np.int32).tobytes())
        self.versions.start = array("q", starts.astype(np.int64).tobytes())
        self.rows.replace(kept)
        self._dead_rows = 0
        self.generation += 1

    def _read(self, slot: int | None, part: Part | None) -> "tuple[int, Part, list[int] | None] | None":
        """A part's facts as (digest, part, rows without their version); rows are None where the slot holds them already."""
        if part is None:
            return None
        digest = content_digest(part.facts)
        if slot is not None and self._held(slot, part.version, digest) != NONE:
            return digest, part, None
        return digest, part, self._rows(part)

    def _rows(self, part: Part) -> list[int]:
        numbers: list[int] = []
        for facts in read_facts(part.facts):
            dimensions = self.dimensions.number(
                Dimensions(
                    facts.series,
                    facts.window,
                    facts.place,
                    facts.day,
                    facts.since,
                    facts.through,
                    facts.department,
                    facts.council,
                    facts.activity,
                    facts.local_types,
                    facts.focus,
                    facts.tags,
                    facts.highlight,
                    facts.scope,
                )
            )
            for measure in facts.measures:
                code = self.indicators.number(measure.indicator) * CODES_AN_INDICATOR
                if measure.keys:
                    for key in measure.keys:
                        numbers += (NONE, dimensions, code + KEY, self.keys.number(key))
                else:
                    numbers += (NONE, dimensions, code + INDEX[measure.qualifier], measure.value)
        return numbers

    def _held(self, slot: int, version: int, digest: int) -> int:
        for known in (self.slots.counted[slot], self.slots.review[slot]):
            if known >= 0 and self.versions.version[known] == version and self.versions.facts[known] == digest:
                return known
        return NONE

    def _open(self, submission: bytes) -> int:
        slot = len(self.identities)
        self.slot_of[submission] = slot
        self.identities.append(submission)
        for name in SlotColumns.TYPES:
            getattr(self.slots, name).append(NONE if name in _SIGNED_EMPTY else 0)
        return slot

    def _write(self, slot: int, decision: Decision, at: Position, content: int, packed: "_Packed") -> None:
        slots, standing = self.slots, decision.standing
        digest = self.digest(at.partition)
        digest.replace_standing(slots.content[slot], content)
        slots.content[slot] = content
        slots.revision[slot] = decision.revision
        slots.partition[slot] = at.partition
        slots.offset[slot] = at.offset
        slots.appended_ms[slot] = at.appended_ms
        slots.received_ms[slot] = packed.received_ms
        slots.home[slot] = self.homes.number(
            Home(standing.edition, standing.kind, standing.organisation, standing.unit, standing.chain)
        )
        slots.obligation[slot] = NONE if standing.obligation is None else self.obligations.number(standing.obligation)
        slots.state[slot] = packed.state
        slots.verdict[slot] = packed.verdict
        slots.flags[slot] = packed.flags
        slots.version[slot] = standing.version
        slots.review_level[slot] = standing.in_review.level if standing.in_review else NONE

    def _place(
        self,
        slot: int,
        partition: int,
        counted: "tuple[int, Part, list[int] | None] | None",
        review: "tuple[int, Part, list[int] | None] | None",
    ) -> None:
        """Point the slot at the versions that count and are reviewed, adding facts that are new."""
        slots, before = self.slots, (self.slots.counted[slot], self.slots.review[slot])
        counted_version = NONE if counted is None else self._version(slot, *counted)
        if review is None:
            review_version = NONE
        elif counted is not None and review[0] == counted[0] and review[1].version == counted[1].version:
            review_version = counted_version
        else:
            review_version = self._version(slot, *review)
        slots.counted[slot], slots.review[slot] = counted_version, review_version
        if before[0] != counted_version:
            self.digest(partition).move(before[0], counted_version)
        for version in set(before) - {counted_version, review_version, NONE}:
            self._dead_rows += self.versions.count[version]

    def _version(self, slot: int, digest: int, part: Part, numbers: list[int] | None) -> int:
        known = self._held(slot, part.version, digest)
        if known != NONE:
            return known
        numbers = self._rows(part) if numbers is None else numbers
        version = len(self.versions.slot)
        numbers[::4] = [version] * (len(numbers) // 4)
        self.versions.slot.append(slot)
        self.versions.version.append(part.version)
        self.versions.facts.append(digest)
        self.versions.start.append(len(self.rows))
        self.versions.count.append(len(numbers) // 4)
        self.rows.append(numbers)
        self.rows.settle()
        return version

    def _relate(self, slot: int, standing: Standing) -> None:
        if standing.joint_activity is not None:
            self.joint[slot] = Joint(standing.joint_activity, _milliseconds(standing.joint_named_at))
        else:
            self.joint.pop(slot, None)
        if standing.duplicate_of is not None:
            self.duplicate_of[slot] = UUID(standing.duplicate_of).bytes
        else:
            self.duplicate_of.pop(slot, None)

    def _mended(self, submission: bytes) -> None:
        if self.unreadable:
            for at in [at for at, marked in self.unreadable.items() if marked == submission]:
                del self.unreadable[at]

    def table(self) -> Ints:
        """All fact rows."""
        return self.rows.table()


_SIGNED_EMPTY = frozenset({"counted", "review", "review_level", "obligation", "revision"})


class _Packed(NamedTuple):
    state: int
    verdict: int
    flags: int
    received_ms: int


def _packed(standing: Standing) -> _Packed:
    try:
        return _Packed(
            STATE_INDEX[standing.state],
            VERDICT_INDEX[standing.verdict],
            FEATURED * standing.featured + FILES_MISSING * standing.files_missing,
            _milliseconds(standing.received_at),
        )
    except (KeyError, ValueError) as fault:
        raise Unreadable(str(fault)) from fault


def _milliseconds(text: str | None) -> int:
    return 0 if text is None else round(datetime.fromisoformat(text).timestamp() * 1_000)
