"""A set of servers under one folder: started, healed, taken away one by one, stopped, and remembered in `state.json`.

Only processes that the state names, by pid and start time, are ever stopped.
"""

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deploy.native import processes
from deploy.native.kinds import KINDS, START_MARK, Kind, Place, ServersError
from deploy.native.ports import free_port, is_free, set_or_free_port
from deploy.native.processes import Process

LOG_TAIL_LINES = 15
READY_POLL_SECONDS = 0.1
ANY_PORT = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One running or stopped server of a set. The second port is Kafka's controller; for others it is the first."""

    process: Process | None
    port: int
    second_port: int
    log: str


@dataclass(frozen=True, slots=True)
class State:
    """What a set remembers: its owner (none where `up` left it running), credentials and members."""

    owner: Process | None
    s3_access_key: str
    s3_secret_key: str
    members: Mapping[str, Member] = field(default_factory=dict)


def read_state(file: Path) -> State | None:
    """The state in a file, or None where there is none or it was cut off."""
    try:
        stored: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    members = {
        name: Member(_process(entry["process"]), entry["port"], entry["second_port"], entry["log"])
        for name, entry in stored["members"].items()
    }
    return State(_process(stored["owner"]), stored["s3_access_key"], stored["s3_secret_key"], members)


def _process(stored: Mapping[str, Any] | None) -> Process | None:
    return None if stored is None else Process(int(stored["pid"]), str(stored["started"]))


def write_state(file: Path, state: State) -> None:
    """Replace the state in one step; only its owner may read it, since it holds credentials."""
    file.parent.mkdir(parents=True, exist_ok=True)
    scratch = file.with_suffix(".new")
    scratch.touch(mode=0o600)
    scratch.write_text(json.dumps(asdict(state), indent=2) + "\n", encoding="utf-8")
    scratch.replace(file)


def log_tail(log: Path | str, lines: int = LOG_TAIL_LINES) -> str:
    """The last lines of a log."""
    try:
        return "\n".join(Path(log).read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError:
        return "(no log)"


class Fleet:
    """The servers of one folder. Every change is written down before anybody waits for it."""

    def __init__(self, folder: Path, logs: Path, owner: Process | None = None) -> None:
        self.folder = folder
        self.file = folder / "state.json"
        self._logs = logs
        self._owner = owner

    def state(self) -> State | None:
        """What is remembered, whether or not it still runs."""
        return read_state(self.file)

    def place(self, state: State, name: str) -> Place:
        """Where a member of the set lives."""
        member = state.members[name]
        data = self.folder / "data" / name
        log = Path(member.log)
        return Place(data, log, member.port, member.second_port, state.s3_access_key, state.s3_secret_key)

    def is_up(self, name: str) -> bool:
        """Whether a member runs and answers."""
        state = self.state()
        if state is None or name not in state.members:
            return False
        process = state.members[name].process
        return process is not None and processes.is_alive(process) and KINDS[name].is_ready(self.place(state, name))

    def up(self, names: list[str]) -> State:
        """Have all these servers running and ready; what runs well is left alone. Raises ServersError, PortBusyError.

        Where one fails, those started by this call are stopped again.
        """
        with self._locked():
            started: list[str] = []
            try:
                for name in names:
                    wanted = os.environ.get(KINDS[name].port_setting, "").strip()
                    if self._needs_start(KINDS[name], wanted):
                        started.append(name)
                        self._start(KINDS[name], wanted)
                for name in started:
                    self._wait_ready(KINDS[name])
            except BaseException:
                for name in started:
                    self._stop(name, 5.0)
                raise
            return self._required_state()

    def start_one(self, name: str) -> None:
        """Start one member again, on the same port with the same data, and wait until it is ready.

        Raises ServersError where somebody else has taken the port meanwhile: who uses the server knows this port.
        """
        with self._locked():
            member = self._member(name)
            if self._needs_start(KINDS[name], ANY_PORT):
                if not (is_free(member.port) and is_free(member.second_port)):
                    raise ServersError(f"{name} cannot come back: port {member.port} or {member.second_port} was taken")
                self._start(KINDS[name], ANY_PORT)
            self._wait_ready(KINDS[name])

    def stop_one(self, name: str, *, at_once: bool = False) -> None:
        """Take one member away; `at_once` as a power cut does (SIGKILL). Others are untouched."""
        with self._locked():
            self._member(name)
            self._stop(name, 0.0 if at_once else 20.0)

    def down(self) -> None:
        """Stop exactly what was started here. Data and logs stay."""
        if self.state() is None:
            return
        with self._locked():
            state = self.state()
            for name in reversed(list(state.members if state else ())):
                self._stop(name, 20.0)

    def remove(self) -> None:
        """Forget the set with its data; call it after `down`."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _required_state(self) -> State:
        state = self.state()
        if state is None:
            raise ServersError(f"no servers were started under {self.folder}")
        return state

    def _member(self, name: str) -> Member:
        members = self._required_state().members
        if name not in members:
            raise ServersError(f"{name} is not one of the servers started here: {', '.join(members) or 'none'}")
        return members[name]

    def _needs_start(self, kind: Kind, wanted: str) -> bool:
        """Whether a server must be started; a half-dead one, or one on another port than the wanted one, is ended first."""
        state = self.state()
        member = state.members.get(kind.name) if state else None
        if state is None or member is None or member.process is None or not processes.is_alive(member.process):
            return True
        if wanted in {ANY_PORT, "0", str(member.port)} and self._becomes_ready(kind, state, 10.0):
            return False
        self._stop(kind.name, 10.0)
        return True

    def _start(self, kind: Kind, wanted: str) -> None:
        state = self.state() or State(self._owner, f"weekwire-{secrets.token_hex(4)}", secrets.token_urlsafe(24))
        log = self._logs / f"{kind.name}.log"
        port, second_port = self._ports(kind, state, wanted)
        member = Member(None, port, second_port, str(log))
        state = State(state.owner, state.s3_access_key, state.s3_secret_key, {**state.members, kind.name: member})
        place = self.place(state, kind.name)
        command = kind.command(place)
        try:
            kind.prepare(place)
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("a", encoding="utf-8") as lines:
                lines.write(f"{START_MARK}{kind.name} at {datetime.now(UTC).isoformat(timespec='seconds')}\n")
            process = processes.spawn(command, log, os.environ | dict(kind.environment(place)))
        except FileNotFoundError:
            raise ServersError(f"{command[0]} is not installed, and {kind.name} needs it: run `make doctor`") from None
        self._remember(state, kind.name, Member(process, port, second_port, str(log)))

    def _ports(self, kind: Kind, state: State, wanted: str) -> tuple[int, int]:
        """The ports a server had before, if they are still right and free; else new ones."""
        before = state.members.get(kind.name)
        if (
            before
            and wanted in {ANY_PORT, "0", str(before.port)}
            and is_free(before.port)
            and is_free(before.second_port)
        ):
            return before.port, before.second_port
        others = [member for name, member in state.members.items() if name != kind.name]
        taken = [port for member in others for port in (member.port, member.second_port)]
        port = set_or_free_port(kind.port_setting, taken)
        return port, free_port([*taken, port]) if kind.has_second_port else port

    def _remember(self, state: State, name: str, member: Member) -> None:
        members = {**state.members, name: member}
        write_state(self.file, State(state.owner, state.s3_access_key, state.s3_secret_key, members))

    def _becomes_ready(self, kind: Kind, state: State, timeout_seconds: float) -> bool:
        place, process = self.place(state, kind.name), state.members[kind.name].process
        deadline = time.monotonic() + timeout_seconds
        while process is not None and processes.is_alive(process) and time.monotonic() < deadline:
            if kind.is_ready(place):
                return True
            time.sleep(READY_POLL_SECONDS)
        return False

    def _wait_ready(self, kind: Kind) -> None:
        state = self._required_state()
        if self._becomes_ready(kind, state, kind.ready_seconds):
            return
        member = state.members[kind.name]
        alive = member.process is not None and processes.is_alive(member.process)
        reason = f"was not ready after {kind.ready_seconds:.0f} s" if alive else "ended while it started"
        raise ServersError(f"{kind.name} {reason}; the end of {member.log}:\n{log_tail(member.log)}")

    def _stop(self, name: str, grace_seconds: float) -> None:
        state = self.state()
        member = state.members.get(name) if state else None
        if state is None or member is None or member.process is None:
            return
        if grace_seconds:
            processes.stop(member.process, grace_seconds)
        else:
            processes.kill(member.process)
        self._remember(state, name, Member(None, member.port, member.second_port, member.log))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
