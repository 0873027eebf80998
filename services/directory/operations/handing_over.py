"""Handing over: somebody leaves, and another person takes the roles. Two acts, of which either may be done again."""

from contracts.problems import Problem, ProblemCode
from services.directory.domain.people import GrantForm, Grants, Person, PersonForm
from services.directory.domain.people_rights import is_administrator
from services.directory.operations.people import PeopleDesk
from services.kit.identity import Caller


class HandingOver:
    """Hand-overs, by the rules for changing the two people."""

    def __init__(self, people: PeopleDesk) -> None:
        self._people = people

    async def hand_over(self, person: str, to: str, caller: Caller) -> tuple[Person, Person]:
        """Give the roles of one person to another and close the first account; gives both as they are then.

        Raises Problem(not_found, forbidden, wrong_state, conflict). The successor has the roles before the other loses them.
        """
        known, successor = await self._people.get(person, caller), await self._people.get(to, caller)
        if person == to or successor.closed or is_administrator(known) or is_administrator(successor):
            raise Problem(ProblemCode.WRONG_STATE)
        both = tuple(sorted({*known.grants, *successor.grants}))
        after, _ = await self._people.put(to, _form(successor, both, closed=False), caller)
        left, _ = await self._people.put(person, _form(known, (), closed=True), caller)
        return left, after


def _form(person: Person, grants: Grants, *, closed: bool) -> PersonForm:
    return PersonForm(
        name=person.name,
        display_name=person.display_name,
        organisation=person.organisation,
        phone=person.phone,
        email=person.email,
        language=person.language,
        grants=tuple(GrantForm(organisation=organisation, role=role) for organisation, role in grants),
        closed=closed,
        revision=person.revision,
    )
