"""People: made and changed by the manager of their branch, and one's own password."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from contracts.organisations import MINISTRY, Language, Organisation
from contracts.problems import Problem, ProblemCode
from services.directory.domain import people as rules
from services.directory.domain import people_rights as rights
from services.directory.domain.people import PasswordForm, Person, PersonForm
from services.directory.domain.rights import MANAGING_ROLES, is_security_administrator, may_see_people
from services.directory.operations.histories import words_of
from services.directory.operations.passwords import Passwords
from services.directory.operations.record import Recorder, acting
from services.directory.operations.second_factors import SecondFactors
from services.directory.operations.sessions import SessionDesk
from services.directory.store.database import Database
from services.directory.store.people import StoredPerson
from services.kit.acts import Actor
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.outbox import next_revision
from services.kit.web import invalid


class PeopleDesk:
    """People as managers keep them. Who manages no branch a person belongs to does not learn that the person exists."""

    def __init__(  # noqa: PLR0917 - wiring: what people rest on.
        self,
        database: Database,
        sessions: SessionDesk,
        passwords: Passwords,
        second_factors: SecondFactors,
        recorder: Recorder,
        clock: Clock,
    ) -> None:
        self._people = database.people
        self._organisations = database.organisations
        self._sessions = sessions
        self._passwords = passwords
        self._second_factors = second_factors
        self._recorder = recorder
        self._clock = clock

    async def me(self, caller: Caller) -> tuple[Person, dict[str, Organisation]]:
        """The caller and the organisations of the caller's roles. Raises Problem(not_found)."""
        stored = await self._people.find(caller.person)
        if stored is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return stored.person, await self._named(stored.person)

    async def called(self, person: str) -> str:
        """What to call a person; the id where nobody is known by it."""
        stored = await self._people.find(person)
        return stored.person.display_name or stored.person.name if stored else person

    async def get(self, person: str, caller: Caller) -> Person:
        """A person of the caller's branch. Raises Problem(not_found)."""
        stored = await self._people.find(person)
        if stored is None or not rights.may_see(caller, stored.person, await self._named(stored.person)):
            raise Problem(ProblemCode.NOT_FOUND)
        return stored.person

    async def by_ids(self, people: Iterable[str]) -> list[StoredPerson]:
        """Those of `people` that exist; whoever asks has been checked."""
        return await self._people.by_ids(people)

    async def page(self, organisation: str, caller: Caller, after: str | None, limit: int) -> list[Person]:
        """People who belong to an organisation of the caller's branch. Raises Problem(not_found)."""
        found = await self._organisations.find(organisation)
        if found is None or not may_see_people(caller, found.state.path):
            raise Problem(ProblemCode.NOT_FOUND)
        return [stored.person for stored in await self._people.of_organisation(organisation, after, limit)]

    async def put(self, person: str, form: PersonForm, caller: Caller) -> tuple[Person, bool]:
        """Make or change a person; true where new. Raises Problem(forbidden, invalid, conflict, id_taken, not_found)."""
        stored = await self._people.find(person)
        known = stored.person if stored else None
        named = await self._named(known, form)
        if not rights.may_write(caller, form, known, named):
            seen = known is not None and rights.may_see(caller, known, named)
            hidden = known is not None and not seen
            raise Problem(ProblemCode.NOT_FOUND if hidden else ProblemCode.FORBIDDEN)
        if stored is not None and rules.says_the_same(form, stored.person) and await self._same_password(stored, form):
            if form.closed:
                # A closing may have stopped before its sessions had ended, so the same request settles that too.
                await self._sessions.end_all(person, "closed")
            return stored.person, False
        problems = rules.judge_person(form, named, known)
        if problems:
            raise invalid(problems)
        rules.guard_person(known, form)
        await self._guard_administrators(person, form, known, caller)
        after = await self._write(person, form, stored, acting(caller, named[form.organisation].path, MANAGING_ROLES))
        return after, stored is None

    async def _guard_administrators(self, person: str, form: PersonForm, known: Person | None, caller: Caller) -> None:
        """Refuse to let somebody give roles to themselves, and to leave one of the three offices empty."""
        if known is None:
            return
        gives_roles = rules.grants_of(form) != known.grants
        if person == caller.person and gives_roles and is_security_administrator(caller):
            raise Problem(ProblemCode.OWN_RIGHTS)
        for role in rights.given_up(known, rules.written(person, form, known.revision)):
            if not await self._people.others_with(MINISTRY, role, person):
                raise Problem(ProblemCode.LAST_ADMINISTRATOR, role=role.value)

    async def change_password(self, form: PasswordForm, caller: Caller) -> None:
        """Change one's own password; every other session ends.

        Raises Problem(wrong_sign_in, sign_in_locked, invalid, conflict): who holds a token may not guess on with it.
        """
        stored = await self._people.find(caller.person)
        name = stored.person.name if stored else caller.person
        await self._sessions.check_password(name, stored, form.current.get_secret_value(), caller.address)
        if stored is None:
            raise Problem(ProblemCode.WRONG_SIGN_IN)
        wanted = form.wanted.get_secret_value()
        problems = await self._passwords.judge(stored.remembered_hashes, wanted, stored.person.name, "wanted")
        if problems:
            raise invalid(problems)
        revision = next_revision(stored.person.revision, self._clock.now())
        act = self._recorder.done("person.password", acting(caller), f"person:{caller.person}", revision)
        fresh = replace(
            stored.with_password(await self._passwords.hash(wanted), must_change=False),
            person=replace(stored.person, revision=revision),
            outbox=(*stored.outbox, act),
        )
        if not await self._people.replace(fresh, stored.person.revision):
            raise Problem(ProblemCode.CONFLICT, revision=stored.person.revision)
        await self._sessions.end_all(caller.person, "password", but=caller.session)

    async def to_admit(self, person: str, caller: Caller) -> tuple[StoredPerson, Actor]:
        """A person whom the caller may invite, and as whose deed that counts. Raises Problem(not_found, forbidden)."""
        return await self._reached(person, caller, rights.may_admit)

    async def in_reach(self, person: str, caller: Caller) -> tuple[StoredPerson, Actor]:
        """A person whose factors the caller may take away, and as whose deed that counts. Raises Problem(not_found, forbidden)."""
        return await self._reached(person, caller, rights.may_reset)

    async def to_shut(self, person: str, caller: Caller) -> tuple[StoredPerson, Actor]:
        """A person from whom the caller may take a way in, and as whose deed that counts. Raises Problem(not_found, forbidden)."""
        return await self._reached(person, caller, rights.may_shut)

    async def _reached(
        self, person: str, caller: Caller, may: Callable[[Caller, Person, Mapping[str, Organisation]], bool]
    ) -> tuple[StoredPerson, Actor]:
        stored = await self._people.find(person)
        named = await self._named(stored.person) if stored else {}
        if stored is None or not rights.may_see(caller, stored.person, named):
            raise Problem(ProblemCode.NOT_FOUND)
        if not may(caller, stored.person, named):
            raise Problem(ProblemCode.FORBIDDEN)
        return stored, acting(caller, named[stored.person.organisation].path, MANAGING_ROLES)

    async def end_sessions(self, person: str, caller: Caller) -> None:
        """Sign a person out everywhere. Raises Problem(not_found, forbidden)."""
        _, actor = await self.in_reach(person, caller)
        await self._sessions.end_all(person, "closed")
        await self._recorder.noted("person.sessions", actor, f"person:{person}", "ended")

    async def set_language(self, language: Language, caller: Caller) -> None:
        """Choose in which language one is written to. Raises Problem(not_found)."""
        while True:
            stored = await self._people.find(caller.person)
            if stored is None:
                raise Problem(ProblemCode.NOT_FOUND)
            known = stored.person
            if known.language == language:
                return
            revision = next_revision(known.revision, self._clock.now())
            act = self._recorder.done("person.set", acting(caller), f"person:{caller.person}", revision)
            after = replace(known, language=language, revision=revision)
            if await self._people.replace(replace(stored, person=after, outbox=(*stored.outbox, act)), known.revision):
                return

    async def _same_password(self, stored: StoredPerson, form: PersonForm) -> bool:
        if form.password is None:
            return True
        return await self._passwords.matches(stored.password_hash, form.password.get_secret_value())

    async def _write(self, person: str, form: PersonForm, stored: StoredPerson | None, actor: Actor) -> Person:
        revision = next_revision(stored.person.revision if stored else 0, self._clock.now())
        after = rules.written(person, form, revision)
        before = rules.standing_of(stored.person) if stored else {}
        words = words_of(before, rules.standing_of(after), revision)
        act = self._recorder.done("person.set", actor, f"person:{person}", revision, **words)
        fresh = stored or StoredPerson(after, None)
        fresh = replace(fresh, person=after, outbox=(*fresh.outbox, act))
        if form.password is not None:
            # Whoever else knows a password could act under the person's name, so it is good for a change alone.
            given = await self._passwords.hash(form.password.get_secret_value())
            fresh = fresh.with_password(given, must_change=True)
        if stored is None:
            if not await self._people.insert(fresh):
                raise Problem(ProblemCode.ID_TAKEN)
            return after
        done = await self._people.replace(fresh, stored.person.revision)
        if not done:
            raise Problem(ProblemCode.ID_TAKEN if done is None else ProblemCode.CONFLICT)
        if after.closed or form.password is not None:
            # Changed roles need no end of sessions: the next refresh reads them.
            await self._sessions.end_all(person, "closed" if after.closed else "password")
        return after

    async def _named(self, known: Person | None, form: PersonForm | None = None) -> dict[str, Organisation]:
        wanted: set[str] = set()
        if known is not None:
            wanted |= {known.organisation, *(organisation for organisation, _ in known.grants)}
        if form is not None:
            wanted |= {form.organisation, *(grant.organisation for grant in form.grants)}
        return await self._organisations.by_ids(wanted)
