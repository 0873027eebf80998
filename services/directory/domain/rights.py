"""Who may do what in the directory. A role held in an organisation reaches its whole branch.

Source: domain report 3.1 (level manager, three separated administrators) and 5 (least privilege).
"""

from collections.abc import Iterable
from typing import Protocol

from contracts.organisations import MINISTRY, Obligation, Organisation, Role

ADMINISTRATOR_ROLES = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})
"""Roles that only the system administrator gives, to three different people."""

MINISTRY_ROLES = ADMINISTRATOR_ROLES | {Role.EDITOR}
"""Roles that exist in the ministry alone."""


MANAGING_ROLES = frozenset({Role.MANAGER, Role.SYSTEM_ADMINISTRATOR})
"""Roles from which every act in the directory comes, changing one's own password aside."""


class Rights(Protocol):
    """The roles of whoever asks."""

    def may(self, roles: Iterable[Role], path: Iterable[str]) -> bool:
        """Whether one of `roles` is held in an organisation on `path`."""
        ...


def may_manage(rights: Rights, path: Iterable[str]) -> bool:
    """Whether the branch at the end of `path` may be managed: by a manager on it, or the system administrator."""
    return rights.may({Role.MANAGER}, path) or is_system_administrator(rights)


def may_place(rights: Rights, parent: Organisation | None) -> bool:
    """Whether organisations directly under `parent` may be opened, renamed, moved or closed."""
    return may_manage(rights, parent.path if parent else ())


def may_set_window(rights: Rights, unit: Organisation) -> bool:
    """Whether the unit's own window may be set: by its manager (支持各地设立“职业教育活动月”)."""
    return rights.may({Role.MANAGER}, unit.path)


def may_edit_editions(rights: Rights) -> bool:
    """Whether editions may be changed: by a manager of the ministry."""
    return rights.may({Role.MANAGER}, (MINISTRY,))


def may_set_obligations(rights: Rights, creditor: Organisation) -> bool:
    """Whether obligations towards `creditor` may be set: by a manager on its path."""
    return rights.may({Role.MANAGER}, creditor.path)


def may_see_obligation(rights: Rights, obligation: Obligation, parties: Iterable[Organisation]) -> bool:
    """Whether an obligation may be read: a national one by everybody, another by the branch of either party."""
    if obligation.creditor == MINISTRY:
        return True
    return rights.may(Role, [one for party in parties for one in party.path])


def is_system_administrator(rights: Rights) -> bool:
    """Whether the ministry's system administrator asks."""
    return rights.may({Role.SYSTEM_ADMINISTRATOR}, (MINISTRY,))


def may_grant(rights: Rights, role: Role, organisation: Organisation) -> bool:
    """Whether `role` in `organisation` may be given or taken away.

    A manager does so inside the branch; an editor is the ministry manager's to name, administrators only the system
    administrator's.
    """
    if role in ADMINISTRATOR_ROLES:
        return is_system_administrator(rights)
    return may_manage(rights, organisation.path)
