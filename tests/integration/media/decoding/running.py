"""Decoders on real child processes, and the corpus in their hands."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from services.media.decoding.decoders import Decoders
from services.media.decoding.limits import DecodingLimits
from services.media.decoding.shapes import Decoded, DecodeRequest, FileKind
from tests.media_corpus.cases import Case

PIXELS, SECONDS = 50_000_000, 10
WAIT_SECONDS = 20.0


@dataclass(frozen=True)
class Bench:
    """A folder, decoders, and what a test asks of them."""

    folder: Path
    decoders: Decoders

    async def decode(self, name: str, body: bytes, kind: FileKind = "photo", *, ai_generated: bool = False) -> Decoded:
        """Put a file into the folder and decode it into a folder of its own."""
        source, into = self.folder / name, self.folder / f"{name}.made"
        await asyncio.to_thread(source.write_bytes, body)
        await asyncio.to_thread(into.mkdir)
        return await self.decoders.decode(source, DecodeRequest(kind, ai_generated, PIXELS, SECONDS), into)

    async def decode_case(self, case: Case) -> Decoded:
        """The same with a file of the corpus."""
        body = await asyncio.to_thread(case.make, self.folder / f"{case.name}.making")
        return await self.decode(case.name, body, case.kind)


@asynccontextmanager
async def running_decoders(folder: Path, limits: DecodingLimits | None = None) -> AsyncIterator[Bench]:
    """Decoders, started and stopped."""
    decoders = Decoders(limits)
    await decoders.start()
    try:
        yield Bench(folder, decoders)
    finally:
        await decoders.stop()


def children(kind: FileKind = "photo", of: int | None = None) -> list[psutil.Process]:
    """The decoding children of a kind that a process has; of this one if none is named."""
    found = []
    for process in psutil.Process(of).children():
        try:
            words = process.cmdline()
        except psutil.Error:
            continue
        if "services.media.decoding.child" in words and kind in words:
            found.append(process)
    return found


async def until_at_work(process: psutil.Process) -> None:
    """Wait until a child has used half a second of processor time."""
    async with asyncio.timeout(WAIT_SECONDS):
        while process.cpu_times().user < 0.5:  # noqa: ASYNC110 - it waits for another process.
            await asyncio.sleep(0.01)


async def until_gone(process: psutil.Process) -> None:
    """Wait until a process has ended."""
    async with asyncio.timeout(WAIT_SECONDS):
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
