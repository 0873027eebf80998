"""HTTP at a service: its application, problems as RFC 9457 whoever raises them, health and metrics.

What a form says is read by `forms`, limits are the `edge`'s; services take both from here.
"""

import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException

from contracts.problems import Problem, ProblemCode
from services.kit import metrics
from services.kit.edge import ACCESS_COOKIE, GRANT_HEADER, EdgeMiddleware, body_too_large
from services.kit.forms import UNKNOWN, closed_body, field_problem, field_problems, invalid
from services.kit.problem_answers import PROBLEM_MEDIA_TYPE, problem_response
from services.kit.settings import ServiceSettings

__all__ = [
    "ACCESS_COOKIE",
    "GRANT_HEADER",
    "PROBLEM_MEDIA_TYPE",
    "Readiness",
    "body_too_large",
    "closed_body",
    "field_problems",
    "if_match",
    "invalid",
    "problem_response",
    "service_app",
]

log = logging.getLogger(__name__)

Readiness = Callable[[], Awaitable[dict[str, bool]]]
Remarks = Callable[[], dict[str, str]]
"""What a service does without by choice, in words, by name; it is ready all the same."""
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


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
        problems = (field_problem(error, error["loc"][1:], UNKNOWN) for error in errors)
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


def if_match(request: Request) -> int | None:
    """The version in If-Match, None where the header is absent. Raises Problem(precondition_format)."""
    raw = request.headers.get("if-match")
    if raw is None:
        return None
    text = raw.strip().removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit() or len(text) > 9:  # noqa: PLR2004 - more digits are no version.
        raise Problem(ProblemCode.PRECONDITION_FORMAT)
    return int(text)
