"""Where newsrooms have used an item, so that whoever filed it learns of it (N8)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.deliveries import DeliveryState


@dataclass(frozen=True, slots=True)
class Use:
    """That a newsroom has used an item at an address. The same address is one use, whenever it is told again."""

    item: UUID
    newsroom: str
    address: str
    used_at: datetime


def use_of(delivery: DeliveryState) -> Use | None:
    """The use that a delivery tells of; None of one that was not used, or says not where."""
    if delivery.address is None or delivery.used_at is None:
        return None
    return Use(delivery.item, delivery.subscriber, delivery.address, delivery.used_at)
