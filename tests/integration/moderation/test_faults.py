"""What goes wrong: the process is killed while it hears and decides, the store is away, and nothing is lost or done twice."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from uuid import UUID, uuid4

from contracts import topics
from contracts.base import decode_open
from contracts.moderation import Act, DecisionEvent, State
from deploy.native.servers import Servers
from tests.integration.moderation.processes import process_on
from tests.integration.moderation.running import (
    Moderation,
    Realm,
    code_of,
    provisioned,
    realm_on,
    running,
    until,
)
from tests.unit.moderation.builders import CHAIN, CITY, said


async def newest(realm: Realm) -> dict[UUID, DecisionEvent]:
    """The highest revision of every submission on the log; equal revisions must say the same."""
    found: dict[UUID, DecisionEvent] = {}
    for record in await realm.said(topics.DECISIONS):
        event = decode_open(DecisionEvent, record.value)
        known = found.get(event.submission)
        assert known is None or known.revision != event.revision or known == event
        if known is None or event.revision > known.revision:
            found[event.submission] = event
    return found


async def decide_somehow(moderation: Moderation, submission: UUID, decision: UUID) -> None:
    """Send the same decision until it is answered, as a client does that lost the reply."""
    async with asyncio.timeout(90):
        while True:
            with suppress(Exception):
                answer = await moderation.decide(submission, Act.PASS_UP, moderation.reviewer(CITY), decision=decision)
                if answer.status_code == 200:
                    return
            await asyncio.sleep(0.2)


async def test_killed_while_it_hears_and_decides_it_loses_nothing_and_does_nothing_twice(
    servers: Servers, prefix: str
) -> None:
    submissions = [uuid4() for _ in range(60)]
    async with provisioned(realm_on(servers, prefix)) as realm, process_on(realm) as (process, moderation):
        await realm.tell_submissions(*(said(1, submission=one, chain=CHAIN) for one in submissions[:40]))
        deciding = [asyncio.create_task(decide_somehow(moderation, one, uuid4())) for one in submissions]
        for _ in range(3):
            await asyncio.sleep(0.7)
            process.kill()
            await realm.tell_submissions(*(said(1, submission=one, chain=CHAIN) for one in submissions[20:]))
            await process.start()
        await asyncio.gather(*deciding)

        async with asyncio.timeout(60):
            while True:
                told = await newest(realm)
                if len(told) == 60 and all(one.standing.level == 1 for one in told.values()):
                    break
                await asyncio.sleep(0.3)
        for submission in submissions:
            acts = [event.decision.act for event in await realm.decisions_of(submission)]
            assert acts == [Act.RECEIVE, Act.PASS_UP]
            await moderation.checked(submission)
        assert process.kill(signal.SIGTERM) in {0, -signal.SIGTERM}


class Wire:
    """A line to a server that can be cut and mended, so that one service loses it and nobody else does."""

    def __init__(self, host: str, port: int) -> None:
        self._far = (host, port)
        self._cut = False
        self._open: set[asyncio.StreamWriter] = set()
        self._joined: set[asyncio.Task[None] | None] = set()
        self.port = 0

    @asynccontextmanager
    async def laid(self) -> AsyncIterator[None]:
        """Listen on a free port; at the end every connection is closed, also one that its user has left behind."""
        async with await asyncio.start_server(self._join, "127.0.0.1", self.port) as server:
            self.port = server.sockets[0].getsockname()[1]
            try:
                yield
            finally:
                self.cut()
                await asyncio.gather(*(task for task in self._joined if task), return_exceptions=True)

    def cut(self) -> None:
        """Nothing passes any more."""
        self._cut = True
        for writer in self._open:
            writer.transport.abort()

    def mend(self) -> None:
        """New connections pass again."""
        self._cut = False

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        joined = asyncio.current_task()
        self._joined.add(joined)
        try:
            with self._held(writer):
                far_reader, far_writer = await asyncio.open_connection(*self._far)
                with self._held(far_writer):
                    await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        finally:
            self._joined.discard(joined)

    @contextmanager
    def _held(self, writer: asyncio.StreamWriter) -> Iterator[None]:
        """An end of a connection while it is in use; one that is opened while the line is cut is aborted at once."""
        self._open.add(writer)
        if self._cut:
            writer.transport.abort()
        try:
            yield
        finally:
            writer.transport.abort()
            self._open.discard(writer)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    writer.close()


async def test_while_the_store_is_away_a_decision_is_unknown_and_the_same_request_settles_it(
    servers: Servers, prefix: str
) -> None:
    host, port = servers.mongo.removeprefix("mongodb://").rstrip("/").split(":")
    wire = Wire(host, int(port))
    async with wire.laid():
        realm = realm_on(servers, prefix, mongo=f"mongodb://127.0.0.1:{wire.port}/")
        async with provisioned(realm), running(realm) as moderation:
            submission, decision = await moderation.filed(), uuid4()

            wire.cut()
            away = await moderation.decide(submission, Act.PASS_UP, moderation.reviewer(), decision=decision)
            ready = await moderation.client.get("/health/ready")
            await realm.tell_submissions(said(2, submission=submission))
            wire.mend()

            assert (away.status_code, code_of(away), away.headers["retry-after"]) == (503, "store_away", "5")
            assert ready.json()["dependencies"]["mongo"] is False

            async def heard_the_next() -> bool:
                return bool((await moderation.item(submission))["version"] == 2)

            await until(heard_the_next, 60)
            stale = await moderation.decide(submission, Act.PASS_UP, moderation.reviewer(), decision=decision)
            assert code_of(stale) == "stale_version"
            await moderation.done(submission, Act.PASS_UP, moderation.reviewer(), 2, decision=uuid4())
            events = await moderation.events(submission, 3)
            assert [event.decision.act for event in events] == [Act.RECEIVE, Act.NEW_VERSION, Act.PASS_UP]
            assert events[-1].standing.state is State.IN_REVIEW
