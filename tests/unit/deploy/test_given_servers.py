"""Servers of the user's own: nothing is started, and what is missing is named."""

from pathlib import Path

import pytest

from deploy.native import processes
from deploy.native import servers as native
from deploy.native.fleet import Fleet, Member, State, write_state
from deploy.native.kinds import KINDS, NotOursError, ServersError, mongo_backend
from deploy.native.servers import STATE_SETTING, Servers, running_servers

GIVEN = {
    "WEEKWIRE_KAFKA": "kafka.example:9092",
    "WEEKWIRE_MONGO": "mongodb://mongo.example:27017",
    "WEEKWIRE_S3": "https://s3.example",
    "WEEKWIRE_S3_ACCESS_KEY": "key",
    "WEEKWIRE_S3_SECRET_KEY": "secret",
}


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*GIVEN, STATE_SETTING, "WEEKWIRE_MONGO_BACKEND"):
        monkeypatch.delenv(name, raising=False)


def test_with_all_given_nothing_is_started_and_all_are_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)

    with running_servers(tmp_path) as servers:
        assert servers.environment() == GIVEN
        assert not servers.can_control("kafka")

    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def left_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose `make servers-up` has left all three servers running, as far as this test can see."""
    monkeypatch.setattr(Fleet, "is_up", lambda _fleet, _name: True)
    process = processes.this_process()
    members = {name: Member(process, 20_001 + place, 20_011, "log") for place, name in enumerate(KINDS)}
    write_state(tmp_path / "build" / "servers" / "state.json", State(None, "ours", "ours", members))
    return tmp_path


def test_a_given_server_is_used_although_one_of_ours_runs(left_running: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEEKWIRE_KAFKA", "kafka.example:9092")

    with running_servers(left_running) as servers:
        assert servers.kafka == "kafka.example:9092"
        assert servers.s3 == "http://127.0.0.1:20003"
        assert servers.s3_access_key == "ours"
        assert not servers.can_control("kafka")
        assert servers.can_control("s3")
        with pytest.raises(NotOursError, match="WEEKWIRE_KAFKA"):
            servers.stop_one("kafka")


def test_a_given_object_store_is_opened_with_its_own_keys(left_running: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WEEKWIRE_S3", "WEEKWIRE_S3_ACCESS_KEY", "WEEKWIRE_S3_SECRET_KEY"):
        monkeypatch.setenv(name, GIVEN[name])

    with running_servers(left_running) as servers:
        assert (servers.s3, servers.s3_access_key, servers.s3_secret_key) == ("https://s3.example", "key", "secret")
        assert servers.kafka == "127.0.0.1:20001"


def test_an_inner_command_may_take_away_what_an_outer_one_lent(
    left_running: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_servers(left_running) as outer:
        lent = outer.environment()
    for name, value in lent.items():
        monkeypatch.setenv(name, value)

    with running_servers(left_running) as inner:
        assert inner == outer
        assert [inner.can_control(name) for name in KINDS] == [True, True, True]


def test_an_object_store_without_its_keys_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GIVEN.items():
        if name != "WEEKWIRE_S3_SECRET_KEY":
            monkeypatch.setenv(name, value)

    with pytest.raises(ServersError, match="WEEKWIRE_S3_SECRET_KEY"), running_servers(tmp_path):
        pytest.fail("it went on without a key")


def test_servers_of_an_outer_command_that_has_ended_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STATE_SETTING, str(tmp_path / "build" / "servers" / "owned-1-ab" / "state.json"))

    with pytest.raises(ServersError, match="do not run"), running_servers(tmp_path):
        pytest.fail("it used servers that are gone")


def test_the_state_of_ours_is_passed_on_so_that_fault_tests_can_take_servers_away(tmp_path: Path) -> None:
    servers = Servers("k", "m", "s", "a", "b", tmp_path / "state.json")

    assert servers.environment()[STATE_SETTING] == str(tmp_path / "state.json")


@pytest.mark.parametrize(("on_path", "backend"), [("/usr/bin/mongod", "mongod"), (None, "h2")])
def test_a_real_mongod_is_preferred(monkeypatch: pytest.MonkeyPatch, on_path: str | None, backend: str) -> None:
    monkeypatch.setattr("deploy.native.kinds.real_mongod", lambda: on_path)

    assert mongo_backend() == backend


@pytest.mark.parametrize("chosen", ["mongod", "sqlite"])
def test_a_backend_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    monkeypatch.setattr("deploy.native.kinds.real_mongod", lambda: None)
    monkeypatch.setenv("WEEKWIRE_MONGO_BACKEND", chosen)

    with pytest.raises(ServersError, match=f"WEEKWIRE_MONGO_BACKEND={chosen}"):
        mongo_backend()


def test_a_fault_of_the_command_line_is_one_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)

    assert native.main(["run"]) == 1
    assert "run needs a command" in capsys.readouterr().err
