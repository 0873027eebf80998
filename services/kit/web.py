"""HTTP at the edge: problems as RFC 9457, all errors of a form at once, limits before a body is read, health and metrics."""

import hashlib
import json
import logging
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import ValidationError, WrapValidator
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contracts.base import Contract, decode_closed
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.kit import metrics
from services.kit.clock import service_clock
from services.kit.rates import RateLimit
from services.kit.settings import ServiceSettings

log = logging.getLogger(__name__)

ModelT = TypeVar("ModelT", bound=Contract)
Readiness = Callable[[], Awaitable[dict[str, bool]]]
Remarks = Callable[[], dict[str, str]]
"""What a service does without by choice, in words, by name; it is ready all the same."""
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
PROBLEM_MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
GRANT_HEADER = "x-weekwire-grant"
"""Where a sender of files shows an upload grant."""
ACCESS_COOKIE = "weekwire_access"
"""The cookie in which a page's requests bring their access token."""
CLIENT_LEFT = 499
"""The status in the metrics of a request whose client did not wait for the answer, as gateways count it."""
TIME_HEADER = b"x-weekwire-time"
"""In which every answer says what time it is here, for pages whose machine's clock is wrong."""

_BY_PYDANTIC_TYPE = {
    "extra_forbidden": ProblemCode.UNKNOWN_FIELD,
    "missing": ProblemCode.MISSING_FIELD,
    "union_tag_not_found": ProblemCode.MISSING_FIELD,
    "string_too_long": ProblemCode.TOO_LONG,
    "too_long": ProblemCode.TOO_LONG,
    "string_too_short": ProblemCode.TOO_SHORT,
    "too_short": ProblemCode.TOO_SHORT,
    "greater_than_equal": ProblemCode.OUT_OF_RANGE,
    "greater_than": ProblemCode.OUT_OF_RANGE,
    "less_than_equal": ProblemCode.OUT_OF_RANGE,
    "less_than": ProblemCode.OUT_OF_RANGE,
    "int_parsing_size": ProblemCode.OUT_OF_RANGE,
    "enum": ProblemCode.UNKNOWN_CHOICE,
    "literal_error": ProblemCode.UNKNOWN_CHOICE,
    "union_tag_invalid": ProblemCode.UNKNOWN_CHOICE,
    "json_invalid": ProblemCode.INVALID_JSON,
}
_LOOKS = {
    "bool_parsing": "true",
    "bool_type": "true",
    "date_from_datetime_inexact": "2024-05-14",
    "date_from_datetime_parsing": "2024-05-14",
    "date_parsing": "2024-05-14",
    "date_type": "2024-05-14",
    "datetime_from_date_parsing": "2024-05-14T09:30:00+08:00",
    "datetime_parsing": "2024-05-14T09:30:00+08:00",
    "datetime_type": "2024-05-14T09:30:00+08:00",
    "dict_type": "{ }",
    "int_from_float": "300",
    "int_parsing": "300",
    "int_type": "300",
    "list_type": "[ ]",
    "model_attributes_type": "{ }",
    "model_type": "{ }",
    "string_type": '"…"',
    "timezone_naive": "2024-05-14T09:30:00+08:00",
    "tuple_type": "[ ]",
    "uuid_parsing": "3f0e4f0a-6d7e-4f59-9a58-0d7a5c3f1a11",
    "uuid_type": "3f0e4f0a-6d7e-4f59-9a58-0d7a5c3f1a11",
}
"""What a value of the right type looks like: an example is understood in both languages."""
_BOUNDS = ("max_length", "min_length", "ge", "gt", "le", "lt")
_UNKNOWN = object()


def field_problems(fault: ValidationError, given: object = _UNKNOWN) -> tuple[FieldProblem, ...]:
    """Every error of a form as a field problem. With the JSON that was `given`, paths name fields of the form alone."""
    return tuple(_field_problem(dict(error), error["loc"], given) for error in fault.errors(include_url=False))


def _field_problem(error: dict[str, Any], location: Sequence[int | str], given: object) -> FieldProblem:
    code = _BY_PYDANTIC_TYPE.get(error["type"], ProblemCode.WRONG_TYPE)
    if code is ProblemCode.TOO_SHORT and error.get("input") == "":
        code = ProblemCode.MISSING_FIELD
    context = error.get("ctx", {})
    facts: dict[str, Any] = {"expected": _LOOKS.get(error["type"], error["msg"])}
    bound = next((context[name] for name in _BOUNDS if name in context), None)
    if bound is not None:
        facts["limit"] = bound
    if code is ProblemCode.UNKNOWN_CHOICE:
        facts["code"] = str(context.get("tag", error.get("input")))[:200]
        facts["allowed"] = _choices(str(context.get("expected") or context.get("expected_tags")))
    path = _path(location, given)
    if "discriminator" in context:
        path = [*path, str(context["discriminator"]).strip("'")]
    return FieldProblem(".".join(path), code, facts)


def _choices(expected: str) -> str:
    """The values that pydantic expected, without its quotes and its `or`."""
    return expected.replace("'", "").replace(" or ", ", ")


def _path(location: Sequence[int | str], given: object) -> list[str]:
    """The way to a field. pydantic also names the member of a union it went through, which stands in no form."""
    path: list[str] = []
    for depth, part in enumerate(location):
        found = _UNKNOWN
        if isinstance(given, dict):
            found = given.get(part, _UNKNOWN)
        elif isinstance(given, list) and isinstance(part, int) and part < len(given):
            found = given[part]
        if found is _UNKNOWN and given is not _UNKNOWN and depth < len(location) - 1:
            continue
        path.append(str(part))
        given = found
    return path


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
        except RecursionError as fault:
            # What is nested this deep could be read only just, and no form is.
            raise Problem(ProblemCode.INVALID_JSON) from fault
        except ValidationError as fault:
            if any(error["type"] == "json_invalid" for error in fault.errors(include_url=False)):
                raise Problem(ProblemCode.INVALID_JSON) from fault
            raise invalid(field_problems(fault, orjson.loads(value) if isinstance(value, bytes) else value)) from fault

    return WrapValidator(read)


def _json(value: object) -> bytes:
    try:
        return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:
        # orjson refuses integers beyond 64 bits and lone surrogates, which JSON itself allows.
        return json.dumps(value, default=str, skipkeys=True).encode()


def problem_response(problem: Problem, request: Request | None = None) -> Response:
    """The RFC 9457 answer, with Retry-After where waiting helps and ETag where a version is named."""
    metrics.PROBLEMS.labels(problem.code.value).inc()
    headers: dict[str, str] = {}
    waiting_seconds = problem.facts.get("retry_after_seconds", RETRY_AFTER_SECONDS if problem.status == 503 else None)  # noqa: PLR2004 - HTTP's number.
    if waiting_seconds is not None:
        headers["Retry-After"] = str(math.ceil(waiting_seconds))
    if problem.status == 401:  # noqa: PLR2004 - RFC 9110 11.6.1 asks for the challenge.
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(problem.facts.get("version"), int):
        headers["ETag"] = f'"{problem.facts["version"]}"'
    body = problem.as_json(request.url.path if request else None)
    return Response(_json(body), problem.status, headers, PROBLEM_MEDIA_TYPE)


def service_app(
    settings: ServiceSettings,
    *,
    service: str,
    title: str,
    version: str,
    lifespan: Lifespan,
    readiness: Readiness,
    remarks: Remarks = dict,
) -> FastAPI:
    """A service's application: its routes are added by its `app.py`, everything that services share is here."""
    app = FastAPI(
        title=title,
        version=version,
        lifespan=lifespan,
        responses={"4XX": {"description": "A problem", "content": {PROBLEM_MEDIA_TYPE: {"schema": _PROBLEM_SCHEMA}}}},
    )
    _problem_handlers(app)
    _operations(app, service, readiness, remarks)
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
        # The first part says where it stands: body, query, path or header.
        problems = (_field_problem(error, error["loc"][1:], _UNKNOWN) for error in errors)
        return problem_response(invalid(tuple(problems)), request)

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, fault: HTTPException) -> Response:
        if isinstance(fault.__cause__, Problem):
            # FastAPI wraps whatever ends the reading of a body.
            return problem_response(fault.__cause__, request)
        response = problem_response(Problem(_BY_STATUS.get(fault.status_code, ProblemCode.INTERNAL)), request)
        response.headers.update(fault.headers or {})
        return response


_BY_STATUS = {
    400: ProblemCode.INVALID_JSON,
    401: ProblemCode.NOT_SIGNED_IN,
    403: ProblemCode.FORBIDDEN,
    404: ProblemCode.NOT_FOUND,
    405: ProblemCode.METHOD_NOT_ALLOWED,
    413: ProblemCode.BODY_TOO_LARGE,
    503: ProblemCode.NOT_READY,
}


def _operations(app: FastAPI, service: str, readiness: Readiness, remarks: Remarks) -> None:
    @app.get("/health/live", tags=["operations"])
    async def live() -> dict[str, str]:
        """The process runs and its loop turns."""
        return {"service": service, "status": "live"}

    @app.get("/health/ready", tags=["operations"], responses={503: {"description": "A dependency is away"}})
    async def ready() -> Response:
        """Each dependency by name; 503 while one is away."""
        try:
            found = await readiness()
        except Exception:
            log.exception("readiness failed")
            found = {"readiness": False}
        for name, good in found.items():
            metrics.DEPENDENCY_READY.labels(name).set(1 if good else 0)
        all_ready = all(found.values())
        body: dict[str, Any] = {
            "service": service,
            "status": "ready" if all_ready else "not_ready",
            "dependencies": found,
        }
        if said := remarks():
            body["remarks"] = said
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


def if_match(request: Request) -> int | None:
    """The version in If-Match, None where the header is absent. Raises Problem(precondition_format)."""
    raw = request.headers.get("if-match")
    if raw is None:
        return None
    text = raw.strip().removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit() or len(text) > 9:  # noqa: PLR2004 - more digits are no version.
        raise Problem(ProblemCode.PRECONDITION_FORMAT)
    return int(text)
