"""Two administrators and a manager, each with a part of a person: who may do what, as one table."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import SecretStr

from contracts.organisations import Role
from services.directory.domain.people import GrantForm, Person, PersonForm, standing_of, written
from services.directory.domain.people_rights import given_up, may_admit, may_reset, may_see, may_shut, may_write
from services.directory.domain.rights import (
    Rights,
    may_edit_editions,
    may_erase,
    may_grant,
    may_place,
    may_set_obligations,
    may_set_unit,
)
from tests.unit.directory.test_people import AUDIT, KNOWN, MINISTRY_MANAGER, PROVINCE_MANAGER, SECURITY, SYSTEM, form

CITY, SCHOOL = "330600", "3633900003"
FILER = written("p", form((CITY, Role.FILER)), 1)
AUDITOR = written("a", form(("ministry", Role.AUDIT_ADMINISTRATOR), home="ministry"), 1)


def changed(known: Person, *grants: tuple[str, Role], **fields: object) -> PersonForm:
    given: dict[str, Any] = {name: getattr(known, name) for name in ("name", "display_name", "organisation", "closed")}
    kept = grants or known.grants
    given |= {"grants": tuple(GrantForm(organisation=place, role=role) for place, role in kept), **fields}
    return PersonForm(**given)


def writes(asked: PersonForm, known: Person | None) -> Callable[[Rights], bool]:
    return lambda rights: may_write(rights, asked, known, KNOWN)


PROVINCE = KNOWN["330000"]
TABLE: list[tuple[str, Callable[[Rights], bool], set[str]]] = [
    ("open an organisation", lambda one: may_place(one, PROVINCE), {"system", "province", "ministry"}),
    ("a unit's window", lambda one: may_set_unit(one, PROVINCE), {"province", "ministry"}),
    ("an edition", may_edit_editions, {"ministry"}),
    ("a deadline for the level below", lambda one: may_set_obligations(one, PROVINCE), {"province", "ministry"}),
    ("see a person", lambda one: may_see(one, FILER, KNOWN), {"system", "security", "province", "ministry"}),
    ("make an account", writes(form(), None), {"system", "province", "ministry"}),
    ("make an account with a role", writes(form((CITY, Role.FILER)), None), {"province", "ministry"}),
    ("mend an account", writes(changed(FILER, phone="12345"), FILER), {"system", "province", "ministry"}),
    ("give a password", writes(changed(FILER, password=SecretStr("x")), FILER), {"system", "province", "ministry"}),
    ("invite", lambda one: may_admit(one, FILER, KNOWN), {"system", "province", "ministry"}),
    ("give a role", writes(changed(FILER, (CITY, Role.REVIEWER)), FILER), {"security", "province", "ministry"}),
    ("close an account", writes(changed(FILER, closed=True), FILER), {"system", "security", "province", "ministry"}),
    ("take a second factor away", lambda one: may_reset(one, FILER, KNOWN), {"security", "province", "ministry"}),
    ("lift a sign-in lock", lambda one: may_reset(one, FILER, KNOWN), {"security", "province", "ministry"}),
    ("enter an identity elsewhere", lambda one: may_admit(one, FILER, KNOWN), {"system", "province", "ministry"}),
    (
        "take an identity elsewhere away",
        lambda one: may_shut(one, FILER, KNOWN),
        {"system", "security", "province", "ministry"},
    ),
    ("enter an administrator's identity elsewhere", lambda one: may_admit(one, AUDITOR, KNOWN), set()),
    ("lift an administrator's lock", lambda one: may_reset(one, AUDITOR, KNOWN), {"security"}),
    ("name an editor", lambda one: may_grant(one, Role.EDITOR, KNOWN["ministry"]), {"security", "ministry"}),
    ("name an administrator", lambda one: may_grant(one, Role.AUDIT_ADMINISTRATOR, KNOWN["ministry"]), {"security"}),
    ("mend an administrator's account", writes(changed(AUDITOR, email="a@b.cn"), AUDITOR), set()),
    ("give an administrator a password", writes(changed(AUDITOR, password=SecretStr("x")), AUDITOR), set()),
    ("invite an administrator", lambda one: may_admit(one, AUDITOR, KNOWN), set()),
    ("close an administrator", writes(changed(AUDITOR, closed=True), AUDITOR), {"security"}),
    ("take an administrator's second factor away", lambda one: may_reset(one, AUDITOR, KNOWN), {"security"}),
    ("erase a person's data", may_erase, {"security"}),
]
WHO: dict[str, Rights] = {
    "system": SYSTEM,
    "security": SECURITY,
    "audit": AUDIT,
    "province": PROVINCE_MANAGER,
    "ministry": MINISTRY_MANAGER,
}


@pytest.mark.parametrize(("act", "may", "allowed"), TABLE, ids=lambda value: value if isinstance(value, str) else "")
def test_an_act_belongs_to_whom_the_table_names_and_to_nobody_else(
    act: str, may: Callable[[Rights], bool], allowed: set[str]
) -> None:
    assert {name for name, rights in WHO.items() if may(rights)} == allowed, act


def test_no_act_belongs_to_two_administrators_but_looking_at_people_and_keeping_them_out() -> None:
    shared = [act for act, _, allowed in TABLE if len(allowed & {"system", "security", "audit"}) > 1]

    assert shared == ["see a person", "close an account", "take an identity elsewhere away"]


def test_an_administrators_role_is_given_up_by_losing_it_and_by_closing_the_account() -> None:
    without = written("a", form(home="ministry"), 2)
    closed = written("a", changed(AUDITOR, closed=True), 2)

    assert given_up(AUDITOR, without) == given_up(AUDITOR, closed) == {Role.AUDIT_ADMINISTRATOR}
    assert given_up(closed, without) == given_up(FILER, without) == frozenset()


def test_what_an_act_says_of_a_person_names_nobody() -> None:
    known = written("p", form((CITY, Role.FILER), display_name="王丽", phone="0575-85131234", email="a@b.cn"), 1)

    assert standing_of(known) == {"organisation": CITY, "roles": [f"{CITY}/filer"], "closed": False}
