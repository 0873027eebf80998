"""What people choose, when letters rest, and how often they come."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem
from services.kit.clock import SHANGHAI
from services.notification.domain.choices import Choices, QuietHours, completed
from services.notification.domain.kinds import ALWAYS_ON_PAGE, Channel, Group, NoticeKind
from services.notification.domain.lanes import Lane, Pace, letter_due_at, wakes_at
from services.notification.domain.letters import letter_id, letter_of
from services.notification.domain.notices import Notice, Telling, notice_of
from services.notification.domain.unsubscribing import unsubscribe_address, unsubscribe_token, unsubscribing
from tests.unit.notification.builders import NOW

SECRET = "s" * 32
NIGHT = datetime(2024, 5, 14, 23, 40, tzinfo=SHANGHAI)
LANE = Lane("email:p", "p", 3)
PACE = Pace()
QUIET = QuietHours()


def notice(kind: NoticeKind, **changes: object) -> Notice:
    facts = {"title": "开放日", "kind": "activity_report", "by": "绍兴市", "submission": "s-1"}
    return notice_of(Telling(f"a:{kind.value}", kind, NOW, facts | changes), "p", list(Channel))


def test_who_never_chose_gets_letters_of_what_matters_and_sees_the_rest_in_the_page() -> None:
    usual = Choices("p")

    assert usual.channels_of(NoticeKind.RETURNED) >= {Channel.PAGE, Channel.EMAIL}
    assert Channel.EMAIL not in usual.channels_of(NoticeKind.PASSED_UP)
    assert Channel.PAGE in usual.channels_of(NoticeKind.PASSED_UP)


def test_what_must_be_found_again_cannot_leave_the_page() -> None:
    nothing = Choices("p", {group: frozenset() for group in Group})

    for kind in NoticeKind:
        expected = {Channel.PAGE} if notice(kind).group in ALWAYS_ON_PAGE else set()
        assert nothing.channels_of(kind) == expected


def test_a_choice_for_some_groups_leaves_the_others_as_usual() -> None:
    chosen = Choices("p", completed({Group.QUEUE: [Channel.WEBHOOK]}))

    assert chosen.channels_of(NoticeKind.QUEUE) == {Channel.WEBHOOK}
    assert chosen.channels_of(NoticeKind.RETURNED) == Choices("p").channels_of(NoticeKind.RETURNED)


def test_ending_letters_ends_all_of_them_and_nothing_else() -> None:
    ended = Choices("p").without_letters()

    for kind in NoticeKind:
        assert ended.channels_of(kind) == Choices("p").channels_of(kind) - {Channel.EMAIL}


def test_letters_rest_at_night_until_the_morning() -> None:
    morning = datetime(2024, 5, 15, 7, 0, tzinfo=SHANGHAI)

    assert QUIET.ends_at(NIGHT) == morning
    assert QUIET.ends_at(morning - timedelta(hours=3)) == morning
    assert QUIET.ends_at(morning) == morning
    assert QuietHours(time(12), time(14)).ends_at(NIGHT) == NIGHT
    assert QuietHours(time(8), time(8)).ends_at(NIGHT) == NIGHT


@given(st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2025, 1, 1)), st.times(), st.times())  # noqa: DTZ001 - made aware below.
def test_quiet_never_lasts_a_day_and_its_end_is_not_quiet(at: datetime, start: time, end: time) -> None:
    quiet = QuietHours(start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    now = at.replace(tzinfo=SHANGHAI)

    ends = quiet.ends_at(now)

    assert now <= ends <= now + timedelta(days=1)
    assert quiet.ends_at(ends) == ends


def test_what_can_wait_gathers_and_what_cannot_goes_at_once_also_at_night_and_the_next_two_minutes_later() -> None:
    just_written = Lane("email:p", "p", 3, last_at=NOW - timedelta(minutes=1))

    assert wakes_at(NOW, PACE, urgent=True) == NOW
    assert wakes_at(NOW, PACE, urgent=False) == NOW + timedelta(seconds=PACE.gather_seconds)
    assert letter_due_at(LANE, PACE, QUIET, NOW, urgent=False) == NOW
    assert letter_due_at(just_written, PACE, QUIET, NOW, urgent=False) == NOW + timedelta(minutes=29)
    assert letter_due_at(just_written, PACE, QUIET, NOW, urgent=True) == NOW + timedelta(minutes=1)
    assert letter_due_at(LANE, PACE, QUIET, NOW, urgent=True) == NOW
    assert letter_due_at(LANE, PACE, QUIET, NIGHT, urgent=True) == NIGHT
    assert letter_due_at(LANE, PACE, QUIET, NIGHT, urgent=False) > NIGHT


def test_an_address_that_refused_is_left_alone_also_by_what_is_urgent_and_for_longer_each_time() -> None:
    pauses = [PACE.after_refusal(times, NOW) - NOW for times in (1, 2, 3, 100)]
    blocked = Lane("email:p", "p", 3, blocked_until=NOW + pauses[0])

    assert letter_due_at(blocked, PACE, QUIET, NOW, urgent=True) == NOW + pauses[0]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(seconds=PACE.longest_address_delay_seconds)


def test_one_letter_tells_all_that_waits_urgent_things_first_in_the_readers_language() -> None:
    waiting = [notice(NoticeKind.PASSED_UP, waits_for="浙江省"), notice(NoticeKind.RETURNED, reason="缺照片", marked=2)]

    letter = letter_of(letter_id("p", 4), "p@school.example", waiting, "zh-CN", pages="http://w", unsubscribe="u.v")

    assert letter.message_id == "notice.p.4"
    assert letter.subject == "已退回：开放日(另有 1 条)"
    assert letter.text.index("缺照片") < letter.text.index("浙江省")
    assert "http://w/reports/s-1" in letter.text
    assert letter.unsubscribe == "http://w/api/notification/v1/unsubscribe?t=u.v"
    assert "http://w/inbox/unsubscribe?t=u.v" in letter.text
    english = letter_of("i", "p@school.example", waiting, "en", pages="http://w", unsubscribe="u.v")
    assert english.subject == "Returned: 开放日 (and 1 more)"


def test_a_very_long_digest_says_how_many_are_left_out() -> None:
    many = [notice(NoticeKind.PASSED_UP) for _ in range(60)]

    assert "还有 10 条" in letter_of("i", "p@s.example", many, "zh-CN", pages="", unsubscribe="").text


def test_the_way_out_of_letters_is_for_one_person_alone() -> None:
    token = unsubscribe_token("p", SECRET)

    assert unsubscribing(token, SECRET) == "p"
    assert unsubscribe_address("http://w", token) == f"http://w/api/notification/v1/unsubscribe?t={token}"
    for wrong in (f"{token}a", "", "a.b.c"):
        with pytest.raises(Problem):
            unsubscribing(wrong, SECRET)
    with pytest.raises(Problem):
        unsubscribing(token, "t" * 32)


def test_a_notice_has_one_id_for_one_person_and_thing() -> None:
    telling = Telling("decision:s:1", NoticeKind.RETURNED, NOW)

    assert notice_of(telling, "p", [Channel.PAGE]).id == "decision:s:1:p"
    assert notice_of(telling, "p", [Channel.PAGE]).channels == ()
    assert notice_of(telling, "p", [Channel.EMAIL]).shown is False
    assert notice_of(telling, "p", []).urgent
    assert not notice_of(Telling("r", NoticeKind.REMINDER, NOW), "p", []).urgent
    assert notice_of(Telling("r", NoticeKind.REMINDER, NOW, urgent=True), "p", []).urgent
