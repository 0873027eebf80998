"""Who is reminded when: three days, one day, two hours before, once each, never stale, never who was not asked."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisations import Role
from services.kit.clock import milliseconds
from services.notification.domain.audience import debtors_of, drafters_of
from services.notification.domain.events import about_obligation
from services.notification.domain.kinds import MANNERS, NoticeKind
from services.notification.domain.reminding import OFFSETS, offset_due, reminder_id
from services.notification.domain.texts import place_of, words
from tests.unit.notification.builders import CITY, MINISTRY, NOW, SCHOOL, obligation, organisation, person, view_of


def due_in(**left: float) -> str | None:
    offset = offset_due(obligation(timedelta(**left)), NOW)
    return offset.name if offset else None


@pytest.mark.parametrize(
    ("left", "name"),
    [
        (timedelta(days=3, seconds=1), None),
        (timedelta(days=3), "3d"),
        (timedelta(days=2, hours=12), "3d"),
        (timedelta(days=2, hours=11), None),
        (timedelta(days=1), "1d"),
        (timedelta(hours=18), "1d"),
        (timedelta(hours=17), None),
        (timedelta(hours=2), "2h"),
        (timedelta(hours=1), "2h"),
        (timedelta(minutes=59), None),
        (timedelta(0), None),
        (timedelta(minutes=-1), None),
    ],
)
def test_a_reminder_comes_at_its_moment_and_not_when_it_is_stale(left: timedelta, name: str | None) -> None:
    offset = offset_due(obligation(left), NOW)

    assert (offset.name if offset else None) == name


def test_what_was_set_after_the_moment_told_by_itself_and_what_was_cancelled_is_over() -> None:
    set_late = obligation(timedelta(hours=23), revision=milliseconds(NOW - timedelta(minutes=30)))
    cancelled = obligation(timedelta(days=1), cancelled=True)

    assert due_in(hours=23) == "1d"
    assert offset_due(set_late, NOW) is None
    assert offset_due(cancelled, NOW) is None


def test_a_moved_deadline_makes_another_reminder() -> None:
    first, moved = obligation(timedelta(days=1)), obligation(timedelta(days=2))

    assert reminder_id(first, OFFSETS[0]) != reminder_id(moved, OFFSETS[0])
    assert reminder_id(first, OFFSETS[0]) != reminder_id(first, OFFSETS[1])
    assert reminder_id(first, OFFSETS[0]) == reminder_id(obligation(timedelta(days=1), revision=5), OFFSETS[0])


@given(st.integers(1, 4 * 86_400), st.integers(900, 7_200))
def test_looking_every_minute_or_rarely_no_deadline_gets_an_offset_twice(due_seconds: int, step: int) -> None:
    owed = obligation(timedelta(seconds=due_seconds))
    names = [
        reminder_id(owed, offset)
        for passed in range(0, due_seconds + step, step)
        if (offset := offset_due(owed, NOW + timedelta(seconds=passed)))
    ]

    assert len(set(names)) <= len(OFFSETS)
    # Each reminder is one unbroken run of looks: what is done with it is done for good.
    assert names == sorted(names, key=names.index)


def test_who_answers_for_an_organisation_is_told_and_a_closed_one_is_not() -> None:
    closed = organisation(SCHOOL, CITY, (), revision=2, closed_on=NOW.date())

    assert debtors_of(view_of(), obligation()) == ["p-school-1", "p-school-2"]
    assert debtors_of(view_of(closed), obligation()) == []
    assert debtors_of(view_of(), obligation(debtor="nobody")) == []


def test_where_nobody_files_whoever_reviews_is_told() -> None:
    assert debtors_of(view_of(), obligation(debtor="330000")) == ["p-province"]


def test_drafts_are_told_of_to_whoever_may_still_send_them_and_to_nobody_for_a_closed_organisation() -> None:
    people = ("p-school-1", "p-city", "p-province", "p-gone", "p-unknown", "p-elsewhere")
    elsewhere, reader = person("p-elsewhere", MINISTRY, Role.FILER), person("p-city", CITY, Role.READER, revision=2)
    closed = organisation(SCHOOL, CITY, (), revision=2, closed_on=NOW.date())

    assert drafters_of(view_of(elsewhere), obligation(), people) == ["p-city", "p-province", "p-school-1"]
    assert drafters_of(view_of(reader), obligation(), people) == ["p-province", "p-school-1"]
    assert drafters_of(view_of(closed), obligation(), people) == []


def test_drafts_alone_are_told_of_three_days_and_one_day_before_and_not_by_night() -> None:
    assert [offset.name for offset in OFFSETS if offset.of_drafts] == ["3d", "1d"]
    assert not MANNERS[NoticeKind.DRAFTS].urgent


def test_the_words_say_how_many_drafts_are_not_sent_and_lead_to_them() -> None:
    facts = about_obligation(obligation(), str) | {"left_seconds": 86_400.0}
    two, one = (facts | {"unsent": count} for count in (2, 1))

    assert words(NoticeKind.REMINDER, two, "zh-CN").text.endswith("您有 2 份草稿尚未报送。")
    assert words(NoticeKind.REMINDER, two, "en").text.endswith("You have 2 drafts that are not sent yet.")
    assert words(NoticeKind.REMINDER, one, "en").text.endswith("You have 1 draft that is not sent yet.")
    assert words(NoticeKind.DRAFTS, two, "zh-CN").title == "您有 2 份草稿尚未报送：活动总结 5月19日 周日 10:00 截止"
    assert words(NoticeKind.DRAFTS, two, "en").title == "Not sent yet (2): summary due Sun 19 May 10:00"
    assert place_of(NoticeKind.REMINDER, two) == place_of(NoticeKind.DRAFTS, two) == "/"
    assert "草稿" not in words(NoticeKind.REMINDER, facts, "zh-CN").text
    assert place_of(NoticeKind.REMINDER, facts).startswith("/reports/new")
