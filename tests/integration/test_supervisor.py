"""The services as processes on real servers: they start in any order, end when told, and come back after a kill."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from aiokafka.admin import AIOKafkaAdminClient
from minio import Minio

from contracts.topics import STATE_TOPICS
from deploy.docker.provision import BUCKETS, provision
from deploy.native import processes
from deploy.native.servers import Servers
from deploy.native.supervisor import SERVICES, Supervisor, SupervisorError
from services.kit import topics
from services.kit.objects import bucket_name
from services.kit.settings import ServiceSettings

PREFIX = "supervised-"


def _settings(servers: Servers, **more: str) -> dict[str, str]:
    return {**servers.environment(), "WEEKWIRE_PREFIX": PREFIX, "WEEKWIRE_PARTITIONS": "2", **more}


@pytest.fixture(scope="module")
def provisioned(servers: Servers) -> Iterator[dict[str, str]]:
    """The settings of a run whose topics and buckets the provisioning job has made; removed at the end."""
    settings = _settings(servers)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        ours = ServiceSettings()
    asyncio.run(provision(ours))
    yield settings
    asyncio.run(topics.remove(ours))
    store = _store(servers)
    for bucket in BUCKETS:
        name = bucket_name(PREFIX, bucket)
        for entry in store.list_objects(name, recursive=True):
            store.remove_object(name, str(entry.object_name))
        store.remove_bucket(name)


def _store(servers: Servers) -> Minio:
    host = servers.s3.removeprefix("http://")
    return Minio(host, servers.s3_access_key, servers.s3_secret_key, secure=False, region="us-east-1")


async def test_the_job_makes_every_topic_and_bucket(servers: Servers, provisioned: dict[str, str]) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=servers.kafka)
    await admin.start()
    there = set(await admin.list_topics())
    await admin.close()

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
from deploy.native.supervisor import Supervisor
supervisor = Supervisor({name: value for name, value in os.environ.items() if name.startswith("WEEKWIRE_")})
with supervisor.running():
    unit = supervisor.start("directory")
    supervisor.wait_ready("directory")
    print(unit.process.pid, unit.process.started, flush=True)
    time.sleep(300)
"""


def test_services_end_with_a_supervisor_that_was_killed(provisioned: dict[str, str]) -> None:
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", OWNER], cwd=root, env=provisioned, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        pid, started = owner.stdout.readline().split()
        service = processes.Process(int(pid), started)
        assert processes.is_alive(service)

        owner.kill()

    assert processes.wait_until_ended(service, 30)
