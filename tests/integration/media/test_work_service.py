"""The whole service, killed in the middle of a photo: another copy does the work, and the world hears of it once."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from httpx import AsyncClient

from contracts import topics
from contracts.media import AssetState
from deploy.native.servers import Servers
from services.kit.clock import FixedClock
from services.kit.mongo import Mongo
from services.media.operations.acting import SERVICE
from services.media.store.jobs import JOBS, job_of
from tests.integration.kit.waiting import eventually
from tests.integration.media.running import Item, Media, Realm, item, provisioned, realm_on, until_ready
from tests.integration.media.workbench import photo

LARGE = (8_000, 6_000)
"""Pixels that take seconds, within the limits of the edition."""


@pytest.fixture
async def realm(servers: Servers, prefix: str, tmp_path: Path) -> AsyncIterator[Realm]:
    """A realm whose copies work, with leases of two seconds."""
    working = {"media_photo_workers": 1, "media_lease_seconds": 2.0, "media_refresh_seconds": 0.2}
    async with provisioned(realm_on(servers, prefix, media_work_folder=str(tmp_path), **working)) as opened:
        yield opened


class Copy:
    """A copy of media as a process."""

    def __init__(self, realm: Realm) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        environment = os.environ | realm.environment() | {"WEEKWIRE_PORT": str(port)}
        command = [sys.executable, "-m", "services.media"]
        self._running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)

    def end(self, how: signal.Signals = signal.SIGKILL) -> int:
        """End it, and say how it ended."""
        if self._running.poll() is None:
            self._running.send_signal(how)
        return self._running.wait(timeout=40)


@pytest.fixture
def start(realm: Realm) -> Iterator[Callable[[], Copy]]:
    """Starts copies, which are ended with the test."""
    started: list[Copy] = []

    def another() -> Copy:
        started.append(Copy(realm))
        return started[-1]

    yield another
    for copy in started:
        copy.end()


@pytest.fixture
async def mongo(realm: Realm) -> AsyncIterator[Mongo]:
    """The service's database."""
    opened = Mongo.connect(realm.settings, SERVICE)
    yield opened
    opened.close()


async def test_a_photo_whose_service_is_killed_in_its_middle_is_made_once_by_another_copy(
    realm: Realm, mongo: Mongo, start: Callable[[], Copy]
) -> None:
    sent, now = item(await asyncio.to_thread(photo, 11, *LARGE)), datetime.now(UTC)
    said = sent.state(1, received_at=now, version_received_at=now)
    await realm.tell(topics.SUBMISSIONS, [(str(sent.submission), 1, said)])
    first = start()
    async with AsyncClient(base_url=first.address, timeout=60) as client, AsyncClient(timeout=60) as store:
        await until_ready(client)
        answer = await Media(realm, client, FixedClock(now), store).send(sent, at=now)
        assert answer.status_code == 200

        async def worked_on() -> bool:
            found = await mongo.collection(JOBS).find_one({})
            return found is not None and job_of(found).lease is not None

        await eventually(worked_on)
        first.end(signal.SIGKILL)
    left = await mongo.collection(JOBS).find_one({})
    second = start()
    async with AsyncClient(base_url=second.address, timeout=60) as client, AsyncClient(timeout=60) as store:
        await until_ready(client)
        media = Media(realm, client, FixedClock(now), store)
        ready = await media.until(sent.asset(), sent.grant(at=now), lambda status: status == 200)
        await eventually(lambda: _none_left(mongo))
        await eventually(lambda: _has_ready(realm, sent))
        second.end(signal.SIGTERM)

    assert left is not None
    assert (job_of(left).attempts, job_of(left).outcome) == (1, None)
    assert ready.json()["asset"]["state"] == AssetState.READY
    revisions = {state.revision for state in await realm.states_of(sent.submission) if state.assets and state.complete}
    assert len(revisions) == 1


async def _has_ready(realm: Realm, sent: Item) -> bool:
    return any(state.complete for state in await realm.states_of(sent.submission) if state.assets)


async def _none_left(mongo: Mongo) -> bool:
    return await mongo.collection(JOBS).find_one({}) is None
