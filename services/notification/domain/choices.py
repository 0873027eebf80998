"""What each person wants to be told by which channel, and when letters rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from services.kit.clock import SHANGHAI
from services.notification.domain.kinds import ALWAYS_ON_PAGE, MANNERS, Channel, Group, NoticeKind

BY_LETTER = frozenset({Group.RETURNED, Group.FILES, Group.OBLIGATIONS, Group.REMINDERS, Group.QUEUE, Group.FEATURED})
"""Groups that come by letter unless somebody chooses otherwise; of progress a page is enough."""


def _usual() -> dict[Group, frozenset[Channel]]:
    return {
        group: frozenset({Channel.PAGE, Channel.WEBHOOK} | ({Channel.EMAIL} if group in BY_LETTER else set()))
        for group in Group
    }


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when to when no letter goes out that can wait, in Shanghai time; none where both are equal."""

    start: time = time(22, 0)
    end: time = time(7, 0)

    def ends_at(self, now: datetime) -> datetime:
        """`now` where it is not quiet, else when quiet ends."""
        local = now.astimezone(SHANGHAI)
        if self.start == self.end or not self._holds(local.time()):
            return now
        end = local.replace(hour=self.end.hour, minute=self.end.minute, second=0, microsecond=0)
        return end if end > local else end + timedelta(days=1)

    def _holds(self, at: time) -> bool:
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True)
class Choices:
    """One person's choices. `revision` is 0 where the person never chose."""

    person: str
    channels: Mapping[Group, frozenset[Channel]] = field(default_factory=_usual)
    quiet: QuietHours = QuietHours()
    revision: int = 0

    def channels_of(self, kind: NoticeKind) -> frozenset[Channel]:
        """By which channels a notice of this kind goes."""
        group = MANNERS[kind].group
        chosen = self.channels.get(group, frozenset())
        return chosen | {Channel.PAGE} if group in ALWAYS_ON_PAGE else chosen

    def without_letters(self) -> "Choices":
        """The same without any letter, as who follows a letter's link to end them wants it."""
        kept = {group: chosen - {Channel.EMAIL} for group, chosen in self.channels.items()}
        return Choices(self.person, kept, self.quiet, self.revision)


def completed(given: Mapping[Group, Iterable[Channel]]) -> dict[Group, frozenset[Channel]]:
    """Choices for every group: what was given, and what is usual for the rest."""
    return _usual() | {group: frozenset(channels) for group, channels in given.items()}
