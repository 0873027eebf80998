"""Whoever tries the demo is shown people who exist, one of every role that the pages know."""

from pathlib import Path

from contracts.organisations import Role
from deploy.demo.client import PASSWORD
from deploy.demo.visitors import VISITORS, invitation
from services.directory.seed.people import person_id, roles_of
from services.directory.seed.sample import sample_organisations


def test_everybody_who_is_named_is_one_of_the_seed_and_every_role_is_among_them() -> None:
    seeded = {
        person_id(organisation.organisation, role, number): (role, organisation.name)
        for organisation in sample_organisations()
        for role, count in roles_of(organisation)
        for number in range(1, count + 1)
    }

    assert {role for role, _name in (seeded[one.name] for one in VISITORS)} == set(Role)
    assert {one.name: one.organisation for one in VISITORS} == {one.name: seeded[one.name][1] for one in VISITORS}


def test_the_invitation_says_where_and_with_which_password_and_where_letters_lie() -> None:
    said = "\n".join(invitation("http://localhost:20500", Path("build/letters/demo-1")))

    assert "http://localhost:20500" in said
    assert PASSWORD in said
    assert "build/letters/demo-1" in said
    assert all(one.name in said for one in VISITORS)
