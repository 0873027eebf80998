"""The cache of provisioned servers, outside every checkout and shared by all of them.

A part is built in a scratch folder and renamed when it is whole: what a kill left half done is built again.
"""

import fcntl
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

LINE_EVERY_SECONDS = 15.0


class ProvisioningError(Exception):
    """A part could not be provisioned; the text says what to look at."""


def cache_root() -> Path:
    """The cache's folder: `WEEKWIRE_CACHE`, else `weekwire` in the user's XDG cache."""
    given = os.environ.get("WEEKWIRE_CACHE")
    if given:
        return Path(given).expanduser().resolve()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "weekwire"


def pinned(*files: Path) -> str:
    """A short name of what the given files pin, so that another pin is another folder of the cache."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def provisioned(part: str, key: str, build: Callable[[Path, "Progress"], None]) -> Path:
    """The folder of `part` at `key`, built now if it is not there; raises ProvisioningError.

    Two checkouts may ask at the same time: one builds, the other waits and shows the builder's progress.
    """
    root = cache_root()
    target = root / f"{part}-{key}"
    if target.is_dir():
        return target
    locks = root / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    progress = Progress(part, locks / f"{part}.progress")
    with _locked(locks / f"{part}.lock", progress):
        if target.is_dir():
            return target
        for left_behind in root.glob(f".{part}-*.partial"):
            shutil.rmtree(left_behind, ignore_errors=True)
        scratch = root / f".{part}-{key}.partial"
        scratch.mkdir()
        progress.say("provisioning into the cache")
        build(scratch, progress)
        scratch.rename(target)
        progress.say(f"done in {progress.elapsed()}")
    return target


class Progress:
    """One line that tells how far a long build is: rewritten on a terminal, now and then in a log."""

    def __init__(self, part: str, shared: Path) -> None:
        self._part = part
        self._shared = shared
        self._began = time.monotonic()
        self._last_line = 0.0

    def elapsed(self) -> str:
        """Time since the beginning as minutes and seconds."""
        minutes, seconds = divmod(int(time.monotonic() - self._began), 60)
        return f"{minutes}:{seconds:02d}"

    def say(self, text: str) -> None:
        """Print a line that stays."""
        clear = "\r\033[K" if sys.stderr.isatty() else ""
        sys.stderr.write(f"{clear}[{self._part}] {text}\n")
        sys.stderr.flush()

    def at(self, text: str) -> None:
        """Show where the build is, and leave it where a waiting checkout can read it."""
        self._shared.write_text(text, encoding="utf-8")
        self.show(text)

    def show(self, text: str) -> None:
        """Show where a build is, without a line of its own on a terminal."""
        line = f"[{self._part}] {text}, {self.elapsed()}"
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{line}")
        elif time.monotonic() - self._last_line >= LINE_EVERY_SECONDS:
            self._last_line = time.monotonic()
            sys.stderr.write(line + "\n")
        sys.stderr.flush()

    def builder_is_at(self) -> str:
        """What the checkout that holds the lock last told."""
        try:
            return self._shared.read_text(encoding="utf-8")
        except OSError:
            return "at work"


@contextmanager
def _locked(path: Path, progress: Progress) -> Iterator[None]:
    with path.open("w") as lock:
        told = False
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not told:
                    progress.say("another checkout is provisioning this; waiting for it")
                    told = True
                progress.show(progress.builder_is_at())
                time.sleep(0.5)
        yield


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file as hexadecimal digits."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def verify_sums(folder: Path, sums: Path) -> None:
    """Compare the folder with a list as `sha256sum` writes it: exactly these files, exactly these bytes."""
    expected = dict(_parse_sums(sums.read_text(encoding="utf-8").splitlines()))
    found = {file.name: sha256_of(file) for file in folder.iterdir() if file.is_file()}
    wrong = sorted(name for name in expected.keys() & found.keys() if expected[name] != found[name])
    missing, unknown = sorted(expected.keys() - found.keys()), sorted(found.keys() - expected.keys())
    if wrong or missing or unknown:
        raise ProvisioningError(
            f"{folder.name} does not match {sums.name}: other bytes in {wrong}, missing {missing}, not expected {unknown}"
        )


def _parse_sums(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        digest, _, name = line.partition("  ")
        if name:
            yield name.strip(), digest
