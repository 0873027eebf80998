"""The key ring: which keys exist, which one signs, and their publication ahead of time."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from contracts import topics
from contracts.organisations import PublicKey
from contracts.problems import Problem, ProblemCode
from services.directory import metrics
from services.directory.domain import keys as rules
from services.directory.domain.keys import KeyPolicy, SigningKey
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.directory.store.states import Stored
from services.directory.tokens import PrivateKey, make_private_key, read_private_key
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView
from services.kit.mongo import Document
from services.kit.outbox import next_revision, outgoing

log = logging.getLogger(__name__)

GENERATED = "generated:"


class KeyRing:
    """Keys of all copies of the service, from the database; `view` gets their public halves, as every service does.

    A generated key is `generated:<n>` in the database, so that of two copies that make the n-th one only one is kept.
    """

    def __init__(self, database: Database, settings: DirectorySettings, view: DirectoryView, clock: Clock) -> None:
        self._store = database.keys
        self._settings = settings
        self._view = view
        self._clock = clock
        self._known: dict[str, SigningKey] = {}
        self._private: dict[str, PrivateKey] = {}
        self._policy = KeyPolicy(
            sign_seconds=settings.directory_key_sign_seconds,
            publish_ahead_seconds=settings.directory_key_publish_ahead_seconds,
            access_seconds=settings.directory_access_seconds,
            skew_seconds=60,
        )

    @property
    def is_ready(self) -> bool:
        """Whether there is a key to sign with."""
        return self._signer() is not None

    def sign(self, claims: dict[str, Any]) -> str:
        """A token. Raises Problem(not_ready) while there is no key."""
        key = self._signer()
        if key is None:
            raise Problem(ProblemCode.NOT_READY)
        return self._private[key.key].sign(claims)

    def public(self) -> list[PublicKey]:
        """The keys that tokens may name now."""
        names = [key.key for key in rules.published(list(self._known.values()), self._clock.now())]
        return [self._view.keys[name] for name in names]

    async def check(self) -> None:
        """Do what is due: take over configured keys, make followers, end what may sign no more. Raises Problem(store_away)."""
        stored = [one async for one in self._store.every()]
        await self._check_configured(stored)
        if not self._settings.production and self._settings.configured_keys[0] is None:
            await self._check_generated(stored)
        await self._take_over()

    async def _check_configured(self, stored: Sequence[Stored[PublicKey]]) -> None:
        now = self._clock.now()
        known = {one.document_id: one for one in stored}
        wanted: dict[str, tuple[PrivateKey, Literal["configured", "next"]]] = {}
        signing, following = self._settings.configured_keys
        if following is not None:
            wanted[f"key:{following.name}"] = (following, "next")
        if signing is not None:
            wanted[f"key:{signing.name}"] = (signing, "configured")
        for document_id, (private, origin) in wanted.items():
            there = known.get(document_id)
            key = rules.configured_key(private.name, origin, _signing_key(there) if there else None, now, self._policy)
            if key is not None:
                await self._write(document_id, there, key, private)
        for document_id, there in known.items():
            if document_id in wanted or (document_id.startswith(GENERATED) and not self._settings.production):
                continue
            key = rules.retired(_signing_key(there), now, self._policy, production=self._settings.production)
            if key is not None:
                await self._write(document_id, there, key, None)

    async def _check_generated(self, stored: Sequence[Stored[PublicKey]]) -> None:
        now = self._clock.now()
        keys = [_signing_key(one) for one in stored]
        count = sum(1 for one in stored if one.document_id.startswith(GENERATED))
        if rules.signer([key for key in keys if key.origin == "generated"], now) is None:
            # None signs: there was none yet, or the service was away for longer than a key's life.
            await self._make(count + 1, now, None)
        else:
            before = rules.due_for_following(keys, now, self._policy)
            if before is not None:
                await self._make(count + 1, now, before)

    async def _make(self, number: int, now: datetime, before: SigningKey | None) -> None:
        private = await asyncio.to_thread(make_private_key)
        if before is None:
            key = rules.first_key(private.name, now, self._policy)
        else:
            key = rules.following_key(private.name, before, self._policy)
        await self._write(f"{GENERATED}{number}", None, key, private)
        log.info("signing key made", extra={"key": key.key, "signs_from": key.signs_from.isoformat()})

    async def _write(
        self, document_id: str, there: Stored[PublicKey] | None, key: SigningKey, private: PrivateKey | None
    ) -> None:
        at = self._clock.now()
        revision = next_revision(there.revision if there else 0, at)
        jwk = private.jwk if private else there.state.jwk if there else {}
        state = PublicKey(key=key.key, revision=revision, jwk=jwk, not_after=key.not_after)
        event = outgoing(topics.KEYS, key.key, revision, state, at)
        extra: Document = {"origin": key.origin, "signs_from": key.signs_from, "signs_until": key.signs_until}
        if key.origin == "generated":
            # Only keys that were made here are kept with their secret, and only outside production.
            extra["pem"] = private.pem() if private else (there.extra.get("pem") if there else None)
        if there is None:
            await self._store.insert(document_id, state, extra, [event], revision=revision)
        else:
            await self._store.replace(there, state, extra, [event], revision=revision)

    async def _take_over(self) -> None:
        """Read the keys as they now are, also those another copy has made."""
        private = {key.name: key for key in self._settings.configured_keys if key is not None}
        known: dict[str, SigningKey] = {}
        async for one in self._store.every():
            known[one.state.key] = _signing_key(one)
            self._view.adopt(one.state)
            pem = one.extra.get("pem")
            if pem and not self._settings.production and one.state.key not in self._private:
                private[one.state.key] = read_private_key(pem)
        self._private |= private
        self._known = known
        signer = self._signer()
        left = (signer.signs_until - self._clock.now()).total_seconds() if signer else 0
        metrics.SIGNING_KEY_SECONDS_LEFT.set(left)

    def _signer(self) -> SigningKey | None:
        mine = [key for key in self._known.values() if key.key in self._private]
        return rules.signer(mine, self._clock.now())


def _signing_key(one: Stored[PublicKey]) -> SigningKey:
    return SigningKey(
        key=one.state.key,
        origin=one.extra["origin"],
        signs_from=one.extra["signs_from"],
        signs_until=one.extra["signs_until"],
        not_after=one.state.not_after,
    )
