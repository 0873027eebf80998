"""All ways to come in beside a password that one knows: letters with links, passkeys, and a sign-in elsewhere."""

from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from services.directory.operations.delegations import DelegationDesk
from services.directory.operations.links import LinkDesk
from services.directory.operations.oidc import OidcDesk
from services.directory.operations.passkeys import PasskeyDesk
from services.directory.operations.passwords import Passwords
from services.directory.operations.people import PeopleDesk
from services.directory.operations.postman import Postman
from services.directory.operations.record import Recorder
from services.directory.operations.second_factors import SecondFactors
from services.directory.operations.sessions import SessionDesk
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.kit.acts import Actor
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.post import Post

FORGET_AFTER = timedelta(days=30)


class Ways:
    """The desks of these ways, wired over one database."""

    def __init__(  # noqa: PLR0917 - wiring: what they rest on.
        self,
        database: Database,
        settings: DirectorySettings,
        people: PeopleDesk,
        sessions: SessionDesk,
        passwords: Passwords,
        second_factors: SecondFactors,
        recorder: Recorder,
        clock: Clock,
    ) -> None:
        self._database = database
        self._clock = clock
        self.postman = Postman(database, settings, Post(settings, clock), clock)
        self.links = LinkDesk(database, settings, people, sessions, passwords, self.postman, recorder, clock)
        self.passkeys = PasskeyDesk(database, settings, sessions, recorder, clock)
        self.oidc = OidcDesk(database, settings, people, sessions, recorder, clock)
        self.delegations = DelegationDesk(database, settings, recorder, clock)
        self._people = people
        self._second_factors = second_factors

    async def take_away_factors(self, person: str, caller: Caller) -> None:
        """Take second factor and passkeys from somebody who has lost the device. Raises Problem(not_found, forbidden)."""
        _, actor = await self._people.in_reach(person, caller)
        await self._second_factors.remove(person, actor)
        await self.passkeys.remove_all(person, actor)

    async def forget_person(self, person: str, actor: Actor) -> None:
        """Close every way in of somebody who is gone for good, and end what was lent. Again, it goes on where it stopped."""
        await self.links.end_all(person, actor)
        await self.passkeys.remove_all(person, actor)
        await self.oidc.unlink_all(person, actor)
        await self.delegations.end_all(person, actor)

    def chores(self) -> list[Coroutine[Any, Any, None]]:
        """What goes on for ever: letters."""
        return [self.postman.run()]

    async def forget(self) -> None:
        """Drop what nobody asks for any more. Raises Problem(store_away)."""
        await self._database.links.forget(self._clock.now() - FORGET_AFTER)
        await self._database.passkeys.forget(self._clock.now())
        await self._database.oidc.forget(self._clock.now())
