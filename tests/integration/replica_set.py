"""A replica set of three real `mongod`, for what the embedded server cannot show."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from deploy.native import processes
from deploy.native.ports import free_port
from deploy.native.provision import real_mongod

NAME = "rs-tests"
MEMBERS = 3
READY_SECONDS = 60.0
LOOK_SECONDS = 0.2


@dataclass(slots=True)
class ReplicaSet:
    """Its members by port, each with a folder of its own."""

    folder: Path
    ports: list[int]
    running: dict[int, processes.Process] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where clients find it."""
        return f"mongodb://{','.join(f'127.0.0.1:{port}' for port in self.ports)}/?replicaSet={NAME}"

    def start(self, port: int) -> None:
        """Start one member with the data it has."""
        data = self.folder / str(port)
        data.mkdir(parents=True, exist_ok=True)
        command = [str(real_mongod()), "--replSet", NAME, "--bind_ip", "127.0.0.1", "--port", str(port)]
        more = ["--dbpath", str(data), "--wiredTigerCacheSizeGB", "0.25"]
        self.running[port] = processes.spawn([*command, *more], self.folder / f"{port}.log")

    def kill(self, port: int) -> None:
        """End one member as a power cut does."""
        processes.kill(self.running.pop(port))

    def initiate(self) -> None:
        """Make a set of the members that have been started."""
        members = [{"_id": number, "host": f"127.0.0.1:{port}"} for number, port in enumerate(self.ports)]
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                self._ask(self.ports[0], {"replSetInitiate": {"_id": NAME, "members": members}})
            except PyMongoError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(LOOK_SECONDS)
            else:
                return

    def primary(self) -> int:
        """The port of the present primary, waiting until there is one."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            for port in list(self.running):
                with suppress(PyMongoError):
                    if self._ask(port, {"hello": 1}).get("isWritablePrimary"):
                        return port
            time.sleep(LOOK_SECONDS)
        raise TimeoutError(f"no primary; see {self.folder}")

    def _ask(self, port: int, command: dict[str, Any]) -> dict[str, Any]:
        client: MongoClient[dict[str, Any]] = MongoClient(
            f"mongodb://127.0.0.1:{port}/", directConnection=True, serverSelectionTimeoutMS=2_000
        )
        try:
            return client.admin.command(command)
        finally:
            client.close()


@contextmanager
def replica_set(folder: Path) -> Iterator[ReplicaSet]:
    """Three members with a primary; all of them end with the test."""
    ports: list[int] = []
    for _member in range(MEMBERS):
        ports.append(free_port(ports))
    made = ReplicaSet(folder, ports)
    try:
        for port in ports:
            made.start(port)
        made.initiate()
        made.primary()
        yield made
    finally:
        for port in list(made.running):
            made.kill(port)
