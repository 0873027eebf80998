"""The demo's people: patient with a service that is away, clear about one that says no; and what they are shown."""

import json
from collections.abc import Callable

import httpx
import pytest

from deploy.demo import client as people
from deploy.demo.client import Client, RefusedError, Request
from deploy.demo.moments import Position, Spread, Stream, spread
from deploy.demo.result import Comparison, differences, summary_of_facts, table

ADDRESSES = {"directory": "http://directory", "ingest": "http://ingest"}
ASK = Request("p-330000-filer-1", "ingest", "GET", "/v1/drafts")
Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "WAIT_SECONDS", (0.0,))


async def asked(answer: Answer) -> httpx.Response:
    client = Client(ADDRESSES)
    await client._http.aclose()
    client._http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    async with client:
        return await client.send(ASK)


def signing_in(then: Answer) -> tuple[Answer, list[str]]:
    """Answers sign-ins with tokens that count up, and everything else with `then`; the second is who was asked."""
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        if request.url.path == "/v1/sessions":
            return httpx.Response(201, json={"access_token": f"t{seen.count('directory')}"})
        return then(request)

    return answer, seen


async def test_a_request_is_sent_again_until_the_service_is_back() -> None:
    answers = iter([httpx.Response(503), httpx.Response(429), httpx.Response(200, json={})])
    answer, seen = signing_in(lambda _request: next(answers))

    assert (await asked(answer)).status_code == 200
    assert seen == ["directory", "ingest", "ingest", "ingest"]


async def test_a_connection_that_breaks_is_tried_again() -> None:
    fails = [True, False]

    def then(_request: httpx.Request) -> httpx.Response:
        if fails.pop(0):
            raise httpx.ReadError("killed")
        return httpx.Response(200, json={})

    assert (await asked(signing_in(then)[0])).status_code == 200


async def test_an_old_token_is_replaced_once() -> None:
    def then(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200 if request.headers["authorization"] == "Bearer t2" else 401, json={})

    answer, seen = signing_in(then)

    assert (await asked(answer)).status_code == 200
    assert seen == ["directory", "ingest", "directory", "ingest"]


async def test_a_no_is_told_with_its_problem_code_and_not_repeated() -> None:
    answer, seen = signing_in(lambda _request: httpx.Response(409, json={"code": "conflict"}))

    with pytest.raises(RefusedError, match="409 conflict") as refused:
        await asked(answer)

    assert refused.value.code == "conflict"
    assert seen == ["directory", "ingest"]


def test_a_decision_is_seen_with_the_first_cut_that_holds_it() -> None:
    stream = Stream(Client(ADDRESSES), "p", "2024", [(1.0, (3, 0)), (2.0, (4, 0)), (3.0, (9, 9))])

    assert stream.seen_at(Position(0, 3)) == 2.0
    assert stream.seen_at(Position(1, 0)) == 3.0
    assert stream.seen_at(Position(1, 9)) is None


def test_a_spread_says_how_long_half_and_how_long_nearly_all_took() -> None:
    assert spread(float(number) for number in range(101)) == Spread(50.0, 95.0, 101)
    assert spread([]) is None


def test_the_table_shows_value_qualifier_sources_and_what_stands_beside_it() -> None:
    figure = {
        "name": "参与人次",
        "unit": "人次",
        "value": 1_234_567,
        "qualifier": "at_least",
        "sources": 12,
        "aggregation": "sum",
        "expected": {"value": 2_000_000},
        "declared": {"value": 3_000_000, "qualifier": "nearly"},
    }
    silent = {**figure, "name": "参赛人数", "sources": 0}

    board = {"edition": "2024", "windows": ["week", "own"], "cut": "e:1.2", "figures": [figure, silent]}
    head, *lines, _legend = table(json.loads(json.dumps(board)))

    for word in ("2024", "in the week", "own windows", "e:1.2"):
        assert word in head
    assert len(lines) == 1
    for word in ("参与人次", "1,234,567", "余 at least", "[12]", "2,000,000", "3,000,000≈"):
        assert word in lines[0]


def test_an_earlier_week_is_one_line_with_what_came_without_names_in_brackets() -> None:
    of_all = {"sources": 2, "aggregation": "distinct", "qualifier": "exact"}
    schools = {"name": "参与职业院校数", "indicator": "school_count", "value": None, **of_all}
    rate = {"name": "采用率", "indicator": "adoption_rate", "value": 6_613, **of_all, "aggregation": "ratio"}
    said = summary_of_facts({"2021": {"figures": [{**schools, "claimed": 700, "claimed_qualifier": "nearly"}, rate]}})

    assert said[1].split() == ["2021", "参与职业院校数", "(700≈", "未去重)", "采用率", "66.13%"]


def test_the_comparison_says_how_much_was_compared_and_names_the_first_differences() -> None:
    assert differences(Comparison(4_076, ())) == [
        "与独立计算对照 compared with expected.py: 4,076 figures, 0 differences"
    ]
    lines = differences(Comparison(30, tuple(f"line {number}" for number in range(20))))
    assert "20 differences" in lines[0]
    assert len(lines) == 11
