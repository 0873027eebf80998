"""Importing many reports from one table.

Each row is filed by itself under an id that follows from it, so that a second run makes nothing twice, and one that stopped
half-way goes on.
"""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from contracts.base import decode_closed
from contracts.editions import Edition, indicators
from contracts.organisations import Organisation
from contracts.problems import FieldProblem, Problem, ProblemCode
from contracts.submissions import Kind
from services.ingest import metrics
from services.ingest.domain.forms import form_of
from services.ingest.domain.identity import content_sha256
from services.ingest.domain.judging import Examination
from services.ingest.domain.keys import one_name
from services.ingest.domain.mending import mended, together
from services.ingest.domain.record import Record
from services.ingest.domain.request import SubmissionRequest
from services.ingest.domain.rights import FILING_ROLES, READING_ROLES
from services.ingest.domain.sheets.columns import Column, columns_of
from services.ingest.domain.sheets.reading import Bounds, read_table
from services.ingest.domain.sheets.results import Outcome, RowResult, refused, settled
from services.ingest.domain.sheets.rows import Filling, Item, Table, items_of, submission_of
from services.ingest.domain.sheets.showing import is_as_shown, rows_of
from services.ingest.domain.sheets.writing import table_of, template
from services.ingest.operations.filing import Filing
from services.ingest.operations.looking_up import LookingUp
from services.ingest.store.imports import ImportStore, StoredImport
from services.ingest.store.submissions import SubmissionStore
from services.kit.clock import Clock, whole_milliseconds
from services.kit.identity import Caller
from services.kit.outbox import next_revision
from services.kit.web import field_problems, invalid

AT_ONCE = 8
"""Rows that are filed at a time; the store takes neighbours in one round trip."""
EXPORTED_ITEMS = 1_000
MAX_TRIES = 4
SCHOOL_SCHEME = "school"
TRANSIENT = frozenset({ProblemCode.STORE_AWAY, ProblemCode.NOT_READY, ProblemCode.CONFLICT})


@dataclass(frozen=True, slots=True)
class Asked:
    """What an import is for: whose reports, of which kind, in which edition, from which file.

    `replace` says that a row which differs from what was filed under its number becomes the next version.
    """

    organisation: str
    edition: str
    kind: Kind
    file: bytes
    name: str = ""
    replace: bool = False

    @property
    def sha256(self) -> str:
        """The hash of the file with all that is asked for it."""
        head = json.dumps([self.organisation, self.edition, self.kind.value, self.replace])
        return hashlib.sha256(head.encode() + b"\0" + self.file).hexdigest()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A table ready to be filed: its reports, and the headings that no column has."""

    asked: Asked
    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Importing:
    """Makes templates, tries tables and takes them over."""

    filing: Filing
    submissions: SubmissionStore
    imports: ImportStore
    looking_up: LookingUp
    clock: Clock
    max_rows: int

    async def template(self, edition: str, kind: Kind, organisation: str, caller: Caller) -> bytes:
        """The workbook to fill in. Raises Problem(invalid, forbidden, sheet_kind)."""
        own, known, columns = self._call(edition, kind, organisation, caller)
        form = form_of(known, kind)
        if form is None:
            raise Problem(ProblemCode.SHEET_KIND, kind=kind.value)
        return await asyncio.to_thread(template, known, form, columns, f"{own.name} ({organisation})")

    async def export(self, edition: str, kind: Kind, organisation: str, caller: Caller) -> bytes:
        """What the organisation filed of a kind, in the template's shape. Raises as `template`."""
        _own, _known, columns = self._call(edition, kind, organisation, caller)
        filed = await self.looking_up.lookups.filed(organisation, edition, kind, EXPORTED_ITEMS)
        states = [record.state for record in filed if not record.state.withdrawn and not record.is_taken_out]
        rows = [row for state in reversed(states) for row in rows_of(state, columns)]
        return await asyncio.to_thread(table_of, columns, rows)

    async def check(self, asked: Asked, caller: Caller) -> tuple[Prepared, list[RowResult]]:
        """What each row would do, storing nothing. Raises Problem(invalid, forbidden, sheet_...)."""
        prepared = await self._prepare(asked, caller)
        return prepared, await self._each(prepared, caller, dry=True)

    async def take_over(self, import_id: UUID, asked: Asked, caller: Caller) -> StoredImport:
        """File every row that can be filed, and keep the result; the same file again has the same one.

        A result with rows that wait (the store was away) is gone through again. Raises Problem(invalid, forbidden,
        id_taken, sheet_..., store_away).
        """
        held = await self.imports.load(import_id)
        if held is not None and (held.asked != asked.sha256 or held.person != caller.person):
            raise Problem(ProblemCode.ID_TAKEN)
        if held is not None and held.complete:
            return held
        prepared = await self._prepare(asked, caller)
        results = await self._each(prepared, caller, dry=False)
        for one in results:
            metrics.IMPORTED_ROWS.labels(one.outcome.value).inc()
        return await self._keep(import_id, asked, results, caller)

    async def one(self, import_id: UUID, caller: Caller) -> StoredImport:
        """An import of the caller's organisations. Raises Problem(not_found)."""
        held = await self.imports.load(import_id)
        if held is None or not (
            held.person == caller.person or set(held.seen_by) & set(caller.organisations(FILING_ROLES))
        ):
            raise Problem(ProblemCode.NOT_FOUND)
        return held

    async def newest(self, caller: Caller, limit: int) -> list[StoredImport]:
        """The last imports of the caller's organisations."""
        return await self.imports.newest(caller.organisations(FILING_ROLES), limit)

    def _call(
        self, edition: str, kind: Kind, organisation: str, caller: Caller
    ) -> tuple[Organisation, Edition, tuple[Column, ...]]:
        own = self.looking_up.require_filer(organisation, caller)
        known = self.looking_up.view.edition(edition)
        if known is None:
            raise invalid((FieldProblem("edition", ProblemCode.UNKNOWN_EDITION, {"edition": edition}),))
        return own, known, columns_of(known, kind, indicators())

    async def _prepare(self, asked: Asked, caller: Caller) -> Prepared:
        _own, edition, columns = self._call(asked.edition, asked.kind, asked.organisation, caller)
        schools = self.looking_up.directory.schools()

        def key_of(name: str, schemes: tuple[str, ...]) -> str | None:
            return schools.get(one_name(name)) if SCHOOL_SCHEME in schemes else None

        filling = Filling(edition, asked.kind, asked.organisation, key_of)
        bounds = Bounds(self.max_rows)

        def read() -> tuple[Table, list[Item]]:
            table = read_table(asked.file, columns, bounds)
            return table, items_of(table, filling)

        table, items = await asyncio.to_thread(read)
        return Prepared(asked, columns, tuple(items), table.unknown)

    async def _each(self, prepared: Prepared, caller: Caller, *, dry: bool) -> list[RowResult]:
        """The result of every report, in the table's order."""
        room, seen = asyncio.Semaphore(AT_ONCE), Counter[UUID]()
        work: list[Awaitable[RowResult]] = []
        for item in prepared.items:
            first = submission_of(item, 0)
            repetition, seen[first] = seen[first], seen[first] + 1
            submission = first if item.number else submission_of(item, repetition)
            row = Row(prepared, item, submission, caller, dry=dry, repeated=bool(repetition and item.number))
            work.append(self._in_turn(room, row))
        return list(await asyncio.gather(*work))

    async def _in_turn(self, room: asyncio.Semaphore, row: "Row") -> RowResult:
        async with room:
            try:
                return await self._row(row)
            except Problem as problem:
                outcome = Outcome.WAITING if problem.code in TRANSIENT else Outcome.REFUSED
                return refused(row.item, row.submission, problem, outcome)

    async def _row(self, row: "Row") -> RowResult:
        """What becomes of one report. Raises the problem it is refused with."""
        if row.repeated:
            raise invalid((FieldProblem("number", ProblemCode.DUPLICATE_KEY, {"key": row.item.number}),))
        stored = await self.submissions.load(row.submission)
        record = stored.record if stored and row.caller.may(READING_ROLES, stored.record.scope) else None
        if record is not None and is_as_shown(row.item, record.state, row.prepared.columns):
            return settled(row.item, row.submission, Outcome.SAME, record)
        request, wrong = _requested(row.item, record)
        if wrong:
            said = await self.filing.check(row.submission, request, row.caller) if request else None
            raise invalid(together(wrong, said.problems) if said else wrong)
        if request is None:
            raise Problem(ProblemCode.INTERNAL)
        if record is not None:
            return await self._known(row, record, request)
        if row.dry:
            return settled(row.item, row.submission, Outcome.READY, None, await self._tried(row, request))
        filed = await self.filing.put(row.submission, request, None, row.caller)
        outcome = Outcome.SAME if filed.outcome == "same" else Outcome.CREATED
        return settled(row.item, row.submission, outcome, filed.record)

    async def _known(self, row: "Row", record: Record, request: SubmissionRequest) -> RowResult:
        """What becomes of a report under whose id something was filed before."""
        if content_sha256(request) == record.state.content_sha256:
            return settled(row.item, row.submission, Outcome.SAME, record)
        if not row.prepared.asked.replace:
            return settled(row.item, row.submission, Outcome.DIFFERS, record)
        if row.dry:
            await self._tried(row, request)
            return settled(row.item, row.submission, Outcome.WOULD_AMEND, record)
        filed = await self.filing.put(row.submission, request, record.state.version, row.caller)
        outcome = Outcome.SAME if filed.outcome == "same" else Outcome.AMENDED
        return settled(row.item, row.submission, outcome, filed.record)

    async def _tried(self, row: "Row", request: SubmissionRequest) -> Examination:
        said = await self.filing.check(row.submission, request, row.caller)
        if said.refusal is not None:
            raise said.refusal
        return said

    async def _keep(self, import_id: UUID, asked: Asked, results: Sequence[RowResult], caller: Caller) -> StoredImport:
        own = self.looking_up.require_filer(asked.organisation, caller)
        acting = [one for one in caller.organisations(FILING_ROLES) if one in own.chain]
        for _ in range(MAX_TRIES):
            held = await self.imports.load(import_id)
            if held is not None and (held.complete or held.asked != asked.sha256):
                return held
            now = whole_milliseconds(self.clock.now())
            one = StoredImport(
                import_id=import_id,
                revision=next_revision(held.revision if held else 0, now),
                organisation=asked.organisation,
                seen_by=tuple(dict.fromkeys((asked.organisation, *acting))),
                person=caller.person,
                edition=asked.edition,
                kind=asked.kind.value,
                name=asked.name,
                asked=asked.sha256,
                at=now,
                rows_json=json.dumps([row.as_json() for row in results], ensure_ascii=False, default=str),
                complete=all(row.outcome is not Outcome.WAITING for row in results),
            )
            if await (self.imports.replace(one, held.revision) if held else self.imports.insert(one)):
                return one
        raise Problem(ProblemCode.CONFLICT)


@dataclass(frozen=True, slots=True)
class Row:
    """One report on its way; `repeated` where a row above has the same number."""

    prepared: Prepared
    item: Item
    submission: UUID
    caller: Caller
    dry: bool
    repeated: bool


def _requested(item: Item, record: Record | None) -> tuple[SubmissionRequest | None, tuple[FieldProblem, ...]]:
    """The body of a row's PUT, and all that is wrong with its shapes; mended then, and None where too little is left.

    What a table has no column for stays as it was filed, the files above all.
    """
    form = item.form if record is None else _over(record, item.form)
    try:
        request = decode_closed(SubmissionRequest, json.dumps(form, default=str))
    except ValidationError as fault:
        shapes = field_problems(fault, form)
        left = mended(form, shapes)
        return (_read(left) if left else None), together(item.problems, shapes)
    if record is not None:
        request = request.model_copy(update={"manifest": record.state.manifest})
    return request, item.problems


def _read(form: dict[str, Any]) -> SubmissionRequest | None:
    try:
        return decode_closed(SubmissionRequest, json.dumps(form, default=str))
    except ValidationError:
        return None


def _over(record: Record, form: dict[str, Any]) -> dict[str, Any]:
    """A row laid over what was filed before."""
    before = record.state.content.model_dump(mode="json", exclude_defaults=True)
    kept = {name: value for name, value in before.items() if name not in form["content"]}
    return {**form, "content": {**kept, **form["content"]}}
