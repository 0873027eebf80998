"""The seed: complete, deterministic, and everybody's chain can be walked."""

import re
from collections import Counter

import pytest

from contracts.editions import shipped_editions
from contracts.organisations import Organisation, OrganisationKind, Role, SchoolType
from services.directory.domain.identifiers import ORGANISATION_PATTERN, is_district_code, is_school_code
from services.directory.domain.organisations import OrganisationForm, judge_form
from services.directory.domain.people import judge_password
from services.directory.domain.rights import ADMINISTRATOR_ROLES
from services.directory.domain.tree import derive
from services.directory.seed import sample
from services.directory.seed.people import administrators, person_id, seeded_people
from services.directory.seed.sample import fact_organisations, notice_organisations, sample_organisations

ALL = sample_organisations()
KNOWN: dict[str, Organisation] = {one.organisation: one for one in ALL}
PEOPLE = {person.person: person for person in seeded_people(ALL, 1)}
KIND = OrganisationKind


def test_every_unit_department_and_council_of_the_notice_is_there() -> None:
    counted = Counter(one.kind for one in notice_organisations())

    assert counted == {
        KIND.MINISTRY: 1,
        KIND.DEPARTMENT: 10,
        KIND.COUNCILS_OFFICE: 1,
        KIND.COUNCIL: 40,
        KIND.PROVINCE: 31,
        KIND.SEPARATELY_PLANNED_CITY: 5,
        KIND.CORPS: 1,
        KIND.BODY: 31 * 10 + 5 * 9 + 8,
    }


def test_whom_another_edition_lists_is_seeded_from_its_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    newest = shipped_editions()[-1]
    renamed = newest.councils[0].model_copy(update={"name": "another name"})
    added = newest.councils[0].model_copy(update={"code": "C41"})
    later = newest.model_copy(update={"edition": "2026", "councils": (renamed, added)})
    monkeypatch.setattr(sample, "shipped_editions", lambda: (*shipped_editions(), later))

    councils = {one.organisation: one.name for one in notice_organisations() if one.kind is KIND.COUNCIL}

    assert len(councils) == 41
    assert (councils["C01"], councils["C02"]) == ("another name", newest.councils[1].name)


def test_the_sample_has_the_size_of_a_demo() -> None:
    assert 700 <= len(ALL) <= 800
    assert len(KNOWN) == len(ALL)
    assert len(PEOPLE) == sum(1 for _ in seeded_people(ALL, 1))


def test_everybody_has_an_address_of_their_own_only_where_a_domain_is_named() -> None:
    addressed = [person.email for person in seeded_people(ALL, 1, "letters.example")]

    assert len(set(addressed)) == len(PEOPLE)
    assert "p-330600-reviewer-1@letters.example" in addressed
    assert {person.email for person in PEOPLE.values()} == {None}


def test_the_seed_is_the_same_every_time() -> None:
    assert sample_organisations() == ALL


def test_every_province_has_places_and_schools_below_it() -> None:
    for unit in (one for one in ALL if one.kind in {KIND.PROVINCE, KIND.SEPARATELY_PLANNED_CITY, KIND.CORPS}):
        below = [one for one in ALL if one.unit == unit.organisation]
        types = {one.school_type for one in below if one.kind is KIND.SCHOOL}
        assert {SchoolType.SECONDARY, SchoolType.TECHNICAL, SchoolType.COLLEGE} <= types, unit.name
        assert any(one.kind in {KIND.CITY, KIND.COUNTY, KIND.DIVISION} for one in below), unit.name


@pytest.mark.parametrize(
    "kinds",
    [
        ("school", "county", "city", "province"),
        ("school", "city", "province"),
        ("school", "county", "province"),
        ("school", "province"),
        ("school", "body", "province"),
        ("school", "county", "separately_planned_city"),
        ("school", "body", "separately_planned_city"),
        ("school", "separately_planned_city"),
        ("school", "division", "corps"),
        ("school", "body", "corps"),
        ("council",),
        ("department",),
        ("enterprise", "city", "province"),
        ("training_base", "county", "city", "province"),
        ("institute", "province"),
        ("consortium", "city", "province"),
    ],
)
def test_every_chain_of_the_domain_report_can_be_walked(kinds: tuple[str, ...]) -> None:
    chains = {tuple(KNOWN[step].kind.value for step in one.chain) for one in ALL}

    assert kinds in chains


def test_every_step_of_a_chain_has_its_own_reviewer_and_approver_and_two_can_file() -> None:
    for organisation in ALL:
        assert person_id(organisation.organisation, Role.FILER, 2) in PEOPLE
        assert person_id(organisation.organisation, Role.MANAGER) in PEOPLE
        for step in organisation.chain[1:] or organisation.chain:
            assert person_id(step, Role.REVIEWER) in PEOPLE, step
            assert person_id(step, Role.APPROVER) in PEOPLE, step


def test_the_ministry_has_three_editors_and_three_separate_administrators() -> None:
    held = Counter(role for person in PEOPLE.values() for place, role in person.grants if place == "ministry")

    assert held[Role.EDITOR] == 3
    assert all(held[role] == 1 for role in ADMINISTRATOR_ROLES)
    assert {person.grants[0][1] for person in administrators(ALL, 1)} == ADMINISTRATOR_ROLES


def test_every_fact_of_earlier_weeks_has_somebody_who_can_file_it() -> None:
    facts = fact_organisations()

    assert len(facts) == 35
    for fact, organisation in facts.items():
        assert person_id(organisation, Role.FILER) in PEOPLE, fact


@pytest.mark.parametrize(
    ("fact", "organisation", "name"),
    [
        ("F04", "330000", "浙江省"),
        ("F06", "370200", "青岛市"),
        ("F36", "s-shenmu-zhijiao", "神木职业技术教育中心"),
        ("F41", "511300", "南充市"),
        ("F48", "s-nanjing-zhonghua", "南京中华中等专业学校"),
        ("F50", "330782", "义乌市"),
    ],
)
def test_a_fact_is_filed_by_whoever_told_it(fact: str, organisation: str, name: str) -> None:
    assert fact_organisations()[fact] == organisation
    assert KNOWN[organisation].name == name


def test_every_seeded_organisation_would_pass_the_form() -> None:
    names = [name for name in OrganisationForm.model_fields if name != "revision"]
    for organisation in ALL:
        asked = OrganisationForm(**{name: getattr(organisation, name) for name in names})
        parent = KNOWN[organisation.parent] if organisation.parent else None
        assert judge_form(organisation.organisation, asked, parent) == (), organisation


def test_the_seeded_tree_stands_as_its_parents_say() -> None:
    derived = derive(ALL)

    assert derived.stale == ()
    assert derived.unreachable == ()


def test_codes_have_their_shape_and_made_up_ones_cannot_be_taken_for_real() -> None:
    for one in ALL:
        if one.gb2260:
            assert is_district_code(one.gb2260)
            assert one.gb2260 == one.organisation
        if one.school_code:
            assert is_school_code(one.school_code)
            assert "样例" in one.name
            # Serial numbers begin with 9: the fifth digit of schools, the sixth of universities, which carry 0 before.
            assert one.school_code[4:6] == "09" or one.school_code[4] == "9"
    schools = [one.school_code for one in ALL if one.school_code]
    assert len(set(schools)) == len(schools)


def test_a_countys_city_is_told_by_its_code() -> None:
    cities = {one.organisation for one in ALL if one.kind is KIND.CITY}
    for county in (one for one in ALL if one.kind is KIND.COUNTY):
        city = f"{county.organisation[:4]}00"
        assert county.parent in ({city} if city in cities else {f"{county.organisation[:2]}0000", city})


def test_units_and_bodies_are_those_of_the_edition() -> None:
    edition = next(one for one in shipped_editions() if one.edition == "2024")
    for unit in edition.units:
        bodies = {one.body for one in ALL if one.parent == unit.code and one.kind is KIND.BODY}
        assert bodies == set(edition.bodies[unit.kind])
        assert KNOWN[unit.code].name == unit.name


def test_ids_fit_into_an_address() -> None:
    assert all(re.fullmatch(ORGANISATION_PATTERN, one.organisation) for one in ALL)


def test_the_demo_password_is_one_that_nobody_could_choose() -> None:
    assert judge_password("weekwire-demo", "p-330000-filer-1", "password") != []
