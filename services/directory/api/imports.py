"""Imports of organisations and accounts: the template, a sheet in, a result a row out, also as a sheet."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel

from services.directory.api.access import Access
from services.directory.domain.imports import COLUMNS, TITLES, Imported, Outcome
from services.directory.operations.desks import Desks
from services.directory.operations.imports import Asked
from services.kit.identity import Caller
from services.kit.workbooks import CONTENT_TYPE, template, written

ReportId = Annotated[str, Path(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
SHEET_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {CONTENT_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}
HEADINGS = ("行 Row", "编号 Id", "结果 Outcome", "单元格 Cell", "问题 Problem", "处理办法 Remedy")
OUTCOME_WORDS = {
    Outcome.NEW: "新建 new",
    Outcome.CHANGED: "修改 changed",
    Outcome.SAME: "无变化 the same",
    Outcome.REFUSED: "未导入 refused",
    Outcome.HELD_BACK: "因其他行有误未导入 held back",
}


class RowView(BaseModel):
    """What one row came to. A problem names its cell (`C7`). `first_password` comes this once."""

    row: int
    object: str
    outcome: Outcome
    is_invited: bool
    problems: list[dict[str, Any]]
    first_password: str | None = None


class ImportView(BaseModel):
    """What an import came to; in a dry run, what it would come to."""

    report: str
    kind: Imported
    at: datetime
    is_dry_run: bool
    is_taken: bool
    counts: dict[str, int]
    rows: list[RowView]


def import_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of imports."""
    router = APIRouter(prefix="/v1/imports", tags=["imports"])
    asking = Annotated[Caller, Depends(access.caller)]

    async def importing(request: Request, kind: Annotated[Imported, Query()]) -> Caller:
        """Accounts are made in person; organisations also by a colleague who acts."""
        return await (access.in_person if kind is Imported.PEOPLE else access.caller)(request)

    @router.get("/templates/{kind}", dependencies=[Depends(access.caller)], response_class=Response)
    async def sheet(kind: Imported) -> Response:
        """An empty sheet to fill in, with its explanations."""
        return _sheet(template(COLUMNS[kind], TITLES[kind]), f"{kind.value}-template.xlsx")

    @router.put("/{report}", openapi_extra=SHEET_BODY)
    async def run(
        report: ReportId,
        request: Request,
        kind: Annotated[Imported, Query()],
        caller: Annotated[Caller, Depends(importing)],
        *,
        dry_run: Annotated[bool, Query(description="Judge every row and change nothing.")] = True,
        only_good: Annotated[bool, Query(description="Take good rows also where others are refused.")] = False,
    ) -> ImportView:
        """Judge or take a sheet. The client chooses the id; the same one with the same sheet is the same import."""
        asked = Asked(report, kind, dry_run, only_good)
        async with desks.recorder.watching(f"{kind.value}.import", caller, f"import:{report}"):
            found = await desks.imports.run(asked, await request.body(), caller)
        return ImportView.model_validate(found)

    @router.get("/{report}")
    async def get(report: ReportId, caller: asking) -> ImportView:
        """What an import of one's own came to."""
        return ImportView.model_validate(await desks.imports.get(report, caller))

    @router.get("/{report}/result", response_class=Response)
    async def result(report: ReportId, caller: asking) -> Response:
        """The same as a sheet, a line a problem."""
        found = ImportView.model_validate(await desks.imports.get(report, caller))
        return _sheet(written("结果 Result", HEADINGS, _lines(found)), f"import-{report[:8]}.xlsx")

    return router


def _lines(found: ImportView) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    for row in found.rows:
        start = (str(row.row), row.object, OUTCOME_WORDS[row.outcome])
        lines += [
            (
                *start,
                str(problem["cell"]),
                f"{problem['detail_zh']} {problem['detail_en']}",
                f"{problem['remedy_zh']} {problem['remedy_en']}",
            )
            for problem in row.problems
        ] or [(*start, "", "", "")]
    return lines


def _sheet(body: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type=CONTENT_TYPE, headers=headers)
