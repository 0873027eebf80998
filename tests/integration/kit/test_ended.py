"""A test that fails while Kafka is away is all that its run tells: what it had opened is closed, and nothing speaks up later."""

import asyncio
import os
import re
import sys
from pathlib import Path

from deploy.native.servers import Servers

ROOT = Path(__file__).resolve().parents[3]
TOLD_SECONDS = 120
TELLING_OTHERWISE = {"PYTEST_ADDOPTS", "CI", "BUILD_NUMBER"}
"""What changes what pytest tells: with the last two, its summary has whole messages in place of one line a test."""
FAILING = """
import asyncio
import gc

from tests.integration.kit.notes import NOTES, provision, writing
from tests.integration.kit.running import CLOCK, connected, meanwhile, serving
from tests.integration.kit.test_endings import at_work
from tests.integration.kit.things import THINGS, change, database

async def lose_kafka(settings, servers, away):
    async with (
        database(settings) as mongo,
        serving(settings, mongo) as service,
        connected(settings) as late,
        writing(settings) as producer,
    ):
        await service.bus.start()
        service.relay.start()
        await producer.send_and_wait(settings.topic(NOTES.name), b"said")
        await asyncio.to_thread(servers.stop_one, "kafka")
        service.relay.hand_over(THINGS, await change(mongo, "unsaid", CLOCK))
        await producer.send(settings.topic(NOTES.name), b"unsaid")
        async with meanwhile(late.start()):
            await asyncio.sleep(0.5)
            away.set()
            await service.relay.drained()

async def test_that_is_cancelled_and_fails(settings, servers):
    away = asyncio.Event()
    await provision(settings, NOTES)
    async with meanwhile(lose_kafka(settings, servers, away)) as losing:
        await asyncio.wait([losing, asyncio.ensure_future(away.wait())], return_when=asyncio.FIRST_COMPLETED)
        assert losing.done(), "nobody has said it"

async def test_that_comes_after_it():
    gc.collect()
    assert at_work() == set()
"""


async def test_of_a_test_that_fails_while_kafka_is_away_only_that_is_told(
    frail_servers: Servers, tmp_path: Path
) -> None:
    (tmp_path / "test_it.py").write_text(FAILING, encoding="utf-8")
    options = ["-c", "pyproject.toml", "--rootdir", str(ROOT), "-p", "no:cacheprovider", "--timeout=60"]
    options += ["-p", "tests.conftest", "-p", "tests.integration.kit.conftest", "--show-capture=no"]
    theirs = {name: value for name, value in os.environ.items() if name not in TELLING_OTHERWISE}
    try:
        run = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "pytest", *options, str(tmp_path)),
            cwd=ROOT,
            env=theirs | frail_servers.environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        async with asyncio.timeout(TOLD_SECONDS):
            told = (await run.communicate())[0].decode()
    finally:
        await asyncio.to_thread(frail_servers.start_one, "kafka")

    assert run.returncode == 1, told
    assert re.search(r"^FAILED .* - AssertionError.*\n=+ 1 failed, 1 passed in [^\n]* =+\s*\Z", told, re.MULTILINE), (
        told
    )
    for word in ("Warning", "Unclosed", "was destroyed"):
        assert word not in told, told
