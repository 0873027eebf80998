"""Bodies read closed and strict, with the path of every wrong field as the form knows it."""

import json
from dataclasses import dataclass
from typing import Any

import orjson
from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema

from contracts.base import Contract, decode_closed
from contracts.problems import FieldProblem, Problem
from services.ingest.domain.mending import mended
from services.ingest.domain.request import SubmissionRequest
from services.kit.web import closed_body


class WithdrawRequest(Contract):
    """The body of a withdrawal, where the version seen is not in If-Match."""

    version: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A submission as it was sent: `shapes` is what is wrong with the form before any rule is asked.

    Where there is something, `request` is mended for the rules to judge the rest by and is never received. It is
    described as SubmissionRequest. Reading it raises Problem(invalid_json, invalid), the latter where nothing is left
    to judge.
    """

    request: SubmissionRequest
    shapes: tuple[FieldProblem, ...] = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The schema of a SubmissionRequest, read by `_read`."""
        return core_schema.no_info_wrap_validator_function(_read, handler(SubmissionRequest))


_closed = closed_body(SubmissionRequest)


def _read(value: object, handler: Any) -> Sent:  # noqa: ANN401 - pydantic's signature.
    try:
        return Sent(_closed.func(value, handler))  # type: ignore[call-arg]
    except Problem as problem:
        request = _mended(value, problem.fields)
        if request is None:
            raise
        return Sent(request, problem.fields)


def _mended(value: object, shapes: tuple[FieldProblem, ...]) -> SubmissionRequest | None:
    given = orjson.loads(value) if isinstance(value, bytes) and shapes else value
    form = mended(given, shapes) if isinstance(given, dict) and shapes else None
    if form is None:
        return None
    try:
        return decode_closed(SubmissionRequest, json.dumps(form, default=str))
    except ValidationError:
        return None
