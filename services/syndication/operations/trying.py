"""A test call of a subscriber's webhook: signed and guarded like a delivery, told at once, and part of no sequence."""

import secrets
import time
from dataclasses import dataclass
from math import ceil

from contracts.problems import Problem, ProblemCode
from services.kit.acts import Actor
from services.kit.rates import RateLimit
from services.kit.webhooks.sending import Answer
from services.kit.webhooks.signing import signed_headers
from services.syndication.domain.payloads import TEST_NUMBER, trial_body, trial_event_id
from services.syndication.operations.delivering import Posts
from services.syndication.operations.ledger import Ledger
from services.syndication.operations.subscribing import Subscribing

CALLS_PER_MINUTE = 10
"""Test calls of one subscriber a minute: whoever may order them must not be able to flood a stranger."""
NONCE_BYTES = 8


@dataclass(frozen=True, slots=True)
class Tried:
    """What was sent where under which headers, what came back, and after how many milliseconds."""

    address: str
    event_id: str
    headers: dict[str, str]
    body_json: str
    answer: Answer
    took_milliseconds: int


class Trying:
    """Test calls."""

    def __init__(self, subscribing: Subscribing, ledger: Ledger, posts: Posts) -> None:
        self._subscribing = subscribing
        self._ledger = ledger
        self._posts = posts
        self._limit = RateLimit(CALLS_PER_MINUTE)

    async def call(self, subscriber: str, actor: Actor) -> Tried:
        """Call a webhook once and wait for what it says.

        Raises Problem(not_found, wrong_state, rate_limited, store_away); whatever the receiver does is an answer.
        """
        reached = await self._subscribing.webhook_of(subscriber)
        wait_seconds = self._limit.wait_seconds(subscriber, time.monotonic())
        if wait_seconds:
            raise Problem(ProblemCode.RATE_LIMITED, retry_after_seconds=max(1, ceil(wait_seconds)))
        await self._ledger.keep(actor, "test", f"subscriber:{subscriber}")
        now, nonce = self._ledger.now(), secrets.token_hex(NONCE_BYTES)
        event_id, body = trial_event_id(subscriber, nonce), trial_body(subscriber, nonce, now)
        headers = signed_headers(event_id, TEST_NUMBER, now, body.encode(), reached.keys)
        began = time.monotonic()
        answer = await self._posts.post(reached.address, headers, body.encode())
        took = round((time.monotonic() - began) * 1_000)
        return Tried(reached.address, event_id, headers, body, answer, took)
