"""Asking a replica without servers over its own routes, as whoever a test wants to be."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI, Request

from contracts.organisations import Role
from services.aggregation import api
from services.aggregation.exact import ExactMoments
from services.aggregation.queries import Queries
from services.aggregation.received import Received
from services.kit.identity import Caller, Grant
from services.kit.web import service_app
from tests.unit.aggregation.standins import NOW, SETTINGS, World


def queries_of(world: World, received: Received | None = None) -> Queries:
    """What the world's routes ask."""
    return Queries(
        world.replica,
        world.boards,
        world.directory,
        world.store,
        world.objects,
        received or Received(),
        world.clock,
        ExactMoments(SETTINGS, world.boards),
    )


@dataclass
class Desk:
    """The routes of a replica. `who` is an organisation one has `role` in; None is somebody who has not signed in."""

    client: httpx.AsyncClient
    role: Role = Role.READER

    async def ask(self, path: str, who: str | None = None, **query: str) -> httpx.Response:
        """An answer."""
        headers = {"x-organisation": who, "x-role": self.role.value} if who else {}
        return await self.client.get(path, params={"edition": "2024", **query}, headers=headers)

    async def said(self, path: str, who: str | None = None, **query: str) -> Any:  # noqa: ANN401 - JSON.
        """An answer that is no problem."""
        answer = await self.ask(path, who, **query)
        assert answer.status_code == httpx.codes.OK, answer.text
        return answer.json()

    async def status(self, path: str, who: str | None = None, **query: str) -> int:
        """The status of an answer."""
        return (await self.ask(path, who, **query)).status_code


@asynccontextmanager
async def asking(world: World) -> AsyncIterator[Desk]:
    """Ask a world's replica."""

    async def find(request: Request) -> Caller | None:
        name = request.headers.get("x-organisation")
        if name is None:
            return None
        grant = Grant(name, Role(request.headers["x-role"]))
        return Caller("p-1", "s-1", (grant,), int(NOW.timestamp()) + 600)

    @asynccontextmanager
    async def nothing(_app: FastAPI) -> AsyncIterator[None]:
        yield

    async def ready() -> dict[str, bool]:
        return {}

    settings = SETTINGS.model_copy(update={"aggregation_behind_wait_seconds": 0.01})
    app = service_app(settings, service="aggregation", title="t", version="1", lifespan=nothing, readiness=ready)
    app.include_router(api.routes(queries_of(world), settings, find, world.clock))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://aggregation") as client:
        yield Desk(client)
