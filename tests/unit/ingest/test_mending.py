"""Wrong shapes do not hide what else is wrong: the rest of the form is judged beside them, and nothing is made up."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from contracts.base import encode
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.ingest.api.bodies import Sent
from services.ingest.domain.judging import examine
from services.ingest.domain.mending import together
from services.ingest.domain.request import SubmissionRequest
from tests.unit.ingest.making import case, context, measure, photo, report, request, session

_SENT: TypeAdapter[Sent] = TypeAdapter(Sent)


def form(**content: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a form, right or wrong.
    """A report as JSON, with some of its content replaced."""
    sent = request(report(session(measure("attendee_count", 300))), photo())
    body: dict[str, Any] = json.loads(encode(sent))
    body["content"] |= content
    return body


def said(body: dict[str, Any]) -> list[tuple[str, str]]:
    """Path and code of everything that is wrong with a body."""
    sent = _SENT.validate_python(body)
    return [(one.path, one.code.value) for one in together(sent.shapes, examine(sent.request, context()).problems)]


def test_a_good_form_is_read_as_it_is() -> None:
    sent = _SENT.validate_python(form())

    assert sent.shapes == ()
    assert sent.request == request(report(session(measure("attendee_count", 300))), photo())


def test_an_empty_title_hides_nothing_else() -> None:
    body = form(title="", activity="Z9", measures=[{"indicator": "adoption_rate", "value": 50}])
    body["manifest"][0]["caption"] = " "

    assert {path for path, _ in said(body)} == {
        "content.title",
        "content.activity",
        "content.measures.0.indicator",
        "manifest.0.caption",
    }


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ({"sessions": [{"when": {"start": "12 May", "end": "2024-05-14"}}]}, "content.sessions.0.when.start"),
        ({"sessions": [{"place": {"kind": "online"}}]}, "content.sessions.0.when"),
        ({"sessions": [{"when": {"start": "2024-05-14", "end": "2024-05-14"}, "place": {"kind": "moon", "code": "1"}}]},
         "content.sessions.0.place.kind"),
        ({"measures": [{"indicator": "attendee_count", "value": "300"}]}, "content.measures.0.value"),
        ({"measures": [{"value": 3}]}, "content.measures.0.indicator"),
        ({"measures": [{"indicator": "school_count", "value": 3, "qualifier": "roughly"}]},
         "content.measures.0.qualifier"),
        ({"tags": [{"code": ""}]}, "content.tags.0.code"),
        ({"no_state_secrets": "yes"}, "content.no_state_secrets"),
        ({"colour": "red"}, "content.colour"),
        ({"highlight": None}, "content.highlight"),
        ({"text": "字" * 50_001}, "content.text"),
        ({"plan": "not-an-id"}, "content.plan"),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_said_once_and_makes_up_nothing(content: dict[str, Any], wrong: str) -> None:
    assert [path for path, _ in said(form(**content))] == [wrong]
    assert {path for path, _ in said(form(**content, activity="Z9"))} == {wrong, "content.activity"}


def test_a_number_with_a_wrong_shape_is_no_second_one() -> None:
    body = form(
        measures=[
            {"indicator": "attendee_count", "value": 3},
            {"indicator": "attendee_count", "value": 9, "qualifier": "expectd"},
            {"indicator": "adoption_rate", "value": 9},
        ]
    )

    assert said(body) == [
        ("content.measures.1.qualifier", "unknown_choice"),
        ("content.measures.2.indicator", "computed_indicator"),
    ]


def test_a_repetition_is_said_beside_a_wrong_shape_elsewhere() -> None:
    twice = [{"indicator": "attendee_count", "value": 3}, {"indicator": "attendee_count", "value": 9}]

    assert said(form(title="", measures=twice)) == [
        ("content.title", "missing_field"),
        ("content.measures.1.indicator", "duplicate_measure"),
    ]


def test_a_case_with_a_wrong_part_is_not_called_short_and_one_without_a_title_is() -> None:
    body: dict[str, Any] = json.loads(encode(request(case(1_000), photo(1), photo(2), photo(3))))

    nameless = body | {"content": body["content"] | {"title": ""}}
    partless = body | {"content": body["content"] | {"practice": 7}}

    assert {path for path, _ in said(nameless)} == {"content.title", "content"}
    assert {path for path, _ in said(partless)} == {"content.practice"}


def test_a_file_with_a_wrong_shape_is_neither_missing_nor_too_many() -> None:
    body: dict[str, Any] = json.loads(encode(request(case(), photo(1), photo(2), photo(3))))
    body["manifest"][0]["kind"] = "picture"
    body["manifest"][1]["sha256"] = "ABC"
    body["manifest"][2]["credit"] = ""

    assert said(body) == [
        ("manifest.0.kind", "unknown_choice"),
        ("manifest.1.sha256", "wrong_type"),
        ("manifest.2.credit", "credit_missing"),
    ]


@pytest.mark.parametrize("lost", [("edition",), ("organisation",), ("content",), ("content", "kind")])
def test_without_edition_organisation_or_kind_the_shapes_are_said_alone(lost: tuple[str, ...]) -> None:
    body = form(colour="red")
    holder: Any = body if len(lost) == 1 else body["content"]
    del holder[lost[-1]]

    with pytest.raises(Problem) as raised:
        _SENT.validate_python(body)

    assert raised.value.code is ProblemCode.INVALID
    assert ".".join(lost) in {one.path for one in raised.value.fields}


def test_a_body_of_no_declared_type_is_read_alike() -> None:
    sent = _SENT.validate_python(json.dumps(form(title="", activity="Z9")).encode())

    assert [one.path for one in sent.shapes] == ["content.title"]
    assert sent.request.content.activity == "Z9"


def test_what_is_sent_is_described_as_the_form_itself() -> None:
    assert _SENT.json_schema() == TypeAdapter(SubmissionRequest).json_schema()


_JUNK: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just([]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
_NAMES = st.sampled_from(
    ["title", "text", "sessions", "measures", "tags", "hosts", "scope", "plan", "no_state_secrets", "highlight", "x"]
)


@given(_NAMES, _JUNK)
def test_whatever_stands_in_a_field_the_others_are_judged_all_the_same(name: str, junk: object) -> None:
    body = form(**{name: junk}, activity="Z9")

    try:
        found = [path for path, _ in said(body)]
    except Problem as problem:
        found = [one.path for one in problem.fields]
        assert all(path.startswith(f"content.{name}") for path in found)
        return

    assert "content.activity" in found
    assert len(found) == len(set(found))
    assert all(path == "content.activity" or path.startswith(f"content.{name}") for path in found)


@given(st.lists(st.sampled_from(["content.title", "manifest.0.sha256", "content.when"])))
def test_the_shapes_are_always_said(paths: list[str]) -> None:
    shapes = [FieldProblem(path, ProblemCode.WRONG_TYPE) for path in paths]

    assert together(shapes, examine(request(report(title=" ")), context()).problems)[: len(shapes)] == tuple(shapes)
