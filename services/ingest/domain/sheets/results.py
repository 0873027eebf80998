"""What becomes of each report of a table: one result each, never all or nothing, every problem with its cell."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from contracts.problems import FieldProblem, Problem, ProblemCode
from services.ingest.domain.judging import Examination
from services.ingest.domain.record import Record
from services.ingest.domain.sheets.rows import Item
from services.ingest.domain.sheets.writing import Line


class Outcome(StrEnum):
    """What became of a report, or would: the first two are said of a table that is only tried."""

    READY = "ready"
    WOULD_AMEND = "would_amend"
    CREATED = "created"
    AMENDED = "amended"
    SAME = "same"
    DIFFERS = "differs"
    REFUSED = "refused"
    WAITING = "waiting"


IN_WORDS = {
    Outcome.READY: "可以报送",
    Outcome.WOULD_AMEND: "将更新为新版本",
    Outcome.CREATED: "已报送",
    Outcome.AMENDED: "已更新为新版本",
    Outcome.SAME: "以前已报送，内容相同，未重复报送",
    Outcome.DIFFERS: "同一编号已报送过不同内容，未改动",
    Outcome.REFUSED: "未报送，请按问题修改",
    Outcome.WAITING: "系统暂时无法保存，请用同一文件再次导入",
}


@dataclass(frozen=True, slots=True)
class RowResult:
    """The result of one report. `receipt` is None where nothing stands under its id."""

    row: int
    rows: int
    number: str
    title: str
    submission: UUID
    outcome: Outcome
    receipt: str | None
    verdict: str | None
    flags: tuple[str, ...]
    problems: tuple[dict[str, Any], ...]

    def as_json(self) -> dict[str, Any]:
        """The result as it is kept and answered."""
        return {
            "row": self.row,
            "rows": self.rows,
            "number": self.number,
            "title": self.title,
            "submission": str(self.submission),
            "outcome": self.outcome.value,
            "receipt": self.receipt,
            "verdict": self.verdict,
            "flags": list(self.flags),
            "problems": list(self.problems),
        }


def settled(
    item: Item, submission: UUID, outcome: Outcome, record: Record | None, said: Examination | None = None
) -> RowResult:
    """The result of a report that stands, or that could: with the receipt of what stands, else with what would be said."""
    if record is None:
        verdict = said.ruling.verdict.value if said and said.ruling else None
        return _result(item, submission, outcome, None, verdict, said.flags if said else (), ())
    version = record.versions[-1]
    receipt, verdict = f"{submission}.{version.version}", version.ruling.verdict.value
    return _result(item, submission, outcome, receipt, verdict, version.flags, ())


def refused(item: Item, submission: UUID, problem: Problem, outcome: Outcome = Outcome.REFUSED) -> RowResult:
    """The result of a report that is not taken: every problem with the cell and the column that it is about."""
    problems = [_placed(one, item) for one in problem.fields]
    if problem.code is not ProblemCode.INVALID:
        problems.insert(0, {**_placed(FieldProblem("number", problem.code, problem.facts), item), "path": ""})
    return _result(item, submission, outcome, None, None, (), tuple(problems))


def line_of(row: dict[str, Any]) -> Line:
    """A kept result as a line of the workbook that is downloaded."""
    problems = tuple((one["cell"], one["column"], one["detail_zh"], one["remedy_zh"]) for one in row["problems"])
    told = IN_WORDS[Outcome(row["outcome"])]
    return Line(row["row"], row["number"], row["title"], told, row["receipt"] or "", problems)


def _result(  # noqa: PLR0917 - one argument a field.
    item: Item,
    submission: UUID,
    outcome: Outcome,
    receipt: str | None,
    verdict: str | None,
    flags: tuple[str, ...],
    problems: tuple[dict[str, Any], ...],
) -> RowResult:
    title = str(item.form["content"].get("title", ""))
    return RowResult(
        item.row, len(item.lines), item.number, title, submission, outcome, receipt, verdict, flags, problems
    )


def _placed(problem: FieldProblem, item: Item) -> dict[str, Any]:
    cell = item.cell_of(problem.path)
    letter = cell.rstrip("0123456789")
    return {"cell": cell, "column": item.headings.get(letter, ""), **problem.as_json()}
