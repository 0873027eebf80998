"""Mergers: who can become part of whom, from which day on, and what of it can be called off."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from contracts.organisations import Organisation, Role
from contracts.problems import Problem, ProblemCode
from services.directory.domain.mergers import (
    MergeForm,
    Merger,
    body_gone_over,
    called_off,
    gone_over,
    judge_merger,
    ordered,
    taken_over,
)
from services.directory.domain.people import Person
from services.directory.seed.sample import sample_organisations

KNOWN: dict[str, Organisation] = {one.organisation: one for one in sample_organisations()}
SHAOXING, JINHUA, ZHEJIANG, SCHOOL = (KNOWN[one] for one in ("330600", "330700", "330000", "3633900003"))
LABOUR = KNOWN["330000:human_resources"]
IN_JUNE = date(2024, 6, 1)


def form(**fields: object) -> MergeForm:
    given: dict[str, Any] = {"into": "330700", "first_day": IN_JUNE, "revision": SHAOXING.revision, **fields}
    return MergeForm(**given)


def reasons(known: Organisation, into: Organisation, *children: Organisation, **bodies: Organisation) -> int:
    found = judge_merger(known, into, children, bodies)
    assert all(problem.code is ProblemCode.MERGER_IMPOSSIBLE for problem in found)
    return len(found)


def test_two_of_a_kind_merge_and_unlike_ones_or_branch_and_root_do_not() -> None:
    assert reasons(SHAOXING, JINHUA, SCHOOL) == 0
    assert reasons(SHAOXING, ZHEJIANG) == 1
    assert reasons(SHAOXING, SCHOOL) == 2
    assert reasons(KNOWN["ministry"], KNOWN["ministry"]) == 2


def test_a_body_goes_over_only_where_the_other_has_the_same_one() -> None:
    anhui = KNOWN["340000"]

    assert reasons(ZHEJIANG, anhui, LABOUR) == 1
    assert reasons(ZHEJIANG, anhui, LABOUR, human_resources=KNOWN["340000:human_resources"]) == 0


def test_the_last_day_is_the_one_before_and_both_say_where_it_went() -> None:
    change = ordered(SHAOXING, JINHUA, form(), 9)

    assert (change.after.closed_on, change.after.merged_into) == (date(2024, 5, 31), "330700")
    assert (change.after.path, change.after.revision) == (SHAOXING.path, 9)


@pytest.mark.parametrize(
    ("known", "into", "asked", "code"),
    [
        (SHAOXING, JINHUA, form(revision=7), ProblemCode.CONFLICT),
        (SHAOXING.model_copy(update={"closed_on": IN_JUNE}), JINHUA, form(), ProblemCode.ORGANISATION_CLOSED),
        (SHAOXING, JINHUA.model_copy(update={"closed_on": IN_JUNE}), form(), ProblemCode.ORGANISATION_CLOSED),
        (SHAOXING.model_copy(update={"opened_on": IN_JUNE}), JINHUA, form(), ProblemCode.INVALID),
        (SHAOXING, JINHUA, form(first_day=date(1800, 1, 1)), ProblemCode.INVALID),
    ],
)
def test_a_merger_of_what_is_closed_or_was_changed_is_refused(
    known: Organisation, into: Organisation, asked: MergeForm, code: ProblemCode
) -> None:
    with pytest.raises(Problem) as refused:
        ordered(known, into, asked, 9)

    assert refused.value.code is code


def test_a_merger_begins_at_midnight_in_shanghai() -> None:
    merger = Merger("330700", IN_JUNE, people=True, person="p", organisation="330000")

    assert not merger.is_due(datetime(2024, 5, 31, 15, 59, tzinfo=UTC))
    assert merger.is_due(datetime(2024, 5, 31, 16, 0, tzinfo=UTC))
    assert Merger.from_document(merger.as_document()) == merger


def test_what_has_not_come_about_can_be_called_off() -> None:
    closed = ordered(SHAOXING, JINHUA, form(), 9).after

    again = called_off(closed, 9, date(2024, 5, 31), 10, done=False).after
    assert (again.closed_on, again.merged_into) == (None, None)

    for today, done in ((date(2024, 6, 1), False), (date(2024, 5, 1), True)):
        with pytest.raises(Problem) as over:
            called_off(closed, 9, today, 10, done=done)
        assert over.value.code is ProblemCode.CLOSING_OVER


def test_children_go_over_and_bodies_end_in_the_other_ones() -> None:
    merger = Merger("330700", IN_JUNE, people=True, person="p", organisation="330000")

    school = gone_over(SCHOOL, JINHUA, 5).after
    body = body_gone_over(LABOUR, KNOWN["340000:human_resources"], merger, 5).after

    assert (school.parent, school.path[-2:]) == ("330700", ("330700", SCHOOL.organisation))
    assert (body.merged_into, body.closed_on) == ("340000:human_resources", date(2024, 5, 31))


def test_people_take_their_roles_along_and_keep_those_elsewhere() -> None:
    grants = (("330600", Role.FILER), ("330700", Role.FILER), ("ministry", Role.READER))
    person = Person("p", 1, "n", "", "330600", grants)

    after = taken_over(person, "330600", "330700", 2)

    assert (after.organisation, after.revision) == ("330700", 2)
    assert after.grants == (("330700", Role.FILER), ("ministry", Role.READER))
