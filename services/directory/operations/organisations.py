"""Opening, amending, moving and closing organisations, each with its event and its act."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from contracts import topics
from contracts.organisations import Organisation
from contracts.problems import Problem, ProblemCode
from services.directory.domain import organisations as rules
from services.directory.domain.organisations import Change, CloseForm, MoveForm, OrganisationForm
from services.directory.domain.rights import MANAGING_ROLES, may_place
from services.directory.operations.histories import act_words, entry_of
from services.directory.operations.obligations import ObligationDesk
from services.directory.operations.record import Recorder, acting
from services.directory.operations.trees import Tree
from services.directory.store.database import Database
from services.directory.store.states import Stored
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.mongo import Document
from services.kit.outbox import next_revision, outgoing
from services.kit.web import invalid


class OrganisationDesk:
    """Organisations as they are asked for. Equal content changes nothing; other content needs the revision seen."""

    def __init__(
        self, database: Database, tree: Tree, obligations: ObligationDesk, recorder: Recorder, clock: Clock
    ) -> None:
        self._store = database.organisations
        self._tree = tree
        self._obligations = obligations
        self._recorder = recorder
        self._clock = clock

    async def get(self, organisation: str) -> Organisation:
        """An organisation by id. Raises Problem(not_found)."""
        return (await self._stored(organisation)).state

    async def page(
        self,
        *,
        parent: str | None,
        unit: str | None,
        kind: str | None,
        text: str | None,
        within: str | None = None,
        is_closed: bool | None = None,
        after: str | None,
        limit: int,
    ) -> list[Organisation]:
        """One page of the list by id."""
        return await self._store.page(
            parent=parent,
            unit=unit,
            kind=kind,
            text=text,
            within=within,
            is_closed=is_closed,
            after=after,
            limit=limit,
        )

    async def history(self, organisation: str) -> list[dict[str, Any]]:
        """What was changed, oldest first: revision, time, verb and the values before. Raises Problem(not_found)."""
        stored = await self._stored(organisation)
        return list(stored.extra.get("history", ()))

    async def put(self, organisation: str, form: OrganisationForm, caller: Caller) -> tuple[Organisation, bool]:
        """Open or amend; true where it is new.

        Raises Problem(forbidden, invalid, conflict, id_taken, wrong_parent, organisation_closed).
        """
        async with self._tree.changing():
            known = await self._store.find(organisation)
            parent = await self._parent(form.parent)
            above = parent if known is None else await self._parent(known.state.parent)
            if not may_place(caller, above):
                raise Problem(ProblemCode.FORBIDDEN)
            if known is not None and rules.says_the_same(form, known.state):
                # An opening may have stopped before its obligations were made, so the same request settles that too.
                await self._obligations.ensure_national([known.state])
                return known.state, False
            await self._judge(organisation, form, parent)
            if known is None:
                return await self._open(organisation, form, parent, caller), True
            revision = next_revision(known.revision, self._clock.now())
            change = rules.amended(known.state, form, parent, revision)
            await self._replace(known, change, caller)
            await self._follow([change.after])
            return change.after, False

    async def move(self, organisation: str, form: MoveForm, caller: Caller) -> Organisation:
        """Put an organisation under another parent, with everything below it; already there changes nothing.

        Raises Problem(not_found, unknown_organisation, forbidden, conflict, wrong_parent, organisation_closed).
        """
        async with self._tree.changing():
            known = await self._stored(organisation)
            parent = await self._parent(form.parent)
            if parent is None:
                raise Problem(ProblemCode.UNKNOWN_ORGANISATION, organisation=form.parent)
            if not (may_place(caller, await self._parent(known.state.parent)) and may_place(caller, parent)):
                raise Problem(ProblemCode.FORBIDDEN)
            after = known.state
            if after.parent != parent.organisation:
                revision = next_revision(known.revision, self._clock.now())
                change = rules.moved(after, parent, form.revision, revision)
                await self._replace(known, change, caller)
                after = change.after
            # Also where it stood there already: an earlier move may have stopped before all below had followed.
            await self._tree.settle(after)
        await self._follow([after, *(one.state for one in await self._store.below(organisation))])
        return after

    async def close(self, organisation: str, form: CloseForm, caller: Caller) -> Organisation:
        """Give an organisation its last day; the same day again changes nothing.

        Raises Problem(not_found, forbidden, conflict, branch_open, invalid).
        """
        async with self._tree.changing():
            known = await self._stored(organisation)
            if not may_place(caller, await self._parent(known.state.parent)):
                raise Problem(ProblemCode.FORBIDDEN)
            after = known.state
            if after.closed_on != form.on:
                revision = next_revision(known.revision, self._clock.now())
                below = await self._store.open_children(organisation)
                change = rules.closed(after, form.on, form.revision, below, revision)
                await self._replace(known, change, caller)
                after = change.after
            await self._follow([after])
            return after

    async def _stored(self, organisation: str) -> Stored[Organisation]:
        known = await self._store.find(organisation)
        if known is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return known

    async def _parent(self, parent: str | None) -> Organisation | None:
        found = await self._store.find(parent) if parent is not None else None
        return found.state if found else None

    async def _judge(self, organisation: str, form: OrganisationForm, parent: Organisation | None) -> None:
        problems = rules.judge_form(organisation, form, parent)
        if problems:
            raise invalid(problems)
        if form.school_code is not None:
            holder = await self._store.with_school_code(form.school_code)
            if holder not in {None, organisation}:
                raise Problem(ProblemCode.ID_TAKEN)

    async def _open(
        self, organisation: str, form: OrganisationForm, parent: Organisation | None, caller: Caller
    ) -> Organisation:
        if form.revision is not None:
            raise Problem(ProblemCode.CONFLICT, revision=0)
        at = self._clock.now()
        change = rules.opened(organisation, form, parent, next_revision(0, at))
        events = self._events(change, caller, at)
        extra = {"history": [entry_of(change, at)]}
        if not await self._store.insert(organisation, change.after, extra, events, revision=change.after.revision):
            raise Problem(ProblemCode.ID_TAKEN)
        await self._obligations.ensure_national([change.after])
        return change.after

    async def _follow(self, changed: Sequence[Organisation]) -> None:
        """Bring what changed organisations owe in line with where, and until when, they stand."""
        await self._obligations.ensure_national(changed)
        await self._obligations.release({"state.debtor": {"$in": [one.organisation for one in changed]}})

    async def _replace(self, known: Stored[Organisation], change: Change, caller: Caller) -> None:
        at = self._clock.now()
        events = self._events(change, caller, at)
        extra = {**known.extra, "history": [*known.extra.get("history", ()), entry_of(change, at)]}
        if not await self._store.replace(known, change.after, extra, events, revision=change.after.revision):
            raise Problem(ProblemCode.CONFLICT)

    def _events(self, change: Change, caller: Caller, at: datetime) -> list[Document]:
        after = change.after
        return [
            outgoing(topics.ORGANISATIONS, after.organisation, after.revision, after, at),
            self._recorder.done(
                f"organisation.{change.verb}",
                acting(caller, after.path, MANAGING_ROLES),
                f"organisation:{after.organisation}",
                after.revision,
                **act_words(change),
            ),
        ]
