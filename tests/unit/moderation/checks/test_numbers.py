from datetime import date
from typing import Any

import pytest

from contracts.submissions import Kind, Place, PlaceKind, Qualifier, Span, Summary
from services.moderation.checks import ENROLLED
from tests.unit.moderation.checks.making import (
    EDITION,
    STRANGER,
    found,
    manuscript,
    measure,
    report,
    rules,
    said,
    session,
)

PAIRS = {
    "rule": "pairs",
    "kind": "at_least",
    "pairs": [{"more": "participant_visits", "less": "student_count"}],
    "zh": "{name}({value})小于{other_name}({other_value})",
}


def test_fewer_visits_than_people_cannot_be() -> None:
    state = said(content=report(measure("participant_visits", 80), measure("student_count", 100)))
    (one,) = found(rules(PAIRS), state)
    assert (one.path, one.start, one.end) == ("content.measures.0", 0, 0)
    assert one.evidence == "participant_visits=80 < student_count=100"
    assert one.zh == "参与人次(80)小于参与学生数(100)"


def test_a_sessions_numbers_are_compared_with_each_other_and_not_with_the_reports() -> None:
    fine = report(
        measure("participant_visits", 80),
        sessions=(session(measure("student_count", 100)), session(measure("student_count", 90))),
    )
    wrong = report(sessions=(session(), session(measure("student_count", 100), measure("participant_visits", 80))))
    assert not found(rules(PAIRS), said(content=fine))
    assert [one.path for one in found(rules(PAIRS), said(content=wrong))] == ["content.sessions.1.measures.1"]


def test_expected_numbers_are_not_compared_with_actual_ones() -> None:
    expected = measure("participant_visits", 80, Qualifier.EXPECTED)
    assert not found(rules(PAIRS), said(content=report(expected, measure("student_count", 100))))


def test_equal_numbers_are_possible() -> None:
    assert not found(
        rules(PAIRS), said(content=report(measure("participant_visits", 100), measure("student_count", 100)))
    )


NEEDS = {"rule": "needs", "kind": "needs", "pairs": [{"number": "post_count", "needs": "enterprise_count"}]}


def test_posts_without_companies_are_told_and_with_them_not() -> None:
    assert found(rules(NEEDS), said(content=report(measure("post_count", 100))))
    assert found(rules(NEEDS), said(content=report(measure("post_count", 100), measure("enterprise_count", 0))))
    assert not found(rules(NEEDS), said(content=report(measure("post_count", 0))))
    both = report(measure("post_count", 100), sessions=(session(measure("enterprise_count", 9)),))
    assert not found(rules(NEEDS), said(content=both))


DIGITS = {
    "rule": "digits",
    "kind": "digits",
    "indicators": ["attendee_count"],
    "county": 5,
    "city": 6,
    "province": 7,
    "elsewhere": 4,
    "zh": "{digits}",
}


@pytest.mark.parametrize(("place", "most"), [("330106", 5), ("330100", 6), ("330000", 7)])
def test_a_session_holds_no_more_people_than_its_place(place: str, most: int) -> None:
    fits, does_not = 10**most - 1, 10**most
    assert not found(
        rules(DIGITS), said(content=report(sessions=(session(measure("attendee_count", fits), place=place),)))
    )
    (one,) = found(
        rules(DIGITS), said(content=report(sessions=(session(measure("attendee_count", does_not), place=place),)))
    )
    assert one.zh == str(most)


def test_an_online_session_has_a_bound_of_its_own_and_a_whole_report_none() -> None:
    online = session(measure("attendee_count", 10_000)).model_copy(update={"place": Place(kind=PlaceKind.ONLINE)})
    assert found(rules(DIGITS), said(content=report(sessions=(online,))))
    assert not found(rules(DIGITS), said(content=report(measure("attendee_count", 10**9))))


ENROLLED_RULE = {
    "rule": "enrolled",
    "kind": "enrolled",
    "indicators": ["student_count"],
    "most_of_a_school": 60_000,
    "zh": "{most}",
}


def test_a_session_has_no_more_students_than_the_school() -> None:
    state = said(content=report(sessions=(session(measure("student_count", 5_001)),)))
    assert [one.zh for one in found(rules(ENROLLED_RULE), state, own_figures={ENROLLED: 5_000})] == ["5000"]
    assert not found(rules(ENROLLED_RULE), state, own_figures={ENROLLED: 5_001})


def test_where_nobody_knows_how_many_students_it_has_any_schools_bound_is_taken_and_for_a_city_none() -> None:
    content = report(sessions=(session(measure("student_count", 60_001)),))
    assert found(rules(ENROLLED_RULE), said(content=content))
    assert not found(rules(ENROLLED_RULE), said(content=content, organisation="330100"))
    assert not found(rules(ENROLLED_RULE), said(content=report(measure("student_count", 60_001))))


SLIP = {
    "rule": "slip",
    "kind": "slip",
    "indicators": ["participant_visits", "student_count"],
    "zh": "{value}/{other_value}",
}


def test_a_number_ten_thousand_times_off_the_one_in_the_text_is_told() -> None:
    text = "活动吸引15万人次参与"
    assert [
        one.zh for one in found(rules(SLIP), said(content=report(measure("participant_visits", 15), text=text)))
    ] == ["15/150000"]
    assert found(rules(SLIP), said(content=report(measure("participant_visits", 1_500_000_000), text=text)))


@pytest.mark.parametrize(
    "text", ["活动吸引15万人次参与", "活动吸引150000人次", "活动吸引15人次,全省15万人次", "150000名学生"]
)
def test_a_number_that_the_text_repeats_or_that_has_another_unit_is_no_slip(text: str) -> None:
    value = 15 if "15人次" in text or "名学生" in text else 150_000
    assert not found(rules(SLIP), said(content=report(measure("participant_visits", value), text=text)))


def test_a_slip_is_found_between_sessions_and_against_the_own_figures() -> None:
    sessions = (session(measure("student_count", 300)), session(measure("student_count", 3_000_000)))
    assert len(found(rules(SLIP), said(content=report(sessions=sessions)))) == 2
    declared = said(content=report(measure("student_count", 12)))
    assert found(rules(SLIP), declared, own_figures={"student_count": 120_000})
    assert found(rules(SLIP), declared, own_figures={"student_count": 118_432})
    assert not found(rules(SLIP), declared, own_figures={"student_count": 59_999})
    assert not found(rules(SLIP), declared, own_figures={"student_count": 240_001})
    assert not found(rules(SLIP), declared, own_figures={"student_count": 12})
    assert not found(rules(SLIP), declared, own_figures={"student_count": 0})


def test_a_session_ten_thousand_times_another_is_told_with_it_and_those_of_one_size_are_not() -> None:
    sessions = tuple(session(measure("student_count", value)) for value in (300, 420, 300, 3_000_000))
    told = found(rules(SLIP), said(content=report(sessions=sessions)))
    assert [(one.path, one.zh) for one in told] == [
        ("content.sessions.1.measures.0", "420/3000000"),
        ("content.sessions.3.measures.0", "3000000/300"),
    ]
    near = tuple(session(measure("student_count", value)) for value in (300, 420, 9_000))
    assert not found(rules(SLIP), said(content=report(sessions=near)))


def test_one_and_ten_thousand_prove_nothing() -> None:
    content = report(measure("participant_visits", 10_000), text="有1人次投诉")
    assert not found(rules(SLIP), said(content=content))


DECLARED = {"rule": "declared", "kind": "declared", "tolerance_percent": 10}


def summary(value: int, **fields: object) -> Any:  # noqa: ANN401 - a state.
    filled = {"title": "总结", "no_state_secrets": True, "measures": (measure("student_count", value),)} | fields
    return said(content=Summary(**dict[str, Any](filled)))


@pytest.mark.parametrize(("declared", "told"), [(900, 0), (899, 1), (1_111, 0), (1_112, 1)])
def test_a_declared_number_far_from_what_the_reports_come_to_is_told(declared: int, told: int) -> None:
    assert len(found(rules(DECLARED), summary(declared), own_figures={"student_count": 1_000})) == told


def test_nothing_is_compared_where_no_figures_are_known_or_the_report_declares_nothing() -> None:
    assert not found(rules(DECLARED), summary(5_000))
    assert not found(rules(DECLARED), summary(5_000), own_figures={})
    own = {"student_count": 1_000}
    assert not found(rules(DECLARED), said(content=report(measure("student_count", 5_000))), own_figures=own)
    assert found(
        rules(DECLARED), said(content=report(measure("student_count", 5_000), scope="330100")), own_figures=own
    )


WAN = {"rule": "wan", "kind": "wan_twice", "digits": 5}


@pytest.mark.parametrize(("text", "told"), [("12000万人参加", 1), ("1200万人参加", 0), ("12000人参加", 0)])
def test_a_number_of_ten_thousands_that_has_them_in_its_digits_already_is_told(text: str, told: int) -> None:
    assert len(found(rules(WAN), said(content=manuscript(text)))) == told


DATES = {"rule": "dates", "kind": "dates", "days_before": 30, "days_after": 20, "zh": "{found} {first} {last}"}


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2024, 4, 12), 0),
        (date(2024, 4, 11), 1),
        (date(2024, 6, 7), 0),
        (date(2024, 6, 8), 1),
        (date(2023, 5, 14), 1),
    ],
)
def test_a_session_further_away_than_an_activity_month_is_told(day: date, told: int) -> None:
    assert len(found(rules(DATES), said(content=report(sessions=(session(day=day),))))) == told


def test_a_range_is_judged_by_both_its_ends_and_without_an_edition_nothing_is() -> None:
    span = Span(start=date(2024, 5, 12), end=date(2024, 9, 1), precision="range")
    state = said(content=report(sessions=(session(when=span),)))
    (one,) = found(rules(DATES), state)
    assert (one.path, one.zh) == ("content.sessions.0.when", "2024-05-12/2024-09-01 2024-05-12 2024-05-18")
    assert not found(rules(DATES), state, edition=None)


def test_dates_that_no_calendar_has_and_dates_of_another_year_are_two_rules() -> None:
    impossible = {"rule": "impossible", "kind": "written_dates", "which": "impossible"}
    other_year = {"rule": "other_year", "kind": "written_dates", "which": "other_year", "zh": "{found} {year}"}
    state = said(content=manuscript("2024年5月14日、2024年13月1日、2023年5月14日"))
    told = {one.rule: one for one in found(rules(impossible, other_year), state)}
    assert told["impossible"].evidence == "2024年13月1日"
    assert told["other_year"].zh == "2023年5月14日 2024"
    assert len(told) == len(found(rules(impossible, other_year), state))


def test_a_flag_of_ingest_is_told_at_the_number_it_speaks_of() -> None:
    flag = {"rule": "differs", "kind": "flag", "flag": "count_differs", "zh": "{name}"}
    content = report(measure("student_count", 1), measure("session_count", 3))
    (one,) = found(rules(flag), said(content=content, flags=("count_differs:session_count", "undated")))
    assert (one.path, one.zh, one.evidence) == ("content.measures.1", "活动场次", "count_differs:session_count")


def test_numbers_of_keys_are_their_count() -> None:
    enterprises = measure("enterprise_count", 0).model_copy(update={"value": None, "keys": ("name:甲", "name:乙")})
    assert not found(rules(NEEDS), said(content=report(measure("post_count", 100), enterprises)))


def test_kinds_without_numbers_have_no_findings_on_them() -> None:
    state = said(content=manuscript("无"), organisation=STRANGER)
    assert state.kind is Kind.MANUSCRIPT
    assert not found(rules(PAIRS, NEEDS, DIGITS, ENROLLED_RULE, SLIP, DECLARED, DATES), state, edition=EDITION)
