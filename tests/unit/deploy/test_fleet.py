"""A set of servers is remembered whole, and reports what went wrong by name."""

import stat
import sys
from pathlib import Path

import pytest

from deploy.native import fleet as fleets
from deploy.native import ports, processes
from deploy.native.fleet import Fleet, Member, State, read_state, write_state
from deploy.native.kinds import Kind, Place, ServersError
from deploy.native.processes import Process
from deploy.native.servers import Servers, wanted_names

WRITES_A_FILE = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text('up'); time.sleep(60)"


def _command(place: Place) -> list[str]:
    return [sys.executable, "-c", WRITES_A_FILE, str(place.data / "ready")]


def _kind(name: str, **changes: object) -> Kind:
    parts: dict[str, object] = {
        "name": name,
        "given_setting": f"WEEKWIRE_{name.upper()}",
        "port_setting": f"WEEKWIRE_{name.upper()}_PORT",
        "ready_seconds": 10.0,
        "prepare": lambda place: place.data.mkdir(parents=True, exist_ok=True),
        "command": _command,
        "is_ready": lambda place: (place.data / "ready").exists(),
        "endpoint": lambda place: f"127.0.0.1:{place.port}",
    }
    return Kind(**{**parts, **changes})  # type: ignore[arg-type]


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fleet:
    kinds = {
        "one": _kind("one"),
        "two": _kind("two"),
        "dying": _kind(
            "dying",
            command=lambda _place: [sys.executable, "-c", "print('disk on fire')"],
            is_ready=lambda _place: False,
        ),
    }
    monkeypatch.setenv("WEEKWIRE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(fleets, "KINDS", kinds)
    monkeypatch.setattr(fleets, "is_free", lambda _port: True)
    monkeypatch.setattr(ports, "is_free", lambda _port: True)
    return Fleet(tmp_path / "servers", tmp_path / "logs")


def _pid(fleet: Fleet, name: str) -> Process:
    state = fleet.state()
    assert state is not None
    process = state.members[name].process
    assert process is not None
    return process


def test_a_state_is_read_as_it_was_written_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    state = State(Process(7, "x"), "key", "secret", {"kafka": Member(None, 20_001, 20_002, "kafka.log")})

    write_state(file, state)

    assert read_state(file) == state
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_cut_off_state_is_no_state(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_text('{"owner": nul', encoding="utf-8")

    assert read_state(file) is None


def test_up_twice_starts_once_and_down_ends_all(fleet: Fleet) -> None:
    fleet.up(["one", "two"])
    first = _pid(fleet, "one")

    fleet.up(["one", "two"])

    assert _pid(fleet, "one") == first
    second = _pid(fleet, "two")
    fleet.down()
    assert [processes.is_alive(first), processes.is_alive(second)] == [False, False]


def test_up_heals_a_half_dead_set_and_leaves_the_living_alone(fleet: Fleet) -> None:
    before = fleet.up(["one", "two"])
    living = _pid(fleet, "two")
    processes.kill(_pid(fleet, "one"))

    after = fleet.up(["one", "two"])

    assert fleet.is_up("one")
    assert _pid(fleet, "two") == living
    assert after.members["one"].port == before.members["one"].port
    fleet.down()


def test_one_server_taken_away_comes_back_on_its_port_with_its_data(fleet: Fleet) -> None:
    state = fleet.up(["one", "two"])
    fleet.stop_one("one", at_once=True)
    assert not fleet.is_up("one")
    assert fleet.is_up("two")

    fleet.start_one("one")

    again = fleet.state()
    assert again is not None
    assert again.members["one"].port == state.members["one"].port
    assert fleet.is_up("one")
    fleet.down()


def test_a_server_that_dies_is_named_with_the_end_of_its_log_and_nothing_stays_running(fleet: Fleet) -> None:
    with pytest.raises(ServersError, match=r"dying ended while it started(.|\n)*disk on fire"):
        fleet.up(["one", "dying"])

    assert not fleet.is_up("one")


def test_a_missing_program_is_named_with_what_gets_it(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleets, "KINDS", {"one": _kind("one", command=lambda _place: ["no-such-program-at-all"])})

    with pytest.raises(
        ServersError, match=r"no-such-program-at-all is not installed, and one needs it: run `make doctor`"
    ):
        fleet.up(["one"])


def test_a_server_that_was_never_started_cannot_be_stopped(fleet: Fleet) -> None:
    fleet.up(["one"])

    with pytest.raises(ServersError, match="two is not one of the servers"):
        fleet.stop_one("two")
    fleet.down()


def test_a_server_of_the_users_own_is_neither_wanted_nor_ours_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KAFKA", "MONGO", "S3"):
        monkeypatch.delenv(f"WEEKWIRE_{name}", raising=False)
    monkeypatch.setenv("WEEKWIRE_KAFKA", "kafka.example:9092")

    assert wanted_names() == ["mongo", "s3"]
    with pytest.raises(ServersError, match="not ours"):
        Servers("kafka.example:9092", "mongodb://m", "http://s", "k", "s").stop_one("kafka")
