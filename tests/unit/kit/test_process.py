"""How a service stands as a process: logs as lines of JSON, a wait for servers that come later, names of buckets."""

import asyncio
import json
import logging
import threading
from contextvars import Context
from typing import Any

import pytest
import urllib3
import uvicorn
from aiokafka.errors import KafkaConnectionError
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from services.kit import run as run_module
from services.kit import start
from services.kit.metrics import adopt_traceparent, current_traceparent
from services.kit.objects import S3Objects, bucket_name
from services.kit.objects import s3 as objects_module
from services.kit.run import JsonLines
from services.kit.settings import ServiceSettings
from services.kit.start import logged, when_there


def line(message: str, extra: dict[str, object] | None = None, *, failed: bool = False) -> dict[str, Any]:
    fault = ZeroDivisionError(message)
    exception = (ZeroDivisionError, fault, None) if failed else None
    record = logging.getLogger("tests").makeRecord("tests", logging.ERROR, "f", 1, message, (), exception, extra=extra)
    text = JsonLines().format(record)
    assert "\n" not in text
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_a_log_line_is_one_object_with_what_the_call_gave() -> None:
    found = line("收到\n两行", {"topic": "t", "offset": 7, "odd": object()})

    assert (found["message"], found["level"], found["logger"]) == ("收到\n两行", "error", "tests")
    assert (found["topic"], found["offset"]) == ("t", 7)
    assert found["time"].endswith("+00:00")
    assert "exception" not in found


def test_a_log_line_names_the_trace_of_its_request_and_none_where_there_is_none() -> None:
    assert "traceparent" not in Context().run(line, "outside")

    adopt_traceparent(None)

    assert line("inside")["traceparent"] == current_traceparent()


def test_a_fault_is_logged_with_its_stack() -> None:
    assert "ZeroDivisionError: broke" in line("broke", failed=True)["exception"]


def test_a_service_listens_where_it_was_told_and_leaves_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda _app, **options: told.update(options))
    monkeypatch.setattr(run_module, "configure_logs", lambda _level: None)
    settings = ServiceSettings(host="10.0.0.2", port=8_001, stop_grace_seconds=0.5)

    run_module.run(FastAPI(), settings)

    assert (told["host"], told["port"]) == ("10.0.0.2", 8_001)
    assert told["timeout_graceful_shutdown"] == 1
    assert told["server_header"] is False


async def test_a_step_is_tried_until_its_server_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "WAIT_SECONDS", 0.0)
    faults: list[Exception] = [
        Problem(ProblemCode.STORE_AWAY, retry_after_seconds=5),
        KafkaConnectionError(),
        ConnectionRefusedError(),
        urllib3.exceptions.ProtocolError("away"),
    ]

    async def step() -> None:
        if faults:
            raise faults.pop()

    await asyncio.wait_for(when_there(step), 5)

    assert faults == []


async def test_a_step_that_is_wrong_is_not_tried_for_ever() -> None:
    async def step() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(when_there(step), 5)


async def test_a_part_of_a_service_that_ends_before_it_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    async def counting() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await logged(counting())

    (told,) = caplog.records
    assert told.__dict__["part"].endswith("counting")
    assert told.exc_info


async def test_an_object_store_that_keeps_silent_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects_module, "PING_SECONDS", 0.05)
    objects, answered = S3Objects(ServiceSettings(), "tests"), threading.Event()
    monkeypatch.setattr(objects._client, "bucket_exists", lambda _bucket: answered.wait())
    try:
        assert not await asyncio.wait_for(objects.ping(), 5)
    finally:
        answered.set()
    assert await objects.ping()
    objects.close()


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,20}-", fullmatch=True))
def test_a_bucket_has_a_name_that_object_stores_allow(prefix: str) -> None:
    name = bucket_name(prefix, "snapshots")

    assert 3 <= len(name) <= 63
    assert name.endswith("weekwire-snapshots")
    assert name[0].isalnum()
    assert all(letter.isascii() and (letter.isdigit() or letter.islower() or letter == "-") for letter in name)


@given(st.none() | st.text())
def test_a_trace_is_always_well_formed(value: str | None) -> None:
    adopt_traceparent(value)

    trace = current_traceparent()
    assert trace is not None
    assert [len(part) for part in trace.split("-")] == [2, 32, 16, 2]
    adopt_traceparent(trace)
    assert current_traceparent() == trace


@pytest.mark.parametrize(
    "value",
    [
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
    ],
)
def test_a_trace_that_the_standard_calls_invalid_is_not_continued(value: str) -> None:
    adopt_traceparent(value)

    assert current_traceparent() != value
