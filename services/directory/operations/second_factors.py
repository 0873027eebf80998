"""Second factors: begun with a fresh secret, on after its first code, taken away by oneself or by who manages the person."""

import secrets
from dataclasses import dataclass, replace

from contracts.problems import Problem, ProblemCode
from services.directory import metrics
from services.directory.domain import second_factor as rules
from services.directory.domain.people import Person
from services.directory.domain.second_factor import SecondFactor
from services.directory.operations.record import Recorder
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.directory.store.second_factors import StoredFactor
from services.kit.acts import Actor
from services.kit.clock import Clock
from services.kit.outbox import next_revision
from services.kit.sealing import CannotOpenError, Vault

PURPOSE = b"weekwire second factors"
ISSUER = "Weekwire"


@dataclass(frozen=True, slots=True)
class Begun:
    """What an authenticator needs, shown once: the secret in base32, and as an address for a square code."""

    secret: str
    uri: str


class SecondFactors:
    """The second factors of all people. Whose password was not asked for must not come here."""

    def __init__(self, database: Database, settings: DirectorySettings, recorder: Recorder, clock: Clock) -> None:
        self._store = database.second_factors
        self._vault = Vault(settings.directory_second_factor_key.get_secret_value(), PURPOSE)
        self._is_demanded = settings.directory_second_factor_demanded
        self._recorder = recorder
        self._clock = clock

    async def is_on(self, person: str) -> bool:
        """Whether a person signs in with a second factor."""
        known = await self._store.find(person)
        return known is not None and known.factor.is_on

    async def is_missing(self, person: Person) -> bool:
        """Whether a person has none although the setting demands one."""
        return self._is_demanded and rules.is_demanded_of(person) and not await self.is_on(person.person)

    async def begin(self, person: Person) -> Begun:
        """Make a secret, which is not used before `confirm`. Raises Problem(conflict) where one is on."""
        known = await self._store.find(person.person)
        if known is not None and known.factor.is_on:
            raise Problem(ProblemCode.CONFLICT, revision=known.factor.revision)
        secret = secrets.token_bytes(rules.SECRET_BYTES)
        sealed = self._vault.seal(person.person, secret)
        factor = known.factor if known else SecondFactor(person.person, 0)
        begun = replace(factor, revision=self._next(known), sealed_secret=sealed, last_step=-1)
        if not await self._store.put(known, begun):
            raise Problem(ProblemCode.CONFLICT, revision=factor.revision)
        return Begun(rules.shown_secret(secret), rules.key_uri(secret, person.name, ISSUER))

    async def confirm(self, person: str, typed: str, actor: Actor) -> tuple[str, ...]:
        """Switch it on with its first code; gives the recovery codes, which nobody sees again.

        Raises Problem(second_factor_wrong, conflict).
        """
        known = await self._store.find(person)
        if known is None or known.factor.is_on:
            raise Problem(ProblemCode.CONFLICT, revision=known.factor.revision if known else 0)
        codes = tuple(
            rules.recovery_code(secrets.token_bytes(rules.RECOVERY_BYTES)) for _ in range(rules.RECOVERY_CODES)
        )
        secret = self._secret(person, known.factor.sealed_secret)
        now, revision = self._clock.now(), self._next(known)
        after = (
            rules.switched_on(known.factor, secret, typed, codes, now=now, revision=revision)
            if secret is not None
            else None
        )
        if after is None:
            raise Problem(ProblemCode.SECOND_FACTOR_WRONG)
        act = self._recorder.done("person.second_factor", actor, f"person:{person}", revision, after="on")
        if not await self._store.put(known, after, [act]):
            raise Problem(ProblemCode.CONFLICT, revision=known.factor.revision)
        metrics.SECOND_FACTORS.labels("on").inc()
        return codes

    async def take(self, person: str, typed: str) -> bool:
        """Take a code and use it up: of several who bring the same one at once, one succeeds."""
        while True:
            known = await self._store.find(person)
            if known is None or not known.factor.is_on:
                return False
            secret = self._secret(person, known.factor.sealed_secret)
            after = rules.after_code(known.factor, secret, typed, self._clock.now(), self._next(known))
            if after is None:
                return False
            if await self._store.put(known, after):
                is_recovery = after.recovery_sha256 != known.factor.recovery_sha256
                metrics.SECOND_FACTORS.labels("recovered" if is_recovery else "taken").inc()
                return True

    async def remove(self, person: str, actor: Actor) -> None:
        """Switch it off and forget its secret and recovery codes; off already changes nothing."""
        while True:
            known = await self._store.find(person)
            if known is None or not (known.factor.is_on or known.factor.sealed_secret):
                return
            revision = self._next(known)
            act = self._recorder.done("person.second_factor", actor, f"person:{person}", revision, after="off")
            if await self._store.put(known, SecondFactor(person, revision), [act]):
                metrics.SECOND_FACTORS.labels("off").inc()
                return

    def _secret(self, person: str, sealed: str) -> bytes | None:
        """A person's secret; None where it was sealed under another key or for somebody else, or altered."""
        try:
            return self._vault.open(person, sealed)
        except CannotOpenError:
            return None

    def _next(self, known: StoredFactor | None) -> int:
        return next_revision(known.factor.revision if known else 0, self._clock.now())
