"""A client that costs next to nothing: prepared requests over kept connections, so that a benchmark measures the server.

An ordinary client takes several milliseconds of processor time a request, more than the service it asks.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

CREATED = 201


@dataclass(frozen=True, slots=True)
class Prepared:
    """One PUT, ready to be sent."""

    wire: bytes

    @classmethod
    def put(cls, address: str, path: str, token: str, body: bytes) -> "Prepared":
        """A PUT of a JSON body by the holder of a token."""
        head = (
            f"PUT {path} HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return cls(head.encode() + body)


async def put_all(address: str, requests: Sequence[Prepared], connections: int) -> None:
    """Send every request, so many at once; each must be answered with 201, anything else is an AssertionError."""
    left = iter(requests)
    await asyncio.gather(*(_work(address, left) for _ in range(connections)))


async def _work(address: str, left: Iterator[Prepared]) -> None:
    url = urlsplit(address)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    try:
        for request in left:
            writer.write(request.wire)
            head = await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(_length(head))
            if int(head.split(b" ", 2)[1]) != CREATED:
                raise AssertionError(body.decode())
    finally:
        writer.close()
        await writer.wait_closed()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    raise AssertionError(head.decode())
