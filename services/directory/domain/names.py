"""What somebody may know of the people behind ids in a history: a name in one's own branch, a role above it, nothing elsewhere.

Whoever files an item learns which office judged it; that the office is held by this or that person is for the office's own branch.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.editions import Edition, chain_for
from contracts.organisations import Organisation, OrganisationKind
from services.directory.domain.people import Grants, Person
from services.directory.domain.rights import ADMINISTRATOR_ROLES


@dataclass(frozen=True, slots=True)
class Reach:
    """The organisations in which somebody holds a role (`own`, with all below them), and those to which theirs report (`above`)."""

    own: frozenset[str]
    above: frozenset[str]

    def covers(self, organisation: Organisation | None) -> bool:
        """Whether an organisation lies in the branch."""
        return organisation is not None and not self.own.isdisjoint(organisation.path)

    def knows(self, organisation: Organisation | None) -> bool:
        """Whether an organisation lies in the branch or above it."""
        return organisation is not None and (self.covers(organisation) or organisation.organisation in self.above)


@dataclass(frozen=True, slots=True)
class Known:
    """A person as far as whoever asks may know them: without a name where it is not theirs to know, or was erased.

    `organisation` is where the person belongs, or else where the first of `roles` is held; both as far as they are known.
    """

    person: str
    name: str | None
    organisation: str
    roles: Grants
    is_erased: bool


def reach_of(own: Iterable[Organisation], editions: Iterable[Edition] = ()) -> Reach:
    """The reach of somebody with roles in `own`. What is above follows from path and chain, lengthened where an edition says so."""
    found = tuple(own)
    times = tuple(editions)
    above = {one for each in found for one in (*each.path, *each.chain, each.unit)}
    above |= {one for each in found for edition in times for one in chain_for(each, edition)}
    own_ids = frozenset(one.organisation for one in found)
    return Reach(own_ids, frozenset(above) - own_ids)


def may_be_lengthened(organisation: Organisation, unit: Organisation | None) -> bool:
    """Whether an edition may send an organisation's items further than its own chain (`contracts.editions.chain_for`)."""
    is_of_a_planned_city = unit is not None and unit.kind is OrganisationKind.SEPARATELY_PLANNED_CITY
    return is_of_a_planned_city or organisation.kind is OrganisationKind.COUNCIL


def known_of(person: Person, reach: Reach, organisations: dict[str, Organisation], *, is_self: bool) -> Known | None:
    """What is told of a person; None where nothing is. Roles that nobody in the branch is concerned with are left out."""
    home = organisations.get(person.organisation)
    roles = tuple(
        (place, role)
        for place, role in person.grants
        if reach.covers(organisations.get(place)) or (role not in ADMINISTRATOR_ROLES and place in reach.above)
    )
    in_branch = any(
        reach.covers(organisations.get(place)) for place in (person.organisation, *(one for one, _ in roles))
    )
    if not (is_self or in_branch or roles or reach.knows(home)):
        return None
    name = (person.display_name or person.name) if (is_self or in_branch) and not person.is_erased else None
    organisation = person.organisation if is_self or reach.knows(home) else roles[0][0]
    return Known(person.person, name, organisation, roles, person.is_erased)
