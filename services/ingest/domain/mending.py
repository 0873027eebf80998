"""A form with wrong shapes, mended just so far that the rules can judge the rest of it: all problems come at once.

Nothing mended is ever received, and what a placeholder makes the rules say is left out again.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from contracts.problems import FieldProblem, ProblemCode
from services.ingest.domain.texts import CASE_PARTS

PLACEHOLDER = "·"
FIXED_FIELDS = frozenset({"edition", "organisation", "content", "content.kind"})
"""Without these there is nothing to judge by."""
_WHOLE = frozenset({"when", "place", "contact"})
"""Objects that are mended as a whole: one end of a span says nothing without the other."""
_REQUIRED: dict[str, Any] = {
    "title": PLACEHOLDER,
    "indicator": PLACEHOLDER,
    "code": PLACEHOLDER,
    "name": PLACEHOLDER,
    "size_bytes": 1,
    "kind": "document",
    "when": {"start": "2000-01-01", "end": "2000-01-01"},
}
"""What stands for a required field. Any other field is left out instead, and then has its default."""
_COMPARED = frozenset({ProblemCode.DUPLICATE_MEASURE, ProblemCode.DUPLICATE_KEY, ProblemCode.DUPLICATE_FILE})
"""Problems between two places of a form, of which a placeholder may be one."""
_TOTAL = "content"
"""Where the length of the four parts of a case together is judged."""


def mended(form: dict[str, Any], shapes: Iterable[FieldProblem]) -> dict[str, Any] | None:
    """A copy of a JSON form without its wrong shapes; None where too little of it would be left to judge."""
    copy: dict[str, Any] = _copied(form)
    for shape in shapes:
        if shape.path in FIXED_FIELDS or not _mend(copy, shape):
            return None
    return copy


def together(shapes: Sequence[FieldProblem], found: Iterable[FieldProblem]) -> tuple[FieldProblem, ...]:
    """The problems of shape, and what the rules have `found` in the rest of the form."""
    wrong = [shape.path for shape in shapes]
    return (*shapes, *(problem for problem in found if not _follows_from(problem, wrong)))


def _mend(form: Any, shape: FieldProblem) -> bool:  # noqa: ANN401 - any part of a JSON form.
    """Mend one place; False where it is no field of an object."""
    parts = _whole(shape)
    for part in parts[:-1]:
        form = _inside(form, part)
    if not isinstance(form, dict):
        return False
    last = parts[-1]
    value, limit = form.pop(last, None), shape.facts.get("limit")
    if shape.code is ProblemCode.TOO_LONG and isinstance(value, str | list) and isinstance(limit, int):
        form[last] = value[:limit]
    elif last == "sha256":
        form[last] = hashlib.sha256(shape.path.encode()).hexdigest()
    elif last in _REQUIRED and shape.code is not ProblemCode.UNKNOWN_FIELD:
        form[last] = _copied(_REQUIRED[last])
    return True


def _whole(shape: FieldProblem) -> list[str]:
    parts = shape.path.split(".")
    if shape.code is ProblemCode.UNKNOWN_FIELD:
        return parts
    depth = next((depth for depth, part in enumerate(parts) if part in _WHOLE), len(parts))
    return parts[: depth + 1]


def _inside(form: Any, part: str) -> Any:  # noqa: ANN401 - as above.
    if isinstance(form, dict):
        return form.get(part)
    return form[int(part)] if isinstance(form, list) and part.isdigit() and int(part) < len(form) else None


def _copied(value: Any) -> Any:  # noqa: ANN401 - as above.
    if isinstance(value, dict):
        return {name: _copied(part) for name, part in value.items()}
    return [_copied(part) for part in value] if isinstance(value, list) else value


def _follows_from(problem: FieldProblem, wrong: Sequence[str]) -> bool:
    """Whether a problem may be the doing of a placeholder: at its place, around it, or in comparison with it."""
    if problem.path == _TOTAL:
        return any(path == f"{_TOTAL}.{part}" for path in wrong for part in CASE_PARTS)
    if problem.code in _COMPARED and any(_is_in(path, _list_of(problem.path)) for path in wrong):
        return True
    return any(_is_in(problem.path, path) or _is_in(path, problem.path) for path in wrong)


def _list_of(path: str) -> str:
    """The list that the innermost numbered place of a path stands in."""
    parts = path.split(".")
    return ".".join(parts[: max((depth for depth, part in enumerate(parts) if part.isdigit()), default=0)])


def _is_in(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}.")
