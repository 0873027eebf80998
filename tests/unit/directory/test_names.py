"""What a history may tell of people: names in one's own branch, roles above it, nothing of anybody else."""

from contracts.editions import chain_for, shipped_editions
from contracts.organisations import Role
from services.directory.domain.names import Known, known_of, may_be_lengthened, reach_of
from services.directory.domain.people import Person, erased, written
from tests.unit.directory.test_people import KNOWN, form

SCHOOL = "3633900003"


def someone(home: str, *grants: tuple[str, Role]) -> Person:
    return written("p", form(*grants, home=home, display_name="王丽"), 1)


def seen_from(organisation: str, person: Person, *, is_self: bool = False) -> Known | None:
    return known_of(person, reach_of([KNOWN[organisation]], shipped_editions()), KNOWN, is_self=is_self)


def test_nobody_learns_anything_of_people_beside_their_branch() -> None:
    neighbour = someone("330700", ("330700", Role.REVIEWER))

    assert seen_from("330600", neighbour) is None
    assert seen_from(SCHOOL, neighbour) is None


def test_people_of_the_own_organisation_and_below_have_names() -> None:
    officer = someone(SCHOOL, (SCHOOL, Role.FILER))

    seen = [seen_from(place, officer) for place in (SCHOOL, "330600", "330000")]

    assert [one and one.name for one in seen] == ["王丽"] * 3


def test_who_judges_above_is_a_role_and_no_name() -> None:
    judge = someone("330000", ("330000", Role.APPROVER))

    assert seen_from(SCHOOL, judge) == Known("p", None, "330000", (("330000", Role.APPROVER),), False)


def test_roles_elsewhere_of_somebody_above_are_left_out() -> None:
    judge = someone("340000", ("330000", Role.REVIEWER), ("340000", Role.MANAGER))

    assert seen_from(SCHOOL, judge) == Known("p", None, "330000", (("330000", Role.REVIEWER),), False)


def test_the_three_offices_of_the_ministry_are_no_business_of_those_below() -> None:
    auditor = someone("ministry", ("ministry", Role.AUDIT_ADMINISTRATOR))

    seen = seen_from(SCHOOL, auditor)

    assert seen is not None
    assert (seen.name, seen.roles) == (None, ())


def test_a_province_through_which_a_planned_city_reports_stands_above_it() -> None:
    judge = someone("330000", ("330000", Role.REVIEWER))
    through = [edition for edition in shipped_editions() if edition.rules.five_cities_route == "through_province"]
    straight = [edition for edition in shipped_editions() if edition.rules.five_cities_route != "through_province"]
    made = through or [
        one.model_copy(update={"rules": one.rules.model_copy(update={"five_cities_route": "through_province"})})
        for one in straight[:1]
    ]

    assert known_of(judge, reach_of([KNOWN["330200"]], made), KNOWN, is_self=False) is not None
    assert known_of(judge, reach_of([KNOWN["330200"]]), KNOWN, is_self=False) is None


def test_every_chain_that_an_edition_lengthens_is_looked_at() -> None:
    long_way = shipped_editions()[-1]
    rules = long_way.rules.model_copy(update={"five_cities_route": "through_province", "councils_through_office": True})
    edition = long_way.model_copy(update={"rules": rules})

    lengthened = {one.organisation for one in KNOWN.values() if chain_for(one, edition) != one.chain}
    looked_at = {one.organisation for one in KNOWN.values() if may_be_lengthened(one, KNOWN.get(one.unit))}

    assert lengthened
    assert lengthened <= looked_at


def test_an_erased_person_has_no_name_for_anybody() -> None:
    gone = erased(someone(SCHOOL, (SCHOOL, Role.FILER)), 2)

    assert seen_from("330600", gone) == Known("p", None, SCHOOL, (), True)
    assert seen_from("340000", gone) is None


def test_everybody_knows_themselves() -> None:
    guest = someone("340000", ("340000", Role.FILER))

    seen = seen_from("330600", guest, is_self=True)

    assert seen is not None
    assert (seen.name, seen.organisation) == ("王丽", "340000")
