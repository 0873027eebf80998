"""Whether what is owed came in time: the due second, the grace with a reason, and the term after a return."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisations import Obligation
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind, Verdict
from services.ingest.domain.request import Prior, Ruling
from services.ingest.domain.verdicts import answer_by, obligation_for, owed_for, rule_on_time
from tests.unit.ingest.making import CITY, UNIT, obligation

DUE = datetime(2024, 5, 25, 15, 59, 59, tzinfo=UTC)
GRACE_END = DUE + timedelta(days=3)
OWED = obligation()


def ruled(at: datetime, reason: str | None = None, prior: Prior | None = None) -> Ruling:
    return rule_on_time(OWED, prior, at, reason)


@pytest.mark.parametrize("at", [DUE - timedelta(days=9), DUE, DUE + timedelta(milliseconds=999)])
def test_until_the_due_second_is_over_it_is_on_time(at: datetime) -> None:
    assert ruled(at) == Ruling(Verdict.ON_TIME, "2024:summary:330000")


@pytest.mark.parametrize("at", [DUE + timedelta(seconds=1), GRACE_END])
def test_inside_the_grace_it_is_accepted_late_with_a_reason(at: datetime) -> None:
    assert ruled(at, " 停电 ") == Ruling(Verdict.LATE_ACCEPTED, "2024:summary:330000", "停电")


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_inside_the_grace_a_reason_is_asked_for_in_local_time(reason: str | None) -> None:
    with pytest.raises(Problem) as raised:
        ruled(DUE + timedelta(hours=1), reason)

    assert raised.value.code is ProblemCode.LATE_NEEDS_REASON
    assert raised.value.facts["due_at"] == "2024-05-25 23:59:59"


def test_after_the_grace_it_is_refused_and_the_text_names_the_end() -> None:
    with pytest.raises(Problem) as raised:
        ruled(GRACE_END + timedelta(seconds=1), "停电")

    assert raised.value.code is ProblemCode.LATE_REFUSED
    assert "2024-05-28 23:59:59" in raised.value.as_json()["detail_zh"]


def test_what_answers_no_obligation_gets_no_verdict() -> None:
    assert rule_on_time(None, None, DUE, None) == Ruling(Verdict.NOT_OWED)


SOONER = obligation(CITY, obligation="p", due_at=DUE - timedelta(days=9), grace_seconds=0)
LATER = obligation(CITY, obligation="m")
BOTH = owed_for((LATER, SOONER), "2024", "330600", Kind.SUMMARY)
NOTHING: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("at", "answered", "expected"),
    [
        (SOONER.due_at, NOTHING, SOONER),
        (SOONER.due_at, frozenset({"p"}), LATER),
        (SOONER.due_at, frozenset({"p", "m"}), SOONER),
        (SOONER.due_at + timedelta(seconds=1), NOTHING, LATER),
        (GRACE_END, NOTHING, LATER),
        (GRACE_END + timedelta(seconds=1), NOTHING, LATER),
    ],
)
def test_of_several_obligations_the_one_due_first_that_is_open_and_unanswered_is_answered(
    at: datetime, answered: frozenset[str], expected: Obligation
) -> None:
    assert obligation_for(BOTH, None, answered, at) == expected


def test_a_later_version_answers_what_the_first_one_did() -> None:
    answers_later = Prior(Ruling(Verdict.ON_TIME, "m"))
    answers_sooner = Prior(Ruling(Verdict.ON_TIME, "p"))

    assert obligation_for(BOTH, answers_later, NOTHING, SOONER.due_at) == LATER
    assert obligation_for(BOTH, answers_sooner, frozenset({"m"}), GRACE_END) == SOONER


def test_a_later_version_of_what_was_not_owed_then_answers_what_is_owed_now() -> None:
    assert obligation_for(BOTH, Prior(Ruling(Verdict.NOT_OWED)), NOTHING, SOONER.due_at) == SOONER


@pytest.mark.parametrize(
    "other",
    [
        obligation(CITY),
        obligation(kind=Kind.CASE),
        obligation(edition="2023"),
        obligation(cancelled=True),
    ],
)
def test_an_obligation_of_others_kinds_editions_or_a_cancelled_one_is_not_answered(other: Obligation) -> None:
    assert owed_for((other,), "2024", UNIT.organisation, Kind.SUMMARY) == ()


FIRST = Ruling(Verdict.ON_TIME, OWED.obligation)
RETURNED = DUE + timedelta(days=10)


def test_an_answer_to_a_return_keeps_the_first_verdict_within_the_returns_own_term() -> None:
    prior = Prior(FIRST, RETURNED)

    assert ruled(RETURNED + timedelta(days=3), prior=prior) == FIRST
    with pytest.raises(Problem) as raised:
        ruled(RETURNED + timedelta(days=3, seconds=1), prior=prior)
    assert raised.value.code is ProblemCode.LATE_REFUSED


def test_only_a_return_of_what_was_owed_is_to_be_answered_by_a_moment() -> None:
    assert answer_by(Prior(FIRST, RETURNED), OWED) == RETURNED + timedelta(days=3)
    assert answer_by(Prior(FIRST), OWED) is None
    assert answer_by(Prior(Ruling(Verdict.NOT_OWED), RETURNED), OWED) is None


def test_an_answer_to_a_return_keeps_a_late_verdict_too() -> None:
    late = Ruling(Verdict.LATE_ACCEPTED, OWED.obligation, "停电")

    assert ruled(RETURNED, prior=Prior(late, RETURNED)) == late


def test_an_amendment_that_nobody_asked_for_is_judged_on_its_own_time() -> None:
    assert ruled(DUE + timedelta(hours=1), "更正", Prior(FIRST)).verdict is Verdict.LATE_ACCEPTED


@given(st.integers(-(10**6), 10**6))
def test_later_is_never_better(seconds: int) -> None:
    order = [Verdict.ON_TIME, Verdict.LATE_ACCEPTED, Verdict.LATE_REFUSED]

    def verdict(at: datetime) -> int:
        try:
            return order.index(ruled(at, "停电").verdict)
        except Problem:
            return order.index(Verdict.LATE_REFUSED)

    at = DUE + timedelta(seconds=seconds)
    assert verdict(at) <= verdict(at + timedelta(seconds=1))
