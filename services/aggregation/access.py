"""Who may read which figures: one rule over the organisation tree and the chain in the standing.

Accepted figures of the nation and of units are open to all. Anything below a unit, what is pending, sources, proofs and
completeness are for the caller's branch; for others they do not exist.
"""

from collections.abc import Iterable

from contracts.organisations import MINISTRY, Role
from contracts.problems import Problem, ProblemCode
from services.aggregation.domain.ledger import Home
from services.aggregation.domain.views import Scope
from services.kit.identity import Caller

READERS = frozenset(Role) - {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR}
"""Administrators run the system; its figures are not theirs to see beyond what is public."""


def require_scope(
    caller: Caller | None, scope: Scope, path: Iterable[str], *, pending: bool, below: bool = False
) -> None:
    """Raise Problem(not_found) unless the caller may read the board; `path` is the scope's, from the ministry.

    `below` tells that the answer names what lies directly below the scope: below the nation units, below a unit its branch.
    """
    if not pending and (scope.nation or (scope.unit and not below)):
        return
    require_branch(caller, (MINISTRY,) if scope.nation else path)


def require_branch(caller: Caller | None, path: Iterable[str]) -> None:
    """Raise Problem(not_found) unless the caller holds a reading role on `path`; Problem(not_signed_in) without a token."""
    if caller is None:
        raise Problem(ProblemCode.NOT_SIGNED_IN)
    if not caller.may(READERS, path):
        raise Problem(ProblemCode.NOT_FOUND)


def may_read_item(caller: Caller, home: Home) -> bool:
    """Whether an item is the caller's own, or lies in the caller's branch, by the chain it was filed along."""
    return caller.may(READERS, (*home.chain, home.unit, MINISTRY))
