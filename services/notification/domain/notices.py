"""Notices: one thing told to one person, under an id that is the same however often and wherever it is made."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.notification.domain.kinds import MANNERS, Channel, Group, NoticeKind

Facts = dict[str, Any]
"""What fills a notice's words; JSON, never a name or an address of a person."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Something to tell, before it is known to whom: its source's id, what, when, and whether it is more than a digest's.

    `source` is deterministic, as in `decision:<id>`. `urgent` is the kind's unless it is given.
    """

    source: str
    kind: NoticeKind
    at: datetime
    facts: Facts = field(default_factory=dict)
    urgent: bool | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing told to one person. `channels` are those by which it goes out beside the page, `shown` whether that has it."""

    id: str
    person: str
    kind: NoticeKind
    at: datetime
    facts: Facts
    urgent: bool
    shown: bool
    channels: tuple[Channel, ...]
    read_at: datetime | None = None

    @property
    def group(self) -> Group:
        """What it is chosen by."""
        return MANNERS[self.kind].group


def notice_of(telling: Telling, person: str, channels: Iterable[Channel]) -> Notice:
    """The notice that tells one person, by the channels it chose."""
    chosen = frozenset(channels)
    urgent = MANNERS[telling.kind].urgent if telling.urgent is None else telling.urgent
    return Notice(
        id=f"{telling.source}:{person}",
        person=person,
        kind=telling.kind,
        at=telling.at,
        facts=telling.facts,
        urgent=urgent,
        shown=Channel.PAGE in chosen,
        channels=tuple(sorted(chosen - {Channel.PAGE})),
    )
