"""Who is told: people by the roles they hold in the organisation that something is about."""

from collections.abc import Iterable
from typing import Protocol

from contracts.organisations import MINISTRY, Obligation, Organisation, PersonState, Role
from services.notification.domain.answering import Answered

FILING = frozenset({Role.FILER})
REVIEWING = frozenset({Role.REVIEWER, Role.APPROVER})
EDITING = frozenset({Role.EDITOR})
"""Who judges at the ministry what counts already."""
ANSWERING = (FILING, frozenset({Role.MANAGER}), REVIEWING)
"""Who answers for an organisation: those who file, else those who manage, else those who review."""
DRAFTING = frozenset[Role]().union(*ANSWERING)
"""Who may file along an organisation's chain, and so leave a draft."""


class Directory(Protocol):
    """What is known of people and organisations."""

    people: dict[str, PersonState]

    def organisation(self, organisation: str) -> Organisation | None:
        """An organisation by id."""
        ...

    def holders(self, organisation: str, roles: Iterable[Role]) -> list[PersonState]:
        """Who holds one of `roles` in exactly this organisation, closed people left out."""
        ...


def filers_of(directory: Directory, organisation: str, *, filed_by: str | None, leave_out: str | None) -> list[str]:
    """Who is told what became of a report: who filed it and whoever files for its organisation, but not who did it."""
    told = {one.person for one in directory.holders(organisation, FILING)}
    filer = directory.people.get(filed_by) if filed_by else None
    if filer and not filer.closed:
        told.add(filer.person)
    return sorted(told - {leave_out})


def reviewers_of(directory: Directory, organisation: str, *, leave_out: str | None) -> list[str]:
    """Who is told that something waits for an organisation's judgement."""
    return sorted({one.person for one in directory.holders(organisation, REVIEWING)} - {leave_out})


def returner_of(directory: Directory, answered: Answered) -> list[str]:
    """Who is told that a return is answered: its maker, who still reviews where it was made, and where the item still goes.

    Nobody else is: the queue shows it to them. Who filed the answer knows of it.
    """
    returned, desk = answered.returned, answered.returned.organisation
    roles = REVIEWING | EDITING if desk == MINISTRY else REVIEWING
    if desk not in {*answered.chain, MINISTRY} or returned.actor == answered.version.actor:
        return []
    return [one.person for one in directory.holders(desk, roles) if one.person == returned.actor]


def debtors_of(directory: Directory, obligation: Obligation) -> list[str]:
    """Who is told that an organisation owes something; nobody where it has closed."""
    debtor = directory.organisation(obligation.debtor)
    if debtor is None or debtor.closed_on is not None:
        return []
    for roles in ANSWERING:
        found = directory.holders(obligation.debtor, roles)
        if found:
            return [one.person for one in found]
    return []


def drafters_of(directory: Directory, obligation: Obligation, people: Iterable[str]) -> list[str]:
    """Who of these people is told that their drafts are not sent: whoever may still send them; nobody where the debtor has closed."""
    debtor = directory.organisation(obligation.debtor)
    if debtor is None or debtor.closed_on is not None:
        return []
    may_send = {one.person for organisation in debtor.chain for one in directory.holders(organisation, DRAFTING)}
    return sorted(may_send.intersection(people))
