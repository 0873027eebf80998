"""Where a feed token may stand in a request, and what a reader may see."""

import base64

import pytest

from contracts.problems import Problem, ProblemCode
from services.syndication.api.access import Reader, feed_token_in
from tests.unit.syndication.builders import subscriber

TOKEN = "wwf_daily.abc"


def basic(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


@pytest.mark.parametrize(
    "header", [f"Bearer {TOKEN}", f"bearer  {TOKEN} ", basic(f"daily:{TOKEN}"), basic(f":{TOKEN}")]
)
def test_a_feed_token_is_found_as_bearer_or_as_a_password(header: str) -> None:
    assert feed_token_in(header) == TOKEN


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer eyJhbGciOi",
        f"Digest {TOKEN}",
        basic(TOKEN),
        basic(f"{TOKEN}:x"),
        "Basic ===",
        "Basic /w==",
    ],
)
def test_anything_else_is_no_feed_token(header: str) -> None:
    assert feed_token_in(header) is None


def test_a_newsroom_sees_itself_alone_and_a_stranger_learns_nothing() -> None:
    reader = Reader(subscriber=subscriber())

    reader.may_read("daily")
    with pytest.raises(Problem) as fault:
        reader.may_read("weekly")
    assert fault.value.code is ProblemCode.NOT_FOUND
    with pytest.raises(Problem) as nobody:
        Reader().own()
    assert nobody.value.code is ProblemCode.FORBIDDEN
