"""Where an item stands, in words, and only from a decision about the version now held."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.moderation import Act, Decision, DecisionEvent, MarkedField, Standing, State
from contracts.submissions import Kind, Verdict
from services.ingest.domain.receipts import Heard, Stand, hear, stand_of, state_of, with_term
from tests.unit.ingest.making import SUBMISSION

AT = datetime(2024, 5, 15, tzinfo=UTC)
CHAIN = ("3633000001", "330600", "330000")
NAMES = {"3633000001": "某职校", "330600": "绍兴市教育局", "330000": "浙江省教育厅"}


def event(act: Act, state: State, revision: int = 1, version: int = 1, level: int = 0, **fields: Any) -> DecisionEvent:  # noqa: ANN401 - any field of a standing.
    decision = Decision(
        id=f"d{revision}",
        act=act,
        actor="p-1",
        organisation=fields.pop("by", "330600"),
        level=level,
        version=version,
        at=AT,
        reason=fields.pop("reason", None),
        rule="r",
        fields=fields.pop("marked", ()),
    )
    standing = Standing(
        submission=SUBMISSION,
        edition="2024",
        kind=Kind.CASE,
        organisation="3633000001",
        unit="330000",
        chain=fields.pop("chain", CHAIN),
        state=state,
        version=version,
        level=level,
        obligation=None,
        verdict=Verdict.NOT_OWED,
        received_at=AT,
        **fields,
    )
    return DecisionEvent(submission=SUBMISSION, revision=revision, decision=decision, standing=standing)


def heard(*events: DecisionEvent) -> Heard | None:
    known: Heard | None = None
    for one in events:
        known = hear(one, known) or known
    return known


def stand(known: Heard | None, version: int = 1, current: int = 1, *, withdrawn: bool = False) -> Stand:
    return stand_of(version, current, CHAIN, known, withdrawn=withdrawn, name=lambda one: NAMES.get(one, one))


def test_before_anything_is_heard_it_is_received_and_waits_for_the_next_on_its_chain() -> None:
    told = stand(None)

    assert (told.state, told.waits_for) == ("received", "330600")
    assert told.zh == "已收到，等待绍兴市教育局审核。"
    assert told.en == "Received, waiting for review by 绍兴市教育局."


def test_a_decision_about_another_version_is_not_shown() -> None:
    returned = heard(event(Act.RETURN, State.RETURNED, reason="缺图"))

    assert stand(returned, version=2, current=2).state == "received"
    assert state_of(2, returned, withdrawn=False) == "received"
    assert state_of(1, returned, withdrawn=False) == "returned"


def test_what_a_city_passed_up_waits_for_the_province() -> None:
    told = stand(heard(event(Act.RECEIVE, State.IN_REVIEW), event(Act.PASS_UP, State.IN_REVIEW, 2, level=1)))

    assert (told.state, told.waits_for) == ("in_review", "330000")
    assert told.zh.startswith("绍兴市教育局已审核并转报")


def test_a_units_own_item_waits_for_another_person_of_the_unit() -> None:
    told = stand_of(1, 1, ("330000",), None, withdrawn=False, name=lambda one: NAMES[one])

    assert told.waits_for == "330000"


def test_a_return_says_why_and_which_fields_to_mend_and_waits_for_the_filer() -> None:
    marked = (MarkedField(path="content.title", note="写全称"),)
    told = stand(heard(event(Act.RETURN, State.RETURNED, reason="标题不全", marked=marked)))

    assert (told.state, told.waits_for, told.reason, told.fields) == ("returned", "3633000001", "标题不全", marked)
    assert "标题不全" in told.zh
    assert "标题不全" in told.en


@pytest.mark.parametrize(
    ("act", "state", "word"),
    [
        (Act.ACCEPT, State.ACCEPTED, "浙江省教育厅已审核通过"),
        (Act.REFUSE, State.REFUSED, "绍兴市教育局未予采用"),
        (Act.WITHDRAW, State.WITHDRAWN, "绍兴市教育局已撤下"),
    ],
)
def test_every_end_is_told_with_whose_it_is(act: Act, state: State, word: str) -> None:
    told = stand(heard(event(act, state, level=2, reason="理由")))

    assert told.zh.startswith(word)
    assert told.state == state.value


def test_featuring_duplicates_and_missing_files_are_told_beside() -> None:
    told = stand(
        heard(event(Act.FEATURE, State.ACCEPTED, level=2, featured=True, files_missing=True, duplicate_of=UUID(int=1)))
    )

    assert told.featured
    assert "已入选推介" in told.zh
    assert "重复" in told.zh
    assert "文件尚未传完" in told.zh
    assert "Promised files are still missing." in told.en


def test_an_act_that_explains_nothing_keeps_the_reason_of_the_one_before() -> None:
    known = heard(
        event(Act.REFUSE, State.REFUSED, reason="不合主题"), event(Act.FILES_MISSING, State.REFUSED, 2, by="330000")
    )

    assert known is not None
    assert (known.reason, known.organisation, known.revision) == ("不合主题", "330600", 2)


def test_a_return_tells_its_reason_and_until_when_an_answer_keeps_its_verdict() -> None:
    returned = stand(heard(event(Act.RETURN, State.RETURNED, reason="标题不全。")))

    told = with_term(returned, datetime(2024, 5, 18, 4, 0, tzinfo=UTC))

    assert returned.zh == "绍兴市教育局已退回，请修改后重新提交。理由：标题不全。"
    assert told.zh == f"{returned.zh}请于 2024-05-18 12:00:00 前重新提交，时效仍按原次报送认定。"
    assert "2024-05-18 12:00:00" in told.en
    assert (told.waits_for, told.fields) == (returned.waits_for, returned.fields)


def test_an_older_version_is_replaced_and_a_withdrawn_one_withdrawn() -> None:
    assert stand(None, version=1, current=3).zh == "已由第 3 版替代。"
    assert stand(heard(event(Act.ACCEPT, State.ACCEPTED, level=2)), withdrawn=True).state == "withdrawn"


def test_the_moment_of_a_return_is_kept_until_the_return_is_undone() -> None:
    returned = event(Act.RETURN, State.RETURNED)
    amended = event(Act.NEW_VERSION, State.IN_REVIEW, 2, version=2)
    undone = event(Act.UNDO, State.IN_REVIEW, 2)

    after_amend, after_undo = heard(returned, amended), heard(returned, undone)

    assert after_amend is not None
    assert after_amend.returned_at == AT
    assert after_undo is not None
    assert after_undo.returned_at is None


def test_a_return_is_undone_whatever_was_said_of_files_in_between() -> None:
    files = event(Act.FILES_MISSING, State.RETURNED, 2, files_missing=True)

    known = heard(event(Act.RETURN, State.RETURNED), files, event(Act.UNDO, State.IN_REVIEW, 3))

    assert known is not None
    assert known.returned_at is None


def test_a_return_that_could_not_be_read_has_the_term_of_what_tells_of_it() -> None:
    known = heard(event(Act.RECEIVE, State.IN_REVIEW), event(Act.RESTATE, State.RETURNED, 7))

    assert known is not None
    assert known.returned_at == AT


@given(st.permutations([1, 2, 3, 4]), st.integers(0, 3))
def test_decisions_heard_twice_and_late_leave_the_newest(order: list[int], repeat: int) -> None:
    states = {1: State.IN_REVIEW, 2: State.RETURNED, 3: State.IN_REVIEW, 4: State.ACCEPTED}
    events = [event(Act.RECEIVE, states[revision], revision, level=0) for revision in order]

    known = heard(*events, events[repeat])

    assert known is not None
    assert (known.revision, known.state) == (4, State.ACCEPTED)
