"""Whether a newer JSON Schema still reads what an older one allowed, and if not, what broke, change by change.

`python -m contracts.compatibility` compares today's events with the released shapes in `contracts/schemas/baseline`.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

BASELINE_FOLDER = Path(__file__).parent / "schemas" / "baseline"
LOWER_BOUNDS = ("minLength", "minItems", "minProperties")
UPPER_BOUNDS = ("maxLength", "maxItems", "maxProperties")
TYPE_NAMES = {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null"}

Schema = dict[str, Any]
ANYTHING: Schema = {}
NOTHING: Schema = {"enum": []}
"""The schemas `true` and `false`, written as dictionaries so that a walk meets one shape only."""


class ChangeKind(StrEnum):
    """What a change does to events that the older schema allowed, or to readers that relied on it."""

    REMOVED_FIELD = "removed_field"
    NEW_REQUIRED_FIELD = "new_required_field"
    CHANGED_TYPE = "changed_type"
    REMOVED_ENUM_VALUE = "removed_enum_value"
    NARROWED_BOUNDS = "narrowed_bounds"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One breaking change: where (`standing.counted.facts[]`), of what kind, and what exactly."""

    path: str
    kind: ChangeKind
    detail: str

    def __str__(self) -> str:
        return f"{self.path or '(event)'}: {self.kind.value}: {self.detail}"


def breaking_changes(older: Schema, newer: Schema) -> list[Change]:
    """Every change by which `newer` refuses or loses something that `older` allowed; empty where there is none.

    Optional additions, wider enumerations and wider bounds are no breaks. A definition used in several places is
    reported once, at the first of them.
    """
    comparison = _Comparison(older, newer)
    comparison.node(older, newer, "")
    return sorted(set(comparison.changes))


def readers_first(older: Schema, newer: Schema) -> list[Change]:
    """What an event of `newer` may hold that a reader of `older` refuses: deploy such readers before the writer.

    A new enumeration value or a wider bound is of this kind. Added fields are not: readers keep what they do not know.
    """
    ignored = {ChangeKind.REMOVED_FIELD, ChangeKind.CLOSED}
    return [change for change in breaking_changes(newer, older) if change.kind not in ignored]


class _Comparison:
    """One walk over two documents side by side, collecting changes."""

    def __init__(self, older: Schema, newer: Schema, seen: frozenset[tuple[str, str]] = frozenset()) -> None:
        self._older = older
        self._newer = newer
        self._seen = set(seen)
        self.changes: list[Change] = []

    def node(self, older: Schema, newer: Schema, path: str) -> None:
        """Every branch of `older` must be readable by some branch of `newer`."""
        if newer == ANYTHING:
            return
        branches, candidates = list(_branches(older, self._older)), list(_branches(newer, self._newer))
        for branch in branches:
            rivals = _rivals(branch, candidates)
            if sum(_type(other) == _type(branch) for other in branches) > 1 or len(rivals) > 1:
                rivals = _of_variant(branch, rivals)
            if not rivals:
                self._add(path, ChangeKind.CHANGED_TYPE, f"{_says(branch)} is no longer allowed")
            elif len(rivals) == 1:
                self._branch(branch, rivals[0], path)
            else:
                # Where several branches could read it, it is enough that the best one does.
                trials: list[list[Change]] = [self._trial(branch, rival, path) for rival in rivals]
                best: list[Change] = min(trials, key=len)
                self.changes += best

    def _trial(self, older: Schema, newer: Schema, path: str) -> list[Change]:
        trial = _Comparison(self._older, self._newer, frozenset(self._seen))
        trial._branch(older, newer, path)
        return trial.changes

    def _add(self, path: str, kind: ChangeKind, detail: str) -> None:
        self.changes.append(Change(path, kind, detail))

    def _branch(self, older: Schema, newer: Schema, path: str) -> None:
        pair = (older.get("@definition", ""), newer.get("@definition", ""))
        if all(pair):
            if pair in self._seen:
                return
            self._seen.add(pair)
        self._scalar(older, newer, path)
        self._bounds(older, newer, path)
        self._object(older, newer, path)
        self._array(older, newer, path)

    def _scalar(self, older: Schema, newer: Schema, path: str) -> None:
        if newer.get("format") not in {None, older.get("format")}:
            self._add(path, ChangeKind.CHANGED_TYPE, f"format is now {newer['format']}")
        was, now = _allowed(older), _allowed(newer)
        if now is None:
            return
        if was is None:
            self._add(path, ChangeKind.REMOVED_ENUM_VALUE, f"only {_listed(now)} is allowed now")
            return
        for value in was:
            if value not in now:
                self._add(path, ChangeKind.REMOVED_ENUM_VALUE, f"{value} is no longer allowed")

    def _bounds(self, older: Schema, newer: Schema, path: str) -> None:
        narrowed = [name for name in LOWER_BOUNDS if newer.get(name, 0) > older.get(name, 0)]
        narrowed += [name for name in UPPER_BOUNDS if name in newer and newer[name] < older.get(name, float("inf"))]
        narrowed += ["minimum"] if _lower(newer) > _lower(older) else []
        narrowed += ["maximum"] if _upper(newer) > _upper(older) else []
        narrowed += [name for name in ("pattern", "multipleOf") if newer.get(name) not in {None, older.get(name)}]
        narrowed += ["uniqueItems"] if newer.get("uniqueItems", False) and not older.get("uniqueItems", False) else []
        for name in narrowed:
            self._add(path, ChangeKind.NARROWED_BOUNDS, f"{name} is narrower than before")

    def _object(self, older: Schema, newer: Schema, path: str) -> None:
        was, now = older.get("properties", {}), newer.get("properties", {})
        for name, schema in was.items():
            if name in now:
                self.node(_schema(schema), _schema(now[name]), _join(path, name))
            else:
                self._add(_join(path, name), ChangeKind.REMOVED_FIELD, "the field is gone")
        for name in newer.get("required", ()):
            if name not in older.get("required", ()):
                detail = "was optional" if name in was else "the field is new"
                self._add(_join(path, name), ChangeKind.NEW_REQUIRED_FIELD, detail)
        others_were, others_are = _part(older, "additionalProperties"), _part(newer, "additionalProperties")
        if others_are == NOTHING and others_were != NOTHING:
            self._add(path, ChangeKind.CLOSED, "unknown fields are refused now")
        else:
            self.node(others_were, others_are, _join(path, "*"))
        self.node(_part(older, "propertyNames"), _part(newer, "propertyNames"), _join(path, "(name)"))

    def _array(self, older: Schema, newer: Schema, path: str) -> None:
        was, now = older.get("prefixItems", []), newer.get("prefixItems", [])
        rest_was, rest_is = _part(older, "items"), _part(newer, "items")
        for index in range(max(len(was), len(now))):
            item_was = _schema(was[index]) if index < len(was) else rest_was
            item_is = _schema(now[index]) if index < len(now) else rest_is
            self.node(item_was, item_is, f"{path}[{index}]")
        self.node(rest_was, rest_is, f"{path}[]")


def _schema(node: Any) -> Schema:  # noqa: ANN401 - JSON as it was parsed.
    if isinstance(node, dict):
        return node
    return ANYTHING if node else NOTHING


def _part(node: Schema, keyword: str) -> Schema:
    return _schema(node.get(keyword, True))


def _branches(node: Schema, document: Schema) -> Iterator[Schema]:
    """A schema as alternatives without references and unions; `@definition` remembers where a branch came from."""
    if node == NOTHING:
        return
    if "$ref" in node:
        reference: str = node["$ref"]
        beside = {name: value for name, value in node.items() if name != "$ref"}
        yield from _branches({**_resolve(reference, document), **beside, "@definition": reference}, document)
        return
    for union in ("anyOf", "oneOf"):
        if union in node:
            beside = {name: value for name, value in node.items() if name not in {union, "@definition"}}
            for member in node[union]:
                yield from _branches({**beside, **_schema(member)}, document)
            return
    if isinstance(node.get("type"), list):
        for name in node["type"]:
            yield {**node, "type": name}
        return
    yield node


def _resolve(reference: str, document: Schema) -> Schema:
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step.replace("~1", "/").replace("~0", "~")]
    return dict(found)


def _rivals(branch: Schema, candidates: list[Schema]) -> list[Schema]:
    """The branches that might read what `branch` allows: those that take anything, else those of its type."""
    for wanted in ("any", _type(branch), "number" if _type(branch) == "integer" else "any"):
        rivals = [candidate for candidate in candidates if _type(candidate) == wanted]
        if rivals:
            return rivals
    return []


def _of_variant(branch: Schema, rivals: list[Schema]) -> list[Schema]:
    """Of several variants of a union, those whose constants do not contradict those of `branch`."""
    tag = dict(_tag(branch))
    return [rival for rival in rivals if all(tag.get(name, value) == value for name, value in _tag(rival))]


def _tag(branch: Schema) -> tuple[tuple[str, str], ...]:
    """The constants by which readers tell a variant of a union, as in `kind: plan`."""
    properties = branch.get("properties", {})
    found = [(name, str(schema["const"])) for name, schema in properties.items() if "const" in _schema(schema)]
    return tuple(sorted(found))


def _type(branch: Schema) -> str:
    if "type" in branch:
        return str(branch["type"])
    allowed = _allowed(branch)
    if allowed:
        return TYPE_NAMES.get(type(json.loads(next(iter(allowed)))), "object")
    return "object" if "properties" in branch else "any"


def _allowed(branch: Schema) -> dict[str, None] | None:
    """The values of an enumeration as JSON texts, in order; None where any value goes."""
    if "const" in branch:
        return {json.dumps(branch["const"], ensure_ascii=False): None}
    if "enum" in branch:
        return {json.dumps(value, ensure_ascii=False): None for value in branch["enum"]}
    return None


def _listed(values: dict[str, None]) -> str:
    return ", ".join(values)


def _says(branch: Schema) -> str:
    tag = ", ".join(f"{name}={value}" for name, value in _tag(branch))
    return f"{_type(branch)} ({tag})" if tag else _type(branch)


def _lower(branch: Schema) -> tuple[float, bool]:
    plain = (float(branch.get("minimum", "-inf")), False)
    return max(plain, (float(branch.get("exclusiveMinimum", "-inf")), "exclusiveMinimum" in branch))


def _upper(branch: Schema) -> tuple[float, bool]:
    plain = (-float(branch.get("maximum", "inf")), False)
    return max(plain, (-float(branch.get("exclusiveMaximum", "inf")), "exclusiveMaximum" in branch))


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def released() -> dict[str, Schema]:
    """The released schema of every topic by name, from the baseline folder."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(BASELINE_FOLDER.glob("*.json"))}


def breaks_with_baseline(current: dict[str, Schema]) -> dict[str, list[Change]]:
    """Breaking changes of every released topic against `current`; a topic that is gone is a break of its own."""
    gone = Change("", ChangeKind.REMOVED_FIELD, "the topic is gone")
    found = {
        name: breaking_changes(schema, current[name]) if name in current else [gone]
        for name, schema in released().items()
    }
    return {name: changes for name, changes in found.items() if changes}


def main() -> int:
    """Print what broke, and what needs readers to be deployed first; 1 where something broke."""
    # The table of topics is needed by the command alone; the comparison knows schemas and nothing else.
    from contracts.event_schemas import event_schemas  # noqa: PLC0415

    current = event_schemas()
    broken = breaks_with_baseline(current)
    for name, changes in broken.items():
        for change in changes:
            sys.stdout.write(f"breaks {name} {change}\n")
    for name, schema in released().items():
        for change in readers_first(schema, current.get(name, schema)):
            sys.stdout.write(f"readers first {name} {change}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
