"""Who may file, read and take back: roles held on an item's way from its organisation to the one that accepts it."""

from collections.abc import Iterable

from contracts.organisations import MINISTRY, Role

Held = Iterable[tuple[str, Role]]
"""The roles a person holds: (organisation, role)."""

FILING_ROLES = frozenset({Role.FILER, Role.REVIEWER, Role.APPROVER, Role.MANAGER})
"""Who may file for an organisation or on its behalf: a province may enter everything itself (domain report 0.1)."""

READING_ROLES = FILING_ROLES | {Role.EDITOR, Role.READER}
"""Who sees the items of a branch. The three administrators run the system and read no items."""

CONTACT_ROLES = FILING_ROLES | {Role.EDITOR}
"""Who sees whom to ring about an item: those who work on it, not those who only read."""


def acting_organisation(held: Held, chain: Iterable[str]) -> str | None:
    """The organisation in which a person files an item of `chain`: the nearest to the item's own, None where none may.

    Filing on another's behalf is allowed along the chain and nowhere else; the ministry is on no chain but its own.
    """
    filing = {organisation for organisation, role in held if role in FILING_ROLES}
    return next((organisation for organisation in chain if organisation in filing), None)


def consent_organisation(held: Held, filers: Iterable[str], unit: str) -> str | None:
    """The organisation in which a person takes a consent back, None where none may.

    Parents turn to the school, to the unit or to the ministry: who filed it, the unit's approvers and the ministry's
    editors may all close a picture, and nobody else.
    """
    roles = list(held)
    filing = acting_organisation(roles, filers)
    if filing is not None:
        return filing
    above = ((unit, Role.APPROVER), (MINISTRY, Role.EDITOR))
    return next((organisation for organisation, role in above if (organisation, role) in roles), None)


def scope_of(chain: Iterable[str]) -> tuple[str, ...]:
    """The organisations whose people see an item: its chain, and the ministry."""
    return tuple(dict.fromkeys((*chain, MINISTRY)))
