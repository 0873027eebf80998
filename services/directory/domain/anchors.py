"""Anchors: the heads of all chains at one moment, kept outside of the store and chained among themselves."""

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.directory.domain.chain import Fault, Head, Ring, Sealing

ANCHORS = "anchors"
"""The name under which faults of the anchors themselves are told."""
ANCHORS_END_SECONDS = 900.0
"""Anchors are made every minute, and every ten while nothing happens: older than this, they have stopped or were cut."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One object of the bucket. `at_ms` is since 1970, UTC; `previous` is the seal of the anchor before."""

    number: int
    at_ms: int
    heads: Mapping[str, Head]
    algorithm: str
    key_name: str
    previous: str
    mac: str

    @property
    def key(self) -> str:
        """The object's key: it holds the number, so that keys only ever grow."""
        return anchor_key(self.number)

    def as_json(self) -> bytes:
        """The object's bytes."""
        heads = {chain: [head.number, head.mac] for chain, head in sorted(self.heads.items())}
        fields = {"number": self.number, "at_ms": self.at_ms, "heads": heads, "previous": self.previous}
        sealed_by = {"algorithm": self.algorithm, "key_name": self.key_name, "mac": self.mac}
        return json.dumps(fields | sealed_by).encode()


def anchor_key(number: int) -> str:
    """The key of anchor `number`; keys sort as numbers do."""
    return f"heads/{number:012}"


def make_anchor(sealing: Sealing, last: Anchor | None, at_ms: int, heads: Mapping[str, Head]) -> Anchor:
    """The anchor behind `last`."""
    number, previous = (last.number + 1, last.mac) if last else (1, "")
    mac = _seal(sealing, number, at_ms, heads, previous)
    return Anchor(number, at_ms, dict(heads), sealing.algorithm, sealing.key_name, previous, mac)


def _seal(sealing: Sealing, number: int, at_ms: int, heads: Mapping[str, Head], previous: str) -> str:
    said = (part for chain, head in sorted(heads.items()) for part in (chain, head.number, head.mac))
    return sealing.mac("anchor", number, at_ms, sealing.algorithm, sealing.key_name, previous, *said)


def read_anchor(body: bytes) -> Anchor | None:
    """The anchor in an object; None where it is none."""
    try:
        found = json.loads(body)
        heads = {str(chain): Head(int(number), str(mac)) for chain, (number, mac) in found["heads"].items()}
        return Anchor(
            int(found["number"]),
            int(found["at_ms"]),
            heads,
            str(found["algorithm"]),
            str(found["key_name"]),
            str(found["previous"]),
            str(found["mac"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def judge_anchors(ring: Ring, found: Sequence[tuple[str, Anchor | None]], now_ms: int) -> Iterator[Fault]:
    """What is wrong with the anchors themselves: `found` are all keys of the bucket, sorted, with what their objects hold.

    Anchors that were cut at the end leave no trace but their age; whatever is added later shows the hole.
    """
    expected, previous = 1, ""
    newest_ms: int | None = None
    for key, anchor in found:
        if anchor is None or anchor.key != key or not _genuine(ring, anchor):
            yield Fault("anchor_altered", ANCHORS, expected, key)
            expected += 1
            previous = ""
            continue
        if anchor.number != expected:
            yield Fault("anchor_missing", ANCHORS, expected, f"the next is {anchor.number}")
        elif previous and anchor.previous != previous:
            yield Fault("anchor_altered", ANCHORS, anchor.number, "the one before it was another")
        expected, previous, newest_ms = anchor.number + 1, anchor.mac, anchor.at_ms
    if newest_ms is not None and now_ms - newest_ms > ANCHORS_END_SECONDS * 1_000:
        seconds = (now_ms - newest_ms) // 1_000
        yield Fault(
            "anchors_end", ANCHORS, expected, f"the newest is {seconds} seconds old; what came later is not proven"
        )


def _genuine(ring: Ring, anchor: Anchor) -> bool:
    sealing = ring.find(anchor.algorithm, anchor.key_name)
    if sealing is None:
        return False
    seal = _seal(sealing, anchor.number, anchor.at_ms, anchor.heads, anchor.previous)
    return hmac.compare_digest(seal.encode(), anchor.mac.encode())


def heads_by_chain(ring: Ring, anchors: Sequence[Anchor | None]) -> dict[str, dict[int, str]]:
    """For every chain the heads that genuine anchors hold: number to seal."""
    found: dict[str, dict[int, str]] = {}
    for anchor in anchors:
        if anchor is not None and _genuine(ring, anchor):
            for chain, head in anchor.heads.items():
                # The oldest word on a number counts: what was said later may speak of a chain that had been replaced.
                found.setdefault(chain, {}).setdefault(head.number, head.mac)
    return found
