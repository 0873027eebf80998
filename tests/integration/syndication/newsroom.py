"""A newsroom's server on this machine that behaves as a test tells it: it answers, hangs, drips, breaks off, sends elsewhere."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

STATUS = "HTTP/1.1 {} said\r\n"


@dataclass(frozen=True, slots=True)
class Came:
    """One request as it came: its path, its headers in lower case, its body."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Says:
    """What is answered: a status, headers, and a body; `drips` sends a byte in so many seconds, for ever."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    drips_seconds: float | None = None


class Hang:
    """Nothing is answered, and the line stays open."""


class BreakOff:
    """The line is closed without an answer."""


Behaviour = Says | Hang | BreakOff
Behave = Callable[[Came], Behaviour | Awaitable[Behaviour]]


@dataclass
class Newsroom:
    """A running server. `behave` may be changed at any time."""

    port: int = 0
    scheme: str = "http"
    behave: Behave = lambda _came: Says()
    came: list[Came] = field(default_factory=list)
    connections: int = 0

    def address(self, path: str = "/hook", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    async def until_came(self, number: int, seconds: float = 15.0) -> None:
        """Wait until so many requests came."""
        async with asyncio.timeout(seconds):
            while len(self.came) < number:  # noqa: ASYNC110 - a poll with a deadline.
                await asyncio.sleep(0.01)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while (came := await _read(reader)) is not None:
                self.came.append(came)
                told = self.behave(came)
                behaviour = told if isinstance(told, Says | Hang | BreakOff) else await told
                if isinstance(behaviour, BreakOff):
                    break
                if isinstance(behaviour, Hang):
                    await asyncio.Event().wait()
                else:
                    await _write(writer, behaviour)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError, ssl.SSLError):
                await writer.wait_closed()


async def _read(reader: asyncio.StreamReader) -> Came | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Came(first.split(" ")[1], headers, body)


async def _write(writer: asyncio.StreamWriter, says: Says) -> None:
    length = 1_000_000 if says.drips_seconds is not None else len(says.body)
    headers = {"content-length": str(length), **says.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(STATUS.format(says.status).encode() + lines.encode() + b"\r\n" + says.body)
    await writer.drain()
    while says.drips_seconds is not None:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(says.drips_seconds)


@asynccontextmanager
async def newsroom(behave: Behave | None = None, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[Newsroom]:
    """A newsroom's server on a free port; whatever still hangs in it ends with it."""
    room = Newsroom(scheme="https" if tls else "http")
    if behave:
        room.behave = behave
    talks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        if talk is not None:
            talks.add(talk)
            talk.add_done_callback(talks.discard)
        with suppress(asyncio.CancelledError):
            await room._serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    room.port = server.sockets[0].getsockname()[1]
    try:
        yield room
    finally:
        server.close()
        for talk in list(talks):
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
