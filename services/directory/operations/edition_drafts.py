"""Editions before they are published: drafts, what one would change, and the publishing itself. Nothing here asks for code."""

from dataclasses import dataclass

from contracts.editions import Edition
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.directory.domain import editions as rules
from services.directory.domain.edition_changes import FieldChange, Foreseen, changes_between
from services.directory.domain.rights import may_edit_editions
from services.directory.operations.editions import EditionDesk
from services.directory.operations.obligations import ObligationDesk
from services.directory.store.database import Database
from services.directory.store.edition_drafts import Draft
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.outbox import next_revision


@dataclass(frozen=True, slots=True)
class EditionPreview:
    """What a wanted edition is and does: what is wrong with it, which fields change, what becomes of obligations."""

    base_revision: int
    is_stale: bool
    problems: tuple[FieldProblem, ...]
    changes: tuple[FieldChange, ...]
    obligations: Foreseen


class EditionDraftDesk:
    """Drafts, for the ministry's managers."""

    def __init__(self, database: Database, editions: EditionDesk, obligations: ObligationDesk, clock: Clock) -> None:
        self._drafts = database.edition_drafts
        self._store = database.editions
        self._editions = editions
        self._obligations = obligations
        self._clock = clock

    async def get(self, edition: str, caller: Caller) -> Draft:
        """The draft of an edition. Raises Problem(forbidden, not_found)."""
        _refuse(caller)
        found = await self._drafts.find(edition)
        if found is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return found

    async def put(self, edition: str, wanted: Edition, seen: int | None, caller: Caller) -> Draft:
        """Keep a draft, right or wrong, over the one that was seen. Raises Problem(forbidden, conflict, edition_sealed)."""
        _refuse(caller)
        published = await self._store.find(edition)
        if published is not None and published.state.sealed:
            raise Problem(ProblemCode.EDITION_SEALED, edition=edition)
        known = await self._drafts.find(edition)
        if known is not None and known.state == wanted:
            return known
        if (known.revision if known else None) != seen:
            raise Problem(ProblemCode.CONFLICT, revision=known.revision if known else 0)
        at = self._clock.now()
        draft = Draft(edition, next_revision(seen or 0, at), caller.person, at, wanted)
        if not await self._drafts.put(draft, seen):
            raise Problem(ProblemCode.CONFLICT)
        return draft

    async def drop(self, edition: str, caller: Caller) -> None:
        """Throw a draft away; none there changes nothing. Raises Problem(forbidden)."""
        _refuse(caller)
        await self._drafts.drop(edition)

    async def preview(self, edition: str, wanted: Edition, caller: Caller) -> EditionPreview:
        """What a wanted edition would change; nothing is. Raises Problem(forbidden)."""
        _refuse(caller)
        known = await self._store.find(edition)
        problems = rules.judge_edition(edition, wanted)
        foreseen = Foreseen() if problems else await self._obligations.foresee(wanted)
        return EditionPreview(
            base_revision=known.revision if known else 0,
            is_stale=(known.revision if known else 0) != wanted.revision,
            problems=problems,
            changes=changes_between(known.state if known else None, wanted),
            obligations=foreseen,
        )

    async def publish(self, edition: str, seen: int, note: str, caller: Caller) -> tuple[Edition, bool]:
        """Publish the draft that was seen; true where the edition is new. The draft is gone afterwards.

        Raises Problem(forbidden, not_found, invalid, conflict, edition_sealed).
        """
        draft = await self.get(edition, caller)
        if draft.revision != seen:
            raise Problem(ProblemCode.CONFLICT, revision=draft.revision)
        state, is_new = await self._editions.put(edition, draft.state, caller, note)
        await self._drafts.drop(edition)
        return state, is_new


def _refuse(caller: Caller) -> None:
    if not may_edit_editions(caller):
        raise Problem(ProblemCode.FORBIDDEN)
