"""People and roles: who may give what, the three administrators apart, passwords."""

from collections.abc import Iterable
from typing import Any

import pytest
from pydantic import SecretStr

from contracts.organisations import Organisation, Role
from contracts.problems import Problem, ProblemCode
from services.directory.domain.people import (
    GrantForm,
    Person,
    PersonForm,
    guard_person,
    judge_password,
    judge_person,
    says_the_same,
    written,
)
from services.directory.domain.people_rights import may_see, may_write
from services.directory.seed.sample import sample_organisations

KNOWN: dict[str, Organisation] = {one.organisation: one for one in sample_organisations()}


class Holding:
    """The rights of somebody with one role in one organisation."""

    def __init__(self, organisation: str, role: Role) -> None:
        self._organisation, self._role = organisation, role

    def may(self, roles: Iterable[Role], path: Iterable[str]) -> bool:
        return self._role in set(roles) and self._organisation in set(path)


def form(*grants: tuple[str, Role], home: str = "330600", **fields: object) -> PersonForm:
    given: dict[str, Any] = {
        "name": "wang.li",
        "organisation": home,
        "grants": tuple(GrantForm(organisation=place, role=role) for place, role in grants),
    }
    given |= fields
    return PersonForm(**given)


PROVINCE_MANAGER = Holding("330000", Role.MANAGER)
MINISTRY_MANAGER = Holding("ministry", Role.MANAGER)
SYSTEM = Holding("ministry", Role.SYSTEM_ADMINISTRATOR)
SECURITY = Holding("ministry", Role.SECURITY_ADMINISTRATOR)
AUDIT = Holding("ministry", Role.AUDIT_ADMINISTRATOR)


@pytest.mark.parametrize(
    ("rights", "asked", "may"),
    [
        (PROVINCE_MANAGER, form(("330600", Role.FILER)), True),
        (PROVINCE_MANAGER, form(("3633900003", Role.APPROVER), home="3633900003"), True),
        (PROVINCE_MANAGER, form(("330000", Role.MANAGER), home="330000"), True),
        (PROVINCE_MANAGER, form(("340100", Role.FILER)), False),
        (PROVINCE_MANAGER, form(("330600", Role.FILER), home="340100"), False),
        (PROVINCE_MANAGER, form(("330600", Role.FILER), ("ministry", Role.READER)), False),
        (PROVINCE_MANAGER, form(("ministry", Role.EDITOR)), False),
        (MINISTRY_MANAGER, form(("ministry", Role.EDITOR), home="ministry"), True),
        (MINISTRY_MANAGER, form(("340100", Role.FILER), home="340100"), True),
        (MINISTRY_MANAGER, form(("ministry", Role.AUDIT_ADMINISTRATOR), home="ministry"), False),
        (SYSTEM, form(("ministry", Role.AUDIT_ADMINISTRATOR), home="ministry"), False),
        (SYSTEM, form(("330600", Role.FILER)), False),
        (SYSTEM, form(), True),
        (SECURITY, form(), False),
        (Holding("ministry", Role.AUDIT_ADMINISTRATOR), form(("330600", Role.FILER)), False),
        (Holding("330000", Role.APPROVER), form(("330600", Role.FILER)), False),
        (Holding("330600", Role.MANAGER), form(("330000", Role.FILER), home="330000"), False),
        (Holding("330700", Role.MANAGER), form(("330600", Role.FILER)), False),
    ],
)
def test_a_manager_gives_roles_inside_the_branch_only(rights: Holding, asked: PersonForm, may: bool) -> None:  # noqa: FBT001 - table.
    assert may_write(rights, asked, None, KNOWN) is may


def test_nobody_takes_over_a_person_who_also_has_a_role_outside_the_branch() -> None:
    known = written("p", form(("330600", Role.FILER), ("ministry", Role.EDITOR)), 1)

    assert not may_write(PROVINCE_MANAGER, form(("330600", Role.FILER)), known, KNOWN)
    assert may_write(MINISTRY_MANAGER, form(("330600", Role.FILER)), known, KNOWN)


def test_a_person_is_seen_by_the_managers_of_the_branch_alone() -> None:
    known = written("p", form(("330600", Role.FILER)), 1)

    seen = [may_see(Holding(place, Role.MANAGER), known, KNOWN) for place in ("330600", "330000", "ministry", "340000")]

    assert seen == [True, True, True, False]


def test_the_three_administrators_are_three_people() -> None:
    both = form(("ministry", Role.SYSTEM_ADMINISTRATOR), ("ministry", Role.AUDIT_ADMINISTRATOR), home="ministry")

    assert [problem.code for problem in judge_person(both, KNOWN, None)] == [ProblemCode.ROLES_APART]


def test_all_that_is_wrong_with_a_person_comes_at_once() -> None:
    shut = KNOWN | {"330700": KNOWN["330700"].model_copy(update={"closed_on": "2024-01-01"})}
    asked = form(("330700", Role.FILER), ("330600", Role.EDITOR), ("x", Role.FILER), password=SecretStr("short"))

    found = {(problem.path, problem.code.value) for problem in judge_person(asked, shut, None)}

    assert found == {
        ("grants.0.organisation", "organisation_closed"),
        ("grants.1.role", "unknown_code"),
        ("grants.2.organisation", "unknown_organisation"),
        ("password", "weak_password"),
    }


def test_a_role_in_an_organisation_that_closed_since_does_not_make_a_form_wrong() -> None:
    shut = KNOWN | {"330600": KNOWN["330600"].model_copy(update={"closed_on": "2024-01-01"})}
    known = written("p", form(("330600", Role.FILER)), 1)

    assert judge_person(form(("330600", Role.FILER), phone="0571-1234567"), shut, known) == ()


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("Zhejiang-2024", True),
        ("浙江 Kaifang 2024", True),
        ("Short-2024", True),
        ("Short-202", False),
        ("onlysmallletters", False),
        ("small-letters-only", False),
        ("Wang.Li-2024-x", False),
        ("A1-" + "x" * 198, False),
    ],
)
def test_a_password_is_long_mixed_and_not_the_name(password: str, good: bool) -> None:  # noqa: FBT001 - table.
    assert (judge_password(password, "wang.li", "password") == []) is good


def test_the_same_form_again_says_what_is_so_and_another_needs_the_revision() -> None:
    known: Person = written("p", form(("330600", Role.FILER), ("330600", Role.READER)), 4)
    turned = form(("330600", Role.READER), ("330600", Role.FILER), ("330600", Role.FILER))

    assert says_the_same(turned, known)
    assert not says_the_same(form(("330600", Role.FILER)), known)
    guard_person(known, form(revision=4))
    for asked, there in ((form(revision=3), known), (form(), known), (form(revision=1), None)):
        with pytest.raises(Problem) as refused:
            guard_person(there, asked)
        assert refused.value.code is ProblemCode.CONFLICT
