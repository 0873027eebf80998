"""A second look at numbers while they are typed: what cannot be is told at once, and nothing is refused for it."""

from contracts.editions import indicators
from contracts.submissions import Place, PlaceKind, Qualifier
from services.ingest.domain.hints import hints_of
from services.ingest.domain.judging import examine
from tests.unit.ingest.making import context, measure, report, request, session, summary


def found(content: object) -> list[tuple[str, str]]:
    return [(hint.rule, hint.path) for hint in hints_of(content, indicators())]  # type: ignore[arg-type]


def test_fewer_visits_than_people_are_told_in_both_languages_at_the_visits() -> None:
    told = hints_of(report(session(measure("attendee_count", 300), measure("participant_visits", 200))), indicators())

    assert [(hint.rule, hint.path) for hint in told] == [("fewer_than_its_part", "content.sessions.0.measures.1")]
    assert told[0].zh == "参与人次(200)小于现场参加人数(300)。"
    assert told[0].en == "participant_visits (200) is less than attendee_count (300)."


def test_numbers_of_two_sessions_or_of_two_series_are_not_held_against_each_other() -> None:
    apart = report(session(measure("attendee_count", 300)), session(measure("participant_visits", 200)))
    expected = report(session(measure("attendee_count", 300), measure("participant_visits", 200, Qualifier.EXPECTED)))

    assert found(apart) == found(expected) == []


def test_posts_without_companies_are_told_wherever_in_the_report_the_companies_might_stand() -> None:
    alone = report(session(measure("post_count", 30)))
    together = report(session(measure("post_count", 30)), measures=(measure("enterprise_count", 3),))

    assert found(alone) == [("number_alone", "content.sessions.0.measures.0")]
    assert found(together) == []


def test_a_session_ten_thousand_times_as_large_as_the_others_is_told_at_both() -> None:
    slipped = report(session(measure("attendee_count", 3)), session(measure("attendee_count", 30_000)))
    alike = report(
        session(measure("attendee_count", 3)),
        session(measure("attendee_count", 3)),
        session(measure("attendee_count", 90)),
    )

    assert [rule for rule, _path in found(slipped)] == ["ten_thousand_slip", "ten_thousand_slip"]
    assert found(alike) == []


def test_more_people_than_a_place_holds_are_told_by_the_level_of_the_place() -> None:
    county = report(session(measure("attendee_count", 1_200_000)))
    city = report(session(measure("attendee_count", 1_200_000), place=Place(kind=PlaceKind.DISTRICT, code="330600")))

    assert found(county) == [("too_many_for_the_place", "content.sessions.0.measures.0")]
    assert found(city) == []


def test_a_code_that_the_list_of_divisions_does_not_have_is_told_and_taken_all_the_same() -> None:
    merged = report(session(place=Place(kind=PlaceKind.DISTRICT, code="330104")))
    listed = report(session(place=Place(kind=PlaceKind.DISTRICT, code="330602")))

    assert found(merged) == [("place_unlisted", "content.sessions.0.place.code")]
    assert found(listed) == []
    assert examine(request(merged), context()).refusal is None


def test_a_summary_is_looked_at_too_and_an_unknown_number_is_somebody_elses_problem() -> None:
    wrong = summary(measures=(measure("session_count", 2), measure("activity_count", 3), measure("no_such", 1)))

    assert found(wrong) == [("fewer_than_its_part", "content.measures.0")]


def test_a_hint_refuses_nothing() -> None:
    said = examine(request(report(session(measure("post_count", 30)))), context())

    assert (said.problems, said.refusal) == ((), None)
    assert [hint.rule for hint in said.hints] == ["number_alone"]
