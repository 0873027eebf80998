"""The stage of a demo: servers, a prefix of its own, topics, services, the seed, a gateway with the pages.

Everything is removed at the end.
"""

import asyncio
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from deploy import clearing
from deploy.native import gateway
from deploy.native.pages import built_pages
from deploy.native.ports import set_or_free_port
from deploy.native.servers import CHECKOUT, Servers, running_servers
from deploy.native.supervisor import SERVICES, Supervisor
from services.kit import topics
from services.kit.clock import SHANGHAI, Clock, SystemClock, service_clock
from services.kit.settings import ServiceSettings

SETTINGS = {
    # Hundreds of people sign in from this one machine within seconds.
    "WEEKWIRE_REQUESTS_PER_MINUTE": "1000000",
    # A laptop is no cluster: fewer partitions start faster and show the same.
    "WEEKWIRE_PARTITIONS": "8",
    "WEEKWIRE_AGGREGATION_CHECKS_SECONDS": "5",
    # The newsroom of the demo listens on this machine, where a subscriber may otherwise not be.
    "WEEKWIRE_SYNDICATION_ALLOWED_HOSTS": "127.0.0.1",
    "WEEKWIRE_LOG_LEVEL": "WARNING",
}
READY_SECONDS = 120.0
BEGINS_AT = datetime(2024, 6, 3, 20, 0, tzinfo=SHANGHAI)
"""When a demo begins: every window of 2024 has closed and the notice's own date has passed, so that all of it can be told.

The pages show the edition that is nearest, and stay in its year.
"""
CLOCK_SETTING = "WEEKWIRE_CLOCK_AHEAD_SECONDS"


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

    @property
    def public(self) -> str:
        """The address at which people open the pages, and at which the whole interface is reached too."""
        return self.settings["WEEKWIRE_PUBLIC_URL"]

    @property
    def clock(self) -> Clock:
        """The services' clock."""
        return service_clock(float(self.settings[CLOCK_SETTING]))

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

    Raises ServersError, SupervisorError, StageError, PortBusyError, ProvisioningError.
    """
    with running_servers() as servers, stage_on(servers, say, settings) as made:
        yield made


@contextmanager
def stage_on(servers: Servers, say: Say, settings: Mapping[str, str] | None = None) -> Iterator[Stage]:
    """The same on servers that run already."""
    began = time.monotonic()
    say(f"服务器就绪 servers ready: Kafka {servers.kafka}, MongoDB {servers.mongo}, S3 {servers.s3}")
    port, pages = set_or_free_port(gateway.PORT_SETTING), built_pages()
    prefix = f"{os.environ.get('WEEKWIRE_PREFIX', '')}demo{secrets.token_hex(4)}-"
    public = gateway.public_settings(port)
    ahead = {CLOCK_SETTING: str((BEGINS_AT - SystemClock().now()).total_seconds())}
    chosen = {**SETTINGS, **public, **ahead, **(settings or {}), **servers.environment(), "WEEKWIRE_PREFIX": prefix}
    of_kit = _kit_settings(servers, chosen)
    with Supervisor(chosen).running(clearing.COMMAND) as supervisor:
        made = Stage(servers, supervisor, chosen)
        _open(made, of_kit, say)
        supervisor.start_gateway(port, pages)
        supervisor.wait_ready(gateway.NAME)
        say(f"{len(SERVICES)} 个服务就绪 services ready, prefix {prefix} ({_since(began)})")
        say(f"网页 the pages: {made.public}")
        yield made


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


def _since(began: float) -> str:
    return f"{time.monotonic() - began:.0f} s"
