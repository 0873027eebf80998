"""What a request may say, closed and strict: every unknown field and every wrong value is named at once."""

from datetime import datetime

from pydantic import AwareDatetime, Field

from contracts.base import Contract
from contracts.submissions import Kind
from services.syndication.domain.deliveries import Use
from services.syndication.domain.subscribers import Order
from services.syndication.domain.telling import Filters
from services.syndication.operations.subscribing import Start

VALUES = 200
Value = str
SUBSCRIBER_PATTERN = r"^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$"


class FilterBody(Contract):
    """What a subscriber wants; an empty list asks for everything."""

    editions: tuple[str, ...] = Field(default=(), max_length=VALUES)
    kinds: tuple[Kind, ...] = Field(default=(), max_length=VALUES)
    units: tuple[str, ...] = Field(default=(), max_length=VALUES)
    types: tuple[str, ...] = Field(default=(), max_length=VALUES)
    tags: tuple[str, ...] = Field(default=(), max_length=VALUES)

    def filters(self) -> Filters:
        """The filters as the rules know them; order and repetition do not matter."""
        return Filters(
            _set(self.editions),
            _set(tuple(kind.value for kind in self.kinds)),
            _set(self.units),
            _set(self.types),
            _set(self.tags),
        )


class StartBody(Contract):
    """From where a subscriber is told. Nothing given: for a new one from now on."""

    beginning: bool = False
    since: AwareDatetime | None = None
    cursor: str | None = Field(default=None, max_length=64)

    def start(self) -> Start:
        """The place as the rules know it."""
        return Start(self.beginning, self.since, self.cursor)


class SubscriberBody(Contract):
    """What its maker says of a subscriber. `webhook` is where deliveries go; without one it reads by itself."""

    name: str = Field(min_length=1, max_length=200)
    contact: str = Field(default="", max_length=200)
    filters: FilterBody = FilterBody()
    webhook: str | None = Field(default=None, min_length=1, max_length=2_000)
    start: StartBody = StartBody()

    def order(self) -> Order:
        """The order as the rules know it."""
        return Order(self.name, self.contact, self.filters.filters(), self.webhook)


class UseBody(Contract):
    """Where a newsroom used an item, and when."""

    address: str = Field(min_length=1, max_length=2_000)
    used_at: AwareDatetime

    def use(self) -> Use:
        """The use as the rules know it, in whole milliseconds."""
        at: datetime = self.used_at
        return Use(self.address, at.replace(microsecond=at.microsecond // 1_000 * 1_000))


def _set(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
