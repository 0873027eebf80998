"""Locks after too many failures: seen by those who keep the account, lifted by hand, and never one's own."""

from collections.abc import Iterable
from datetime import datetime

from contracts.problems import Problem, ProblemCode
from services.directory import metrics
from services.directory.domain.people import Person
from services.directory.domain.sessions import Lock
from services.directory.operations.people import PeopleDesk
from services.directory.operations.record import Recorder
from services.directory.store.database import Database
from services.kit.clock import Clock
from services.kit.identity import Caller

VERB = "person.unlock"


class LockDesk:
    """Locks of all people."""

    def __init__(self, database: Database, people: PeopleDesk, recorder: Recorder, clock: Clock) -> None:
        self._sessions = database.sessions
        self._people = people
        self._recorder = recorder
        self._clock = clock

    async def until(self, people: Iterable[Person]) -> dict[str, datetime]:
        """Until when each of those who are locked out somewhere is; whoever asks has been checked. Raises Problem(store_away)."""
        found = await self._sessions.locks([one.person for one in people], self._clock.now())
        return {lock.person: lock.until for lock in found}

    async def of_person(self, person: str, caller: Caller) -> list[Lock]:
        """How a person of the caller's branch is locked out. Raises Problem(not_found)."""
        await self._people.get(person, caller)
        return await self._sessions.locks([person], self._clock.now())

    async def lift(self, person: str, caller: Caller) -> None:
        """Let a person try again at once; where nothing is locked, nothing changes.

        Raises Problem(not_found, forbidden, own_lock): whoever found an open session would otherwise guess on with it.
        """
        _, actor = await self._people.in_reach(person, caller)
        if person in {caller.person, caller.hands}:
            raise Problem(ProblemCode.OWN_LOCK)
        locks = await self._sessions.locks([person], self._clock.now())
        if not locks:
            return
        words = "; ".join(f"{lock.what.value} at {lock.address or 'any address'}" for lock in locks)
        # On record before it is so: what stops between is lifted by the same request, on record twice.
        await self._recorder.noted(VERB, actor, f"person:{person}", f"lifted: {words}")
        await self._sessions.forget_attempts_of(person)
        metrics.LOCKS_LIFTED.inc(len(locks))
