"""Drafts on their way: saved at every step, seen by their author and the organisation, deleted when they are done with."""

import json
from dataclasses import dataclass
from uuid import UUID

from contracts.problems import Problem, ProblemCode
from contracts.submissions import Contact, SubmissionState
from services.ingest import metrics
from services.ingest.domain.copying import copied_form
from services.ingest.domain.drafts import Draft, DraftRequest, form_json, may_replace
from services.ingest.domain.rights import FILING_ROLES, acting_organisation
from services.ingest.operations.refusals import Refusals
from services.ingest.store.drafts import DraftPosition, DraftStore
from services.kit.clock import Clock, whole_milliseconds
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller
from services.kit.outbox import next_revision
from services.kit.web import body_too_large

MAX_TRIES = 8


@dataclass(frozen=True, slots=True)
class Drafting:
    """Saves, shows and deletes drafts."""

    store: DraftStore
    view: DirectoryView
    refusals: Refusals
    clock: Clock
    limit_bytes: int
    max_drafts: int

    async def save(
        self, draft: UUID, request: DraftRequest, if_match: str | None, caller: Caller
    ) -> tuple[Draft, bool]:
        """Save a draft; the second of the answer says whether it is new.

        Raises Problem(body_too_large, unknown_organisation, forbidden, not_found, draft_changed, too_many_drafts,
        store_away); draft_changed carries the draft that is held.
        """
        form = form_json(request)
        if len(form.encode()) > self.limit_bytes:
            raise body_too_large(self.limit_bytes)
        seen_by = await self._seen_by(draft, request, caller)
        for _ in range(MAX_TRIES):
            held = await self.store.load(draft)
            now = whole_milliseconds(self.clock.now())
            revision = next_revision(held.revision if held else 0, now)
            created_at = held.created_at if held else now
            author = held.author if held else caller.person
            after = Draft(draft, revision, request.organisation, seen_by, author, request.title, form, created_at, now)
            if held is None:
                await self._allow_new(request, if_match)
                written = await self.store.insert(after)
            else:
                if not _sees(held, caller):
                    raise await self._refused(ProblemCode.ID_TAKEN, "save_draft", draft, caller)
                if not may_replace(held, if_match, after.etag):
                    raise _changed(held)
                if held.etag == after.etag:
                    return held, False
                written = await self.store.replace(after, held.revision)
            if written:
                metrics.DRAFTS_SAVED.inc()
                return after, held is None
        raise Problem(ProblemCode.CONFLICT)

    async def copy(
        self, draft: UUID, state: SubmissionState, contact: Contact | None, edition: str | None, caller: Caller
    ) -> tuple[Draft, bool]:
        """Save a draft made from an item the caller may see, for its own edition where none is named. Raises as `save`."""
        form = copied_form(state, contact, edition or state.edition)
        request = DraftRequest(organisation=state.organisation, title=state.content.title, form=form)
        return await self.save(draft, request, None, caller)

    async def one(self, draft: UUID, caller: Caller) -> Draft:
        """A draft the caller may see. Raises Problem(not_found)."""
        held = await self.store.load(draft)
        if held is None:
            raise Problem(ProblemCode.NOT_FOUND)
        if not _sees(held, caller):
            raise await self._refused(ProblemCode.NOT_FOUND, "read_draft", draft, caller)
        return held

    async def delete(self, draft: UUID, if_match: str | None, caller: Caller) -> None:
        """Delete a draft; one that is gone already is no error. Raises Problem(not_found, draft_changed, store_away)."""
        for _ in range(MAX_TRIES):
            held = await self.store.load(draft)
            if held is None:
                return
            if not _sees(held, caller):
                raise await self._refused(ProblemCode.NOT_FOUND, "delete_draft", draft, caller)
            if if_match not in {None, held.etag}:
                raise _changed(held)
            if await self.store.delete(held):
                return
        raise Problem(ProblemCode.CONFLICT)

    async def page(
        self, caller: Caller, after: DraftPosition | None, limit: int
    ) -> tuple[list[Draft], DraftPosition | None]:
        """A page of the caller's own drafts and their organisations', newest first."""
        return await self.store.page(caller.person, caller.organisations(FILING_ROLES), after, limit)

    async def _seen_by(self, draft: UUID, request: DraftRequest, caller: Caller) -> tuple[str, ...]:
        """The organisation a draft is for, and the one its author acts in. Raises Problem(forbidden, unknown_organisation)."""
        organisation = self.view.organisation(request.organisation)
        if organisation is None:
            raise Problem(ProblemCode.UNKNOWN_ORGANISATION, organisation=request.organisation)
        acting = acting_organisation(((grant.organisation, grant.role) for grant in caller.grants), organisation.chain)
        if acting is None:
            raise await self._refused(ProblemCode.FORBIDDEN, "save_draft", draft, caller)
        return tuple(dict.fromkeys((request.organisation, acting)))

    async def _allow_new(self, request: DraftRequest, if_match: str | None) -> None:
        if if_match is not None:
            raise Problem(ProblemCode.NOT_FOUND)
        if await self.store.count(request.organisation) >= self.max_drafts:
            raise Problem(ProblemCode.TOO_MANY_DRAFTS, limit=self.max_drafts)

    async def _refused(self, code: ProblemCode, verb: str, draft: UUID, caller: Caller) -> Problem:
        return await self.refusals.record(Problem(code), verb, caller, f"draft:{draft}")


def _changed(held: Draft) -> Problem:
    """What somebody is told whose draft was saved from elsewhere meanwhile: the draft as it is now, to look at side by side."""
    present = {
        "etag": held.etag,
        "title": held.title,
        "author": held.author,
        "saved_at": held.saved_at.isoformat(),
        "form": json.loads(held.form_json),
    }
    return Problem(ProblemCode.DRAFT_CHANGED, etag=held.etag, draft=present)


def _sees(draft: Draft, caller: Caller) -> bool:
    return draft.author == caller.person or caller.may(FILING_ROLES, draft.seen_by)
