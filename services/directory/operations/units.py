"""What a unit says of its own about an edition: its windows and its themes, each with its event and its act."""

from collections.abc import Callable

from contracts import topics
from contracts.editions import Edition
from contracts.organisations import Organisation
from contracts.problems import Problem, ProblemCode
from services.directory.domain import units as rules
from services.directory.domain.organisations import Change
from services.directory.domain.rights import MANAGING_ROLES, may_set_unit
from services.directory.domain.units import ThemesForm, WindowForm, WindowKind
from services.directory.operations.histories import act_words, entry_of
from services.directory.operations.record import Recorder, acting
from services.directory.store.database import Database
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.outbox import next_revision, outgoing

Judge = Callable[[Organisation, Edition, int], Change | None]


class UnitDesk:
    """Windows and themes as units ask for them. What is so already changes nothing."""

    def __init__(self, database: Database, recorder: Recorder, clock: Clock) -> None:
        self._store = database.organisations
        self._editions = database.editions
        self._recorder = recorder
        self._clock = clock

    async def set_window(self, unit: str, edition: str, form: WindowForm, caller: Caller) -> Organisation:
        """Declare a window. Raises Problem(not_found, forbidden, unknown_edition, edition_sealed, invalid, conflict)."""
        return await self._set(unit, edition, caller, lambda known, of, at: rules.with_window(known, of, form, at))

    async def drop_window(self, unit: str, edition: str, kind: WindowKind, caller: Caller) -> Organisation:
        """Take a window back; none there changes nothing. Raises as `set_window`."""
        return await self._set(unit, edition, caller, lambda known, of, at: rules.without_window(known, of, kind, at))

    async def set_themes(self, unit: str, edition: str, form: ThemesForm, caller: Caller) -> Organisation:
        """Give a unit its themes below the national one. Raises as `set_window`."""
        return await self._set(unit, edition, caller, lambda known, of, at: rules.with_themes(known, of, form, at))

    async def _set(self, unit: str, edition: str, caller: Caller, judge: Judge) -> Organisation:
        known = await self._store.find(unit)
        if known is None:
            raise Problem(ProblemCode.NOT_FOUND)
        if not may_set_unit(caller, known.state):
            raise Problem(ProblemCode.FORBIDDEN)
        found = await self._editions.find(edition)
        if found is None:
            raise Problem(ProblemCode.UNKNOWN_EDITION, edition=edition)
        at = self._clock.now()
        change = judge(known.state, found.state, next_revision(known.revision, at))
        if change is None:
            return known.state
        after = change.after
        actor = acting(caller, after.path, MANAGING_ROLES)
        act = self._recorder.done(
            f"organisation.{change.verb}", actor, f"organisation:{unit}", after.revision, **act_words(change)
        )
        events = [outgoing(topics.ORGANISATIONS, unit, after.revision, after, at), act]
        extra = {**known.extra, "history": [*known.extra.get("history", ()), entry_of(change, at)]}
        if not await self._store.replace(known, after, extra, events, revision=after.revision):
            raise Problem(ProblemCode.CONFLICT)
        return after
