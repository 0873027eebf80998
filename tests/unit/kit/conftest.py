"""An application behind the kit's edge, and a client that calls it without a socket."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.unit.kit.edges import Readiness, calling, make_app


@pytest.fixture
def readiness() -> Readiness:
    return Readiness()


@pytest.fixture
async def client(readiness: Readiness) -> AsyncIterator[httpx.AsyncClient]:
    async with calling(make_app(readiness)) as opened:
        yield opened
