"""The services as processes on real servers: they start in any order, end when told, and come back after a kill."""

import asyncio
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from aiokafka.admin import AIOKafkaAdminClient
from minio import Minio
from pymongo import MongoClient

from contracts.topics import STATE_TOPICS
from deploy.clearing import clear
from deploy.docker.provision import BUCKETS, provision
from deploy.native import probes, processes
from deploy.native.servers import Servers
from deploy.native.supervisor import SERVICES, Supervisor, SupervisorError, Unit
from services.kit.objects import bucket_name
from services.kit.settings import ServiceSettings
from tests.integration.kit.clients import opened

PREFIX = f"supervised{secrets.token_hex(3)}-"


def _settings(servers: Servers, **more: str) -> dict[str, str]:
    return {**servers.environment(), "WEEKWIRE_PREFIX": PREFIX, "WEEKWIRE_PARTITIONS": "2", **more}


@contextmanager
def _made_under(settings: dict[str, str]) -> Iterator[Callable[[], None]]:
    """What runs the provisioning job under these settings; whatever stands under their prefix is removed at the end."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        ours = ServiceSettings()

    def make() -> None:
        asyncio.run(provision(ours))

    faults: list[str] = []
    try:
        yield make
    finally:
        faults += clear(ours)
    assert faults == []


@pytest.fixture(scope="module")
def provisioned(servers: Servers) -> Iterator[dict[str, str]]:
    """The settings of a run whose topics and buckets the provisioning job has made; removed at the end."""
    settings = _settings(servers)
    with _made_under(settings) as make:
        make()
        yield settings


def _store(servers: Servers) -> Minio:
    host = servers.s3.removeprefix("http://")
    return Minio(host, servers.s3_access_key, servers.s3_secret_key, secure=False, region="us-east-1")


async def _topics(servers: Servers) -> set[str]:
    admin = AIOKafkaAdminClient(bootstrap_servers=servers.kafka)
    async with opened(admin):
        return set(await admin.list_topics())


async def test_the_job_makes_every_topic_and_bucket(servers: Servers, provisioned: dict[str, str]) -> None:
    there = await _topics(servers)

    wanted = {f"{provisioned['WEEKWIRE_PREFIX']}{name}" for topic in STATE_TOPICS for name in (topic.name, topic.dead)}
    assert wanted - there == set()
    assert all(_store(servers).bucket_exists(bucket_name(PREFIX, bucket)) for bucket in BUCKETS)


def test_services_start_in_any_order_and_all_end_when_told(provisioned: dict[str, str]) -> None:
    supervisor = Supervisor(provisioned)
    with supervisor.running():
        units = supervisor.start_all(tuple(reversed(SERVICES)))
        answers = {name: httpx.get(f"{unit.address}/health/ready") for name, unit in units.items()}
        metrics = {name: httpx.get(f"{unit.address}/metrics").text for name, unit in units.items()}
        ended = {name: supervisor.stop(name) for name in SERVICES}

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(SERVICES, 200)
    assert [name for name, text in metrics.items() if "weekwire_" not in text] == []
    assert ended == dict.fromkeys(SERVICES, True)


def test_a_reader_of_a_stream_keeps_no_service_from_ending(provisioned: dict[str, str]) -> None:
    with Supervisor(provisioned).running() as supervisor:
        address = supervisor.start_all(("directory", "aggregation"))["aggregation"].address
        query = {"edition": "2024", "indicator": "session_count"}
        with httpx.stream("GET", f"{address}/v1/counts/stream", params=query, timeout=30) as answer:
            lines = answer.iter_lines()
            assert next(line for line in lines if line.startswith("data:"))
            began = time.monotonic()

            ended = supervisor.stop("aggregation")

            took_seconds = time.monotonic() - began
            # A stream has no last message: whoever follows one opens it again.
            with suppress(httpx.RemoteProtocolError):
                assert [line for line in lines if line.startswith("data:")] == []

    assert ended
    assert took_seconds < ServiceSettings().stop_grace_seconds / 2


NEEDS = {
    "directory": {"mongo", "kafka"},
    "ingest": {"mongo", "kafka", "directory"},
    "media": {"mongo", "kafka", "object_store", "directory"},
    "moderation": {"mongo", "kafka", "directory"},
    "aggregation": {"mongo", "kafka", "object_store", "directory", "log"},
    "syndication": {"mongo", "kafka", "directory"},
    "notification": {"mongo", "kafka", "directory"},
}


def test_services_live_before_anything_is_there_and_name_what_they_wait_for(servers: Servers) -> None:
    settings = _settings(servers, WEEKWIRE_PREFIX=f"early-{secrets.token_hex(3)}-")
    with _made_under(settings) as make, Supervisor(settings).running() as supervisor:
        units = {name: supervisor.start(name) for name in SERVICES}
        early = {name: _health(unit) for name, unit in units.items()}
        make()
        ready = {name: _dependencies(supervisor.wait_ready(name)) for name in SERVICES}

    for name in SERVICES:
        live, status, waiting = early[name]
        assert live == {"service": name, "status": "live"}
        assert status == 503
        assert not all(waiting.values())
        assert waiting.keys() >= NEEDS[name]
        assert ready[name].keys() >= NEEDS[name]
        assert all(ready[name].values())


def _health(unit: Unit) -> tuple[object, int, dict[str, bool]]:
    """What a service that has just been started says of itself, as soon as it says anything."""
    deadline = time.monotonic() + 30
    while not probes.http_is_ready(unit.port, "/health/live"):
        assert time.monotonic() < deadline, f"{unit.name} does not answer"
        time.sleep(0.05)
    return (
        httpx.get(f"{unit.address}/health/live").json(),
        httpx.get(f"{unit.address}/health/ready", timeout=10).status_code,
        _dependencies(unit),
    )


def _dependencies(unit: Unit) -> dict[str, bool]:
    found: dict[str, bool] = httpx.get(f"{unit.address}/health/ready", timeout=10).json()["dependencies"]
    return found


def test_a_killed_service_comes_back_on_its_port_and_is_ready_again(provisioned: dict[str, str]) -> None:
    supervisor = Supervisor(provisioned)
    with supervisor.running():
        supervisor.start("ingest")
        before = supervisor.wait_ready("ingest")

        supervisor.kill("ingest")

        assert not supervisor.is_alive("ingest")
        supervisor.start_again("ingest")
        after = supervisor.wait_ready("ingest")

    assert after.port == before.port
    assert after.process != before.process
    lines = (supervisor.logs / "all.log").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not line.startswith("[ingest] ")] == []


def test_a_service_that_cannot_start_is_named_with_the_end_of_its_log(provisioned: dict[str, str]) -> None:
    supervisor = Supervisor({**provisioned, "WEEKWIRE_PARTITIONS": "many"})
    with supervisor.running():
        supervisor.start("moderation")

        with pytest.raises(SupervisorError, match=r"moderation ended while it started(.|\n)*partitions"):
            supervisor.wait_ready("moderation")


OWNER = """
import os, sys, time
from deploy import clearing
from deploy.native.supervisor import Supervisor
from tests.integration.kit.clients import opened
supervisor = Supervisor({name: value for name, value in os.environ.items() if name.startswith("WEEKWIRE_")})
with supervisor.running(clearing.COMMAND):
    unit = supervisor.start("directory")
    supervisor.wait_ready("directory")
    print(unit.process.pid, unit.process.started, flush=True)
    time.sleep(300)
"""


def test_services_and_what_they_made_end_with_a_supervisor_that_was_killed(servers: Servers) -> None:
    root = Path(__file__).resolve().parents[2]
    prefix = f"killed{secrets.token_hex(3)}-"
    settings = _settings(servers, WEEKWIRE_PREFIX=prefix)
    with _made_under(settings) as make:
        make()
        environment = {**os.environ, **settings}
        with subprocess.Popen(
            [sys.executable, "-c", OWNER], cwd=root, env=environment, stdout=subprocess.PIPE, text=True
        ) as owner:
            assert owner.stdout is not None
            pid, started = owner.stdout.readline().split()
            service = processes.Process(int(pid), started)
            assert processes.is_alive(service)
            assert _left(servers, prefix) == {"topics", "databases", "buckets"}

            owner.kill()

        assert processes.wait_until_ended(service, 30)
        deadline = time.monotonic() + 60
        while left := _left(servers, prefix):
            assert time.monotonic() < deadline, f"left behind: {left}"
            time.sleep(0.5)


def _left(servers: Servers, prefix: str) -> set[str]:
    """The kinds of things that stand under a prefix."""
    client: MongoClient[dict[str, object]] = MongoClient(servers.mongo)
    names = {
        "topics": asyncio.run(_topics(servers)),
        "databases": set(client.list_database_names()),
        "buckets": {bucket.name for bucket in _store(servers).list_buckets()},
    }
    client.close()
    return {kind for kind, found in names.items() if any(name.startswith(prefix) for name in found)}
