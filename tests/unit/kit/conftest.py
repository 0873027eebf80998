"""An application behind the kit's edge with a client that calls it without a socket, and a view that knows two keys."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from services.kit.clock import FixedClock
from services.kit.directory_view import DirectoryView
from tests.unit.kit.edges import Readiness, calling, make_app
from tests.unit.kit.tokens import KEY, NOW, OLD_KEY, public


@pytest.fixture
def readiness() -> Readiness:
    return Readiness()


@pytest.fixture
async def client(readiness: Readiness) -> AsyncIterator[httpx.AsyncClient]:
    async with calling(make_app(readiness)) as opened:
        yield opened


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def view() -> DirectoryView:
    known = DirectoryView()
    known.adopt(public("k1", KEY, NOW + timedelta(days=30)))
    known.adopt(public("k0", OLD_KEY, NOW + timedelta(seconds=60)))
    return known
