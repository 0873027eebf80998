"""The Go that builds MinIO: the machine's own where it can fetch what go.mod asks for, else one that it fetches as a module.

Go from 1.21 on gets a newer toolchain by itself; an older one, as Debian 12 and Ubuntu 22.04 have it, gets the same
module by the same means here, checked by the same checksum database and against the sum below.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from deploy.native.cache import ProvisioningError

VERSION = "1.24.13"
PLATFORM = "linux-amd64"
SUM = "h1:5sgfUhn9QCgVl4UYj32GrIYFHI3bi2UX55tNfupXwxc="
FETCHES_BY_ITSELF = (1, 21)
RELEASE = re.compile(r"go(\d+)\.(\d+)")

Run = Callable[[list[str]], str]
"""Runs a command and returns what it prints; raises ProvisioningError where it fails."""


def go_command(run: Run) -> str:
    """The `go` to build with. `run` runs commands in a folder that no other module owns. Raises ProvisioningError."""
    told = RELEASE.search(run(["go", "version"]))
    if told is None or (int(told[1]), int(told[2])) >= FETCHES_BY_ITSELF:
        return "go"
    system, architecture = run(["go", "env", "GOOS", "GOARCH"]).split()
    platform = f"{system}-{architecture}"
    if platform != PLATFORM:
        raise ProvisioningError(f"Go {told[1]}.{told[2]} is too old to build MinIO on {platform}: install Go {VERSION}")
    module = f"golang.org/toolchain@v0.0.1-go{VERSION}.{platform}"
    fetched: Mapping[str, str] = json.loads(run(["go", "mod", "download", "-json", module]))
    if fetched["Sum"] != SUM:
        raise ProvisioningError(f"{module} has the sum {fetched['Sum']}, and {SUM} is pinned")
    folder = Path(fetched["Dir"])
    for program in (*folder.glob("bin/*"), *folder.glob("pkg/tool/*/*")):
        # A module's files are stored without this bit; newer Go sets it in the same place.
        program.chmod(0o755)
    return str(folder / "bin" / "go")


def environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """The variables under which Go builds: exactly what go.mod and go.sum say, whatever the user has set."""
    return {**inherited, "GOFLAGS": "-mod=readonly", "GOTOOLCHAIN": "auto", "GOWORK": "off"}
