"""The edge limits before it reads, tells when to come again, says how its dependencies are, and counts every request."""

import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import REGISTRY

from services.kit import metrics
from services.kit.rates import RateLimit
from tests.unit.kit.edges import LIMIT_BYTES, Readiness, calling, make_app, problem_of


async def call(app: FastAPI, headers: list[tuple[bytes, bytes]], receive: Any) -> tuple[int, bytes]:  # noqa: ANN401 - ASGI.
    """One request by hand, so that a test sees what is read of it."""
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI.
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/raw",
        "raw_path": b"/raw",
        "query_string": b"",
        "headers": headers,
        "client": ("10.0.0.7", 1),
        "server": ("tests", 80),
        "scheme": "http",
        "http_version": "1.1",
        "root_path": "",
    }
    await app(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


async def test_a_body_that_says_it_is_too_large_is_refused_before_a_byte_is_read(readiness: Readiness) -> None:
    async def receive() -> dict[str, Any]:
        pytest.fail("the body was read")

    status, body = await call(make_app(readiness), [(b"content-length", str(LIMIT_BYTES + 1).encode())], receive)

    assert status == 413
    assert json.loads(body)["code"] == "body_too_large"


@pytest.mark.parametrize("path", ["/raw", "/any", "/forms/3"])
async def test_a_body_that_does_not_say_its_size_is_cut_off_at_the_limit(client: httpx.AsyncClient, path: str) -> None:
    given_out = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal given_out
        yield b'{"title": "'
        while given_out < 100 * LIMIT_BYTES:
            given_out += 500
            yield b"a" * 500
        yield b'"}'

    answer = await client.request(
        "PUT" if path.startswith("/forms") else "POST",
        path,
        content=endless(),
        headers={"content-type": "application/json"},
    )

    assert problem_of(answer, 413, "body_too_large")["facts"]["limit"] == LIMIT_BYTES


async def test_a_limit_ends_the_reading_itself(readiness: Readiness) -> None:
    read = 0

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"a" * 1_000, "more_body": True}

    status, _body = await call(make_app(readiness), [(b"transfer-encoding", b"chunked")], receive)

    assert status == 413
    assert read == LIMIT_BYTES // 1_000 + 1


async def test_a_body_of_exactly_the_limit_passes(client: httpx.AsyncClient) -> None:
    assert (await client.post("/raw", content=b"a" * LIMIT_BYTES)).json() == {"bytes": LIMIT_BYTES}


async def test_whoever_comes_too_often_is_told_when_to_come_again(
    readiness: Readiness, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    app = make_app(readiness, requests_per_minute=6)
    async with calling(app) as client:
        assert [(await client.get("/version")).status_code for _request in range(6)] == [200] * 6

        answer = await client.get("/version")
        assert problem_of(answer, 429, "rate_limited")["facts"] == {"retry_after_seconds": 10}
        assert answer.headers["retry-after"] == "10"

        # Another sign-in of the same school, and the school next door, are not hit.
        assert (await client.get("/version", headers={"authorization": "Bearer x"})).status_code == 200
        async with calling(app, "10.0.0.8") as neighbour:
            assert (await neighbour.get("/version")).status_code == 200

        now += 10
        assert (await client.get("/version")).status_code == 200
        assert (await client.get("/version")).status_code == 429


async def test_senders_of_one_school_are_counted_by_their_grants(readiness: Readiness) -> None:
    async with calling(make_app(readiness, requests_per_minute=1)) as client:
        statuses = [
            (await client.get("/version", headers={"X-Weekwire-Grant": grant})).status_code for grant in ("a", "b", "a")
        ]

    assert statuses == [200, 200, 429]


async def test_pages_of_one_school_are_counted_by_their_cookies(readiness: Readiness) -> None:
    async with calling(make_app(readiness, requests_per_minute=1)) as client:
        statuses = [
            (await client.get("/version", headers={"Cookie": f"weekwire_access={token}"})).status_code
            for token in ("a", "b", "a")
        ]

    assert statuses == [200, 200, 429]


async def test_made_up_sign_ins_do_not_lift_the_limit_of_an_address(readiness: Readiness) -> None:
    async with calling(make_app(readiness, requests_per_minute=5, requests_per_minute_of_address=20)) as client:
        statuses = [
            (await client.get("/version", headers={"authorization": f"Bearer {number}"})).status_code
            for number in range(25)
        ]

    assert statuses == [200] * 20 + [429] * 5


async def test_health_and_metrics_are_never_limited(readiness: Readiness) -> None:
    async with calling(make_app(readiness, requests_per_minute=1)) as client:
        for path in ("/health/live", "/health/ready", "/metrics"):
            assert [(await client.get(path)).status_code for _request in range(3)] == [200] * 3


def sample(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def test_a_limiter_that_fails_lets_the_request_pass_and_a_metric_tells(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> float:
        raise MemoryError

    monkeypatch.setattr(RateLimit, "wait_seconds", broken)
    before = sample("weekwire_rate_limit_failures_total")

    assert (await client.get("/version")).status_code == 200

    assert sample("weekwire_rate_limit_failures_total") == before + 1


async def test_readiness_names_each_dependency_and_is_503_while_one_is_away(
    client: httpx.AsyncClient, readiness: Readiness
) -> None:
    answer = await client.get("/health/ready")
    assert (answer.status_code, answer.json()["dependencies"]) == (200, {"kafka": True, "mongo": True})

    readiness.found = {"kafka": False, "mongo": True}
    answer = await client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"service": "tests", "status": "not_ready", "dependencies": {"kafka": False, "mongo": True}}
    assert sample("weekwire_dependency_ready", dependency="kafka") == 0
    assert sample("weekwire_dependency_ready", dependency="mongo") == 1

    readiness.found = ConnectionRefusedError()
    assert (await client.get("/health/ready")).status_code == 503
    assert (await client.get("/health/live")).json() == {"service": "tests", "status": "live"}


async def test_requests_are_counted_by_route_and_not_by_what_stands_in_it(client: httpx.AsyncClient) -> None:
    def count(route: str, status: int, method: str = "PUT") -> float:
        return sample("weekwire_requests_total", route=route, method=method, status=str(status))

    before = count("/forms/{number}", 200), count("/forms/{number}", 422), count("unmatched", 404, "GET")
    for number in range(3):
        await client.put(f"/forms/{number}", json={"title": "t"})
    await client.put("/forms/1", json={})
    await client.get("/forms-of-somebody-else")

    after = count("/forms/{number}", 200), count("/forms/{number}", 422), count("unmatched", 404, "GET")
    assert tuple(now - then for now, then in zip(after, before, strict=True)) == (3, 1, 1)
    text = (await client.get("/metrics")).text
    assert 'weekwire_request_seconds_count{method="PUT",route="/forms/{number}"}' in text
    assert 'weekwire_problems_total{code="invalid"}' in text


async def test_refused_requests_are_counted_too(readiness: Readiness) -> None:
    before = sample("weekwire_requests_total", route="unmatched", method="GET", status="429")
    async with calling(make_app(readiness, requests_per_minute=1)) as client:
        await client.get("/version")
        await client.get("/version")

    assert sample("weekwire_requests_total", route="unmatched", method="GET", status="429") == before + 1


async def test_a_request_goes_on_with_its_callers_trace(readiness: Readiness) -> None:
    app = make_app(readiness)
    seen: list[str | None] = []

    @app.get("/traced")
    async def traced() -> None:
        seen.append(metrics.current_traceparent())

    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    async with calling(app) as client:
        await client.get("/traced", headers={"traceparent": trace})
        await client.get("/traced", headers={"traceparent": "; drop table"})
        await client.get("/traced")

    assert seen[0] == trace
    assert all(begun and len(begun) == len(trace) and begun != trace for begun in seen[1:])
    assert seen[1] != seen[2]
