"""Deadlines of a level, set for all below it at once; each is an obligation of its own, with its event and its act."""

from dataclasses import dataclass

from contracts.organisations import Obligation
from contracts.problems import Problem, ProblemCode
from services.directory.domain.deadlines import DeadlineForm, form_for, is_asked, obligation_id
from services.directory.domain.obligations import ObligationForm
from services.directory.domain.rights import may_set_obligations
from services.directory.operations.obligations import ObligationDesk
from services.directory.store.database import Database
from services.kit.identity import Caller


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of asking one of them: the obligation, or why not."""

    debtor: str
    obligation: Obligation | None
    problem: Problem | None


class DeadlineDesk:
    """Deadlines as a level sets them. The same again changes nothing; what stopped half-way is completed by asking again."""

    def __init__(self, database: Database, obligations: ObligationDesk) -> None:
        self._organisations = database.organisations
        self._store = database.obligations
        self._obligations = obligations

    async def set(self, creditor: str, edition: str, form: DeadlineForm, caller: Caller) -> list[Asked]:
        """Ask everybody below, or those who are named. Raises Problem(not_found, forbidden, store_away)."""
        known = await self._organisations.find(creditor)
        if known is None:
            raise Problem(ProblemCode.NOT_FOUND)
        if not may_set_obligations(caller, known.state):
            raise Problem(ProblemCode.FORBIDDEN)
        debtors = list(dict.fromkeys(form.debtors or ())) if form.debtors is not None else await self._below(creditor)
        ids = {debtor: obligation_id(edition, creditor, form.kind, debtor) for debtor in debtors}
        there = await self._store.find_many({"_id": {"$in": sorted(ids.values())}})
        seen = {one.document_id: one.revision for one in there}
        return [
            await self._ask(ids[debtor], form_for(edition, creditor, debtor, form, seen.get(ids[debtor])), caller)
            for debtor in debtors
        ]

    async def _below(self, creditor: str) -> list[str]:
        found = await self._organisations.find_many({"state.parent": creditor})
        return [one.document_id for one in found if is_asked(one.state)]

    async def _ask(self, obligation: str, form: ObligationForm, caller: Caller) -> Asked:
        try:
            state, _ = await self._obligations.put(obligation, form, caller)
        except Problem as problem:
            if problem.code is ProblemCode.STORE_AWAY:
                raise
            return Asked(form.debtor, None, problem)
        return Asked(form.debtor, state, None)
