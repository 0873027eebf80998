"""What a request may say, closed and strict: every unknown field and every wrong value is named at once."""

from uuid import UUID

from pydantic import Field

from contracts.base import Contract
from contracts.moderation import Act, MarkedField, Override, ReturnReason
from contracts.submissions import Kind
from services.moderation.domain.bulk import Wish
from services.moderation.domain.decide import Command
from services.moderation.operations.narrowing import Found
from services.moderation.store.orders import Order

REASON_CHARACTERS = 2_000
MARKS = 100
IDS = 500


class Mark(Contract):
    """A field to mend, and what is wrong with it: in words, and as a code where one fits."""

    path: str = Field(min_length=1, max_length=200)
    note: str = Field(min_length=1, max_length=1_000)
    code: ReturnReason | None = None


class OverrideBody(Contract):
    """A finding that one lets pass, and why."""

    finding: str = Field(min_length=1, max_length=64)
    reason: str = Field(min_length=1, max_length=500)


class DecisionBody(Contract):
    """A decision on the version its maker saw.

    `target` goes with mark_duplicate, `joint_activity` (an id of your choice, or the code of a listed activity) with
    name_joint, `undoes` may go with undo, `fields` with return. `overrides` go with pass_up, accept, proofread and feature
    where automatic checks found something that blocks: each such finding by its id, with a reason.
    """

    act: Act
    version: int = Field(ge=1)
    reason: str | None = Field(default=None, max_length=REASON_CHARACTERS)
    fields: tuple[Mark, ...] = Field(default=(), max_length=MARKS)
    target: UUID | None = None
    joint_activity: str | None = Field(default=None, min_length=1, max_length=64)
    undoes: str | None = Field(default=None, min_length=1, max_length=64)
    overrides: tuple[OverrideBody, ...] = Field(default=(), max_length=MARKS)

    def command(self, decision: UUID) -> Command:
        """The command under the id its maker chose."""
        return Command(
            decision=str(decision),
            act=self.act,
            version=self.version,
            reason=self.reason,
            fields=tuple(_marked(mark) for mark in self.fields),
            target=self.target,
            joint_activity=self.joint_activity,
            undoes=self.undoes,
            overrides=tuple(Override(finding=one.finding, reason=one.reason) for one in self.overrides),
        )


def _marked(mark: Mark) -> MarkedField:
    return MarkedField(path=mark.path, note=mark.note, code=mark.code.value if mark.code else None)


class QueueFilter(Contract):
    """Which of the items that wait for one's own desks are meant."""

    edition: str | None = Field(default=None, max_length=16)
    kind: Kind | None = None
    unit: str | None = Field(default=None, max_length=64)
    organisation: str | None = Field(default=None, max_length=64)
    older_than_seconds: int | None = Field(default=None, ge=0, le=31_536_000)


class NextBody(QueueFilter):
    """Which item is to be taken: the first, in this order, of what a list narrowed like this shows.

    `text` and `answers_mine` as in the list; `found` is what automatic checks said of the newest version.
    """

    text: str | None = Field(default=None, max_length=100)
    answers_mine: bool = False
    found: Found | None = None
    order: Order = Order.URGENT


class Selection(Contract):
    """The items of a bulk: `submissions` by id, or `waiting` for one's desks; exactly one of the two."""

    submissions: tuple[UUID, ...] | None = Field(default=None, min_length=1, max_length=IDS)
    waiting: QueueFilter | None = None


class BulkPreviewBody(Contract):
    """One act for many items, to be previewed."""

    select: Selection
    act: Act
    reason: str | None = Field(default=None, max_length=REASON_CHARACTERS)
    target: UUID | None = None
    joint_activity: str | None = Field(default=None, min_length=1, max_length=64)

    @property
    def wish(self) -> Wish:
        """What is to be done to every item."""
        return Wish(self.act, self.reason, self.target, self.joint_activity)


class BulkBody(Contract):
    """The preview that is confirmed."""

    preview: str = Field(min_length=1, max_length=64)


class ReattributionBody(Contract):
    """The organisation that has moved, the edition whose items are to follow it, and why."""

    organisation: str = Field(min_length=1, max_length=64)
    edition: str = Field(min_length=1, max_length=16)
    reason: str = Field(min_length=1, max_length=REASON_CHARACTERS)
