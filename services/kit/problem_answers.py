"""A problem as an answer: RFC 9457, with what HTTP itself has to say beside it."""

import math

from fastapi import Request, Response

from contracts.problems import Problem
from services.kit import metrics
from services.kit.forms import as_json

PROBLEM_MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5


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
    return Response(as_json(body), problem.status, headers, PROBLEM_MEDIA_TYPE)
