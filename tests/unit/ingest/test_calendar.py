"""The public calendar: what families find, what they are told at once, and what is never in it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest

from contracts.moderation import Act, State
from contracts.submissions import Choice, Contact, Host, Place, PlaceKind, Plan, Session, Span
from services.ingest.domain.calendar import Happening, Wanted, choices, found, happenings, shown_version
from services.ingest.domain.icalendar import calendar_text
from services.ingest.domain.receipts import Heard
from services.ingest.domain.record import Filer, Record, Version, taken_back
from services.ingest.domain.request import Ruling
from tests.unit.ingest.making import EDITION, NOW, SCHOOL, UNIT, WEEK_DAY, district, on
from tests.unit.ingest.test_suggestions import state


def held(day: date = WEEK_DAY, place: Place | None = None, **fields: Any) -> Session:  # noqa: ANN401 - any field.
    return Session(when=on(day), place=place or district(), **fields)


def plan(*sessions: Session, **fields: Any) -> Plan:  # noqa: ANN401 - any field of a plan.
    known: dict[str, Any] = {
        "title": "校园开放日",
        "no_state_secrets": True,
        "open_to_public": True,
        "sessions": sessions or (held(),),
        "audience": (Choice(code="residents"),),
        "registration": "现场领券",
    }
    return Plan(**(known | fields))


def record(content: Plan, counted: int | None = 1, was: State = State.ACCEPTED, version: int = 1) -> Record:
    said = state(content).model_copy(update={"version": version})
    heard = Heard(
        revision=9,
        version=version,
        state=was,
        level=2,
        chain=SCHOOL.chain,
        act=Act.ACCEPT,
        organisation=UNIT.organisation,
        at=NOW,
        counted=counted,
    )
    versions = tuple(
        Version(number, None, "0" * 64, NOW, Ruling(said.verdict), (), Filer("p-1")) for number in range(1, version + 1)
    )
    return Record(1, said, versions, (*SCHOOL.chain, "ministry"), Contact(name="李老师", phone="0575-1"), heard)


def name(organisation: str) -> str:
    return f"{organisation}局"


def shown(content: Plan) -> tuple[Happening, ...]:
    known = record(content)
    return happenings(known, known.state, EDITION, name)


@pytest.mark.parametrize(
    ("known", "version"),
    [
        (record(plan()), 1),
        (record(plan(), counted=1, was=State.IN_REVIEW, version=2), 1),
        (record(plan(), counted=1, was=State.RETURNED, version=2), 1),
        (record(plan(), counted=None, was=State.IN_REVIEW), None),
        (record(plan(), counted=None, was=State.REFUSED), None),
        (record(plan(), counted=None, was=State.WITHDRAWN), None),
        (replace(record(plan(), counted=None), heard=None), None),
        (taken_back(record(plan()), 2), None),
    ],
)
def test_what_was_accepted_is_shown_until_another_version_is_and_what_was_taken_back_is_gone(
    known: Record, version: int | None
) -> None:
    assert shown_version(known) == version


def test_a_decision_kept_before_versions_were_named_still_shows_what_it_accepted() -> None:
    known = record(plan())
    assert known.heard is not None

    assert shown_version(replace(known, heard=replace(known.heard, counted=None))) == 1


def test_each_session_is_one_and_says_where_when_for_whom_and_how_to_come() -> None:
    one, two = shown(
        plan(
            held(starts="09:00", ends="11:30", address="示范路1号", title="第一场"),
            held(WEEK_DAY + timedelta(days=1)),
            hosts=(Host(name="某公司", body="enterprise"), Host(organisation="330600")),
        )
    )

    assert (one.title, two.title) == ("校园开放日:第一场", "校园开放日")
    assert (one.starts, one.ends, one.address, one.city) == ("09:00", "11:30", "示范路1号", "330600")
    assert one.audience == (("residents", "社会公众(社区居民)"),)
    assert one.hosts == ("某公司", "330600局")
    assert (one.id, two.id) == (f"{one.submission}-0", f"{one.submission}-1")


def test_what_is_not_open_to_the_public_is_not_in_it() -> None:
    assert shown(plan(open_to_public=False)) == ()


def test_that_something_is_called_off_is_shown_before_anybody_has_reviewed_it() -> None:
    accepted = state(plan())
    for change in ({"status": "cancelled"}, {"open_to_public": False}):
        newest = record(plan(**change), counted=1, was=State.IN_REVIEW, version=2)

        (one,) = happenings(newest, accepted, EDITION, name)

        assert one.cancelled
        assert one.sequence == 2


def test_another_time_is_shown_only_once_it_is_accepted() -> None:
    moved = record(plan(held(WEEK_DAY + timedelta(days=2))), counted=1, was=State.IN_REVIEW, version=2)

    (one,) = happenings(moved, state(plan()), EDITION, name)

    assert (one.start, one.cancelled, one.sequence) == (WEEK_DAY, False, 1)


def test_no_person_is_in_it() -> None:
    told = repr(shown(plan())) + calendar_text("日历", shown(plan()), name).decode()

    assert "李老师" not in told
    assert "0575" not in told
    assert "p-1" not in told


def a_week() -> list[Happening]:
    return [
        *shown(plan(held(starts="14:00"), title="陶艺体验")),
        *shown(plan(held(starts="09:00"), title="机器人展示", audience=(Choice(code="pupils_and_parents"),))),
        *shown(plan(held(date(2024, 5, 16), district("330203")), title="航海模型")),
        *shown(plan(held(place=Place(kind=PlaceKind.ONLINE)), title="网上开放日", audience=(Choice(code="other", text="港澳学生"),))),
        *shown(plan(Session(when=Span(start=date(2024, 5, 12), end=date(2024, 5, 18), precision="range")), title="长期展览")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Wanted(), ["长期展览", "机器人展示", "陶艺体验", "网上开放日", "航海模型"]),
        (Wanted(since=date(2024, 5, 15)), ["长期展览", "航海模型"]),
        (Wanted(until=date(2024, 5, 13)), ["长期展览"]),
        (
            Wanted(since=date(2024, 5, 14), until=date(2024, 5, 14)),
            ["长期展览", "机器人展示", "陶艺体验", "网上开放日"],
        ),
        (Wanted(city="330200"), ["航海模型"]),
        (Wanted(audience="pupils_and_parents"), ["机器人展示"]),
        (Wanted(text="机器人"), ["机器人展示"]),
        (Wanted(text="3633000001局 "), ["长期展览", "机器人展示", "陶艺体验", "网上开放日", "航海模型"]),
        (Wanted(unit="510000"), []),
        (Wanted(edition="2025"), []),
    ],
)
def test_a_family_finds_by_day_place_audience_and_words(wanted: Wanted, titles: list[str]) -> None:
    assert [one.title for one in found(a_week(), wanted)] == titles


def test_each_choice_is_counted_over_what_fits_everything_else() -> None:
    narrowed = choices(a_week(), Wanted(city="330600", since=date(2024, 5, 14), until=date(2024, 5, 14)))

    assert narrowed.cities == (("330600", 2),)
    assert narrowed.days == ((date(2024, 5, 14), 2),)
    assert narrowed.units == (("330000", 2),)
    assert {code for code, _name, _count in narrowed.audiences} == {"pupils_and_parents", "residents"}


def events(*happening: Happening) -> list[Any]:
    parsed = icalendar.Calendar.from_ical(calendar_text("日历", happening, name).decode())
    return parsed.walk("VEVENT")


def test_hours_are_in_shanghai_and_days_without_hours_are_whole() -> None:
    (timed,) = events(*shown(plan(held(starts="09:00", ends="11:30"))))
    (whole,) = events(
        *shown(plan(Session(when=Span(start=date(2024, 5, 12), end=date(2024, 5, 18), precision="range"))))
    )

    assert timed["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert timed.decoded("DTSTART").utcoffset() == timedelta(hours=8)
    assert timed.decoded("DTEND") - timed.decoded("DTSTART") == timedelta(hours=2, minutes=30)
    assert (whole.decoded("DTSTART"), whole.decoded("DTEND")) == (date(2024, 5, 12), date(2024, 5, 19))


def test_hours_of_several_days_come_back_each_day() -> None:
    span = Span(start=date(2024, 5, 12), end=date(2024, 5, 14), precision="range")

    (event,) = events(*shown(plan(Session(when=span, starts="09:00", ends="16:00"))))

    assert event["RRULE"]["COUNT"] == [3]
    assert event.decoded("DTEND").date() == date(2024, 5, 12)


def test_what_is_called_off_keeps_its_id_with_a_higher_sequence() -> None:
    accepted = state(plan())
    off = record(plan(status="cancelled"), counted=1, was=State.IN_REVIEW, version=2)
    on_first = replace(record(plan()), state=accepted)

    (before,) = events(*happenings(on_first, accepted, EDITION, name))
    (after,) = events(*happenings(off, accepted, EDITION, name))

    assert before["UID"] == after["UID"]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["SUMMARY"].startswith("【已取消】")


def test_signs_that_mean_something_in_icalendar_are_text() -> None:
    told = plan(
        title="剪纸,陶艺;木工\\体验", text="第一行\r\nEND:VEVENT", registration_url="https://open.example.edu.cn/a,b"
    )

    (event,) = events(*shown(told))

    assert event["SUMMARY"] == "剪纸,陶艺;木工\\体验"
    assert "第一行\nEND:VEVENT" in event["DESCRIPTION"]
    assert event["URL"] == "https://open.example.edu.cn/a,b"
