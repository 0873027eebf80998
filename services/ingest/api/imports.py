"""Tables over HTTP: the template of a call, a table tried and taken over, its result, and an organisation's own reports."""

import json
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from contracts.submissions import Kind
from services.ingest.api.import_answers import ImportAnswer, ImportLine, ImportsAnswer, TriedAnswer, counted, row_answer
from services.ingest.api.submissions import CallerOf, json_answer
from services.ingest.domain.sheets.results import line_of
from services.ingest.domain.sheets.writing import result
from services.ingest.operations.importing import Asked, Importing
from services.ingest.store.imports import StoredImport
from services.kit.identity import Caller

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LISTED_IMPORTS = 50
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The .xlsx workbook or the CSV itself.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_A_WORKBOOK: dict[int | str, dict[str, Any]] = {
    200: {"description": "A workbook", "content": {WORKBOOK: {"schema": {"type": "string", "format": "binary"}}}}
}


def import_routes(importing: Importing, caller_of: CallerOf) -> APIRouter:
    """The routes of tables."""
    router = APIRouter(tags=["imports"])
    _workbook_routes(router, importing, caller_of)
    _import_routes(router, importing, caller_of)
    _result_routes(router, importing, caller_of)
    return router


def _workbook_routes(router: APIRouter, importing: Importing, caller_of: CallerOf) -> None:
    @router.get("/v1/imports/template", response_class=Response, responses=_A_WORKBOOK)
    async def template(
        caller: Annotated[Caller, Depends(caller_of)], edition: str, kind: Kind, organisation: str
    ) -> Response:
        """A workbook to fill in, made from the call: its fields, lists to choose from, notes and an example row."""
        made = await importing.template(edition, kind, organisation, caller)
        return workbook(made, f"{edition}-{kind.value}-模板.xlsx")

    @router.get("/v1/exports/reports.xlsx", response_class=Response, responses=_A_WORKBOOK)
    async def export(
        caller: Annotated[Caller, Depends(caller_of)], edition: str, kind: Kind, organisation: str
    ) -> Response:
        """What the organisation filed of a kind, in the shape of the template, oldest first: taken in again it is the same."""
        made = await importing.export(edition, kind, organisation, caller)
        return workbook(made, f"{edition}-{kind.value}-{organisation}.xlsx")


def _import_routes(router: APIRouter, importing: Importing, caller_of: CallerOf) -> None:
    names = Query(max_length=200, description="The file's name, for people.")

    @router.post("/v1/imports:check", response_model=TriedAnswer, openapi_extra=_FILE)
    async def check(
        request: Request,
        caller: Annotated[Caller, Depends(caller_of)],
        *,
        edition: str,
        kind: Kind,
        organisation: str,
        replace: bool = False,
    ) -> Response:
        """What each row of a table would do, storing nothing."""
        asked = Asked(organisation, edition, kind, await request.body(), replace=replace)
        prepared, rows = await importing.check(asked, caller)
        answers = tuple(row_answer(row.as_json()) for row in rows)
        return json_answer(TriedAnswer(outcomes=counted(answers), unknown_headings=prepared.unknown, rows=answers))

    @router.put("/v1/imports/{import_id}", response_model=ImportAnswer, openapi_extra=_FILE)
    async def take_over(
        import_id: UUID,
        request: Request,
        caller: Annotated[Caller, Depends(caller_of)],
        *,
        edition: str,
        kind: Kind,
        organisation: str,
        name: Annotated[str, names] = "",
        replace: bool = False,
    ) -> Response:
        """File every row of a table that can be filed, with a result for each. The same again has the same result.

        With `replace` a row that differs from what was filed under its number becomes the next version; files stay.
        """
        asked = Asked(organisation, edition, kind, await request.body(), name, replace)
        return json_answer(import_answer(await importing.take_over(import_id, asked, caller)))


def _result_routes(router: APIRouter, importing: Importing, caller_of: CallerOf) -> None:
    @router.get("/v1/imports", response_model=ImportsAnswer)
    async def newest(caller: Annotated[Caller, Depends(caller_of)]) -> Response:
        """The last imports of the caller's organisations, newest first, without their rows."""
        held = await importing.newest(caller, LISTED_IMPORTS)
        return json_answer(ImportsAnswer(items=tuple(_line(one) for one in held)))

    @router.get("/v1/imports/{import_id}", response_model=ImportAnswer)
    async def one(import_id: UUID, caller: Annotated[Caller, Depends(caller_of)]) -> Response:
        """An import with the result of each row."""
        return json_answer(import_answer(await importing.one(import_id, caller)))

    @router.get("/v1/imports/{import_id}/result.xlsx", response_class=Response, responses=_A_WORKBOOK)
    async def result_of(import_id: UUID, caller: Annotated[Caller, Depends(caller_of)]) -> Response:
        """The result of an import as a workbook, a line a problem."""
        held = await importing.one(import_id, caller)
        lines = [line_of(row) for row in json.loads(held.rows_json)]
        return workbook(result(lines), f"{held.name.rpartition('.')[0] or held.edition}-结果.xlsx")


def workbook(made: bytes, name: str) -> Response:
    """A workbook to be saved under a name, whatever characters it has."""
    disposition = f"attachment; filename=\"weekwire.xlsx\"; filename*=UTF-8''{quote(name)}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return Response(made, 200, headers, WORKBOOK)


def import_answer(held: StoredImport) -> ImportAnswer:
    """An import with the result of each row."""
    rows = tuple(row_answer(row) for row in json.loads(held.rows_json))
    return ImportAnswer(**dict(_line(held)), rows=rows)


def _line(held: StoredImport) -> ImportLine:
    rows = tuple(row_answer(row) for row in json.loads(held.rows_json))
    state: Literal["done", "waiting"] = "done" if held.complete else "waiting"
    return ImportLine(
        import_id=held.import_id,
        organisation=held.organisation,
        edition=held.edition,
        kind=Kind(held.kind),
        name=held.name,
        person=held.person,
        at=held.at,
        state=state,
        outcomes=counted(rows),
    )
