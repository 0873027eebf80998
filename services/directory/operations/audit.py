"""The audit record as a whole: sealed from every topic of acts, anchored, verified, and read by the audit administrator alone."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiokafka import ConsumerRecord

from contracts import topics
from contracts.acts import ActEvent
from contracts.problems import Problem
from services.directory.domain.chain import Entry
from services.directory.operations.anchoring import LEASE_ROUNDS, Anchoring, Rounds
from services.directory.operations.sealing import Sealer
from services.directory.operations.verifying import Findings, Verifier
from services.directory.settings import DirectorySettings
from services.directory.store.anchors import AnchorStore, audit_objects
from services.directory.store.chain import ChainStore, order_of
from services.kit.bus import Bus
from services.kit.clock import Clock, milliseconds
from services.kit.mongo import Document, Mongo
from services.kit.start import when_there

GROUPS = "directory-audit"
"""The beginning of the groups' names: one a topic, so that none waits while another is shared out anew."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What acts are looked for. `fields` are exact; `since` is the first moment, `until` the first one that is out."""

    fields: dict[str, str]
    since: datetime | None = None
    until: datetime | None = None

    def in_words(self) -> str:
        """The question, for the record of who asked it."""
        words = [f"{name}={value}" for name, value in sorted(self.fields.items())]
        words += [f"since={self.since.isoformat()}"] if self.since else []
        words += [f"until={self.until.isoformat()}"] if self.until else []
        return " ".join(words) or "everything"


class Audit:
    """Wires the audit record over the directory's database and its bucket."""

    def __init__(self, mongo: Mongo, settings: DirectorySettings, clock: Clock) -> None:
        self._settings = settings
        ring = settings.audit_ring
        self.store = ChainStore(mongo)
        self._objects = audit_objects(settings)
        self._verifying = asyncio.Lock()
        anchors = AnchorStore(self._objects)
        self.sealer = Sealer(self.store, ring.current, clock)
        self.verifier = Verifier(self.store, anchors, ring, clock)
        seconds = settings.directory_audit_anchor_seconds
        self._lease = self.store.lease(secrets.token_hex(8), seconds * LEASE_ROUNDS, clock)
        self.anchoring = Anchoring(self.store, anchors, ring.current, clock, lease=self._lease, verifier=self.verifier)

    def hear(self, bus: Bus) -> None:
        """Hear every topic of acts; an act that cannot be read becomes a dead letter, which stays visible."""
        for topic in topics.ACTS.values():
            bus.subscribe(topic, f"{GROUPS}-{topic.owner}", self._handler(topic.name))

    def _handler(self, topic: str) -> Callable[[Any, ConsumerRecord], Awaitable[None]]:
        async def hear(event: ActEvent, record: ConsumerRecord) -> None:
            await self.sealer.hear(topic, event, record)

        return hear

    async def run(self) -> None:
        """Open the record, once the database is open; then anchor and verify for ever."""
        await when_there(self.store.prepare)
        self.sealer.is_open = True
        await when_there(self._objects.ensure_bucket)
        rounds = Rounds(self._settings.directory_audit_anchor_seconds, self._settings.directory_audit_verify_seconds)
        chores = self.anchoring.chores(rounds)
        async with asyncio.TaskGroup() as group:
            for chore in chores:
                group.create_task(chore)

    async def verify_once(self) -> Findings:
        """Verify the whole record, one at a time: who asks meanwhile waits. Raises as `Verifier.verify`."""
        async with self._verifying:
            return await self.verifier.verify()

    async def page(self, asked: Asked, after: str | None, limit: int) -> list[tuple[str, Entry]]:
        """Acts that fit, newest first, each with the place that a next page begins after. Raises Problem(store_away)."""
        order: Document = {}
        if asked.since:
            order["$gte"] = order_of(milliseconds(asked.since))
        upper = [order_of(milliseconds(asked.until))] if asked.until else []
        upper += [after] if after else []
        if upper:
            order["$lt"] = min(upper)
        query: Document = {**asked.fields, **({"order": order} if order else {})}
        return await self.store.search(query, limit)

    async def stop(self) -> None:
        """Let another copy anchor, and let connections go."""
        with suppress(Problem):
            await self._lease.release()
        self._objects.close()
