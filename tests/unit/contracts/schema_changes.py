"""Schemas like those of our events, changes to them of every kind, and bodies that they allow; for property tests."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from contracts.compatibility import ChangeKind

Schema = dict[str, Any]
NAMES = ("title", "unit", "value", "sessions")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: whether a node of a schema can take it, what it does to the node, and what break it is, if any."""

    says: str
    fits: Callable[[Schema], bool]
    change: Callable[[Schema], Schema]
    kind: ChangeKind | None = None


SCALARS: tuple[Schema, ...] = (
    {"type": "string"},
    {"type": "string", "minLength": 1, "maxLength": 20},
    {"type": "integer"},
    {"type": "integer", "minimum": 0, "maximum": 100},
    {"type": "boolean"},
    {"type": "string", "enum": ["sum", "distinct", "max"]},
)


def _objects(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    properties = st.dictionaries(st.sampled_from(NAMES), inner, min_size=1)
    return properties.flatmap(
        lambda fields: st.lists(st.sampled_from(sorted(fields)), unique=True).map(
            lambda required: {"type": "object", "properties": fields, "required": required}
        )
    )


def _compounds(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    arrays = inner.map(lambda items: {"type": "array", "items": items})
    nullable = inner.filter(lambda schema: "anyOf" not in schema).map(lambda one: {"anyOf": [one, {"type": "null"}]})
    return arrays | nullable | _objects(inner)


def event_schemas_like_ours() -> st.SearchStrategy[Schema]:
    """Objects of scalars, lists and nullable values, and a definition with one of each that is used twice."""
    inner = st.recursive(st.sampled_from(SCALARS), _compounds, max_leaves=3)
    shared = {"part": {"$ref": "#/$defs/Part"}, "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}}}
    specimens = {f"specimen_{index}": scalar for index, scalar in enumerate(SCALARS)}
    specimens["specimen_null"] = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    return st.builds(
        # Drawn parts may be one and the same dictionary; an edit must change one place only.
        lambda event, part: copy.deepcopy(
            {
                **event,
                "properties": {**event["properties"], **shared},
                "$defs": {"Part": {**part, "properties": {**specimens, **part["properties"]}}},
            }
        ),
        _objects(inner),
        _objects(inner),
    )


def nodes_of(schema: Schema) -> Iterator[Schema]:
    """Every schema inside `schema`, itself included."""
    yield schema
    for name in ("properties", "$defs"):
        for child in schema.get(name, {}).values():
            yield from nodes_of(child)
    for child in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from nodes_of(child)
    if isinstance(schema.get("items"), dict):
        yield from nodes_of(schema["items"])


@st.composite
def edits_at_some_place(draw: st.DrawFn, schema: Schema, edits: list[Edit]) -> Schema:
    """A copy of `schema` with one of `edits` made somewhere in it; equal where none of them fits anywhere."""
    changed = copy.deepcopy(schema)
    places = [(node, edit) for node in nodes_of(changed) for edit in edits if edit.fits(node)]
    if not places:
        return changed
    node, edit = places[draw(st.integers(0, len(places) - 1))]
    after = edit.change(copy.deepcopy(node))
    node.clear()
    node.update(after)
    return changed


def bodies_of(schema: Schema, document: Schema) -> st.SearchStrategy[Any]:
    """Bodies that `schema` allows, unknown fields now and then included."""
    if "$ref" in schema:
        return bodies_of(document["$defs"][schema["$ref"].rpartition("/")[2]], document)
    if "anyOf" in schema:
        return st.one_of([bodies_of(branch, document) for branch in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "object":
        fields = {name: bodies_of(child, document) for name, child in schema["properties"].items()}
        required = {name: fields[name] for name in schema.get("required", ())}
        optional = {name: field for name, field in fields.items() if name not in required}
        return st.fixed_dictionaries(required, optional={**optional, "x-unknown": st.integers()})
    if schema["type"] == "array":
        return st.lists(bodies_of(schema["items"], document), max_size=3)
    return {
        "string": st.text(min_size=schema.get("minLength", 0), max_size=schema.get("maxLength", 30)),
        "integer": st.integers(schema.get("minimum", -200), schema.get("maximum", 200)),
        "boolean": st.booleans(),
        "null": st.none(),
    }[schema["type"]]


def _is(kind: str) -> Callable[[Schema], bool]:
    return lambda node: node.get("type") == kind


def _is_object(node: Schema) -> bool:
    return node.get("type") == "object" and bool(node.get("properties"))


def _is_free_text(node: Schema) -> bool:
    return _is("string")(node) and not {"enum", "const", "format"} & set(node)


def _has_optional(node: Schema) -> bool:
    return _is_object(node) and bool(set(node["properties"]) - set(node.get("required", ())))


def _without_last_field(node: Schema) -> Schema:
    *kept, gone = node["properties"]
    required = [name for name in node.get("required", ()) if name != gone]
    return {**node, "properties": {name: node["properties"][name] for name in kept}, "required": required}


def _first_optional_required(node: Schema) -> Schema:
    name = next(name for name in node["properties"] if name not in node.get("required", ()))
    return {**node, "required": [*node.get("required", ()), name]}


def _with_new_field(node: Schema) -> Schema:
    return {**node, "properties": {**node["properties"], "added": {"type": "integer"}}}


def _without_null(node: Schema) -> Schema:
    return {**node, "anyOf": [branch for branch in node["anyOf"] if branch.get("type") != "null"]}


def _has_null(node: Schema) -> bool:
    return {"type": "null"} in node.get("anyOf", ())


def _lower(node: Schema, bound: str, default: int) -> Schema:
    return {**node, bound: node.get(bound, default) - 1}


def _raised(node: Schema, bound: str, default: int) -> Schema:
    return {**node, bound: node.get(bound, default) + 1}


def _has_values(node: Schema) -> bool:
    return len(node.get("enum", ())) > 1


def _is_scalar(node: Schema) -> bool:
    return node.get("type") in {"string", "integer", "boolean"} and not {"enum", "const"} & set(node)


BREAKS = [
    Edit("a field is gone", _is_object, _without_last_field, ChangeKind.REMOVED_FIELD),
    Edit(
        "a new field is required",
        _is_object,
        lambda node: {**_with_new_field(node), "required": [*node.get("required", ()), "added"]},
        ChangeKind.NEW_REQUIRED_FIELD,
    ),
    Edit(
        "an optional field is required",
        _has_optional,
        _first_optional_required,
        ChangeKind.NEW_REQUIRED_FIELD,
    ),
    Edit("another type", _is_scalar, lambda _: {"type": "array", "items": {}}, ChangeKind.CHANGED_TYPE),
    Edit("no null", _has_null, _without_null, ChangeKind.CHANGED_TYPE),
    Edit("a format", _is_free_text, lambda node: {**node, "format": "ipv4"}, ChangeKind.CHANGED_TYPE),
    Edit(
        "a value is gone", _has_values, lambda node: {**node, "enum": node["enum"][1:]}, ChangeKind.REMOVED_ENUM_VALUE
    ),
    Edit("only some texts", _is_free_text, lambda node: {**node, "enum": ["a"]}, ChangeKind.REMOVED_ENUM_VALUE),
    Edit("shorter texts", _is_free_text, lambda node: _lower(node, "maxLength", 30), ChangeKind.NARROWED_BOUNDS),
    Edit("no short texts", _is_free_text, lambda node: _raised(node, "minLength", 0), ChangeKind.NARROWED_BOUNDS),
    Edit("a pattern", _is_free_text, lambda node: {**node, "pattern": "^[A-Z]$"}, ChangeKind.NARROWED_BOUNDS),
    Edit("a higher least", _is("integer"), lambda node: _raised(node, "minimum", -200), ChangeKind.NARROWED_BOUNDS),
    Edit("a lower most", _is("integer"), lambda node: _lower(node, "maximum", 200), ChangeKind.NARROWED_BOUNDS),
    Edit("fewer items", _is("array"), lambda node: {**node, "maxItems": 1}, ChangeKind.NARROWED_BOUNDS),
    Edit("closed", _is_object, lambda node: {**node, "additionalProperties": False}, ChangeKind.CLOSED),
]

HARMLESS = [
    Edit("a new optional field", _is_object, _with_new_field),
    Edit("nothing is required", _is_object, lambda node: {**node, "required": []}),
    Edit("null too", _is_scalar, lambda node: {"anyOf": [node, {"type": "null"}]}),
    Edit("a new value", lambda node: "enum" in node, lambda node: {**node, "enum": [*node["enum"], "added"]}),
    Edit("any value", lambda node: "enum" in node, lambda _: {"type": "string"}),
    Edit("longer texts", lambda node: "maxLength" in node, lambda node: _raised(node, "maxLength", 0)),
    Edit("any number", _is("integer"), lambda _: {"type": "number"}),
    Edit("words", lambda node: "type" in node, lambda node: {**node, "description": "said otherwise"}),
]
