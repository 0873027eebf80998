"""Anchoring: every minute the heads of all chains are written outside of the store, by one copy at a time."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from contracts.problems import Problem
from services.directory import metrics
from services.directory.domain.anchors import Anchor, make_anchor
from services.directory.domain.chain import Fault, Head, Sealing
from services.directory.operations.verifying import Verifier
from services.directory.store.anchors import AnchorStore
from services.directory.store.chain import ChainStore
from services.kit.clock import Clock, milliseconds
from services.kit.leases import Lease
from services.kit.objects import AWAY

log = logging.getLogger(__name__)

LEASE_ROUNDS = 3
"""Rounds that a copy may miss before another anchors."""
QUIET_ROUNDS = 10
"""Where nothing was sealed an anchor is added after so many rounds: it says that nothing was."""
RETRY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often heads are anchored, and the whole chain is verified."""

    anchor_seconds: float
    verify_seconds: float


class Anchoring:
    """Adds anchors, and looks whether the store still holds what was anchored."""

    def __init__(
        self,
        store: ChainStore,
        anchors: AnchorStore,
        sealing: Sealing,
        clock: Clock,
        *,
        lease: Lease,
        verifier: Verifier,
    ) -> None:
        self._store = store
        self._anchors = anchors
        self._sealing = sealing
        self._lease = lease
        self._verifier = verifier
        self._clock = clock
        self._last: Anchor | None = None
        self._looked = False
        self._heads: dict[str, Head] = {}
        self._quiet = 0

    async def once(self) -> Anchor | None:
        """Anchor what is new; the anchor, or None where nothing is or another copy anchors. Raises Problem(store_away), and of AWAY."""
        if not await self._lease.renew():
            self._looked = False
            return None
        if not self._looked:
            self._last, self._looked = await self._anchors.newest(), True
        made = None
        if self._last is not None:
            _tell("heads", await self._verifier.anchored_heads_stand())
        heads = await self._newest_heads()
        self._quiet += 1
        if heads and (self._last is None or heads != self._last.heads or self._quiet >= QUIET_ROUNDS):
            made = make_anchor(self._sealing, self._last, milliseconds(self._clock.now()), heads)
            if not self._lease.held or not await self._anchors.add(made):
                self._looked = False
                return None
            self._last, self._quiet = made, 0
        metrics.AUDIT_ANCHORED_AT.set(self._clock.now().timestamp())
        return made

    async def _newest_heads(self) -> dict[str, Head]:
        for chain, number in (await self._store.heads()).items():
            known = self._heads.get(chain)
            self._heads[chain] = await self._store.head(chain, max(number, known.number if known else 0))
        return {chain: head for chain, head in self._heads.items() if head.number}

    async def verify(self) -> None:
        """Verify everything, where this copy anchors, and tell what was found."""
        if not self._lease.held:
            return
        findings = await self._verifier.verify()
        _tell("whole", findings.faults)
        metrics.AUDIT_VERIFIED_AT.set(self._clock.now().timestamp())

    def chores(self, rounds: Rounds) -> list[Coroutine[Any, Any, None]]:
        """What goes on for ever. What is away is tried again at once, and the metrics tell."""
        return [self._anchor_for_ever(rounds.anchor_seconds), self._verify_for_ever(rounds.verify_seconds)]

    async def _anchor_for_ever(self, seconds: float) -> None:
        while True:
            try:
                await self.once()
            except (Problem, *AWAY) as fault:
                log.warning("heads not anchored", extra={"fault": repr(fault)})
                await asyncio.sleep(RETRY_SECONDS)
                continue
            except Exception:
                # Anchoring must go on: the metric of its last time tells that it does not.
                log.exception("anchoring failed")
            await asyncio.sleep(seconds)

    async def _verify_for_ever(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await self.verify()
            except (Problem, *AWAY) as fault:
                log.warning("audit chain not verified", extra={"fault": repr(fault)})
            except Exception:
                log.exception("verification failed")


def _tell(check: str, faults: list[Fault]) -> None:
    metrics.AUDIT_FAULTS.labels(check).set(len(faults))
    for fault in faults[:10]:
        log.error(
            "the audit chain is not whole",
            extra={"check": check, "kind": fault.kind, "chain": fault.chain, "number": fault.number},
        )
