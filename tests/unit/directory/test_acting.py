"""On whose behalf an act is done: the organisation that gave the right to it."""

from contracts.organisations import Role
from services.directory.domain.rights import MANAGING_ROLES
from services.directory.operations.record import acting
from services.kit.identity import Caller, Grant

CITY = ("ministry", "330000", "330600")


def _caller(*grants: tuple[str, Role]) -> Caller:
    return Caller("p", "s", tuple(Grant(organisation, role) for organisation, role in grants), 0, "10.0.0.1")


def test_an_act_is_that_of_the_nearest_level_at_which_the_caller_manages() -> None:
    caller = _caller(("330000", Role.MANAGER), ("330600", Role.FILER))

    actor = acting(caller, CITY, MANAGING_ROLES)

    assert (actor.person, actor.organisation, actor.address) == ("p", "330000", "10.0.0.1")
    assert acting(caller, CITY).organisation == "330600"


def test_who_manages_nothing_acts_from_where_they_are() -> None:
    assert acting(_caller(("330600", Role.FILER)), CITY, MANAGING_ROLES).organisation == "330600"


def test_who_has_no_role_left_acts_for_the_ministry_that_runs_the_system() -> None:
    assert acting(_caller(), CITY, MANAGING_ROLES).organisation == "ministry"
