"""Acting for another: lent by the person, taken up and laid down by the colleague, taken back at any moment."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from contracts.problems import Problem, ProblemCode
from services.directory.domain import delegations as rules
from services.directory.domain.delegations import Delegation, DelegationForm
from services.directory.domain.people import Person
from services.directory.operations.lending import Lending
from services.directory.operations.record import Recorder, acting
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.directory.store.people import StoredPerson
from services.kit.acts import Actor
from services.kit.clock import Clock, whole_milliseconds
from services.kit.identity import Caller
from services.kit.outbox import next_revision
from services.kit.web import invalid

VERB = "person.delegation"
COLLEAGUES_AT_ONCE = 500


class DelegationDesk:
    """Delegations of all people."""

    def __init__(self, database: Database, settings: DirectorySettings, recorder: Recorder, clock: Clock) -> None:
        self._store = database.delegations
        self._people = database.people
        self._sessions = database.sessions
        self._lending = Lending(database, clock)
        self._longest_seconds = settings.directory_delegation_seconds
        self._recorder = recorder
        self._clock = clock

    async def lend(self, form: DelegationForm, caller: Caller) -> Delegation:
        """Let a colleague act for the caller. Raises Problem(invalid, nothing_to_lend, not_found)."""
        person = (await self._known(caller.person)).person
        colleague = await self._people.find(form.colleague)
        now = self._clock.now()
        problems = rules.judge_delegation(
            form, person, colleague.person if colleague else None, now, self._longest_seconds
        )
        if problems:
            raise invalid(problems)
        if not list(rules.lends(person)):
            raise Problem(ProblemCode.NOTHING_TO_LEND)
        until = whole_milliseconds(form.until.astimezone(UTC))
        name, revision = uuid4().hex, next_revision(0, now)
        delegation = Delegation(name, revision, person.person, form.colleague, until, now, form.note)
        said = f"to {form.colleague} until {until.isoformat()}"
        act = self._recorder.done(VERB, acting(caller), f"person:{person.person}", revision, after=said)
        await self._store.put(None, delegation, [act])
        return delegation

    async def lent(self, caller: Caller) -> list[tuple[Delegation, str]]:
        """What the caller has lent and is in force, with the colleague's name."""
        found = [one.delegation for one in await self._store.by_person(caller.person)]
        return await self._named([one for one in found if rules.is_live(one, self._now())], "colleague")

    async def borrowed(self, caller: Caller) -> list[tuple[Delegation, str]]:
        """For whom the caller may act, with the person's name."""
        found = [one.delegation for one in await self._store.to_colleague(caller.hands)]
        return await self._named([one for one in found if rules.is_live(one, self._now())], "person")

    async def take_back(self, delegation: str, caller: Caller) -> None:
        """End what the caller has lent, or has been lent. Raises Problem(not_found), also for one of others.

        The colleague's next refresh is their own again, and the directory itself refuses the token before at once.
        """
        while True:
            known = await self._store.find(delegation)
            if known is None or caller.person not in {known.delegation.person, known.delegation.colleague}:
                raise Problem(ProblemCode.NOT_FOUND)
            if known.delegation.ended_at is not None:
                return
            revision = next_revision(known.delegation.revision, self._clock.now())
            after = rules.ended(known.delegation, self._clock.now(), revision)
            target = f"person:{after.person}"
            act = self._recorder.done(VERB, acting(caller), target, revision, after=f"of {after.colleague} ended")
            if await self._store.put(known, after, [act]):
                return

    async def end_all(self, person: str, actor: Actor) -> None:
        """End everything that a person has lent and been lent."""
        found = [*await self._store.by_person(person), *await self._store.to_colleague(person)]
        for name in [one.delegation.delegation for one in found]:
            while (known := await self._store.find(name)) is not None and known.delegation.ended_at is None:
                revision = next_revision(known.delegation.revision, self._clock.now())
                after = rules.ended(known.delegation, self._clock.now(), revision)
                act = self._recorder.done(
                    VERB, actor, f"person:{after.person}", revision, after=f"of {after.colleague} ended"
                )
                if await self._store.put(known, after, [act]):
                    break

    async def take_up(self, person: str, caller: Caller) -> None:
        """Act for a person from now on; the next refresh gives the token. Raises Problem(not_lent).

        `person` may be the colleague's own: then the acting ends.
        """
        if person != caller.hands and not await self._lending.is_lent(person, caller.hands):
            raise Problem(ProblemCode.NOT_LENT)
        lender = None if person == caller.hands else person
        while (known := await self._sessions.find(caller.session)) is not None and known.session.for_person != lender:
            revision = next_revision(known.session.revision, self._clock.now())
            after = replace(known.session, for_person=lender, revision=revision)
            own = (await self._known(known.session.person)).person
            target = f"person:{person if lender else known.session.for_person}"
            actor = Actor(own.person, own.organisation, caller.address)
            said = "taken up" if lender else "laid down"
            act = self._recorder.done("session.acting", actor, target, revision, after=said)
            if await self._sessions.replace(known, after, [act]):
                return

    async def colleagues(self, caller: Caller) -> list[Person]:
        """Whom the caller might let act: who belongs to the same organisation. Raises Problem(not_found)."""
        person = (await self._known(caller.person)).person
        found = await self._people.of_organisation(person.organisation, None, COLLEAGUES_AT_ONCE)
        return [one.person for one in found if rules.may_borrow(one.person, person)]

    async def _named(self, found: list[Delegation], side: str) -> list[tuple[Delegation, str]]:
        people = await self._people.by_ids({getattr(one, side) for one in found})
        names = {one.person.person: one.person.display_name or one.person.name for one in people}
        return [(one, names.get(getattr(one, side), "")) for one in found]

    async def _known(self, person: str) -> StoredPerson:
        stored = await self._people.find(person)
        if stored is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return stored

    def _now(self) -> datetime:
        return self._clock.now()
