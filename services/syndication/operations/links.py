"""Links for one subscriber: its press tickets end at a midnight, so that the same page read twice is the same page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.kit.tickets import PressTicket, mint_press
from services.syndication.domain.ninjs import Links
from services.syndication.settings import SyndicationSettings

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class LinkMaker:
    """Makes the links that newsrooms get."""

    settings: SyndicationSettings

    def for_subscriber(self, subscriber: str, now: datetime) -> Links:
        """Links with the press tickets of a subscriber."""
        ends = now + timedelta(days=self.settings.syndication_press_ticket_days)
        expires_at = (int(ends.timestamp()) // DAY_SECONDS + 1) * DAY_SECONDS
        secret = self.settings.ticket_secret.get_secret_value()

        def press(asset: UUID) -> str:
            return mint_press(PressTicket(asset, subscriber, expires_at), secret)

        return Links(self.settings.base, self.settings.syndication_media_base, press)

    def for_staff(self) -> Links:
        """Links without tickets, for the ministry's own people who look at a feed."""
        return Links(self.settings.base, self.settings.syndication_media_base)
