"""Obligations: the national ones as the editions ask for them, and those each level sets for the one below."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from contracts import topics
from contracts.editions import Edition
from contracts.organisations import Obligation, Organisation
from contracts.problems import Problem, ProblemCode
from services.directory import metrics
from services.directory.domain import obligations as rules
from services.directory.domain.obligations import ObligationForm
from services.directory.domain.rights import may_set_obligations
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

    async def get(self, obligation: str) -> Obligation:
        """An obligation by id. Raises Problem(not_found)."""
        return (await self._stored(obligation)).state

    async def page(self, query: dict[str, str], *, cancelled: bool, after: str | None, limit: int) -> list[Obligation]:
        """One page by id; `query` names edition, debtor, creditor, kind."""
        wanted: Document = {f"state.{name}": value for name, value in query.items()}
        if not cancelled:
            wanted["state.cancelled"] = False
        return [one.state for one in await self._store.find_many(wanted, after=after, limit=limit)]

    async def put(self, obligation: str, form: ObligationForm, caller: Caller) -> tuple[Obligation, bool]:
        """Set or change an obligation; true where it is new.

        Raises Problem(forbidden, unknown_edition, unknown_organisation, obligation_not_below, obligation_not_earlier,
        edition_sealed, organisation_closed, conflict, id_taken, invalid).
        """
        known = await self._store.find(obligation)
        edition, debtor, creditor = await self._named(form)
        if not may_set_obligations(caller, creditor):
            raise Problem(ProblemCode.FORBIDDEN)
        if known is not None and rules.asks_the_same(form, known.state):
            return known.state, False
        rules.judge_obligation(form, debtor, creditor, edition, await self._owes(form.creditor, form.edition))
        actor = acting(caller, creditor.path)
        at = self._clock.now()
        revision = next_revision(known.revision if known else 0, at)
        if known is None:
            if form.revision is not None:
                raise Problem(ProblemCode.CONFLICT, revision=0)
            after = rules.set_obligation(obligation, form, actor.organisation, revision)
        else:
            after = rules.reset_obligation(known.state, form, actor.organisation, revision)
        act = self._recorder.done("obligation.set", actor, f"obligation:{obligation}", revision)
        await self._write(known, after, [_event(after, at), act], {"edited": True})
        return after, known is None

    async def cancel(self, obligation: str, caller: Caller) -> Obligation:
        """End an obligation; ended already changes nothing. Raises Problem(not_found, forbidden, conflict)."""
        known = await self._stored(obligation)
        creditor = await self._organisations.find(known.state.creditor)
        if creditor is None or not may_set_obligations(caller, creditor.state):
            raise Problem(ProblemCode.FORBIDDEN)
        if known.state.cancelled:
            return known.state
        at = self._clock.now()
        after = rules.cancelled(known.state, next_revision(known.revision, at))
        actor = acting(caller, creditor.state.path)
        act = self._recorder.done("obligation.cancel", actor, f"obligation:{obligation}", after.revision)
        await self._write(known, after, [_event(after, at), act], {"edited": True})
        return after

    async def ensure_national(
        self, organisations: Sequence[Organisation] | None = None, editions: Iterable[Edition] | None = None
    ) -> int:
        """Make the national obligations that are not there, and renew those whose rule changed; returns how many.

        One that a person set or cancelled is left alone. Without arguments: all editions, all organisations.
        """
        asked = list(editions) if editions is not None else [one.state async for one in self._editions.every()]
        kinds = {kind.value for edition in asked for rule in edition.obligations for kind in rule.debtor_kinds}
        if organisations is None:
            found = await self._organisations.find_many({"state.kind": {"$in": sorted(kinds)}})
            organisations = [one.state for one in found]
        written = 0
        for edition in asked:
            if not edition.sealed:
                count = await self._ensure(edition, organisations)
                metrics.NATIONAL_OBLIGATIONS.labels(edition.edition).inc(count)
                written += count
        return written

    async def _ensure(self, edition: Edition, organisations: Sequence[Organisation]) -> int:
        wanted = rules.national(edition, organisations)
        found = await self._store.find_many({"state.edition": edition.edition})
        known = {one.document_id: one for one in found}
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
        return renewed + await self._drop(edition, found) + len(await self._store.insert_many(fresh))

    async def _drop(self, edition: Edition, found: Iterable[Stored[Obligation]]) -> int:
        """Cancel what came from a rule that the edition has no longer, unless a person has touched it."""
        dropped = 0
        for there in found:
            made_by_rule = "rule_digest" in there.extra and not there.extra.get("edited")
            if made_by_rule and rules.is_dropped(there.state, edition):
                at = self._clock.now()
                after = rules.cancelled(there.state, next_revision(there.revision, at))
                extra = {**there.extra, "rule_digest": ""}
                done = await self._store.replace(there, after, extra, [_event(after, at)], revision=after.revision)
                dropped += done
        return dropped

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


def _event(obligation: Obligation, at: datetime) -> Document:
    return outgoing(topics.OBLIGATIONS, obligation.obligation, obligation.revision, obligation, at)
