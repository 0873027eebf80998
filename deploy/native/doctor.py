"""Checks that this machine has the tools that Weekwire needs, and gets what is missing where it may.

`python3 deploy/native/doctor.py [demo|tests]`: as root on Debian or Ubuntu, apt installs what is missing, after saying so;
elsewhere each missing tool is named with the command that gets it, and the exit code is 1 where the work cannot be done
without. Runs on any Python 3.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

VERSION = re.compile(r"(\d+)\.(\d+)")
WHOLE_VERSION = re.compile(r"\d+")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# Daemons that start with the machine where systemd runs it, by the package that brings them, its dependencies included.
DAEMONS = {
    "prometheus": ("prometheus",),
    "prometheus-alertmanager": ("prometheus-alertmanager",),
    "caddy": ("caddy",),
    "clamav-daemon": ("clamav-daemon.service", "clamav-daemon.socket", "clamav-freshclam.service"),
}
SYSTEMD = Path("/run/systemd/system")
POLICY = Path("/usr/sbin/policy-rc.d")
# A machine that has just started may still be installing its updates.
APT = ("apt-get", "-o", "DPkg::Lock::Timeout=300")


@dataclass(frozen=True)
class Tool:
    """A tool by the command that tells its version, the least version that will do, and how apt calls it.

    `packages` are alternatives, best first; an alternative may be several packages with spaces between.
    """

    name: str
    ask: tuple[str, ...]
    least: tuple[int, int]
    packages: tuple[str, ...]
    reason: str


TOOLS = (
    Tool("git", ("git", "--version"), (2, 0), ("git",), "the checkout"),
    Tool("make", ("make", "--version"), (4, 0), ("make",), "every command"),
    Tool(
        "Python 3.11 with venv",
        (sys.executable, "-c", "import ensurepip, venv, platform; print(platform.python_version())"),
        (3, 11),
        ("python3.11 python3.11-venv", "python3 python3-venv"),
        "the services",
    ),
    Tool(
        "JDK 17 (javac)",
        ("javac", "-version"),
        (17, 0),
        ("openjdk-17-jdk-headless", "openjdk-21-jdk-headless", "default-jdk-headless"),
        "Kafka and the embedded MongoDB-protocol server",
    ),
    Tool(
        "JDK 17 (java)", ("java", "-version"), (17, 0), ("openjdk-17-jdk-headless", "openjdk-21-jdk-headless"), "Kafka"
    ),
    Tool("Maven", ("mvn", "--version"), (3, 6), ("maven",), "fetching the servers' jars"),
    # Provisioning fetches the newer Go that go.mod asks for.
    Tool("Go", ("go", "version"), (1, 18), ("golang-go",), "building MinIO"),
    Tool("Caddy", ("caddy", "version"), (2, 0), ("caddy",), "the gateway before pages and services"),
)
TEST_TOOLS = (
    Tool("promtool", ("promtool", "--version"), (2, 0), ("prometheus",), "checking alerts and scrape settings"),
    Tool("amtool", ("amtool", "--version"), (0, 20), ("prometheus-alertmanager",), "checking who is told of an alert"),
    Tool("Chromium", ("chromium", "--version"), (110, 0), ("chromium",), "trying the pages as people do"),
    Tool(
        "Chinese fonts",
        ("sh", "-c", "fc-list 'Noto Sans CJK SC' | grep -q . && echo 1.0"),
        (1, 0),
        ("fontconfig fonts-noto-cjk",),
        "pages that are measured and shown as people see them",
    ),
    Tool(
        "exiftool",
        ("exiftool", "-ver"),
        (12, 0),
        ("libimage-exiftool-perl",),
        "checking that no rendition says where it was made or who made it",
    ),
    Tool("clamd", ("clamd", "--version"), (1, 0), ("clamav-daemon",), "showing files to a real malware scanner"),
)


def version_of(tool: Tool) -> tuple[int, int] | None:
    """The version that a tool tells, as major and minor; None where it is missing or fails."""
    try:
        ended = subprocess.run(
            tool.ask, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if ended.returncode else parsed_version(ended.stdout)


def parsed_version(text: str) -> tuple[int, int] | None:
    """The first version number in a text, as major and minor; a lone whole number is a major version."""
    plain = COLOUR.sub("", text)
    if match := VERSION.search(plain):
        return int(match[1]), int(match[2])
    whole = WHOLE_VERSION.search(plain)
    return (int(whole[0]), 0) if whole else None


def missing_of(tools: Sequence[Tool]) -> list[Tool]:
    """The tools that are missing or too old."""
    return [tool for tool in tools if (version_of(tool) or (0, 0)) < tool.least]


def uses_apt(os_release: str) -> bool:
    """Whether an os-release text is Debian's, Ubuntu's or that of a system like them."""
    fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    names = shlex.split(fields.get("ID", "") + " " + fields.get("ID_LIKE", ""))
    return bool({"debian", "ubuntu"} & set(" ".join(names).split()))


def _may_install() -> bool:
    release = Path("/etc/os-release")
    debian = release.exists() and uses_apt(release.read_text(encoding="utf-8"))
    return debian and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _known_to_apt(packages: str) -> bool:
    ended = subprocess.run(
        ["apt-cache", "show", *packages.split()], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return ended.returncode == 0


@contextlib.contextmanager
def _no_daemons() -> Iterator[None]:
    """Keep apt from starting the daemons of what it installs: only the programs are wanted."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def install(tools: Sequence[Tool]) -> None:
    """Install tools with apt, after saying so; what apt does not have stays missing."""
    print(f"doctor: missing {', '.join(tool.name for tool in tools)}; installing with apt", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*APT, "update", "-qq"], check=False, env=environment)
    chosen: list[str] = []
    for tool in tools:
        chosen += next((packages.split() for packages in tool.packages if _known_to_apt(packages)), [])
    packages = list(dict.fromkeys(chosen))
    if not packages:
        return
    print(f"doctor: apt-get install {' '.join(packages)}", flush=True)
    with _no_daemons():
        subprocess.run(
            [*APT, "install", "--yes", "-qq", "--no-install-recommends", *packages],
            check=False,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
    _keep_disabled(packages)


def _keep_disabled(packages: Sequence[str]) -> None:
    """A package that brings a daemon would start it at the next boot, where systemd runs the machine."""
    if SYSTEMD.exists():
        for package in packages:
            for daemon in DAEMONS.get(package, ()):
                subprocess.run(["systemctl", "disable", "--quiet", daemon], check=False)


def main(arguments: Sequence[str]) -> int:
    """Check, install where allowed, check again; 0 where everything is there that cannot be done without.

    A tool that only some tests need is named when it is missing, and those tests are skipped and say so.
    """
    tools = TOOLS + (TEST_TOOLS if "tests" in arguments else ())
    missing = missing_of(tools)
    if missing and _may_install():
        install(missing)
        missing = missing_of(missing)
    for tool in missing:
        print(f"doctor: {_complaint(tool)}")
    return 1 if any(tool in TOOLS for tool in missing) else 0


def _complaint(tool: Tool) -> str:
    found = version_of(tool)
    state = f"is {found[0]}.{found[1]}, too old" if found else "is missing"
    outcome = "" if tool in TOOLS else "; the tests that need it are skipped"
    return f"{tool.name} {state} ({tool.reason}){outcome}; get it with: sudo apt-get install {tool.packages[0]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
