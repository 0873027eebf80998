"""HTTP at the edge: problems as RFC 9457, all errors of a form at once, limits before a body is read, health and metrics."""

import json
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import ValidationError, WrapValidator
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contracts.base import Contract, decode_closed
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.kit import metrics
from services.kit.settings import ServiceSettings

log = logging.getLogger(__name__)

ModelT = TypeVar("ModelT", bound=Contract)
Readiness = Callable[[], Awaitable[dict[str, bool]]]
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
PROBLEM_MEDIA_TYPE = "application/problem+json"

_BY_PYDANTIC_TYPE = {
    "extra_forbidden": ProblemCode.UNKNOWN_FIELD,
    "missing": ProblemCode.MISSING_FIELD,
    "string_too_long": ProblemCode.TOO_LONG,
    "too_long": ProblemCode.TOO_LONG,
    "string_too_short": ProblemCode.TOO_SHORT,
    "too_short": ProblemCode.TOO_SHORT,
    "greater_than_equal": ProblemCode.OUT_OF_RANGE,
    "greater_than": ProblemCode.OUT_OF_RANGE,
    "less_than_equal": ProblemCode.OUT_OF_RANGE,
    "less_than": ProblemCode.OUT_OF_RANGE,
    "enum": ProblemCode.UNKNOWN_CODE,
    "literal_error": ProblemCode.UNKNOWN_CODE,
    "union_tag_invalid": ProblemCode.UNKNOWN_CODE,
    "json_invalid": ProblemCode.INVALID_JSON,
}


def field_problems(fault: ValidationError) -> tuple[FieldProblem, ...]:
    """Every error of a form as a field problem with its path."""
    return tuple(_field_problem(dict(error)) for error in fault.errors(include_url=False, include_input=False))


def _field_problem(error: dict[str, Any]) -> FieldProblem:
    code = _BY_PYDANTIC_TYPE.get(error["type"], ProblemCode.WRONG_TYPE)
    context = error.get("ctx", {})
    facts: dict[str, Any] = {"expected": error["msg"]}
    limit = context.get("max_length", context.get("min_length", context.get("actual_length")))
    if limit is not None:
        facts["limit"] = limit
    if code is ProblemCode.UNKNOWN_CODE:
        facts["code"] = str(context.get("tag", context.get("expected", "")))
    return FieldProblem(".".join(str(part) for part in error["loc"] if part != "body"), code, facts)


def invalid(problems: tuple[FieldProblem, ...]) -> Problem:
    """The problem of a form with all that is wrong with it."""
    return Problem(ProblemCode.INVALID, fields=problems, count=len(problems))


def closed_body(model: type[ModelT]) -> WrapValidator:
    """Read a JSON body closed and strict, all errors at once; it annotates the body's parameter."""

    def read(value: object, _handler: object) -> ModelT:
        if isinstance(value, model):
            return value
        try:
            return decode_closed(model, value if isinstance(value, bytes) else _json(value))
        except ValidationError as fault:
            if any(error["type"] == "json_invalid" for error in fault.errors(include_url=False)):
                raise Problem(ProblemCode.INVALID_JSON) from fault
            raise invalid(field_problems(fault)) from fault

    return WrapValidator(read)


def _json(value: object) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:
        # orjson refuses integers beyond 64 bits and lone surrogates; the model names them as problems of their fields.
        return json.dumps(value).encode()


def problem_response(problem: Problem, request: Request | None = None) -> Response:
    """The RFC 9457 answer, with Retry-After where waiting helps and ETag where a version is named."""
    metrics.PROBLEMS.labels(problem.code.value).inc()
    headers: dict[str, str] = {}
    if "retry_after_seconds" in problem.facts:
        headers["Retry-After"] = str(problem.facts["retry_after_seconds"])
    if problem.status == 401:  # noqa: PLR2004 - RFC 9110 11.6.1 asks for the challenge.
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(problem.facts.get("version"), int):
        headers["ETag"] = f'"{problem.facts["version"]}"'
    body = problem.as_json(request.url.path if request else None)
    return Response(orjson.dumps(body, default=str), problem.status, headers, PROBLEM_MEDIA_TYPE)


def service_app(
    settings: ServiceSettings,
    *,
    service: str,
    title: str,
    version: str,
    lifespan: Lifespan,
    readiness: Readiness,
) -> FastAPI:
    """A service's application: its routes are added by its `app.py`, everything that services share is here."""
    app = FastAPI(
        title=title,
        version=version,
        lifespan=lifespan,
        responses={"4XX": {"description": "A problem", "content": {PROBLEM_MEDIA_TYPE: {"schema": _PROBLEM_SCHEMA}}}},
    )
    _problem_handlers(app)
    _operations(app, service, readiness)
    app.add_middleware(EdgeMiddleware, settings=settings)
    return app


_PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail_zh": {"type": "string"},
        "detail_en": {"type": "string"},
        "remedy_zh": {"type": "string"},
        "remedy_en": {"type": "string"},
        "facts": {"type": "object"},
        "fields": {"type": "array", "items": {"type": "object"}},
    },
}


def _problem_handlers(app: FastAPI) -> None:
    @app.exception_handler(Problem)
    async def on_problem(request: Request, problem: Problem) -> Response:
        return problem_response(problem, request)

    @app.exception_handler(RequestValidationError)
    async def on_invalid_request(request: Request, fault: RequestValidationError) -> Response:
        errors = [dict(error) for error in fault.errors()]
        if any(error["type"] == "json_invalid" for error in errors):
            return problem_response(Problem(ProblemCode.INVALID_JSON), request)
        return problem_response(invalid(tuple(_field_problem(error) for error in errors)), request)

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, fault: HTTPException) -> Response:
        codes = {404: ProblemCode.NOT_FOUND, 405: ProblemCode.METHOD_NOT_ALLOWED, 400: ProblemCode.INVALID_JSON}
        return problem_response(Problem(codes.get(fault.status_code, ProblemCode.INTERNAL)), request)


def _operations(app: FastAPI, service: str, readiness: Readiness) -> None:
    @app.get("/health/live", tags=["operations"])
    async def live() -> dict[str, str]:
        """The process runs and its loop turns."""
        return {"service": service, "status": "live"}

    @app.get("/health/ready", tags=["operations"], responses={503: {"description": "A dependency is away"}})
    async def ready() -> Response:
        """Each dependency by name; 503 while one is away."""
        found = await readiness()
        for name, good in found.items():
            metrics.DEPENDENCY_READY.labels(name).set(1 if good else 0)
        all_ready = all(found.values())
        body = {"service": service, "status": "ready" if all_ready else "not_ready", "dependencies": found}
        return JSONResponse(body, 200 if all_ready else 503)

    @app.get("/metrics", tags=["operations"], response_class=Response)
    async def exposition() -> Response:
        """Prometheus text exposition."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


class EdgeMiddleware:
    """Limits and measures: the size of a body before it is read, the rate a caller, the time and outcome of each request."""

    def __init__(self, app: ASGIApp, settings: ServiceSettings) -> None:
        self._app = app
        self._limit_bytes = settings.body_limit_bytes
        self._rate = RateLimitItemPerMinute(settings.requests_per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request through the limits, or answer in its place."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        metrics.adopt_traceparent(request.headers.get("traceparent"))
        problem = self._refuse_size(request) or await self._refuse_rate(request)
        if problem:
            await problem_response(problem, request)(scope, receive, send)
            return
        await self._measured(scope, _bounded(receive, self._limit_bytes), send, request)

    def _refuse_size(self, request: Request) -> Problem | None:
        declared = request.headers.get("content-length", "0")
        if declared.isdigit() and int(declared) > self._limit_bytes:
            return Problem(ProblemCode.BODY_TOO_LARGE, limit=self._limit_bytes)
        return None

    async def _refuse_rate(self, request: Request) -> Problem | None:
        if request.url.path.startswith(("/health", "/metrics")):
            return None
        who = request.headers.get("authorization") or (request.client.host if request.client else "unknown")
        try:
            if await self._limiter.hit(self._rate, who):
                return None
        except Exception:
            # A limiter that fails must not take the service with it: the request passes and the metric tells.
            log.exception("rate limiter failed")
            metrics.RATE_LIMIT_FAILURES.inc()
            return None
        return Problem(ProblemCode.RATE_LIMITED, retry_after_seconds=60)

    async def _measured(self, scope: Scope, receive: Receive, send: Send, request: Request) -> None:
        started = time.perf_counter()
        status = 500
        began = False

        async def note(message: Message) -> None:
            nonlocal status, began
            if message["type"] == "http.response.start":
                status, began = message["status"], True
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Problem as problem:
            if began:
                raise
            status = problem.status
            await problem_response(problem, request)(scope, receive, send)
        except Exception:
            log.exception("request failed", extra={"path": request.url.path})
            if began:
                raise
            await problem_response(Problem(ProblemCode.INTERNAL), request)(scope, receive, send)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            metrics.REQUESTS.labels(route, request.method, str(status)).inc()
            metrics.REQUEST_SECONDS.labels(route, request.method).observe(time.perf_counter() - started)


def _bounded(receive: Receive, limit_bytes: int) -> Receive:
    """Count a body that did not declare its length, and stop reading once it is too large."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit_bytes:
                raise Problem(ProblemCode.BODY_TOO_LARGE, limit=limit_bytes)
        return message

    return counted


def if_match(request: Request) -> int | None:
    """The version in If-Match, None where the header is absent. Raises Problem(precondition_format)."""
    raw = request.headers.get("if-match")
    if raw is None:
        return None
    text = raw.strip().removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit() or len(text) > 9:  # noqa: PLR2004 - more digits are no version.
        raise Problem(ProblemCode.PRECONDITION_FORMAT)
    return int(text)
