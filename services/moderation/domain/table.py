"""State x event, written out as data: which rules allow an act in a state, or the problem that always refuses it.

A rule says at whose desk the act is done, with which roles, and what else must hold; `rules.py` reads it, for decisions
and for every `may_...` alike.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from contracts.moderation import Act, State
from contracts.organisations import Role
from contracts.problems import ProblemCode

CLAIM: Final = "claim"
"""Taking an item in hand: the one column of the table that is no decision and makes no event."""

Column = Act | Literal["claim"]


class Desk(StrEnum):
    """Whose act it is. `SERVICE` acts come from another service or an operator, never from a person at a desk."""

    TURN = "turn"
    ACCEPTING = "accepting"
    UNIT = "unit"
    NATIONAL = "national"
    COMMON_ANCESTOR = "common_ancestor"
    OWN_ACT = "own_act"
    SERVICE = "service"


class Need(StrEnum):
    """What must hold beside state and role."""

    STEP_BEFORE_LAST = "step_before_last"
    LAST_STEP = "last_step"
    OWN_ITEM = "own_item"
    ANOTHERS_ITEM = "anothers_item"
    OTHER_PERSON = "other_person"
    FILES_TO_ACCEPT = "files_to_accept"
    FILES_TO_FEATURE = "files_to_feature"
    CONSENT = "consent"
    TEXTS = "texts"
    COUNTED = "counted"
    FEATURED = "featured"
    NOT_FEATURED = "not_featured"
    PROOFS_OPEN = "proofs_open"
    PROOFS_DONE = "proofs_done"
    DUPLICATE = "duplicate"
    NOT_DUPLICATE = "not_duplicate"
    DUPLICATE_NOT_NATIONAL = "duplicate_not_national"
    JOINT = "joint"
    JOINT_NOT_NATIONAL = "joint_not_national"
    MOVED = "moved"
    UNDOABLE = "undoable"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which an act is allowed. `name` is what a decision says it was allowed by."""

    name: str
    desk: Desk
    roles: frozenset[Role] = frozenset()
    needs: tuple[Need, ...] = ()


REVIEWING: Final = frozenset({Role.REVIEWER, Role.APPROVER})
APPROVING: Final = frozenset({Role.APPROVER})
EDITING: Final = frozenset({Role.EDITOR})
MANAGING: Final = frozenset({Role.MANAGER})
WORKING: Final = frozenset({Role.FILER, Role.REVIEWER, Role.APPROVER, Role.MANAGER, Role.EDITOR})

BY_SERVICE = (Rule("service.heard", Desk.SERVICE),)
STAYS_WITHDRAWN = (Rule("service.withdrawn_stays", Desk.SERVICE),)

PASS_UP = (Rule("pass_up.turn", Desk.TURN, REVIEWING, (Need.STEP_BEFORE_LAST, Need.OTHER_PERSON)),)
ACCEPT = (
    Rule(
        "accept.last_step",
        Desk.TURN,
        APPROVING,
        (Need.ANOTHERS_ITEM, Need.LAST_STEP, Need.OTHER_PERSON, Need.FILES_TO_ACCEPT),
    ),
    Rule("accept.own_item", Desk.TURN, APPROVING, (Need.OWN_ITEM, Need.OTHER_PERSON, Need.FILES_TO_ACCEPT)),
)
RETURN_IN_REVIEW = (
    Rule("return.turn", Desk.TURN, REVIEWING, (Need.OTHER_PERSON,)),
    Rule("return.files_never_came", Desk.SERVICE),
)
RETURN_COUNTED = (
    Rule("return.counted", Desk.ACCEPTING, REVIEWING, (Need.COUNTED, Need.OTHER_PERSON)),
    Rule("return.national", Desk.NATIONAL, EDITING, (Need.COUNTED, Need.OTHER_PERSON)),
)
REFUSE_IN_REVIEW = (Rule("refuse.turn", Desk.TURN, REVIEWING, (Need.OTHER_PERSON,)),)
REFUSE_COUNTED = (
    Rule("refuse.counted", Desk.ACCEPTING, REVIEWING, (Need.COUNTED, Need.OTHER_PERSON)),
    Rule("refuse.national", Desk.NATIONAL, EDITING, (Need.COUNTED, Need.OTHER_PERSON)),
)
PROOFREAD = (Rule("proofread.national", Desk.NATIONAL, EDITING, (Need.PROOFS_OPEN, Need.OTHER_PERSON)),)
FEATURE = (
    Rule(
        "feature.national",
        Desk.NATIONAL,
        EDITING,
        (Need.NOT_FEATURED, Need.PROOFS_DONE, Need.OTHER_PERSON, Need.CONSENT, Need.FILES_TO_FEATURE, Need.TEXTS),
    ),
)
UNFEATURE = (
    Rule("unfeature.national", Desk.NATIONAL, EDITING, (Need.FEATURED,)),
    Rule("unfeature.rights_lost", Desk.SERVICE),
)
WITHDRAW = (
    Rule("withdraw.unit", Desk.UNIT, APPROVING),
    Rule("withdraw.national", Desk.NATIONAL, EDITING),
    Rule("withdraw.filer", Desk.SERVICE),
)
MARK_DUPLICATE = (
    Rule("mark_duplicate.unit", Desk.UNIT, APPROVING, (Need.NOT_DUPLICATE,)),
    Rule("mark_duplicate.national", Desk.NATIONAL, EDITING, (Need.NOT_DUPLICATE,)),
)
UNMARK_DUPLICATE = (
    Rule("unmark_duplicate.unit", Desk.UNIT, APPROVING, (Need.DUPLICATE, Need.DUPLICATE_NOT_NATIONAL)),
    Rule("unmark_duplicate.national", Desk.NATIONAL, EDITING, (Need.DUPLICATE,)),
)
NAME_JOINT = (
    Rule("name_joint.unit", Desk.UNIT, APPROVING, (Need.JOINT_NOT_NATIONAL,)),
    Rule("name_joint.national", Desk.NATIONAL, EDITING),
)
LEAVE_JOINT = (
    Rule("leave_joint.unit", Desk.UNIT, APPROVING, (Need.JOINT, Need.JOINT_NOT_NATIONAL)),
    Rule("leave_joint.national", Desk.NATIONAL, EDITING, (Need.JOINT,)),
)
REATTRIBUTE = (Rule("reattribute.common_ancestor", Desk.COMMON_ANCESTOR, MANAGING, (Need.MOVED,)),)
UNDO = (Rule("undo.own_act", Desk.OWN_ACT, WORKING, (Need.UNDOABLE,)),)
CLAIM_IN_REVIEW = (Rule("claim.turn", Desk.TURN, REVIEWING, (Need.OTHER_PERSON,)),)
CLAIM_ACCEPTED = (Rule("claim.national", Desk.NATIONAL, EDITING, (Need.OTHER_PERSON,)),)

Cell = tuple[Rule, ...] | ProblemCode
UNKNOWN: Final = ProblemCode.NOT_FOUND
WRONG: Final = ProblemCode.WRONG_STATE
GONE: Final = ProblemCode.ALREADY_WITHDRAWN
KNOWN: Final = ProblemCode.CONFLICT

ROWS: Final[tuple[State | None, ...]] = (
    None,
    State.IN_REVIEW,
    State.ACCEPTED,
    State.RETURNED,
    State.REFUSED,
    State.WITHDRAWN,
)
"""The states in the order of the table's columns below; None is a submission that has not been heard of."""

_BY_EVENT: Final[dict[Column, tuple[Cell, Cell, Cell, Cell, Cell, Cell]]] = {
    # event: unheard, in review, accepted, returned, refused, withdrawn
    Act.RECEIVE: (BY_SERVICE, KNOWN, KNOWN, KNOWN, KNOWN, KNOWN),
    Act.NEW_VERSION: (UNKNOWN, BY_SERVICE, BY_SERVICE, BY_SERVICE, BY_SERVICE, STAYS_WITHDRAWN),
    Act.WITHDRAW: (BY_SERVICE, WITHDRAW, WITHDRAW, WITHDRAW, WITHDRAW, GONE),
    CLAIM: (UNKNOWN, CLAIM_IN_REVIEW, CLAIM_ACCEPTED, WRONG, WRONG, GONE),
    Act.PASS_UP: (UNKNOWN, PASS_UP, WRONG, WRONG, WRONG, GONE),
    Act.ACCEPT: (UNKNOWN, ACCEPT, WRONG, WRONG, WRONG, GONE),
    Act.RETURN: (UNKNOWN, RETURN_IN_REVIEW, RETURN_COUNTED, WRONG, WRONG, GONE),
    Act.REFUSE: (UNKNOWN, REFUSE_IN_REVIEW, REFUSE_COUNTED, REFUSE_COUNTED, REFUSE_COUNTED, GONE),
    Act.PROOFREAD: (UNKNOWN, WRONG, PROOFREAD, WRONG, WRONG, GONE),
    Act.FEATURE: (UNKNOWN, WRONG, FEATURE, WRONG, WRONG, GONE),
    Act.UNFEATURE: (UNKNOWN, UNFEATURE, UNFEATURE, UNFEATURE, UNFEATURE, GONE),
    Act.MARK_DUPLICATE: (UNKNOWN, MARK_DUPLICATE, MARK_DUPLICATE, MARK_DUPLICATE, MARK_DUPLICATE, GONE),
    Act.UNMARK_DUPLICATE: (UNKNOWN, UNMARK_DUPLICATE, UNMARK_DUPLICATE, UNMARK_DUPLICATE, UNMARK_DUPLICATE, GONE),
    Act.NAME_JOINT: (UNKNOWN, NAME_JOINT, NAME_JOINT, NAME_JOINT, NAME_JOINT, GONE),
    Act.LEAVE_JOINT: (UNKNOWN, LEAVE_JOINT, LEAVE_JOINT, LEAVE_JOINT, LEAVE_JOINT, GONE),
    Act.REATTRIBUTE: (UNKNOWN, REATTRIBUTE, REATTRIBUTE, REATTRIBUTE, REATTRIBUTE, GONE),
    Act.UNDO: (UNKNOWN, UNDO, UNDO, UNDO, UNDO, UNDO),
    Act.FILES_MISSING: (UNKNOWN, BY_SERVICE, BY_SERVICE, BY_SERVICE, BY_SERVICE, GONE),
    Act.FILES_COMPLETE: (UNKNOWN, BY_SERVICE, BY_SERVICE, BY_SERVICE, BY_SERVICE, GONE),
    Act.RESTATE: (UNKNOWN, BY_SERVICE, BY_SERVICE, BY_SERVICE, BY_SERVICE, BY_SERVICE),
}

TABLE: Final[dict[State | None, dict[Column, Cell]]] = {
    state: {event: cells[index] for event, cells in _BY_EVENT.items()} for index, state in enumerate(ROWS)
}
"""Every state and every event: `TABLE[state][event]`."""

REASON_NEEDED: Final = frozenset({Act.RETURN, Act.REFUSE, Act.UNFEATURE, Act.WITHDRAW, Act.REATTRIBUTE})
"""Acts that the other side must be told a reason for."""

UNDOABLE: Final = frozenset(
    {
        Act.PASS_UP,
        Act.ACCEPT,
        Act.RETURN,
        Act.REFUSE,
        Act.WITHDRAW,
        Act.PROOFREAD,
        Act.FEATURE,
        Act.UNFEATURE,
        Act.MARK_DUPLICATE,
        Act.UNMARK_DUPLICATE,
        Act.NAME_JOINT,
        Act.LEAVE_JOINT,
    }
)
"""Acts whose own actor may undo them. An undo and a re-attribution are answered by acting again."""

JUDGING: Final = frozenset({Act.PASS_UP, Act.ACCEPT, Act.RETURN, Act.REFUSE, Act.PROOFREAD, Act.FEATURE})
"""Acts that judge a version: within one version nobody does them at two desks."""

DESPITE_A_CLAIM: Final = frozenset({Act.WITHDRAW, Act.UNFEATURE})
"""Acts that take something out of sight: they wait for nobody's lease."""

DESPITE_A_SEAL: Final = frozenset({Act.WITHDRAW, Act.UNFEATURE})
"""What may still be done to a public item of a sealed edition. Nothing else may, and nobody undoes these there."""

BY_PERSONS: Final[tuple[Column, ...]] = (
    CLAIM,
    Act.PASS_UP,
    Act.ACCEPT,
    Act.RETURN,
    Act.REFUSE,
    Act.PROOFREAD,
    Act.FEATURE,
    Act.UNFEATURE,
    Act.WITHDRAW,
    Act.MARK_DUPLICATE,
    Act.UNMARK_DUPLICATE,
    Act.NAME_JOINT,
    Act.LEAVE_JOINT,
    Act.REATTRIBUTE,
    Act.UNDO,
)
"""What a person may do to an item, in the order a page shows it."""
