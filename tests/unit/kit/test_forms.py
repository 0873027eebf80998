"""Forms are read closed and strict: all errors come at once, each leading to its field, and nothing else gets through."""

from typing import Annotated, Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from contracts.problems import Problem, ProblemCode
from services.kit.web import closed_body, problem_response
from tests.unit.kit.edges import Form, fields_of, problem_of


async def test_a_good_form_passes(client: httpx.AsyncClient) -> None:
    answer = await client.put("/forms/3", json={"title": "职教周", "parts": [{"name": "a", "count": 10}]})

    assert answer.json() == {"number": 3, "page": 1, "parts": 1, "title": "职教周"}


async def test_all_errors_of_a_form_come_at_once_with_their_paths(client: httpx.AsyncClient) -> None:
    answer = await client.put(
        "/forms/3",
        json={
            "surprise": 1,
            "parts": [
                {"name": "", "count": 11},
                {"name": "toolong", "body": 7, "more": True},
                {"count": "3"},
            ],
        },
    )

    assert fields_of(answer) == {
        "title": "missing_field",
        "surprise": "unknown_field",
        "parts.0.name": "missing_field",
        "parts.0.count": "out_of_range",
        "parts.1.name": "too_long",
        "parts.1.body": "wrong_type",
        "parts.1.more": "unknown_field",
        "parts.2.name": "missing_field",
        "parts.2.count": "wrong_type",
    }
    limits = {found["path"]: found["facts"].get("limit") for found in answer.json()["fields"]}
    assert (limits["parts.0.name"], limits["parts.0.count"], limits["parts.1.name"]) == (1, 10, 5)


async def test_paths_name_fields_of_the_form_and_not_the_members_of_a_union(client: httpx.AsyncClient) -> None:
    report = {
        "kind": "activity_report",
        "title": "t",
        "sessions": [{"when": {"start": "x"}, "place": {"kind": "moon"}}],
    }
    answer = await client.put("/forms/3", json={"title": "t", "content": {**report, "extra": 1}})

    assert fields_of(answer) == {
        "content.sessions.0.when.start": "wrong_type",
        "content.sessions.0.when.end": "missing_field",
        "content.sessions.0.place.kind": "unknown_choice",
        "content.extra": "unknown_field",
    }
    facts = {found["path"]: found["facts"] for found in answer.json()["fields"]}
    assert facts["content.sessions.0.place.kind"]["code"] == "moon"
    assert facts["content.sessions.0.place.kind"]["allowed"] == "district, overseas, online, none"


@pytest.mark.parametrize(
    ("content", "code"), [({"title": "t"}, "missing_field"), ({"kind": "poem", "title": "t"}, "unknown_choice")]
)
async def test_a_missing_or_unknown_kind_is_named_where_it_belongs(
    client: httpx.AsyncClient, content: dict[str, str], code: str
) -> None:
    answer = await client.put("/forms/3", json={"title": "t", "content": content})

    assert fields_of(answer) == {"content.kind": code}


async def test_errors_of_path_and_query_are_problems_of_the_same_shape(client: httpx.AsyncClient) -> None:
    answer = await client.put("/forms/three?page=first", json={"title": "t"})
    assert fields_of(answer) == {"number": "wrong_type", "page": "wrong_type"}

    answer = await client.get("/fails/problem?limit=0")
    assert fields_of(answer) == {"limit": "out_of_range"}


@pytest.mark.parametrize(
    "body",
    [b"{", b'{"title": "t"', b"\xff\xfe", b'{"title": "\\ud800"}', b"[" * 3_000, b"nonsense"],
    ids=["open", "cut", "no text", "half a character", "deep", "word"],
)
@pytest.mark.parametrize("headers", [{"content-type": "application/json"}, {}], ids=["json", "untyped"])
async def test_what_is_no_json_is_one_problem(client: httpx.AsyncClient, body: bytes, headers: dict[str, str]) -> None:
    problem_of(await client.put("/forms/3", content=body, headers=headers), 400, "invalid_json")


async def test_a_body_nested_as_deep_as_can_just_be_read_is_one_problem(client: httpx.AsyncClient) -> None:
    headers = {"content-type": "application/json"}
    for depth in range(900, 1_000):
        body = b'{"title": "t", "surprise": ' + b"[" * depth + b"]" * depth + b"}"
        problem_of(await client.put("/forms/3", content=body, headers=headers), 400, "invalid_json")


async def test_numbers_beyond_every_range_are_problems_of_their_field(client: httpx.AsyncClient) -> None:
    for number in ("1e400", "-1e400", "9" * 400, "NaN", "Infinity"):
        body = f'{{"title": "t", "parts": [{{"name": "a", "count": {number}}}]}}'
        answer = await client.put("/forms/3", content=body, headers={"content-type": "application/json"})
        assert set(fields_of(answer)) == {"parts.0.count"}, number


async def test_a_form_is_required(client: httpx.AsyncClient) -> None:
    assert fields_of(await client.put("/forms/3")) == {"": "missing_field"}
    assert fields_of(await client.put("/forms/3", json=[])) == {"": "wrong_type"}


# A key with a dot in it would make a path that cannot be followed back.
KEYS = st.text(st.characters(exclude_characters="."), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
PARTS = st.lists(st.fixed_dictionaries({}, optional={"name": JSON, "count": JSON, "body": JSON}), max_size=4)
CONTENTS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["plan", "case", "x"])}, optional={"title": JSON, "hosts": JSON}
)
FORMS = st.fixed_dictionaries(
    {}, optional={"title": JSON, "parts": JSON | PARTS, "content": JSON | CONTENTS, "more": JSON}
)


def leads_to(path: str, form: object) -> bool:
    """Whether a path leads into the form, or to a field that is missing right there."""
    parts = path.split(".")
    for depth, part in enumerate(parts):
        if isinstance(form, dict):
            if part not in form:
                return depth == len(parts) - 1
            form = form[part]
        elif isinstance(form, list) and part.isdigit() and int(part) < len(form):
            form = form[int(part)]
        else:
            return False
    return True


@given(FORMS)
def test_whatever_a_form_holds_each_problem_leads_into_it(form: dict[str, Any]) -> None:
    adapter: TypeAdapter[Form] = TypeAdapter(Annotated[Form, closed_body(Form)])
    problem: Problem | None = None
    try:
        adapter.validate_python(form)
    except Problem as raised:
        problem = raised

    if problem is not None and problem.code is not ProblemCode.INVALID_JSON:
        assert problem.code is ProblemCode.INVALID
        assert problem.fields
        assert [found.path for found in problem.fields if not leads_to(found.path, form)] == []
        assert problem_response(problem).status_code == 422
