"""Calling: a person's webhook gets each notice in its order, signed in the form of Standard Webhooks, until it takes it."""

import json
import logging
from dataclasses import replace
from datetime import timedelta

from services.kit.clock import Clock
from services.kit.sealing import CannotOpenError, Vault
from services.kit.webhooks.sending import Answer, Sender
from services.kit.webhooks.signing import key_of, signed_headers
from services.kit.webhooks.verdicts import Verdict
from services.notification import metrics
from services.notification.domain.kinds import Channel
from services.notification.domain.lanes import Lane, Pace
from services.notification.domain.notices import Notice
from services.notification.domain.texts import place_of, words
from services.notification.settings import NotificationSettings
from services.notification.store.lanes import LaneStore
from services.notification.store.notices import DROPPED, SENT, NoticeStore
from services.notification.store.people import Endpoint, PeopleStore

log = logging.getLogger(__name__)

MOST_AT_ONCE = 20
WEBHOOK = Channel.WEBHOOK


class Calling:
    """Works one person's lane of calls. Raises Problem(store_away), after which the claim runs out and another goes on."""

    def __init__(
        self,
        stores: tuple[NoticeStore, LaneStore, PeopleStore],
        sender: Sender,
        vault: Vault,
        clock: Clock,
        *,
        settings: NotificationSettings,
        pace: Pace,
    ) -> None:
        self._notices, self._lanes, self._people = stores
        self._sender = sender
        self._vault = vault
        self._clock = clock
        self._settings = settings
        self._pace = pace

    async def work(self, lane: Lane) -> None:
        """Call with what a claimed lane has, one by one, and give the lane back."""
        notices = await self._notices.waiting(lane.person, WEBHOOK, MOST_AT_ONCE)
        endpoint = await self._people.endpoint(lane.person)
        if not notices:
            await self._lanes.finish(lane, None)
            return
        if lane.blocked_until is not None and lane.blocked_until > self._clock.now():
            await self._lanes.finish(lane, lane.blocked_until)
            return
        if endpoint is None or endpoint.suspended:
            await self._notices.settle([one.id for one in notices], WEBHOOK, DROPPED)
            await self._lanes.finish(lane, self._clock.now())
            return
        choices = await self._people.choices(lane.person)
        for notice in notices:
            if WEBHOOK not in choices.channels_of(notice.kind):
                await self._notices.settle([notice.id], WEBHOOK, DROPPED)
                continue
            answer = await self.call(endpoint, notice.id, body_of(notice, self._settings.public_url))
            if answer.verdict is not Verdict.TAKEN:
                await self._failed(lane, endpoint, answer)
                return
            await self._notices.settle([notice.id], WEBHOOK, SENT)
            passed = (self._clock.now() - notice.at).total_seconds()
            metrics.MADE_TO_SENT_SECONDS.labels(WEBHOOK.value).observe(max(0.0, passed))
        if endpoint.failing_since is not None:
            await self._people.put_endpoint(replace(endpoint, failing_since=None), None)
        done = replace(
            lane, number=lane.number + len(notices), last_at=self._clock.now(), failures=0, blocked_until=None
        )
        await self._lanes.finish(done, self._clock.now())

    async def call(self, endpoint: Endpoint, event_id: str, body: bytes) -> Answer:
        """One attempt; whatever happens is an answer."""
        try:
            key = key_of(self._vault.open(endpoint.person, endpoint.sealed).decode())
        except (CannotOpenError, ValueError):
            log.exception("secret cannot be opened", extra={"person": endpoint.person})
            return Answer(Verdict.FAILING, "secret")
        headers = signed_headers(event_id, None, self._clock.now(), body, [key])
        answer = await self._sender.post(endpoint.url, headers, body)
        metrics.CALLS.labels(answer.verdict.value).inc()
        return answer

    async def _failed(self, lane: Lane, endpoint: Endpoint, answer: Answer) -> None:
        now = self._clock.now()
        since = endpoint.failing_since or now
        for_long = now - since >= timedelta(seconds=self._settings.notification_suspend_after_seconds)
        suspended = answer.why if answer.verdict is Verdict.GONE or for_long else None
        if suspended or endpoint.failing_since is None:
            await self._people.put_endpoint(replace(endpoint, failing_since=since, suspended=suspended), None)
        failures = lane.failures + 1
        due_at = now if suspended else self._pace.after_fault(failures, now)
        if answer.retry_after_seconds and not suspended:
            due_at = max(
                due_at, now + timedelta(seconds=min(answer.retry_after_seconds, self._pace.longest_delay_seconds))
            )
        await self._lanes.finish(replace(lane, failures=failures, blocked_until=due_at), due_at)


def body_of(notice: Notice, pages: str) -> bytes:
    """What a call says: the notice in both languages, and where it leads."""
    chinese = words(notice.kind, notice.facts, "zh-CN", notice.at)
    english = words(notice.kind, notice.facts, "en", notice.at)
    body = {
        "type": f"notice.{notice.kind.value}",
        "timestamp": notice.at.isoformat(),
        "data": {
            "notice": notice.id,
            "kind": notice.kind.value,
            "urgent": notice.urgent,
            "title_zh": chinese.title,
            "text_zh": chinese.text,
            "title_en": english.title,
            "text_en": english.text,
            "address": f"{pages}{place_of(notice.kind, notice.facts)}",
            "facts": notice.facts,
        },
    }
    return json.dumps(body, ensure_ascii=False).encode()
