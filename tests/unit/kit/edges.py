"""A small application behind the kit's edge, and how tests read its problems."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import httpx
from fastapi import Body, FastAPI, HTTPException, Query, Request
from pydantic import Field

from contracts.base import Contract
from contracts.problems import Problem, ProblemCode
from contracts.submissions import AnyContent
from services.kit.settings import ServiceSettings
from services.kit.web import closed_body, if_match, service_app

LIMIT_BYTES = 4_000


class Part(Contract):
    name: str = Field(min_length=1, max_length=5)
    count: int = Field(default=0, ge=0, le=10)
    body: str | None = None


class Form(Contract):
    title: str
    parts: tuple[Part, ...] = Field(default=(), max_length=3)
    content: AnyContent | None = None


class Readiness:
    """What a service would say of its dependencies."""

    def __init__(self) -> None:
        self.found: dict[str, bool] | Exception = {"kafka": True, "mongo": True}

    async def __call__(self) -> dict[str, bool]:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    yield


def make_app(readiness: Readiness, **changed: Any) -> FastAPI:  # noqa: ANN401 - settings by name.
    settings = ServiceSettings(body_limit_bytes=LIMIT_BYTES, **changed)
    app = service_app(settings, service="tests", title="Tests", version="1", lifespan=lifespan, readiness=readiness)

    @app.put("/forms/{number}")
    async def put_form(number: int, form: Annotated[Form, closed_body(Form)], page: int = 1) -> dict[str, Any]:
        return {"number": number, "page": page, "parts": len(form.parts), "title": form.title}

    @app.post("/raw")
    async def raw(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @app.post("/any")
    async def any_json(value: Annotated[object, Body()]) -> dict[str, str]:
        return {"type": type(value).__name__}

    @app.get("/fails/{how}")
    async def fails(how: str, limit: Annotated[int, Query(ge=1, le=10)] = 1) -> None:
        if how == "problem":
            raise Problem(ProblemCode.STALE_VERSION, version=7, limit=limit)
        if how == "away":
            raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=4.2)
        if how == "token":
            raise Problem(ProblemCode.TOKEN_EXPIRED)
        if how == "forbidden":
            raise HTTPException(403)
        message = "a secret in a stack trace"
        raise ZeroDivisionError(message)

    @app.get("/version")
    async def version(request: Request) -> dict[str, int | None]:
        return {"version": if_match(request)}

    return app


@asynccontextmanager
async def calling(app: FastAPI, address: str = "10.0.0.7") -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://tests") as opened:
        yield opened


def problem_of(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The body of a problem, which every one has in the same shape."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["type"] == f"urn:weekwire:problem:{code}"
    assert (body["code"], body["status"]) == (code, status)
    for text in ("title", "detail_zh", "detail_en", "remedy_zh", "remedy_en"):
        assert body[text]
    return body


def fields_of(answer: httpx.Response) -> dict[str, str]:
    body = problem_of(answer, 422, "invalid")
    assert body["facts"]["count"] == len(body["fields"])
    assert all(found["detail_zh"] and found["remedy_en"] for found in body["fields"])
    return {found["path"]: found["code"] for found in body["fields"]}
