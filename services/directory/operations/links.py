"""Invitations and forgotten passwords: links are made, looked at and used here; their letters are written by the postman."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contracts.problems import FieldProblem, Problem, ProblemCode
from services.directory import metrics
from services.directory.domain import links as rules
from services.directory.domain.links import LetterState, Link, Purpose
from services.directory.domain.people import Person
from services.directory.domain.sessions import LockPolicy
from services.directory.operations.attempts import Counter
from services.directory.operations.passwords import Passwords
from services.directory.operations.people import PeopleDesk
from services.directory.operations.postman import Postman
from services.directory.operations.record import Recorder
from services.directory.operations.sessions import UNKNOWN, SessionDesk
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.directory.store.links import StoredLink
from services.directory.store.people import StoredPerson, sign_in_key
from services.kit.acts import Actor
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.mongo import Document
from services.kit.outbox import next_revision
from services.kit.web import invalid


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose with a link: a password, and where wanted another name to sign in with and to be called by."""

    password: str
    name: str | None = None
    display_name: str | None = None


class LinkDesk:
    """Links of all people."""

    def __init__(  # noqa: PLR0917 - wiring: what links rest on.
        self,
        database: Database,
        settings: DirectorySettings,
        people: PeopleDesk,
        sessions: SessionDesk,
        passwords: Passwords,
        postman: Postman,
        recorder: Recorder,
        clock: Clock,
    ) -> None:
        self._links = database.links
        self._attempts = Counter(database.sessions, clock)
        self._stored_people = database.people
        self._organisations = database.organisations
        self._settings = settings
        self._people = people
        self._sessions = sessions
        self._passwords = passwords
        self._postman = postman
        self._recorder = recorder
        self._clock = clock
        often, while_seconds = settings.directory_forgotten_letters, settings.directory_forgotten_window_seconds
        self._often = LockPolicy(often, while_seconds, while_seconds)

    @property
    def can_send(self) -> bool:
        """Whether letters can be sent at all."""
        return self._postman.is_configured

    async def invite(self, person: str, caller: Caller) -> Link:
        """Send a person of the caller's branch a link to choose a password; one sent before opens nothing any more.

        Raises Problem(not_found, forbidden, wrong_state, address_missing, post_missing).
        """
        stored, actor = await self._to_invite(person, caller)
        if not stored.person.email:
            raise Problem(ProblemCode.ADDRESS_MISSING)
        if not self._postman.is_configured:
            raise Problem(ProblemCode.POST_MISSING)
        seconds = self._settings.directory_invitation_seconds
        made, _ = await self._make(Purpose.INVITATION, stored, person, seconds, made_by=caller.person, actor=actor)
        metrics.LINKS.labels(Purpose.INVITATION.value, "made").inc()
        return made

    async def invite_by_hand(self, person: str, caller: Caller) -> tuple[Link, str]:
        """The same without a letter, where somebody has no address: the link and its address, which is given this once.

        Raises Problem(not_found, forbidden, wrong_state). It is worth what a first password is worth, and on record as what it is.
        """
        stored, actor = await self._to_invite(person, caller)
        seconds = self._settings.directory_invitation_seconds
        made, token = await self._make(
            Purpose.INVITATION, stored, person, seconds, made_by=caller.person, actor=actor, is_written=False
        )
        metrics.LINKS.labels(Purpose.INVITATION.value, "by_hand").inc()
        return made, self._postman.address(Purpose.INVITATION, token)

    async def _to_invite(self, person: str, caller: Caller) -> tuple[StoredPerson, Actor]:
        stored, actor = await self._people.to_admit(person, caller)
        if stored.person.closed:
            raise Problem(ProblemCode.WRONG_STATE)
        return stored, actor

    async def invitation(self, person: str, caller: Caller) -> Link:
        """The last invitation of a person of the caller's branch. Raises Problem(not_found, forbidden)."""
        await self._people.to_admit(person, caller)
        known = await self._links.find(_link_of(Purpose.INVITATION, person))
        if known is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return known.link

    async def revoke(self, person: str, caller: Caller) -> None:
        """Take an invitation back; one that has ended is left as it is. Raises Problem(not_found, forbidden)."""
        _, actor = await self._people.to_admit(person, caller)
        await self._revoke(_link_of(Purpose.INVITATION, person), actor)

    async def end_all(self, person: str, actor: Actor) -> None:
        """Let no letter that a person was sent open anything any more."""
        for name in await self._links.of_person(person):
            await self._revoke(name, actor)

    async def _revoke(self, name: str, actor: Actor) -> None:
        while True:
            known = await self._links.find(name)
            if known is None or known.link.ended_at is not None:
                return
            after = rules.revoked(known.link, self._clock.now(), self._next(known))
            act = self._act(f"person.{after.purpose.value}_letter", actor, after, after="revoked")
            if await self._links.put(known, after, [act]):
                return

    async def forgotten(self, name: str, address: str | None) -> None:
        """Send who signs in by this name a link to choose another password, where there is such a person with an address.

        The answer is the same, in the same time, whoever there is. Raises Problem(rate_limited, post_missing).
        """
        if not self._postman.is_configured:
            raise Problem(ProblemCode.POST_MISSING)
        key = sign_in_key(name)
        waiting_seconds = await self._attempts.count(f"forgotten|{key}|{address}", self._often)
        if waiting_seconds:
            raise Problem(ProblemCode.RATE_LIMITED, retry_after_seconds=waiting_seconds)
        stored = await self._stored_people.by_name(name)
        reachable = stored is not None and not stored.person.closed and stored.person.email is not None
        owner = stored.person.person if stored is not None else f"?{key}"
        # Whoever asks from many addresses fills one person's letter box no faster.
        is_often = await self._attempts.count(f"forgotten|{owner}", self._often)
        to = stored if reachable and not is_often else None
        actor = Actor(UNKNOWN, UNKNOWN, address) if to is None else _self_actor(to, address)
        seconds = self._settings.directory_forgotten_seconds
        # A letter that is still good stays so where nobody gets another one.
        if is_often and reachable:
            owner = f"?{key}"
        await self._make(Purpose.PASSWORD, to, owner, seconds, made_by=None, actor=actor)
        metrics.LINKS.labels(Purpose.PASSWORD.value, "made" if to else "nobody").inc()

    def now(self) -> datetime:
        """The moment that links are judged by."""
        return self._clock.now()

    async def look(self, token: str) -> tuple[Link, StoredPerson, str]:
        """A link, whom it is for, and the name of the organisation. Raises Problem(link_ended), also for a made up one."""
        link, stored = await self._open(token)
        if not rules.is_live(link.link, stored.password_hash, self._clock.now()):
            raise Problem(ProblemCode.LINK_ENDED)
        home = stored.person.organisation
        found = (await self._organisations.by_ids({home})).get(home)
        return link.link, stored, found.name if found else home

    async def use(self, token: str, chosen: Chosen, address: str | None) -> Person:
        """Give the person the chosen password (and name); every session ends, and the link is used up.

        Raises Problem(link_ended, invalid, id_taken). One that broke off is completed by the same request.
        """
        known, stored = await self._open(token)
        now = self._clock.now()
        if rules.is_half_used(known.link, now):
            if not await self._passwords.matches(known.link.password_hash, chosen.password):
                raise Problem(ProblemCode.LINK_ENDED)
            used = known
        elif rules.is_live(known.link, stored.password_hash, now):
            await self._judge(stored, chosen, known.link.purpose)
            used = await self._use_up(known, await self._passwords.hash(chosen.password), now)
        else:
            raise Problem(ProblemCode.LINK_ENDED)
        fresh = await self._apply(used.link, chosen, address)
        await self._sessions.end_all(fresh.person.person, "password")
        await self._sessions.forgive(fresh.person.name, address)
        await self._links.put(used, rules.applied(used.link, self._next(used)))
        metrics.LINKS.labels(known.link.purpose.value, "used").inc()
        return fresh.person

    async def _open(self, token: str) -> tuple[StoredLink, StoredPerson]:
        name, _, _ = token.partition(".")
        known = await self._links.find(name)
        if known is None or known.link.person is None or known.link.token_sha256 != _sha256(token):
            raise Problem(ProblemCode.LINK_ENDED)
        stored = await self._stored_people.find(known.link.person)
        if stored is None or stored.person.closed:
            raise Problem(ProblemCode.LINK_ENDED)
        return known, stored

    async def _judge(self, stored: StoredPerson, chosen: Chosen, purpose: Purpose) -> None:
        name = chosen.name or stored.person.name
        problems = await self._passwords.judge(stored.remembered_hashes, chosen.password, name, "password")
        if problems:
            raise invalid(tuple(problems))
        if purpose is Purpose.PASSWORD and (chosen.name, chosen.display_name) != (None, None):
            raise invalid((FieldProblem("name", ProblemCode.UNKNOWN_FIELD),))
        taken = await self._stored_people.by_name(name)
        if taken is not None and taken.person.person != stored.person.person:
            # Said before the link is used up, so that another name may be tried.
            raise invalid((FieldProblem("name", ProblemCode.ID_TAKEN),))

    async def _use_up(self, known: StoredLink, password_hash: str, now: datetime) -> StoredLink:
        while True:
            after = rules.used(known.link, password_hash, now, self._next(known))
            if await self._links.put(known, after):
                return StoredLink(after, known.outbox)
            # The postman may have noted just now that the letter went out; who used the same link was faster.
            fresh = await self._links.find(known.link.link)
            same = fresh is not None and fresh.link.token_sha256 == known.link.token_sha256
            if fresh is None or not same or fresh.link.ended_at is not None:
                raise Problem(ProblemCode.LINK_ENDED)
            known = fresh

    async def _apply(self, link: Link, chosen: Chosen, address: str | None) -> StoredPerson:
        while True:
            stored = await self._stored_people.find(link.person or "")
            if stored is None or stored.person.closed or link.password_hash is None:
                raise Problem(ProblemCode.LINK_ENDED)
            if stored.password_hash == link.password_hash:
                return stored
            revision = next_revision(stored.person.revision, self._clock.now())
            person = replace(
                stored.person,
                revision=revision,
                name=chosen.name or stored.person.name,
                display_name=stored.person.display_name if chosen.display_name is None else chosen.display_name,
            )
            target, after = f"person:{person.person}", link.purpose.value
            act = self._recorder.done("person.password", _self_actor(stored, address), target, revision, after=after)
            fresh = replace(
                stored.with_password(link.password_hash, must_change=False),
                person=person,
                outbox=(*stored.outbox, act),
            )
            done = await self._stored_people.replace(fresh, stored.person.revision)
            if done:
                return fresh
            if done is None:
                raise invalid((FieldProblem("name", ProblemCode.ID_TAKEN),))

    async def _make(
        self,
        purpose: Purpose,
        to: StoredPerson | None,
        owner: str,
        seconds: float,
        *,
        made_by: str | None,
        actor: Actor,
        is_written: bool = True,
    ) -> tuple[Link, str]:
        """Make a link and the letter with it, where one is written; gives the link and its token."""
        name = _link_of(purpose, owner)
        token = f"{name}.{secrets.token_urlsafe(32)}"
        writes = to is not None and is_written
        while True:
            known = await self._links.find(name)
            now = self._clock.now()
            link = Link(
                link=name,
                revision=self._next(known),
                purpose=purpose,
                person=to.person.person if to else None,
                token_sha256=_sha256(token),
                made_at=now,
                ends_at=now + timedelta(seconds=seconds),
                made_by=made_by,
                formerly_sha256=rules.formerly(to.password_hash if to else None),
                letter=LetterState.WAITING if writes else LetterState.NONE,
                letter_due_at=now if writes else None,
                sealed_token=self._postman.seal(name, token) if writes else "",
            )
            act = self._act(
                f"person.{purpose.value}_letter", actor, link, after="made" if is_written else "made, given by hand"
            )
            if await self._links.put(known, link, [act] if to else []):
                self._postman.wake()
                return link, token

    def _act(self, verb: str, actor: Actor, link: Link, after: str) -> Document:
        return self._recorder.done(verb, actor, f"person:{link.person}", link.revision, after=after)

    def _next(self, known: StoredLink | None) -> int:
        return next_revision(known.link.revision if known else 0, self._clock.now())


def _link_of(purpose: Purpose, owner: str) -> str:
    return hashlib.sha256(f"{purpose.value}|{owner}".encode()).hexdigest()[:32]


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _self_actor(stored: StoredPerson, address: str | None) -> Actor:
    return Actor(stored.person.person, stored.person.organisation, address)
