"""The people the seed makes: for every organisation enough that its chain of review can be walked by different people."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from contracts.organisations import COVERAGE_BODIES, MINISTRY, Organisation, OrganisationKind, Role
from services.directory.domain.people import Person
from services.directory.domain.rights import ADMINISTRATOR_ROLES
from services.directory.domain.tree import HUMAN_RESOURCES

EVERYWHERE: tuple[tuple[Role, int], ...] = (
    (Role.FILER, 2),
    (Role.REVIEWER, 1),
    (Role.APPROVER, 1),
    (Role.MANAGER, 1),
)
"""Nobody acts at two levels, and a unit's own item is accepted by another person of the unit, so these are five people."""

AT_A_LEAF: tuple[tuple[Role, int], ...] = ((Role.FILER, 2), (Role.MANAGER, 1))
"""A body that nobody files to files itself, and its unit reviews: it has no step of its own."""

IN_THE_MINISTRY: tuple[tuple[Role, int], ...] = (
    # Three editors, since what becomes public is read three times by three people (初审一校, 复审二校, 终审三校).
    (Role.EDITOR, 3),
    *((role, 1) for role in sorted(ADMINISTRATOR_ROLES)),
)

WORDS = {
    Role.FILER: "填报员",
    Role.REVIEWER: "审核员",
    Role.APPROVER: "签发人",
    Role.MANAGER: "管理员",
    Role.EDITOR: "编辑",
    Role.READER: "读者",
    Role.SYSTEM_ADMINISTRATOR: "系统管理员",
    Role.SECURITY_ADMINISTRATOR: "安全管理员",
    Role.AUDIT_ADMINISTRATOR: "审计管理员",
}


def person_id(organisation: str, role: Role, number: int = 1) -> str:
    """The id, and also the sign-in name, of a seeded person: `p-330000-filer-1`."""
    return f"p-{organisation}-{role.value}-{number}"


def seeded_people(organisations: Iterable[Organisation], revision: int, mail_domain: str = "") -> Iterator[Person]:
    """Everybody the seed makes for these organisations, with an address in the domain where one is named."""
    for organisation in organisations:
        for role, count in roles_of(organisation):
            for number in range(1, count + 1):
                made = _person(organisation, role, number, revision)
                yield replace(made, email=f"{made.name}@{mail_domain}") if mail_domain else made


def administrators(organisations: Iterable[Organisation], revision: int) -> Iterator[Person]:
    """The three administrators of the ministry alone: all that a production system begins with."""
    for organisation in organisations:
        if organisation.organisation == MINISTRY:
            yield from (_person(organisation, role, 1, revision) for role in sorted(ADMINISTRATOR_ROLES))


def roles_of(organisation: Organisation) -> tuple[tuple[Role, int], ...]:
    """Which roles an organisation's people have, and how many people each."""
    if organisation.kind is OrganisationKind.MINISTRY:
        return (*EVERYWHERE, *IN_THE_MINISTRY)
    if organisation.body in COVERAGE_BODIES:
        return (*AT_A_LEAF, (Role.READER, 1))
    is_leaf = organisation.kind is OrganisationKind.BODY and organisation.body != HUMAN_RESOURCES
    return AT_A_LEAF if is_leaf else EVERYWHERE


def _person(organisation: Organisation, role: Role, number: int, revision: int) -> Person:
    name = person_id(organisation.organisation, role, number)
    return Person(
        person=name,
        revision=revision,
        name=name,
        display_name=f"{organisation.short_name}{WORDS[role]}{number}"[:50],
        organisation=organisation.organisation,
        grants=((organisation.organisation, role),),
    )
