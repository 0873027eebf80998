"""Imports of organisations and accounts from a sheet: a dry run, all rows or the good ones, a result a row, kept to be taken."""

import asyncio
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from contracts.problems import FieldProblem, Problem, ProblemCode
from services.directory import metrics
from services.directory.domain.imports import (
    COLUMNS,
    MAX_ROWS,
    Imported,
    Line,
    Outcome,
    line_of,
    parents_first,
    repeated,
)
from services.directory.domain.organisations import OrganisationForm
from services.directory.domain.people import PersonForm
from services.directory.domain.rights import MANAGING_ROLES
from services.directory.operations.import_judging import Judged, OrganisationJudge, PersonJudge
from services.directory.operations.links import LinkDesk
from services.directory.operations.organisations import OrganisationDesk
from services.directory.operations.people import PeopleDesk
from services.directory.operations.record import Recorder, acting
from services.directory.store.database import Database
from services.directory.store.imports import StoredImport
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.workbooks import read_rows

KEPT = timedelta(days=30)
ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, GROUP_CHARACTERS = 3, 5
DONE = frozenset({Outcome.NEW, Outcome.CHANGED})


@dataclass(frozen=True, slots=True)
class Asked:
    """One import as it is asked for: `only_good` takes what can be taken, otherwise one refused row holds all back."""

    report: str
    kind: Imported
    is_dry_run: bool
    only_good: bool


class ImportDesk:
    """Imports. Every row that is taken is an act of its own, by the same desks and rules as one that was typed."""

    def __init__(  # noqa: PLR0917 - wiring: what imports rest on.
        self,
        database: Database,
        organisations: OrganisationDesk,
        people: PeopleDesk,
        links: LinkDesk,
        recorder: Recorder,
        clock: Clock,
    ) -> None:
        self._database = database
        self._store = database.imports
        self._organisations = organisations
        self._people = people
        self._links = links
        self._recorder = recorder
        self._clock = clock

    async def run(self, asked: Asked, body: bytes, caller: Caller) -> dict[str, Any]:
        """Judge a sheet, and take its rows where it is no dry run; gives the report.

        The same id with the same sheet is the same import: its report comes again, without first passwords. Raises
        Problem(forbidden, id_taken, workbook_unreadable, too_many_rows, invalid).
        """
        if not caller.organisations(MANAGING_ROLES):
            raise Problem(ProblemCode.FORBIDDEN)
        digest = hashlib.sha256(body + repr(asked).encode()).hexdigest()
        known = await self._store.find(asked.report)
        if known is not None:
            if (known.by, known.sha256) != (caller.person, digest):
                raise Problem(ProblemCode.ID_TAKEN)
            return known.body
        rows = await asyncio.to_thread(read_rows, body, COLUMNS[asked.kind], MAX_ROWS)
        judged = await self._judge(asked.kind, [line_of(asked.kind, row) for row in rows], caller)
        is_refused = any(one.outcome is Outcome.REFUSED for one in judged)
        takes = not asked.is_dry_run and (asked.only_good or not is_refused)
        if takes:
            for one in judged:
                await self._take(one, caller)
        elif not asked.is_dry_run:
            for one in judged:
                one.outcome = Outcome.HELD_BACK if one.outcome in DONE else one.outcome
        return await self._report(asked, judged, caller, digest, is_taken=takes)

    async def get(self, report: str, caller: Caller) -> dict[str, Any]:
        """The report of an import of one's own. Raises Problem(not_found)."""
        known = await self._store.find(report)
        if known is None or known.by != caller.person:
            raise Problem(ProblemCode.NOT_FOUND)
        return known.body

    async def forget(self) -> None:
        """Drop reports nobody will ask for any more. Raises Problem(store_away)."""
        await self._store.forget(self._clock.now() - KEPT)

    async def _judge(self, kind: Imported, lines: Sequence[Line], caller: Caller) -> list[Judged]:
        twice = repeated(lines)
        judge = OrganisationJudge(self._database, caller)
        people = PersonJudge(self._database, caller)
        first = [line for line in lines if line.row.number not in twice]
        if kind is Imported.ORGANISATIONS:
            await judge.learn(first)
            judged = [judge.judge(line) for line in parents_first(first)]
        else:
            await people.learn(first)
            judged = [people.judge(line) for line in first]
        judged += [
            Judged(line, Outcome.REFUSED, problems=[*line.problems, twice[line.row.number]])
            for line in lines
            if line.row.number in twice
        ]
        return judged

    async def _take(self, judged: Judged, caller: Caller) -> None:
        if judged.outcome not in DONE:
            return
        verb = "organisation.put" if isinstance(judged.form, OrganisationForm) else "person.put"
        try:
            async with self._recorder.watching(verb, caller, f"{verb.partition('.')[0]}:{judged.line.object_id}"):
                if isinstance(judged.form, OrganisationForm):
                    await self._organisations.put(judged.line.object_id, judged.form, caller)
                elif isinstance(judged.form, PersonForm):
                    await self._take_person(judged, judged.form, caller)
        except Problem as problem:
            if problem.code is ProblemCode.STORE_AWAY:
                raise
            found = problem.fields or (FieldProblem("name", problem.code, problem.facts),)
            judged.refuse(found)

    async def _take_person(self, judged: Judged, form: PersonForm, caller: Caller) -> None:
        is_new = judged.outcome is Outcome.NEW
        is_written_to = form.email is not None and self._links.can_send
        if is_new and not is_written_to:
            judged.first_password = first_password()
            form = form.model_copy(update={"password": SecretStr(judged.first_password)})
        await self._people.put(judged.line.object_id, form, caller)
        if is_new and is_written_to:
            await self._links.invite(judged.line.object_id, caller)
            judged.is_invited = True

    async def _report(
        self, asked: Asked, judged: Sequence[Judged], caller: Caller, digest: str, *, is_taken: bool
    ) -> dict[str, Any]:
        ordered = sorted(judged, key=lambda one: one.line.row.number)
        counts = {outcome.value: sum(one.outcome is outcome for one in ordered) for outcome in Outcome}
        at = self._clock.now()
        report = {
            "report": asked.report,
            "kind": asked.kind.value,
            "at": at.isoformat(),
            "is_dry_run": asked.is_dry_run,
            "is_taken": is_taken,
            "counts": counts,
            "rows": [_row(one) for one in ordered],
        }
        metrics.IMPORTED_ROWS.labels(asked.kind.value, "dry_run" if asked.is_dry_run else "import").inc(len(ordered))
        await self._keep(StoredImport(asked.report, caller.person, digest, at, report), caller, counts)
        by_row = {one.line.row.number: one.first_password for one in ordered}
        return {**report, "rows": [{**row, "first_password": by_row[row["row"]]} for row in _rows_of(report)]}

    async def _keep(self, stored: StoredImport, caller: Caller, counts: dict[str, int]) -> None:
        verb = f"{stored.body['kind']}.import"
        if not stored.body["is_dry_run"]:
            words = " ".join(f"{outcome}={count}" for outcome, count in counts.items() if count)
            actor = acting(caller, (), MANAGING_ROLES)
            await self._recorder.noted(verb, actor, f"import:{stored.report}", words or "nothing")
        await self._store.insert(stored)


def _rows_of(report: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = report["rows"]
    return rows


def _row(judged: Judged) -> dict[str, Any]:
    cells = judged.line.row.cells
    problems = []
    for problem in judged.problems:
        column = problem.path.partition(".")[0]
        column = {"grants": "roles"}.get(column, column)
        cell = cells.get(column)
        shown = replace(problem, path=column).as_json()
        problems.append({**shown, "cell": cell.address if cell else f"{judged.line.row.number}"})
    return {
        "row": judged.line.row.number,
        "object": judged.line.object_id,
        "outcome": judged.outcome.value,
        "is_invited": judged.is_invited,
        "problems": problems,
        "first_password": None,
    }


def first_password() -> str:
    """A password for one sign-in, easy to read out: groups of letters and digits, at least one of each kind."""
    while True:
        groups = ["".join(secrets.choice(ALPHABET) for _ in range(GROUP_CHARACTERS)) for _ in range(GROUPS)]
        found = "-".join(groups)
        kinds = (str.islower, str.isupper, str.isdigit)
        if all(any(kind(character) for character in found) for kind in kinds):
            return found
