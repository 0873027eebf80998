"""Editions: loaded from the shipped files, changed by the ministry, each change with its event and its act."""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from contracts import topics
from contracts.editions import Edition, shipped_editions
from contracts.problems import Problem, ProblemCode
from services.directory.domain import editions as rules
from services.directory.domain.edition_changes import FieldChange, changes_between
from services.directory.domain.rights import MANAGING_ROLES, may_edit_editions
from services.directory.operations.histories import words_of
from services.directory.operations.obligations import ObligationDesk
from services.directory.operations.record import Recorder, acting
from services.directory.store.database import Database
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.mongo import Document
from services.kit.outbox import next_revision, outgoing
from services.kit.web import invalid

log = logging.getLogger(__name__)

MAX_HISTORY = 200


class EditionDesk:
    """Editions as the ministry keeps them."""

    def __init__(self, database: Database, obligations: ObligationDesk, recorder: Recorder, clock: Clock) -> None:
        self._store = database.editions
        self._obligations = obligations
        self._recorder = recorder
        self._clock = clock

    async def get(self, edition: str) -> Edition:
        """An edition by id. Raises Problem(not_found)."""
        known = await self._store.find(edition)
        if known is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return known.state

    async def every(self) -> list[Edition]:
        """All editions, oldest first."""
        return [one.state for one in await self._store.find_many({})]

    async def history(self, edition: str) -> list[Document]:
        """What was published, oldest first: revision, time, note and changed fields. Raises Problem(not_found)."""
        known = await self._store.find(edition)
        if known is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return list(known.extra.get("history", ()))

    async def put(self, edition: str, wanted: Edition, caller: Caller, note: str = "") -> tuple[Edition, bool]:
        """Change or add an edition; true where it is new. `wanted.revision` is the revision seen, 0 for a new one.

        Raises Problem(forbidden, invalid, conflict, edition_sealed).
        """
        if not may_edit_editions(caller):
            raise Problem(ProblemCode.FORBIDDEN)
        problems = rules.judge_edition(edition, wanted)
        if problems:
            raise invalid(problems)
        known = await self._store.find(edition)
        at = self._clock.now()
        revision = next_revision(known.revision if known else 0, at)
        after = rules.edited(known.state if known else None, wanted, revision)
        if after is None:
            # The change may have stopped before the obligations had followed, so the same request settles that too.
            await self._follow(wanted)
            return wanted if known is None else known.state, False
        event = outgoing(topics.EDITIONS, edition, revision, after, at)
        changes = changes_between(known.state if known else None, after)
        words = words_of({one.path: one.before for one in changes}, {one.path: one.after for one in changes}, revision)
        actor = acting(caller, roles=MANAGING_ROLES)
        act = self._recorder.done("edition.set", actor, f"edition:{edition}", revision, **words)
        extra = {**(known.extra if known else {}), "edited": True}
        extra["history"] = [*extra.get("history", ()), _published(revision, at, note, changes)][-MAX_HISTORY:]
        events = [event, act]
        if known is None:
            done = await self._store.insert(edition, after, extra, events, revision=revision)
        else:
            done = await self._store.replace(known, after, extra, events, revision=revision)
        if not done:
            raise Problem(ProblemCode.CONFLICT)
        await self._follow(after)
        return after, known is None

    async def _follow(self, edition: Edition) -> None:
        await self._obligations.ensure_national(editions=[edition])
        await self._obligations.release({"state.edition": edition.edition})

    async def load_shipped(self) -> list[str]:
        """Take over the shipped editions that are absent, or newer than what was shipped before; returns their ids."""
        return [edition.edition for edition in shipped_editions() if await self._load(edition)]

    async def _load(self, shipped: Edition) -> bool:
        known = await self._store.find(shipped.edition)
        extra = known.extra if known else {}
        replaces = rules.shipped_replaces(
            shipped,
            known.state if known else None,
            extra.get("shipped_digest", ""),
            extra.get("shipped_revision", 0),
            was_edited=extra.get("edited", False),
        )
        if not replaces:
            return False
        at = self._clock.now()
        revision = next_revision(known.revision if known else 0, at)
        after = shipped.model_copy(update={"revision": revision})
        fresh: Document = {
            "shipped_digest": rules.content_digest(shipped),
            "shipped_revision": shipped.revision,
            "edited": False,
            "history": extra.get("history", []),
        }
        event = outgoing(topics.EDITIONS, after.edition, revision, after, at)
        if known is None:
            return await self._store.insert(after.edition, after, fresh, [event], revision=revision)
        return await self._store.replace(known, after, fresh, [event], revision=revision)


def _published(revision: int, at: datetime, note: str, changes: Sequence[FieldChange]) -> Document:
    shown = [asdict(change) for change in changes]
    return {"revision": revision, "at": at.isoformat(), "note": note, "changes": shown}
