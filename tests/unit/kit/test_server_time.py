"""A page counts down by the service's clock: every answer says what time it is here, also an answer that refuses."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.kit.edges import Readiness, calling, make_app


@pytest.mark.parametrize("path", ["/health/live", "/nothing-here"])
async def test_every_answer_says_the_services_own_time(path: str) -> None:
    ahead = timedelta(days=-900)
    async with calling(make_app(Readiness(), clock_ahead_seconds=ahead.total_seconds())) as client:
        before = datetime.now(UTC) + ahead
        answer = await client.get(path)
        after = datetime.now(UTC) + ahead

    said = datetime.fromisoformat(answer.headers["x-weekwire-time"])
    assert before - timedelta(milliseconds=1) <= said <= after
