"""An old Go is helped to the one that MinIO asks for; a new one helps itself."""

import json
import stat
from pathlib import Path

import pytest

from deploy.native import go_toolchain
from deploy.native.cache import ProvisioningError


class Machine:
    """A machine with one Go, which fetches modules into a folder as Go does: without leave to run them."""

    def __init__(
        self, folder: Path, version: str, platform: str = "linux amd64", checksum: str = go_toolchain.SUM
    ) -> None:
        self.version, self.platform, self.checksum = version, platform, checksum
        self.module = folder / "toolchain"
        self.programs = [self.module / "bin" / "go", self.module / "pkg" / "tool" / "linux_amd64" / "compile"]
        for program in self.programs:
            program.parent.mkdir(parents=True)
            program.touch(mode=0o444)
        self.asked: list[str] = []

    def run(self, command: list[str]) -> str:
        self.asked.append(" ".join(command))
        if command[1] == "version":
            return f"go version {self.version} linux/amd64\n"
        if command[1] == "env":
            return self.platform.replace(" ", "\n")
        return json.dumps({"Dir": str(self.module), "Sum": self.checksum})


@pytest.mark.parametrize("version", ["go1.21.0", "go1.26.8", "devel +abc"])
def test_a_go_that_fetches_newer_ones_by_itself_is_left_to_it(tmp_path: Path, version: str) -> None:
    machine = Machine(tmp_path, version)

    assert go_toolchain.go_command(machine.run) == "go"
    assert machine.asked == ["go version"]


def test_an_older_go_fetches_the_pinned_one_which_may_then_run(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "go1.19.8")

    found = go_toolchain.go_command(machine.run)

    assert found == str(machine.module / "bin" / "go")
    assert machine.asked[-1].endswith(f"golang.org/toolchain@v0.0.1-go{go_toolchain.VERSION}.linux-amd64")
    assert [stat.S_IMODE(program.stat().st_mode) for program in machine.programs] == [0o755, 0o755]


def test_other_bytes_than_the_pinned_ones_never_run(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "go1.18", checksum="h1:other")

    with pytest.raises(ProvisioningError, match="h1:other"):
        go_toolchain.go_command(machine.run)
    assert stat.S_IMODE(machine.programs[0].stat().st_mode) == 0o444


def test_where_no_sum_is_pinned_the_user_is_asked_for_a_newer_go(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "go1.19.8", platform="linux riscv64")

    with pytest.raises(
        ProvisioningError, match=r"Go 1.19 is too old to build MinIO on linux-riscv64: install Go 1\.24"
    ):
        go_toolchain.go_command(machine.run)
