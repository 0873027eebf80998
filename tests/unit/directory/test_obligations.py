"""Who owes what: national obligations from the edition, and what a level may ask of the one below."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from contracts.editions import Edition, Rules, shipped_editions
from contracts.organisations import Obligation, Organisation, OrganisationKind
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind
from services.directory.domain.obligations import (
    ObligationForm,
    asks_the_same,
    cancelled,
    is_kept_for_another,
    is_void,
    judge_obligation,
    levels_above,
    national,
    reset_obligation,
    rule_digest,
    set_obligation,
)
from services.directory.seed.sample import sample_organisations

EDITION: Edition = next(one for one in shipped_editions() if one.edition == "2024")
KNOWN: dict[str, Organisation] = {one.organisation: one for one in sample_organisations()}
NATIONAL = {one.obligation: one for one, _ in national(EDITION, KNOWN.values())}
EARLIER = datetime(2024, 5, 22, 18, 0, tzinfo=timezone(timedelta(hours=8)))


def form(**fields: object) -> ObligationForm:
    given: dict[str, Any] = {
        "edition": "2024",
        "debtor": "330600",
        "creditor": "330000",
        "kind": Kind.SUMMARY,
        "due_at": EARLIER,
    }
    given |= fields
    return ObligationForm(**given)


def judge(
    asked: ObligationForm, edition: Edition = EDITION, known: dict[str, Organisation] = KNOWN
) -> ProblemCode | None:
    owes = [one for one in NATIONAL.values() if one.debtor == asked.creditor]
    try:
        judge_obligation(asked, known[asked.debtor], known[asked.creditor], edition, owes)
    except Problem as problem:
        return problem.code
    return None


def test_the_37_units_and_40_councils_owe_a_summary_and_nobody_else_owes_anything() -> None:
    kinds = [KNOWN[one.debtor].kind for one in NATIONAL.values()]

    assert len(kinds) == 77
    assert kinds.count(OrganisationKind.COUNCIL) == 40
    assert {one.kind for one in NATIONAL.values()} == {Kind.SUMMARY}


def test_a_national_obligation_has_a_speaking_id_and_is_due_a_week_after_in_utc() -> None:
    owed = NATIONAL["2024:summary:330000"]

    assert owed.due_at == datetime(2024, 5, 25, 15, 59, 59, tzinfo=UTC)
    assert (owed.creditor, owed.set_by, owed.debtor) == ("ministry", "ministry", "330000")


@pytest.mark.parametrize(
    ("life", "owes"),
    [
        ({"closed_on": EDITION.start}, False),
        ({"closed_on": date(2024, 5, 24)}, False),
        # Its last day is the day on which the summary is due.
        ({"closed_on": date(2024, 5, 25)}, True),
        ({"opened_on": EDITION.end}, True),
        ({"opened_on": EDITION.end + timedelta(days=1)}, False),
    ],
)
def test_who_was_founded_after_the_week_or_closed_before_the_day_owes_nothing(
    life: dict[str, date],
    owes: bool,  # noqa: FBT001 - a column of the table.
) -> None:
    council = KNOWN["C08"].model_copy(update=life)

    assert [one.obligation for one, _ in national(EDITION, [council])] == ["2024:council_summary:C08"] * owes


def test_a_changed_rule_has_another_digest() -> None:
    rule = EDITION.obligations[0]

    assert rule_digest(rule) == rule_digest(rule.model_copy())
    assert rule_digest(rule) != rule_digest(rule.model_copy(update={"grace_seconds": 1}))


def test_who_is_not_on_the_editions_list_is_not_asked() -> None:
    council = KNOWN["C08"].model_copy(update={"organisation": "C41"})
    listed = EDITION.councils[0].model_copy(update={"code": "C41"})

    assert national(EDITION, [council]) == []
    assert len(national(EDITION.model_copy(update={"councils": (*EDITION.councils, listed)}), [council])) == 1
    # An edition without lists asks everybody whom its rules name.
    assert len(national(EDITION.model_copy(update={"councils": ()}), [council])) == 1


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (form(), None),
        (form(due_at=NATIONAL["2024:summary:330000"].due_at - timedelta(seconds=1)), None),
        (form(due_at=NATIONAL["2024:summary:330000"].due_at), ProblemCode.OBLIGATION_NOT_EARLIER),
        # The province owes no activity reports, so it may ask for them whenever it likes.
        (form(kind=Kind.ACTIVITY_REPORT, due_at=datetime(2024, 6, 30, tzinfo=UTC)), None),
        (form(debtor="330782"), ProblemCode.OBLIGATION_NOT_BELOW),
        (form(debtor="340100"), ProblemCode.OBLIGATION_NOT_BELOW),
        (form(debtor="330000"), ProblemCode.OBLIGATION_NOT_BELOW),
        (form(debtor="330000", creditor="330600"), ProblemCode.OBLIGATION_NOT_BELOW),
        (form(debtor="330782", creditor="330700"), None),
        (form(debtor="4133090008", creditor="330000"), None),
        (form(debtor="370200", creditor="370000"), ProblemCode.OBLIGATION_NOT_BELOW),
        (form(due_at=datetime(2024, 5, 20)), ProblemCode.INVALID),  # noqa: DTZ001 - a time without a zone is the case.
        (form(due_at=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))), ProblemCode.INVALID),
    ],
)
def test_a_level_asks_only_those_directly_below_and_earlier_than_its_own_day(
    asked: ObligationForm, problem: ProblemCode | None
) -> None:
    assert judge(asked) is problem


def _routed(**rules: Any) -> Edition:  # noqa: ANN401 - any rule.
    return EDITION.model_copy(update={"rules": Rules(**rules)})


@pytest.mark.parametrize(("route", "may"), [("direct", False), ("through_province", True), ("both", True)])
def test_a_province_asks_its_separately_planned_city_where_the_edition_opens_that_way(
    route: str,
    may: bool,  # noqa: FBT001 - a column of the table.
) -> None:
    edition = _routed(five_cities_route=route)
    school = next(one for one in KNOWN.values() if one.parent == "370200" and one.kind is OrganisationKind.SCHOOL)

    assert ("370000" in levels_above(KNOWN["370200"], edition)) is may
    assert "ministry" in levels_above(KNOWN["370200"], edition)
    assert levels_above(school, edition) == {"370200"}


def test_the_councils_office_asks_councils_only_where_the_edition_sends_them_that_way() -> None:
    assert levels_above(KNOWN["C08"], EDITION) == {"ministry"}
    assert levels_above(KNOWN["C08"], _routed(councils_through_office=True)) == {"ministry", "councils_office"}


def test_a_college_of_a_city_is_asked_by_its_city_and_by_the_province_it_files_to() -> None:
    assert levels_above(KNOWN["s-xinyang-zhiye-jishu"], EDITION) == {"411500", "410000"}


BEFORE, AFTERWARDS = EARLIER - timedelta(days=1), EARLIER + timedelta(days=1)


def test_what_a_level_asked_ends_when_the_organisation_stands_below_another_one() -> None:
    asked = set_obligation("o", form(), "330000", 5)
    gone = KNOWN["330600"].model_copy(update={"parent": "340000", "chain": ("330600", "340000")})

    assert not is_void(asked, KNOWN["330600"], EDITION, BEFORE)
    assert is_void(asked, gone, EDITION, BEFORE)
    # What was due before the move was owed where it was owed.
    assert not is_void(asked, gone, EDITION, AFTERWARDS)
    assert not is_void(cancelled(asked, 6), gone, EDITION, BEFORE)
    assert not is_void(asked, gone, EDITION.model_copy(update={"sealed": True}), BEFORE)


def test_what_is_owed_ends_with_the_organisation_that_owes_it() -> None:
    owed = NATIONAL["2024:summary:330000"]

    assert is_void(owed, KNOWN["330000"].model_copy(update={"closed_on": date(2024, 5, 24)}), EDITION, AFTERWARDS)
    assert not is_void(owed, KNOWN["330000"].model_copy(update={"closed_on": date(2024, 5, 25)}), EDITION, AFTERWARDS)


def test_whom_the_nation_asks_is_the_editions_affair() -> None:
    rule = EDITION.obligations[0].model_copy(update={"debtor_kinds": (OrganisationKind.CITY,)})
    edition = EDITION.model_copy(update={"obligations": (rule,)})
    ((owed, _),) = national(edition, [KNOWN["330600"]])

    assert not is_void(owed, KNOWN["330600"], edition, BEFORE)


def test_of_several_own_days_the_earliest_counts() -> None:
    later = NATIONAL["2024:summary:330000"]
    sooner = set_obligation("x", form(debtor="330000", creditor="ministry"), "ministry", 1)

    with pytest.raises(Problem) as refused:
        judge_obligation(form(due_at=EARLIER), KNOWN["330600"], KNOWN["330000"], EDITION, [later, sooner])

    assert refused.value.facts == {"limit": "2024-05-22T18:00:00+08:00"}


def test_a_cancelled_obligation_of_ones_own_sets_no_limit() -> None:
    late = form(due_at=datetime(2024, 6, 30, tzinfo=UTC))
    own = cancelled(NATIONAL["2024:summary:330000"], 2)

    judge_obligation(late, KNOWN["330600"], KNOWN["330000"], EDITION, [own])


def test_nothing_is_asked_in_a_sealed_edition_or_of_a_closed_organisation() -> None:
    shut = KNOWN | {"330600": KNOWN["330600"].model_copy(update={"closed_on": EDITION.start})}

    assert judge(form(), EDITION.model_copy(update={"sealed": True})) is ProblemCode.EDITION_SEALED
    assert judge(form(), known=shut) is ProblemCode.ORGANISATION_CLOSED


def test_the_same_request_again_changes_nothing_and_another_needs_the_revision() -> None:
    known = set_obligation("o", form(), "330000", 5)
    later = form(due_at=EARLIER + timedelta(hours=1))

    assert asks_the_same(form(), known)
    assert asks_the_same(form(due_at=EARLIER.astimezone(UTC)), known)
    assert not asks_the_same(later, known)
    assert not asks_the_same(form(), cancelled(known, 6))
    with pytest.raises(Problem) as stale:
        reset_obligation(known, later, "330000", 6)
    assert stale.value.facts == {"revision": 5}
    assert reset_obligation(known, later.model_copy(update={"revision": 5}), "330000", 6).due_at == later.due_at


def test_who_owes_what_to_whom_never_changes_under_one_id() -> None:
    known: Obligation = set_obligation("o", form(), "330000", 5)

    with pytest.raises(Problem) as refused:
        reset_obligation(known, form(debtor="330700", revision=5), "330000", 6)

    assert refused.value.code is ProblemCode.ID_TAKEN


@pytest.mark.parametrize(
    ("obligation", "creditor", "kept"),
    [
        ("2026:summary:340000", "330000", True),
        ("2026:summary:340000", "ministry", False),
        ("2026:330000:summary:330100", "330000", False),
        ("2026:330000:summary:330100", "340000", True),
        ("zj-summary-330600", "330000", False),
        ("2026-summer", "330000", False),
        ("330000:2026", "330000", False),
    ],
)
def test_nobody_takes_the_id_that_the_nation_or_another_level_will_need(
    obligation: str,
    creditor: str,
    kept: bool,  # noqa: FBT001 - a column of the table.
) -> None:
    assert is_kept_for_another(obligation, creditor) is kept
