"""What answers look like."""

from datetime import datetime
from typing import Any

import orjson

from contracts.base import Contract
from services.kit.webhooks.verdicts import Verdict
from services.syndication.domain.deliveries import Delivery
from services.syndication.domain.feeds import Entry, entry_body
from services.syndication.domain.ninjs import Links
from services.syndication.domain.subscribers import Subscriber
from services.syndication.operations.subscribing import ShownOnce
from services.syndication.operations.trying import Tried


class TokenAnswer(Contract):
    """A feed token without itself."""

    made_at: datetime
    expires_at: datetime


class SecretAnswer(Contract):
    """A webhook secret without itself; `key` is what signatures name."""

    key: str
    made_at: datetime


class FilterAnswer(Contract):
    """What a subscriber wants."""

    editions: tuple[str, ...]
    kinds: tuple[str, ...]
    units: tuple[str, ...]
    types: tuple[str, ...]
    tags: tuple[str, ...]


class SubscriberAnswer(Contract):
    """A subscriber. `cursor` is how far it has been told, `last_number` its newest number. Secrets are never among it."""

    subscriber: str
    version: int
    name: str
    contact: str
    filters: FilterAnswer
    webhook: str | None
    status: str
    status_since: datetime | None
    suspended_for: str | None
    cursor: str
    last_number: int
    tokens: tuple[TokenAnswer, ...]
    secrets: tuple[SecretAnswer, ...]
    made_at: datetime


class MadeAnswer(SubscriberAnswer):
    """A subscriber with what is shown once: note `feed_token` and `webhook_secret` now."""

    feed_token: str | None = None
    feed_token_expires_at: datetime | None = None
    webhook_secret: str | None = None
    webhook_key: str | None = None


class SubscriberList(Contract):
    """Every subscriber that is served."""

    subscribers: tuple[SubscriberAnswer, ...]


class UseAnswer(Contract):
    """A use that a newsroom reported."""

    address: str
    used_at: datetime


class DeliveryAnswer(Contract):
    """One numbered delivery. `body` is what was or will be sent; None once it was forgotten after a withdrawal."""

    delivery: str
    subscriber: str
    number: int
    event_id: str
    item: str
    item_revision: int
    change: str
    state: str
    waiting: bool
    attempts: int
    next_attempt_at: datetime | None
    last_attempt_at: datetime | None
    last_fault: str | None
    made_at: datetime
    sent_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    uses: tuple[UseAnswer, ...]
    body_sha256: str
    body: dict[str, Any] | None


class DeliveryList(Contract):
    """Deliveries by number; `after` of the next page (`before`, where the newest come first) is `last`."""

    deliveries: tuple[DeliveryAnswer, ...]
    last: int


class TriedAnswer(Contract):
    """What a test call came to. `verdict` is what the same answer would do to a delivery, `why` a word for what happened.

    `status` is the receiver's, None where it did not answer; `said` the beginning of what it wrote, or what was refused.
    """

    address: str
    event_id: str
    taken: bool
    verdict: str
    why: str
    status: int | None
    said: str
    took_milliseconds: int
    headers: dict[str, str]
    body: dict[str, Any]


class FeaturedAnswer(Contract):
    """A featured item in its newest state: `ninjs` as newsrooms get it; `reason` where it is withdrawn."""

    offset: int
    change: str
    item: str
    item_revision: int
    reason: str | None
    changed_at: datetime
    ninjs: dict[str, Any]


class FeaturedList(Contract):
    """Featured items, the newest first; `cursor` of the next page is `next`, None on the last."""

    items: tuple[FeaturedAnswer, ...]
    next: str | None


class RecallAnswer(Contract):
    """A withdrawal that a subscriber has not acknowledged, or the acknowledgement of one."""

    recall: str
    subscriber: str
    number: int
    item: str
    made_at: datetime
    sent_at: datetime | None
    age_seconds: float
    acknowledged_at: datetime | None
    acknowledged_by: str | None


class RecallList(Contract):
    """Outstanding recalls, those of one subscriber by number."""

    recalls: tuple[RecallAnswer, ...]


def subscriber_answer(subscriber: Subscriber) -> SubscriberAnswer:
    """A subscriber as it is shown."""
    return SubscriberAnswer(**_subscriber(subscriber))


def made_answer(subscriber: Subscriber, shown: ShownOnce) -> MadeAnswer:
    """A subscriber with what is shown once."""
    return MadeAnswer(
        **_subscriber(subscriber),
        feed_token=shown.token,
        feed_token_expires_at=shown.expires_at,
        webhook_secret=shown.secret,
        webhook_key=shown.key,
    )


def _subscriber(subscriber: Subscriber) -> dict[str, Any]:
    filters = subscriber.filters
    return {
        "subscriber": subscriber.id,
        "version": subscriber.version,
        "name": subscriber.name,
        "contact": subscriber.contact,
        "filters": FilterAnswer(
            editions=filters.editions,
            kinds=filters.kinds,
            units=filters.units,
            types=filters.types,
            tags=filters.tags,
        ),
        "webhook": subscriber.webhook,
        "status": subscriber.status.value,
        "status_since": subscriber.status_since,
        "suspended_for": subscriber.suspended_for,
        "cursor": str(subscriber.position),
        "last_number": subscriber.next_number - 1,
        "tokens": tuple(TokenAnswer(made_at=one.made_at, expires_at=one.expires_at) for one in subscriber.tokens),
        "secrets": tuple(SecretAnswer(key=one.key, made_at=one.made_at) for one in subscriber.secrets),
        "made_at": subscriber.made_at,
    }


def delivery_answer(delivery: Delivery) -> DeliveryAnswer:
    """A delivery as it is shown."""
    return DeliveryAnswer(
        delivery=delivery.id,
        subscriber=delivery.subscriber,
        number=delivery.number,
        event_id=delivery.event_id,
        item=str(delivery.item),
        item_revision=delivery.item_revision,
        change=delivery.change.value,
        state=delivery.state.value,
        waiting=delivery.waiting,
        attempts=delivery.attempts,
        next_attempt_at=delivery.not_before if delivery.waiting else None,
        last_attempt_at=delivery.last_attempt_at,
        last_fault=delivery.last_fault,
        made_at=delivery.made_at,
        sent_at=delivery.sent_at,
        acknowledged_at=delivery.acknowledged_at,
        acknowledged_by=delivery.acknowledged_by,
        uses=tuple(UseAnswer(address=use.address, used_at=use.used_at) for use in delivery.uses),
        body_sha256=delivery.body_sha256,
        body=orjson.loads(delivery.body_json) if delivery.body_json is not None else None,
    )


def tried_answer(tried: Tried) -> TriedAnswer:
    """A test call as it is shown."""
    answer = tried.answer
    return TriedAnswer(
        address=tried.address,
        event_id=tried.event_id,
        taken=answer.verdict is Verdict.TAKEN,
        verdict=answer.verdict.value,
        why=answer.why,
        status=answer.status,
        said=answer.said,
        took_milliseconds=tried.took_milliseconds,
        headers=tried.headers,
        body=orjson.loads(tried.body_json),
    )


def featured_answer(entry: Entry, links: Links) -> FeaturedAnswer:
    """An item as it is shown in the list of featured items."""
    return FeaturedAnswer(**entry_body(entry, links), changed_at=entry.kept.state.changed_at)


def recall_answer(recall: Delivery, now: datetime) -> RecallAnswer:
    """A recall as it is shown; its age ends with its acknowledgement."""
    until = recall.acknowledged_at or now
    return RecallAnswer(
        recall=recall.id,
        subscriber=recall.subscriber,
        number=recall.number,
        item=str(recall.item),
        made_at=recall.made_at,
        sent_at=recall.sent_at,
        age_seconds=max(0.0, (until - recall.made_at).total_seconds()),
        acknowledged_at=recall.acknowledged_at,
        acknowledged_by=recall.acknowledged_by,
    )
