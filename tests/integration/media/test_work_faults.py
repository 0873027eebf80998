"""Workers die, sleep, or lose the object store in the middle of a photo: it is done once, by whoever is there."""

import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.native.servers import Servers
from services.kit.settings import ServiceSettings
from services.media.domain.jobs import Cause
from tests.integration.kit.waiting import eventually
from tests.integration.media.cutting import CuttingProxy
from tests.integration.media.work_process import Process
from tests.integration.media.workbench import Bench, bench_on, photo, remove_all, settings_on


@pytest.fixture
async def settings(servers: Servers, prefix: str) -> AsyncIterator[ServiceSettings]:
    chosen = settings_on(servers, prefix)
    yield chosen
    await remove_all(chosen)


@pytest.fixture
async def sender(settings: ServiceSettings, tmp_path: Path) -> AsyncIterator[Bench]:
    """A copy that takes uploads and works on nothing."""
    async with bench_on(settings, tmp_path / "sender", start=False) as bench:
        yield bench


@dataclass
class Crew:
    """The worker processes of a test."""

    settings: ServiceSettings
    folder: Path
    members: list[Process]

    async def join(self, holder: str, *, hold: bool = False) -> Process:
        """Start a worker and wait until it takes jobs."""
        if hold:
            (self.folder / f"hold-{holder}").touch()
        process = Process(self.settings, self.folder, holder)
        self.members.append(process)
        await eventually(process.up.exists, 60)
        return process


@pytest.fixture
def crew(settings: ServiceSettings, tmp_path: Path) -> Iterator[Crew]:
    gathered = Crew(settings, tmp_path, [])
    yield gathered
    for process in gathered.members:
        with suppress(ProcessLookupError):
            process.send(signal.SIGCONT)
        process.end()


async def test_a_photo_whose_worker_is_killed_in_its_middle_is_done_once_by_another(sender: Bench, crew: Crew) -> None:
    first = await crew.join("first", hold=True)
    queued = await sender.upload("killed", photo(1))
    await eventually(first.busy.exists)

    assert first.end(signal.SIGKILL) == -signal.SIGKILL
    await crew.join("second")
    await eventually(lambda: sender.is_told(queued))

    told = await sender.told(queued)
    assert [(one["said"], one["by"], one["attempts"]) for one in told] == [("ready", "second", 2)]
    assert len(list((crew.folder / "room" / "weekwire-media").iterdir())) == 1
    made = await sender.objects.keys(f"renditions/{queued.sha256}/")
    assert {key.rsplit("/", 1)[1] for key in made} == {*told[0]["what"], "made.json"}


async def test_a_worker_that_slept_beyond_its_lease_changes_nothing_when_it_wakes(sender: Bench, crew: Crew) -> None:
    sleeper = await crew.join("sleeper", hold=True)
    queued = await sender.upload("slept", photo(2))
    await eventually(sleeper.busy.exists)
    sleeper.send(signal.SIGSTOP)

    other = await crew.join("other")
    await eventually(lambda: sender.is_told(queued))
    other.end(signal.SIGTERM)
    sleeper.hold.unlink()
    sleeper.send(signal.SIGCONT)
    await eventually(lambda: "the lease was lost" in sleeper.log)
    after = await sender.upload("after", photo(3))
    await eventually(lambda: sender.is_told(after))

    assert [(one["said"], one["by"]) for one in await sender.told()] == [("ready", "other"), ("ready", "sleeper")]
    assert await sender.store.load(queued.job) is None


async def test_a_worker_that_is_told_to_stop_hands_its_photo_over_and_the_file_is_not_blamed(
    sender: Bench, crew: Crew
) -> None:
    first = await crew.join("first", hold=True)
    queued = await sender.upload("stopped", photo(4))
    await eventually(first.busy.exists)

    assert first.end(signal.SIGTERM) == 0
    stored = await sender.store.load(queued.job)
    await crew.join("second")
    await eventually(lambda: sender.is_told(queued))

    assert stored is not None
    assert (stored.lease, stored.cause, stored.attempts) == (None, Cause.STOPPED, 0)
    assert [(one["said"], one["by"], one["attempts"]) for one in await sender.told(queued)] == [("ready", "second", 1)]


async def test_the_object_store_going_away_in_mid_read_is_a_retry_and_no_failure(
    settings: ServiceSettings, sender: Bench, tmp_path: Path
) -> None:
    body = photo(5, 3_200, 2_400)
    async with CuttingProxy.before(settings.s3) as proxy:
        through = settings.model_copy(update={"s3": proxy.address})
        async with bench_on(through, tmp_path / "cut") as bench:
            proxy.cut_after(len(body) // 2)
            queued = await sender.upload("cut", body)
            await eventually(proxy.is_cut.is_set)

            async def put_back() -> bool:
                job = await bench.store.load(queued.job)
                return job is not None and job.setbacks > 0

            await eventually(put_back)
            waiting = await bench.store.load(queued.job)
            assert waiting is not None
            assert (waiting.cause, waiting.attempts, await bench.told()) == (Cause.STORE_AWAY, 0, [])
            proxy.heal()
            await eventually(lambda: bench.is_told(queued), 30)

            assert [(one["said"], one["attempts"]) for one in await bench.told()] == [("ready", 1)]
