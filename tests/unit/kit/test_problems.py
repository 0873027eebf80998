"""Every way to fail is answered in one shape (RFC 9457), with what helps the client go on and nothing that is not its business."""

import json
from uuid import uuid4

import httpx
import pytest

from contracts.problems import FieldProblem, Problem, ProblemCode
from services.kit.web import problem_response
from tests.unit.kit.edges import problem_of


async def test_a_problem_carries_what_helps_the_client_go_on(client: httpx.AsyncClient) -> None:
    answer = await client.get("/fails/problem")
    assert problem_of(answer, 409, "stale_version")["instance"] == "/fails/problem"
    assert answer.headers["etag"] == '"7"'

    answer = await client.get("/fails/away")
    problem_of(answer, 503, "store_away")
    assert answer.headers["retry-after"] == "5"

    answer = await client.get("/fails/token")
    problem_of(answer, 401, "token_expired")
    assert answer.headers["www-authenticate"] == "Bearer"

    problem_of(await client.get("/fails/forbidden"), 403, "forbidden")


def test_every_absence_says_when_to_come_again_also_where_nobody_thought_of_it() -> None:
    absences = [code for code in ProblemCode if Problem(code).status == 503]

    assert {ProblemCode.STORE_AWAY, ProblemCode.NOT_READY} <= set(absences)
    assert {int(problem_response(Problem(code)).headers["retry-after"]) for code in absences} == {5}
    assert problem_response(Problem(ProblemCode.NOT_READY, retry_after_seconds=0.2)).headers["retry-after"] == "1"
    assert "retry-after" not in problem_response(Problem(ProblemCode.NOT_FOUND)).headers


async def test_a_fault_of_ours_is_a_problem_that_tells_no_secrets(client: httpx.AsyncClient) -> None:
    answer = await client.get("/fails/otherwise")

    problem_of(answer, 500, "internal")
    assert "secret" not in answer.text


async def test_unknown_ways_and_methods_are_problems(client: httpx.AsyncClient) -> None:
    problem_of(await client.get("/nowhere"), 404, "not_found")
    answer = await client.delete("/forms/3")
    problem_of(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "PUT"


def test_facts_of_any_kind_can_be_answered() -> None:
    facts = {"big": 10**30, "half": "\ud800", "who": {1: uuid4()}, "when": object()}

    answer = problem_response(
        Problem(ProblemCode.INVALID, fields=(FieldProblem("a", ProblemCode.OUT_OF_RANGE, facts),))
    )

    assert json.loads(bytes(answer.body))["fields"][0]["facts"]["big"] == 10**30


@pytest.mark.parametrize(
    ("header", "version"), [(None, None), ('"3"', 3), ('W/"12"', 12), ("7", 7), ('"0"', 0), (' "5" ', 5)]
)
async def test_the_version_in_if_match(client: httpx.AsyncClient, header: str | None, version: int | None) -> None:
    answer = await client.get("/version", headers={"if-match": header} if header else {})

    assert answer.json() == {"version": version}


@pytest.mark.parametrize("header", ["*", "", '"a"', '"-1"', '"1", "2"', '"٣"'.encode(), '"1234567890"'])
async def test_a_version_nobody_gave_is_a_problem(client: httpx.AsyncClient, header: str | bytes) -> None:
    answer = await client.get(
        "/version", headers=[(b"if-match", header if isinstance(header, bytes) else header.encode())]
    )

    problem_of(answer, 400, "precondition_format")
