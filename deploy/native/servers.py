"""The real servers of demo and tests: Kafka, the MongoDB-protocol server and the object store, on loopback ports.

`python -m deploy.native.servers up|status|down|run -- COMMAND`, and `running_servers()` for Python. A server whose
`WEEKWIRE_KAFKA`, `WEEKWIRE_MONGO` or `WEEKWIRE_S3` is set is the user's own: it is neither started nor stopped.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from deploy.native import guardian, processes
from deploy.native.cache import ProvisioningError
from deploy.native.fleet import Fleet, State, read_state
from deploy.native.kinds import KINDS, NotOursError, ServersError
from deploy.native.ports import PortBusyError
from deploy.native.provision import provision, stop_builds

CHECKOUT = Path(__file__).resolve().parents[2]
STATE_SETTING = "WEEKWIRE_SERVERS_STATE"
OWNED = "owned-"


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the servers are. `state` names the file of the set they belong to; None where all are the user's own."""

    kafka: str
    mongo: str
    s3: str
    s3_access_key: str
    s3_secret_key: str
    state: Path | None = None

    def environment(self) -> dict[str, str]:
        """The settings with which services, tests and commands find these servers."""
        found = {
            "WEEKWIRE_KAFKA": self.kafka,
            "WEEKWIRE_MONGO": self.mongo,
            "WEEKWIRE_S3": self.s3,
            "WEEKWIRE_S3_ACCESS_KEY": self.s3_access_key,
            "WEEKWIRE_S3_SECRET_KEY": self.s3_secret_key,
        }
        return found | ({STATE_SETTING: str(self.state)} if self.state else {})

    def stop_one(self, name: str, *, at_once: bool = False) -> None:
        """Take `kafka`, `mongo` or `s3` away; `at_once` as a power cut does. Raises NotOursError for a user's own."""
        self._fleet(name).stop_one(name, at_once=at_once)

    def start_one(self, name: str) -> None:
        """Bring a server back on the same port with the same data, and wait until it is ready."""
        self._fleet(name).start_one(name)

    def restart(self, name: str, *, at_once: bool = False) -> None:
        """Stop a server and bring it back."""
        self.stop_one(name, at_once=at_once)
        self.start_one(name)

    def can_control(self, name: str) -> bool:
        """Whether a server was started here, and so may be taken away."""
        if self.state is None:
            return False
        fleet, state = _fleet_at(self.state.parent), read_state(self.state)
        if state is None or name not in state.members:
            return False
        # What the environment names meanwhile may be another set: these servers are known by their own address.
        return bool(KINDS[name].endpoint(fleet.place(state, name)) == getattr(self, name))

    def _fleet(self, name: str) -> Fleet:
        if self.state is None or not self.can_control(name):
            raise NotOursError(f"{name} was given by {KINDS[name].given_setting}: it is not ours to stop or start")
        return _fleet_at(self.state.parent)


def wanted_names() -> list[str]:
    """The servers that the environment does not bring along."""
    return [kind.name for kind in KINDS.values() if not os.environ.get(kind.given_setting)]


def shared_fleet(checkout: Path = CHECKOUT) -> Fleet:
    """The set that `up` starts and leaves running for every command of this checkout."""
    return _fleet_at(checkout / "build" / "servers")


def _fleet_at(folder: Path, owner: processes.Process | None = None) -> Fleet:
    checkout_build = folder.parent.parent if folder.name.startswith(OWNED) else folder.parent
    logs = checkout_build / "logs" / (folder.name if folder.name.startswith(OWNED) else "servers")
    return Fleet(folder, logs, owner)


def own_endpoint(fleet: Fleet, state: State | None, name: str) -> str | None:
    """Where a set's own server is; None where the set has none of this name, or the user has brought another.

    An outer command passes the set's own addresses on by the same settings, so that an equal one is the set's.
    """
    if state is None or name not in state.members:
        return None
    address = KINDS[name].endpoint(fleet.place(state, name))
    return address if os.environ.get(KINDS[name].given_setting, address) in {"", address} else None


def found_servers(fleet: Fleet, state: State | None) -> Servers:
    """The endpoints of a set, with those that the environment brings along in their place. Raises ServersError."""
    own = {name: own_endpoint(fleet, state, name) for name in KINDS}
    found = {name: own[name] or os.environ.get(kind.given_setting, "") for name, kind in KINDS.items()}
    for name, address in found.items():
        if not address:
            raise ServersError(f"{name} is neither running nor given by {KINDS[name].given_setting}")
    ours = state if own["s3"] else None
    access_key = ours.s3_access_key if ours else os.environ.get("WEEKWIRE_S3_ACCESS_KEY", "")
    secret_key = ours.s3_secret_key if ours else os.environ.get("WEEKWIRE_S3_SECRET_KEY", "")
    if not access_key or not secret_key:
        raise ServersError("WEEKWIRE_S3 is set: set WEEKWIRE_S3_ACCESS_KEY and WEEKWIRE_S3_SECRET_KEY with it")
    return Servers(found["kafka"], found["mongo"], found["s3"], access_key, secret_key, fleet.file if state else None)


@contextmanager
def running_servers(checkout: Path = CHECKOUT) -> Iterator[Servers]:
    """Running servers: the set that `up` or an outer command has started, else a set of one's own with empty data.

    A set of one's own is stopped and its data removed at the end, on Ctrl-C, SIGTERM and failure too; a guardian process
    does it where this one is killed. Logs stay under build/logs. Raises ServersError, PortBusyError, ProvisioningError.
    """
    lent = _lent_fleet(checkout)
    if lent is not None:
        yield found_servers(lent, lent.state())
        return
    names = wanted_names()
    if not names:
        yield found_servers(shared_fleet(checkout), None)
        return
    parent = checkout / "build" / "servers"
    guardian.end_orphans(parent, f"{OWNED}*")
    owner = processes.this_process()
    fleet = _fleet_at(parent / f"{OWNED}{owner.pid}-{secrets.token_hex(2)}", owner)
    with stopping_on_sigterm():
        guardian.set_guardian(fleet.folder, owner)
        try:
            yield found_servers(fleet, _provisioned_and_up(fleet, names))
        finally:
            fleet.down()
            fleet.remove()


def _provisioned_and_up(fleet: Fleet, names: list[str]) -> State:
    """Provision side by side what is missing before anything is started; a full cache costs nothing."""
    try:
        provision(names)
    finally:
        stop_builds()
    return fleet.up(names)


def _lent_fleet(checkout: Path) -> Fleet | None:
    """The set of an outer `run` or of `up`, if all that is wanted of it runs."""
    inherited = os.environ.get(STATE_SETTING)
    if inherited:
        fleet = _fleet_at(Path(inherited).parent)
        state = fleet.state()
        own = [name for name in KINDS if own_endpoint(fleet, state, name)]
        if own and all(fleet.is_up(name) for name in own):
            return fleet
        raise ServersError(f"{STATE_SETTING}={inherited}: the servers it names do not run (any more)")
    fleet, names = shared_fleet(checkout), wanted_names()
    return fleet if names and all(fleet.is_up(name) for name in names) else None


@contextmanager
def stopping_on_sigterm() -> Iterator[None]:
    """Turn SIGTERM, and the SIGHUP of a terminal that closes, into SystemExit while inside.

    So everything started is stopped on the way out. The first is enough: a second one does not cut that way short.
    """

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        for each in watched:
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)

    in_main = threading.current_thread() is threading.main_thread()
    # A signal that somebody handles already, or that nohup has made ignored, is left as it is.
    watched = [each for each in (signal.SIGTERM, signal.SIGHUP) if in_main and signal.getsignal(each) is signal.SIG_DFL]
    for each in watched:
        signal.signal(each, leave)
    try:
        yield
    finally:
        for each in watched:
            signal.signal(each, signal.SIG_DFL)


def _up() -> int:
    fleet = shared_fleet()
    names = wanted_names()
    with stopping_on_sigterm():
        state = _provisioned_and_up(fleet, names)
    _show(found_servers(fleet, state if names else None))
    return 0


def _show(servers: Servers) -> None:
    for name, value in servers.environment().items():
        print(f"{name}={value}")


def _status() -> int:
    fleet, healthy = shared_fleet(), True
    state = fleet.state()
    for kind in KINDS.values():
        given = os.environ.get(kind.given_setting)
        member = state.members.get(kind.name) if state else None
        if given:
            print(f"{kind.name:6} given   {given}")
        elif member is None or member.process is None:
            healthy = False
            print(f"{kind.name:6} stopped")
        else:
            ready = fleet.is_up(kind.name)
            healthy = healthy and ready
            print(
                f"{kind.name:6} {'ready  ' if ready else 'DOWN   '} 127.0.0.1:{member.port} pid {member.process.pid} {member.log}"
            )
    return 0 if healthy else 1


def _down() -> int:
    shared_fleet().down()
    return 0


def _run(command: list[str]) -> int:
    if not command:
        raise ServersError("run needs a command: python -m deploy.native.servers run -- COMMAND")
    with running_servers() as servers:
        child = subprocess.Popen(command, env=os.environ | servers.environment())
        processes.adopt(child)
        try:
            return _as_exit_code(child.wait())
        except KeyboardInterrupt:
            # The terminal has sent Ctrl-C to the command as well: let it stop in its own order first.
            return _as_exit_code(child.wait())
        except SystemExit:
            child.terminate()
            child.wait()
            raise


def _as_exit_code(returned: int) -> int:
    return returned if returned >= 0 else 128 - returned


def main(arguments: list[str]) -> int:
    """The command line. Faults are one message, without a stack of calls."""
    parser = argparse.ArgumentParser(prog="python -m deploy.native.servers", description=__doc__)
    parser.add_argument("act", choices=["up", "status", "down", "run"])
    parser.add_argument("command", nargs=argparse.REMAINDER, help="for run: the command, after --")
    given = parser.parse_args(arguments)
    command = given.command[1:] if given.command[:1] == ["--"] else given.command
    try:
        if given.act == "run":
            return _run(command)
        return {"up": _up, "status": _status, "down": _down}[given.act]()
    except (ServersError, PortBusyError, ProvisioningError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
