"""Subscribers: made, changed, paused, resumed, removed; their tokens and secrets, each shown once."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from contracts.organisations import MINISTRY
from contracts.problems import Problem, ProblemCode
from services.kit.acts import Actor
from services.kit.sealing import CannotOpenError, Vault
from services.kit.webhooks.signing import key_of, secret_of
from services.syndication.domain.cursors import Cursor, read_cursor
from services.syndication.domain.subscribers import (
    FeedToken,
    Order,
    SealedSecret,
    Status,
    Subscriber,
    feed_token,
    holds,
    moved_back,
    order_of,
    ordered,
    paused,
    removed,
    resumed,
    subscriber_of,
    suspended,
    token_hash,
    with_one_secret,
    with_secret,
    with_token,
)
from services.syndication.operations.delivering import Destination
from services.syndication.operations.ledger import SERVICE, Ledger
from services.syndication.settings import SyndicationSettings
from services.syndication.store.items import ItemStore
from services.syndication.store.subscribers import Rule, SubscriberStore

log = logging.getLogger(__name__)

TOKEN_BYTES = 32
SECRET_BYTES = 32
KEY_BYTES = 4
PURPOSE = b"weekwire webhook secrets"


class AddressCheck(Protocol):
    """Judges an address that deliveries are to go to. Raises Problem(address_not_allowed)."""

    def __call__(self, address: str) -> None:
        """Pass, or raise."""
        ...


@dataclass(frozen=True, slots=True)
class ShownOnce:
    """What is told to who ordered it and can never be read again."""

    token: str | None = None
    secret: str | None = None
    key: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """From where a subscriber is told: `now`, the log's beginning, a moment, or a cursor of the feed."""

    beginning: bool = False
    since: datetime | None = None
    cursor: str | None = None


class Subscribing:
    """What the ministry orders of subscribers, and what these may do with their own token."""

    def __init__(
        self,
        settings: SyndicationSettings,
        subscribers: SubscriberStore,
        items: ItemStore,
        ledger: Ledger,
        *,
        check: AddressCheck,
        begin_anew: Callable[[str], Awaitable[None]],
    ) -> None:
        self._settings = settings
        self._subscribers = subscribers
        self._items = items
        self._ledger = ledger
        self._check = check
        self._begin_anew = begin_anew
        self._vault = Vault(settings.syndication_key.get_secret_value(), PURPOSE)

    async def put(
        self, name: str, order: Order, start: Start, version: int | None, actor: Actor
    ) -> tuple[Subscriber, ShownOnce, bool]:
        """Make a subscriber, or change it where `version` is its current one; the same order again changes nothing.

        The third part tells whether it was made now. Raises Problem(id_taken, stale_version, address_not_allowed).
        """
        if order.webhook is not None:
            self._check(order.webhook)
        known = await self._subscribers.load(name)
        if known is None:
            return await self._make(name, order, start, actor)
        if known.status is Status.REMOVED:
            raise Problem(ProblemCode.ID_TAKEN)
        if order_of(known) == order:
            return known, ShownOnce(), False
        if version is None:
            raise Problem(ProblemCode.ID_TAKEN, version=known.version)
        shown = ShownOnce()

        def change(found: Subscriber) -> Subscriber:
            nonlocal shown
            if found.version != version:
                raise Problem(ProblemCode.STALE_VERSION, version=found.version)
            changed = ordered(found, order)
            if changed.webhook is not None and not changed.secrets:
                sealed, shown = self._secret(name)
                changed = with_secret(changed, sealed)
            return changed

        changed = await self._change(name, "change", change, actor)
        if changed.webhook != known.webhook:
            await self._begin_anew(name)
        return changed, shown, False

    async def _make(self, name: str, order: Order, start: Start, actor: Actor) -> tuple[Subscriber, ShownOnce, bool]:
        token, shown = self._token(name)
        sealed: tuple[SealedSecret, ...] = ()
        if order.webhook is not None:
            secret, of_secret = self._secret(name)
            sealed = (secret,)
            shown = ShownOnce(shown.token, of_secret.secret, of_secret.key, shown.expires_at)
        new = Subscriber(
            id=name,
            name=order.name,
            contact=order.contact,
            filters=order.filters,
            webhook=order.webhook,
            status=Status.ACTIVE,
            tokens=(token,),
            secrets=sealed,
            position=await self._place(start),
            next_number=1,
            made_at=self._ledger.now(),
        )
        kept = await self._subscribers.add(new, self._ledger.done(actor, "subscribe", name, None, new))
        if kept is None:
            raise Problem(ProblemCode.ID_TAKEN)
        return kept, shown, True

    async def load(self, name: str) -> Subscriber:
        """A subscriber that is still served. Raises Problem(not_found)."""
        found = await self._subscribers.load(name)
        if found is None or found.status is Status.REMOVED:
            raise Problem(ProblemCode.NOT_FOUND)
        return found

    async def all(self) -> list[Subscriber]:
        """Every subscriber that is served."""
        return await self._subscribers.served()

    async def pause(self, name: str, actor: Actor) -> Subscriber:
        """Send nothing for a while. Raises Problem(wrong_state)."""
        return await self._change(name, "pause", lambda found: paused(found, self._ledger.now()), actor)

    async def resume(self, name: str, actor: Actor) -> Subscriber:
        """Send again, from where it was, and at once. Raises Problem(wrong_state)."""
        changed = await self._change(name, "resume", lambda found: resumed(found, self._ledger.now()), actor)
        await self._begin_anew(name)
        return changed

    async def remove(self, name: str, actor: Actor) -> Subscriber:
        """Serve it no more; its tokens and secrets end at once."""
        return await self._change(name, "unsubscribe", lambda found: removed(found, self._ledger.now()), actor)

    async def suspend(self, subscriber: str, reason: str) -> None:
        """Stop sending to a subscriber that keeps failing; nothing is dropped. An alarm follows from the metric."""
        actor = Actor(SERVICE, MINISTRY)
        await self._change(subscriber, "suspend", lambda found: suspended(found, reason, self._ledger.now()), actor)

    async def backfill(self, name: str, start: Start, actor: Actor) -> Subscriber:
        """Tell once more from an earlier place; what the subscriber has in its newest state is not told again."""
        place = await self._place(start)

        def back(found: Subscriber) -> Subscriber:
            if found.position.epoch == place.epoch and found.position.offset <= place.offset:
                return found
            return moved_back(found, place)

        return await self._change(name, "backfill", back, actor)

    async def new_token(self, name: str, actor: Actor) -> tuple[Subscriber, ShownOnce]:
        """A new feed token; the former one works on for the overlap."""
        token, shown = self._token(name)
        overlap = self._settings.syndication_token_overlap_seconds
        changed = await self._change(name, "renew_token", lambda found: with_token(found, token, overlap), actor)
        return changed, shown

    async def new_secret(self, name: str, actor: Actor) -> tuple[Subscriber, ShownOnce]:
        """A new webhook secret beside the former one: both sign until the rotation is finished."""
        sealed, shown = self._secret(name)
        return await self._change(name, "rotate_secret", lambda found: with_secret(found, sealed), actor), shown

    async def finish_rotation(self, name: str, actor: Actor) -> Subscriber:
        """Only the newest secret signs from now on."""
        return await self._change(name, "finish_rotation", with_one_secret, actor)

    async def destination(self, subscriber: str) -> Destination | None:
        """Where deliveries of a subscriber go at this moment; None where nothing is sent to it."""
        found = await self._subscribers.load(subscriber)
        return self._reached(found) if found is not None and found.is_sent_to else None

    async def webhook_of(self, subscriber: str) -> Destination:
        """The same for a test call, also of who is paused or suspended: it is how one finds out that all is mended.

        Raises Problem(not_found), Problem(wrong_state) where there is no webhook.
        """
        found = await self.load(subscriber)
        reached = self._reached(found)
        if reached is None:
            raise Problem(ProblemCode.WRONG_STATE, state=found.status.value)
        return reached

    def _reached(self, found: Subscriber) -> Destination | None:
        if found.webhook is None:
            return None
        keys: list[bytes] = []
        for one in found.secrets:
            try:
                keys.append(key_of(self._vault.open(found.id, one.sealed).decode()))
            except CannotOpenError:
                log.exception("a webhook secret cannot be opened", extra={"subscriber": found.id, "key": one.key})
        return Destination(found.webhook, tuple(keys)) if keys else None

    async def of_token(self, token: str) -> Subscriber:
        """The subscriber that a feed token belongs to. Raises Problem(token_invalid, token_expired)."""
        name = subscriber_of(token)
        found = await self._subscribers.load(name) if name else None
        if found is None or found.status is Status.REMOVED or not holds(found.tokens, token, self._ledger.now()):
            raise Problem(ProblemCode.TOKEN_INVALID)
        return found

    async def _place(self, start: Start) -> Cursor:
        end = await self._items.end()
        if end is None:
            raise Problem(ProblemCode.NOT_READY, retry_after_seconds=1)
        if start.cursor is not None:
            return read_cursor(start.cursor, end)
        if start.since is not None:
            found = await self._items.first_since(end.epoch, start.since)
            return end if found is None else Cursor(end.epoch, found)
        return Cursor(end.epoch, 0) if start.beginning else end

    async def _change(self, name: str, verb: str, rule: Rule, actor: Actor) -> Subscriber:
        def of_served(found: Subscriber) -> Subscriber:
            if found.status is Status.REMOVED:
                raise Problem(ProblemCode.NOT_FOUND)
            return rule(found)

        return await self._subscribers.change(
            name, of_served, lambda before, after: self._ledger.done(actor, verb, name, before, after)
        )

    def _token(self, name: str) -> tuple[FeedToken, ShownOnce]:
        now = self._ledger.now()
        text = feed_token(name, secrets.token_urlsafe(TOKEN_BYTES))
        expires_at = now + timedelta(days=self._settings.syndication_feed_token_days)
        return FeedToken(token_hash(text), now, expires_at), ShownOnce(token=text, expires_at=expires_at)

    def _secret(self, name: str) -> tuple[SealedSecret, ShownOnce]:
        text, key = secret_of(secrets.token_bytes(SECRET_BYTES)), secrets.token_hex(KEY_BYTES)
        sealed = SealedSecret(key, self._vault.seal(name, text.encode()), self._ledger.now())
        return sealed, ShownOnce(secret=text, key=key)
