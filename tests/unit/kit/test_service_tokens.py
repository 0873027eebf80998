"""Tokens between services: whoever calls is known, for one service only, and for a minute."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest
from pydantic import SecretStr
from starlette.requests import Request

from contracts.problems import Problem, ProblemCode
from services.kit.clock import FixedClock
from services.kit.service_tokens import (
    ALGORITHM,
    CLOCK_SKEW_SECONDS,
    LIFE_SECONDS,
    calling_service,
    mint_service_token,
    read_service_token,
)
from services.kit.settings import ServiceSettings

NOW = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
SECRET = "s" * 32
ENDS = timedelta(seconds=LIFE_SECONDS + CLOCK_SKEW_SECONDS)


def problem_of(token: str, *, audience: str = "directory", secret: str = SECRET, now: datetime = NOW) -> ProblemCode:
    with pytest.raises(Problem) as refused:
        read_service_token(token, audience, secret, now)
    return refused.value.code


def test_a_service_is_known_by_its_token_for_a_minute() -> None:
    token = mint_service_token("notification", "directory", SECRET, NOW)

    assert read_service_token(token, "directory", SECRET, NOW) == "notification"
    assert read_service_token(token, "directory", SECRET, NOW + ENDS) == "notification"
    assert problem_of(token, now=NOW + ENDS + timedelta(seconds=1)) is ProblemCode.TOKEN_EXPIRED


def test_a_token_for_one_service_or_under_another_secret_opens_no_other() -> None:
    token = mint_service_token("notification", "ingest", SECRET, NOW)

    assert problem_of(token) is ProblemCode.TOKEN_INVALID
    assert problem_of(token, audience="ingest", secret="t" * 32) is ProblemCode.TOKEN_INVALID
    assert problem_of("no token") is ProblemCode.TOKEN_INVALID


def test_a_persons_token_or_an_unsigned_one_is_no_services() -> None:
    claims = {"iss": "weekwire", "aud": "directory", "exp": int(NOW.timestamp()) + 60}
    persons = jwt.encode(claims, SECRET, algorithm=ALGORITHM)
    unsigned = jwt.encode(claims | {"aud": "service:directory"}, "", algorithm="none")

    assert problem_of(persons) is ProblemCode.TOKEN_INVALID
    assert problem_of(unsigned) is ProblemCode.TOKEN_INVALID


async def test_a_route_takes_only_the_services_that_it_names() -> None:
    settings = ServiceSettings(service_secret=SecretStr(SECRET))
    find = calling_service(settings, FixedClock(NOW), "directory", frozenset({"notification"}))

    assert await find(asked(mint_service_token("notification", "directory", SECRET, NOW))) == "notification"
    for token, code in (
        (mint_service_token("ingest", "directory", SECRET, NOW), ProblemCode.FORBIDDEN),
        (None, ProblemCode.NOT_SIGNED_IN),
    ):
        with pytest.raises(Problem) as refused:
            await find(asked(token))
        assert refused.value.code is code


def asked(token: str | None) -> Request:
    headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
    return Request({"type": "http", "headers": headers})
