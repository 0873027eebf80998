"""Who may see and change a person: a manager inside the branch, and two of the three administrators, each a part of it.

The system administrator keeps accounts and gives no role; the security administrator gives roles, locks people out and takes
second factors away, and changes no account. Neither touches the account of an administrator: whoever has lost the way in first
loses the role, so that it takes two of them to put somebody in the place of a third (domain report 5).
"""

from collections.abc import Mapping

from contracts.organisations import Organisation, Role
from services.directory.domain.people import Grants, Person, PersonForm, grants_of
from services.directory.domain.rights import (
    ADMINISTRATOR_ROLES,
    Rights,
    is_security_administrator,
    is_system_administrator,
    may_grant,
    may_manage,
    may_see_people,
)

ACCOUNT_FIELDS = ("name", "display_name", "organisation", "phone", "email", "language")


def may_write(
    rights: Rights, form: PersonForm, known: Person | None, organisations: Mapping[str, Organisation]
) -> bool:
    """Whether whoever asks may write this person as the form says."""
    if _is_within(rights, form, known, organisations):
        return True
    gives_roles = grants_of(form) != (known.grants if known else ())
    if is_system_administrator(rights):
        return not gives_roles and not is_administrator(known)
    if is_security_administrator(rights):
        is_same_account = known is not None and all(getattr(form, one) == getattr(known, one) for one in ACCOUNT_FIELDS)
        return is_same_account and form.password is None
    return False


def _is_within(
    rights: Rights, form: PersonForm, known: Person | None, organisations: Mapping[str, Organisation]
) -> bool:
    """Whether a manager asks in whose branch everything lies that the person is, was and becomes.

    Who may not take a role away may not lock its holder out either, so every role counts, also an unchanged one.
    """
    grants = {*grants_of(form), *(known.grants if known else ())}
    homes = {form.organisation, *((known.organisation,) if known else ())}
    known_homes = [organisations[home].path for home in homes if home in organisations]
    if not all(may_manage(rights, path) for path in known_homes):
        return False
    return _may_grant_all(rights, tuple(grants), organisations)


def may_see(rights: Rights, person: Person, organisations: Mapping[str, Organisation]) -> bool:
    """Whether whoever asks keeps the accounts or the roles of the branch the person belongs to."""
    home = organisations.get(person.organisation)
    return home is not None and may_see_people(rights, home.path)


def may_reset(rights: Rights, person: Person, organisations: Mapping[str, Organisation]) -> bool:
    """Whether whoever asks may take a second factor away, end sessions, and lift a lock: everything the person is lies inside.

    A lock slows guessing, so lifting it is for those who answer for the account's safety: the manager of the branch and the
    security administrator. The system administrator, who lets people in, does so by an invitation or a first password.
    """
    return may_see(rights, person, organisations) and _may_grant_all(rights, person.grants, organisations)


def may_admit(rights: Rights, person: Person, organisations: Mapping[str, Organisation]) -> bool:
    """Whether whoever asks may invite the person, give a first password, or enter an identity elsewhere: each lets somebody in."""
    if is_system_administrator(rights):
        return not is_administrator(person)
    home = organisations.get(person.organisation)
    return home is not None and may_manage(rights, home.path) and _may_grant_all(rights, person.grants, organisations)


def may_shut(rights: Rights, person: Person, organisations: Mapping[str, Organisation]) -> bool:
    """Whether whoever asks may see a way in of the person and take it away: who may open one, and who may lock the person out."""
    return may_reset(rights, person, organisations) or may_admit(rights, person, organisations)


def is_administrator(person: Person | None) -> bool:
    """Whether a person holds one of the three administrators' roles."""
    return person is not None and bool(administrator_roles(person))


def administrator_roles(person: Person) -> frozenset[Role]:
    """Which of the three administrators' roles a person holds."""
    return ADMINISTRATOR_ROLES & {role for _, role in person.grants}


def given_up(known: Person, after: Person) -> frozenset[Role]:
    """The administrators' roles that nobody holds in a person's place any more: taken away, or the account closed."""
    before = frozenset() if known.closed else administrator_roles(known)
    return before - (frozenset() if after.closed else administrator_roles(after))


def _may_grant_all(rights: Rights, grants: Grants, organisations: Mapping[str, Organisation]) -> bool:
    return all(
        may_grant(rights, role, organisations[organisation])
        for organisation, role in grants
        if organisation in organisations
    )
