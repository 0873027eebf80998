"""The reference receiver: a small HTTP server that checks signature, time, repeats and sequence, and keeps a desk.

Newsrooms may copy it; tests, the demo and `weekwire subscribe` run it. It answers 2xx only when a delivery is on the desk.
"""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock, SystemClock
from services.kit.webhooks.signing import ReplayMemory, check
from services.syndication.domain.desk import Arrived, Desk

LARGEST_BODY_BYTES = 5_000_000
FIRST_RETRY_SECONDS, LONGEST_RETRY_SECONDS = 1.0, 30.0
ACK_TIMEOUT_SECONDS = 10.0
START_SECONDS = 10.0
START_POLL_SECONDS = 0.01
TRIED_AGAIN = frozenset({408, 425, 429})
SERVER_FAULT = 500
PROBLEM_MEDIA_TYPE = "application/problem+json"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Acknowledging:
    """Where recalls are acknowledged: the addresses of syndication, tried in their order, and the feed token to do it with."""

    addresses: tuple[str, ...]
    token: str


@dataclass
class Receiver:
    """A newsroom's receiver. `keys` are the secrets it holds, two while they are rotated.

    `arrived`, `refused` and `acknowledged` are told of everything that happens. Without `acknowledging` recalls stay open.
    """

    keys: Sequence[bytes]
    clock: Clock = field(default_factory=SystemClock)
    desk: Desk = field(default_factory=Desk)
    acknowledging: Acknowledging | None = None
    arrived: Callable[[Arrived], None] = lambda _arrived: None
    refused: Callable[[Problem], None] = lambda _problem: None
    acknowledged: Callable[[str, str | None], None] = lambda _recall, _why_not: None
    port: int = 0
    _memory: ReplayMemory = field(default_factory=ReplayMemory)
    _acks: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it listens on this machine."""
        return f"http://127.0.0.1:{self.port}/"

    def take(self, headers: dict[str, str], body: bytes) -> Arrived:
        """Judge and keep one delivery; header names in lower case.

        Raises Problem(signature_invalid) for what is forged, altered, late or replayed, and what the desk raises.
        """
        now = self.clock.now()
        checked = check(headers, body, self.keys, now)
        self._memory.admit(checked, now)
        return self.desk.take(checked, body)

    async def answer(self, request: Request) -> Response:
        """One request of the sender."""
        try:
            arrived = self.take(dict(request.headers), await _body(request))
        except Problem as problem:
            self.refused(problem)
            return JSONResponse(problem.as_json(), problem.status, media_type=PROBLEM_MEDIA_TYPE)
        self.arrived(arrived)
        if self.acknowledging and arrived.recall and arrived.recall not in self._acks:
            task = asyncio.create_task(self._acknowledge(arrived.recall, self.acknowledging))
            self._acks[arrived.recall] = task
        return Response(status_code=204)

    async def settled(self) -> None:
        """Wait until every recall that came is acknowledged."""
        await asyncio.gather(*self._acks.values())

    async def close(self) -> None:
        """Leave acknowledgements that are under way."""
        for task in self._acks.values():
            task.cancel()
        await asyncio.gather(*self._acks.values(), return_exceptions=True)

    async def _acknowledge(self, recall: str, how: Acknowledging) -> None:
        """Say that an item was taken down, again and again until it was heard or refused."""
        headers = {"authorization": f"Bearer {how.token}"}
        wait_seconds = FIRST_RETRY_SECONDS
        async with httpx.AsyncClient(timeout=ACK_TIMEOUT_SECONDS, headers=headers) as client:
            while True:
                for address in how.addresses:
                    with suppress(httpx.TransportError):
                        answer = await client.post(f"{address.rstrip('/')}/v1/recalls/{recall}/ack")
                        if answer.is_success:
                            self.acknowledged(recall, None)
                            return
                        if answer.status_code < SERVER_FAULT and answer.status_code not in TRIED_AGAIN:
                            self.acknowledged(recall, f"{answer.status_code}")
                            return
                await asyncio.sleep(wait_seconds)
                wait_seconds = min(wait_seconds * 2, LONGEST_RETRY_SECONDS)


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY_BYTES:
            raise Problem(ProblemCode.BODY_TOO_LARGE, largest=f"{LARGEST_BODY_BYTES} B")
    return bytes(body)


class _Server(uvicorn.Server):
    """A server inside another program, whose signals are not its own."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave them to the program."""
        yield


@asynccontextmanager
async def listening(receiver: Receiver, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Receiver]:
    """The receiver on a port (0 takes a free one, and `receiver.port` tells which). Raises OSError where it is taken."""
    app = Starlette(routes=[Route("/{path:path}", receiver.answer, methods=["POST"])])
    line = socket.create_server((host, port))
    receiver.port = line.getsockname()[1]
    server = _Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", server_header=False))
    serving = asyncio.create_task(server.serve(sockets=[line]))
    try:
        async with asyncio.timeout(START_SECONDS):
            while not server.started:  # noqa: ASYNC110 - uvicorn tells it in no other way.
                await asyncio.sleep(START_POLL_SECONDS)
        yield receiver
    finally:
        server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)
        await receiver.close()
        line.close()
