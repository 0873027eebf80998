"""Whom a session may act for, asked wherever a token is made or checked."""

from services.directory.domain.delegations import is_live
from services.directory.domain.people_rights import is_administrator
from services.directory.domain.sessions import Session
from services.directory.store.database import Database
from services.directory.store.people import StoredPerson
from services.kit.clock import Clock


class Lending:
    """What is lent at the moment."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._delegations = database.delegations
        self._people = database.people
        self._clock = clock

    async def is_lent(self, person: str, colleague: str) -> bool:
        """Whether a colleague may act for a person now; who was made an administrator since may not any more."""
        now = self._clock.now()
        if not any(is_live(one.delegation, now) for one in await self._delegations.between(person, colleague)):
            return False
        known = await self._people.find(colleague)
        return known is not None and not known.person.closed and not is_administrator(known.person)

    async def lender(self, session: Session) -> StoredPerson | None:
        """Whom a session acts for, as long as that is lent."""
        person = session.for_person
        if person is None or not await self.is_lent(person, session.person):
            return None
        stored = await self._people.find(person)
        return None if stored is None or stored.person.closed else stored
