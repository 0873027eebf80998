"""Ports are free or refused in words."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.native import ports
from deploy.native.ports import FIRST_PORT, LAST_PORT, PortBusyError, set_or_free_port

SETTING = "WEEKWIRE_KAFKA_PORT"


@pytest.fixture(autouse=True)
def busy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> set[int]:
    """The ports that others hold in this test."""
    held: set[int] = set()
    monkeypatch.setenv("WEEKWIRE_CACHE", str(tmp_path))
    monkeypatch.setattr(ports, "is_free", lambda port: port not in held)
    return held


def test_without_a_setting_a_port_outside_the_kernels_own_range_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)

    assert FIRST_PORT <= set_or_free_port(SETTING) < LAST_PORT


def test_a_chosen_port_is_never_a_busy_one(monkeypatch: pytest.MonkeyPatch, busy: set[int]) -> None:
    monkeypatch.setattr(ports, "ATTEMPTS", 100_000)
    busy.update(set(range(FIRST_PORT, LAST_PORT)) - {20_817})

    assert ports.free_port() == 20_817


def test_a_port_that_another_checkout_has_chosen_and_does_not_use_yet_is_not_chosen(
    monkeypatch: pytest.MonkeyPatch, busy: set[int]
) -> None:
    monkeypatch.setattr(ports, "ATTEMPTS", 100_000)
    busy.update(set(range(FIRST_PORT, LAST_PORT)) - {20_817, 20_818})
    chooses = "from deploy.native import ports; print(ports._reserve(20_817), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", chooses], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"

        assert ports.free_port() == 20_818
        with pytest.raises(PortBusyError):
            ports.free_port()

        other.communicate("\n")
    assert ports.free_port() == 20_817


def test_a_machine_without_a_free_port_is_told_so(busy: set[int]) -> None:
    busy.update(range(FIRST_PORT, LAST_PORT))

    with pytest.raises(PortBusyError, match="no free port"):
        ports.free_port()


def test_a_busy_port_is_refused_with_its_number_and_its_setting(
    monkeypatch: pytest.MonkeyPatch, busy: set[int]
) -> None:
    busy.add(9_092)
    monkeypatch.setenv(SETTING, "9092")

    with pytest.raises(PortBusyError, match=rf"port 9092 is in use.*{SETTING}"):
        set_or_free_port(SETTING)


def test_a_port_that_another_server_of_the_set_has_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    port = set_or_free_port("WEEKWIRE_UNSET_PORT")
    monkeypatch.setenv(SETTING, str(port))

    with pytest.raises(PortBusyError, match=SETTING):
        set_or_free_port(SETTING, [port])


@pytest.mark.parametrize("given", ["kafka", "70000", "-1"])
def test_what_is_no_port_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv(SETTING, given)

    with pytest.raises(PortBusyError, match=rf"{SETTING}={given} is no port"):
        set_or_free_port(SETTING)
