"""Everything running behind one gateway, as people meet it: services on servers that may be taken away, pages, letters.

Its clock stands in the third day of the week of 2024, so that windows are open and deadlines near.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx

from deploy.demo.client import Client, RefusedError, Request
from deploy.demo.stage import CLOCK_SETTING, Stage, stage_on
from deploy.native.kinds import KINDS
from deploy.native.servers import Servers
from deploy.native.supervisor import SERVICES
from tests.browser.people import CITY_REVIEWER, EDITION, OFFICER, UNIT_APPROVER, Person
from tests.integration.directory.providers import SECRET
from tests.integration.kit.letters import MailServer
from tests.integration.kit.waiting import eventually

IN_THE_WEEK = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
HEARD_SECONDS = 20.0
ALONG_THE_CHAIN = (("pass_up", CITY_REVIEWER), ("accept", UNIT_APPROVER))


@dataclass
class Fleet:
    """What runs. `letters` are those that services have sent; `client` speaks for people where a test needs no page."""

    stage: Stage
    letters: MailServer
    client: Client

    @property
    def address(self) -> str:
        """Where the pages are."""
        return self.stage.public

    @property
    def now(self) -> datetime:
        """The services' time."""
        return self.stage.clock.now()

    async def ask(
        self, who: Person, service: str, method: str, path: str, body: Mapping[str, Any] | None = None, **query: str
    ) -> Any:  # noqa: ANN401 - what an interface answers.
        """Ask a service in somebody's name; the JSON of its answer, None where there is none. Raises RefusedError."""
        answer = await self.client.send(Request(who.name, service, method, path, body, query=query or None))
        return answer.json() if answer.content else None

    async def file(self, title: str, who: Person = OFFICER, **content: Any) -> UUID:  # noqa: ANN401 - fields of a report.
        """File an activity report of Tuesday's; its id."""
        submission = uuid4()
        when, place = {"start": "2024-05-14", "end": "2024-05-14"}, {"kind": "district", "code": "330602"}
        visitors = {"indicator": "attendee_count", "value": 300}
        usual = {"kind": "activity_report", "title": title, "no_state_secrets": True}
        usual["sessions"] = [{"when": when, "place": place, "measures": [visitors]}]
        body = {"edition": EDITION, "organisation": who.organisation, "content": usual | content}
        await self.ask(who, "ingest", "PUT", f"/v1/submissions/{submission}", body)
        return submission

    async def decide(self, submission: UUID, act: str, who: Person, **body: Any) -> Any:  # noqa: ANN401 - any field of a decision.
        """Decide on a submission's version (the first where none is named) once moderation has heard of it."""
        path = f"/v1/items/{submission}/decisions/{uuid4()}"
        answer: Any = None

        async def decided() -> bool:
            nonlocal answer
            try:
                answer = await self.ask(who, "moderation", "PUT", path, {"act": act, "version": 1} | body)
            except RefusedError as refused:
                if refused.status != 404:
                    raise
                return False
            return True

        await eventually(decided, HEARD_SECONDS)
        return answer

    async def accept(self, submission: UUID, chain: Sequence[tuple[str, Person]] = ALONG_THE_CHAIN) -> None:
        """Take a submission up its chain until it is accepted."""
        for act, who in chain:
            await self.decide(submission, act, who)

    async def original(self, asset: str, who: Person = OFFICER) -> bytes:
        """The bytes that the object store holds of a file."""
        answer = await self.client.send(Request(who.name, "media", "GET", f"/v1/media/{asset}/original"))
        async with httpx.AsyncClient() as anybody:
            return (await anybody.get(answer.headers["Location"])).raise_for_status().content

    @asynccontextmanager
    async def without(self, *names: str) -> AsyncIterator[None]:
        """Services (also `gateway`) or servers (`kafka`, `mongo`, `s3`) are away inside, and back and ready after."""
        for name in names:
            await asyncio.to_thread(self._take_away, name)
        try:
            yield
        finally:
            for name in reversed(names):
                await asyncio.to_thread(self._bring_back, name)
            for service in SERVICES:
                await asyncio.to_thread(self.stage.supervisor.wait_ready, service)

    def _take_away(self, name: str) -> None:
        if name in KINDS:
            self.stage.servers.stop_one(name)
        else:
            self.stage.supervisor.stop(name)

    def _bring_back(self, name: str) -> None:
        if name in KINDS:
            self.stage.servers.start_one(name)
        else:
            self.stage.supervisor.start_again(name)
            self.stage.supervisor.wait_ready(name)


@contextmanager
def staged(servers: Servers, letters: MailServer, issuer: str) -> Iterator[Stage]:
    """Services, gateway and pages on these servers, inside the week; everything is removed at the end.

    `issuer` is the address of a provider where people may sign in, too.
    """
    said: list[str] = []
    settings = {
        CLOCK_SETTING: str((IN_THE_WEEK - datetime.now(UTC)).total_seconds()),
        "WEEKWIRE_SMTP": f"127.0.0.1:{letters.port}",
        "WEEKWIRE_SMTP_TLS": "none",
        "WEEKWIRE_DIRECTORY_OIDC_ISSUER": issuer,
        "WEEKWIRE_DIRECTORY_OIDC_SECRET": SECRET,
    }
    with stage_on(servers, said.append, settings) as stage:
        yield stage
