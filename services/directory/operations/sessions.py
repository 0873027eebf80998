"""Signing in, refreshing and signing out. Every answer to a wrong sign-in is the same, and takes the same time."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from contracts.problems import Problem, ProblemCode
from services.directory import metrics
from services.directory.domain import sessions as rules
from services.directory.domain.people import Person
from services.directory.domain.sessions import Locked, LockPolicy, Owner, Refresh, Session, SessionPolicy, Step, Way
from services.directory.operations.attempts import Counter
from services.directory.operations.keys import KeyRing
from services.directory.operations.lending import Lending
from services.directory.operations.passwords import Passwords
from services.directory.operations.record import Recorder
from services.directory.operations.second_factors import SecondFactors
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.directory.store.people import StoredPerson, sign_in_key
from services.kit.acts import Actor
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.outbox import next_revision
from services.kit.settings import DEMO_SECRETS

UNKNOWN = "unknown"
OUTCOMES = {
    ProblemCode.SIGN_IN_LOCKED: "locked",
    ProblemCode.SECOND_FACTOR_NEEDED: "code_needed",
    ProblemCode.SECOND_FACTOR_WRONG: "wrong_code",
}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a client gets: an access token, the one refresh token that is good now, and when each ends (UTC).

    While `needs` names steps the access token is good for them alone; the refresh after the last one gives a whole one.
    """

    person: str
    session: str
    access_token: str
    refresh_token: str
    access_seconds: int
    session_ends_at: datetime
    idle_seconds: float
    needs: tuple[Step, ...] = ()
    acting: str | None = None


class SessionDesk:
    """Sessions of all people."""

    def __init__(  # noqa: PLR0917 - wiring: what a session rests on.
        self,
        database: Database,
        settings: DirectorySettings,
        keys: KeyRing,
        passwords: Passwords,
        second_factors: SecondFactors,
        recorder: Recorder,
        clock: Clock,
    ) -> None:
        self._people = database.people
        self._sessions = database.sessions
        self._lending = Lending(database, clock)
        self._attempts = Counter(database.sessions, clock)
        self._settings = settings
        self._keys = keys
        self._passwords = passwords
        self._second_factors = second_factors
        self._recorder = recorder
        self._clock = clock
        self._policy = SessionPolicy(
            settings.directory_access_seconds,
            settings.directory_idle_seconds,
            settings.directory_session_seconds,
            settings.directory_administrator_idle_seconds,
        )
        self._lock = LockPolicy(
            settings.directory_lock_failures,
            settings.directory_lock_window_seconds,
            settings.directory_lock_seconds,
        )

    async def sign_in(
        self, name: str, password: str, address: str | None, device: str = "", code: str | None = None
    ) -> SignedIn:
        """Begin a session. Raises Problem(wrong_sign_in) whatever was wrong, and Problem(sign_in_locked) after too many.

        Who has a second factor gives its code, too: Problem(second_factor_needed, second_factor_wrong).
        """
        if not self._keys.is_ready:
            raise Problem(ProblemCode.NOT_READY)
        stored = await self._people.by_name(name)
        try:
            await self.check_password(name, stored, password, address)
            if stored is not None:
                await self.check_code(stored.person.person, code)
        except Problem as problem:
            await self._recorder.refused("session.begin", _actor(stored, address), _target(stored), problem)
            metrics.SIGN_INS.labels(OUTCOMES.get(problem.code, "wrong")).inc()
            raise
        if stored is None:
            raise Problem(ProblemCode.WRONG_SIGN_IN)
        await self._renew_hash(stored, password)
        signed_in = await self.begin(stored, address, device, Way.PASSWORD)
        metrics.SIGN_INS.labels("done").inc()
        return signed_in

    async def check_password(self, name: str, stored: StoredPerson | None, password: str, address: str | None) -> None:
        """Check what was typed, and count it until it is right. Raises Problem(wrong_sign_in, sign_in_locked)."""
        aim = _aim_of(name, address)
        owner = Owner(stored.person.person, Locked.PASSWORD, address) if stored else None
        await self._attempts.guard(aim, self._lock, owner)
        await self._check(stored, password)
        await self._attempts.forget(aim)

    async def forgive(self, name: str, address: str | None) -> None:
        """Forget the failures of a name at an address, where its owner has just got in by a letter."""
        await self._attempts.forget(_aim_of(name, address))

    async def check_code(self, person: str, code: str | None) -> None:
        """Take the code of a person who has a second factor; counted until it is right, from wherever it comes.

        Only who knows the password comes here, so counting over all addresses locks no colleague out.
        Raises Problem(second_factor_needed, second_factor_wrong, sign_in_locked).
        """
        if not await self._second_factors.is_on(person):
            return
        if code is None:
            raise Problem(ProblemCode.SECOND_FACTOR_NEEDED)
        aim = f"second factor|{person}"
        await self._attempts.guard(aim, self._lock, Owner(person, Locked.CODE))
        if not await self._second_factors.take(person, code):
            raise Problem(ProblemCode.SECOND_FACTOR_WRONG)
        await self._attempts.forget(aim)

    async def check_own_password(self, caller: Caller, password: str) -> Person:
        """The caller, who knows the password. Raises Problem(wrong_sign_in, sign_in_locked)."""
        stored = await self._people.find(caller.person)
        name = stored.person.name if stored else caller.person
        await self.check_password(name, stored, password, caller.address)
        if stored is None:
            raise Problem(ProblemCode.WRONG_SIGN_IN)
        return stored.person

    async def refresh(self, refresh_token: str, address: str | None, grace_seconds: float = 0.0) -> SignedIn:
        """Rotate a refresh token. A token used before ends its session. Raises Problem(token_invalid).

        Within `grace_seconds` the one used last may come again, where the answer to it was lost.
        """
        session, _, _ = refresh_token.partition(".")
        presented = _sha256(refresh_token)
        judged, stored = Refresh.REFUSE, None
        while (known := await self._sessions.find(session)) is not None:
            now = self._clock.now()
            judged = rules.judge_refresh(known.session, presented, now, self._policy, grace_seconds)
            stored = await self._people.find(known.session.person)
            if judged is not Refresh.ROTATE or stored is None or stored.person.closed:
                break
            fresh = _refresh_token(session)
            lender = await self._lending.lender(known.session)
            revision = next_revision(known.session.revision, now)
            after = replace(
                rules.rotated(known.session, _sha256(fresh), now, revision, presented),
                idle_seconds=self._policy.idle_of(stored.person),
                address=address,
                # What is lent anew must be taken up anew.
                for_person=lender.person.person if lender else None,
            )
            if await self._sessions.replace(known, after, []):
                metrics.REFRESHES.labels("rotated").inc()
                return await self._answer(stored, after, fresh, now)
            # Somebody was faster: used the same token, which ends the session, or signed out, which is no theft.
        raise await self._refuse_refresh(session, stored, address, reused=judged is Refresh.REUSED)

    async def _refuse_refresh(
        self, session: str, stored: StoredPerson | None, address: str | None, *, reused: bool
    ) -> Problem:
        problem = Problem(ProblemCode.TOKEN_INVALID)
        if reused:
            await self._end_by_id(session, "reuse", address)
            await self._recorder.refused("session.refresh", _actor(stored, address), f"session:{session}", problem)
        metrics.REFRESHES.labels("reused" if reused else "refused").inc()
        return problem

    async def sign_out(self, session: str, address: str | None) -> None:
        """End a session; ended already changes nothing."""
        await self._end_by_id(session, "sign_out", address)

    async def leave(self, refresh_token: str, address: str | None) -> None:
        """End the session that a refresh token belongs to; a token that belongs to none changes nothing."""
        session, _, _ = refresh_token.partition(".")
        known = await self._sessions.find(session)
        if known is not None and rules.knows_token(known.session, _sha256(refresh_token)):
            await self._end_by_id(session, "sign_out", address)

    async def live_ones(self, person: str) -> list[tuple[Session, datetime]]:
        """The sessions of a person that go on, the last used first, and when each ends at the latest."""
        now = self._clock.now()
        known = [stored.session for stored in await self._sessions.going_on(person)]
        live = [session for session in known if rules.is_live(session, now, self._policy)]
        live.sort(key=lambda session: session.refreshed_at, reverse=True)
        return [(session, rules.ends_at(session, self._policy)) for session in live]

    async def end_one(self, person: str, session: str, address: str | None) -> None:
        """End a session of a person from another device. Raises Problem(not_found), also for one of somebody else."""
        known = await self._sessions.find(session)
        if known is None or known.session.person != person:
            raise Problem(ProblemCode.NOT_FOUND)
        await self._end_by_id(session, "device", address)

    async def end_others(self, person: str, but: str, address: str | None) -> None:
        """End every session of a person but the one that asks."""
        for known in await self._sessions.going_on(person):
            if known.session.session != but:
                await self._end_by_id(known.session.session, "device", address)

    async def end_all(self, person: str, by: str, *, but: str | None = None) -> None:
        """End every session of a person (a password changed, the account was closed)."""
        for known in await self._sessions.going_on(person):
            if known.session.session != but:
                await self._end_by_id(known.session.session, by, None)

    async def end_for_good(self, person: str, _actor: Actor) -> None:
        """End every session of a person who was closed; who did that is on record with the closing."""
        await self.end_all(person, "closed")

    async def needs(self, session: str) -> tuple[Step, ...]:
        """The first steps that the person of a session still has to do."""
        known = await self._sessions.find(session)
        stored = await self._people.find(known.session.person) if known else None
        return await self._needs(stored, known.session) if known and stored else ()

    async def _needs(self, stored: StoredPerson, session: Session) -> tuple[Step, ...]:
        if session.code_owed:
            return (Step.CODE,)
        is_whole = session.way is Way.PASSKEY or (
            session.way is Way.OIDC and self._settings.directory_oidc_second_factor
        )
        if is_whole:
            # It is both factors, and no password that somebody else chose was of any use.
            return ()
        steps = (Step.PASSWORD,) if stored.must_change and session.way is Way.PASSWORD else ()
        return (*steps, Step.SECOND_FACTOR) if await self._second_factors.is_missing(stored.person) else steps

    async def give_code(self, caller: Caller, code: str) -> None:
        """Give the code that a session owes, which came from elsewhere.

        Raises Problem(second_factor_wrong, sign_in_locked); where none is owed, nothing changes.
        """
        while (known := await self._sessions.find(caller.session)) is not None and known.session.code_owed:
            await self.check_code(caller.person, code)
            revision = next_revision(known.session.revision, self._clock.now())
            if await self._sessions.replace(known, replace(known.session, code_owed=False, revision=revision), []):
                return

    async def idle_seconds(self, session: str) -> float:
        """After how many seconds without a refresh a session ends."""
        known = await self._sessions.find(session)
        idle_seconds = known.session.idle_seconds if known else None
        return self._policy.idle_seconds if idle_seconds is None else idle_seconds

    async def check_token(self, caller: Caller) -> None:
        """The directory itself need not wait for an access token to end.

        Raises Problem(token_invalid) where its session has ended, and Problem(token_expired) where it has acted for another
        since, or does so no more: the next token says for whom.
        """
        known = await self._sessions.find(caller.session)
        if known is None or not rules.is_live(known.session, self._clock.now(), self._policy):
            raise Problem(ProblemCode.TOKEN_INVALID)
        lender = await self._lending.lender(known.session)
        if caller.person != (lender.person.person if lender else known.session.person):
            raise Problem(ProblemCode.TOKEN_EXPIRED)

    async def _check(self, stored: StoredPerson | None, password: str) -> None:
        matched = await self._passwords.matches(stored.password_hash if stored else None, password)
        closed = stored is not None and stored.person.closed
        # A database that was once a demo's must not open to its password in production.
        known_to_all = self._settings.production and password in DEMO_SECRETS
        if not matched or closed or known_to_all:
            raise Problem(ProblemCode.WRONG_SIGN_IN)

    async def _renew_hash(self, stored: StoredPerson, password: str) -> None:
        if stored.password_hash is None or not self._passwords.is_outdated(stored.password_hash):
            return
        revision = next_revision(stored.person.revision, self._clock.now())
        person = replace(stored.person, revision=revision)
        renewed = replace(stored, person=person, password_hash=await self._passwords.hash(password))
        # Losing this to another change of the person costs nothing: the next sign-in does it.
        await self._people.replace(renewed, stored.person.revision)

    async def begin(self, stored: StoredPerson, address: str | None, device: str, way: Way) -> SignedIn:
        """Begin a session of somebody who has proved who it is. Raises Problem(not_ready)."""
        if not self._keys.is_ready:
            raise Problem(ProblemCode.NOT_READY)
        now = self._clock.now()
        owes = way is Way.OIDC and not self._settings.directory_oidc_second_factor
        name = uuid4().hex
        fresh = _refresh_token(name)
        session = Session(
            session=name,
            revision=next_revision(0, now),
            person=stored.person.person,
            refresh_sha256=_sha256(fresh),
            used_sha256=(),
            began_at=now,
            refreshed_at=now,
            idle_seconds=self._policy.idle_of(stored.person),
            address=address,
            device=device,
            way=way,
            code_owed=owes and await self._second_factors.is_on(stored.person.person),
        )
        act = self._recorder.done("session.begin", _actor(stored, address), f"session:{name}", session.revision)
        await self._sessions.insert(session, [act])
        return await self._answer(stored, session, fresh, now)

    async def _end_by_id(self, session: str, by: str, address: str | None) -> None:
        while True:
            known = await self._sessions.find(session)
            if known is None or known.session.ended_at is not None:
                return
            now = self._clock.now()
            after = rules.ended(known.session, by, now, next_revision(known.session.revision, now))
            stored = await self._people.find(after.person)
            target = f"session:{session}"
            act = self._recorder.done("session.end", _actor(stored, address), target, after.revision, after=by)
            if await self._sessions.replace(known, after, [act]):
                return

    async def _answer(self, stored: StoredPerson, session: Session, refresh_token: str, now: datetime) -> SignedIn:
        person = (await self._lending.lender(session) or stored).person
        access_seconds = self._policy.access_of(stored.person)
        needs = await self._needs(stored, session)
        said = rules.claims(
            person,
            session,
            now,
            access_seconds,
            issuer=self._settings.token_issuer,
            audience=rules.audience_of(self._settings.token_audience, needs),
        )
        return SignedIn(
            person=person.person,
            session=session.session,
            access_token=self._keys.sign(said),
            refresh_token=refresh_token,
            access_seconds=round(access_seconds),
            session_ends_at=rules.ends_at(session, self._policy),
            idle_seconds=self._policy.idle_of(stored.person),
            needs=needs,
            acting=session.person if person.person != session.person else None,
        )


def _aim_of(name: str, address: str | None) -> str:
    return f"{sign_in_key(name)}|{address}"


def _refresh_token(session: str) -> str:
    return f"{session}.{secrets.token_urlsafe(32)}"


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _actor(stored: StoredPerson | None, address: str | None) -> Actor:
    # What was typed as a name may be a password, so an unknown name is never written down.
    if stored is None:
        return Actor(UNKNOWN, UNKNOWN, address)
    return Actor(stored.person.person, stored.person.organisation, address)


def _target(stored: StoredPerson | None) -> str:
    return f"person:{stored.person.person if stored else UNKNOWN}"
