"""What a request may say, closed and strict: every unknown field and every wrong value is named at once."""

from datetime import UTC, datetime, time
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.base import Contract
from services.notification.domain.choices import QuietHours
from services.notification.domain.kinds import Channel, Group

MOST_READ, MOST_REMINDED = 500, 500
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST)]
Revision = Annotated[int, Field(ge=0, le=2**53)]
"""What every reader of JSON counts without loss."""
TIME_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


class ReadBody(Contract):
    """What was read: notices by id, or all up to a moment."""

    notices: tuple[str, ...] | None = Field(default=None, max_length=MOST_READ)
    until: Moment | None = None


class QuietBody(Contract):
    """From when to when letters rest that can wait, in Shanghai time; equal times mean never."""

    start: str = Field(pattern=TIME_PATTERN)
    end: str = Field(pattern=TIME_PATTERN)

    def hours(self) -> QuietHours:
        """The hours as the rules know them."""
        return QuietHours(time.fromisoformat(self.start), time.fromisoformat(self.end))


class ChoicesBody(Contract):
    """Channels by group, and quiet hours. A group that is left out stays as usual. `revision` is the one that was seen."""

    channels: dict[Group, tuple[Channel, ...]] = Field(max_length=len(Group))
    quiet: QuietBody
    revision: Revision


class WebhookBody(Contract):
    """Where a person's webhook goes: https and public."""

    url: str = Field(min_length=1, max_length=2_000)


class RemindersBody(Contract):
    """Which obligations to remind of, and what to add. `request` is the client's own id: said twice, it is done once."""

    request: UUID
    obligations: tuple[str, ...] = Field(min_length=1, max_length=MOST_REMINDED)
    note: str = Field(default="", max_length=200)


class PreviewBody(Contract):
    """Which obligations a reminder would be about."""

    obligations: tuple[str, ...] = Field(min_length=1, max_length=MOST_REMINDED)


class BannerBody(Contract):
    """What every page shows. `until` ends it by itself. `revision` is the one that was seen; 0 where there was none."""

    active: bool
    level: Literal["info", "warning", "incident"] = "info"
    text_zh: str = Field(default="", max_length=500)
    text_en: str = Field(default="", max_length=500)
    until: Moment | None = None
    revision: Revision = 0
