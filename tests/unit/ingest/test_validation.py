"""Everything wrong with a form at once, each problem at the path of its field."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisations import Organisation
from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import (
    AnyContent,
    Choice,
    File,
    Host,
    Manuscript,
    Measure,
    PhotoSet,
    Place,
    PlaceKind,
    Plan,
    Qualifier,
    Session,
    Span,
    Video,
)
from services.ingest.domain.request import Context
from services.ingest.domain.sessions import is_span
from services.ingest.domain.texts import characters
from services.ingest.domain.validation import form_problems
from tests.unit.ingest.making import (
    BODY,
    CITY,
    COUNCIL,
    EDITION,
    SCHOOL,
    UNIT,
    case,
    context,
    film,
    measure,
    photo,
    report,
    request,
    session,
    summary,
)


def problems(content: AnyContent, *manifest: File, world: Context | None = None) -> list[tuple[str, ProblemCode]]:
    """Path and code of everything wrong."""
    return [(one.path, one.code) for one in found(content, *manifest, world=world)]


def found(content: AnyContent, *manifest: File, world: Context | None = None) -> tuple[FieldProblem, ...]:
    return form_problems(request(content, *manifest), world or context())


def numbers(*measures: Measure) -> list[tuple[str, ProblemCode]]:
    return problems(report(measures=measures))


def test_a_plain_report_has_no_problem() -> None:
    assert problems(report(session(measure("attendee_count", 300)), highlight=True), photo()) == []


def test_all_problems_come_at_once() -> None:
    content = report(
        session(measure("attendee_count", -1), place=Place(kind=PlaceKind.DISTRICT, code="99")),
        title="  ",
        activity="Z1",
        tags=(Choice(code="other"),),
        measures=(measure("adoption_rate", 50),),
    )

    assert set(problems(content, photo(caption=" "), photo(credit=""))) == {
        ("content.title", ProblemCode.MISSING_FIELD),
        ("content.activity", ProblemCode.UNKNOWN_CODE),
        ("content.tags.0.text", ProblemCode.OTHER_NEEDS_TEXT),
        ("content.sessions.0.place.code", ProblemCode.BAD_PLACE),
        ("content.sessions.0.measures.0.value", ProblemCode.OUT_OF_RANGE),
        ("content.measures.0.indicator", ProblemCode.COMPUTED_INDICATOR),
        ("manifest.0.caption", ProblemCode.CAPTION_MISSING),
        ("manifest.1.credit", ProblemCode.CREDIT_MISSING),
        ("manifest.1.sha256", ProblemCode.DUPLICATE_FILE),
    }


def test_every_problem_can_be_told_in_words() -> None:
    for problem in found(
        report(title=" ", activity="Z1", measures=(measure("school_count", 2, Qualifier.EXACT, "x:1"),))
    ):
        told = problem.as_json()
        assert all(told[name] for name in ("detail_zh", "detail_en", "remedy_zh", "remedy_en"))
        assert "…" not in told["detail_zh"]


def test_an_unknown_edition_and_organisation_are_both_named() -> None:
    world = context(edition=EDITION)
    world = replace(world, edition=None, organisation=None)

    assert problems(report(), world=world) == [
        ("edition", ProblemCode.UNKNOWN_EDITION),
        ("organisation", ProblemCode.UNKNOWN_ORGANISATION),
    ]


def test_without_the_tick_that_nothing_is_secret_nothing_is_received() -> None:
    content = report().model_copy(update={"no_state_secrets": False})

    assert problems(content) == [("content.no_state_secrets", ProblemCode.MISSING_FIELD)]


@pytest.mark.parametrize(
    ("field", "value"),
    [("activity", "D05-01"), ("department", "D05"), ("council", "C08"), ("activity", "C40-01")],
)
def test_codes_of_the_edition_pass(field: str, value: str) -> None:
    assert problems(report(**{field: value})) == []


@pytest.mark.parametrize("field", ["activity", "department", "council"])
def test_a_code_that_the_edition_does_not_list_is_named(field: str) -> None:
    assert problems(report(**{field: "C99"})) == [(f"content.{field}", ProblemCode.UNKNOWN_CODE)]


@pytest.mark.parametrize(("field", "code"), [("local_types", "L10"), ("focus", "F1"), ("tags", "open_campus")])
def test_every_list_is_open_to_other_with_a_text(field: str, code: str) -> None:
    choices = (Choice(code=code), Choice(code="other", text="夜校"))

    assert problems(report(**{field: choices})) == []
    assert problems(report(**{field: (Choice(code="L99"),)})) == [(f"content.{field}.0.code", ProblemCode.UNKNOWN_CODE)]
    assert problems(report(**{field: (Choice(code="other", text=" "),)})) == [
        (f"content.{field}.0.text", ProblemCode.OTHER_NEEDS_TEXT)
    ]
    assert problems(report(**{field: (Choice(code=code), Choice(code=code))})) == [
        (f"content.{field}.1.code", ProblemCode.DUPLICATE_KEY)
    ]


def test_a_host_is_a_known_organisation_or_has_a_name() -> None:
    hosts = (
        Host(organisation=CITY.organisation),
        Host(name="某企业", body="enterprise"),
        Host(name="省教育厅", body="education"),
        Host(),
        Host(organisation="nobody"),
        Host(name="某处", body="circus"),
    )

    assert set(problems(report(hosts=hosts))) == {
        ("content.hosts.3.name", ProblemCode.MISSING_FIELD),
        ("content.hosts.4.organisation", ProblemCode.UNKNOWN_ORGANISATION),
        ("content.hosts.5.body", ProblemCode.UNKNOWN_CODE),
    }


@pytest.mark.parametrize(
    ("filing", "scope", "allowed"),
    [
        (UNIT, UNIT, True),
        (UNIT, CITY, True),
        (BODY, UNIT, True),
        (COUNCIL, COUNCIL, True),
        (SCHOOL, UNIT, False),
        (CITY, UNIT, False),
        (COUNCIL, UNIT, False),
    ],
)
def test_an_organisation_speaks_for_its_own_branch_only(
    filing: Organisation, scope: Organisation, *, allowed: bool
) -> None:
    content = report(scope=scope.organisation)

    expected = [] if allowed else [("content.scope", ProblemCode.FORBIDDEN)]
    assert problems(content, world=context(filing)) == expected


def test_a_scope_that_nobody_knows_is_named() -> None:
    assert problems(summary(scope="nowhere")) == [("content.scope", ProblemCode.UNKNOWN_ORGANISATION)]


@pytest.mark.parametrize(
    ("wrong", "path", "code"),
    [
        (measure("smile_count", 3), "indicator", ProblemCode.UNKNOWN_CODE),
        (measure("attendee_count"), "value", ProblemCode.MISSING_FIELD),
        (measure("attendee_count", 10**13), "value", ProblemCode.OUT_OF_RANGE),
        (measure("attendee_count", 1, Qualifier.EXACT, "name:某人"), "keys", ProblemCode.KEYS_NOT_ALLOWED),
        (measure("school_count"), "value", ProblemCode.KEYS_OR_VALUE),
        (measure("school_count", 3, Qualifier.EXACT, "name:甲校", "name:乙校"), "value", ProblemCode.COUNT_DIFFERS),
        (
            measure("school_count", None, Qualifier.EXACT, "name:甲校", "name:甲 校"),
            "keys.1",
            ProblemCode.DUPLICATE_KEY,
        ),
        (
            measure("enterprise_count", None, Qualifier.EXACT, "uscc:91350100M000100Y44"),
            "keys.0",
            ProblemCode.BAD_CHECK_DIGIT,
        ),
    ],
)
def test_a_wrong_number_is_named_at_its_field(wrong: Measure, path: str, code: ProblemCode) -> None:
    assert numbers(wrong) == [(f"content.measures.0.{path}", code)]


def test_an_enormous_number_is_out_of_range_and_nothing_more() -> None:
    assert numbers(measure("school_count", 10**30, Qualifier.EXACT, "name:甲校")) == [
        ("content.measures.0.value", ProblemCode.OUT_OF_RANGE)
    ]


def test_a_claim_without_names_and_names_that_agree_with_their_number_pass() -> None:
    assert numbers(measure("school_count", 40, Qualifier.NEARLY)) == []
    assert numbers(measure("school_count", 2, Qualifier.EXACT, "name:甲校", "school:3633000001")) == []


def test_an_indicator_is_given_once_apart_from_forecasts_and_platforms() -> None:
    weibo = Measure(indicator="read_count", value=5, platform="微博")
    wechat = Measure(indicator="read_count", value=7, platform="微信")

    assert numbers(weibo, wechat) == []
    assert numbers(measure("attendee_count", 5), measure("attendee_count", 9, Qualifier.EXPECTED)) == []
    assert numbers(measure("attendee_count", 5), measure("attendee_count", 9, Qualifier.ABOUT)) == [
        ("content.measures.1.indicator", ProblemCode.DUPLICATE_MEASURE)
    ]


def test_a_claim_may_stand_beside_the_names_that_are_known() -> None:
    named = measure("enterprise_count", None, Qualifier.EXACT, "name:甲厂", "name:乙厂")
    claimed = measure("enterprise_count", 100, Qualifier.AT_LEAST)

    assert numbers(named, claimed) == []
    assert numbers(named, claimed, claimed) == [("content.measures.2.indicator", ProblemCode.DUPLICATE_MEASURE)]


def test_numbers_of_a_planned_session_are_checked_too() -> None:
    plan = Plan(title="开放日", no_state_secrets=True, sessions=(session(measure("smile_count", 1)),))

    assert problems(plan) == [("content.sessions.0.measures.0.indicator", ProblemCode.UNKNOWN_CODE)]


@pytest.mark.parametrize(
    ("span", "good"),
    [
        (Span(start=date(2024, 5, 14), end=date(2024, 5, 14)), True),
        (Span(start=date(2024, 5, 14), end=date(2024, 5, 15)), False),
        (Span(start=date(2024, 5, 14), end=date(2024, 5, 20), precision="range"), True),
        (Span(start=date(2024, 5, 14), end=date(2024, 5, 13), precision="range"), False),
        (Span(start=date(2024, 1, 1), end=date(2025, 2, 3), precision="range"), True),
        (Span(start=date(2024, 1, 1), end=date(2025, 2, 4), precision="range"), False),
        (Span(start=date(2024, 2, 1), end=date(2024, 2, 29), precision="month"), True),
        (Span(start=date(2023, 2, 1), end=date(2023, 2, 27), precision="month"), False),
        (Span(start=date(2024, 5, 2), end=date(2024, 5, 31), precision="month"), False),
        (Span(start=date(2024, 5, 1), end=date(2024, 6, 30), precision="month"), False),
    ],
)
def test_a_span_fits_its_precision(span: Span, *, good: bool) -> None:
    assert is_span(span) is good
    expected = [] if good else [("content.sessions.0.when", ProblemCode.BAD_SPAN)]
    assert problems(report(Session(when=span))) == expected


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(-500, 500))
def test_a_range_is_a_span_exactly_when_it_ends_in_time(start: date, days: int) -> None:
    end = date.fromordinal(start.toordinal() + days)

    assert is_span(Span(start=start, end=end, precision="range")) is (0 <= days < 400)


@pytest.mark.parametrize(
    ("kind", "code", "good"),
    [
        (PlaceKind.DISTRICT, "330602", True),
        (PlaceKind.DISTRICT, "810000", True),
        (PlaceKind.DISTRICT, "660000", False),
        (PlaceKind.DISTRICT, None, False),
        (PlaceKind.OVERSEAS, "THA", True),
        (PlaceKind.OVERSEAS, "TWN", False),
        (PlaceKind.OVERSEAS, None, False),
        (PlaceKind.ONLINE, None, True),
        (PlaceKind.ONLINE, "330602", False),
        (PlaceKind.NONE, None, True),
    ],
)
def test_a_place_has_the_code_of_its_kind(kind: PlaceKind, code: str | None, *, good: bool) -> None:
    expected = [] if good else [("content.sessions.0.place.code", ProblemCode.BAD_PLACE)]

    assert problems(report(session(place=Place(kind=kind, code=code)))) == expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [(1_499, [ProblemCode.TOO_SHORT]), (1_500, []), (5_000, []), (5_001, [ProblemCode.TOO_LONG])],
)
def test_a_case_is_as_long_as_the_edition_asks(length: int, expected: list[ProblemCode]) -> None:
    pictures = tuple(photo(number) for number in range(3))

    assert [code for _, code in problems(case(length), *pictures)] == expected


def test_the_bounds_of_a_case_are_the_editions() -> None:
    limits = EDITION.limits.model_copy(update={"case_min_characters": 4_000, "case_max_pictures": 3})
    world = context(edition=EDITION.model_copy(update={"limits": limits}))

    assert problems(case(2_000), *(photo(n) for n in range(4)), world=world) == [
        ("content", ProblemCode.TOO_SHORT),
        ("manifest", ProblemCode.PICTURES_COUNT),
    ]


@pytest.mark.parametrize(("pictures", "good"), [(2, False), (3, True), (5, True), (6, False)])
def test_a_case_has_three_to_five_pictures(pictures: int, *, good: bool) -> None:
    expected = [] if good else [("manifest", ProblemCode.PICTURES_COUNT)]

    assert problems(case(), *(photo(number) for number in range(pictures))) == expected


def test_an_empty_part_of_a_case_is_named() -> None:
    content = case(4_000).model_copy(update={"results": " \n"})

    assert problems(content, photo(1), photo(2), photo(3)) == [("content.results", ProblemCode.MISSING_FIELD)]


def test_characters_are_counted_as_a_reader_counts_them() -> None:
    assert characters("一技在手, 一生无忧\n\t ABC") == 12


def test_a_manuscript_has_a_known_form_and_a_text_within_bounds() -> None:
    good = Manuscript(title="开幕", text="今日开幕。", no_state_secrets=True)

    assert problems(good, photo()) == []
    assert problems(good.model_copy(update={"text": ""})) == [("content.text", ProblemCode.MISSING_FIELD)]
    assert problems(good.model_copy(update={"text": "字" * 20_001})) == [("content.text", ProblemCode.TOO_LONG)]
    assert problems(good.model_copy(update={"form": Choice(code="poem")})) == [
        ("content.form.code", ProblemCode.UNKNOWN_CODE)
    ]


def test_a_photo_set_needs_photos_and_a_film_is_one() -> None:
    photos = PhotoSet(title="照片", no_state_secrets=True)
    video = Video(title="短片", no_state_secrets=True, no_watermark=True)

    assert problems(photos) == [("manifest", ProblemCode.MISSING_FIELD)]
    assert problems(photos, film()) == [
        ("manifest.0.kind", ProblemCode.WRONG_FILE_KIND),
        ("manifest", ProblemCode.MISSING_FIELD),
    ]
    assert problems(video) == [("manifest", ProblemCode.MISSING_FIELD)]
    assert problems(video, film(1)) == []
    assert problems(video, film(1), film(2)) == [("manifest", ProblemCode.TOO_MANY_FILES)]


def test_files_have_sizes_within_the_bounds_of_their_kind() -> None:
    assert problems(report(), photo(size_bytes=20_000_001)) == [("manifest.0.size_bytes", ProblemCode.FILE_TOO_LARGE)]
    assert "20 MB" in found(report(), photo(size_bytes=20_000_001))[0].as_json()["detail_zh"]
    assert problems(report(), film(size_bytes=600_000_000)) == []
    assert problems(report(), film(size_bytes=0)) == [("manifest.0.size_bytes", ProblemCode.EMPTY_FILE)]
    assert problems(report(), *(photo(number) for number in range(61))) == [("manifest", ProblemCode.TOO_MANY_FILES)]


def test_the_lines_of_a_summary_are_lines() -> None:
    assert problems(summary(highlights=("亮点", " "), cases=("例" * 501,))) == [
        ("content.highlights.1", ProblemCode.MISSING_FIELD),
        ("content.cases.0", ProblemCode.TOO_LONG),
    ]
