"""Whoever returned an item hears of the version that answers it: once, while it is theirs to see, until somebody judges it."""

from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.moderation import Act, MarkedField, State
from contracts.organisations import MINISTRY, Role
from services.kit.clock import milliseconds
from services.notification.domain.answering import Answered, Judged, answered_return, judged_of
from services.notification.domain.audience import returner_of
from services.notification.domain.events import report_of, told_of_answer
from services.notification.domain.kinds import MANNERS, Group, NoticeKind
from services.notification.domain.texts import place_of, words
from tests.unit.notification.builders import CITY, ITEM, NAMES, NOW, PROVINCE, SCHOOL, decided, person, said, view_of

BEGUN = milliseconds(NOW)


def at(step: int, act: Act, **changes: Any) -> Judged:  # noqa: ANN401 - any field of the decision.
    """What is kept of the decision that was the `step`th."""
    state = State.RETURNED if act is Act.RETURN else State.IN_REVIEW
    if act is Act.NEW_VERSION:
        changes = {"actor": "p-school-1", "organisation": SCHOOL} | changes
    kept = judged_of(decided(act, state, revision=BEGUN + step, **changes))
    assert kept is not None
    return kept


RETURNED, MENDED = at(1, Act.RETURN), at(2, Act.NEW_VERSION, version=2)


def answer_of(*history: Judged) -> tuple[str, int] | None:
    """Whose return is answered, and by which version."""
    answered = answered_return(history)
    return (answered.returned.actor, answered.version.version) if answered else None


def answered_by(*history: Judged) -> Answered:
    answered = answered_return(history)
    assert answered is not None
    return answered


def test_the_next_version_answers_the_return_and_a_first_version_answers_nothing() -> None:
    assert answer_of(RETURNED, MENDED) == ("p-city", 2)
    assert answer_of(RETURNED) is None
    assert answer_of(MENDED) is None
    assert judged_of(decided(Act.RECEIVE)) is None


def test_a_version_mended_again_before_anybody_has_judged_it_answers_the_same_return() -> None:
    assert answer_of(RETURNED, MENDED, at(3, Act.NEW_VERSION, version=3)) == ("p-city", 3)


@pytest.mark.parametrize("act", [Act.PASS_UP, Act.ACCEPT, Act.REFUSE, Act.WITHDRAW])
def test_what_somebody_has_judged_since_the_return_answers_nobody(act: Act) -> None:
    judged = at(3, act, actor="p-colleague")

    assert answer_of(RETURNED, MENDED, judged) is None
    assert answer_of(RETURNED, MENDED, judged, at(4, Act.NEW_VERSION, version=3)) is None
    assert answer_of(RETURNED, at(2, act, actor="p-colleague"), at(3, Act.NEW_VERSION, version=2)) is None


def test_a_return_by_another_since_is_the_one_that_is_answered() -> None:
    again = at(3, Act.RETURN, actor="p-colleague", version=2)

    assert answer_of(RETURNED, MENDED, again) is None
    assert answer_of(RETURNED, MENDED, again, at(4, Act.NEW_VERSION, version=3)) == ("p-colleague", 3)


def test_a_decision_that_was_taken_back_never_was() -> None:
    passed = at(3, Act.PASS_UP, actor="p-colleague")
    undone = at(4, Act.UNDO, actor="p-colleague", undoes=passed.id)
    third = at(5, Act.NEW_VERSION, version=3)

    assert answer_of(RETURNED, MENDED, passed, undone, third) == ("p-city", 3)
    assert answer_of(RETURNED, at(2, Act.UNDO, undoes=RETURNED.id), at(3, Act.NEW_VERSION, version=2)) is None


ACTS = st.lists(
    st.sampled_from((Act.RETURN, Act.NEW_VERSION, Act.PASS_UP, Act.ACCEPT, Act.REFUSE, Act.WITHDRAW)), max_size=7
)


@given(ACTS, st.randoms(use_true_random=False))
def test_in_whatever_order_and_however_often_decisions_are_heard_the_answer_is_the_same(
    acts: list[Act], mix: Random
) -> None:
    history = [at(step, act, version=step) for step, act in enumerate(acts)]
    heard = [*history, *history]
    mix.shuffle(heard)

    assert answer_of(*heard) == answer_of(*history)
    # And only the newest judgement counts: a return, and versions alone after it.
    since = acts[len(acts) - next((back for back, act in enumerate(reversed(acts)) if act is not Act.NEW_VERSION), 0) :]
    before = acts[: len(acts) - len(since)]
    assert (answer_of(*history) is not None) == bool(since and before and before[-1] is Act.RETURN)


def told(*people: Any, answered: Answered | None = None) -> list[str]:  # noqa: ANN401 - states of the directory.
    return returner_of(view_of(*people), answered or answered_by(RETURNED, MENDED))


def test_whoever_returned_it_is_told_and_no_colleague_is() -> None:
    assert told(person("p-colleague", CITY, Role.REVIEWER)) == ["p-city"]


@pytest.mark.parametrize(
    "now",
    [
        person("p-city", CITY, Role.FILER, Role.MANAGER, revision=2),
        person("p-city", PROVINCE, Role.APPROVER, revision=2),
        person("p-city", CITY, Role.REVIEWER, closed=True, revision=2),
        person("p-city", CITY, closed=True, is_erased=True, revision=2),
    ],
)
def test_who_reviews_there_no_more_is_not_told_and_nobody_else_is(now: Any) -> None:  # noqa: ANN401 - a person.
    assert told(now, person("p-colleague", CITY, Role.REVIEWER)) == []


def test_an_item_that_has_moved_to_another_branch_is_told_of_to_nobody_who_may_not_see_it() -> None:
    moved = at(2, Act.REATTRIBUTE, actor="p-ministry", organisation=MINISTRY, chain=(SCHOOL, "330700", PROVINCE))
    mended = at(3, Act.NEW_VERSION, version=2, chain=(SCHOOL, "330700", PROVINCE))

    assert told(answered=answered_by(RETURNED, moved, mended)) == []
    assert told(answered=answered_by(RETURNED, MENDED, at(3, Act.REATTRIBUTE, chain=(SCHOOL, PROVINCE)))) == []


def test_an_editor_of_the_ministry_who_returned_what_was_counted_is_told() -> None:
    returned = at(1, Act.RETURN, actor="p-editor", organisation=MINISTRY)
    editor = person("p-editor", MINISTRY, Role.EDITOR)

    assert told(editor, answered=answered_by(returned, MENDED)) == ["p-editor"]
    assert told(person("p-editor", MINISTRY, Role.READER), answered=answered_by(returned, MENDED)) == []


def test_neither_a_service_that_returned_it_nor_who_filed_the_answer_is_told() -> None:
    by_service = at(1, Act.RETURN, actor="moderation")
    by_oneself = at(2, Act.NEW_VERSION, version=2, actor="p-city")

    assert told(answered=answered_by(by_service, MENDED)) == []
    assert told(answered=answered_by(RETURNED, by_oneself)) == []


def test_the_words_say_what_was_mended_where_it_waits_and_how_much_was_marked() -> None:
    returned = at(1, Act.RETURN, fields=(MarkedField(path="title", note="太短"), MarkedField(path="text", note="太长")))
    telling = told_of_answer(answered_by(returned, MENDED), report_of(said()), lambda name: NAMES.get(name, name))
    zh, en = words(telling.kind, telling.facts, "zh-CN"), words(telling.kind, telling.facts, "en")

    assert zh.title == "您退回的“黄酒酿造走进校园”已修改并重新报送"
    assert "绍兴中专" in zh.text
    assert "第 2 版，等待绍兴市审核" in zh.text
    assert zh.text.endswith("您退回时标出了 2 处。")
    assert "you returned" in en.text
    assert en.text.endswith("You had marked 2 fields.")
    assert "…" not in zh.text + en.text
    assert place_of(telling.kind, telling.facts) == f"/review/{ITEM}"


def test_it_is_one_telling_a_version_and_waits_for_the_digest_with_all_that_is_to_review() -> None:
    third = at(3, Act.NEW_VERSION, version=3)
    sources = [
        told_of_answer(answered, report_of(said()), str).source
        for answered in (
            answered_by(RETURNED, MENDED),
            answered_by(RETURNED, MENDED, at(3, Act.UNDO, undoes="something else")),
            answered_by(RETURNED, MENDED, third),
        )
    ]

    assert [one == two for one, two in pairwise(sources)] == [True, False]
    assert MANNERS[NoticeKind.ANSWERED].group is Group.QUEUE
    assert not MANNERS[NoticeKind.ANSWERED].urgent
