"""The directory's postman: writes the letters of links and sends each once, again later while the mail server is away."""

import asyncio
import contextlib
import logging
from typing import Protocol

from services.directory import metrics
from services.directory.domain import links as rules
from services.directory.domain.links import Link, Purpose
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.directory.store.links import StoredLink
from services.kit.clock import Clock
from services.kit.outbox import next_revision
from services.kit.post import Letter, LetterRefusedError, PostAwayError
from services.kit.sealing import CannotOpenError, Vault

log = logging.getLogger(__name__)

PURPOSE = b"weekwire letters"
AT_ONCE = 50
PATHS = {Purpose.INVITATION: "/sign-in/invitation", Purpose.PASSWORD: "/sign-in/new-password"}
"""Where the pages are that take a link. Its token is behind `#`, which browsers send to no server and name to nobody."""


class Sends(Protocol):
    """What the postman needs of the post."""

    @property
    def is_configured(self) -> bool:
        """Whether a mail server is named."""
        ...

    async def send(self, letter: Letter) -> None:
        """Hand one letter over. Raises LetterRefusedError, PostAwayError."""
        ...


class Postman:
    """Sends what is due. Of several copies one has a letter at a time; one that fell silent leaves it to another."""

    def __init__(self, database: Database, settings: DirectorySettings, post: Sends, clock: Clock) -> None:
        self._links = database.links
        self._people = database.people
        self._organisations = database.organisations
        self._settings = settings
        self._vault = _vault(settings)
        self._post = post
        self._clock = clock
        self._woken = asyncio.Event()

    @property
    def is_configured(self) -> bool:
        """Whether letters can be sent at all."""
        return self._post.is_configured

    def seal(self, link: str, token: str) -> str:
        """A token as it may be stored until its letter is written."""
        return self._vault.seal(link, token.encode())

    def address(self, purpose: Purpose, token: str) -> str:
        """Where the page is that takes a link."""
        return f"{self._settings.public_url}{PATHS[purpose]}#{token}"

    def wake(self) -> None:
        """There is a new letter."""
        self._woken.set()

    async def run(self) -> None:
        """Send what is due, and go on for ever."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._settings.directory_post_seconds)
            self._woken.clear()
            try:
                await self.deliver()
            except Exception:
                # Whatever it was, the letters are still due.
                log.exception("letters wait")

    async def deliver(self) -> int:
        """Send every letter that is due now; returns how many were sent. Raises Problem(store_away)."""
        if not self.is_configured:
            return 0
        due = await self._links.due(self._clock.now(), AT_ONCE)
        return sum([await self._deliver(known) for known in due])

    async def _deliver(self, known: StoredLink) -> bool:
        claimed = rules.claimed(known.link, self._clock.now(), self._next(known.link))
        if not await self._links.put(known, claimed):
            return False
        known = StoredLink(claimed, known.outbox)
        letter = await self._write(claimed)
        if letter is None:
            await self._links.put(known, rules.refused(claimed, "the person is gone", self._next(claimed)))
            return False
        try:
            await self._post.send(letter)
        except LetterRefusedError as fault:
            after, outcome = rules.refused(claimed, str(fault), self._next(claimed)), "refused"
        except PostAwayError as fault:
            log.warning("a letter is put off", extra={"link": claimed.link, "fault": str(fault)})
            after, outcome = rules.put_off(claimed, str(fault), self._clock.now(), self._next(claimed)), "put_off"
        else:
            after, outcome = rules.sent(claimed, self._next(claimed)), "sent"
        metrics.LETTERS.labels(outcome).inc()
        # Where the link was used or replaced meanwhile, that stands.
        await self._links.put(known, after)
        return outcome == "sent"

    async def _write(self, link: Link) -> Letter | None:
        stored = await self._people.find(link.person or "")
        if stored is None or stored.person.closed or stored.person.email is None:
            return None
        try:
            token = self._vault.open(link.link, link.sealed_token).decode()
        except CannotOpenError:
            return None
        person = stored.person
        home = (await self._organisations.by_ids({person.organisation})).get(person.organisation)
        said = rules.words(
            link.purpose,
            person.language,
            name=person.name,
            called=person.display_name,
            organisation=home.name if home else person.organisation,
            address=self.address(link.purpose, token),
            ends_at=link.ends_at,
        )
        # What was made anew is another letter; what is tried again is the same.
        return Letter(f"directory-{link.token_sha256[:32]}", person.email or "", said.subject, said.text)

    def _next(self, link: Link) -> int:
        return next_revision(link.revision, self._clock.now())


def _vault(settings: DirectorySettings) -> Vault:
    return Vault(settings.directory_second_factor_key.get_secret_value(), PURPOSE)
