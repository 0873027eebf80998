"""Obligations: the national ones as the editions ask for them, and those each level sets for the one below."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime

from contracts import topics
from contracts.editions import Edition
from contracts.organisations import MINISTRY, Obligation, Organisation
from contracts.problems import Problem, ProblemCode
from services.directory import metrics
from services.directory.domain import obligations as rules
from services.directory.domain.edition_changes import Foreseen, foresee
from services.directory.domain.obligations import ObligationForm
from services.directory.domain.rights import MANAGING_ROLES, may_see_obligation, may_set_obligations
from services.directory.operations.histories import words_of
from services.directory.operations.record import Recorder, acting
from services.directory.store.database import Database
from services.directory.store.states import Stored
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.mongo import Document
from services.kit.outbox import next_revision, outgoing


class ObligationDesk:
    """Obligations as they are asked for. Equal content changes nothing; other content needs the revision seen.

    A `silent` desk puts no events beside what it makes by rule: whoever uses it announces everything afterwards.
    """

    def __init__(self, database: Database, recorder: Recorder, clock: Clock, *, silent: bool = False) -> None:
        self._silent = silent
        self._store = database.obligations
        self._editions = database.editions
        self._organisations = database.organisations
        self._recorder = recorder
        self._clock = clock

    async def get(self, obligation: str, caller: Caller) -> Obligation:
        """An obligation by id. Raises Problem(not_found), also where it belongs to another branch."""
        known = (await self._stored(obligation)).state
        if not await self._may_see(known, caller):
            raise Problem(ProblemCode.NOT_FOUND)
        return known

    async def page(
        self, query: dict[str, str], caller: Caller, *, cancelled: bool, after: str | None, limit: int
    ) -> list[Obligation]:
        """One page by id of what the caller may see; `query` names edition, debtor, creditor, kind."""
        held = caller.organisations()
        within = None if MINISTRY in held else await self._organisations.ids_within(held)
        return await self._store.page(query, within, cancelled=cancelled, after=after, limit=limit)

    async def put(self, obligation: str, form: ObligationForm, caller: Caller) -> tuple[Obligation, bool]:
        """Set or change an obligation; true where it is new.

        Raises Problem(forbidden, unknown_edition, unknown_organisation, obligation_not_below, obligation_not_earlier,
        edition_sealed, organisation_closed, conflict, id_taken, invalid).
        """
        known = await self._store.find(obligation)
        if known is not None and not await self._may_see(known.state, caller):
            raise Problem(ProblemCode.ID_TAKEN)
        edition, debtor, creditor = await self._named(form)
        if not may_set_obligations(caller, creditor):
            raise Problem(ProblemCode.FORBIDDEN)
        if known is not None and rules.asks_the_same(form, known.state):
            return known.state, False
        rules.judge_obligation(form, debtor, creditor, edition, await self._owes(form.creditor, form.edition))
        actor = acting(caller, creditor.path, MANAGING_ROLES)
        at = self._clock.now()
        revision = next_revision(known.revision if known else 0, at)
        if known is None:
            if rules.is_kept_for_another(obligation, form.creditor):
                raise Problem(ProblemCode.ID_TAKEN)
            if form.revision is not None:
                raise Problem(ProblemCode.CONFLICT, revision=0)
            after = rules.set_obligation(obligation, form, actor.organisation, revision)
        else:
            after = rules.reset_obligation(known.state, form, actor.organisation, revision)
        reason = {"reason": form.reason.strip()} if form.reason.strip() else {}
        words = words_of(_said(known.state) if known else {}, _said(after) | reason, revision)
        act = self._recorder.done("obligation.set", actor, f"obligation:{obligation}", revision, **words)
        await self._write(known, after, [_event(after, at), act], {"edited": True})
        return after, known is None

    async def cancel(self, obligation: str, caller: Caller) -> Obligation:
        """End an obligation; ended already changes nothing. Raises Problem(not_found, forbidden, conflict)."""
        known = await self._stored(obligation)
        if not await self._may_see(known.state, caller):
            raise Problem(ProblemCode.NOT_FOUND)
        creditor = await self._organisations.find(known.state.creditor)
        if creditor is None or not may_set_obligations(caller, creditor.state):
            raise Problem(ProblemCode.FORBIDDEN)
        if known.state.cancelled:
            return known.state
        at = self._clock.now()
        after = rules.cancelled(known.state, next_revision(known.revision, at))
        actor = acting(caller, creditor.state.path, MANAGING_ROLES)
        words = words_of(_said(known.state), {"cancelled": True}, after.revision)
        act = self._recorder.done("obligation.cancel", actor, f"obligation:{obligation}", after.revision, **words)
        await self._write(known, after, [_event(after, at), act], {"edited": True})
        return after

    async def settle(self) -> None:
        """Bring all obligations in line with editions and organisations as they are. Raises Problem(store_away)."""
        editions = await self._all_editions()
        await self.ensure_national(editions=editions.values())
        for edition in editions.values():
            if not edition.sealed:
                await self._release({"state.edition": edition.edition}, editions)

    async def ensure_national(
        self, organisations: Sequence[Organisation] | None = None, editions: Iterable[Edition] | None = None
    ) -> int:
        """Make the national obligations that are not there, and renew those whose rule changed; returns how many.

        One that a person set or cancelled is left alone. Without arguments: all editions, all organisations.
        """
        asked = list(editions if editions is not None else (await self._all_editions()).values())
        debtors = organisations if organisations is not None else await self._named_by_rules(asked)
        written = 0
        for edition in asked:
            if edition.sealed:
                continue
            wanted = rules.national(edition, debtors)
            count = await self._ensure(wanted)
            if organisations is None:
                count += await self._drop(edition, {obligation.obligation for obligation, _ in wanted})
            metrics.NATIONAL_OBLIGATIONS.labels(edition.edition).inc(count)
            written += count
        return written

    async def foresee(self, edition: Edition) -> Foreseen:
        """What a wanted edition would do to obligations; nothing is changed. Raises Problem(store_away)."""
        debtors = await self._named_by_rules([edition])
        wanted = [obligation for obligation, _ in rules.national(edition, debtors)]
        known = await self._store.find_many({"state.edition": edition.edition})
        by_hand = frozenset(one.document_id for one in known if one.extra.get("edited"))
        by_rule = frozenset(one.document_id for one in known if "rule_digest" in one.extra)
        states = {one.document_id: one.state for one in known}
        return foresee(wanted, states, by_hand, by_rule, self._clock.now())

    async def release(self, query: Document) -> int:
        """Of the obligations that fit, end those that nobody can owe any more (closed, moved); returns how many."""
        return await self._release(query, await self._all_editions())

    async def _release(self, query: Document, editions: Mapping[str, Edition]) -> int:
        found = await self._store.find_many({"state.cancelled": False, **query})
        debtors = await self._organisations.by_ids(one.state.debtor for one in found)
        now = self._clock.now()
        released = 0
        for there in found:
            edition, debtor = editions.get(there.state.edition), debtors.get(there.state.debtor)
            if edition and debtor and rules.is_void(there.state, debtor, edition, now) and await self._end(there):
                metrics.RELEASED_OBLIGATIONS.labels(edition.edition).inc()
                released += 1
        return released

    async def _all_editions(self) -> dict[str, Edition]:
        return {one.document_id: one.state async for one in self._editions.every()}

    async def _named_by_rules(self, editions: Iterable[Edition]) -> list[Organisation]:
        kinds = {kind.value for edition in editions for rule in edition.obligations for kind in rule.debtor_kinds}
        return [one.state for one in await self._organisations.find_many({"state.kind": {"$in": sorted(kinds)}})]

    async def _ensure(self, wanted: Sequence[tuple[Obligation, str]]) -> int:
        ids = [obligation.obligation for obligation, _ in wanted]
        known = {one.document_id: one for one in await self._store.find_many({"_id": {"$in": ids}})} if ids else {}
        at = self._clock.now()
        fresh: list[tuple[str, int, Obligation, Document, Sequence[Document]]] = []
        renewed = 0
        for obligation, digest in wanted:
            there = known.get(obligation.obligation)
            if there is not None and (there.extra.get("edited") or there.extra.get("rule_digest") == digest):
                continue
            revision = next_revision(there.revision if there else 0, at)
            after = obligation.model_copy(update={"revision": revision})
            extra = {"rule_digest": digest, "edited": False}
            events = [] if self._silent else [_event(after, at)]
            if there is None:
                fresh.append((after.obligation, revision, after, extra, events))
            else:
                renewed += await self._store.replace(there, after, extra, events, revision=revision)
        return renewed + len(await self._store.insert_many(fresh))

    async def _drop(self, edition: Edition, wanted: Container[str]) -> int:
        """End what came from a rule and is not wanted any more, unless a person has touched it."""
        dropped = 0
        for there in await self._store.find_many({"state.edition": edition.edition, "state.cancelled": False}):
            made_by_rule = "rule_digest" in there.extra and not there.extra.get("edited")
            if made_by_rule and there.document_id not in wanted:
                dropped += await self._end(there)
        return dropped

    async def _end(self, there: Stored[Obligation]) -> bool:
        """Cancel one without anybody's act; without its digest it is made anew where its rule asks for it again."""
        at = self._clock.now()
        after = rules.cancelled(there.state, next_revision(there.revision, at))
        extra = there.extra | ({"rule_digest": ""} if "rule_digest" in there.extra else {})
        return await self._store.replace(there, after, extra, [_event(after, at)], revision=after.revision)

    async def _write(
        self, known: Stored[Obligation] | None, after: Obligation, events: list[Document], extra: Document
    ) -> None:
        if known is None:
            done = await self._store.insert(after.obligation, after, extra, events, revision=after.revision)
        else:
            kept = {**known.extra, **extra}
            done = await self._store.replace(known, after, kept, events, revision=after.revision)
        if not done:
            raise Problem(ProblemCode.CONFLICT)

    async def _stored(self, obligation: str) -> Stored[Obligation]:
        known = await self._store.find(obligation)
        if known is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return known

    async def _may_see(self, obligation: Obligation, caller: Caller) -> bool:
        parties = await self._organisations.by_ids((obligation.debtor, obligation.creditor))
        return may_see_obligation(caller, obligation, parties.values())

    async def _named(self, form: ObligationForm) -> tuple[Edition, Organisation, Organisation]:
        edition = await self._editions.find(form.edition)
        if edition is None:
            raise Problem(ProblemCode.UNKNOWN_EDITION, edition=form.edition)
        found = await self._organisations.by_ids((form.debtor, form.creditor))
        for organisation in (form.debtor, form.creditor):
            if organisation not in found:
                raise Problem(ProblemCode.UNKNOWN_ORGANISATION, organisation=organisation)
        return edition.state, found[form.debtor], found[form.creditor]

    async def _owes(self, debtor: str, edition: str) -> list[Obligation]:
        found = await self._store.find_many({"state.edition": edition, "state.debtor": debtor})
        return [one.state for one in found]


def _said(obligation: Obligation) -> Document:
    """What an act says of an obligation before and after."""
    return {
        "due_at": obligation.due_at.isoformat(),
        "grace_seconds": obligation.grace_seconds,
        "cancelled": obligation.cancelled,
    }


def _event(obligation: Obligation, at: datetime) -> Document:
    return outgoing(topics.OBLIGATIONS, obligation.obligation, obligation.revision, obligation, at)
