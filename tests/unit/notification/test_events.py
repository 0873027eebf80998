"""What an event tells, in words that a school officer understands."""

from datetime import timedelta
from uuid import uuid4

import pytest

from contracts.media import AssetState
from contracts.moderation import Act, DecisionEvent, State
from services.kit.clock import milliseconds
from services.notification.domain.events import (
    about,
    moment_of,
    report_of,
    told_of_decision,
    told_of_featured,
    told_of_files,
    told_of_obligation,
    told_of_use,
    waits_for,
)
from services.notification.domain.kinds import MANNERS, NoticeKind
from services.notification.domain.notices import Telling
from services.notification.domain.texts import REASONS, moment, place_of, span, words
from tests.unit.notification.builders import (
    CITY,
    ITEM,
    NAMES,
    NOW,
    PROVINCE,
    SCHOOL,
    counted,
    decided,
    featured,
    files,
    obligation,
    returned,
    said,
    used,
)

REPORT = report_of(said())


def name_of(organisation: str) -> str:
    return NAMES.get(organisation, organisation)


def told(event: DecisionEvent) -> Telling:
    telling = told_of_decision(event, REPORT, name_of)
    assert telling is not None
    return telling


def test_a_return_tells_who_why_and_how_many_fields_are_marked() -> None:
    telling = told(returned())
    said_zh, said_en = words(telling.kind, telling.facts, "zh-CN"), words(telling.kind, telling.facts, "en")

    assert telling.kind is NoticeKind.RETURNED
    assert said_zh.title == "已退回：黄酒酿造走进校园"
    assert "绍兴市" in said_zh.text
    assert "人次小于人数" in said_zh.text
    assert "1 处" in said_zh.text
    assert "returned the activity report" in said_en.text
    assert telling.facts["fields"] == [{"path": "sessions.0.measures.1.value", "note": "人次小于人数"}]
    assert place_of(telling.kind, telling.facts) == f"/reports/{ITEM}"


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (decided(Act.PASS_UP, level=1), NoticeKind.PASSED_UP),
        (decided(Act.ACCEPT, State.ACCEPTED, level=2), NoticeKind.ACCEPTED),
        (decided(Act.REFUSE, State.REFUSED), NoticeKind.REFUSED),
        (decided(Act.MARK_DUPLICATE), NoticeKind.DUPLICATE),
        (decided(Act.UNDO), NoticeKind.UNDONE),
        (decided(Act.WITHDRAW, State.WITHDRAWN), NoticeKind.WITHDRAWN),
        (decided(Act.FILES_MISSING), NoticeKind.FILES_MISSING),
    ],
)
def test_every_change_of_a_report_has_its_words(event: DecisionEvent, kind: NoticeKind) -> None:
    telling = told(event)

    assert telling.kind is kind
    for language in ("zh-CN", "en"):
        shown = words(telling.kind, telling.facts, language)
        assert "黄酒酿造走进校园" in shown.title
        assert "…" not in shown.text


@pytest.mark.parametrize(
    "act", [Act.RECEIVE, Act.NEW_VERSION, Act.FILES_COMPLETE, Act.RESTATE, Act.PROOFREAD, Act.FEATURE, Act.NAME_JOINT]
)
def test_what_changes_nothing_for_a_filer_is_not_told(act: Act) -> None:
    assert told_of_decision(decided(act), REPORT, name_of) is None


def test_what_is_accepted_with_facts_is_told_as_counted() -> None:
    part = counted().model_copy(update={"facts": ("a fact",)})

    assert told(decided(Act.ACCEPT, State.ACCEPTED, level=2, counted=part)).kind is NoticeKind.COUNTED
    assert told(decided(Act.ACCEPT, State.ACCEPTED, level=2, counted=counted())).kind is NoticeKind.ACCEPTED


def test_a_passed_report_waits_for_the_next_desk_and_a_decided_one_for_nobody() -> None:
    assert waits_for(decided(Act.RECEIVE).standing) == CITY
    assert waits_for(decided(Act.PASS_UP, level=1).standing) == PROVINCE
    assert waits_for(decided(Act.PASS_UP, level=2).standing) == PROVINCE
    assert waits_for(returned().standing) is None


def test_a_decision_told_again_has_the_same_source_and_another_has_another() -> None:
    first, again, other = returned(), returned(), returned(revision=milliseconds(NOW) + 1)

    assert told(first).source == told(again).source != told(other).source


def test_featured_and_recalled_are_told_and_a_correction_is_not() -> None:
    recalled = featured(change="withdrawn", reason="consent_withdrawn")

    first, second = told_of_featured(featured(), REPORT), told_of_featured(recalled, REPORT)

    assert first is not None
    assert first.kind is NoticeKind.FEATURED
    assert second is not None
    assert REASONS["consent_withdrawn"][0] in words(second.kind, second.facts, "zh-CN").text
    assert told_of_featured(featured(change="corrected"), REPORT) is None


def test_a_use_names_the_newsrooms_host_and_a_mere_delivery_tells_nothing() -> None:
    telling = told_of_use(used(), REPORT)

    assert telling is not None
    assert words(telling.kind, telling.facts, "zh-CN").text.endswith("paper.example")
    assert told_of_use(used(state="sent", used_at=None), REPORT) is None


def test_files_that_fail_are_named_once_and_those_that_never_came_are_left_to_moderation() -> None:
    state = files(AssetState.FAILED, AssetState.READY, AssetState.FAILED)
    again = files(AssetState.FAILED, AssetState.READY, AssetState.FAILED, revision=milliseconds(NOW) + 5)

    telling, repeated = told_of_files(state, REPORT), told_of_files(again, REPORT)

    assert telling is not None
    assert repeated is not None
    assert telling.source == repeated.source
    assert "2 个文件" in words(telling.kind, telling.facts, "zh-CN").text
    assert "0.jpg、2.jpg" in words(telling.kind, telling.facts, "zh-CN").text
    late = state.model_copy(
        update={"assets": tuple(one.model_copy(update={"problem": "bytes_never_came"}) for one in state.assets)}
    )
    assert told_of_files(late, REPORT) is None
    assert told_of_files(files(AssetState.READY), REPORT) is None


def test_an_obligation_is_told_when_it_is_set_moved_or_ended_and_not_when_it_is_said_again() -> None:
    new = obligation(revision=milliseconds(NOW))
    later = obligation(timedelta(days=6), revision=milliseconds(NOW) + 1)
    ended = obligation(timedelta(days=6), revision=milliseconds(NOW) + 2, cancelled=True)
    renewed = obligation(revision=milliseconds(NOW) + 1, source="another notice")

    kinds = [
        telling.kind if telling else None
        for telling in (
            told_of_obligation(new, None, name_of),
            told_of_obligation(later, new, name_of),
            told_of_obligation(ended, later, name_of),
            told_of_obligation(renewed, new, name_of),
            told_of_obligation(ended, None, name_of),
            told_of_obligation(obligation(timedelta(0), revision=milliseconds(NOW)), None, name_of),
        )
    ]

    assert kinds == [
        NoticeKind.OBLIGATION_SET,
        NoticeKind.OBLIGATION_CHANGED,
        NoticeKind.OBLIGATION_CANCELLED,
        None,
        None,
        None,
    ]


def test_a_moved_deadline_says_both_times_in_shanghai_time_with_the_weekday() -> None:
    new, later = obligation(), obligation(timedelta(days=6), revision=milliseconds(NOW))
    telling = told_of_obligation(later, new, name_of)

    assert telling is not None
    text = words(telling.kind, telling.facts, "zh-CN").text
    assert "5月20日 周一 10:00" in text
    assert "5月19日 周日 10:00" in text


def test_moments_and_spans_are_said_as_people_say_them() -> None:
    assert moment(NOW, "zh-CN") == "5月14日 周二 10:00"
    assert moment(NOW, "en") == "Tue 14 May 10:00"
    assert span(86_400 + 4 * 3_600 + 59, "zh-CN") == "1 天 4 小时"
    assert span(7_200, "en") == "2 hours"
    assert span(3_660, "en") == "1 hour 1 minute"
    assert span(0, "zh-CN") == "1 分钟"


def test_a_moment_of_another_year_is_said_with_its_year() -> None:
    facts = {"kind": "summary", "due": "2025-05-24T15:59:00+00:00", "debtor_name": "大连", "left": "x"}

    assert "2025年5月24日 周六 23:59" in words(NoticeKind.REMINDER, facts, "zh-CN", NOW).title
    assert "Sat 24 May 2025 23:59" in words(NoticeKind.REMINDER, facts, "en", NOW).title
    assert moment(NOW, "zh-CN", NOW) == "5月14日 周二 10:00"


def test_a_title_with_braces_and_line_breaks_is_only_shown() -> None:
    report = report_of(said(submission=uuid4()))
    odd = about(report) | {"title": "{reason} {0} %s\n第二行", "by": "x"}

    assert words(NoticeKind.ACCEPTED, odd, "zh-CN").title == "已通过：{reason} {0} %s 第二行"


def test_every_kind_has_a_manner_and_words_even_where_every_fact_is_absent() -> None:
    assert set(MANNERS) == set(NoticeKind)
    for kind in NoticeKind:
        for language in ("zh-CN", "en"):
            shown = words(kind, {}, language)
            assert shown.title
            assert shown.text
        assert place_of(kind, {}).startswith("/")


def test_the_moment_of_a_revision_is_its_milliseconds() -> None:
    assert moment_of(milliseconds(NOW)) == NOW
    assert report_of(said()).organisation == SCHOOL
