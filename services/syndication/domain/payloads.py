"""The body of a numbered delivery, byte for byte what is signed and sent, and what a signature and a digest cover."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from services.syndication.domain.deliveries import Change, delivery_id
from services.syndication.domain.items import Kept
from services.syndication.domain.ninjs import Links, canceled, item_uri, ninjs
from services.syndication.domain.telling import reason_of

Json = dict[str, Any]
TEST_NUMBER = 0
"""The number of a test call: it lies before every delivery, so that it leaves no gap and takes no place."""
TEST_CHANGE = "test"


def event_id_of(subscriber: str, number: int) -> str:
    """The event id of a number, the same at every attempt, so that a receiver knows a repeat."""
    return f"weekwire:{delivery_id(subscriber, number)}"


def body_of(subscriber: str, number: int, change: Change, kept: Kept, links: Links) -> str:
    """What a subscriber is sent under a number: the item as ninjs, or its withdrawal with where to acknowledge it."""
    body = _head(subscriber, number, change, kept.state.item, kept.state.revision)
    if change is Change.WITHDRAWN:
        recall = f"{links.base}/v1/recalls/{delivery_id(subscriber, number)}/ack"
        body |= {"reason": reason_of(kept), "acknowledge": recall, "ninjs": canceled(kept)}
    else:
        body |= {"ninjs": ninjs(kept, links)}
    return orjson.dumps(body).decode()


def superseded_body(subscriber: str, number: int, item: UUID, item_revision: int) -> str:
    """What a number says that lost its content before it was delivered: the number, the item, and nothing of it."""
    return orjson.dumps(_head(subscriber, number, Change.SUPERSEDED, item, item_revision) | {"ninjs": None}).decode()


def trial_event_id(subscriber: str, nonce: str) -> str:
    """The event id of a test call, new with each."""
    return f"weekwire:{subscriber}:test:{nonce}"


def trial_body(subscriber: str, nonce: str, at: datetime) -> str:
    """What a test call says: the form of a delivery, without an item, so that nobody can print it by mistake."""
    said = {
        "event_id": trial_event_id(subscriber, nonce),
        "subscriber": subscriber,
        "number": TEST_NUMBER,
        "change": TEST_CHANGE,
        "item": None,
        "made_at": at.isoformat(),
        "note": "推送地址测试，不含稿件。A test of the webhook; it carries no item.",
        "ninjs": None,
    }
    return orjson.dumps(said).decode()


def sha256_of(body: str) -> str:
    """The hash of a body, kept when the body itself is forgotten."""
    return hashlib.sha256(body.encode()).hexdigest()


def _head(subscriber: str, number: int, change: Change, item: UUID, revision: int) -> Json:
    return {
        "event_id": event_id_of(subscriber, number),
        "subscriber": subscriber,
        "number": number,
        "change": change.value,
        "item": str(item),
        "uri": item_uri(item),
        "item_revision": revision,
    }
