"""What ingest answers about tables, as models."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from contracts.base import Contract
from contracts.submissions import Kind, Verdict
from services.ingest.domain.sheets.results import Outcome


class CellProblem(Contract):
    """One thing wrong with one cell (`E5`), in the column of that heading; `path` is the field of the form."""

    cell: str
    column: str
    path: str
    code: str
    detail_zh: str
    detail_en: str
    remedy_zh: str
    remedy_en: str
    facts: dict[str, Any]


class RowAnswer(Contract):
    """What became of one report, or would. `rows` is how many rows it has, one a session, from `row` on.

    `ready` and `would_amend` are said of a table that is only tried; `same` was filed before and is as it was; `differs` was
    filed before with other content and left alone; `waiting` could not be stored, and is when the file is sent again.
    """

    row: int
    rows: int
    number: str
    title: str
    submission: UUID
    outcome: Outcome
    receipt: str | None
    verdict: Verdict | None
    flags: tuple[str, ...]
    problems: tuple[CellProblem, ...]


class TriedAnswer(Contract):
    """What a table would do: how many reports of which outcome, headings that no column has, and each row."""

    outcomes: dict[str, int]
    unknown_headings: tuple[str, ...]
    rows: tuple[RowAnswer, ...]


class ImportLine(Contract):
    """An import in a list. It is `waiting` while rows of it could not be stored: send the same file again."""

    import_id: UUID
    organisation: str
    edition: str
    kind: Kind
    name: str
    person: str
    at: datetime
    state: Literal["done", "waiting"]
    outcomes: dict[str, int]


class ImportAnswer(ImportLine):
    """An import with the result of each row."""

    rows: tuple[RowAnswer, ...]


class ImportsAnswer(Contract):
    """The last imports, newest first."""

    items: tuple[ImportLine, ...]


def row_answer(kept: dict[str, Any]) -> RowAnswer:
    """A kept result as it is answered."""
    return RowAnswer(
        **{
            **kept,
            "submission": UUID(kept["submission"]),
            "outcome": Outcome(kept["outcome"]),
            "verdict": Verdict(kept["verdict"]) if kept["verdict"] else None,
            "flags": tuple(kept["flags"]),
            "problems": tuple(CellProblem(**problem) for problem in kept["problems"]),
        }
    )


def counted(rows: Iterable[RowAnswer]) -> dict[str, int]:
    """How many reports have which outcome."""
    return dict(sorted(Counter(row.outcome.value for row in rows).items()))
