"""A newsroom's desk, as a receiver ought to keep it: which numbers came, and what may be used at this moment.

It is the other side of our promises: numbers are unbroken and keep their content, a recall may overtake, and what is withdrawn
is gone for good. Newsrooms may copy it.
"""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson

from contracts.problems import Problem, ProblemCode
from services.kit.webhooks.signing import Checked
from services.syndication.domain.payloads import TEST_CHANGE, TEST_NUMBER

Json = dict[str, Any]


class Outcome(StrEnum):
    """What became of a delivery at the desk."""

    NEW = "new"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    REPEATED = "repeated"
    OLDER = "older"
    """Something newer of the item is here already; a recall or a correction has overtaken it."""
    TESTED = "tested"
    """A test call: it carries no item, and its number 0 lies before all others."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item that may be used."""

    item: UUID
    revision: int
    title: str
    organisation: str
    unit: str
    pictures: int
    films: int
    ninjs: Json


@dataclass(frozen=True, slots=True)
class Arrived:
    """A delivery that was taken, what became of it, and the item it speaks of: as it is now, or as it was when withdrawn."""

    number: int
    subscriber: str
    event_id: str
    outcome: Outcome
    item: Item | None
    reason: str | None = None

    @property
    def recall(self) -> str | None:
        """The name under which a withdrawal is to be acknowledged; also that of a repeated one, whose answer may be lost."""
        return f"{self.subscriber}:{self.number}" if self.reason is not None else None


@dataclass(slots=True)
class Desk:
    """Everything that came. `first_number` is the number it began with; None takes the lowest that came."""

    first_number: int | None = 1
    items: dict[UUID, Item] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    _revisions: dict[UUID, int] = field(default_factory=dict)
    _withdrawn: set[UUID] = field(default_factory=set)
    _superseded: set[int] = field(default_factory=set)

    def take(self, checked: Checked, body: bytes) -> Arrived:
        """Keep a delivery whose signature holds. Whatever it raises, nothing of it was kept.

        Raises Problem(invalid_json), Problem(signature_invalid) where the headers speak of another delivery than the body,
        and Problem(conflict) where a number comes with other content than before.
        """
        try:
            said = orjson.loads(body)
            number, event_id = int(said["number"]), str(said["event_id"])
            subscriber, change = str(said["subscriber"]), str(said["change"])
            if (number, change) == (TEST_NUMBER, TEST_CHANGE):
                return _tested(checked, subscriber, event_id)
            item, revision = UUID(said["item"]), int(said["item_revision"])
            offered = _item_of(item, revision, said["ninjs"]) if change in {"featured", "corrected"} else None
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise Problem(ProblemCode.INVALID_JSON) from fault
        if (number, event_id) != (checked.number, checked.event_id):
            raise Problem(ProblemCode.SIGNATURE_INVALID)
        digest, reason = hashlib.sha256(body).hexdigest(), said.get("reason")
        outcome = self._outcome(number, digest, change)
        if outcome is None:
            outcome = self._apply(item, revision, change, offered)
        shown = offered or self.items.get(item)
        # What was featured again after its withdrawal is not what was superseded.
        taken_back = {Outcome.WITHDRAWN: True, Outcome.SUPERSEDED: shown is not None and shown.revision <= revision}
        if taken_back.get(outcome, False):
            self.items.pop(item, None)
        self.numbers[number] = digest
        if change == "superseded":
            self._superseded.add(number)
        return Arrived(number, subscriber, event_id, outcome, shown, reason if change == "withdrawn" else None)

    def missing(self) -> list[int]:
        """The numbers below the highest one that have not come (yet): a recall may have overtaken them."""
        if not self.numbers:
            return []
        first = min(self.numbers) if self.first_number is None else self.first_number
        return [number for number in range(first, max(self.numbers)) if number not in self.numbers]

    def _outcome(self, number: int, digest: str, change: str) -> Outcome | None:
        """What is known of a number already; None where it comes for the first time.

        The one thing that a number may become is superseded: its item was withdrawn before the sender heard our answer.
        """
        known = self.numbers.get(number)
        if known == digest:
            return Outcome.REPEATED
        if known is not None and (change != "superseded" or number in self._superseded):
            raise Problem(ProblemCode.CONFLICT, number=number)
        return Outcome.SUPERSEDED if change == "superseded" else None

    def _apply(self, item: UUID, revision: int, change: str, offered: Item | None) -> Outcome:
        known = self._revisions.get(item, -1)
        if revision < known or (revision == known and item in self._withdrawn):
            return Outcome.OLDER
        self._revisions[item] = revision
        if offered is None:
            self._withdrawn.add(item)
            return Outcome.WITHDRAWN
        self._withdrawn.discard(item)
        self.items[item] = offered
        return Outcome.CORRECTED if change == "corrected" else Outcome.NEW


def _tested(checked: Checked, subscriber: str, event_id: str) -> Arrived:
    if (checked.number, checked.event_id) != (TEST_NUMBER, event_id):
        raise Problem(ProblemCode.SIGNATURE_INVALID)
    return Arrived(TEST_NUMBER, subscriber, event_id, Outcome.TESTED, None)


def _item_of(item: UUID, revision: int, ninjs: Json) -> Item:
    """What a desk shows of an item; the whole of it stays beside that."""
    names = {one.get("rel"): str(one.get("name", "")) for one in ninjs.get("organisations", ())}
    kinds = [one.get("type") for one in ninjs.get("associations", ())]
    return Item(
        item=item,
        revision=revision,
        title=str(ninjs["headlines"][0]["value"]),
        organisation=names.get("reporter", ""),
        unit=names.get("unit", ""),
        pictures=kinds.count("picture"),
        films=kinds.count("video"),
        ninjs=ninjs,
    )
