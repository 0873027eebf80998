"""What ingest says, in any order, late and repeated: the highest revision wins and a withdrawal is final."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.moderation import Act, State
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind, SubmissionState, Summary, Verdict
from services.moderation.domain.decide import Decided
from services.moderation.domain.follow import files
from services.moderation.domain.hear import checks_on_arrival, hear
from services.moderation.domain.record import Person, Record
from tests.unit.moderation.builders import CITY_REVIEWER, FILER, PROVINCE_APPROVER, START, Desk, facts, said

BEFORE: tuple[tuple[tuple[Person, Act], ...], ...] = (
    (),
    ((CITY_REVIEWER, Act.PASS_UP),),
    ((CITY_REVIEWER, Act.PASS_UP), (PROVINCE_APPROVER, Act.ACCEPT)),
    ((CITY_REVIEWER, Act.RETURN),),
    ((PROVINCE_APPROVER, Act.WITHDRAW),),
)


def listen(states: list[SubmissionState]) -> tuple[Record, list[Decided]]:
    record, decided = None, []
    for revision, state in enumerate(states, start=1):
        heard = hear(record, state, START, revision)
        if isinstance(heard, Decided):
            decided.append(heard)
        record = heard.record if isinstance(heard, Decided) else heard or record
    assert record is not None
    return record, decided


@given(st.integers(1, 4), st.sampled_from(["kept", "withdrawn"]), st.randoms())
def test_any_order_with_any_repeats_ends_where_the_right_order_ends(versions: int, end: str, chance: Random) -> None:
    right = [said(version) for version in range(1, versions + 1)]
    if end == "withdrawn":
        right.append(said(versions, revision=1_000, withdrawn=True, change="withdrawn"))
    shuffled = right * 2
    chance.shuffle(shuffled)

    expected, _ = listen(right)
    record, decided = listen(shuffled)

    assert record.standing == expected.standing
    assert record.newest == expected.newest
    assert record.heard == expected.heard
    revisions = [one.event.revision for one in decided]
    assert revisions == sorted(set(revisions))


def told(version: int, **changes: Any) -> SubmissionState:  # noqa: ANN401 - any field of a state.
    """A version with a verdict and an obligation of its own."""
    return said(version, obligation=f"owed-{version}", verdict=list(Verdict)[version % len(Verdict)], **changes)


@given(st.sampled_from(BEFORE), st.integers(1, 3), st.sampled_from(["kept", "withdrawn"]), st.randoms())
def test_whatever_was_decided_before_late_states_end_where_the_right_order_ends(
    before: tuple[tuple[Person, Act], ...], versions: int, end: str, chance: Random
) -> None:
    right, shuffled = Desk.receive(), Desk.receive()
    for desk in (right, shuffled):
        for who, act in before:
            desk.decide(who, act)
    states = [told(1 + number) for number in range(1, versions + 1)]
    if end == "withdrawn":
        states.append(told(1 + versions, revision=1_000, withdrawn=True, change="withdrawn"))
    for state in states:
        right.hear(state)

    chance.shuffle(states)
    for state in states:
        shuffled.hear(state)

    assert shuffled.standing == right.standing
    assert (shuffled.record.handled, shuffled.record.proofs) == (right.record.handled, right.record.proofs)
    assert (shuffled.record.newest, shuffled.record.heard) == (right.record.newest, right.record.heard)
    assert shuffled.record.undoable == right.record.undoable is None


def test_a_repeated_state_makes_no_event() -> None:
    desk = Desk.receive()

    desk.hear(said(1))

    assert len(desk.events) == 1


def test_the_first_event_is_the_receipt_with_the_chain_and_the_facts() -> None:
    desk = Desk.receive()

    event = desk.events[0]
    assert (event.decision.act, event.decision.actor, event.decision.level) == (Act.RECEIVE, FILER.person, 0)
    assert event.standing.in_review is not None
    assert event.standing.in_review.facts == facts(100)
    assert event.decision.rule == "service.heard"


def test_filing_on_anothers_behalf_is_recorded_as_such() -> None:
    desk = Desk.receive(said(filed_from="330000"))

    assert desk.events[0].decision.organisation == "330000"


def test_a_withdrawal_wins_at_once_over_review_and_count() -> None:
    desk = Desk.receive()
    desk.accept()
    desk.hear(said(2))
    desk.claim(CITY_REVIEWER)

    desk.hear(said(2, revision=21, withdrawn=True, change="withdrawn"))

    assert (desk.standing.state, desk.standing.counted, desk.standing.in_review) == (State.WITHDRAWN, None, None)
    assert desk.record.claim is None
    assert desk.events[-1].decision.act is Act.WITHDRAW


def test_a_withdrawal_that_overtakes_the_last_version_still_names_that_version() -> None:
    desk = Desk.receive()

    desk.hear(said(2, revision=21, withdrawn=True, change="withdrawn"))
    desk.hear(said(2))

    assert (desk.standing.state, desk.standing.version, desk.record.newest.version) == (State.WITHDRAWN, 2, 2)


def test_unit_and_chain_are_those_of_the_first_version() -> None:
    desk = Desk.receive()

    desk.hear(said(2, unit="340000", chain=("3633000001", "340000")))

    assert (desk.standing.unit, desk.standing.chain) == ("330000", ("3633000001", "330100", "330000"))


@pytest.mark.parametrize(
    "changes",
    [
        {"content_sha256": "f" * 64},
        {"version": 2, "content_sha256": "f" * 64},
        {"withdrawn": True, "change": "withdrawn"},
    ],
    ids=["content", "version", "withdrawal"],
)
@pytest.mark.parametrize("act", [Act.NAME_JOINT, Act.WITHDRAW], ids=["in review", "withdrawn by its unit"])
def test_one_revision_with_two_contents_is_a_fault_that_is_named(changes: dict[str, Any], act: Act) -> None:
    desk = Desk.receive()
    desk.decide(PROVINCE_APPROVER, act, joint_activity="J1")
    desk.hear(said(1))

    with pytest.raises(Problem) as problem:
        desk.hear(said(**{"version": 1, "revision": 10} | changes))

    assert problem.value.code is ProblemCode.REVISION_CONFLICT


def test_after_a_restored_database_a_version_sent_again_with_other_content_is_judged_anew() -> None:
    desk = Desk.receive()
    desk.hear(said(2))
    desk.accept()

    desk.hear(said(2, revision=50, content_sha256="f" * 64, facts=facts(7)))

    assert desk.standing.state is State.IN_REVIEW
    assert desk.standing.in_review is not None
    assert desk.standing.in_review.facts == facts(7)


@pytest.mark.parametrize("withdrawn", [{}, {"withdrawn": True, "change": "withdrawn"}], ids=["amended", "withdrawn"])
def test_kind_verdict_and_obligation_are_those_of_the_newest_version(withdrawn: dict[str, Any]) -> None:
    desk = Desk.receive()

    desk.hear(
        said(2, kind=Kind.SUMMARY, content=Summary(title="s"), verdict=Verdict.ON_TIME, obligation="o", **withdrawn)
    )

    assert (desk.standing.kind, desk.standing.verdict, desk.standing.obligation) == (Kind.SUMMARY, Verdict.ON_TIME, "o")


def test_other_content_under_a_known_version_waits_since_it_came() -> None:
    desk = Desk.receive()
    desk.wait(60)

    desk.hear(said(1, revision=50, content_sha256="f" * 64))

    assert desk.record.waiting_since == desk.now


def test_a_verdict_judged_anew_is_restated_and_nothing_is_said_where_nothing_changed() -> None:
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.PASS_UP)

    desk.hear(said(1, revision=11))
    assert len(desk.events) == 2
    desk.hear(said(1, revision=12, verdict=Verdict.ON_TIME, obligation="2024:summary:330000"))

    assert desk.events[-1].decision.act is Act.RESTATE
    assert (desk.standing.verdict, desk.standing.level) == (Verdict.ON_TIME, 1)


def test_a_new_version_takes_the_item_out_of_the_hands_that_had_claimed_the_old_one() -> None:
    desk = Desk.receive()
    desk.claim(CITY_REVIEWER)

    desk.hear(said(2))

    assert desk.record.claim is None


def test_missing_files_are_noted_once_and_do_not_disturb_a_claim() -> None:
    desk = Desk.receive()
    desk.claim(CITY_REVIEWER)

    noted = files(desk.record, missing=True, now=START, revision=2_000)

    assert noted is not None
    assert noted.record.standing.files_missing
    assert noted.record.claim is not None
    assert files(noted.record, missing=True, now=START, revision=2_001) is None


def test_the_flags_of_ingest_are_shown_as_checks() -> None:
    flagged = said(flags=("count_differs", "window_outside"))

    assert [check.check for check in checks_on_arrival(flagged)] == ["count_differs", "window_outside"]
    assert Desk.receive(flagged).record.newest.checks == checks_on_arrival(flagged)


def test_since_when_an_item_waits_is_when_it_reached_the_desk_it_lies_on() -> None:
    desk = Desk.receive()
    desk.wait(60)
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    reached = desk.now
    desk.wait(60)
    desk.decide(PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="J1")

    assert desk.record.waiting_since == reached
    desk.hear(said(2))
    assert desk.record.waiting_since == desk.now
