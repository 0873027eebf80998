"""The servers are real: each answers its own client, is taken away, comes back, and ends with whoever owns it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import UnknownTopicOrPartitionError
from minio import Minio
from motor.motor_asyncio import AsyncIOMotorClient

from deploy.native import fleet as fleets
from deploy.native import processes
from deploy.native.guardian import MAKE_SETTING
from deploy.native.ports import is_free
from deploy.native.processes import Process
from deploy.native.servers import CHECKOUT, STATE_SETTING, Servers, running_servers
from tests.integration.kit.clients import opened

# Tests that run in the background, or under nohup, are deaf to these signals, and children inherit that.
OWNER = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from pathlib import Path
from deploy.native.servers import running_servers
with running_servers(Path(sys.argv[1])) as servers:
    print(servers.state, flush=True)
    time.sleep(300)
"""


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A set of this module's own: the faults below are not to hit whoever shares the session's servers."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("WEEKWIRE_") and name != "WEEKWIRE_CACHE"]:
            patch.delenv(name)
        with running_servers(tmp_path_factory.mktemp("checkout")) as own:
            yield own


def _plain_environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("WEEKWIRE_") or name == "WEEKWIRE_CACHE"
    }


def _object_store(servers: Servers) -> Minio:
    host = servers.s3.removeprefix("http://")
    return Minio(host, servers.s3_access_key, servers.s3_secret_key, secure=False, region="us-east-1")


async def test_kafka_keeps_a_record_through_a_power_cut(servers: Servers, prefix: str) -> None:
    topic = f"{prefix}servers.check"
    admin = AIOKafkaAdminClient(bootstrap_servers=servers.kafka)
    async with opened(admin):
        await admin.create_topics([NewTopic(topic, num_partitions=1, replication_factor=1)])
    producer = AIOKafkaProducer(bootstrap_servers=servers.kafka, acks="all", enable_idempotence=True)
    async with opened(producer):
        await producer.send_and_wait(topic, b"one")

    await asyncio.to_thread(servers.restart, "kafka", at_once=True)

    consumer = AIOKafkaConsumer(bootstrap_servers=servers.kafka)
    async with opened(consumer):
        consumer.assign([TopicPartition(topic, 0)])
        await consumer.seek_to_beginning()
        record = await asyncio.wait_for(consumer.getone(), 30)
    assert record.value == b"one"


async def test_kafka_makes_no_topic_by_accident(servers: Servers, prefix: str) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=servers.kafka, request_timeout_ms=3_000)

    async with opened(producer):
        with pytest.raises(UnknownTopicOrPartitionError):
            await producer.send_and_wait(f"{prefix}misspelt", b"lost")


async def test_the_database_keeps_a_document_through_a_restart(servers: Servers, prefix: str) -> None:
    client: AsyncIOMotorClient[dict[str, object]] = AsyncIOMotorClient(servers.mongo)
    things = client[f"{prefix}check"]["things"]
    await things.insert_one({"_id": "a", "revision": 1})

    await asyncio.to_thread(servers.restart, "mongo")

    assert await things.find_one({"_id": "a"}) == {"_id": "a", "revision": 1}
    await client.drop_database(f"{prefix}check")
    client.close()


async def test_the_object_store_keeps_an_object_through_a_power_cut(servers: Servers, prefix: str) -> None:
    store = _object_store(servers)
    bucket = f"{prefix}check"
    store.make_bucket(bucket)
    source = CHECKOUT / "LICENSE"
    store.fput_object(bucket, "licence", str(source))

    await asyncio.to_thread(servers.restart, "s3", at_once=True)

    assert store.stat_object(bucket, "licence").size == source.stat().st_size
    store.remove_object(bucket, "licence")
    store.remove_bucket(bucket)


def test_a_server_taken_away_refuses_connections_until_it_comes_back(servers: Servers) -> None:
    port = int(servers.s3.rpartition(":")[2])

    servers.stop_one("s3")

    assert is_free(port)
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), 1):
        pass
    servers.start_one("s3")
    assert not is_free(port)


@pytest.fixture
def make() -> Iterator[subprocess.Popen[bytes]]:
    """What stands for the make that started something."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"]) as child:
        yield child
        child.kill()


@pytest.fixture
def owner(tmp_path: Path, make: subprocess.Popen[bytes]) -> Iterator[tuple[subprocess.Popen[str], list[Process]]]:
    """Another process with servers of its own in another checkout, and those servers."""
    command = [sys.executable, "-c", OWNER, str(tmp_path)]
    environment = {**_plain_environment(), MAKE_SETTING: str(make.pid)}
    with subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        state = fleets.read_state(Path(child.stdout.readline().strip()))
        assert state is not None, "the servers did not start"
        started = [member.process for member in state.members.values() if member.process is not None]
        try:
            yield child, started
        finally:
            child.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_servers_end_with_their_owner_however_it_goes(
    owner: tuple[subprocess.Popen[str], list[Process]], number: signal.Signals, tmp_path: Path
) -> None:
    child, started = owner
    assert [processes.is_alive(each) for each in started] == [True, True, True]

    child.send_signal(number)
    child.wait(timeout=60)

    _nothing_is_left(started, tmp_path)


def test_servers_end_with_a_make_that_was_killed(
    owner: tuple[subprocess.Popen[str], list[Process]], make: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    child, started = owner

    make.kill()
    make.wait()

    assert child.wait(timeout=60) == 128 + signal.SIGTERM
    _nothing_is_left(started, tmp_path)


def _nothing_is_left(started: list[Process], checkout: Path) -> None:
    deadline = time.monotonic() + 30
    while any(processes.is_alive(each) for each in started):
        assert time.monotonic() < deadline, "a server outlived its owner"
        time.sleep(0.1)
    while list((checkout / "build" / "servers").glob("owned-*")):
        assert time.monotonic() < deadline, "data was left behind"
        time.sleep(0.1)


def test_a_busy_port_is_an_error_that_names_port_and_setting(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        environment = _plain_environment() | {"WEEKWIRE_S3_PORT": str(port)}
        command = [sys.executable, "-c", OWNER, str(tmp_path)]

        ended = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)

    assert ended.returncode != 0
    assert f"port {port} is in use" in ended.stderr
    assert "WEEKWIRE_S3_PORT" in ended.stderr


def test_a_command_runs_inside_the_servers_and_its_exit_code_is_told(servers: Servers) -> None:
    command = [sys.executable, "-m", "deploy.native.servers", "run", "--", sys.executable, "-c"]
    code = f"import os, sys; sys.exit(7 if os.environ['WEEKWIRE_KAFKA'] == {servers.kafka!r} else 1)"
    environment = _plain_environment() | {STATE_SETTING: str(servers.state)}

    ended = subprocess.run([*command, code], cwd=CHECKOUT, env=environment, check=False)

    assert ended.returncode == 7
