"""Who may file and read: along an item's chain, and the ministry."""

import pytest

from contracts.organisations import Role
from services.ingest.domain.rights import FILING_ROLES, READING_ROLES, acting_organisation, scope_of

CHAIN = ("3633000001", "330600", "330000")


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_work_on_reports_file_them(role: Role) -> None:
    acting = acting_organisation([("3633000001", role)], CHAIN)

    assert acting == ("3633000001" if role in FILING_ROLES else None)


def test_a_province_files_for_its_schools_and_is_recorded() -> None:
    assert acting_organisation([("330000", Role.FILER)], CHAIN) == "330000"


def test_whoever_holds_several_roles_acts_as_the_nearest() -> None:
    held = [("330000", Role.MANAGER), ("3633000001", Role.FILER)]

    assert acting_organisation(held, CHAIN) == "3633000001"


@pytest.mark.parametrize("foreign", ["510000", "ministry", "330700"])
def test_nobody_files_outside_the_chain(foreign: str) -> None:
    assert acting_organisation([(foreign, Role.MANAGER)], CHAIN) is None


def test_an_item_is_seen_along_its_chain_and_by_the_ministry() -> None:
    assert scope_of(CHAIN) == (*CHAIN, "ministry")
    assert scope_of(("ministry",)) == ("ministry",)


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR])
def test_administrators_of_the_system_read_no_items(role: Role) -> None:
    assert role not in READING_ROLES
