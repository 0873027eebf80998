"""Fetches and builds the native servers: Kafka and the MongoDB-protocol server through Maven, MinIO through Go.

`python -m deploy.native.provision` does all three; what the cache already holds costs nothing.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deploy.native import go_toolchain
from deploy.native.cache import Progress, ProvisioningError, pinned, provisioned, verify_sums

HERE = Path(__file__).resolve().parent
KAFKA_VERSION = "4.1.1"
MONGO_VERSION = "1.47.0"
MINIO_VERSION = "20260212201848-7aac2a2c5b7c"
MINIO_MODULE = "github.com/minio/minio"

_RUNNING: set[subprocess.Popen[str]] = set()


def kafka_libs() -> Path:
    """The folder of Kafka's jars."""
    folder = HERE / "kafka"
    key = f"{KAFKA_VERSION}-{pinned(folder / 'pom.xml', folder / 'jars.sha256')}"
    return provisioned("kafka", key, lambda scratch, progress: _fetch_jars(folder, scratch, progress)) / "libs"


def mongo_classpath() -> str:
    """The class path on which `EmbeddedMongo` runs."""
    folder = HERE / "mongo"
    key = f"{MONGO_VERSION}-{pinned(folder / 'pom.xml', folder / 'jars.sha256', folder / 'EmbeddedMongo.java')}"
    target = provisioned("mongo", key, _build_mongo)
    return f"{target / 'classes'}{os.pathsep}{target / 'libs'}/*"


def minio_binary() -> Path:
    """The MinIO program. A first build takes some minutes, and its modules are verified against the committed go.sum."""
    folder = HERE / "minio"
    key = f"{MINIO_VERSION}-{pinned(folder / 'go.mod', folder / 'go.sum')}"
    return provisioned("minio", key, _build_minio) / "bin" / "minio"


def real_mongod() -> str | None:
    """The path of a real MongoDB server, if the machine has one."""
    return shutil.which("mongod")


def _fetch_jars(folder: Path, scratch: Path, progress: Progress) -> None:
    libs = scratch / "libs"
    progress.at("fetching jars with Maven")
    _run(
        ["mvn", "--batch-mode", "--quiet", "--file", str(folder / "pom.xml"), "dependency:copy-dependencies",
         "-DincludeScope=runtime", f"-DoutputDirectory={libs}"],
        progress,
    )  # fmt: skip
    verify_sums(libs, folder / "jars.sha256")


def _build_mongo(scratch: Path, progress: Progress) -> None:
    folder = HERE / "mongo"
    _fetch_jars(folder, scratch, progress)
    source = folder / "EmbeddedMongo.java"
    _run(["javac", "-cp", f"{scratch / 'libs'}/*", "-d", str(scratch / "classes"), str(source)], progress)


def _build_minio(scratch: Path, progress: Progress) -> None:
    # The module is copied because Go wants to write beside go.mod, and a checkout must stay as it was committed.
    module = scratch / "module"
    module.mkdir()
    for name in ("go.mod", "go.sum"):
        shutil.copyfile(HERE / "minio" / name, module / name)
    empty = scratch / "empty"
    empty.mkdir()
    progress.at("fetching Go modules")
    environment = go_toolchain.environment(os.environ)
    go = go_toolchain.go_command(lambda command: _run(command, progress, empty, environment))
    packages = _run([go, "list", "-deps", MINIO_MODULE], progress, module, environment).splitlines()
    built = scratch / "bin" / "minio"
    command = [go, "build", "-v", "-o", str(built), MINIO_MODULE]
    _run_counted(command, module, environment, len(packages), progress)
    for folder in (module, empty):
        shutil.rmtree(folder)


def _run(
    command: Sequence[str], progress: Progress, directory: Path | None = None, environment: dict[str, str] | None = None
) -> str:
    pipe = subprocess.PIPE
    try:
        child = subprocess.Popen(command, cwd=directory, env=environment, stdout=pipe, stderr=pipe, text=True)
    except FileNotFoundError:
        raise ProvisioningError(f"{command[0]} is not installed: run `make doctor`") from None
    with _listed(child):
        output, errors = child.communicate()
    if child.returncode:
        progress.say(f"{' '.join(command[:3])} failed")
        raise ProvisioningError((output + errors)[-4_000:])
    return output


def _run_counted(
    command: Sequence[str], directory: Path, environment: dict[str, str], total: int, progress: Progress
) -> None:
    """Run a Go build that names every package it has compiled, and count them for whoever waits."""
    last: list[str] = []
    build = subprocess.Popen(
        command, cwd=directory, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    with _listed(build):
        for count, line in enumerate(build.stderr or (), start=1):
            last = [*last[-40:], line]
            progress.at(f"compiling, {count} of at most {total} packages" if count < total else "linking")
    if build.returncode:
        raise ProvisioningError(f"the build of {MINIO_MODULE} failed:\n{''.join(last)}")


@contextmanager
def _listed(child: subprocess.Popen[str]) -> Iterator[None]:
    with child:
        _RUNNING.add(child)
        try:
            yield
        finally:
            _RUNNING.discard(child)


def stop_builds() -> None:
    """End the commands that run now: their caller gives up, and what they leave half done is built again."""
    for child in list(_RUNNING):
        # SIGTERM would leave Go's compilers at work; Ctrl-C is what it passes on.
        child.send_signal(signal.SIGINT)


def provision(names: Sequence[str] = ("kafka", "mongo", "s3")) -> None:
    """Have these servers in the cache; the longest build runs beside the others. Raises ProvisioningError."""
    faults: list[str] = []

    def have(part: Callable[[], object]) -> None:
        try:
            part()
        except (ProvisioningError, OSError) as fault:
            faults.append(str(fault))

    longest = threading.Thread(target=have, args=(minio_binary,), name="minio", daemon=True)
    if "s3" in names:
        longest.start()
    if "kafka" in names:
        have(kafka_libs)
    if "mongo" in names and real_mongod() is None:
        have(mongo_classpath)
    if longest.ident is not None:
        longest.join()
    if faults:
        raise ProvisioningError("\n".join(faults))


def main() -> int:
    """Provision, and say in one line what is wrong where it fails."""
    try:
        provision()
    except ProvisioningError as fault:
        sys.stderr.write(f"provisioning failed: {fault}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("provisioning stopped; the next run goes on from the package caches\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
