"""The stage of a demo: servers, a prefix of its own, topics, the four services, the seed; and everything removed at the end."""

import asyncio
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from minio import Minio
from minio.error import S3Error
from pymongo import MongoClient
from pymongo.errors import PyMongoError
from urllib3.exceptions import HTTPError

from deploy.native.servers import CHECKOUT, Servers, running_servers
from deploy.native.supervisor import SERVICES, Supervisor
from services.kit import topics
from services.kit.settings import ServiceSettings

SETTINGS = {
    # Hundreds of people sign in from this one machine within seconds.
    "WEEKWIRE_REQUESTS_PER_MINUTE": "1000000",
    # A laptop is no cluster: fewer partitions start faster and show the same.
    "WEEKWIRE_PARTITIONS": "8",
    "WEEKWIRE_AGGREGATION_CHECKS_SECONDS": "5",
    "WEEKWIRE_LOG_LEVEL": "WARNING",
}
READY_SECONDS = 120.0
STOP_SECONDS = 20.0


class StageError(Exception):
    """The stage could not be set up; the text says what failed and how."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where everything is. `settings` are the WEEKWIRE_* variables under which any command reaches this run."""

    servers: Servers
    supervisor: Supervisor
    settings: Mapping[str, str]

    def address(self, service: str) -> str:
        """The base address of a service."""
        return self.supervisor.unit(service).address

    def process_id(self, service: str) -> int | None:
        """The process a service runs as."""
        process = self.supervisor.unit(service).process
        return process.pid if process else None

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a Python module of the project under this run's settings, e.g. `services seed`."""
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=CHECKOUT,
            env={**os.environ, **self.settings},
            capture_output=True,
            text=True,
            check=False,
        )


Say = Callable[[str], None]


@contextmanager
def stage(say: Say, settings: Mapping[str, str] | None = None) -> Iterator[Stage]:
    """Set the stage and clear it: on the way out, on Ctrl-C and on failure too, services, servers and data are gone.

    Raises ServersError, SupervisorError, StageError.
    """
    began = time.monotonic()
    with running_servers() as servers:
        say(
            f"服务器就绪 servers ready: Kafka {servers.kafka}, MongoDB {servers.mongo}, S3 {servers.s3} ({_since(began)})"
        )
        prefix = f"demo{secrets.token_hex(4)}-"
        chosen = {**SETTINGS, **(settings or {}), **servers.environment(), "WEEKWIRE_PREFIX": prefix}
        of_kit = _kit_settings(servers, chosen)
        try:
            with Supervisor(chosen).running() as supervisor:
                made = Stage(servers, supervisor, chosen)
                _open(made, of_kit, say)
                say(f"四个服务就绪 four services ready, prefix {prefix} ({_since(began)})")
                yield made
        finally:
            _remove(of_kit)
            say(f"已清除 removed: topics, databases and bucket of {prefix}")


def _open(made: Stage, of_kit: ServiceSettings, say: Say) -> None:
    """Topics first, since nothing creates them on demand; then services and seed side by side."""
    asyncio.run(topics.apply(of_kit))
    for service in SERVICES:
        made.supervisor.start(service)
    seeded = made.command("services", "seed")
    if seeded.returncode:
        raise StageError(f"the seed failed:\n{seeded.stdout}{seeded.stderr}")
    say(f"种子数据 seed: {seeded.stdout.strip()}")
    for service in SERVICES:
        made.supervisor.wait_ready(service, READY_SECONDS)


def _kit_settings(servers: Servers, chosen: Mapping[str, str]) -> ServiceSettings:
    return ServiceSettings.model_validate(
        {
            "kafka": servers.kafka,
            "mongo": servers.mongo,
            "s3": servers.s3,
            "s3_access_key": servers.s3_access_key,
            "s3_secret_key": servers.s3_secret_key,
            "prefix": chosen["WEEKWIRE_PREFIX"],
            "partitions": int(chosen["WEEKWIRE_PARTITIONS"]),
        }
    )


def _remove(settings: ServiceSettings) -> None:
    """Delete what stands under the run's prefix. Each part is tried whatever became of the others."""
    faults = [
        fault for fault in (_remove_topics(settings), _remove_databases(settings), _remove_buckets(settings)) if fault
    ]
    for fault in faults:
        sys.stderr.write(f"not removed: {fault}\n")


def _remove_topics(settings: ServiceSettings) -> str | None:
    async def remove() -> None:
        async with asyncio.timeout(STOP_SECONDS):
            await topics.remove(settings)

    try:
        asyncio.run(remove())
    except Exception as fault:  # noqa: BLE001 - whatever it was, the rest has to be removed as well.
        return f"topics: {fault!r}"
    return None


def _remove_databases(settings: ServiceSettings) -> str | None:
    client: MongoClient[dict[str, object]] = MongoClient(settings.mongo, serverSelectionTimeoutMS=3_000)
    try:
        for name in client.list_database_names():
            if name.startswith(settings.prefix):
                client.drop_database(name)
    except PyMongoError as fault:
        return f"databases: {fault!r}"
    finally:
        client.close()
    return None


def _remove_buckets(settings: ServiceSettings) -> str | None:
    scheme, _, endpoint = settings.s3.rpartition("://")
    client = Minio(
        endpoint=endpoint,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key.get_secret_value(),
        secure=scheme == "https",
    )
    try:
        for bucket in client.list_buckets():
            if bucket.name.startswith(settings.prefix):
                for entry in client.list_objects(bucket.name, recursive=True):
                    client.remove_object(bucket.name, str(entry.object_name))
                client.remove_bucket(bucket.name)
    except (S3Error, HTTPError, OSError) as fault:
        return f"buckets: {fault!r}"
    return None


def _since(began: float) -> str:
    return f"{time.monotonic() - began:.0f} s"
