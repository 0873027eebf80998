"""One attempt over HTTP: pooled connections, time limits, little of the answer, and no address that is not public.

The address is checked where the connection is made: the name is resolved, every number checked, and the connection goes to a
checked number, so that a changed answer of the DNS helps nobody. TLS still asks for the name. Redirects are followed by hand
and checked like the first address. The pool is httpx's own (httpcore), which alone lets us say how to connect.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin

import httpcore
from httpcore import SOCKET_OPTION, AsyncNetworkBackend, AsyncNetworkStream

from contracts.problems import Problem
from services.kit.clock import Clock
from services.kit.webhooks.addresses import Target, allowed, check_answers, target_of
from services.kit.webhooks.verdicts import Verdict, retry_after_seconds, verdict_of

MOVED = frozenset({301, 302, 307, 308})
"""Redirects that are followed with the same body; 303 asks for something else."""
MAX_HOPS = 3
MAX_NUMBERS = 4
ANSWER_LIMIT_BYTES = 65_536
EXCERPT_CHARACTERS = 200
IDLE_SECONDS = 30.0
USER_AGENT = "Weekwire/1"

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one attempt may take: to connect, in silence, for the body of the answer, and as a whole with redirects."""

    connect_seconds: float = 5.0
    silence_seconds: float = 8.0
    answer_seconds: float = 2.0
    total_seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What an attempt came to. `why` is a word for metrics and logs; `said` the beginning of what a receiver wrote."""

    verdict: Verdict
    why: str
    status: int | None = None
    retry_after_seconds: float | None = None
    said: str = ""


class Resolver:
    """The system's resolver in threads of its own: a name server that is slow for one host keeps nobody else waiting."""

    def __init__(self, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="resolve")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """Every number of a host. Raises OSError."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _look_up, host, port)

    def close(self) -> None:
        """Ask for nothing more; what is under way ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> list[str]:
    return [str(address[0]) for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class GuardedBackend(AsyncNetworkBackend):
    """Connects to checked numbers only."""

    def __init__(self, resolve: Resolve, allowed_hosts: Iterable[str], inner: AsyncNetworkBackend) -> None:
        self._resolve = resolve
        self._allowed_hosts = tuple(allowed_hosts)
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore.
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """Resolve, check, connect to the first number that answers. Raises Problem(address_not_allowed), httpcore's faults."""
        try:
            async with asyncio.timeout(timeout):
                numbers = await self._resolve(host, port)
        except TimeoutError as fault:
            raise httpcore.ConnectTimeout from fault
        except (OSError, UnicodeError) as fault:
            raise httpcore.ConnectError(f"{host} cannot be resolved") from fault
        if not allowed(host, port, self._allowed_hosts):
            numbers = check_answers(host, numbers)
        failed: Exception = httpcore.ConnectError(f"{host} has no number")
        tried = numbers[:MAX_NUMBERS]
        # One that is silent must leave time for the next: many hosts have a number that this network does not reach.
        seconds = timeout / len(tried) if timeout and tried else timeout
        for number in tried:
            try:
                return await self._inner.connect_tcp(number, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as fault:
                failed = fault
        raise failed

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore.
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """Never: a subscriber is reached over the network."""
        raise httpcore.UnsupportedProtocol(f"{path}, {timeout}, {socket_options}")

    async def sleep(self, seconds: float) -> None:
        """Wait; httpcore asks for it between connection attempts."""
        await self._inner.sleep(seconds)


class Sender:
    """Sends bodies to addresses that others chose. `resolve`, `network` and `tls` are this machine's unless they are given."""

    def __init__(
        self,
        clock: Clock,
        *,
        allowed_hosts: Iterable[str] = (),
        limits: Limits | None = None,
        resolve: Resolve | None = None,
        network: AsyncNetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
        idle_connections: int = 64,
    ) -> None:
        self._clock = clock
        self._limits = limits or Limits()
        self._allowed_hosts = tuple(allowed_hosts)
        self._own_resolver = Resolver(idle_connections)
        # The number of connections is bounded by who sends; a bound here would let hanging ones keep others waiting.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls or httpcore.default_ssl_context(),
            max_connections=None,
            max_keepalive_connections=idle_connections,
            keepalive_expiry=IDLE_SECONDS,
            network_backend=GuardedBackend(
                resolve or self._own_resolver, self._allowed_hosts, network or httpcore.AnyIOBackend()
            ),
        )
        self._timeouts = {
            "connect": self._limits.connect_seconds,
            "read": self._limits.silence_seconds,
            "write": self._limits.silence_seconds,
            "pool": self._limits.connect_seconds,
        }

    @property
    def total_seconds(self) -> float:
        """The longest that one attempt takes."""
        return self._limits.total_seconds

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.aclose()
        self._own_resolver.close()

    async def post(self, address: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """POST a JSON body; whatever happens is an answer."""
        try:
            async with asyncio.timeout(self._limits.total_seconds):
                return await self._follow(address, headers, body)
        except (TimeoutError, httpcore.TimeoutException):
            return Answer(Verdict.FAILING, "timeout")
        except Problem as problem:
            return Answer(Verdict.FAILING, problem.code.value, said=str(problem.facts.get("reason", "")))
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as fault:
            return Answer(Verdict.FAILING, _word(fault), said=str(fault)[:EXCERPT_CHARACTERS])

    async def _follow(self, address: str, headers: Mapping[str, str], body: bytes) -> Answer:
        for _hop in range(MAX_HOPS + 1):
            answer, moved_to = await self._once(target_of(address, self._allowed_hosts), headers, body)
            if moved_to is None:
                return answer
            address = urljoin(address, moved_to)
        return Answer(Verdict.FAILING, "redirects")

    async def _once(self, target: Target, headers: Mapping[str, str], body: bytes) -> tuple[Answer, str | None]:
        """One request; the place to which it was sent on, if it was."""
        default = (target.scheme, target.port) in {("https", 443), ("http", 80)}
        name = f"[{target.host}]" if ":" in target.host else target.host
        given: dict[str | bytes, str | bytes] = {
            "host": name if default else f"{name}:{target.port}",
            "user-agent": USER_AGENT,
            "content-type": "application/json",
            "content-length": str(len(body)),
        }
        given.update(headers)
        url = httpcore.URL(
            scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=_quoted(target.path)
        )
        extensions = {"timeout": self._timeouts}
        async with self._pool.stream("POST", url, headers=given, content=body, extensions=extensions) as response:
            told = {name.lower(): value for name, value in response.headers}
            if response.status in MOVED and b"location" in told:
                return Answer(Verdict.FAILING, "moved", response.status), told[b"location"].decode("latin-1")
            said = await _beginning(response, self._limits.answer_seconds)
        asked = retry_after_seconds(told.get(b"retry-after", b"").decode("latin-1"), self._clock.now())
        return Answer(verdict_of(response.status), f"status_{response.status}", response.status, asked, said), None


async def _beginning(response: httpcore.Response, seconds: float) -> str:
    """The beginning of an answer, whose status is what counts: one that is too long, too slow or breaks off is left there.

    Its connection is closed with it.
    """
    read = bytearray()
    with suppress(TimeoutError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
        async with asyncio.timeout(seconds):
            async for chunk in response.aiter_stream():
                read += chunk
                if len(read) > ANSWER_LIMIT_BYTES:
                    break
    return read[:EXCERPT_CHARACTERS].decode("utf-8", "replace")


def _quoted(path: str) -> bytes:
    return "".join(one if one.isascii() else "".join(f"%{byte:02X}" for byte in one.encode()) for one in path).encode()


def _word(fault: Exception) -> str:
    if isinstance(fault, httpcore.ConnectError):
        return "connect"
    return "protocol" if isinstance(fault, httpcore.ProtocolError) else "network"
