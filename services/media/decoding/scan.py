"""ClamAV's daemon asked about a file, over TCP or its socket. No verdict is never taken for a good one."""

import asyncio
import re
from pathlib import Path

from contracts.problems import Problem, ProblemCode
from services.media import metrics
from services.media.decoding.shapes import ScannerAway

CHUNK_BYTES = 1_048_576
LENGTH_BYTES = 4
CONNECT_SECONDS = 5.0
VERDICT_SECONDS = 300.0
"""From the last byte to the verdict; archives are unpacked by then. A step of sending has the same time."""

LONGEST_REPLY_BYTES = 4_096
FOUND = re.compile(rb"^stream: (.+) FOUND$")
CLEAN = b"stream: OK"


class Scanner:
    """Shows files to ClamAV. `address` is `unix:/path` or `host:port`; without one nothing is scanned."""

    def __init__(self, address: str | None) -> None:
        self._address = address

    async def scan(self, source: Path) -> None:
        """Return in silence for a file without a finding.

        Raises `Problem(malware_found)` with the signature's name, and `ScannerAway` where the daemon is away, gives no
        verdict, or takes no file of this size (its StreamMaxLength is below the edition's largest file).
        """
        if self._address is None:
            return
        try:
            reply = await self._verdict(self._address, source)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as fault:
            metrics.SCANS.labels("away").inc()
            raise ScannerAway(f"the malware scanner gave no verdict: {fault!r}") from fault
        if found := FOUND.match(reply):
            metrics.SCANS.labels("found").inc()
            raise Problem(ProblemCode.MALWARE_FOUND, found=found[1].decode(errors="replace"))
        if reply != CLEAN:
            metrics.SCANS.labels("away").inc()
            raise ScannerAway(f"the malware scanner said: {reply[:200]!r}")
        metrics.SCANS.labels("clean").inc()

    async def _verdict(self, address: str, source: Path) -> bytes:
        async with asyncio.timeout(CONNECT_SECONDS):
            reader, writer = await _connection(address)
        try:
            # The daemon speaks before the end where it has had enough; what it says then is the verdict as well.
            sending = asyncio.create_task(_send(writer, source))
            try:
                return await _reply(reader, sending)
            finally:
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)
        finally:
            writer.close()


async def _connection(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    if address.startswith("unix:"):
        return await asyncio.open_unix_connection(address.removeprefix("unix:"), limit=LONGEST_REPLY_BYTES)
    host, _colon, port = address.rpartition(":")
    return await asyncio.open_connection(host.strip("[]"), int(port), limit=LONGEST_REPLY_BYTES)


async def _send(writer: asyncio.StreamWriter, source: Path) -> None:
    writer.write(b"zINSTREAM\0")
    at = 0
    while chunk := await asyncio.to_thread(_read, source, at):
        at += len(chunk)
        writer.write(len(chunk).to_bytes(LENGTH_BYTES, "big") + chunk)
        async with asyncio.timeout(VERDICT_SECONDS):
            await writer.drain()
    writer.write(bytes(LENGTH_BYTES))
    async with asyncio.timeout(VERDICT_SECONDS):
        await writer.drain()


def _read(source: Path, at: int) -> bytes:
    # Opened for each chunk: a scan that is given up leaves no file open, wherever it stood.
    with source.open("rb") as file:
        file.seek(at)
        return file.read(CHUNK_BYTES)


async def _reply(reader: asyncio.StreamReader, sending: asyncio.Task[None]) -> bytes:
    """The daemon's words, up to its zero byte; a fault in sending ends the wait unless words are there."""
    answer = asyncio.create_task(reader.readuntil(b"\0"))
    try:
        await asyncio.wait({answer, sending}, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done() and sending.exception() is None:
            await asyncio.wait({answer}, timeout=VERDICT_SECONDS)
        if not answer.done():
            # After a broken connection the last words may already have come.
            await asyncio.wait({answer}, timeout=1)
        if not answer.done():
            raise TimeoutError("no verdict in time")
        return answer.result().rstrip(b"\0\n")
    finally:
        answer.cancel()
        await asyncio.gather(answer, return_exceptions=True)
