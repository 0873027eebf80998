"""A subscriber's own sequence: what a delivery is, what it becomes, and what may be sent next.

A number once taken by the subscriber never changes content. Before that the only change is that a delivery loses its content,
because its item was withdrawn: it then goes out under its own number as `superseded`. What goes out next: see `lanes`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.deliveries import DeliveryState


class Change(StrEnum):
    """What a delivery says of its item."""

    FEATURED = "featured"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class State(StrEnum):
    """How far a delivery has come."""

    WAITING = "waiting"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Use:
    """Where and when a newsroom says that it used an item."""

    address: str
    used_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One numbered delivery. `body_json` is what is signed and sent; None once it was forgotten after a withdrawal.

    `waiting` is true until the subscriber has taken it, and again while it is sent once more by hand. `not_before` is the
    earliest moment of the next attempt. `first_failed_at` is the first refusal of the present run of refusals. `revision`
    guards the document.
    """

    subscriber: str
    number: int
    event_id: str
    item: UUID
    item_revision: int
    offset: int
    change: Change
    body_json: str | None
    body_sha256: str
    made_at: datetime
    not_before: datetime
    waiting: bool = True
    attempts: int = 0
    first_failed_at: datetime | None = None
    last_attempt_at: datetime | None = None
    last_fault: str | None = None
    sent_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    uses: tuple[Use, ...] = ()
    revision: int = 0

    @property
    def id(self) -> str:
        """The delivery's name: `subscriber:number`."""
        return delivery_id(self.subscriber, self.number)

    @property
    def is_recall(self) -> bool:
        """Whether it takes an item back, so that it goes before everything else and wants to be acknowledged."""
        return self.change is Change.WITHDRAWN

    @property
    def state(self) -> State:
        """How far it has come."""
        if self.uses:
            return State.USED
        if self.acknowledged_at is not None:
            return State.ACKNOWLEDGED
        return State.WAITING if self.sent_at is None else State.SENT


def delivery_id(subscriber: str, number: int) -> str:
    """The name of a delivery; the document's `_id`."""
    return f"{subscriber}:{number}"


def sent(delivery: Delivery, at: datetime) -> Delivery:
    """The delivery after the subscriber has taken it."""
    return replace(
        delivery,
        waiting=False,
        attempts=delivery.attempts + 1,
        last_attempt_at=at,
        last_fault=None,
        first_failed_at=None,
        sent_at=delivery.sent_at or at,
    )


def failed(delivery: Delivery, at: datetime, next_attempt_at: datetime, fault: str) -> Delivery:
    """The delivery after an attempt that the subscriber did not take."""
    return replace(
        delivery,
        attempts=delivery.attempts + 1,
        first_failed_at=delivery.first_failed_at or at,
        last_attempt_at=at,
        last_fault=fault,
        not_before=next_attempt_at,
    )


def superseded(delivery: Delivery, body_json: str, body_sha256: str, now: datetime) -> Delivery:
    """The delivery without its content, after its item was withdrawn; due at once, since nothing of it can be refused."""
    return replace(
        delivery,
        change=Change.SUPERSEDED,
        body_json=body_json,
        body_sha256=body_sha256,
        not_before=min(delivery.not_before, now),
    )


def acknowledged(delivery: Delivery, by: str, at: datetime) -> Delivery:
    """The recall after the subscriber said that it has taken the item down; a repeat changes nothing."""
    if delivery.acknowledged_at is not None:
        return delivery
    return replace(delivery, acknowledged_at=at, acknowledged_by=by)


def used(delivery: Delivery, use: Use) -> Delivery:
    """The delivery with a use that a newsroom reported; a repeat changes nothing."""
    return delivery if use in delivery.uses else replace(delivery, uses=(*delivery.uses, use))


def pulled(delivery: Delivery, at: datetime) -> Delivery:
    """The delivery that a subscriber without a webhook has fetched by itself."""
    return sent(delivery, at) if delivery.waiting else delivery


def resent(delivery: Delivery, now: datetime) -> Delivery:
    """The delivery waiting once more, by hand; its number and its content stay."""
    return replace(delivery, waiting=True, not_before=now, first_failed_at=None, last_fault=None)


def state_of(delivery: Delivery) -> DeliveryState:
    """What the topic says of a delivery."""
    use = delivery.uses[-1] if delivery.uses else None
    return DeliveryState(
        delivery=delivery.id,
        revision=delivery.revision,
        subscriber=delivery.subscriber,
        number=delivery.number,
        item=delivery.item,
        item_revision=delivery.item_revision,
        change=delivery.change.value,
        state=delivery.state.value,
        made_at=delivery.made_at,
        sent_at=delivery.sent_at,
        acknowledged_at=delivery.acknowledged_at,
        address=use.address if use else None,
        used_at=use.used_at if use else None,
    )
