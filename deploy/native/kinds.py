"""The three kinds of server: how each is prepared, started and asked whether it is ready.

Kafka runs as one KRaft node, MongoDB as a real `mongod` or the embedded server, the object store as MinIO.
"""

import os
import secrets
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deploy.native import probes
from deploy.native.provision import kafka_libs, minio_binary, mongo_classpath, real_mongod

REPLICA_SET = "weekwire"
START_MARK = "=== start of "
"""What stands in a log before each start, with the server's name and the time after it."""


class ServersError(Exception):
    """Servers could not be started, stopped or found; the text says which and where its log is."""


class NotOursError(ServersError):
    """A server was to be taken away that the user has brought; the text names its setting."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one server lives: its data, its log, its ports, and the credentials it is to ask for."""

    data: Path
    log: Path
    port: int
    second_port: int
    access_key: str
    secret_key: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of server. `given_setting` names the setting with which a user brings their own."""

    name: str
    given_setting: str
    port_setting: str
    ready_seconds: float
    prepare: Callable[[Place], None]
    command: Callable[[Place], list[str]]
    is_ready: Callable[[Place], bool]
    endpoint: Callable[[Place], str]
    environment: Callable[[Place], Mapping[str, str]] = field(default=lambda _place: {})
    has_second_port: bool = False


def _kafka_properties(place: Place) -> str:
    settings = {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@127.0.0.1:{place.second_port}",
        "listeners": f"PLAINTEXT://127.0.0.1:{place.port},CONTROLLER://127.0.0.1:{place.second_port}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{place.port}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "PLAINTEXT",
        "log.dirs": str(place.data / "log"),
        # Topics are provisioned from contracts/topics.py; a misspelt name is to fail.
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "8",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "transaction.state.log.num.partitions": "4",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        # One node has nobody to wait for.
        "group.initial.rebalance.delay.ms": "0",
        "controlled.shutdown.enable": "false",
        # Hundreds of small partitions: without these, memory and index files are sized for a few large ones.
        "log.cleaner.dedupe.buffer.size": "16777216",
        "log.index.size.max.bytes": "1048576",
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def _java(heap_mebibytes: int) -> list[str]:
    return [
        "java",
        f"-Xmx{heap_mebibytes}m",
        "-Djava.awt.headless=true",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    ]


def _prepare_kafka(place: Place) -> None:
    place.data.mkdir(parents=True, exist_ok=True)
    properties = place.data / "server.properties"
    properties.write_text(_kafka_properties(place), encoding="utf-8")
    if (place.data / "log" / "meta.properties").exists():
        return
    # A cluster id is 16 bytes as url-safe base64 without padding, which is what token_urlsafe gives; it may begin with a
    # hyphen, so it is one word with its option.
    identity = f"--cluster-id={secrets.token_urlsafe(16)}"
    tool = ["kafka.tools.StorageTool", "format", identity, "--config", str(properties)]
    command = [*_java(256), "-XX:TieredStopAtLevel=1", "-cp", f"{kafka_libs()}/*", *tool]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    if ended.returncode:
        raise ServersError(f"formatting Kafka's storage failed: {(ended.stdout + ended.stderr)[-2_000:]}")


def _kafka_command(place: Place) -> list[str]:
    garbage_collection = ["-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20"]
    properties = str(place.data / "server.properties")
    return [*_java(512), *garbage_collection, "-cp", f"{kafka_libs()}/*", "kafka.Kafka", properties]


def _kafka_is_ready(place: Place) -> bool:
    """Answering is not enough: after a power cut the broker first answers from what its last life has registered."""
    if not probes.kafka_is_ready(place.port):
        return False
    told = place.log.read_text(encoding="utf-8", errors="replace").rpartition(START_MARK)[2]
    return "Kafka Server started" in told


def mongo_backend() -> str:
    """Which MongoDB-protocol server runs: `mongod`, `h2` (embedded, on disk) or `memory` (embedded).

    `WEEKWIRE_MONGO_BACKEND` decides; without it a real `mongod` on the PATH is preferred. Raises ServersError.
    """
    chosen = os.environ.get("WEEKWIRE_MONGO_BACKEND") or ("mongod" if real_mongod() else "h2")
    if chosen not in {"mongod", "h2", "memory"}:
        raise ServersError(f"WEEKWIRE_MONGO_BACKEND={chosen}: give mongod, h2 or memory")
    if chosen == "mongod" and real_mongod() is None:
        raise ServersError("WEEKWIRE_MONGO_BACKEND=mongod, and there is no mongod on the PATH")
    return chosen


def _mongo_data(place: Place) -> Path:
    return place.data / mongo_backend()


def _mongo_command(place: Place) -> list[str]:
    data = _mongo_data(place)
    backend = mongo_backend()
    if backend == "mongod":
        address = ["--bind_ip", "127.0.0.1", "--port", str(place.port)]
        return [str(real_mongod()), "--replSet", REPLICA_SET, "--dbpath", str(data), *address]
    arguments = ["memory"] if backend == "memory" else ["h2", str(data / "weekwire.h2")]
    return [*_java(1_024), "-cp", mongo_classpath(), "EmbeddedMongo", str(place.port), *arguments]


def _mongo_is_ready(place: Place) -> bool:
    if probes.mongo_is_ready(place.port):
        return True
    if mongo_backend() == "mongod":
        # A replica set of one is what production's write concern needs; asking again is answered with an error only.
        members: list[probes.Bson] = [{"_id": 0, "host": f"127.0.0.1:{place.port}"}]
        initiate: probes.Bson = {"replSetInitiate": {"_id": REPLICA_SET, "members": members}, "$db": "admin"}
        try:
            probes.mongo_command(place.port, initiate)
        except OSError:
            return False
    return False


def _mongo_endpoint(place: Place) -> str:
    address = f"mongodb://127.0.0.1:{place.port}/"
    return f"{address}?replicaSet={REPLICA_SET}" if mongo_backend() == "mongod" else address


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)


def _minio_environment(place: Place) -> Mapping[str, str]:
    return {
        "MINIO_ROOT_USER": place.access_key,
        "MINIO_ROOT_PASSWORD": place.secret_key,
        "MINIO_BROWSER": "off",
        "MINIO_UPDATE": "off",
    }


KINDS: Mapping[str, Kind] = {
    "kafka": Kind(
        name="kafka",
        given_setting="WEEKWIRE_KAFKA",
        port_setting="WEEKWIRE_KAFKA_PORT",
        ready_seconds=120.0,
        prepare=_prepare_kafka,
        command=_kafka_command,
        is_ready=_kafka_is_ready,
        endpoint=lambda place: f"127.0.0.1:{place.port}",
        has_second_port=True,
    ),
    "mongo": Kind(
        name="mongo",
        given_setting="WEEKWIRE_MONGO",
        port_setting="WEEKWIRE_MONGO_PORT",
        ready_seconds=90.0,
        prepare=lambda place: _make_folder(_mongo_data(place)),
        command=_mongo_command,
        is_ready=_mongo_is_ready,
        endpoint=_mongo_endpoint,
    ),
    "s3": Kind(
        name="s3",
        given_setting="WEEKWIRE_S3",
        port_setting="WEEKWIRE_S3_PORT",
        ready_seconds=60.0,
        prepare=lambda place: _make_folder(place.data),
        command=lambda place: [str(minio_binary()), "server", "--address", f"127.0.0.1:{place.port}", str(place.data)],
        is_ready=lambda place: probes.http_is_ready(place.port, "/minio/health/ready"),
        endpoint=lambda place: f"http://127.0.0.1:{place.port}",
        environment=_minio_environment,
    ),
}
"""Every kind of server, in the order in which they are started: the slowest first is Kafka."""
