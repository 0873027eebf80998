"""Erasure of a person's data in two steps: a preview, then the deed. The id stays, and with it figures and audit chain are whole."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from contracts.organisations import MINISTRY
from contracts.problems import Problem, ProblemCode
from services.directory.domain.organisations import guard
from services.directory.domain.people import erased
from services.directory.domain.people_rights import is_administrator
from services.directory.domain.rights import may_erase
from services.directory.operations.record import SERVICE, Recorder, acting
from services.directory.store.database import Database
from services.directory.store.people import StoredPerson
from services.kit.acts import Actor
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.outbox import next_revision

Ending = Callable[[str, Actor], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What is kept of a person now, and the revision that the deed has to name. `fields` hold something, by name."""

    person: str
    revision: int
    fields: tuple[str, ...]
    traces: dict[str, int]
    is_erased: bool


class ErasureDesk:
    """Erasures. `endings` end what lets the person in, each with its act, before the traces are wiped."""

    def __init__(self, database: Database, endings: tuple[Ending, ...], recorder: Recorder, clock: Clock) -> None:
        self._people = database.people
        self._store = database.erasure
        self._endings = endings
        self._recorder = recorder
        self._clock = clock

    async def preview(self, person: str, caller: Caller) -> ErasurePreview:
        """What would be erased; nothing is changed. Raises Problem(forbidden, not_found)."""
        known = (await self._asked(person, caller)).person
        names = ("name", "display_name", "email", "phone", "grants")
        held = tuple(name for name in names if getattr(known, name) and not known.is_erased)
        return ErasurePreview(person, known.revision, held, await self._store.traces(person), known.is_erased)

    async def erase(self, person: str, seen: int, caller: Caller) -> ErasurePreview:
        """Erase what was previewed under the revision that was seen; erased already, it completes what had stopped.

        Raises Problem(forbidden, not_found, own_rights, wrong_state, conflict). Administrators lose their role first.
        """
        stored = await self._asked(person, caller)
        known = stored.person
        if person == caller.person:
            raise Problem(ProblemCode.OWN_RIGHTS)
        if is_administrator(known):
            raise Problem(ProblemCode.WRONG_STATE)
        actor = acting(caller)
        if not known.is_erased:
            guard(known.revision, seen)
            revision = next_revision(known.revision, self._clock.now())
            act = self._recorder.done("person.erase", actor, f"person:{person}", revision, after="erased")
            after = StoredPerson(erased(known, revision), None, (*stored.outbox, act))
            if not await self._people.replace(after, known.revision):
                raise Problem(ProblemCode.CONFLICT, revision=known.revision)
        await self._finish(person, actor)
        return await self.preview(person, caller)

    async def complete(self) -> None:
        """Finish what stopped, or was still waiting to be sent, when somebody was erased. Raises Problem(store_away)."""
        for person in await self._people.erased_ids():
            if await self._store.traces(person):
                await self._finish(person, Actor(SERVICE, MINISTRY))

    async def _finish(self, person: str, actor: Actor) -> None:
        for end in self._endings:
            await end(person, actor)
        await self._store.wipe(person)

    async def _asked(self, person: str, caller: Caller) -> StoredPerson:
        if not may_erase(caller):
            raise Problem(ProblemCode.FORBIDDEN)
        stored = await self._people.find(person)
        if stored is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return stored
