"""What everybody may know of a person: roles and language, neither name nor address."""

from contracts.organisations import Grant, PersonState
from services.directory.domain.people import Person


def state_of(person: Person) -> PersonState:
    """The state of `directory.people.v1`."""
    return PersonState(
        person=person.person,
        revision=person.revision,
        organisation=person.organisation,
        grants=tuple(Grant(organisation=organisation, role=role) for organisation, role in person.grants),
        closed=person.closed,
        is_erased=person.is_erased,
        language=person.language,
    )
