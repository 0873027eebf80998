"""Signing in at the provider of the settings, and the identities there that managers enter for people."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from contracts.problems import Problem, ProblemCode
from services.directory import metrics
from services.directory.domain import oidc as rules
from services.directory.domain.oidc import Flow, Identity
from services.directory.domain.sessions import Way
from services.directory.operations.people import PeopleDesk
from services.directory.operations.provider import Provider
from services.directory.operations.record import Recorder, gone_already
from services.directory.operations.sessions import UNKNOWN, SessionDesk, SignedIn
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.directory.store.oidc import StoredIdentity
from services.directory.store.people import StoredPerson
from services.kit.acts import Actor
from services.kit.clock import Clock, SystemClock
from services.kit.identity import Caller
from services.kit.outbox import next_revision
from services.kit.sealing import CannotOpenError, Vault

PURPOSE = b"weekwire oidc"
VERB = "person.identity"
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where the browser goes, and the secret by which it is known again when it comes back."""

    address: str
    browser: str


class OidcDesk:
    """Sign-ins at the provider, where the settings name one."""

    def __init__(  # noqa: PLR0917 - wiring: what such a sign-in rests on.
        self,
        database: Database,
        settings: DirectorySettings,
        people: PeopleDesk,
        sessions: SessionDesk,
        recorder: Recorder,
        clock: Clock,
    ) -> None:
        self._store = database.oidc
        self._stored_people = database.people
        self._people = people
        self._sessions = sessions
        self._recorder = recorder
        self._clock = clock
        self._claim = settings.directory_oidc_claim
        self._vault = Vault(settings.directory_second_factor_key.get_secret_value(), PURPOSE)
        self.name = settings.directory_oidc_name
        # What others sign is judged by the time of the world, which a demo of a week that has passed does not shift.
        self.provider = Provider(settings, SystemClock())

    @property
    def is_configured(self) -> bool:
        """Whether one can sign in elsewhere at all."""
        return bool(self.provider.issuer)

    async def leave(self, back: str) -> Leaving:
        """Begin. Raises Problem(not_found) where no provider is named, Problem(oidc_away)."""
        if not self.is_configured:
            raise Problem(ProblemCode.NOT_FOUND)
        state, browser, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(4))
        address = await self.provider.address(state, nonce, verifier)
        sealed = self._vault.seal(rules.hashed(state), f"{nonce} {verifier}".encode())
        await self._store.leave(rules.flow_for(state, browser, sealed, back, self._clock.now()))
        return Leaving(address, browser)

    async def come_back(
        self, said: Mapping[str, str], browser: str, address: str | None, device: str
    ) -> tuple[SignedIn, str]:
        """Begin a session for whom the provider speaks; gives it with the page to go on with.

        Raises Problem(oidc_refused, oidc_unknown, oidc_away), each on record.
        """
        try:
            flow = await self._flow(said, browser)
            stored = await self._recognise(flow, said)
        except Problem as problem:
            if problem.code in {ProblemCode.OIDC_REFUSED, ProblemCode.OIDC_UNKNOWN}:
                actor = Actor(UNKNOWN, UNKNOWN, address)
                await self._recorder.refused("session.begin", actor, f"person:{UNKNOWN}", problem)
                metrics.OIDC.labels(problem.code.value).inc()
            raise
        signed_in = await self._sessions.begin(stored, address, device, Way.OIDC)
        metrics.OIDC.labels("done").inc()
        return signed_in, flow.back

    async def _flow(self, said: Mapping[str, str], browser: str) -> Flow:
        if not self.is_configured:
            raise Problem(ProblemCode.NOT_FOUND)
        flow = await self._store.back(rules.hashed(said.get("state", "")))
        if flow is None or flow.ends_at <= self._clock.now():
            raise Problem(ProblemCode.OIDC_REFUSED)
        # Whoever was sent here by somebody else would otherwise work under that one's name (RFC 9700, 4.7).
        if not secrets.compare_digest(flow.browser_sha256, rules.hashed(browser)):
            raise Problem(ProblemCode.OIDC_REFUSED)
        return flow

    async def _recognise(self, flow: Flow, said: Mapping[str, str]) -> StoredPerson:
        # RFC 9207: where the provider says who it is, it is the one that was asked.
        if "code" not in said or said.get("iss", self.provider.issuer) != self.provider.issuer:
            raise Problem(ProblemCode.OIDC_REFUSED)
        try:
            nonce, _, verifier = self._vault.open(flow.state_sha256, flow.sealed).decode().partition(" ")
        except CannotOpenError as fault:
            raise Problem(ProblemCode.OIDC_REFUSED) from fault
        value = rules.value_in(await self.provider.claims(said["code"], nonce, verifier, self._claim), self._claim)
        if value is None:
            raise Problem(ProblemCode.OIDC_UNKNOWN)
        known = await self._store.find(rules.identity_id(self.provider.issuer, self._claim, value))
        stored = await self._stored_people.find(known.identity.person) if known else None
        if known is None or stored is None or stored.person.closed:
            raise Problem(ProblemCode.OIDC_UNKNOWN)
        used = replace(known.identity, used_at=self._clock.now(), revision=self._next(known))
        # Lost to another sign-in at the same moment: that one says the same.
        await self._store.put(known, used)
        return stored

    async def identities(self, person: str, caller: Caller) -> list[Identity]:
        """As whom a person of the caller's branch is known at the provider. Raises Problem(not_found, forbidden)."""
        await self._people.to_shut(person, caller)
        return [stored.identity for stored in await self._store.of_person(person)]

    async def link(self, person: str, value: str, caller: Caller) -> Identity:
        """Enter as whom a person is known. Raises Problem(not_found, forbidden, wrong_state, identity_taken).

        Whoever is known so there comes in as the person, so it is for those who let people in, not for who gives them roles.
        """
        stored, actor = await self._people.to_admit(person, caller)
        if not self.is_configured:
            raise Problem(ProblemCode.NOT_FOUND)
        if stored.person.is_erased:
            raise Problem(ProblemCode.WRONG_STATE)
        issuer, now = self.provider.issuer, self._clock.now()
        name = rules.identity_id(issuer, self._claim, value)
        known = await self._store.find(name)
        if known is not None and known.identity.person == person:
            return known.identity
        if known is not None and known.identity.person != NOBODY:
            raise Problem(ProblemCode.IDENTITY_TAKEN)
        shown = rules.canonical(self._claim, value)
        identity = Identity(name, self._next(known), person, issuer, self._claim, shown, caller.person, now)
        act = self._recorder.done(VERB, actor, f"person:{person}", identity.revision, after="linked")
        if not await self._store.put(known, identity, [act]):
            raise Problem(ProblemCode.IDENTITY_TAKEN)
        return identity

    async def unlink(self, person: str, identity: str, caller: Caller) -> None:
        """Take an identity from a person. Raises Problem(not_found, forbidden)."""
        _, actor = await self._people.to_shut(person, caller)
        await self._unlink(person, identity, actor)

    async def unlink_all(self, person: str, actor: Actor) -> None:
        """Let nobody come in as a person from the provider any more."""
        for known in await self._store.of_person(person):
            with gone_already():
                await self._unlink(person, known.identity.identity, actor)

    async def _unlink(self, person: str, identity: str, actor: Actor) -> None:
        while True:
            known = await self._store.find(identity)
            if known is None or known.identity.person != person:
                raise Problem(ProblemCode.NOT_FOUND)
            after = replace(known.identity, person=NOBODY, value="", revision=self._next(known))
            act = self._recorder.done(VERB, actor, f"person:{person}", after.revision, after="unlinked")
            if await self._store.put(known, after, [act]):
                return

    def _next(self, known: StoredIdentity | None) -> int:
        return next_revision(known.identity.revision if known else 0, self._clock.now())
