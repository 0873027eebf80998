"""However a demo ends, nothing of it is left: no process, no topic, no database, no bucket."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from aiokafka.admin import AIOKafkaAdminClient
from minio import Minio
from pymongo import MongoClient

from deploy.native.servers import CHECKOUT, Servers

ENDS_WITHIN_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo running as a user would run it, up to the line by which it is live."""

    process: subprocess.Popen[str]
    prefix: str
    children: tuple[psutil.Process, ...]

    def end(self, number: signal.Signals) -> int:
        """Send a signal as a terminal would, to the whole group, and wait for the end."""
        os.killpg(self.process.pid, number)
        self.process.communicate(timeout=ENDS_WITHIN_SECONDS)
        return self.process.returncode


@pytest.fixture
def demo(servers: Servers, tmp_path: Path) -> Iterator[Demo]:
    """A demo on the session's servers, so that one can look at what it leaves on them."""
    errors = (tmp_path / "errors").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "deploy.demo"],
        cwd=CHECKOUT,
        env={**os.environ, **servers.environment()},
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        start_new_session=True,
        # A shell's background job ignores Ctrl-C, and so would whatever it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - one thread runs here.
    )
    assert process.stdout is not None
    prefix = ""
    for line in process.stdout:
        found = re.search(r"prefix (\S*demo[0-9a-f]+-)", line)
        prefix = found.group(1) if found else prefix
        if "live after" in line:
            break
    yield Demo(process, prefix, tuple(psutil.Process(process.pid).children(recursive=True)))
    if process.poll() is None:
        process.kill()
        process.communicate()
    errors.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
async def test_a_demo_that_is_ended_in_the_middle_leaves_nothing_behind(
    demo: Demo, servers: Servers, number: signal.Signals
) -> None:
    assert demo.prefix
    assert any("services." in " ".join(child.cmdline()) for child in demo.children)

    code = demo.end(number)

    assert code == 128 + number
    _gone, alive = psutil.wait_procs(demo.children, timeout=10)
    assert alive == []
    assert await _topics(servers, demo.prefix) == []
    assert _databases(servers, demo.prefix) == []
    assert _buckets(servers, demo.prefix) == []


async def _topics(servers: Servers, prefix: str) -> list[str]:
    admin = AIOKafkaAdminClient(bootstrap_servers=servers.kafka)
    await admin.start()
    try:
        return [str(name) for name in await admin.list_topics() if name.startswith(prefix)]
    finally:
        await admin.close()


def _databases(servers: Servers, prefix: str) -> list[str]:
    client: MongoClient[dict[str, object]] = MongoClient(servers.mongo)
    try:
        return [name for name in client.list_database_names() if name.startswith(prefix)]
    finally:
        client.close()


def _buckets(servers: Servers, prefix: str) -> list[str]:
    endpoint = servers.s3.removeprefix("http://")
    client = Minio(endpoint=endpoint, access_key=servers.s3_access_key, secret_key=servers.s3_secret_key, secure=False)
    return [bucket.name for bucket in client.list_buckets() if bucket.name.startswith(prefix)]
