"""People and their roles in organisations: who may give which role, and what a password must be.

Source: domain report 3.1 and 5 (GB/T 22239-2019 8.1.4.1: complexity; three separated administrators).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field, SecretStr

from contracts.base import Contract
from contracts.organisations import MINISTRY, Language, Organisation, Role
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.directory.domain.organisations import guard
from services.directory.domain.rights import ADMINISTRATOR_ROLES, MINISTRY_ROLES

PASSWORD_MIN_CHARACTERS = 10
PASSWORD_MAX_CHARACTERS = 200
PASSWORD_KINDS = 3
PASSWORDS_REMEMBERED = 5
"""The present password and those before it that cannot be taken again (GB/T 22239-2019 8.1.4.1)."""
MAX_GRANTS = 40
EMAIL_PATTERN = r"^[^\s@<>\"(),:;\\\[\]\x00-\x1f\x7f]{1,64}@[^\s@<>\"(),:;\\\[\]\x00-\x1f\x7f]{3,189}$"
"""An address that a letter can be sent to; whether it arrives is another question. Schools share mailboxes."""

Grants = tuple[tuple[str, Role], ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in. `name` is what they type, `organisation` where they belong; names and addresses stay here."""

    person: str
    revision: int
    name: str
    display_name: str
    organisation: str
    grants: Grants
    phone: str | None = None
    closed: bool = False
    email: str | None = None
    language: Language = "zh-CN"
    is_erased: bool = False


class GrantForm(Contract):
    """A role in an organisation."""

    organisation: str = Field(min_length=1, max_length=64)
    role: Role


class PersonForm(Contract):
    """What a manager says about a person. Without a password nobody signs in; an absent one leaves the known one.

    A password that a manager gives is a first one: the person's session may only change it.
    """

    name: str = Field(min_length=1, max_length=120, pattern=r"^[^\s\x00-\x1f]+$")
    display_name: str = Field(default="", max_length=50)
    organisation: str = Field(min_length=1, max_length=64)
    phone: str | None = Field(default=None, min_length=5, max_length=30)
    grants: tuple[GrantForm, ...] = Field(default=(), max_length=MAX_GRANTS)
    closed: bool = False
    email: str | None = Field(default=None, max_length=254, pattern=EMAIL_PATTERN)
    language: Language = "zh-CN"
    password: SecretStr | None = None
    revision: int | None = None


class PasswordForm(Contract):
    """A change of one's own password."""

    current: SecretStr
    wanted: SecretStr


def grants_of(form: PersonForm) -> Grants:
    """The roles of a form, each once, sorted."""
    return tuple(sorted({(grant.organisation, grant.role) for grant in form.grants}))


def judge_person(
    form: PersonForm, organisations: Mapping[str, Organisation], known: Person | None
) -> tuple[FieldProblem, ...]:
    """Everything that is wrong with a form, by field; `organisations` holds those it names, as far as they exist.

    A closed organisation takes nobody new, but a role that was there before does not make the form wrong.
    """
    before = set(known.grants) if known else set()
    found: list[FieldProblem] = []
    named = [("organisation", form.organisation)]
    named += [(f"grants.{index}.organisation", grant.organisation) for index, grant in enumerate(form.grants)]
    found += [
        FieldProblem(path, ProblemCode.UNKNOWN_ORGANISATION, {"organisation": organisation})
        for path, organisation in named
        if organisation not in organisations
    ]
    for index, grant in enumerate(form.grants):
        organisation = organisations.get(grant.organisation)
        if organisation and organisation.closed_on and (grant.organisation, grant.role) not in before:
            found.append(FieldProblem(f"grants.{index}.organisation", ProblemCode.ORGANISATION_CLOSED))
        if grant.role in MINISTRY_ROLES and grant.organisation != MINISTRY:
            found.append(FieldProblem(f"grants.{index}.role", ProblemCode.UNKNOWN_CODE, {"code": grant.role.value}))
    roles = {grant.role for grant in form.grants}
    if roles & ADMINISTRATOR_ROLES and len(roles) > 1:
        found.append(FieldProblem("grants", ProblemCode.ROLES_APART))
    if form.password is not None:
        found += judge_password(form.password.get_secret_value(), form.name, "password")
    return tuple(found)


def judge_password(password: str, name: str, path: str) -> list[FieldProblem]:
    """What is wrong with a password: too short or long, too few kinds of characters, the name in it."""
    kinds = sum(
        (
            any(character.islower() for character in password),
            any(character.isupper() for character in password),
            any(character.isdigit() for character in password),
            any(not character.isalnum() for character in password),
        )
    )
    length_fits = PASSWORD_MIN_CHARACTERS <= len(password) <= PASSWORD_MAX_CHARACTERS
    if length_fits and kinds >= PASSWORD_KINDS and name.lower() not in password.lower():
        return []
    expected = f"{PASSWORD_MIN_CHARACTERS}-{PASSWORD_MAX_CHARACTERS}, {PASSWORD_KINDS}/4: a A 1 #"
    return [FieldProblem(path, ProblemCode.WEAK_PASSWORD, {"expected": expected})]


def says_the_same(form: PersonForm, known: Person) -> bool:
    """Whether the form, its password aside, says what is already so."""
    return written(known.person, form, known.revision) == known


def written(person: str, form: PersonForm, revision: int) -> Person:
    """The person as the form says. A change is guarded by `guard_person`."""
    return Person(
        person=person,
        revision=revision,
        name=form.name,
        display_name=form.display_name,
        organisation=form.organisation,
        grants=grants_of(form),
        phone=form.phone,
        closed=form.closed,
        email=form.email,
        language=form.language,
    )


def standing_of(person: Person) -> dict[str, object]:
    """What an act may say of a person before and after: where, in which roles, locked out or not; no name, no address."""
    return {
        "organisation": person.organisation,
        "roles": sorted(f"{organisation}/{role.value}" for organisation, role in person.grants),
        "closed": person.closed,
    }


def erased(known: Person, revision: int) -> Person:
    """What is left of a person whose data were erased: the id, and where the person belonged."""
    return Person(
        person=known.person,
        revision=revision,
        name=f"erased:{known.person}",
        display_name="",
        organisation=known.organisation,
        grants=(),
        closed=True,
        is_erased=True,
    )


def guard_person(known: Person | None, form: PersonForm) -> None:
    """Refuse a change made on another state: Problem(conflict) names the present revision."""
    if known is not None and known.is_erased:
        raise Problem(ProblemCode.WRONG_STATE)
    if known is not None:
        guard(known.revision, form.revision)
    elif form.revision is not None:
        raise Problem(ProblemCode.CONFLICT, revision=0)
