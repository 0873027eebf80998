"""What has to be done now and then: measure what waits and what is outstanding, clear away what is over."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime

from contracts.problems import Problem
from services.syndication import metrics
from services.syndication.domain.subscribers import Status
from services.syndication.operations.ledger import Ledger
from services.syndication.settings import SyndicationSettings
from services.syndication.store.deliveries import Backlog, DeliveryStore
from services.syndication.store.subscribers import SubscriberStore

log = logging.getLogger(__name__)


class Housekeeping:
    """The chores of every copy."""

    def __init__(
        self, subscribers: SubscriberStore, deliveries: DeliveryStore, ledger: Ledger, settings: SyndicationSettings
    ) -> None:
        self._subscribers = subscribers
        self._deliveries = deliveries
        self._ledger = ledger
        self._settings = settings
        self._measured: set[str] = set()

    async def run(self) -> None:
        """Do the chores for ever."""
        while True:
            try:
                await self.measure()
                await self._ledger.forget_sent()
            except Problem as problem:
                log.warning("chores have to wait", extra={"code": problem.code.value})
            except Exception:
                # A chore that fails must not be the last one: the age of recalls would stand still.
                log.exception("chores failed")
            await asyncio.sleep(self._settings.syndication_measure_seconds)

    async def measure(self) -> None:
        """Set the gauges anew, a subscriber each. Raises Problem(store_away)."""
        served, backlogs, now = await self._subscribers.served(), await self._deliveries.backlogs(), self._ledger.now()
        for one in served:
            backlog = backlogs.get(one.id, Backlog())
            # Who reads by itself takes what it wants when it wants; only recalls are awaited of it.
            _set(one.id, backlog if one.webhook else replace(backlog, waiting=0, waiting_since=None), now)
        for gone in self._measured - {one.id for one in served}:
            _forget(gone)
        self._measured = {one.id for one in served}
        metrics.SUSPENDED.set(sum(one.status is Status.SUSPENDED for one in served))


def _set(subscriber: str, backlog: Backlog, now: datetime) -> None:
    metrics.WAITING.labels(subscriber).set(backlog.waiting)
    metrics.WAITING_OLDEST_SECONDS.labels(subscriber).set(_age(backlog.waiting_since, now))
    metrics.RECALLS_OUTSTANDING.labels(subscriber).set(backlog.recalls)
    metrics.RECALL_OLDEST_SECONDS.labels(subscriber).set(_age(backlog.recalls_since, now))


def _forget(subscriber: str) -> None:
    for gauge in (
        metrics.WAITING,
        metrics.WAITING_OLDEST_SECONDS,
        metrics.RECALLS_OUTSTANDING,
        metrics.RECALL_OLDEST_SECONDS,
    ):
        gauge.remove(subscriber)


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0
