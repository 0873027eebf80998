"""What somebody sees who watches the figures: lines that move, a service that comes back, a no in words."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import orjson
import pytest

from services.aggregation import watching
from services.aggregation.watching import RefusedError, Watching

URL = "http://aggregation/v1/counts/stream"
Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "RETRY_SECONDS", 0.0)


def board(number: int, sessions: int, *more: dict[str, Any]) -> bytes:
    figures = [figure("session_count", "活动场次", sessions), *more]
    state = {"as_of": f"2024-05-12T04:00:{number:02d}+00:00", "figures": figures}
    return b"id: epoch:%d\nevent: figures\ndata: %s\n\n" % (number, orjson.dumps(state))


def figure(code: str, name: str, value: int | None, **more: object) -> dict[str, Any]:
    return {"indicator": code, "name": name, "value": value, "qualifier": "exact", "aggregation": "sum", **more}


def states(*sent: bytes, said: list[str] | None = None) -> httpx.Response:
    """A stream that says these and then ends; with `said`, each only when a line has been said for the one before."""

    async def body() -> AsyncIterator[bytes]:
        for number, state in enumerate(sent, start=len(said or ()) + 1):
            yield state
            while said is not None and len(said) < number:  # noqa: ASYNC110 - what is waited for is a list.
                await asyncio.sleep(0)

    return httpx.Response(200, content=body())


async def watched(
    answer: Answer, lines: int, said: list[str] | None = None, every_seconds: float = 0.01
) -> tuple[list[str], list[str]]:
    """The lines that are said and the complaints."""
    said = [] if said is None else said
    complaints: list[str] = []
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        await Watching(URL, {"edition": "2024"}, said.append, complaints.append).show(client, every_seconds, lines)
    return said, complaints


async def test_a_line_says_the_time_in_china_and_by_how_much_each_figure_moved() -> None:
    said: list[str] = []
    boards = board(1, 1_200), board(2, 1_212), board(3, 1_210)

    await watched(lambda _request: states(*boards, said=said), 3, said)

    assert said == [
        "12:00:01  活动场次 1,200",
        "12:00:02  活动场次 1,212 (+12)",
        "12:00:03  活动场次 1,210 (-2)",
    ]


async def test_states_that_come_faster_than_lines_are_passed_over_and_the_newest_is_said() -> None:
    boards = [board(number, number) for number in range(1, 21)]

    said, _ = await watched(lambda _request: states(*boards), 1, every_seconds=0.5)

    assert said == ["12:00:20  活动场次 20"]


async def test_qualifiers_rates_and_what_came_without_names_are_told() -> None:
    more = (
        figure("participant_visits", "参与人次", 345_000, qualifier="at_least"),
        figure("adoption_rate", "采用率", 6_613, aggregation="ratio"),
        figure("school_count", "参与学校", None, claimed=68),
    )

    said, _ = await watched(lambda _request: states(board(1, 3, *more)), 1)

    assert said == ["12:00:01  活动场次 3  参与人次 345,000+  采用率 66.13%  参与学校 - (另报 68 未去重)"]


async def test_a_service_that_is_away_or_starting_is_waited_for_and_that_is_said_once() -> None:
    asked: list[str | None] = []
    said: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers.get("last-event-id"))
        if len(asked) == 1:
            return states(board(1, 5), said=said)
        if len(asked) in {2, 3}:
            raise httpx.ConnectError("killed")
        return httpx.Response(503) if len(asked) == 4 else states(board(2, 9), said=said)

    _, complaints = await watched(answer, 2, said)

    assert said[-1] == "12:00:02  活动场次 9 (+4)"
    assert asked[:5] == [None, *["epoch:1"] * 4]
    assert complaints == [f"{URL} does not answer (ConnectError); trying again"]


async def test_a_question_that_is_wrong_is_answered_in_words() -> None:
    problem = {"detail_en": "2 fields are wrong.", "fields": [{"path": "edition", "detail_en": "No such edition."}]}

    with pytest.raises(RefusedError, match=r"422: 2 fields are wrong\.; edition: No such edition\."):
        await watched(lambda _request: httpx.Response(422, json=problem), 1)


async def test_an_address_without_a_scheme_is_no_address(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        await watching.watch(["127.0.0.1:8004"])

    assert "begins with http:// or https://" in capsys.readouterr().err
