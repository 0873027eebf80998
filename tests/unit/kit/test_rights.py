"""A role reaches the branch below its organisation, and nothing beside or above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.kit.identity import Caller, Grant


def caller(*grants: Grant) -> Caller:
    return Caller("person-1", "session-1", grants, 0)


@pytest.mark.parametrize(
    ("roles", "path", "may"),
    [
        ([Role.REVIEWER], ["ministry", "sichuan"], True),
        ([Role.REVIEWER], ["ministry", "sichuan", "chengdu", "school"], True),
        ([Role.REVIEWER], ["school", "chengdu", "sichuan", "ministry"], True),
        ([Role.REVIEWER, Role.APPROVER], ["ministry", "sichuan"], True),
        ([Role.APPROVER], ["ministry", "sichuan"], False),
        ([Role.REVIEWER], ["ministry"], False),
        ([Role.REVIEWER], ["ministry", "yunnan", "kunming"], False),
        ([Role.FILER], ["ministry", "sichuan"], False),
        ([Role.FILER], ["ministry", "sichuan", "chengdu"], True),
        ([], ["ministry", "sichuan"], False),
        ([Role.REVIEWER], [], False),
    ],
)
def test_a_role_reaches_the_branch_below_and_nothing_beside_or_above(
    roles: list[Role], path: list[str], *, may: bool
) -> None:
    person = caller(Grant("sichuan", Role.REVIEWER), Grant("chengdu", Role.FILER))

    assert person.may(roles, path) is may
    if may:
        person.require(roles, path)
    else:
        with pytest.raises(Problem) as refused:
            person.require(roles, path)
        assert (refused.value.code, refused.value.status) == (ProblemCode.FORBIDDEN, 403)


NAMES = st.sampled_from(["ministry", "sichuan", "chengdu", "school", "yunnan"])
GRANTS = st.lists(st.builds(Grant, NAMES, st.sampled_from(Role)), max_size=5)


@given(GRANTS, st.lists(st.sampled_from(Role)), st.lists(NAMES, max_size=4), st.lists(NAMES, max_size=3))
def test_rights_grow_with_roles_and_path_and_never_come_from_nothing(
    grants: list[Grant], roles: list[Role], path: list[str], deeper: list[str]
) -> None:
    person = caller(*grants)

    may = person.may(roles, path)

    assert may == any(person.holds([role], organisation) for role in roles for organisation in path)
    assert may <= person.may(roles, [*path, *deeper]), "what is below is reached too"
    assert may <= person.may(Role, path)
    assert may == bool(set(person.organisations(roles)) & set(path))
    assert not caller().may(roles, path)


def test_the_organisations_of_a_caller_are_those_of_the_roles_asked_for() -> None:
    person = caller(Grant("b", Role.FILER), Grant("a", Role.FILER), Grant("c", Role.READER), Grant("a", Role.READER))

    assert person.organisations() == ("a", "b", "c")
    assert person.organisations([Role.FILER]) == ("a", "b")
    assert person.organisations([]) == ()
