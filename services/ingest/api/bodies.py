"""Bodies read closed and strict, with the path of every wrong field as the form knows it."""

from typing import Any

from pydantic import WrapValidator

from contracts.base import Contract
from contracts.problems import FieldProblem, Problem
from contracts.submissions import Kind
from services.ingest.domain.request import SubmissionRequest
from services.kit.web import closed_body

_TAGS = frozenset(kind.value for kind in Kind)


class WithdrawRequest(Contract):
    """The body of a withdrawal, where the version seen is not in If-Match."""

    version: int


def submission_body() -> WrapValidator:
    """Read a submission. The kind is no part of a path: `content.sessions.0`, not `content.activity_report.sessions.0`."""
    inner = closed_body(SubmissionRequest)

    def read(value: object, handler: Any) -> Any:  # noqa: ANN401 - pydantic's signature.
        try:
            return inner.func(value, handler)  # type: ignore[call-arg]
        except Problem as problem:
            fields = tuple(FieldProblem(without_tag(one.path), one.code, one.facts) for one in problem.fields)
            raise Problem(problem.code, fields=fields, **problem.facts) from problem

    return WrapValidator(read)


def without_tag(path: str) -> str:
    """A path without the name of the kind that pydantic puts behind `content`."""
    parts = path.split(".")
    return ".".join([parts[0], *parts[2:]]) if parts[0] == "content" and parts[1:2] and parts[1] in _TAGS else path
