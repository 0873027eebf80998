"""Names for ids, as a history shows them: asked in one go, answered by what the caller may know."""

from collections.abc import Iterable, Mapping

from contracts.organisations import Organisation
from services.directory.domain.names import Known, Reach, known_of, may_be_lengthened, reach_of
from services.directory.store.database import Database
from services.kit.identity import Caller


class NameDesk:
    """Names of people, for everybody who is signed in."""

    def __init__(self, database: Database) -> None:
        self._people = database.people
        self._organisations = database.organisations
        self._editions = database.editions

    async def names(self, people: Iterable[str], caller: Caller) -> tuple[list[Known], Mapping[str, Organisation]]:
        """Those of `people` whom the caller may know, by id, and the organisations they name. Raises Problem(store_away)."""
        found = [stored.person for stored in await self._people.by_ids(people)]
        wanted = {place for one in found for place in (one.organisation, *(place for place, _ in one.grants))}
        organisations = await self._organisations.by_ids({*wanted, *caller.organisations()})
        reach = await self._reach(caller, organisations)
        mine = {caller.person, caller.hands}
        judged = [known_of(one, reach, organisations, is_self=one.person in mine) for one in found]
        return [one for one in judged if one is not None], organisations

    async def _reach(self, caller: Caller, organisations: Mapping[str, Organisation]) -> Reach:
        own = [organisations[one] for one in caller.organisations() if one in organisations]
        units = await self._organisations.by_ids({one.unit for one in own})
        if not any(may_be_lengthened(one, units.get(one.unit)) for one in own):
            return reach_of(own)
        return reach_of(own, [stored.state for stored in await self._editions.find_many({})])
