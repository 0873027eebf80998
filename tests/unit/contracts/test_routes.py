"""`chain_for`: the default chain, and what the two settings of an edition make of it."""

from typing import Literal

import pytest

from contracts.editions import Edition, chain_for, province_of, shipped_editions
from contracts.organisations import Organisation, OrganisationKind

OF_2024 = next(edition for edition in shipped_editions() if edition.edition == "2024")


def _edition(
    route: Literal["direct", "through_province", "both"] = "direct", *, through_office: bool = False
) -> Edition:
    rules = OF_2024.rules.model_copy(update={"five_cities_route": route, "councils_through_office": through_office})
    return OF_2024.model_copy(update={"rules": rules})


def _organisation(kind: OrganisationKind, chain: tuple[str, ...]) -> Organisation:
    return Organisation(
        organisation=chain[0],
        revision=1,
        kind=kind,
        name=chain[0],
        short_name=chain[0],
        parent=None,
        path=("ministry", *reversed(chain)),
        chain=chain,
        unit=chain[-1],
    )


SCHOOL = _organisation(OrganisationKind.SCHOOL, ("3633000123", "330600", "330000"))
QINGDAO_SCHOOL = _organisation(OrganisationKind.SCHOOL, ("3637000001", "370200"))
QINGDAO = _organisation(OrganisationKind.SEPARATELY_PLANNED_CITY, ("370200",))
COUNCIL = _organisation(OrganisationKind.COUNCIL, ("C08",))
DEPARTMENT = _organisation(OrganisationKind.DEPARTMENT, ("D05",))
CORPS_SCHOOL = _organisation(OrganisationKind.SCHOOL, ("3665000009", "660800", "660000"))


@pytest.mark.parametrize("organisation", [SCHOOL, QINGDAO_SCHOOL, QINGDAO, COUNCIL, DEPARTMENT, CORPS_SCHOOL])
def test_the_edition_of_2024_leaves_every_chain_as_it_is(organisation: Organisation) -> None:
    assert chain_for(organisation, OF_2024) == organisation.chain


@pytest.mark.parametrize(
    ("organisation", "chain"),
    [
        (QINGDAO_SCHOOL, ("3637000001", "370200", "370000")),
        (QINGDAO, ("370200", "370000")),
        (SCHOOL, SCHOOL.chain),
        (CORPS_SCHOOL, CORPS_SCHOOL.chain),
        (COUNCIL, COUNCIL.chain),
    ],
)
def test_the_five_cities_and_nobody_else_go_through_their_province_where_the_edition_says_so(
    organisation: Organisation, chain: tuple[str, ...]
) -> None:
    assert chain_for(organisation, _edition("through_province")) == chain


def test_where_both_routes_are_open_a_city_goes_directly() -> None:
    assert chain_for(QINGDAO_SCHOOL, _edition("both")) == QINGDAO_SCHOOL.chain


def test_every_one_of_the_five_cities_ends_at_its_own_province() -> None:
    edition = _edition("through_province")
    cities = [unit for unit in edition.units if unit.kind == "separately_planned_city"]

    ends = {
        city.code: chain_for(_organisation(OrganisationKind.SEPARATELY_PLANNED_CITY, (city.code,)), edition)[-1]
        for city in cities
    }

    assert ends == {"210200": "210000", "330200": "330000", "350200": "350000", "370200": "370000", "440300": "440000"}


def test_a_city_of_the_five_and_no_other_unit_lies_in_a_province() -> None:
    provinces = {unit.code: province_of(unit.code, OF_2024) for unit in OF_2024.units}

    assert {unit: province for unit, province in provinces.items() if province} == {
        "210200": "210000",
        "330200": "330000",
        "350200": "350000",
        "370200": "370000",
        "440300": "440000",
    }
    assert province_of("C08", OF_2024) is None


def test_a_council_goes_through_the_councils_office_where_the_edition_says_so() -> None:
    edition = _edition(through_office=True)

    assert chain_for(COUNCIL, edition) == ("C08", "councils_office")
    assert chain_for(DEPARTMENT, edition) == ("D05",)


def test_a_province_already_in_a_chain_is_not_added_twice() -> None:
    long = QINGDAO.model_copy(update={"chain": ("370200", "370000")})

    assert chain_for(long, _edition("through_province")) == ("370200", "370000")
