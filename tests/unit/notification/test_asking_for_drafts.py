"""How ingest is asked whose drafts lie unsent: signed, in parts, and never with anything but an answer or 'away'."""

import json
from collections.abc import Callable

import httpx
import pytest

from services.kit.clock import FixedClock
from services.kit.service_tokens import read_service_token
from services.notification.drafts import ORGANISATIONS_AT_ONCE, IngestDrafts, Unsent
from services.notification.neighbours import Neighbour, NeighbourAwayError
from services.notification.settings import NotificationSettings
from tests.unit.notification.builders import NOW, SCHOOL

SETTINGS = NotificationSettings(notification_ingest="http://ingest/")
ROW = {"organisation": SCHOOL, "kind": "summary", "person": "p-school-1", "count": 2}


def asking(answer: Callable[[httpx.Request], httpx.Response]) -> IngestDrafts:
    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    secret = SETTINGS.service_secret.get_secret_value()
    return IngestDrafts(Neighbour("ingest", SETTINGS.ingest, secret, FixedClock(NOW), client))


async def test_it_asks_signed_as_this_service_and_for_so_many_organisations_at_once() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"items": [ROW]})

    organisations = [f"o-{number}" for number in range(ORGANISATIONS_AT_ONCE + 1)]
    found = await asking(answer).of("2024", organisations)

    assert found == [Unsent(SCHOOL, "summary", "p-school-1", 2)] * 2
    bodies = [json.loads(request.content) for request in asked]
    assert [one for body in bodies for one in body["organisations"]] == organisations
    assert {body["edition"] for body in bodies} == {"2024"}
    assert {str(request.url) for request in asked} == {"http://ingest/v1/draft-counts"}
    token = asked[0].headers["authorization"].removeprefix("Bearer ")
    assert read_service_token(token, "ingest", SETTINGS.service_secret.get_secret_value(), NOW) == "notification"


def cut(_request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("cut")


@pytest.mark.parametrize(
    "answer",
    [
        cut,
        lambda _request: httpx.Response(503),
        lambda _request: httpx.Response(200, text="<html>"),
        lambda _request: httpx.Response(200, json={"items": [{"organisation": SCHOOL}]}),
        lambda _request: httpx.Response(200, json=[]),
    ],
)
async def test_whatever_is_no_answer_means_that_ingest_is_away(
    answer: Callable[[httpx.Request], httpx.Response],
) -> None:
    with pytest.raises(NeighbourAwayError):
        await asking(answer).of("2024", [SCHOOL])


async def test_nobody_who_owes_is_no_question() -> None:
    assert await asking(cut).of("2024", []) == []
