"""Every cell of the table state x event, driven through the real functions against a table written a second time by hand."""

from collections.abc import Callable

import pytest

from contracts.moderation import Act, Standing, State
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.decide import Decided
from services.moderation.domain.follow import files
from services.moderation.domain.hear import hear, restate
from services.moderation.domain.record import Person
from services.moderation.domain.rules import Route
from services.moderation.domain.table import BY_PERSONS, CLAIM, ROWS, TABLE, Column
from tests.unit.moderation.builders import (
    CITY_REVIEWER,
    EDITORS,
    MINISTRY_MANAGER,
    OTHER_SUBMISSION,
    PROVINCE,
    PROVINCE_APPROVER,
    START,
    Desk,
    said,
)

# Columns: in review at the city, in review at the province, in review with an older version counted, accepted,
# returned, returned with an older version counted, refused, refused with an older one counted, withdrawn.
# A cell is the state that follows, or the code of the problem; "+" and "-" say whether something counts afterwards.
SITUATIONS = ("city", "province", "city+", "accepted+", "returned", "returned+", "refused", "refused+", "withdrawn")
EXPECTED = """
receive          same        same        same        same       same      same       same      same       same
new_version      in_review-  in_review-  in_review+  in_review+ in_review- in_review+ in_review- in_review+ withdrawn-
withdraw         withdrawn-  withdrawn-  withdrawn-  withdrawn- withdrawn- withdrawn- withdrawn- withdrawn- already_withdrawn
claim            in_review-  in_review-  in_review+  accepted+  wrong_state wrong_state wrong_state wrong_state already_withdrawn
pass_up          in_review-  forbidden   in_review+  wrong_state wrong_state wrong_state wrong_state wrong_state already_withdrawn
accept           forbidden   accepted+   forbidden   wrong_state wrong_state wrong_state wrong_state wrong_state already_withdrawn
return           returned-   returned-   returned+   returned+  wrong_state wrong_state wrong_state wrong_state already_withdrawn
refuse           refused-    refused-    refused+    refused-   wrong_state refused-   wrong_state refused-   already_withdrawn
proofread        wrong_state wrong_state wrong_state accepted+  wrong_state wrong_state wrong_state wrong_state already_withdrawn
feature          wrong_state wrong_state wrong_state accepted+  wrong_state wrong_state wrong_state wrong_state already_withdrawn
unfeature        wrong_state wrong_state in_review+  accepted+  wrong_state returned+  wrong_state refused+   already_withdrawn
mark_duplicate   in_review-  in_review-  in_review+  accepted+  returned- returned+  refused-  refused+   already_withdrawn
unmark_duplicate in_review-  in_review-  in_review+  accepted+  returned- returned+  refused-  refused+   already_withdrawn
name_joint       in_review-  in_review-  in_review+  accepted+  returned- returned+  refused-  refused+   already_withdrawn
leave_joint      in_review-  in_review-  in_review+  accepted+  returned- returned+  refused-  refused+   already_withdrawn
reattribute      in_review-  in_review-  in_review+  accepted+  returned- returned+  refused-  refused+   already_withdrawn
undo             nothing_to_undo in_review- nothing_to_undo in_review- in_review- in_review+ in_review- in_review+ in_review-
files_missing    in_review-  in_review-  in_review+  accepted+  returned- returned+  refused-  refused+   same
files_complete   in_review-  in_review-  in_review+  accepted+  returned- returned+  refused-  refused+   same
restate          in_review-  in_review-  in_review+  accepted+  returned- returned+  refused-  refused+   withdrawn-
"""
CELLS = [
    (row.split()[0], situation, outcome)
    for row in EXPECTED.strip().splitlines()
    for situation, outcome in zip(SITUATIONS, row.split()[1:], strict=True)
]

NATIONAL = frozenset({Act.PROOFREAD, Act.FEATURE, Act.UNFEATURE, Act.UNMARK_DUPLICATE, Act.LEAVE_JOINT})
MOVED = ("3633000001", "330200", PROVINCE)


def situation_of(name: str) -> Desk:
    desk = Desk.receive()
    if name.endswith("+"):
        desk.accept()
        if name != "accepted+":
            desk.hear(said(2))
    where = name.rstrip("+")
    if where == "province":
        desk.decide(CITY_REVIEWER, Act.PASS_UP)
    elif where in {"returned", "refused", "withdrawn"}:
        act = {"returned": Act.RETURN, "refused": Act.REFUSE, "withdrawn": Act.WITHDRAW}[where]
        desk.decide(PROVINCE_APPROVER if act is Act.WITHDRAW else CITY_REVIEWER, act)
    return desk


def prepare(desk: Desk, act: Act) -> None:
    """Do what must come before an act (a mark before it is lifted, three readings before featuring), where the state lets it."""
    try:
        if act is Act.UNMARK_DUPLICATE:
            desk.decide(EDITORS[0], Act.MARK_DUPLICATE, target=OTHER_SUBMISSION, known={"target": other(desk)})
        elif act is Act.LEAVE_JOINT:
            desk.decide(EDITORS[0], Act.NAME_JOINT, joint_activity="J1")
        elif act is Act.FEATURE:
            for editor in EDITORS[:3]:
                desk.decide(editor, Act.PROOFREAD)
    except Problem:
        assert desk.standing.state is not State.ACCEPTED


def featured_before(desk: Desk) -> Desk:
    """The same situation, featured while it was accepted; what was featured stays so while a newer version is in review."""
    fresh = Desk.receive()
    fresh.accept()
    prepare(fresh, Act.FEATURE)
    fresh.decide(EDITORS[2], Act.FEATURE)
    if desk.standing.version > 1:
        fresh.hear(said(2))
    if desk.standing.state is State.RETURNED:
        fresh.decide(CITY_REVIEWER, Act.RETURN)
    if desk.standing.state is State.REFUSED:
        fresh.decide(CITY_REVIEWER, Act.REFUSE)
    return fresh


def other(desk: Desk) -> Standing:
    return desk.standing.model_copy(update={"submission": OTHER_SUBMISSION})


def actor_for(desk: Desk, act: Column) -> Person:
    if act is Act.UNDO and desk.record.undoable:
        everybody = (CITY_REVIEWER, PROVINCE_APPROVER)
        return next(person for person in everybody if person.person == desk.record.undoable.person)
    if act in NATIONAL or (act == CLAIM and desk.standing.state is State.ACCEPTED):
        return EDITORS[2]
    if act is Act.REATTRIBUTE:
        return MINISTRY_MANAGER
    if act in {Act.WITHDRAW, Act.MARK_DUPLICATE, Act.NAME_JOINT} or desk.standing.state is not State.IN_REVIEW:
        return PROVINCE_APPROVER
    return CITY_REVIEWER if desk.standing.level == 0 else PROVINCE_APPROVER


def carry_out(desk: Desk, event: str) -> str:
    if event == CLAIM:
        desk.claim(actor_for(desk, CLAIM))
        return after(desk)
    act = Act(event)
    service: dict[Act, Callable[[], object]] = {
        Act.RECEIVE: lambda: hear(desk.record, said(1), desk.now, 5_000),
        Act.NEW_VERSION: lambda: hear(desk.record, said(3), desk.now, 5_000),
        Act.FILES_MISSING: lambda: files(desk.record, missing=True, now=desk.now, revision=5_000),
        Act.RESTATE: lambda: restate(desk.record, "operator", "unreadable", desk.now, 5_000),
    }
    if act is Act.FILES_COMPLETE:
        missing = files(desk.record, missing=True, now=desk.now, revision=4_999)
        record = missing.record if missing else desk.record
        service[act] = lambda: files(record, missing=False, now=desk.now, revision=5_000)
    if act not in service:
        if act is Act.UNFEATURE and desk.standing.counted:
            desk = featured_before(desk)
        prepare(desk, act)
        known = {"target": other(desk), "route": Route(PROVINCE, MOVED)}
        desk.decide(actor_for(desk, act), act, known=known, target=OTHER_SUBMISSION, joint_activity="J1")
        return after(desk)
    heard = service[act]()
    if not isinstance(heard, Decided):
        return "same"
    assert heard.event.decision.act is act
    desk.record = heard.record
    return after(desk)


def after(desk: Desk) -> str:
    assert (desk.standing.in_review is not None) == (desk.standing.state is State.IN_REVIEW)
    assert desk.standing.counted is not None or not desk.standing.featured
    return desk.standing.state.value + ("+" if desk.standing.counted else "-")


@pytest.mark.parametrize(("event", "situation", "outcome"), CELLS)
def test_every_event_in_every_state_does_what_the_table_says(event: str, situation: str, outcome: str) -> None:
    desk = situation_of(situation)

    try:
        found = carry_out(desk, event)
    except Problem as problem:
        found = problem.code.value

    assert found == outcome


def test_the_table_has_a_cell_for_every_state_and_every_event() -> None:
    assert set(TABLE) == {None, *State} == set(ROWS)
    assert all(set(row) == {CLAIM, *Act} for row in TABLE.values())
    assert {cell[0] for cell in CELLS} == {CLAIM, *(act.value for act in Act)}


def test_nothing_but_a_receipt_or_a_withdrawal_can_come_first() -> None:
    refused = {event for event, cell in TABLE[None].items() if cell is ProblemCode.NOT_FOUND}

    assert refused == {CLAIM, *Act} - {Act.RECEIVE, Act.WITHDRAW}
    for state, expected in ((said(), State.IN_REVIEW), (said(withdrawn=True, change="withdrawn"), State.WITHDRAWN)):
        first = hear(None, state, START, 1)
        assert isinstance(first, Decided)
        assert first.record.standing.state is expected


def test_what_persons_may_do_is_everything_that_services_do_not() -> None:
    assert {CLAIM, *Act} - set(BY_PERSONS) == {
        Act.RECEIVE,
        Act.NEW_VERSION,
        Act.FILES_MISSING,
        Act.FILES_COMPLETE,
        Act.RESTATE,
    }
