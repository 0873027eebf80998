"""What is written to a topic and read from it: golden events, unknown fields, closed constructors."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from contracts.base import Contract, decode_closed, decode_open, encode
from contracts.moderation import Part
from contracts.submissions import FactSet, Kind, SubmissionState
from contracts.topics import all_topics
from tests.contract.golden import Golden, at, golden_events, parts_of

GOLDEN = golden_events()
BY_NAME = {str(golden): golden for golden in GOLDEN}

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
# No field of any contract starts like this, so an extra never lands on a field.
extra_names = st.text(min_size=1, max_size=12).map(lambda text: "x-" + text)


@st.composite
def events_from_a_newer_writer(draw: st.DrawFn) -> tuple[Golden, dict[str, Any]]:
    """A golden event with unknown fields at some of its levels, and at one of them at least."""
    golden = draw(st.sampled_from(GOLDEN))
    body = copy.deepcopy(golden.body)
    paths = [path for path, _ in parts_of(decode_open(golden.topic.event, json.dumps(body)))]
    for path in draw(st.lists(st.sampled_from(paths), min_size=1, unique=True)):
        at(body, path).update(draw(st.dictionaries(extra_names, json_values, min_size=1, max_size=3)))
    return golden, body


def test_every_topic_has_a_golden_event() -> None:
    assert {golden.topic.name for golden in GOLDEN} == set(all_topics())


def test_every_kind_of_material_has_a_golden_submission() -> None:
    kinds = {golden.body["kind"] for golden in GOLDEN if golden.topic.event is SubmissionState}

    assert kinds == {kind.value for kind in Kind}


@pytest.mark.parametrize("golden", GOLDEN, ids=str)
def test_a_golden_event_comes_back_as_it_was(golden: Golden) -> None:
    event = decode_open(golden.topic.event, json.dumps(golden.body))

    assert json.loads(encode(event)) == golden.body


@pytest.mark.parametrize("golden", GOLDEN, ids=str)
def test_a_golden_event_holds_every_field_so_nothing_is_left_to_a_default(golden: Golden) -> None:
    event = decode_closed(golden.topic.event, json.dumps(golden.body))

    for path, part in parts_of(event):
        assert set(at(golden.body, path)) == set(type(part).model_fields), path


@settings(deadline=None)
@given(events_from_a_newer_writer())
def test_unknown_fields_survive_a_pass_through_an_older_reader(drawn: tuple[Golden, dict[str, Any]]) -> None:
    golden, body = drawn

    event = decode_open(golden.topic.event, json.dumps(body))

    assert json.loads(encode(event)) == body


@settings(deadline=None)
@given(events_from_a_newer_writer())
def test_a_body_from_outside_with_unknown_fields_is_refused_and_each_is_named(
    drawn: tuple[Golden, dict[str, Any]],
) -> None:
    golden, body = drawn

    with pytest.raises(ValidationError) as refused:
        decode_closed(golden.topic.event, json.dumps(body))

    extras = sum(1 for problem in refused.value.errors() if problem["type"] == "extra_forbidden")
    assert extras == refused.value.error_count() == _unknown_fields(body)


def _unknown_fields(node: object, *, inside_unknown: bool = False) -> int:
    if isinstance(node, list):
        return sum(_unknown_fields(item, inside_unknown=inside_unknown) for item in node)
    if not isinstance(node, dict) or inside_unknown:
        return 0
    unknown = [name for name in node if name.startswith("x-")]
    known = [value for name, value in node.items() if not name.startswith("x-")]
    return len(unknown) + sum(_unknown_fields(value) for value in known)


def test_what_an_older_reader_keeps_it_hands_on_inside_a_new_event() -> None:
    body = copy.deepcopy(BY_NAME["ingest.submissions.v1.activity_report"].body)
    body["facts"][0]["climate"] = {"degrees_celsius": 21}
    facts = decode_open(SubmissionState, json.dumps(body)).facts

    part = Part(version=2, level=0, facts=facts)

    assert json.loads(encode(part))["facts"][0]["climate"] == {"degrees_celsius": 21}


def _kinds_of_parts() -> list[Contract]:
    parts = [
        part for golden in GOLDEN for _, part in parts_of(decode_open(golden.topic.event, json.dumps(golden.body)))
    ]
    return list({type(part): part for part in parts}.values())


@pytest.mark.parametrize("part", _kinds_of_parts(), ids=lambda part: type(part).__name__)
def test_a_constructor_takes_its_fields_and_refuses_any_other(part: Contract) -> None:
    fields = {name: getattr(part, name) for name in type(part).model_fields}

    assert type(part)(**fields) == part
    with pytest.raises(ValidationError, match="extra_forbidden"):
        type(part)(**fields, surprise=1)


@pytest.mark.parametrize("part", _kinds_of_parts(), ids=lambda part: type(part).__name__)
def test_a_part_of_an_event_cannot_be_changed_once_it_is_made(part: Contract) -> None:
    name = next(iter(type(part).model_fields))

    with pytest.raises(ValidationError, match="frozen"):
        setattr(part, name, getattr(part, name))


@pytest.mark.parametrize("golden", GOLDEN, ids=str)
def test_an_event_without_one_of_its_required_fields_is_refused(golden: Golden) -> None:
    required = [name for name, field in golden.topic.event.model_fields.items() if field.is_required()]

    for name in required:
        body = {key: value for key, value in golden.body.items() if key != name}
        with pytest.raises(ValidationError, match=name):
            decode_open(golden.topic.event, json.dumps(body))


def test_a_writer_who_mixes_up_text_and_number_is_stopped() -> None:
    facts = decode_open(SubmissionState, json.dumps(BY_NAME["ingest.submissions.v1.video"].body)).facts
    fields = {name: getattr(facts[0], name) for name in FactSet.model_fields}

    with pytest.raises(ValidationError, match="place"):
        FactSet(**{**fields, "place": 330602})
