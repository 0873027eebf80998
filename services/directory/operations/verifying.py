"""Verification of the audit chain against its keys and its anchors, and the export that can be checked elsewhere."""

import json
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, field

from services.directory.domain.anchors import heads_by_chain, judge_anchors
from services.directory.domain.chain import ChainCheck, Fault, Ring
from services.directory.store.anchors import AnchorStore
from services.directory.store.chain import ChainStore
from services.kit.clock import Clock, milliseconds

EXPORT_FORMAT = "weekwire.audit.v1"
STORE = "store"
"""The name under which faults are told that belong to no chain."""


@dataclass(frozen=True, slots=True)
class Proven:
    """How far one chain is proven. Entries above `anchored` stand under the key alone: their cutting off would leave no trace."""

    chain: str
    entries: int
    anchored: int


@dataclass(slots=True)
class Findings:
    """What a verification found. `proven_until_ms` is when the newest anchor was made, since 1970, UTC; None without any."""

    faults: list[Fault] = field(default_factory=list)
    chains: list[Proven] = field(default_factory=list)
    proven_until_ms: int | None = None


class Verifier:
    """Reads everything and changes nothing; it may run while acts are sealed."""

    def __init__(self, store: ChainStore, anchors: AnchorStore, ring: Ring, clock: Clock) -> None:
        self._store = store
        self._anchors = anchors
        self._ring = ring
        self._clock = clock

    async def verify(self) -> Findings:
        """Look at every anchor and every entry. Raises Problem(store_away), and of AWAY."""
        # What is compared is read before what it is compared with, so that acts sealed meanwhile are no fault.
        anchors = await self._anchors.everything()
        known = await self._store.heads()
        in_all = await self._store.count()
        findings = Findings(list(judge_anchors(self._ring, anchors, milliseconds(self._clock.now()))))
        genuine = [anchor for _, anchor in anchors if anchor is not None]
        findings.proven_until_ms = genuine[-1].at_ms if genuine else None
        anchored = heads_by_chain(self._ring, genuine)
        for chain in sorted(known.keys() | anchored.keys()):
            await self._verify_chain(chain, anchored.get(chain, {}), known.get(chain, 0), findings)
        read = sum(proven.entries for proven in findings.chains)
        if in_all > read:
            findings.faults.append(Fault("stray", STORE, in_all - read, "entries that stand in no chain"))
        return findings

    async def _verify_chain(self, chain: str, anchored: dict[int, str], known_number: int, findings: Findings) -> None:
        check = ChainCheck(chain, self._ring, anchored)
        missing: list[Fault] = []
        async for place in self._store.walk(chain, max([known_number, *anchored])):
            if isinstance(place, int):
                missing.append(check.missing(place))
                continue
            number, entry, agrees = place
            # What was missing is a gap because something stands behind it; at the end it is a tail that was cut.
            findings.faults += missing
            missing = []
            findings.faults += check.entry(number, entry, fields_agree=agrees)
        findings.faults += check.end(known_number)
        findings.chains.append(Proven(chain, check.read, check.proven_number))

    async def anchored_heads_stand(self) -> list[Fault]:
        """The quick look: whether the heads of the newest anchor are still in the store. Raises as `verify`."""
        newest = await self._anchors.newest()
        faults: list[Fault] = []
        for chain, head in (newest.heads if newest else {}).items():
            entry = await self._store.get(chain, head.number)
            if entry is None:
                faults.append(Fault("cut", chain, head.number, "an anchored head is gone"))
            elif entry.mac != head.mac:
                faults.append(Fault("rewritten", chain, head.number, "another seal was anchored"))
        return faults

    async def export(self, only: str | None = None) -> AsyncIterator[str]:
        """JSON lines: what this is, every entry in the order of its chain, and at last the seal over all lines before it.

        The seal is the keyed hash over the bytes of those lines, each with its newline.
        """
        sealing = self._ring.current
        running = sealing.running()
        lines = 0
        known = await self._store.heads()
        at_ms = milliseconds(self._clock.now())
        chains = sorted(known) if only is None else [only]
        first = {"format": EXPORT_FORMAT, "exported_at_ms": at_ms, "chains": chains}
        line = _line(first)
        running.update(line.encode())
        yield line
        for chain in chains:
            async for place in self._store.walk(chain, known.get(chain, 0)):
                if isinstance(place, int):
                    continue
                line = _line(asdict(place[1]))
                lines += 1
                running.update(line.encode())
                yield line
        last = {"entries": lines, "algorithm": sealing.algorithm, "key_name": sealing.key_name}
        yield _line(last | {"mac": running.hexdigest()})


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
