"""Choosing: by which channels each person is told, where its webhook goes, and the way out of letters."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from contracts.problems import Problem, ProblemCode
from services.kit.acts import Actor
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.sealing import Vault
from services.kit.webhooks.sending import Answer
from services.kit.webhooks.signing import secret_of
from services.notification.domain.choices import Choices, QuietHours, completed
from services.notification.domain.kinds import Channel, Group
from services.notification.operations.calling import Calling
from services.notification.operations.ledger import Ledger, acting
from services.notification.store.people import Endpoint, PeopleStore

SECRET_BYTES = 32
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Made:
    """A webhook, with its secret where it was made just now."""

    endpoint: Endpoint
    secret: str | None = None


class Choosing:
    """Reads and keeps what people choose. `check` raises Problem(address_not_allowed) where a webhook may not go.

    `has_left` says whether a person is known to be closed or erased.
    """

    def __init__(
        self,
        people: PeopleStore,
        calling: Calling,
        vault: Vault,
        ledger: Ledger,
        *,
        clock: Clock,
        check: Callable[[str], None],
        has_left: Callable[[str], bool],
    ) -> None:
        self._people = people
        self._calling = calling
        self._vault = vault
        self._ledger = ledger
        self._clock = clock
        self._check = check
        self._has_left = has_left

    async def choices(self, person: str) -> Choices:
        """A person's choices."""
        return await self._people.choices(person)

    async def choose(
        self, person: str, channels: Mapping[Group, frozenset[Channel]], quiet: QuietHours, revision: int
    ) -> Choices:
        """Keep choices over the revision that was seen. Raises Problem(conflict)."""
        written = await self._people.put_choices(Choices(person, completed(channels), quiet, revision), None)
        if written is None:
            known = await self._people.choices(person)
            if known.channels == completed(channels) and known.quiet == quiet:
                return known
            raise Problem(ProblemCode.CONFLICT, version=known.revision)
        return written

    async def end_letters(self, person: str, address: str | None) -> None:
        """Send a person no more letters, as who holds its letter asks. Repeating it changes nothing.

        Who has left gets none anyway, and nothing new is kept of them.
        """
        if self._has_left(person):
            return
        for _ in range(ATTEMPTS):
            known = await self._people.choices(person)
            ended = known.without_letters()
            if ended.channels == known.channels:
                return
            act = self._ledger.done(Actor(person, "ministry", address), "letters.end", f"person:{person}")
            if await self._people.put_choices(ended, act):
                return
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def endpoint(self, person: str) -> Endpoint | None:
        """A person's webhook."""
        return await self._people.endpoint(person)

    async def put_endpoint(self, caller: Caller, url: str) -> Made:
        """Name a webhook, or another address for it, which also ends its suspension. A new one's secret is shown this once.

        Raises Problem(address_not_allowed, conflict).
        """
        self._check(url)
        known = await self._people.endpoint(caller.person)
        if known is not None:
            changed = replace(known, url=url, suspended=None, failing_since=None)
            return Made(await self._keep(changed, caller, "webhook.change"))
        secret = secret_of(secrets.token_bytes(SECRET_BYTES))
        made = Endpoint(
            caller.person, url, self._vault.seal(caller.person, secret.encode()), await self._revision(caller)
        )
        return Made(await self._keep(made, caller, "webhook.make"), secret)

    async def rotate(self, caller: Caller) -> Made:
        """A new secret for a webhook, shown this once. Raises Problem(not_found, conflict)."""
        known = await self._known(caller)
        secret = secret_of(secrets.token_bytes(SECRET_BYTES))
        sealed = self._vault.seal(caller.person, secret.encode())
        return Made(await self._keep(replace(known, sealed=sealed), caller, "webhook.secret"), secret)

    async def remove_endpoint(self, caller: Caller) -> None:
        """Call a person's webhook no more. Raises Problem(not_found, conflict)."""
        known = await self._known(caller)
        await self._keep(replace(known, url="", sealed=""), caller, "webhook.remove")

    async def test(self, caller: Caller) -> Answer:
        """Call the webhook once with a test. Raises Problem(not_found)."""
        known = await self._known(caller)
        now = self._clock.now()
        body = {"type": "notice.test", "timestamp": now.isoformat(), "data": {"text_zh": "测试", "text_en": "A test."}}
        return await self._calling.call(
            known, f"test:{secrets.token_hex(8)}", json.dumps(body, ensure_ascii=False).encode()
        )

    async def _known(self, caller: Caller) -> Endpoint:
        known = await self._people.endpoint(caller.person)
        if known is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return known

    async def _keep(self, endpoint: Endpoint, caller: Caller, verb: str) -> Endpoint:
        act = self._ledger.done(acting(caller), verb, f"person:{caller.person}")
        written = await self._people.put_endpoint(endpoint, act)
        if written is None:
            raise Problem(ProblemCode.CONFLICT)
        return written

    async def _revision(self, caller: Caller) -> int:
        return await self._people.endpoint_revision(caller.person)
