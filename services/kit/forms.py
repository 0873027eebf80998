"""Forms: a JSON body read closed and strict, and every error of it at once, each with its path."""

import json
from collections.abc import Sequence
from typing import Any, TypeVar

import orjson
from pydantic import ValidationError, WrapValidator

from contracts.base import Contract, decode_closed
from contracts.problems import FieldProblem, Problem, ProblemCode

ModelT = TypeVar("ModelT", bound=Contract)

_BY_PYDANTIC_TYPE = {
    "extra_forbidden": ProblemCode.UNKNOWN_FIELD,
    "missing": ProblemCode.MISSING_FIELD,
    "union_tag_not_found": ProblemCode.MISSING_FIELD,
    "string_too_long": ProblemCode.TOO_LONG,
    "too_long": ProblemCode.TOO_LONG,
    "string_too_short": ProblemCode.TOO_SHORT,
    "too_short": ProblemCode.TOO_SHORT,
    "greater_than_equal": ProblemCode.OUT_OF_RANGE,
    "greater_than": ProblemCode.OUT_OF_RANGE,
    "less_than_equal": ProblemCode.OUT_OF_RANGE,
    "less_than": ProblemCode.OUT_OF_RANGE,
    "int_parsing_size": ProblemCode.OUT_OF_RANGE,
    "enum": ProblemCode.UNKNOWN_CHOICE,
    "literal_error": ProblemCode.UNKNOWN_CHOICE,
    "union_tag_invalid": ProblemCode.UNKNOWN_CHOICE,
    "json_invalid": ProblemCode.INVALID_JSON,
}
_LOOKS = {
    "bool_parsing": "true",
    "bool_type": "true",
    "date_from_datetime_inexact": "2024-05-14",
    "date_from_datetime_parsing": "2024-05-14",
    "date_parsing": "2024-05-14",
    "date_type": "2024-05-14",
    "datetime_from_date_parsing": "2024-05-14T09:30:00+08:00",
    "datetime_parsing": "2024-05-14T09:30:00+08:00",
    "datetime_type": "2024-05-14T09:30:00+08:00",
    "dict_type": "{ }",
    "int_from_float": "300",
    "int_parsing": "300",
    "int_type": "300",
    "list_type": "[ ]",
    "model_attributes_type": "{ }",
    "model_type": "{ }",
    "string_type": '"…"',
    "timezone_naive": "2024-05-14T09:30:00+08:00",
    "tuple_type": "[ ]",
    "uuid_parsing": "3f0e4f0a-6d7e-4f59-9a58-0d7a5c3f1a11",
    "uuid_type": "3f0e4f0a-6d7e-4f59-9a58-0d7a5c3f1a11",
}
"""What a value of the right type looks like: an example is understood in both languages."""
_BOUNDS = ("max_length", "min_length", "ge", "gt", "le", "lt")
UNKNOWN = object()


def field_problems(fault: ValidationError, given: object = UNKNOWN) -> tuple[FieldProblem, ...]:
    """Every error of a form as a field problem. With the JSON that was `given`, paths name fields of the form alone."""
    return tuple(field_problem(dict(error), error["loc"], given) for error in fault.errors(include_url=False))


def field_problem(error: dict[str, Any], location: Sequence[int | str], given: object) -> FieldProblem:
    """One of pydantic's errors as a field problem; `given` is the JSON that was read, UNKNOWN where it is not at hand."""
    code = _BY_PYDANTIC_TYPE.get(error["type"], ProblemCode.WRONG_TYPE)
    if code is ProblemCode.TOO_SHORT and error.get("input") == "":
        code = ProblemCode.MISSING_FIELD
    context = error.get("ctx", {})
    facts: dict[str, Any] = {"expected": _LOOKS.get(error["type"], error["msg"])}
    bound = next((context[name] for name in _BOUNDS if name in context), None)
    if bound is not None:
        facts["limit"] = bound
    if code is ProblemCode.UNKNOWN_CHOICE:
        facts["code"] = str(context.get("tag", error.get("input")))[:200]
        facts["allowed"] = _choices(str(context.get("expected") or context.get("expected_tags")))
    path = _path(location, given)
    if "discriminator" in context:
        path = [*path, str(context["discriminator"]).strip("'")]
    return FieldProblem(".".join(path), code, facts)


def _choices(expected: str) -> str:
    """The values that pydantic expected, without its quotes and its `or`."""
    return expected.replace("'", "").replace(" or ", ", ")


def _path(location: Sequence[int | str], given: object) -> list[str]:
    """The way to a field. pydantic also names the member of a union it went through, which stands in no form."""
    path: list[str] = []
    for depth, part in enumerate(location):
        found = UNKNOWN
        if isinstance(given, dict):
            found = given.get(part, UNKNOWN)
        elif isinstance(given, list) and isinstance(part, int) and part < len(given):
            found = given[part]
        if found is UNKNOWN and given is not UNKNOWN and depth < len(location) - 1:
            continue
        path.append(str(part))
        given = found
    return path


def invalid(problems: tuple[FieldProblem, ...]) -> Problem:
    """The problem of a form with all that is wrong with it."""
    return Problem(ProblemCode.INVALID, fields=problems, count=len(problems))


def closed_body(model: type[ModelT]) -> WrapValidator:
    """Read a JSON body closed and strict, all errors at once; it annotates the body's parameter."""

    def read(value: object, _handler: object) -> ModelT:
        if isinstance(value, model):
            return value
        try:
            return decode_closed(model, value if isinstance(value, bytes) else as_json(value))
        except RecursionError as fault:
            # What is nested this deep could be read only just, and no form is.
            raise Problem(ProblemCode.INVALID_JSON) from fault
        except ValidationError as fault:
            if any(error["type"] == "json_invalid" for error in fault.errors(include_url=False)):
                raise Problem(ProblemCode.INVALID_JSON) from fault
            raise invalid(field_problems(fault, orjson.loads(value) if isinstance(value, bytes) else value)) from fault

    return WrapValidator(read)


def as_json(value: object) -> bytes:
    """Any JSON, also what only JSON itself allows."""
    try:
        return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:
        # orjson refuses integers beyond 64 bits and lone surrogates, which JSON itself allows.
        return json.dumps(value, default=str, skipkeys=True).encode()
