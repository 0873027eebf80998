"""The judgement on every submission: one decision event a change, with the submission's whole standing after it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.base import Contract
from contracts.submissions import FactSet, Kind, Verdict

DECISION_TYPE = "weekwire.moderation.decision.v1"


class Act(StrEnum):
    """What changed a standing."""

    RECEIVE = "receive"
    NEW_VERSION = "new_version"
    WITHDRAW = "withdraw"
    PASS_UP = "pass_up"  # noqa: S105 - an act, not a secret.
    RETURN = "return"
    REFUSE = "refuse"
    ACCEPT = "accept"
    PROOFREAD = "proofread"
    FEATURE = "feature"
    UNFEATURE = "unfeature"
    MARK_DUPLICATE = "mark_duplicate"
    UNMARK_DUPLICATE = "unmark_duplicate"
    NAME_JOINT = "name_joint"
    LEAVE_JOINT = "leave_joint"
    UNDO = "undo"
    REATTRIBUTE = "reattribute"
    FILES_MISSING = "files_missing"
    FILES_COMPLETE = "files_complete"
    RESTATE = "restate"


class State(StrEnum):
    """Where the newest version stands. `IN_REVIEW` waits for the next organisation of the chain."""

    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ReturnReason(StrEnum):
    """What a reviewer finds wrong with a field; a note in their own words stands beside it."""

    WRONG_NUMBER = "wrong_number"
    UNCLEAR_NUMBER = "unclear_number"
    INCOMPLETE = "incomplete"
    WORDING = "wording"
    WRONG_LIST = "wrong_list"
    CAPTION = "caption"
    CONSENT = "consent"
    PICTURE_QUALITY = "picture_quality"
    PRIVACY = "privacy"
    DUPLICATE = "duplicate"
    NOT_THIS_WEEK = "not_this_week"
    OTHER = "other"


class MarkedField(Contract):
    """A field that a return asks to mend: its path as in the problem list, and what is wrong with it.

    `code` is one of `ReturnReason`, None where none was chosen; a reader may meet one that it does not know.
    """

    path: str
    note: str
    code: str | None = None


class Override(Contract):
    """That a person lets a version pass although an automatic check would block it: the finding's id, and why."""

    finding: str
    reason: str


class Decision(Contract):
    """Who did what to which version, when, and why. `rule` names the rule that allowed it; `level` is the chain step.

    `overrides` names every blocking finding of the automatic checks that its maker let pass.
    """

    id: str
    act: Act
    actor: str
    organisation: str
    level: int
    version: int
    at: datetime
    reason: str | None = None
    rule: str
    fields: tuple[MarkedField, ...] = ()
    undoes: str | None = None
    overrides: tuple[Override, ...] = ()


class Part(Contract):
    """A version that counts somewhere: its facts, and the chain step that has last passed it (0 = filed)."""

    version: int
    level: int
    facts: tuple[FactSet, ...]


class Standing(Contract):
    """What a submission has become, complete: nothing is a difference, nothing needs the one before.

    `counted` is the accepted version; `in_review` the one under review. `level` is the chain step the newest version
    has reached. `duplicate_of` and `joint_activity` are weighed by aggregation over the whole set.
    """

    submission: UUID
    edition: str
    kind: Kind
    organisation: str
    unit: str
    chain: tuple[str, ...]
    state: State
    version: int
    level: int
    obligation: str | None
    verdict: Verdict
    received_at: datetime
    counted: Part | None = None
    in_review: Part | None = None
    featured: bool = False
    files_missing: bool = False
    joint_activity: str | None = None
    joint_named_at: datetime | None = None
    duplicate_of: UUID | None = None


class DecisionEvent(Contract):
    """`moderation.decisions.v1`: one change and the standing after it. `revision` is the standing's, never reused."""

    submission: UUID
    revision: int
    decision: Decision
    standing: Standing
