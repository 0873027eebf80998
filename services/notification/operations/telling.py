"""Telling: a notice for each person that something concerns, once, and a word to the lanes by which it goes out."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView
from services.notification import metrics
from services.notification.domain.kinds import Channel
from services.notification.domain.lanes import Pace, wakes_at
from services.notification.domain.notices import Notice, Telling, notice_of
from services.notification.store.lanes import LaneStore
from services.notification.store.notices import NoticeStore
from services.notification.store.people import PeopleStore


class Tellers:
    """Makes notices. `has_letters` is whether there is a mail server at all; `woken` is called when something is due now."""

    def __init__(
        self,
        view: DirectoryView,
        stores: tuple[NoticeStore, LaneStore, PeopleStore],
        clock: Clock,
        pace: Pace,
        *,
        has_letters: bool,
        stale_seconds: float,
    ) -> None:
        self.view = view
        self._notices, self._lanes, self._people = stores
        self._clock = clock
        self._pace = pace
        self._has_letters = has_letters
        self._stale = timedelta(seconds=stale_seconds)
        self.woken: Callable[[], None] = lambda: None

    async def tell(self, telling: Telling, people: Iterable[str]) -> int:
        """Tell people something; how many had not been told yet. Repeating it, here or elsewhere, tells nobody twice.

        Raises Problem(store_away).
        """
        told, reached = 0, 0
        for person in people:
            notice = await self._addressed(telling, person)
            if notice is None:
                continue
            reached += 1
            made = await self._notices.add(notice)
            await self._wake(notice)
            told += made
        if not reached:
            metrics.UNTOLD.labels(telling.kind.value).inc()
        metrics.NOTICES.labels(telling.kind.value).inc(told)
        return told

    async def gather(self, telling: Telling, people: Iterable[str], item: str) -> None:
        """Tell people of one more item of the same sort, in one notice for as long as its source stays the same."""
        for person in people:
            notice = await self._addressed(telling, person)
            if notice is None:
                continue
            with_item = replace(notice, facts={**notice.facts, "items": [item]})
            made = await self._notices.add(with_item)
            metrics.NOTICES.labels(telling.kind.value).inc(made)
            if not made:
                await self._notices.gather(notice, item)
            # Also where it tells of the item already: a crash may have come between the notice and its lane.
            await self._wake(notice)

    def is_stale(self, telling: Telling) -> bool:
        """Whether it is too old to come by letter: the service was away, or hears an old log for the first time."""
        return self._clock.now() - telling.at > self._stale

    async def _addressed(self, telling: Telling, person: str) -> Notice | None:
        """The notice for one person, by the channels it chose and that can be used; None for whom nobody may write to."""
        known = self.view.people.get(person)
        if known is None or known.closed:
            return None
        choices = await self._people.choices(person)
        channels = set(choices.channels_of(telling.kind))
        if self.is_stale(telling):
            channels &= {Channel.PAGE}
        if not self._has_letters:
            channels.discard(Channel.EMAIL)
        if Channel.WEBHOOK in channels:
            endpoint = await self._people.endpoint(person)
            if endpoint is None or endpoint.suspended:
                channels.discard(Channel.WEBHOOK)
        return notice_of(telling, person, channels) if channels else None

    async def _wake(self, notice: Notice) -> None:
        now = self._clock.now()
        for channel in notice.channels:
            # A webhook is a machine's: nothing of it needs to be gathered.
            urgent = notice.urgent or channel is Channel.WEBHOOK
            await self._lanes.wake(channel, notice.person, wakes_at(now, self._pace, urgent=urgent))
            if urgent:
                self.woken()
