"""Passkeys: made by who knows the password, and then enough to come in."""

import json
import secrets
from dataclasses import replace
from typing import Any

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import (
    bytes_to_base64url,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from contracts.problems import Problem, ProblemCode
from services.directory import metrics
from services.directory.domain import passkeys as rules
from services.directory.domain.passkeys import Ceremony, Challenge, Passkey
from services.directory.domain.people import Person
from services.directory.domain.sessions import Step, Way
from services.directory.operations.record import Recorder, gone_already
from services.directory.operations.sessions import UNKNOWN, SessionDesk, SignedIn
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.directory.store.passkeys import StoredPasskey
from services.kit.acts import Actor
from services.kit.clock import Clock
from services.kit.outbox import next_revision

NAME = "职业教育活动周 Weekwire"
VERB = "person.passkey"
FAULTS = (WebAuthnException, ValueError, KeyError, TypeError, IndexError, RecursionError)
"""What the library raises on an answer that is none; ids and keys in it are whatever somebody sent."""


class PasskeyDesk:
    """The passkeys of all people. Whose password was not asked for must not begin to make one."""

    def __init__(
        self, database: Database, settings: DirectorySettings, sessions: SessionDesk, recorder: Recorder, clock: Clock
    ) -> None:
        self._store = database.passkeys
        self._people = database.people
        self._sessions = sessions
        self._recorder = recorder
        self._clock = clock
        self._party = rules.relying_party(settings.public_url)

    async def begin(self, person: Person) -> dict[str, Any]:
        """The question to a new device, as `navigator.credentials.create` wants it.

        Raises Problem(steps_needed, too_many_passkeys): who gave a first password away must not keep a key beside it.
        """
        stored = await self._people.find(person.person)
        if stored is None or stored.must_change:
            raise Problem(ProblemCode.STEPS_NEEDED, needs=Step.PASSWORD.value)
        known = await self._store.of_person(person.person)
        if len(known) >= rules.MOST_PASSKEYS:
            raise Problem(ProblemCode.TOO_MANY_PASSKEYS, limit=rules.MOST_PASSKEYS)
        options = generate_registration_options(
            rp_id=self._party.host,
            rp_name=NAME,
            user_name=person.name,
            user_id=rules.handle_of(person.person),
            user_display_name=person.display_name or person.name,
            challenge=await self._ask(Ceremony.REGISTER, person.person),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=_raw(one.passkey)) for one in known],
        )
        return _plain(options_to_json(options))

    async def register(self, person: str, answer: dict[str, Any], name: str, actor: Actor) -> Passkey:
        """Take the device's answer. Raises Problem(passkey_refused, too_many_passkeys)."""
        try:
            credential = parse_registration_credential_json(answer)
            challenge, asked = await self._answered(credential.response.client_data_json, Ceremony.REGISTER)
            if asked.person != person:
                raise Problem(ProblemCode.PASSKEY_REFUSED)
            verified = verify_registration_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self._party.host,
                expected_origin=self._party.origin,
                require_user_verification=True,
            )
        except FAULTS as fault:
            raise Problem(ProblemCode.PASSKEY_REFUSED) from fault
        now = self._clock.now()
        passkey = Passkey(
            passkey=bytes_to_base64url(verified.credential_id),
            revision=next_revision(0, now),
            person=person,
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
            name=name,
            made_at=now,
            synced=verified.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
            transports=tuple(one.value for one in credential.response.transports or ()),
        )
        act = self._recorder.done(VERB, actor, f"person:{person}", passkey.revision, after="added")
        if not await self._store.put(None, passkey, [act]):
            raise Problem(ProblemCode.PASSKEY_REFUSED)
        metrics.PASSKEYS.labels("added").inc()
        return passkey

    async def of_person(self, person: str) -> list[Passkey]:
        """The passkeys of a person, the oldest first."""
        return [stored.passkey for stored in await self._store.of_person(person)]

    async def rename(self, person: str, passkey: str, name: str) -> Passkey:
        """Call a passkey something else. Raises Problem(not_found), also for one of somebody else."""
        while True:
            known = await self._find(person, passkey)
            after = replace(known.passkey, name=name, revision=self._next(known))
            if await self._store.put(known, after):
                return after

    async def remove(self, person: str, passkey: str, actor: Actor) -> None:
        """Let a passkey open nothing any more. Raises Problem(not_found), also for one of somebody else."""
        while True:
            known = await self._find(person, passkey)
            after = replace(known.passkey, removed_at=self._clock.now(), revision=self._next(known))
            act = self._recorder.done(VERB, actor, f"person:{person}", after.revision, after="removed")
            if await self._store.put(known, after, [act]):
                metrics.PASSKEYS.labels("removed").inc()
                return

    async def remove_all(self, person: str, actor: Actor) -> None:
        """Let no passkey of a person open anything any more."""
        for known in await self._store.of_person(person):
            with gone_already():
                await self.remove(person, known.passkey.passkey, actor)

    async def begin_sign_in(self) -> dict[str, Any]:
        """The question to whatever device is there, as `navigator.credentials.get` wants it."""
        options = generate_authentication_options(
            rp_id=self._party.host,
            challenge=await self._ask(Ceremony.ENTER, None),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return _plain(options_to_json(options))

    async def sign_in(self, answer: dict[str, Any], address: str | None, device: str) -> SignedIn:
        """Begin a session for whom a device speaks. Raises Problem(passkey_refused) whatever was wrong."""
        person: str | None = None
        try:
            credential = parse_authentication_credential_json(answer)
            known = await self._store.find(bytes_to_base64url(credential.raw_id))
            person = known.passkey.person if known else None
            challenge, _ = await self._answered(credential.response.client_data_json, Ceremony.ENTER)
            if known is None or known.passkey.removed_at is not None:
                raise Problem(ProblemCode.PASSKEY_REFUSED)  # noqa: TRY301 - refused on record, like all else.
            await self._take(known, credential, challenge)
            stored = await self._people.find(known.passkey.person)
            if stored is None or stored.person.closed:
                raise Problem(ProblemCode.PASSKEY_REFUSED)  # noqa: TRY301 - as above.
        except (Problem, *FAULTS) as fault:
            raise await self._refused(person, address, fault) from fault
        metrics.PASSKEYS.labels("taken").inc()
        return await self._sessions.begin(stored, address, device, Way.PASSKEY)

    async def _take(self, known: StoredPasskey, credential: AuthenticationCredential, challenge: bytes) -> None:
        verified: VerifiedAuthentication = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=self._party.host,
            expected_origin=self._party.origin,
            credential_public_key=known.passkey.public_key,
            credential_current_sign_count=known.passkey.sign_count,
            require_user_verification=True,
        )
        handle = credential.response.user_handle
        if handle is not None and not secrets.compare_digest(handle, rules.handle_of(known.passkey.person)):
            raise Problem(ProblemCode.PASSKEY_REFUSED)
        after = rules.used(
            known.passkey,
            verified.new_sign_count,
            synced=verified.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
            now=self._clock.now(),
            revision=self._next(known),
        )
        # A copy that signs at the same moment with the same count is not let in beside its original.
        if not await self._store.put(known, after):
            raise Problem(ProblemCode.PASSKEY_REFUSED)

    async def _refused(self, person: str | None, address: str | None, fault: Exception) -> Problem:
        if isinstance(fault, Problem) and fault.code is not ProblemCode.PASSKEY_REFUSED:
            return fault
        problem = Problem(ProblemCode.PASSKEY_REFUSED)
        stored = await self._people.find(person) if person else None
        actor = Actor(UNKNOWN, UNKNOWN, address)
        if stored is not None:
            actor = Actor(stored.person.person, stored.person.organisation, address)
        await self._recorder.refused("session.begin", actor, f"person:{actor.person}", problem)
        metrics.PASSKEYS.labels("refused").inc()
        return problem

    async def _ask(self, ceremony: Ceremony, person: str | None) -> bytes:
        challenge = secrets.token_bytes(rules.CHALLENGE_BYTES)
        await self._store.ask(rules.challenge_for(ceremony, person, challenge, self._clock.now()))
        return challenge

    async def _answered(self, client_data: bytes, ceremony: Ceremony) -> tuple[bytes, Challenge]:
        challenge = parse_client_data_json(client_data).challenge
        asked = await self._store.answered(rules.hashed(challenge))
        if asked is None or asked.ceremony is not ceremony or asked.ends_at <= self._clock.now():
            raise Problem(ProblemCode.PASSKEY_REFUSED)
        return challenge, asked

    async def _find(self, person: str, passkey: str) -> StoredPasskey:
        known = await self._store.find(passkey)
        if known is None or known.passkey.person != person or known.passkey.removed_at is not None:
            raise Problem(ProblemCode.NOT_FOUND)
        return known

    def _next(self, known: StoredPasskey) -> int:
        return next_revision(known.passkey.revision, self._clock.now())


def _plain(options: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(options)
    return said


def _raw(passkey: Passkey) -> bytes:
    return base64url_to_bytes(passkey.passkey)
