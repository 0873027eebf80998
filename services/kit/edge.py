"""The edge that every request passes: the size of a body before it is read, the rate a caller, time and outcome of each."""

import hashlib
import logging
import math
import time

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contracts.problems import Problem, ProblemCode
from services.kit import metrics
from services.kit.clock import service_clock
from services.kit.problem_answers import problem_response
from services.kit.rates import RateLimit
from services.kit.settings import ServiceSettings

log = logging.getLogger(__name__)

GRANT_HEADER = "x-weekwire-grant"
"""Where a sender of files shows an upload grant."""
ACCESS_COOKIE = "weekwire_access"
"""The cookie in which a page's requests bring their access token."""
CLIENT_LEFT = 499
"""The status in the metrics of a request whose client did not wait for the answer, as gateways count it."""
TIME_HEADER = b"x-weekwire-time"
"""In which every answer says what time it is here, for pages whose machine's clock is wrong."""


class EdgeMiddleware:
    """Limits and measures: the size of a body before it is read, the rate a caller, the time and outcome of each request."""

    def __init__(self, app: ASGIApp, settings: ServiceSettings) -> None:
        self._app = app
        self._limit_bytes = settings.body_limit_bytes
        self._clock = service_clock(settings.clock_ahead_seconds)
        self._sign_ins = RateLimit(settings.requests_per_minute)
        self._addresses = RateLimit(settings.requests_per_minute_of_address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request through the limits, or answer in its place."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        metrics.adopt_traceparent(request.headers.get("traceparent"))
        started = time.perf_counter()
        status, began = CLIENT_LEFT, False

        async def note(message: Message) -> None:
            nonlocal status, began
            if message["type"] == "http.response.start":
                status, began = message["status"], True
                message["headers"] = [*message.get("headers", ()), (TIME_HEADER, self._time())]
            await send(message)

        try:
            self._refuse_size(request)
            self._refuse_rate(request)
            await self._app(scope, _bounded(receive, self._limit_bytes), note)
        except Problem as problem:
            if began:
                raise
            await problem_response(problem, request)(scope, receive, note)
        except Exception:
            log.exception("request failed", extra={"path": request.url.path})
            if began:
                raise
            await problem_response(Problem(ProblemCode.INTERNAL), request)(scope, receive, note)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            metrics.REQUESTS.labels(route, request.method, str(status)).inc()
            metrics.REQUEST_SECONDS.labels(route, request.method).observe(time.perf_counter() - started)

    def _time(self) -> bytes:
        return self._clock.now().isoformat(timespec="milliseconds").encode()

    def _refuse_size(self, request: Request) -> None:
        declared = request.headers.get("content-length", "0")
        if declared.isdigit() and int(declared) > self._limit_bytes:
            raise body_too_large(self._limit_bytes)

    def _refuse_rate(self, request: Request) -> None:
        if request.scope["path"].startswith(("/health", "/metrics")):
            return
        try:
            wait_seconds = self._wait_seconds(request)
        except Exception:
            # A limiter that fails must not take the service with it: the request passes and the metric tells.
            log.exception("rate limiter failed")
            metrics.RATE_LIMIT_FAILURES.inc()
            return
        if wait_seconds:
            raise Problem(ProblemCode.RATE_LIMITED, retry_after_seconds=max(1, math.ceil(wait_seconds)))

    def _wait_seconds(self, request: Request) -> float:
        now_seconds = time.monotonic()
        address = request.client.host if request.client else "unknown"
        # Senders of files show a grant instead of a sign-in, and a whole school sends from one address.
        header = request.headers.get("authorization") or request.headers.get(GRANT_HEADER)
        header = header or request.cookies.get(ACCESS_COOKIE)
        # Tokens are not checked here, so a made-up one a request must not lift the limit of its address.
        of_address = self._addresses.wait_seconds(address, now_seconds)
        if of_address:
            return of_address
        sign_in = hashlib.blake2b(header.encode(), digest_size=16).hexdigest() if header else address
        return self._sign_ins.wait_seconds(sign_in, now_seconds)


def body_too_large(limit_bytes: int) -> Problem:
    """The problem of a body over its limit, which people read in megabytes."""
    return Problem(ProblemCode.BODY_TOO_LARGE, limit=limit_bytes, largest=megabytes(limit_bytes))


def megabytes(size_bytes: int) -> str:
    """A size as people read it: `20 MB`, `0.5 MB`."""
    return f"{size_bytes / 1_000_000:.3g} MB"


def _bounded(receive: Receive, limit_bytes: int) -> Receive:
    """Count a body that did not declare its length, and stop reading once it is too large."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit_bytes:
                raise body_too_large(limit_bytes)
        return message

    return counted
