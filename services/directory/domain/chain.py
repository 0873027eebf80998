"""The audit chain: acts one after another, each sealed with a keyed hash over itself and the seal before it.

Who has the store and not the key can change nothing unseen. Source: GB/T 22239 8.1.4.3 (audit records are protected).
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Algorithm = Literal["sha256", "sm3"]
ALGORITHMS: tuple[Algorithm, ...] = ("sha256", "sm3")
FaultKind = Literal[
    "anchor_altered",
    "anchor_missing",
    "anchors_end",
    "cut",
    "doubled",
    "edited",
    "fields_differ",
    "gap",
    "reordered",
    "rewritten",
    "stray",
    "unknown_key",
]
KEY_NAME_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: the number of its last entry (0: it has none) and that entry's seal."""

    number: int
    mac: str


BEGINNING = Head(0, "")


class Sealing:
    """A keyed hash: HMAC-SHA256, or HMAC-SM3 (GB/T 32905) where OpenSSL has it. `key_name` tells keys apart and gives none away."""

    def __init__(self, algorithm: Algorithm, key: str) -> None:
        self.algorithm: Algorithm = algorithm
        self._key = key.encode()
        try:
            self.key_name = self.mac("weekwire-audit-key")[:KEY_NAME_CHARACTERS]
        except ValueError as fault:
            message = f"the OpenSSL of this Python has no {algorithm.upper()}: choose sha256, or a build that has it"
            raise ValueError(message) from fault

    def mac(self, *parts: str | int) -> str:
        """The seal of these parts, hexadecimal. No two lists of parts have one text, so parts cannot be moved into each other."""
        return hmac.new(self._key, json.dumps(parts).encode(), self.algorithm).hexdigest()

    def running(self) -> "hmac.HMAC":
        """A seal that is fed piece by piece."""
        return hmac.new(self._key, digestmod=self.algorithm)


def sealing_if_there(algorithm: Algorithm, key: str) -> Sealing | None:
    """The seal, or None where OpenSSL lacks its hash."""
    try:
        return Sealing(algorithm, key)
    except ValueError:
        return None


class Ring:
    """The seal in use, first, and those of former keys and of the other algorithm, with which older entries were sealed."""

    def __init__(self, current: Sealing, *others: Sealing) -> None:
        self.current = current
        self._known = {(one.algorithm, one.key_name): one for one in (*others, current)}

    def find(self, algorithm: str, key_name: str) -> Sealing | None:
        """The seal of this algorithm and key, or None where nobody gave the key."""
        return next((one for name, one in self._known.items() if name == (algorithm, key_name)), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One act in its chain (`<topic>:<partition>`). `body` is the event as it was said; `sealed_at_ms` is since 1970, UTC."""

    chain: str
    number: int
    event: str
    body: str
    offset: int
    sealed_at_ms: int
    algorithm: Algorithm
    key_name: str
    previous: str
    mac: str = ""

    @property
    def head(self) -> Head:
        """The end of a chain whose last entry this is."""
        return Head(self.number, self.mac)

    def seal(self, sealing: Sealing) -> str:
        """What the seal of this entry has to be."""
        return sealing.mac(
            self.chain,
            self.number,
            self.event,
            self.body,
            self.offset,
            self.sealed_at_ms,
            self.algorithm,
            self.key_name,
            self.previous,
        )


@dataclass(frozen=True, slots=True)
class Act:
    """An act that waits for its place: the id of its event, the event's body, and where in the log it stands."""

    event: str
    body: str
    offset: int


def chained(sealing: Sealing, chain: str, head: Head, acts: Sequence[Act], sealed_at_ms: int) -> list[Entry]:
    """The entries that these acts become behind `head`, in their order."""
    entries: list[Entry] = []
    for act in acts:
        bare = Entry(
            chain,
            head.number + 1,
            act.event,
            act.body,
            act.offset,
            sealed_at_ms,
            sealing.algorithm,
            sealing.key_name,
            head.mac,
        )
        entry = replace(bare, mac=bare.seal(sealing))
        entries.append(entry)
        head = entry.head
    return entries


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot have come about by sealing: what kind, in which chain, at which number."""

    kind: FaultKind
    chain: str
    number: int
    detail: str = ""


class ChainCheck:
    """Goes along one chain from its first entry, against the heads that were anchored outside of the store.

    `anchored` maps numbers to the seals they had. An entry is what the store holds under number `at`; None where there is none.
    """

    def __init__(self, chain: str, ring: Ring, anchored: Mapping[int, str]) -> None:
        self._chain = chain
        self._ring = ring
        self._anchored = anchored
        self._events: set[str] = set()
        self._last: str | None = ""
        self.read = 0
        self.last_number = 0
        self.proven_number = 0

    def missing(self, at: int) -> Fault:
        """The store has entries behind `at`, or had, and none there."""
        self._last = None
        return self._fault("gap", at)

    def entry(self, at: int, entry: Entry, *, fields_agree: bool) -> list[Fault]:
        """What is wrong with the entry that stands at `at`. `fields_agree` is whether what is searched by is what its body says."""
        found: list[Fault] = []
        self.read += 1
        self.last_number = at
        sealing = self._ring.find(entry.algorithm, entry.key_name)
        genuine = sealing is not None and hmac.compare_digest(entry.mac.encode(), entry.seal(sealing).encode())
        in_place = (entry.chain, entry.number) == (self._chain, at)
        if sealing is None:
            found.append(self._fault("unknown_key", at, f"{entry.algorithm} {entry.key_name}"))
        elif not genuine:
            found.append(self._fault("edited", at))
        elif not in_place or (self._last is not None and entry.previous != self._last):
            found.append(self._fault("reordered", at, f"sealed as {entry.chain}:{entry.number}"))
        if entry.event in self._events:
            found.append(self._fault("doubled", at, entry.event))
        if not fields_agree:
            found.append(self._fault("fields_differ", at))
        if at in self._anchored:
            if entry.mac == self._anchored[at]:
                self.proven_number = at if genuine else self.proven_number
            else:
                found.append(self._fault("rewritten", at, "another seal was anchored"))
        self._events.add(entry.event)
        self._last = entry.mac
        return found

    def end(self, known_number: int) -> list[Fault]:
        """What the end of the chain lacks: the highest number that was anchored, or that the store itself remembers."""
        highest = max([known_number, *self._anchored])
        if highest <= self.last_number:
            return []
        return [self._fault("cut", self.last_number + 1, f"{highest} was its head")]

    def _fault(self, kind: FaultKind, number: int, detail: str = "") -> Fault:
        return Fault(kind, self._chain, number, detail)
