"""Who owes what, whether it came, and for whom it waits. Someone who was not asked is not missing."""

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

from contracts.moderation import Standing, State
from contracts.organisations import Obligation
from contracts.submissions import Kind, Verdict
from services.aggregation.domain.completeness import Met, Owed, completeness
from services.aggregation.domain.standing_list import Item, item_of
from tests.unit.aggregation.making import (
    RECEIVED,
    Filer,
    accepted,
    in_review,
    ledger_of,
    part,
    sessions,
    standing,
    submission,
    withdrawn,
)

DUE = RECEIVED + timedelta(days=7)
BEFORE, AFTER = DUE - timedelta(seconds=1), DUE + timedelta(seconds=1)
PROVINCE = Filer("330000", "330000", ("330000",))
ON_TIME: dict[str, Any] = {"kind": Kind.SUMMARY, "obligation": "summary", "verdict": Verdict.ON_TIME}
LATE: dict[str, Any] = {"kind": Kind.SUMMARY, "obligation": "summary", "verdict": Verdict.LATE_ACCEPTED}


def obligation(*, cancelled: bool = False) -> Obligation:
    """A province owes its summary a week after."""
    known: dict[str, Any] = {
        "obligation": "summary",
        "revision": 1,
        "edition": "2024",
        "debtor": "330000",
        "creditor": "ministry",
        "kind": Kind.SUMMARY,
        "due_at": DUE,
        "set_by": "ministry",
        "source": "notice",
    }
    return Obligation(**known, cancelled=cancelled)


def items(*standings: Standing) -> list[Item]:
    """The standings as items."""
    ledger = ledger_of(*standings)
    return [item_of(ledger, slot) for slot in range(len(standings))]


def judged(*standings: Standing, now: datetime = AFTER) -> Owed:
    """What became of the one obligation."""
    (owed,) = completeness([obligation()], {"summary": items(*standings)}, now)
    return owed


def test_what_did_not_come_in_time_is_missing() -> None:
    assert judged() == Owed(obligation(), Met.MISSING, on_time=False, waiting_for=None, submission=None)


def test_before_it_is_due_nothing_is_missing() -> None:
    assert judged(now=BEFORE) == Owed(obligation(), Met.NOT_DUE, on_time=None, waiting_for=None, submission=None)
    assert judged(now=DUE).met is Met.NOT_DUE


def test_an_obligation_that_was_cancelled_is_owed_by_nobody() -> None:
    assert completeness([obligation(cancelled=True)], {}, AFTER) == []


def test_nobody_owes_without_an_obligation() -> None:
    assert completeness([], {"summary": items(accepted(1, **ON_TIME))}, AFTER) == []


def test_an_accepted_answer_waits_for_nobody() -> None:
    owed = judged(accepted(1, sessions(1), who=PROVINCE, **ON_TIME))

    assert (owed.met, owed.on_time, owed.waiting_for, owed.submission) == (
        Met.ACCEPTED,
        True,
        None,
        str(submission(1)),
    )


def test_an_answer_in_review_waits_for_the_next_step_of_its_chain() -> None:
    owed = judged(in_review(1, **ON_TIME))

    assert (owed.met, owed.waiting_for) == (Met.IN_REVIEW, "330600")
    assert judged(in_review(1, level=1, **ON_TIME)).waiting_for == "330000"
    assert judged(in_review(1, who=PROVINCE, **ON_TIME)).waiting_for == "330000"


def test_an_answer_that_was_sent_back_waits_for_its_filer() -> None:
    owed = judged(standing(1, who=PROVINCE, state=State.RETURNED, **ON_TIME))

    assert (owed.met, owed.on_time, owed.waiting_for) == (Met.RETURNED, True, "330000")


def test_a_refused_answer_leaves_the_obligation_refused() -> None:
    owed = judged(standing(1, state=State.REFUSED, **LATE))

    assert (owed.met, owed.on_time, owed.waiting_for) == (Met.REFUSED, False, None)


def test_a_withdrawn_answer_is_no_answer() -> None:
    assert judged(withdrawn(1).model_copy(update=ON_TIME)).met is Met.MISSING


def test_an_accepted_answer_that_is_being_amended_is_still_accepted() -> None:
    amended = accepted(1, sessions(1), state=State.IN_REVIEW, version=2, in_review=part(version=2), **ON_TIME)

    assert judged(amended).met is Met.ACCEPTED


def test_the_best_answer_counts_whichever_was_heard_first() -> None:
    told = (
        standing(1, state=State.RETURNED, **LATE),
        accepted(2, **LATE),
        accepted(3, **ON_TIME),
        in_review(4, **ON_TIME),
    )

    found = {judged(*order).submission for order in permutations(told)}

    assert found == {str(submission(2))}
    assert judged(*told).on_time is True


def test_what_was_refused_in_time_makes_nothing_timely_of_what_came_late() -> None:
    told = (standing(1, state=State.REFUSED, **ON_TIME), accepted(2, **LATE))

    for order in permutations(told):
        owed = judged(*order)
        assert (owed.met, owed.on_time, owed.submission) == (Met.ACCEPTED, False, str(submission(2)))
