"""A line to the object store that can be cut in the middle of an answer, and be mended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

PIECE_BYTES = 65_536


class CuttingProxy:
    """Passes bytes on until so many have come back; then it drops every connection and takes no other until it is mended."""

    def __init__(self, host: str, port: int) -> None:
        self.is_cut = asyncio.Event()
        self.address = ""
        self._upstream = (host, port)
        self._left: int | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    @classmethod
    @asynccontextmanager
    async def before(cls, endpoint: str) -> AsyncIterator["CuttingProxy"]:
        """A line to an endpoint like `http://127.0.0.1:9000`."""
        parts = urlsplit(endpoint)
        proxy = cls(parts.hostname or "", parts.port or 80)
        server = await asyncio.start_server(proxy._serve, "127.0.0.1", 0)
        proxy.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield proxy
        finally:
            server.close()
            proxy._drop()

    def cut_after(self, answered_bytes: int) -> None:
        """Cut the line once so many bytes of answers have passed."""
        self._left = answered_bytes

    def heal(self) -> None:
        """Let everything pass again."""
        self._left = None
        self.is_cut.clear()

    def _drop(self) -> None:
        for writer in tuple(self._writers):
            writer.transport.abort()
        self._writers.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_cut.is_set():
            writer.transport.abort()
            return
        upstream, downstream = await asyncio.open_connection(*self._upstream)
        self._writers |= {writer, downstream}
        with suppress(OSError):
            await asyncio.gather(self._pass(reader, downstream), self._pass(upstream, writer, answers=True))
        for one in (writer, downstream):
            one.close()
            self._writers.discard(one)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool = False) -> None:
        while piece := await reader.read(PIECE_BYTES):
            if answers and self._left is not None:
                self._left -= len(piece)
                if self._left <= 0:
                    self.is_cut.set()
                    self._drop()
                    return
            writer.write(piece)
            await writer.drain()
        writer.close()
