"""Who may do what in the directory. A role held in an organisation reaches its whole branch.

Source: domain report 3.1 (level manager, three separated administrators) and 5 (GB/T 22239-2019 8.1.4.2: least privilege). The
system administrator keeps organisations and accounts, the security administrator gives roles and locks people out, the audit
administrator reads the record: none can do another's acts, and none holds any other role.
"""

from collections.abc import Iterable
from typing import Protocol

from contracts.organisations import MINISTRY, Obligation, Organisation, Role

ADMINISTRATOR_ROLES = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})
"""Roles that only a security administrator gives, to three different people who hold no other role."""

MINISTRY_ROLES = ADMINISTRATOR_ROLES | {Role.EDITOR}
"""Roles that exist in the ministry alone."""

MANAGING_ROLES = frozenset({Role.MANAGER, Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR})
"""Roles from which every act in the directory comes, what one does to oneself and reading the audit record aside."""


class Rights(Protocol):
    """The roles of whoever asks."""

    def may(self, roles: Iterable[Role], path: Iterable[str]) -> bool:
        """Whether one of `roles` is held in an organisation on `path`."""
        ...


def may_manage(rights: Rights, path: Iterable[str]) -> bool:
    """Whether a manager on `path` asks, whose branch this is."""
    return rights.may({Role.MANAGER}, path)


def may_place(rights: Rights, parent: Organisation | None) -> bool:
    """Whether organisations directly under `parent` may be opened, renamed, moved, merged or closed."""
    return may_manage(rights, parent.path if parent else ()) or is_system_administrator(rights)


def may_set_unit(rights: Rights, unit: Organisation) -> bool:
    """Whether the unit's own window and themes may be set: by its manager (支持各地设立“职业教育活动月”)."""
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


def may_see_people(rights: Rights, path: Iterable[str]) -> bool:
    """Whether the people at the end of `path` may be seen: by those who keep their accounts, or their roles."""
    return may_manage(rights, path) or is_system_administrator(rights) or is_security_administrator(rights)


def may_grant(rights: Rights, role: Role, organisation: Organisation) -> bool:
    """Whether `role` in `organisation` may be given or taken away.

    A manager does so inside the branch (an editor is the ministry manager's to name), the security administrator everywhere;
    administrators are the security administrator's alone.
    """
    if is_security_administrator(rights):
        return True
    return role not in ADMINISTRATOR_ROLES and may_manage(rights, organisation.path)


def may_erase(rights: Rights) -> bool:
    """Whether a person's data may be erased: by the security administrator."""
    return is_security_administrator(rights)


def is_system_administrator(rights: Rights) -> bool:
    """Whether the ministry's system administrator asks."""
    return rights.may({Role.SYSTEM_ADMINISTRATOR}, (MINISTRY,))


def is_security_administrator(rights: Rights) -> bool:
    """Whether the ministry's security administrator asks."""
    return rights.may({Role.SECURITY_ADMINISTRATOR}, (MINISTRY,))
