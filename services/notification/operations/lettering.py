"""Lettering: all that waits for a person in one letter, claimed before it is sent, and sent again under the same id."""

import logging
from dataclasses import replace
from datetime import datetime

from contracts.organisations import PersonState
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView
from services.kit.post import Letter, LetterRefusedError, Post, PostAwayError
from services.notification import metrics
from services.notification.addresses import Addresses
from services.notification.domain.choices import Choices
from services.notification.domain.kinds import Channel
from services.notification.domain.lanes import Lane, Pace, letter_due_at
from services.notification.domain.letters import letter_id, letter_of
from services.notification.domain.notices import Notice
from services.notification.domain.unsubscribing import unsubscribe_token
from services.notification.neighbours import NeighbourAwayError
from services.notification.settings import NotificationSettings
from services.notification.store.lanes import LaneStore
from services.notification.store.notices import DROPPED, SENT, NoticeStore
from services.notification.store.people import PeopleStore

log = logging.getLogger(__name__)

MOST_IN_A_LETTER = 200
EMAIL = Channel.EMAIL


class Lettering:
    """Works one person's lane of letters. Raises Problem(store_away), after which the claim runs out and another goes on."""

    def __init__(
        self,
        stores: tuple[NoticeStore, LaneStore, PeopleStore],
        view: DirectoryView,
        post: Post,
        addresses: Addresses,
        clock: Clock,
        *,
        settings: NotificationSettings,
        pace: Pace,
    ) -> None:
        self._notices, self._lanes, self._people = stores
        self._view = view
        self._post = post
        self._addresses = addresses
        self._clock = clock
        self._settings = settings
        self._pace = pace

    async def work(self, lane: Lane) -> None:
        """Send what a claimed lane has, if its time has come, and give the lane back."""
        now = self._clock.now()
        notices = await self._notices.waiting(lane.person, EMAIL, MOST_IN_A_LETTER)
        person = self._view.people.get(lane.person)
        if not notices and await self._lanes.letter(letter_id(lane.person, lane.number + 1)) is None:
            await self._lanes.finish(lane, None)
            return
        if person is None or person.closed:
            await self._drop(lane, notices, "closed")
            return
        claimed = await self._claimed(lane, notices, now)
        if isinstance(claimed, datetime):
            await self._lanes.finish(lane, claimed)
            return
        await self._send(lane, person, claimed)

    async def _claimed(self, lane: Lane, notices: list[Notice], now: datetime) -> list[Notice] | datetime:
        """The notices of the next letter, fixed now or by whoever did not finish it; or when it may go."""
        letter = letter_id(lane.person, lane.number + 1)
        fixed = await self._lanes.letter(letter)
        choices = await self._people.choices(lane.person)
        if fixed is None:
            urgent = any(notice.urgent for notice in notices)
            due_at = letter_due_at(lane, self._pace, choices.quiet, now, urgent=urgent)
            if due_at > now:
                return due_at
            fixed = [notice.id for notice in notices]
            await self._lanes.claim_letter(letter, lane.person, fixed, now)
        elif lane.blocked_until is not None and lane.blocked_until > now:
            return lane.blocked_until
        return await self._wanted(await self._notices.of(fixed), choices)

    async def _wanted(self, notices: list[Notice], choices: Choices) -> list[Notice]:
        """Those that the person still wants by letter: who ended letters gets none of what was waiting, either."""
        wanted = [one for one in notices if EMAIL in choices.channels_of(one.kind)]
        if left := [one.id for one in notices if one not in wanted]:
            await self._notices.settle(left, EMAIL, DROPPED)
        return wanted

    async def _send(self, lane: Lane, person: PersonState, notices: list[Notice]) -> None:
        if not notices:
            await self._settle(lane, replace(lane, number=lane.number + 1), DROPPED)
            return
        try:
            address = await self._addresses.of(lane.person)
            if address is None:
                await self._drop(lane, notices, "no_address")
                return
            await self._post.send(self._letter(lane, person, notices, address))
        except (PostAwayError, NeighbourAwayError) as fault:
            log.warning("letter waits", extra={"person": lane.person, "fault": str(fault)})
            metrics.LETTERS.labels("away").inc()
            failures = lane.failures + 1
            again_at = self._pace.after_fault(failures, self._clock.now())
            # Blocked, so that something urgent that comes meanwhile does not hammer at the door.
            await self._lanes.finish(replace(lane, failures=failures, blocked_until=again_at), again_at)
        except LetterRefusedError as fault:
            log.warning("letter refused", extra={"person": lane.person, "fault": str(fault)})
            await self._refused(lane, notices, of_address=fault.of_address)
        else:
            await self._sent(lane, notices)

    def _letter(self, lane: Lane, person: PersonState, notices: list[Notice], address: str) -> Letter:
        return letter_of(
            letter_id(lane.person, lane.number + 1),
            address,
            notices,
            person.language,
            pages=self._settings.public_url,
            unsubscribe=unsubscribe_token(lane.person, self._settings.service_secret.get_secret_value()),
        )

    async def _sent(self, lane: Lane, notices: list[Notice]) -> None:
        now = self._clock.now()
        metrics.LETTERS.labels("sent").inc()
        for notice in notices:
            metrics.MADE_TO_SENT_SECONDS.labels(EMAIL.value).observe(max(0.0, (now - notice.at).total_seconds()))
        await self._notices.settle([one.id for one in notices], EMAIL, SENT)
        done = replace(lane, number=lane.number + 1, last_at=now, failures=0, refusals=0, blocked_until=None)
        await self._settle(lane, done, SENT)

    async def _refused(self, lane: Lane, notices: list[Notice], *, of_address: bool) -> None:
        """What was refused stays in the page. An address that refuses is left alone for longer each time."""
        metrics.LETTERS.labels("refused").inc()
        await self._notices.settle([one.id for one in notices], EMAIL, DROPPED)
        refusals = lane.refusals + of_address
        blocked = self._pace.after_refusal(refusals, self._clock.now()) if of_address else lane.blocked_until
        done = replace(lane, number=lane.number + 1, failures=0, refusals=refusals, blocked_until=blocked)
        await self._settle(lane, done, "refused")

    async def _drop(self, lane: Lane, notices: list[Notice], why: str) -> None:
        metrics.LETTERS.labels(why).inc()
        await self._notices.settle([one.id for one in notices], EMAIL, DROPPED)
        await self._settle(lane, replace(lane, number=lane.number + 1, failures=0), why)

    async def _settle(self, lane: Lane, done: Lane, state: str) -> None:
        await self._lanes.settle_letter(letter_id(lane.person, lane.number + 1), state)
        # What came meanwhile has woken the lane by itself; what did not fit into the letter has not.
        await self._lanes.finish(done, self._clock.now())
