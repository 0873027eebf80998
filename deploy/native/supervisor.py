"""Starts the services as processes, one `python -m services.<name>` each, with a gateway where asked; and stops them all.

It restarts none by itself: a service that ended is a fault to be seen. Demo and fault tests take services away and bring
them back by name.
"""

import contextlib
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from deploy.native import gateway, guardian, probes, processes
from deploy.native.fleet import Member, State, log_tail, write_state
from deploy.native.ports import set_or_free_port
from deploy.native.processes import Process
from deploy.native.servers import CHECKOUT, OWNED, stopping_on_sigterm

SERVICES = ("directory", "ingest", "media", "moderation", "aggregation", "syndication", "notification")
READY_POLL_SECONDS = 0.1


class SupervisorError(Exception):
    """A service did not start or does not run; the text names it and ends with the end of its log."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One copy of a service, or the gateway: its name among the copies, its service, its own settings, and where it runs.

    `ready_path` answers with 200 while it is ready.
    """

    name: str
    service: str
    settings: Mapping[str, str]
    port: int
    log: Path
    process: Process | None = None
    command: tuple[str, ...] = ()
    ready_path: str = "/health/ready"

    @property
    def address(self) -> str:
        """The base address of its HTTP interface."""
        return f"http://127.0.0.1:{self.port}"


class Supervisor:
    """Services of one run. `settings` are the WEEKWIRE_* variables that all of them get.

    `echo` also prints every log line with its service's name before it; the files under build/logs are written anyway.
    """

    def __init__(self, settings: Mapping[str, str], *, checkout: Path = CHECKOUT, echo: bool = False) -> None:
        self._settings = dict(settings)
        self._checkout = checkout
        self._echo = echo
        self._owner = processes.this_process()
        run = f"{OWNED}{self._owner.pid}-{secrets.token_hex(2)}"
        self._parent = checkout / "build" / "services"
        self._folder = self._parent / run
        self.logs = checkout / "build" / "logs" / f"services-{run.removeprefix(OWNED)}"
        self._units: dict[str, Unit] = {}
        self._lock = threading.RLock()

    def start(self, service: str, *, name: str | None = None, settings: Mapping[str, str] | None = None) -> Unit:
        """Start a service, or one more copy of it under another name, without waiting; see `wait_ready`.

        Its port is `WEEKWIRE_<SERVICE>_PORT` where that is set and no other copy has it, else a free one.
        """
        with self._lock:
            name = name or service
            if name in self._units:
                raise SupervisorError(f"{name} was started before: use start_again")
            taken = [unit.port for unit in self._units.values()]
            setting = f"WEEKWIRE_{service.upper()}_PORT" if name == service else f"WEEKWIRE_{name.upper()}_PORT"
            port = set_or_free_port(setting, taken)
            own = {**(settings or {}), "WEEKWIRE_HOST": "127.0.0.1", "WEEKWIRE_PORT": str(port)}
            command = (sys.executable, "-m", f"services.{service}")
            return self._launch(Unit(name, service, own, port, self.logs / f"{name}.log", command=command))

    def start_gateway(self, port: int, web_root: Path) -> Unit:
        """Start the gateway before the services that were started so far, without waiting; its name is `gateway`.

        `port` is chosen before the services start, which are told of it: see `gateway.public_settings`.
        """
        with self._lock:
            services = {unit.service: unit.port for unit in self._units.values() if unit.name == unit.service}
            store, home = self._settings.get("WEEKWIRE_S3", ""), self._folder / gateway.NAME
            own = gateway.environment(port, services, store, web_root, home)
            log, ready = self.logs / f"{gateway.NAME}.log", gateway.READY_PATH
            unit = Unit(gateway.NAME, gateway.NAME, own, port, log, command=gateway.COMMAND, ready_path=ready)
            return self._launch(unit)

    def start_all(self, services: Sequence[str] = SERVICES, timeout_seconds: float = 60.0) -> dict[str, Unit]:
        """Start services, all at once, and wait until each is ready. Raises SupervisorError."""
        for service in services:
            self.start(service)
        for service in services:
            self.wait_ready(service, timeout_seconds)
        return {service: self._units[service] for service in services}

    def start_again(self, name: str, *, settings: Mapping[str, str] | None = None) -> Unit:
        """Start a stopped or killed service again on its old port; `settings` are laid over those it had."""
        with self._lock:
            unit = self.unit(name)
            if self.is_alive(name):
                raise SupervisorError(f"{name} still runs")
            return self._launch(replace(unit, settings={**unit.settings, **(settings or {})}, process=None))

    def unit(self, name: str) -> Unit:
        """A service by name. Raises SupervisorError where it was never started."""
        if name not in self._units:
            raise SupervisorError(f"{name} was not started")
        return self._units[name]

    def is_alive(self, name: str) -> bool:
        """Whether the service's process runs."""
        process = self.unit(name).process
        return process is not None and processes.is_alive(process)

    def wait_ready(self, name: str, timeout_seconds: float = 60.0) -> Unit:
        """Wait until the service answers that it is ready. Raises SupervisorError with the end of its log."""
        unit = self.unit(name)
        deadline = time.monotonic() + timeout_seconds
        while time.monotonic() < deadline:
            if not self.is_alive(name):
                raise SupervisorError(f"{name} ended while it started; the end of {unit.log}:\n{log_tail(unit.log)}")
            if probes.http_is_ready(unit.port, unit.ready_path):
                return unit
            time.sleep(READY_POLL_SECONDS)
        raise SupervisorError(
            f"{name} was not ready after {timeout_seconds:.0f} s; the end of {unit.log}:\n{log_tail(unit.log)}"
        )

    def stop(self, name: str, grace_seconds: float = 20.0) -> bool:
        """Stop one service with SIGTERM. Returns whether it ended by itself within the grace."""
        process = self.unit(name).process
        return process is None or processes.stop(process, grace_seconds)

    def kill(self, name: str) -> None:
        """End one service at once, with SIGKILL, and wait until it is gone."""
        process = self.unit(name).process
        if process is not None:
            processes.kill(process)

    def stop_all(self, grace_seconds: float = 20.0) -> None:
        """Stop all services at the same time; whoever outlives the grace is killed."""
        with self._lock:
            running = [unit.process for unit in self._units.values() if unit.process is not None]
            processes.stop_all(running, grace_seconds)

    @contextmanager
    def running(self, will: Sequence[str] = ()) -> Iterator["Supervisor"]:
        """The supervisor with a guardian: on the way out, and if this process is killed, every service is ended.

        Then the command `will` runs under the services' settings, to clear what they have left.
        """
        guardian.end_orphans(self._parent, f"{OWNED}*")
        with stopping_on_sigterm():
            if will:
                guardian.leave_will(self._folder, will, self._settings)
            guardian.set_guardian(self._folder, self._owner)
            try:
                yield self
            finally:
                self.stop_all()
                guardian.end_all(self._folder)

    def _launch(self, unit: Unit) -> Unit:
        unit.log.parent.mkdir(parents=True, exist_ok=True)
        try:
            child = subprocess.Popen(
                unit.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self._settings, **unit.settings},
                cwd=self._checkout,
                start_new_session=True,
            )
        except FileNotFoundError:
            raise SupervisorError(f"{unit.command[0]} is not installed: run `make doctor`") from None
        processes.adopt(child)
        started = replace(unit, process=Process(child.pid, processes.started_mark(child.pid) or ""))
        self._units[unit.name] = started
        self._remember()
        if child.stdout is not None:
            arguments = (unit.name, child.stdout, unit.log)
            threading.Thread(target=self._follow, args=arguments, name=f"log-{unit.name}", daemon=True).start()
        return started

    def _follow(self, name: str, output: IO[bytes], log: Path) -> None:
        """Store what a service says, in its own file and, with its name before each line, in one file for all."""
        with output, log.open("ab") as own, (self.logs / "all.log").open("ab") as together:
            for line in output:
                own.write(line)
                own.flush()
                together.write(f"[{name}] ".encode() + line)
                together.flush()
                if self._echo:
                    with contextlib.suppress(OSError):
                        sys.stderr.write(f"[{name}] {line.decode(errors='replace')}")

    def _remember(self) -> None:
        members = {
            unit.name: Member(unit.process, unit.port, unit.port, str(unit.log)) for unit in self._units.values()
        }
        write_state(self._folder / "state.json", State(self._owner, "", "", members))
