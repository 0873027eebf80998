"""Writing: a record is kept with its events in one document, and a lost race is judged again on the newer state."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts import topics
from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock, whole_milliseconds
from services.kit.mongo import Document
from services.kit.outbox import Relay, next_revision, outgoing
from services.media import metrics
from services.media.domain.record import Record, state_of
from services.media.store.documents import Stored
from services.media.store.submissions import SUBMISSIONS, RecordStore

MAX_TRIES = 20
LOCKS = 256
RETRY_AFTER_SECONDS = 1

Rule = Callable[[Record | None, datetime, int], Record | None]
"""What the record becomes: from the one that is, at a moment, under a revision; None where nothing changes."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a rule did: the record before and after, or the same one twice where it changed nothing."""

    before: Record | None
    after: Record | None

    @property
    def is_change(self) -> bool:
        """Whether anything was written."""
        return self.before is not self.after


class Ledger:
    """The write path of every operation."""

    def __init__(self, records: RecordStore, relay: Relay, clock: Clock) -> None:
        self.records = records
        self.clock = clock
        self._relay = relay
        self._locks = [asyncio.Lock() for _ in range(LOCKS)]

    def now(self) -> datetime:
        """The present moment, as the store keeps it."""
        return whole_milliseconds(self.clock.now())

    async def read(self, submission: UUID) -> Record | None:
        """A submission's record."""
        stored = await self.records.load(submission)
        return stored.record if stored else None

    async def change(self, submission: UUID, rule: Rule, acts: Sequence[Document] = ()) -> Changed:
        """Apply a rule and keep what it makes with its events, and `acts` where it makes something.

        Raises Problem(store_away, event_too_large) and what the rule raises.
        """
        # The sixty files of one submission often end at once; within a process they wait for each other, not collide.
        async with self._locks[submission.int % LOCKS]:
            for _ in range(MAX_TRIES):
                stored = await self.records.load(submission)
                before = stored.record if stored else None
                now = self.now()
                after = rule(before, now, next_revision(before.revision if before else 0, now))
                if after is None:
                    return Changed(before, before)
                if await self._write(stored, before, after, now, acts):
                    return Changed(before, after)
                metrics.WRITE_CONFLICTS.inc()
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=RETRY_AFTER_SECONDS)

    async def _write(
        self, stored: Stored | None, before: Record | None, after: Record, now: datetime, acts: Sequence[Document]
    ) -> bool:
        known = {held.asset.asset for held in before.known()} if before else set()
        await self.records.point(after, {held.asset.asset for held in after.known()} - known)
        events = [*_news(before, after, now), *acts]
        if stored is None:
            document = await self.records.insert(after, events)
        else:
            document = await self.records.replace(stored, after, events)
        if document is None:
            return False
        self._relay.hand_over(SUBMISSIONS, document)
        return True


def _news(before: Record | None, after: Record, at: datetime) -> list[Document]:
    """What the world has not heard yet: the whole state, where it differs in more than its revision."""
    state, said = state_of(after), state_of(before) if before else None
    if state is None or (said is not None and said == state.model_copy(update={"revision": said.revision})):
        return []
    return [outgoing(topics.MEDIA, str(after.submission), after.revision, state, at)]
