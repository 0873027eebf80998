"""From a report to the facts that are counted: rows win, windows are derived, series stay apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.editions import indicators
from contracts.submissions import (
    AnyContent,
    Choice,
    FactMeasure,
    FactSet,
    Manuscript,
    Measure,
    PhotoSet,
    Place,
    PlaceKind,
    Plan,
    Qualifier,
    Series,
    Session,
    Span,
    Video,
    Window,
)
from services.ingest.domain.facts import Derived, Origin, derive_facts
from services.ingest.domain.windows import window_of
from tests.unit.ingest.making import (
    COUNCIL,
    EDITION,
    MONTH,
    SUBMISSION,
    UNIT,
    case,
    district,
    measure,
    on,
    report,
    session,
    summary,
)

OWN_KEY = f"activity:{SUBMISSION}"
OVERSEAS = Place(kind=PlaceKind.OVERSEAS, code="THA")
ONLINE = Place(kind=PlaceKind.ONLINE)


def derived(content: AnyContent) -> Derived:
    return derive_facts(content, Origin(SUBMISSION, "3633000001", EDITION, UNIT, indicators()))


def cells(content: AnyContent) -> list[tuple[Series, Window, str, date | None]]:
    """Where each fact set of some content counts."""
    return [(one.series, one.window, one.place, one.day) for one in derived(content).facts]


def numbers(one: FactSet) -> dict[str, int]:
    return {measure.indicator: measure.value for measure in one.measures}


def total(facts: tuple[FactSet, ...], indicator: str) -> int:
    return sum(one.value for cell in facts for one in cell.measures if one.indicator == indicator)


def test_each_session_counts_at_its_own_day_and_place() -> None:
    content = report(
        session(measure("attendee_count", 300)),
        session(measure("attendee_count", 200), day=date(2024, 5, 15), place=district("330603")),
    )

    first, second = derived(content).facts

    assert (first.day, first.place, first.window) == (date(2024, 5, 14), "330602", Window.WEEK)
    assert numbers(first) == {"session_count": 1, "activity_count": 1, "district_count": 1, "attendee_count": 300}
    assert (second.day, second.place) == (date(2024, 5, 15), "330603")
    assert numbers(second)["attendee_count"] == 200


def test_sessions_of_one_day_and_place_share_a_cell() -> None:
    (cell,) = derived(report(session(measure("attendee_count", 300)), session(measure("attendee_count", 200)))).facts

    assert numbers(cell) == {"session_count": 2, "activity_count": 1, "district_count": 1, "attendee_count": 500}


def test_numbers_of_a_report_with_one_session_belong_to_that_session() -> None:
    (cell,) = derived(report(session(), measures=(measure("attendee_count", 2_000, Qualifier.NEARLY),))).facts

    assert (cell.day, cell.place) == (date(2024, 5, 14), "330602")
    assert FactMeasure(indicator="attendee_count", value=2_000, qualifier=Qualifier.NEARLY) in cell.measures


def test_numbers_of_a_report_with_several_sessions_are_undated() -> None:
    content = report(session(), session(day=date(2024, 5, 15)), measures=(measure("attendee_count", 9),))

    undated = derived(content).facts[-1]

    assert (undated.place, undated.day, undated.window) == ("none", None, Window.WEEK)
    assert numbers(undated) == {"attendee_count": 9}


def test_a_report_without_sessions_is_undated_and_flagged_and_still_one_activity() -> None:
    found = derived(report(measures=(measure("attendee_count", 9),)))

    (cell,) = found.facts
    assert numbers(cell) == {"activity_count": 1, "attendee_count": 9}
    assert found.flags == ("undated",)


def test_a_typed_number_is_compared_with_the_rows_and_the_rows_win() -> None:
    found = derived(report(session(), session(), measures=(measure("session_count", 40), measure("district_count", 1))))

    assert total(found.facts, "session_count") == 2
    assert found.flags == ("count_differs:session_count",)


def test_a_typed_number_of_one_session_is_compared_as_well() -> None:
    found = derived(report(session(measure("session_count", 3)), session(measure("session_count", 1))))

    assert total(found.facts, "session_count") == 2
    assert found.flags == ("count_differs:session_count",)


def test_without_rows_the_typed_number_stands() -> None:
    found = derived(report(measures=(measure("session_count", 12), measure("activity_count", 248))))

    (cell,) = found.facts
    assert numbers(cell) == {"session_count": 12, "activity_count": 248}
    assert all(one.keys == () for one in cell.measures)


def test_a_typed_count_that_no_row_answers_stands_beside_rows() -> None:
    found = derived(report(session(place=ONLINE), measures=(measure("district_count", 9),)))

    assert total(found.facts, "district_count") == 9
    assert found.flags == ()


@pytest.mark.parametrize(
    ("activity", "key"),
    [
        ("C08-01", "activity:C08-01"),
        ("D05-01", "activity:C08-01"),
        ("C01-01", "activity:C01-01"),
        (None, OWN_KEY),
        ("D01-03", OWN_KEY),  # an umbrella is no activity
        ("D02-01", OWN_KEY),  # nor is a duty
    ],
)
def test_an_activity_is_counted_under_its_one_key(activity: str | None, key: str) -> None:
    (cell,) = derived(report(session(), activity=activity)).facts

    assert next(one.keys for one in cell.measures if one.indicator == "activity_count") == (key,)


def test_department_and_council_follow_from_the_activity_where_they_are_not_given() -> None:
    (council,) = derived(report(session(), activity="C08-01")).facts
    (department,) = derived(report(session(), activity="D06-01")).facts
    (given_one,) = derived(report(session(), activity="C08-01", council="C01", department="D07")).facts

    assert (council.department, council.council) == (None, "C08")
    assert (department.department, department.council) == ("D06", None)
    assert (given_one.department, given_one.council) == ("D07", "C01")


def test_a_council_s_own_report_is_one_of_that_council_whatever_activity_it_names() -> None:
    def council_of(activity: str | None = None) -> tuple[str | None, str | None]:
        origin = Origin(SUBMISSION, "C08", EDITION, COUNCIL, indicators())
        (cell,) = derive_facts(report(session(), activity=activity), origin).facts
        return cell.department, cell.council

    assert council_of() == (None, "C08")
    assert council_of(activity="C01-01") == (None, "C01")
    assert council_of(activity="D06-01") == ("D06", "C08")


def test_a_session_overseas_names_its_country_and_one_in_the_country_its_district() -> None:
    abroad, home, somewhere = derived(
        report(session(place=OVERSEAS), session(place=district()), session(place=district("330000")))
    ).facts

    assert abroad.place == "overseas"
    assert numbers(abroad) == {"session_count": 1, "activity_count": 1, "country_count": 1}
    assert {one.keys for one in abroad.measures if one.indicator == "country_count"} == {("country:THA",)}
    assert {one.keys for one in home.measures if one.indicator == "district_count"} == {("district:330602",)}
    assert "district_count" not in numbers(somewhere)  # a whole province is no district


def test_a_plan_a_manuscript_and_photos_count_nothing() -> None:
    expected = measure("attendee_count", 9, Qualifier.EXPECTED)
    plan = Plan(title="开放日", no_state_secrets=True, sessions=(session(expected),))

    assert derived(plan) == Derived((), ())
    assert derived(Manuscript(title="稿", text="稿", no_state_secrets=True)).facts == ()
    assert derived(PhotoSet(title="照", no_state_secrets=True)).facts == ()


def test_a_plan_is_flagged_where_it_lies_outside_and_where_it_has_no_date() -> None:
    outside = Plan(title="开放日", no_state_secrets=True, sessions=(session(), session(day=date(2024, 4, 1))))

    assert derived(outside) == Derived((), ("window_outside",))
    assert derived(Plan(title="开放日", no_state_secrets=True)) == Derived((), ("undated",))


def test_a_case_and_a_film_count_themselves() -> None:
    (one_case,) = derived(case()).facts
    (one_film,) = derived(Video(title="短片", no_state_secrets=True)).facts

    assert numbers(one_case) == {"case_count": 1}
    assert numbers(one_film) == {"video_count": 1}
    assert (one_case.series, one_case.window, one_case.place) == (Series.ACTUAL, Window.WEEK, "none")


def test_a_typed_number_of_what_counts_itself_adds_nothing_and_is_flagged() -> None:
    typed, planned = measure("case_count", 5), measure("case_count", 5, Qualifier.EXPECTED)
    of_the_whole = derived(report(session(), measures=(typed,)))
    of_a_session = derived(report(session(measure("video_count", 2))))
    forecast, declared = derived(report(session(), measures=(planned,))), derived(summary(measures=(typed,)))

    assert (of_the_whole.flags, total(of_the_whole.facts, "case_count")) == (("counts_items:case_count",), 0)
    assert (of_a_session.flags, total(of_a_session.facts, "video_count")) == (("counts_items:video_count",), 0)
    assert (forecast.flags, total(forecast.facts, "case_count")) == ((), 5)
    assert (declared.flags, total(declared.facts, "case_count")) == ((), 5)


def test_expected_numbers_are_a_series_of_their_own() -> None:
    content = report(
        session(measure("attendee_count", 300)),
        measures=(measure("session_count", 40_000, Qualifier.EXPECTED), measure("pupil_count", 5)),
    )

    found = derived(content)

    expected = [one for one in found.facts if one.series is Series.EXPECTED]
    assert [numbers(one) for one in expected] == [{"session_count": 40_000}]
    assert total(tuple(one for one in found.facts if one.series is Series.ACTUAL), "session_count") == 1
    assert found.flags == ()


def test_a_summary_declares_for_its_own_area() -> None:
    (cell,) = derived(summary(measures=(measure("session_count", 248), measure("school_count", 21)))).facts

    assert (cell.series, cell.scope) == (Series.DECLARED, "3633000001")
    assert numbers(cell) == {"session_count": 248, "school_count": 21}


def test_an_area_aggregate_is_declared_with_its_scope_and_counts_no_row() -> None:
    content = report(session(), session(), scope="330600", measures=(measure("session_count", 40),))

    found = derived(content)

    assert [(one.series, one.scope, numbers(one)) for one in found.facts] == [
        (Series.DECLARED, "330600", {"session_count": 40})
    ]
    assert found.flags == ()


def test_a_forecast_for_an_area_is_expected_and_not_declared() -> None:
    (cell,) = derived(report(scope="330600", measures=(measure("attendee_count", 9, Qualifier.EXPECTED),))).facts

    assert (cell.series, cell.scope) == (Series.EXPECTED, None)


def test_names_are_sorted_in_their_one_form_and_a_claim_stays_beside_them() -> None:
    named = measure("school_count", None, Qualifier.EXACT, "name:乙 校", "name:甲校")
    (cell,) = derived(report(session(named), session(measure("school_count", 40, Qualifier.NEARLY)))).facts

    schools = [one for one in cell.measures if one.indicator == "school_count"]
    assert schools == [
        FactMeasure(indicator="school_count", value=2, qualifier=Qualifier.EXACT, keys=("name:乙校", "name:甲校")),
        FactMeasure(indicator="school_count", value=40, qualifier=Qualifier.NEARLY),
    ]


def test_names_and_a_claim_of_one_report_are_kept_apart() -> None:
    named = measure("enterprise_count", None, Qualifier.EXACT, "name:甲厂")
    (cell,) = derived(report(session(), measures=(named, measure("enterprise_count", 100, Qualifier.AT_LEAST)))).facts

    assert [one for one in cell.measures if one.indicator == "enterprise_count"] == [
        FactMeasure(indicator="enterprise_count", value=1, qualifier=Qualifier.EXACT, keys=("name:甲厂",)),
        FactMeasure(indicator="enterprise_count", value=100, qualifier=Qualifier.AT_LEAST),
    ]


def test_reads_on_two_platforms_are_added() -> None:
    reads = tuple(
        Measure(indicator="read_count", value=value, platform=name) for value, name in ((5, "微博"), (7, "微信"))
    )

    assert total(derived(report(session(), measures=reads)).facts, "read_count") == 12


def test_every_list_and_the_highlight_go_with_the_facts() -> None:
    others = (Choice(code="other", text="夜校"), Choice(code="other", text="社区"), Choice(code="open_campus"))
    (cell,) = derived(report(session(), tags=others, focus=(Choice(code="F1"),), highlight=True)).facts

    assert cell.tags == ("other", "open_campus")
    assert (cell.focus, cell.local_types, cell.highlight) == (("F1",), (), True)


RANGE = Span(start=date(2024, 5, 13), end=date(2024, 5, 17), precision="range")


def test_a_range_keeps_its_ends_and_a_month_is_undated() -> None:
    month = Span(start=date(2024, 5, 1), end=date(2024, 5, 31), precision="month")
    ranged, monthly = derived(report(Session(when=RANGE), Session(when=month))).facts

    assert (ranged.day, ranged.since, ranged.through) == (None, RANGE.start, RANGE.end)
    assert (monthly.day, monthly.since, monthly.through) == (None, None, None)
    assert (ranged.window, monthly.window) == (Window.WEEK, Window.OWN)


def test_a_range_of_one_day_is_that_day() -> None:
    one_day = Span(start=date(2024, 5, 14), end=date(2024, 5, 14), precision="range")
    (cell,) = derived(report(Session(when=one_day))).facts

    assert (cell.day, cell.since, cell.through) == (date(2024, 5, 14), None, None)


@pytest.mark.parametrize(
    ("span", "window"),
    [
        (on(date(2024, 5, 12)), Window.WEEK),
        (on(date(2024, 5, 18)), Window.WEEK),
        (on(date(2024, 5, 11)), Window.OWN),
        (on(date(2024, 5, 31)), Window.OWN),
        (on(date(2024, 4, 30)), Window.OUTSIDE),
        (on(date(2024, 6, 1)), Window.OUTSIDE),
        (RANGE, Window.WEEK),
        (Span(start=date(2024, 5, 10), end=date(2024, 5, 13), precision="range"), Window.OWN),
        (Span(start=date(2024, 4, 1), end=date(2024, 5, 1), precision="range"), Window.OWN),
        (None, Window.WEEK),
    ],
)
def test_a_time_falls_in_the_week_the_own_window_or_outside(span: Span | None, window: Window) -> None:
    assert window_of(span, EDITION, (MONTH,)) is window


def test_without_an_own_window_a_range_that_touches_the_week_is_in_the_week() -> None:
    touching = Span(start=date(2024, 5, 10), end=date(2024, 5, 13), precision="range")

    assert window_of(touching, EDITION, ()) is Window.WEEK
    assert window_of(on(date(2024, 5, 19)), EDITION, ()) is Window.OUTSIDE


def test_what_lies_outside_is_flagged_and_counted() -> None:
    found = derived(report(session(day=date(2024, 4, 1))))

    assert found.flags == ("window_outside",)
    assert cells(report(session(day=date(2024, 4, 1)))) == [(Series.ACTUAL, Window.OUTSIDE, "330602", date(2024, 4, 1))]


sessions = st.builds(
    session,
    st.integers(0, 500).map(lambda value: measure("attendee_count", value)),
    day=st.dates(date(2024, 4, 1), date(2024, 6, 30)),
    place=st.sampled_from([district("330602"), district("330603"), OVERSEAS, ONLINE, Place()]),
)


@given(st.lists(sessions, max_size=12))
def test_however_sessions_fall_into_cells_nothing_is_lost_or_doubled(rows: list[Session]) -> None:
    facts = derived(report(*rows)).facts

    assert total(facts, "session_count") == len(rows)
    assert total(facts, "attendee_count") == sum(row.measures[0].value or 0 for row in rows)
    places = {key for cell in facts for one in cell.measures if one.indicator == "district_count" for key in one.keys}
    assert places == {f"district:{row.place.code}" for row in rows if row.place.kind is PlaceKind.DISTRICT}
    assert {
        key for cell in facts for one in cell.measures if one.indicator == "activity_count" for key in one.keys
    } == {OWN_KEY}
    dimensions = [one.model_copy(update={"measures": ()}) for one in facts]
    assert len(set(dimensions)) == len(dimensions)


@given(st.lists(sessions, max_size=8))
def test_facts_are_the_same_whenever_they_are_derived(rows: list[Session]) -> None:
    assert derived(report(*rows)) == derived(report(*rows))
