"""Opening, amending, moving and closing organisations, and a unit's own window."""

from datetime import date
from typing import Any

import pytest

from contracts.editions import Edition, shipped_editions
from contracts.organisations import Organisation, OrganisationKind, SchoolType
from contracts.problems import Problem, ProblemCode
from services.directory.domain.organisations import (
    OrganisationForm,
    amended,
    closed,
    judge_form,
    moved,
    opened,
    says_the_same,
)

KIND = OrganisationKind


def form(**fields: object) -> OrganisationForm:
    given: dict[str, Any] = {"kind": KIND.PROVINCE, "name": "名", "short_name": "名", "parent": "ministry"}
    given |= fields
    return OrganisationForm(**given)


def open_one(organisation: str, parent: Organisation | None, **fields: object) -> Organisation:
    asked = form(parent=parent.organisation if parent else None, **fields)
    assert judge_form(organisation, asked, parent) == ()
    return opened(organisation, asked, parent, 1).after


MINISTRY = open_one("ministry", None, kind=KIND.MINISTRY)
CORPS = open_one("660000", MINISTRY, kind=KIND.CORPS)
PROVINCE = open_one("330000", MINISTRY, gb2260="330000")
ANHUI = open_one("340000", MINISTRY, gb2260="340000")
CITY = open_one("330600", PROVINCE, kind=KIND.CITY, gb2260="330600")
LABOUR = open_one("330600:human_resources", CITY, kind=KIND.BODY, body="human_resources")
SCHOOL = open_one("3633900001", CITY, kind=KIND.SCHOOL, school_type=SchoolType.SECONDARY, school_code="3633900001")
EDITION: Edition = next(one for one in shipped_editions() if one.edition == "2024")


def codes(organisation: str, asked: OrganisationForm, parent: Organisation | None) -> set[tuple[str, str]]:
    return {(problem.path, problem.code.value) for problem in judge_form(organisation, asked, parent)}


def test_all_problems_of_a_form_come_at_once() -> None:
    asked = form(
        kind=KIND.SCHOOL, parent="330000", school_code="1234567890", credit_code="91350100M000100Y44", gb2260="999999"
    )

    assert codes("x", asked, PROVINCE) == {
        ("school_type", "missing_field"),
        ("school_code", "bad_key"),
        ("credit_code", "bad_check_digit"),
        ("gb2260", "bad_place"),
        ("organisation", "bad_key"),
    }


@pytest.mark.parametrize(
    ("organisation", "asked", "parent", "problem"),
    [
        ("330700", form(kind=KIND.CITY, parent="990000", gb2260="330700"), None, ("parent", "unknown_organisation")),
        ("330700", form(kind=KIND.CITY, parent="330600", gb2260="330700"), CITY, ("parent", "wrong_parent")),
        ("330701", form(kind=KIND.CITY, parent="330000", gb2260="330700"), PROVINCE, ("organisation", "bad_key")),
        ("330700", form(kind=KIND.CITY, parent="330000"), PROVINCE, ("gb2260", "missing_field")),
        ("C41", form(kind=KIND.COUNCIL, school_type=SchoolType.COLLEGE), MINISTRY, ("school_type", "unknown_field")),
        ("330000:x", form(kind=KIND.BODY, parent="330000", body="union"), PROVINCE, ("organisation", "bad_key")),
        ("C41", form(kind=KIND.COUNCIL, opened_on=date(1, 1, 1)), MINISTRY, ("opened_on", "bad_span")),
        # Ids that others will need: a council's, a city's, the Corps' own.
        ("C41", form(kind=KIND.ENTERPRISE, parent="330600"), CITY, ("organisation", "bad_key")),
        ("330700", form(kind=KIND.CONSORTIUM, parent="330600"), CITY, ("organisation", "bad_key")),
        ("C41", form(kind=KIND.DIVISION, parent="660000"), CORPS, ("organisation", "bad_key")),
    ],
)
def test_a_form_is_refused_where_it_is_wrong(
    organisation: str, asked: OrganisationForm, parent: Organisation | None, problem: tuple[str, str]
) -> None:
    assert codes(organisation, asked, parent) == {problem}


def test_a_technical_school_needs_no_school_code() -> None:
    school = open_one("s-jigong", LABOUR, kind=KIND.SCHOOL, school_type=SchoolType.TECHNICAL, other_code="T-1")

    assert school.chain == ("s-jigong", "330600:human_resources", "330000")


def test_nothing_is_opened_under_a_closed_organisation() -> None:
    shut = closed(CITY, date(2024, 1, 1), CITY.revision, 0, 2).after

    with pytest.raises(Problem) as refused:
        opened("s-x", form(kind=KIND.SCHOOL, parent="330600", school_type=SchoolType.SECONDARY), shut, 3)

    assert refused.value.code is ProblemCode.ORGANISATION_CLOSED


def rename(revision: int | None) -> OrganisationForm:
    return form(kind=KIND.CITY, name="新名", short_name="新", parent="330000", gb2260="330600", revision=revision)


def test_a_rename_keeps_the_old_name_for_the_history() -> None:
    change = amended(CITY, rename(CITY.revision), PROVINCE, 9)

    assert change.verb == "rename"
    assert (change.after.name, change.after.revision) == ("新名", 9)
    assert change.before == {"name": "名", "short_name": "名"}


@pytest.mark.parametrize("seen", [None, 0, 2])
def test_a_change_on_another_state_is_refused_and_names_the_present_one(seen: int | None) -> None:
    with pytest.raises(Problem) as refused:
        amended(CITY, rename(seen), PROVINCE, 9)

    assert refused.value.code is ProblemCode.CONFLICT
    assert refused.value.facts == {"revision": CITY.revision}


def test_the_same_content_is_no_change_whatever_revision_it_names() -> None:
    asked = form(kind=KIND.CITY, parent="330000", gb2260="330600", revision=77)

    assert says_the_same(asked, CITY)
    assert not says_the_same(rename(77), CITY)


def test_an_amendment_moves_nothing() -> None:
    asked = form(kind=KIND.CITY, parent="340000", gb2260="330600", revision=CITY.revision)

    with pytest.raises(Problem) as refused:
        amended(CITY, asked, ANHUI, 9)

    assert refused.value.code is ProblemCode.WRONG_PARENT


def test_a_school_that_becomes_a_college_files_straight_to_its_unit() -> None:
    asked = form(
        kind=KIND.SCHOOL,
        parent="330600",
        school_type=SchoolType.COLLEGE,
        school_code="3633900001",
        revision=SCHOOL.revision,
    )

    assert amended(SCHOOL, asked, CITY, 9).after.chain == ("3633900001", "330000")


def test_a_move_takes_path_chain_and_unit_along_and_remembers_where_it_was() -> None:
    change = moved(CITY, ANHUI, CITY.revision, 9)

    assert change.after.path == ("ministry", "340000", "330600")
    assert (change.after.unit, change.after.parent, change.after.revision) == ("340000", "340000", 9)
    assert change.before == {"parent": "330000"}


@pytest.mark.parametrize(
    ("known", "parent"), [(PROVINCE, CITY), (CITY, CITY), (CITY, MINISTRY), (LABOUR, PROVINCE), (SCHOOL, LABOUR)]
)
def test_nothing_moves_into_itself_or_where_its_kind_cannot_stand(known: Organisation, parent: Organisation) -> None:
    with pytest.raises(Problem) as refused:
        moved(known, parent, known.revision, 9)

    assert refused.value.code is ProblemCode.WRONG_PARENT


def test_an_organisation_with_open_ones_below_is_not_closed() -> None:
    with pytest.raises(Problem) as refused:
        closed(CITY, date(2025, 1, 1), CITY.revision, 2, 9)

    assert (refused.value.code, refused.value.facts) == (ProblemCode.BRANCH_OPEN, {"count": 2})


def test_the_ministry_is_never_closed() -> None:
    with pytest.raises(Problem) as refused:
        closed(MINISTRY, date(2025, 1, 1), MINISTRY.revision, 0, 9)

    assert refused.value.code is ProblemCode.FORBIDDEN
