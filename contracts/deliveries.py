"""What syndication says of a subscriber: what was sent, what was acknowledged, what was used."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from contracts.base import Contract

DELIVERY_TYPE = "weekwire.syndication.delivery.v1"


class DeliveryState(Contract):
    """`syndication.deliveries.v1`: one numbered delivery to a subscriber, as it stands.

    `number` is the subscriber's own unbroken sequence. `superseded` went out under its own number, without content, after
    its item had been withdrawn. `address` and `used_at` are where and when a newsroom used the item (N8).
    """

    delivery: str
    revision: int
    subscriber: str
    number: int
    item: UUID
    item_revision: int
    change: Literal["featured", "corrected", "withdrawn", "superseded"]
    state: Literal["waiting", "sent", "acknowledged", "used"]
    made_at: datetime
    sent_at: datetime | None = None
    acknowledged_at: datetime | None = None
    address: str | None = None
    used_at: datetime | None = None
