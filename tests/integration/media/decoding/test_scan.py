"""Files shown to a real clamd with signatures of its own."""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from contracts.problems import Problem, ProblemCode
from deploy.native import ports
from services.media.decoding.scan import Scanner
from services.media.decoding.shapes import ScannerAway
from tests.media_corpus.pictures import jpeg, zipped

pytestmark = pytest.mark.skipif(shutil.which("clamd") is None, reason="clamd is missing")

# The harmless string that every scanner is to find (eicar.org); in two halves, so that none finds it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
START_SECONDS = 30.0
STREAM_MAX_MEGABYTES = 2


@dataclass(frozen=True)
class Clamd:
    """A daemon, and its two addresses."""

    process: subprocess.Popen[bytes]
    local: str
    tcp: str


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clamd")


@pytest.fixture(scope="module")
def free_port() -> int:
    return ports.free_port()


def started(folder: Path, port: int) -> subprocess.Popen[bytes]:
    database = folder / "signatures"
    database.mkdir(exist_ok=True)
    (database / "own.ndb").write_text(f"Own.Eicar.Test:0:0:{EICAR.hex()}\n", encoding="ascii")
    settings = {
        "Foreground": "yes",
        "DatabaseDirectory": database,
        "LocalSocket": folder / "clamd.sock",
        "TCPSocket": port,
        "TCPAddr": "127.0.0.1",
        "TemporaryDirectory": folder,
        "StreamMaxLength": f"{STREAM_MAX_MEGABYTES}M",
        "LogFile": folder / "clamd.log",
    }
    file = folder / "clamd.conf"
    file.write_text("".join(f"{name} {value}\n" for name, value in settings.items()), encoding="utf-8")
    return subprocess.Popen(["clamd", "-c", str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
async def clamd(folder: Path, free_port: int) -> AsyncIterator[Clamd]:
    process = started(folder, free_port)
    running = Clamd(process, f"unix:{folder / 'clamd.sock'}", f"127.0.0.1:{free_port}")
    try:
        await until_it_answers(running, folder)
        yield running
    finally:
        process.kill()
        process.wait()


async def until_it_answers(running: Clamd, folder: Path) -> None:
    clean = folder / "clean"
    clean.write_bytes(b"nothing")
    async with asyncio.timeout(START_SECONDS):
        for address in (running.local, running.tcp):
            while True:
                try:
                    await Scanner(address).scan(clean)
                    break
                except ScannerAway:
                    assert running.process.poll() is None, (folder / "clamd.log").read_text(encoding="utf-8")
                    await asyncio.sleep(0.05)


@pytest.fixture(params=["local", "tcp"])
def scanner(clamd: Clamd, request: pytest.FixtureRequest) -> Scanner:
    return Scanner(getattr(clamd, request.param))


def file_of(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


async def test_a_known_signature_is_found_and_named(scanner: Scanner, tmp_path: Path) -> None:
    with pytest.raises(Problem) as said:
        await scanner.scan(file_of(tmp_path, "eicar", EICAR))

    assert said.value.code is ProblemCode.MALWARE_FOUND
    assert said.value.facts == {"found": "Own.Eicar.Test.UNOFFICIAL"}


async def test_it_is_found_inside_an_archive_as_well(scanner: Scanner, tmp_path: Path) -> None:
    with pytest.raises(Problem):
        await scanner.scan(file_of(tmp_path, "eicar.zip", zipped(inner=EICAR)))


async def test_a_clean_file_passes(scanner: Scanner, tmp_path: Path) -> None:
    await scanner.scan(file_of(tmp_path, "clean.jpg", jpeg()))


async def test_a_file_that_the_daemon_does_not_take_is_never_taken_for_clean(scanner: Scanner, tmp_path: Path) -> None:
    with pytest.raises(ScannerAway):
        await scanner.scan(file_of(tmp_path, "large", bytes(8_000_000)))


async def test_many_files_at_once_have_each_their_own_verdict(scanner: Scanner, tmp_path: Path) -> None:
    files = [file_of(tmp_path, str(n), EICAR if n % 3 == 0 else bytes([n])) for n in range(12)]

    outcomes = await asyncio.gather(*(scanner.scan(file) for file in files), return_exceptions=True)

    assert [isinstance(outcome, Problem) for outcome in outcomes] == [n % 3 == 0 for n in range(12)]


async def test_a_daemon_that_is_away_is_a_fault_that_passes(folder: Path, tmp_path: Path) -> None:
    for address in (f"unix:{folder / 'nobody.sock'}", "127.0.0.1:1"):
        with pytest.raises(ScannerAway):
            await Scanner(address).scan(file_of(tmp_path, "clean", b"nothing"))


@pytest.mark.parametrize("words", [b"", b"stream: OK", b"UNKNOWN COMMAND\0", b"x" * 10_000])
async def test_a_daemon_that_says_something_else_has_given_no_verdict(words: bytes, tmp_path: Path) -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(words)
        await writer.drain()
        writer.close()

    server = await asyncio.start_unix_server(speak, tmp_path / "other.sock")
    async with server:
        with pytest.raises(ScannerAway):
            await Scanner(f"unix:{tmp_path / 'other.sock'}").scan(file_of(tmp_path, "clean", b"nothing"))


async def test_without_an_address_nothing_is_scanned(tmp_path: Path) -> None:
    await Scanner(None).scan(file_of(tmp_path, "eicar", EICAR))
