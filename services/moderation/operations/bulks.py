"""Many items at once: a preview that binds revisions, its confirmation, and the re-attribution of a whole organisation."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from contracts.moderation import Act
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.kit.identity import Caller
from services.kit.outbox import next_revision
from services.moderation import metrics
from services.moderation.domain.bulk import (
    BULK_ACTS,
    BulkResult,
    Preview,
    PreviewLine,
    Result,
    Wish,
    command_for,
    decide_line,
    decision_id,
    preview_line,
    require_open,
)
from services.moderation.domain.decide import Command
from services.moderation.domain.record import Kept
from services.moderation.operations.ledger import PASSING, Ledger, object_of, person_of, scope_of
from services.moderation.operations.reviewing import Reviewing, at_desks
from services.moderation.settings import ModerationSettings
from services.moderation.store.bulk import Bulk, BulkStore
from services.moderation.store.documents import Stored
from services.moderation.store.items import Filter

ATTEMPTS = 10
CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Selection:
    """The items of a bulk: named one by one, or what waits for the caller's desks and fits a filter."""

    submissions: tuple[UUID, ...] = ()
    wanted: Filter | None = None


@dataclass(frozen=True, slots=True)
class Previewed:
    """A preview, and how many more items fit than one bulk may hold."""

    preview: Preview
    left_over: int


class Bulks:
    """Bulk acts."""

    def __init__(self, ledger: Ledger, reviewing: Reviewing, store: BulkStore, settings: ModerationSettings) -> None:
        self._ledger = ledger
        self._reviewing = reviewing
        self._store = store
        self._settings = settings

    async def preview(self, selection: Selection, wish: Wish, caller: Caller) -> Previewed:
        """Say what an act would do to each item, and keep it for confirmation. Raises Problem(invalid) for other acts."""
        if wish.act not in BULK_ACTS:
            wrong = FieldProblem("act", ProblemCode.UNKNOWN_CODE, {"code": wish.act.value})
            raise Problem(ProblemCode.INVALID, fields=(wrong,), count=1)
        chosen, left_over = await self._chosen(selection, caller)
        lines = [await self._line(submission, stored, wish, caller) for submission, stored in chosen.items()]
        expires_at = self._ledger.now() + timedelta(seconds=self._settings.moderation_bulk_preview_seconds)
        preview = Preview(secrets.token_urlsafe(16), caller.hands, wish, tuple(lines), expires_at)
        await self._store.keep_preview(preview)
        return Previewed(preview, left_over)

    async def confirm(self, bulk: UUID, preview_id: str, caller: Caller) -> tuple[BulkResult, ...]:
        """Carry a preview out; the same request again gives the same results.

        Raises Problem(not_found, preview_expired, id_taken, store_away); a refused item is a line of the results.
        """
        async with self._ledger.refusals_on_record(caller, CONFIRM, f"bulk:{bulk}"):
            begun = await self._begin(bulk, preview_id, caller)
        if begun.results is not None:
            return begun.results
        preview = await self._require(preview_id)
        results = tuple([await self._carry_out(bulk, preview.wish, line, caller) for line in preview.lines])
        for result in results:
            metrics.BULK_RESULTS.labels(result.result.value).inc()
        return await self._store.finish(bulk, results)

    async def reattribute(
        self, move: UUID, organisation: str, edition: str, reason: str, caller: Caller
    ) -> tuple[BulkResult, ...]:
        """Take an organisation's items of an edition along to where the directory now says it belongs, each by a decision.

        The same request again gives the same answer for what it took along, and takes along what has come since.
        Raises Problem(not_found) where the caller sees none of them, Problem(reason_needed, id_taken, store_away).
        """
        async with self._ledger.refusals_on_record(caller, Act.REATTRIBUTE.value, f"organisation:{organisation}"):
            if not reason.strip():
                raise Problem(ProblemCode.REASON_NEEDED)
            scope = scope_of(caller)
            found = await self._ledger.items.of_organisation(organisation, edition)
            items = [stored async for stored in self._ledger.items.each(found) if scope.sees(stored.record.standing)]
            if not items:
                raise Problem(ProblemCode.NOT_FOUND)
            order = hashlib.sha256(json.dumps([organisation, edition, reason]).encode()).hexdigest()
            await self._claim_id(Bulk(move, order, caller.hands))
        return tuple([await self._move(move, stored, reason, caller) for stored in items])

    async def _begin(self, bulk: UUID, preview_id: str, caller: Caller) -> Bulk:
        if await self._store.load(bulk) is None:
            require_open(await self._require(preview_id), person_of(caller), self._ledger.now())
        return await self._claim_id(Bulk(bulk, preview_id, caller.hands))

    async def _claim_id(self, asked: Bulk) -> Bulk:
        """What stands under an id: this very order, begun now or before. Raises Problem(id_taken) for another one."""
        begun = await self._store.begin(asked)
        if (begun.order, begun.person) != (asked.order, asked.person):
            raise Problem(ProblemCode.ID_TAKEN)
        return begun

    async def _chosen(self, selection: Selection, caller: Caller) -> tuple[dict[UUID, Stored | None], int]:
        """What is selected, None for what the caller does not see, and how many more there are."""
        scope, limit = scope_of(caller), self._settings.moderation_bulk_limit
        if selection.wanted is None:
            unique = list(dict.fromkeys(selection.submissions))
            found = [await self._ledger.items.load(submission) for submission in unique[:limit]]
            seen = [stored if stored and scope.sees(stored.record.standing) else None for stored in found]
            return dict(zip(unique, seen, strict=False)), len(unique[limit:])
        wanted, asking = at_desks(caller, selection.wanted), (caller.hands, self._ledger.now())
        page, _ = await self._ledger.items.page(scope, wanted, asking, None, limit)
        left_over = await self._ledger.items.count(scope, wanted, asking) - len(page)
        return {stored.record.standing.submission: stored for stored in page}, max(0, left_over)

    async def _line(self, submission: UUID, stored: Stored | None, wish: Wish, caller: Caller) -> PreviewLine:
        if stored is None:
            return PreviewLine(submission, problem=ProblemCode.NOT_FOUND)
        standing = stored.record.standing
        trial = Command("", wish.act, standing.version, target=wish.target, joint_activity=wish.joint_activity)
        around = await self._reviewing.around_for(stored.record, trial, caller)
        return preview_line(stored.record, wish, person_of(caller), around)

    async def _require(self, preview_id: str) -> Preview:
        preview = await self._store.preview(preview_id)
        if preview is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return preview

    async def _carry_out(self, bulk: UUID, wish: Wish, line: PreviewLine, caller: Caller) -> BulkResult:
        if line.problem:
            return BulkResult(line.submission, Result.REFUSED, problem=line.problem)
        try:
            async with self._ledger.refusals_on_record(caller, wish.act.value, object_of(line.submission)):
                return await self._decide(command_for(wish, bulk, line), line, caller)
        except Problem as problem:
            # What passes ends the bulk unfinished; the same request goes on where it stopped.
            if problem.code in PASSING:
                raise
            return BulkResult(line.submission, Result.REFUSED, problem=problem.code)

    async def _decide(self, command: Command, line: PreviewLine, caller: Caller) -> BulkResult:
        for _ in range(ATTEMPTS):
            stored = await self._ledger.visible(line.submission, caller)
            around = await self._reviewing.around_for(stored.record, command, caller)
            revision = next_revision(stored.revision, around.now)
            decided = decide_line(stored.record, command, line, person_of(caller), around=around, revision=revision)
            if isinstance(decided, Result):
                return BulkResult(line.submission, decided)
            if isinstance(decided, Kept):
                return BulkResult(line.submission, Result.DONE, decided.revision)
            if await self._reviewing.keep(stored, decided, caller):
                return BulkResult(line.submission, Result.DONE, revision)
        return BulkResult(line.submission, Result.CHANGED)

    async def _move(self, move: UUID, stored: Stored, reason: str, caller: Caller) -> BulkResult:
        standing = stored.record.standing
        name = decision_id(move, standing.submission)
        earlier = stored.record.kept(name)
        version = earlier.decision.version if earlier else standing.version
        command = Command(name, Act.REATTRIBUTE, version, reason=reason)
        try:
            kept = await self._reviewing.decide(standing.submission, command, caller)
        except Problem as problem:
            if problem.code in PASSING:
                raise
            return BulkResult(standing.submission, Result.REFUSED, problem=problem.code)
        return BulkResult(standing.submission, Result.DONE, kept.revision)
