"""Clues for coverage, for whoever may read them: offices of publicity those of their level, everybody else those of the own branch."""

from contracts.organisations import COVERAGE_BODIES, Role
from contracts.problems import Problem, ProblemCode
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller
from services.moderation.operations.ledger import Ledger, scope_of
from services.moderation.store.documents import Stored
from services.moderation.store.items import ClueFilter, Scope


class Clues:
    """Reads clues; nobody writes one."""

    def __init__(self, ledger: Ledger, view: DirectoryView) -> None:
        self._ledger = ledger
        self._view = view

    async def page(self, caller: Caller, wanted: ClueFilter, after: tuple[int, str] | None, limit: int) -> list[Stored]:
        """Clues that the caller may read, the newest first. Raises Problem(forbidden) for who reads no items at all."""
        scope = self._scope(caller)
        if not scope.organisations:
            raise Problem(ProblemCode.FORBIDDEN)
        return await self._ledger.items.clues(scope, wanted, after, limit)

    def name(self, organisation: str) -> str:
        """What an organisation is called."""
        found = self._view.organisation(organisation)
        return found.name if found else organisation

    def _scope(self, caller: Caller) -> Scope:
        """The caller's own branch and, for readers in an office of publicity, that of the organisation it belongs to."""
        offices = (self._view.organisation(one) for one in caller.organisations({Role.READER}))
        above = {one.parent for one in offices if one is not None and one.body in COVERAGE_BODIES and one.parent}
        return Scope(scope_of(caller).organisations | above)
