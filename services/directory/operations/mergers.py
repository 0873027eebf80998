"""Mergers of organisations: previewed, ordered, called off before their day, and carried out when it has come."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contracts import topics
from contracts.organisations import Organisation, OrganisationKind
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.directory import metrics
from services.directory.domain import mergers as rules
from services.directory.domain.mergers import MergeForm, Merger
from services.directory.domain.organisations import Change, ReopenForm
from services.directory.domain.rights import MANAGING_ROLES, may_place
from services.directory.operations.histories import act_words, entry_of
from services.directory.operations.obligations import ObligationDesk
from services.directory.operations.record import Recorder, acting
from services.directory.operations.trees import Tree
from services.directory.store.database import Database
from services.directory.store.people import StoredPerson
from services.directory.store.states import Stored
from services.kit.acts import Actor
from services.kit.clock import SHANGHAI, Clock
from services.kit.identity import Caller
from services.kit.outbox import next_revision, outgoing
from services.kit.web import invalid

log = logging.getLogger(__name__)

MAX_SUCCESSORS = 20
EXTRA = "merger"
TAKEN_IN = "take_in"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merger would do: what goes over, how many people, and what stands against it."""

    children: tuple[Organisation, ...]
    people: int
    problems: tuple[FieldProblem, ...]


class MergerDesk:
    """Mergers as they are asked for. What is due is carried out at once and, where that stops, by the check of the tree."""

    def __init__(
        self, database: Database, tree: Tree, obligations: ObligationDesk, recorder: Recorder, clock: Clock
    ) -> None:
        self._store = database.organisations
        self._people = database.people
        self._tree = tree
        self._obligations = obligations
        self._recorder = recorder
        self._clock = clock

    async def preview(self, organisation: str, form: MergeForm, caller: Caller) -> Preview:
        """What a merger would do; nothing is changed. Raises Problem(not_found, unknown_organisation, forbidden)."""
        known, into = await self._both(organisation, form, caller)
        children = await self._open_children(organisation)
        problems = await self._judge(known.state, into.state, children)
        people = len(await self._people.touching(organisation)) if form.people else 0
        return Preview(tuple(one.state for one in children), people, problems)

    async def merge(self, organisation: str, form: MergeForm, caller: Caller) -> Organisation:
        """Order a merger; the same one again changes nothing, and completes what had stopped.

        Raises Problem(not_found, unknown_organisation, forbidden, invalid, conflict, organisation_closed).
        """
        async with self._tree.changing():
            known, into = await self._both(organisation, form, caller)
            there = merger_of(known)
            if there is None or (there.into, there.first_day) != (form.into, form.first_day):
                problems = await self._judge(known.state, into.state, await self._open_children(organisation))
                if problems:
                    raise invalid(problems)
                await self._order(known, into.state, form, caller)
        await self.complete(organisation)
        return (await self._stored(organisation)).state

    async def reopen(self, organisation: str, form: ReopenForm, caller: Caller) -> Organisation:
        """Call off a closing or a merger whose day has not come; open already changes nothing.

        Raises Problem(not_found, forbidden, conflict, closing_over).
        """
        async with self._tree.changing():
            known = await self._stored(organisation)
            if not may_place(caller, await self._parent(known.state)):
                raise Problem(ProblemCode.FORBIDDEN)
            if known.state.closed_on is None:
                return known.state
            at = self._clock.now()
            merger = merger_of(known)
            revision = next_revision(known.revision, at)
            today = at.astimezone(SHANGHAI).date()
            is_over = merger is not None and (merger.done or merger.is_due(at))
            change = rules.called_off(known.state, form.revision, today, revision, done=is_over)
            actor = acting(caller, known.state.path, MANAGING_ROLES)
            await self._replace(known, change, actor, merger=None)
        await self._obligations.ensure_national([change.after])
        return change.after

    async def present(self, organisation: str) -> Organisation:
        """The organisation that an id stands for today, by the mergers since. Raises Problem(not_found)."""
        found = (await self._stored(organisation)).state
        today = self._clock.now().astimezone(SHANGHAI).date()
        for _ in range(MAX_SUCCESSORS):
            is_gone = found.merged_into is not None and found.closed_on is not None and found.closed_on < today
            following = await self._store.find(found.merged_into) if is_gone and found.merged_into else None
            if following is None:
                break
            found = following.state
        return found

    async def complete_due(self) -> None:
        """Carry out every merger whose day has come. Raises Problem(store_away)."""
        waiting = await self._store.find_many({f"{EXTRA}.done": False})
        overdue = 0
        for one in waiting:
            try:
                overdue += not await self.complete(one.document_id)
            except Problem as problem:
                if problem.code is ProblemCode.STORE_AWAY:
                    raise
                overdue += 1
                log.warning("merger put off", extra={"organisation": one.document_id, "code": problem.code.value})
        metrics.MERGERS_OVERDUE.set(overdue)

    async def complete(self, organisation: str) -> bool:
        """Carry out one merger where its day has come; false where it is due and cannot be, as its successor has closed."""
        async with self._tree.changing():
            known = await self._stored(organisation)
            merger = merger_of(known)
            if merger is None or merger.done or not merger.is_due(self._clock.now()):
                return True
            into = await self._stored(merger.into)
            if into.state.closed_on is not None:
                log.error("successor has closed", extra={"organisation": organisation, "into": merger.into})
                return False
            await self._hand_over(known.state, into.state, merger)
            await self._tell_successor(into, organisation, merger)
            await self._finish(organisation, merger)
        changed = [one.state for one in (known, into, *await self._store.below(merger.into))]
        await self._obligations.ensure_national(changed)
        await self._obligations.release({"state.debtor": {"$in": [one.organisation for one in changed]}})
        return True

    async def _hand_over(self, old: Organisation, new: Organisation, merger: Merger) -> None:
        actor = Actor(merger.person, merger.organisation)
        for child in await self._open_children(old.organisation):
            if child.state.kind is OrganisationKind.BODY:
                await self._hand_over_body(child, new, merger, actor)
            else:
                await self._move(child, new, actor)
        await self._tree.settle(new)
        if merger.people:
            await self._move_people(old.organisation, new.organisation, actor)

    async def _hand_over_body(
        self, body: Stored[Organisation], new: Organisation, merger: Merger, actor: Actor
    ) -> None:
        successor = await self._store.find(f"{new.organisation}:{body.state.body}")
        if successor is None:
            raise Problem(ProblemCode.UNKNOWN_ORGANISATION, organisation=f"{new.organisation}:{body.state.body}")
        for child in await self._open_children(body.document_id):
            await self._move(child, successor.state, actor)
        if merger.people:
            await self._move_people(body.document_id, successor.document_id, actor)
        revision = next_revision(body.revision, self._clock.now())
        change = rules.body_gone_over(body.state, successor.state, merger, revision)
        await self._replace(body, change, actor, merger=merger_of(body))

    async def _move(self, child: Stored[Organisation], parent: Organisation, actor: Actor) -> None:
        revision = next_revision(child.revision, self._clock.now())
        change = rules.gone_over(child.state, parent, revision)
        await self._replace(child, change, actor, merger=merger_of(child))

    async def _move_people(self, old: str, new: str, actor: Actor) -> None:
        for stored in await self._people.touching(old):
            revision = next_revision(stored.person.revision, self._clock.now())
            after = rules.taken_over(stored.person, old, new, revision)
            act = self._recorder.done(
                "person.hand_over", actor, f"person:{after.person}", revision, before=old, after=new
            )
            fresh: StoredPerson = replace(stored, person=after, outbox=(*stored.outbox, act))
            if not await self._people.replace(fresh, stored.person.revision):
                raise Problem(ProblemCode.CONFLICT, revision=stored.person.revision)

    async def _tell_successor(self, into: Stored[Organisation], old: str, merger: Merger) -> None:
        """Put it into the successor's history, once."""
        known = await self._stored(into.document_id)
        entries = known.extra.get("history", ())
        if any(one["verb"] == TAKEN_IN and one["before"].get("organisation") == old for one in entries):
            return
        revision = next_revision(known.revision, self._clock.now())
        after = known.state.model_copy(update={"revision": revision})
        change = Change(TAKEN_IN, after, {"organisation": old, "first_day": merger.first_day})
        actor = Actor(merger.person, merger.organisation)
        await self._replace(known, change, actor, merger=merger_of(known))

    async def _finish(self, organisation: str, merger: Merger) -> None:
        known = await self._stored(organisation)
        revision = next_revision(known.revision, self._clock.now())
        after = known.state.model_copy(update={"revision": revision})
        change = Change("merged", after, {})
        actor = Actor(merger.person, merger.organisation)
        await self._replace(known, change, actor, merger=merger.finished())

    async def _order(self, known: Stored[Organisation], into: Organisation, form: MergeForm, caller: Caller) -> None:
        revision = next_revision(known.revision, self._clock.now())
        change = rules.ordered(known.state, into, form, revision)
        actor = acting(caller, known.state.path, MANAGING_ROLES)
        merger = Merger(form.into, form.first_day, form.people, actor.person, actor.organisation)
        await self._replace(known, change, actor, merger=merger)

    async def _replace(
        self, known: Stored[Organisation], change: Change, actor: Actor, *, merger: Merger | None
    ) -> None:
        at = self._clock.now()
        after = change.after
        events = [
            outgoing(topics.ORGANISATIONS, after.organisation, after.revision, after, at),
            self._recorder.done(
                f"organisation.{change.verb}",
                actor,
                f"organisation:{after.organisation}",
                after.revision,
                **act_words(change),
            ),
        ]
        extra = {**known.extra, "history": [*known.extra.get("history", ()), entry_of(change, at)]}
        extra.pop(EXTRA, None)
        if merger is not None:
            extra[EXTRA] = merger.as_document()
        if not await self._store.replace(known, after, extra, events, revision=after.revision):
            raise Problem(ProblemCode.CONFLICT)

    async def _judge(
        self, known: Organisation, into: Organisation, children: Sequence[Stored[Organisation]]
    ) -> tuple[FieldProblem, ...]:
        theirs = [one.state for one in await self._open_children(into.organisation)]
        bodies = {one.body: one for one in theirs if one.body is not None}
        return rules.judge_merger(known, into, [one.state for one in children], bodies)

    async def _both(
        self, organisation: str, form: MergeForm, caller: Caller
    ) -> tuple[Stored[Organisation], Stored[Organisation]]:
        known = await self._stored(organisation)
        into = await self._store.find(form.into)
        if into is None:
            raise Problem(ProblemCode.UNKNOWN_ORGANISATION, organisation=form.into)
        if not all([may_place(caller, await self._parent(one.state)) for one in (known, into)]):
            raise Problem(ProblemCode.FORBIDDEN)
        return known, into

    async def _open_children(self, organisation: str) -> list[Stored[Organisation]]:
        return await self._store.find_many({"state.parent": organisation, "state.closed_on": None})

    async def _parent(self, organisation: Organisation) -> Organisation | None:
        found = await self._store.find(organisation.parent) if organisation.parent is not None else None
        return found.state if found else None

    async def _stored(self, organisation: str) -> Stored[Organisation]:
        known = await self._store.find(organisation)
        if known is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return known


def merger_of(stored: Stored[Organisation]) -> Merger | None:
    """The merger that an organisation was ordered into, done or not."""
    document = stored.extra.get(EXTRA)
    return None if document is None else Merger.from_document(document)
