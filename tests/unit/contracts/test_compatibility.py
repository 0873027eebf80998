"""The check of schemas: every kind of breaking change is named where it is, and nothing else is."""

import copy
from collections.abc import Callable
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.compatibility import Change, ChangeKind, breaking_changes, main, readers_first
from contracts.event_schemas import event_schemas
from tests.unit.contracts.schema_changes import (
    BREAKS,
    HARMLESS,
    Edit,
    Schema,
    bodies_of,
    edits_at_some_place,
    event_schemas_like_ours,
    nodes_of,
)

Kind = ChangeKind
REAL = event_schemas()


def _event(**properties: Any) -> Schema:  # noqa: ANN401 - any JSON Schema.
    return {"type": "object", "properties": properties, "required": list(properties)}


def _in(schema: Schema) -> Schema:
    return _event(field=schema)


NULLABLE = {"anyOf": [{"type": "string"}, {"type": "null"}]}
PLAN = {
    "type": "object",
    "properties": {"kind": {"const": "plan"}, "sessions": {"type": "array"}},
    "required": ["kind"],
}
CASE = {
    "type": "object",
    "properties": {"kind": {"const": "case"}, "results": {"type": "string"}},
    "required": ["kind"],
}

TABLE: list[tuple[str, Schema, Schema, str, ChangeKind]] = [
    ("a field is gone", _event(a={}, b={}), _event(a={}), "b", Kind.REMOVED_FIELD),
    ("a new field is required", _event(a={}), _event(a={}, b={}), "b", Kind.NEW_REQUIRED_FIELD),
    ("an optional field is required", {**_event(a={}), "required": []}, _event(a={}), "a", Kind.NEW_REQUIRED_FIELD),
    ("text is a number", _in({"type": "string"}), _in({"type": "integer"}), "field", Kind.CHANGED_TYPE),
    ("a number is whole", _in({"type": "number"}), _in({"type": "integer"}), "field", Kind.CHANGED_TYPE),
    ("null is refused", _in(NULLABLE), _in({"type": "string"}), "field", Kind.CHANGED_TYPE),
    ("null is refused in a list of types", _in({"type": ["string", "null"]}), _in({"type": "string"}), "field", Kind.CHANGED_TYPE),
    ("anything becomes text", _in({}), _in({"type": "string"}), "field", Kind.CHANGED_TYPE),
    ("nothing is allowed", _in({"type": "string"}), {**_in({}), "properties": {"field": False}}, "field", Kind.CHANGED_TYPE),
    ("text becomes a date", _in({"type": "string"}), _in({"type": "string", "format": "date"}), "field", Kind.CHANGED_TYPE),
    ("a variant is gone", _in({"oneOf": [PLAN, CASE]}), _in({"oneOf": [PLAN]}), "field", Kind.CHANGED_TYPE),
    ("a constant changes", _in({"const": "plan"}), _in({"const": "case"}), "field", Kind.REMOVED_ENUM_VALUE),
    ("a value is gone", _in({"enum": ["a", "b"]}), _in({"enum": ["a"]}), "field", Kind.REMOVED_ENUM_VALUE),
    ("values become a list", _in({"type": "string"}), _in({"type": "string", "enum": ["a"]}), "field", Kind.REMOVED_ENUM_VALUE),
    ("shorter text", _in({"type": "string", "maxLength": 9}), _in({"type": "string", "maxLength": 8}), "field", Kind.NARROWED_BOUNDS),
    ("bounded text", _in({"type": "string"}), _in({"type": "string", "maxLength": 8}), "field", Kind.NARROWED_BOUNDS),
    ("longer text", _in({"type": "string"}), _in({"type": "string", "minLength": 1}), "field", Kind.NARROWED_BOUNDS),
    ("fewer items", _in({"type": "array"}), _in({"type": "array", "maxItems": 3}), "field", Kind.NARROWED_BOUNDS),
    ("unique items", _in({"type": "array"}), _in({"type": "array", "uniqueItems": True}), "field", Kind.NARROWED_BOUNDS),
    ("a pattern", _in({"type": "string"}), _in({"type": "string", "pattern": "^a$"}), "field", Kind.NARROWED_BOUNDS),
    ("steps", _in({"type": "integer"}), _in({"type": "integer", "multipleOf": 5}), "field", Kind.NARROWED_BOUNDS),
    ("a higher least", _in({"type": "integer", "minimum": 0}), _in({"type": "integer", "minimum": 1}), "field", Kind.NARROWED_BOUNDS),
    ("a least left out", _in({"type": "integer", "minimum": 0}), _in({"type": "integer", "exclusiveMinimum": 0}), "field", Kind.NARROWED_BOUNDS),
    ("a lower most", _in({"type": "integer"}), _in({"type": "integer", "maximum": 9}), "field", Kind.NARROWED_BOUNDS),
    ("a most left out", _in({"type": "integer", "maximum": 9}), _in({"type": "integer", "exclusiveMaximum": 9}), "field", Kind.NARROWED_BOUNDS),
    ("unknown fields refused", _event(a={}), {**_event(a={}), "additionalProperties": False}, "", Kind.CLOSED),
    ("other values typed", _in({"type": "object"}), _in({"type": "object", "additionalProperties": {"type": "string"}}), "field.*", Kind.CHANGED_TYPE),
    ("names bounded", _in({"type": "object"}), _in({"type": "object", "propertyNames": {"type": "string", "maxLength": 3}}), "field.(name)", Kind.CHANGED_TYPE),
    ("items typed", _in({"type": "array"}), _in({"type": "array", "items": {"type": "string"}}), "field[]", Kind.CHANGED_TYPE),
    ("a fixed item changes", _in({"type": "array", "prefixItems": [{"type": "string"}]}), _in({"type": "array", "prefixItems": [{"type": "null"}]}), "field[0]", Kind.CHANGED_TYPE),
]  # fmt: skip


@pytest.mark.parametrize(("older", "newer", "path", "kind"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_breaking_change_is_named_with_its_place(older: Schema, newer: Schema, path: str, kind: ChangeKind) -> None:
    assert [(change.path, change.kind) for change in breaking_changes(older, newer)] == [(path, kind)]


HARMLESS_TABLE: list[tuple[str, Schema, Schema]] = [
    ("an optional field is new", _event(a={}), {**_event(a={}, b={"type": "string"}), "required": ["a"]}),
    ("a whole number may be any number", _in({"type": "integer"}), _in({"type": "number"})),
    ("null is allowed too", _in({"type": "string"}), _in(NULLABLE)),
    ("a variant is new", _in({"oneOf": [PLAN]}), _in({"oneOf": [PLAN, CASE]})),
    ("variants change places", _in({"oneOf": [PLAN, CASE]}), _in({"oneOf": [CASE, PLAN]})),
    ("a value is new", _in({"enum": ["a"]}), _in({"enum": ["b", "a"]})),
    ("a constant becomes one of two", _in({"const": "a"}), _in({"enum": ["a", "b"]})),
    ("a list of values is opened", _in({"type": "string", "enum": ["a"]}), _in({"type": "string"})),
    ("a bound is written in another way", _in({"type": "integer", "minimum": 1}), _in({"type": "integer", "exclusiveMinimum": 0})),
    ("a text is wider", _in({"type": "string", "maxLength": 8, "pattern": "a"}), _in({"type": "string", "maxLength": 9})),
    ("anything is allowed", _in({"type": "string"}), _in({})),
    ("words change", _in({"type": "string", "title": "A"}), _in({"type": "string", "title": "B", "description": "C"})),
    ("a definition is renamed", {**_in({"$ref": "#/$defs/A"}), "$defs": {"A": PLAN}}, {**_in({"$ref": "#/$defs/B"}), "$defs": {"B": PLAN}}),
    ("a closed event is opened", {**_event(a={}), "additionalProperties": False}, _event(a={})),
]  # fmt: skip


@pytest.mark.parametrize(
    ("older", "newer"), [row[1:] for row in HARMLESS_TABLE], ids=[row[0] for row in HARMLESS_TABLE]
)
def test_a_harmless_change_is_not_named(older: Schema, newer: Schema) -> None:
    assert breaking_changes(older, newer) == []


def test_a_change_deep_in_a_definition_is_named_once_at_its_first_place() -> None:
    def event(maximum: int) -> Schema:
        place = {"type": "object", "properties": {"code": {"type": "string", "maxLength": maximum}}}
        return {
            **_event(sessions={"type": "array", "items": {"$ref": "#/$defs/Place"}}, where={"$ref": "#/$defs/Place"}),
            "$defs": {"Place": place},
        }

    assert [str(change) for change in breaking_changes(event(12), event(6))] == [
        "sessions[].code: narrowed_bounds: maxLength is narrower than before"
    ]


def test_a_definition_that_holds_itself_can_be_compared() -> None:
    def tree(kind: str) -> Schema:
        node = _event(name={"type": kind}, children={"type": "array", "items": {"$ref": "#/$defs/Node"}})
        return {**_in({"$ref": "#/$defs/Node"}), "$defs": {"Node": node}}

    assert breaking_changes(tree("string"), tree("string")) == []
    assert [change.path for change in breaking_changes(tree("string"), tree("integer"))] == ["field.name"]


def test_the_variant_that_lost_a_field_is_the_one_that_is_named() -> None:
    poorer = {**CASE, "properties": {"kind": {"const": "case"}}}

    assert breaking_changes(_in({"oneOf": [PLAN, CASE]}), _in({"oneOf": [poorer, PLAN]})) == [
        Change("field.results", Kind.REMOVED_FIELD, "the field is gone")
    ]


def test_a_new_value_breaks_nothing_but_asks_for_readers_first() -> None:
    older, newer = _in({"enum": ["accept"]}), _in({"enum": ["accept", "proofread"]})

    assert breaking_changes(older, newer) == []
    assert [str(change) for change in readers_first(older, newer)] == [
        'field: removed_enum_value: "proofread" is no longer allowed'
    ]


def test_a_new_optional_field_needs_no_order_of_deployment() -> None:
    older, newer = _event(a={}), {**_event(a={}, b={"type": "string"}), "required": ["a"]}

    assert readers_first(older, newer) == []


@pytest.mark.parametrize("schema", REAL.values(), ids=REAL)
def test_an_event_is_compatible_with_itself(schema: Schema) -> None:
    assert breaking_changes(schema, copy.deepcopy(schema)) == []


def test_the_command_finds_no_break_with_the_released_shapes() -> None:
    assert main() == 0


@settings(deadline=None)
@given(event_schemas_like_ours())
def test_any_schema_is_compatible_with_itself(schema: Schema) -> None:
    assert breaking_changes(schema, copy.deepcopy(schema)) == []


@pytest.mark.parametrize("edit", BREAKS, ids=lambda edit: edit.says)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_break_anywhere_in_any_schema_is_found(edit: Edit, data: st.DataObject) -> None:
    older = data.draw(event_schemas_like_ours())
    newer = data.draw(edits_at_some_place(older, [edit]))

    assert edit.kind in {change.kind for change in breaking_changes(older, newer)}


@pytest.mark.parametrize("edit", BREAKS, ids=lambda edit: edit.says)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_break_anywhere_in_a_real_event_is_found(edit: Edit, data: st.DataObject) -> None:
    fitting = [schema for schema in REAL.values() if any(edit.fits(node) for node in nodes_of(schema))]
    older = data.draw(st.sampled_from(fitting))
    newer = data.draw(edits_at_some_place(older, [edit]))

    assert edit.kind in {change.kind for change in breaking_changes(older, newer)}


@settings(deadline=None)
@given(st.data())
def test_any_number_of_harmless_changes_stays_harmless(data: st.DataObject) -> None:
    older = data.draw(event_schemas_like_ours())
    newer = older
    for _ in range(data.draw(st.integers(1, 4))):
        newer = data.draw(edits_at_some_place(newer, HARMLESS))

    assert breaking_changes(older, newer) == []


@settings(deadline=None)
@given(st.data())
def test_where_no_break_is_named_every_older_event_is_still_read(data: st.DataObject) -> None:
    older = data.draw(event_schemas_like_ours())
    newer = older
    for _ in range(data.draw(st.integers(1, 3))):
        newer = data.draw(edits_at_some_place(newer, [*HARMLESS, *BREAKS]))
    body = data.draw(bodies_of(older, older))
    reads: Callable[[Schema], bool] = lambda schema: jsonschema.Draft202012Validator(schema).is_valid(body)  # noqa: E731

    assert reads(older)
    assert breaking_changes(older, newer) or reads(newer)
