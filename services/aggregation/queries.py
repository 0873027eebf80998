"""Answers to readers' questions, put together from the ledger, the directory and the shared store at one cut."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from contracts.organisations import MINISTRY
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind, Series
from services.aggregation import answers
from services.aggregation.boards import Board, Boards
from services.aggregation.domain.checks import differences
from services.aggregation.domain.completeness import completeness
from services.aggregation.domain.coverage import coverage, days_of
from services.aggregation.domain.cuts import Cut
from services.aggregation.domain.ledger import NONE, Home
from services.aggregation.domain.standing_list import Item, buckets, contributions, item_of
from services.aggregation.domain.views import NATION, Scope
from services.aggregation.received import Received
from services.aggregation.replica import Replica
from services.aggregation.store import AggregationStore
from services.kit.clock import SHANGHAI, Clock
from services.kit.directory_view import DirectoryView
from services.kit.objects import Objects

SESSIONS = "session_count"
MINUTES_MAX = 20_000
MayRead = Callable[[Home], bool]


@dataclass(slots=True)
class Queries:
    """What the API asks; nothing here waits but for a newer cut or the store. `streams` counts the open ones."""

    replica: Replica
    boards: Boards
    directory: DirectoryView
    store: AggregationStore
    objects: Objects
    received: Received
    clock: Clock
    streams: int = 0

    async def reach(self, wanted: Cut | None, seconds: float) -> bool:
        """Wait for `wanted`; false when this replica has not reached it. Raises Problem(not_ready) before the first cut."""
        if not self.replica.ready.is_set():
            raise Problem(ProblemCode.NOT_READY, retry_after_seconds=1)
        return wanted is None or await self.replica.wait_for(wanted, seconds)

    async def next_change(self, seconds: float) -> None:
        """Wait for the next batch of decisions, or for `seconds`."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.replica.next_change(), seconds)

    async def minute(self, edition: str, scope: str, at: datetime) -> dict[str, Any]:
        """The recorded figures of a public scope at a moment; Problem(not_found) before the first record or for other scopes."""
        record = await self.store.minute_at(edition, _aware(at))
        name = NATION if scope == MINISTRY else scope
        if record is None or not (self.boards.scope(name).nation or self.boards.scope(name).unit):
            raise Problem(ProblemCode.NOT_FOUND)
        figures = record["scopes"].get(name, {})
        return {
            "edition": edition,
            "scope": name,
            "cut": record["cut"],
            "as_of": record["at"].isoformat(),
            "figures": [
                {"indicator": code, "value": value, "qualifier": qualifier, "sources": sources, "claimed": claimed}
                for code, (value, qualifier, sources, claimed) in figures.items()
            ],
        }

    async def minutes(self, edition: str, since: datetime, until: datetime) -> dict[str, Any]:
        """The recorded minutes in a span."""
        found = await self.store.minutes(edition, _aware(since), _aware(until), MINUTES_MAX)
        return {"edition": edition, "minutes": [{"at": one["at"].isoformat(), "cut": one["cut"]} for one in found]}

    async def static(self, edition: str) -> bytes:
        """The newest static file of an edition. Raises Problem(not_found)."""
        self.boards.edition(edition)
        body = await self.objects.get(f"public/{edition}.json")
        if body is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return body

    def sources(self, board: Board, indicator: str, may_read: MayRead, page: tuple[int, int]) -> dict[str, Any]:
        """The submissions behind a headline figure, newest first."""
        ledger = self.replica.ledger
        number = ledger.indicators.numbers.get(indicator)
        if indicator not in self.boards.dictionary:
            raise Problem(ProblemCode.NOT_FOUND)
        windows = {window.value for window in board.edition.rules.headline_windows}
        slots: dict[int, None] = {}
        if number is not None:
            part = board.view.rows_of(number)
            for row in range(part.start, part.stop):
                one = board.view.dimension_values[int(board.view.dimensions[row])]
                if one.series == Series.ACTUAL.value and one.window in windows:
                    slots[int(board.view.slot[row])] = None
        own = [item_of(ledger, slot) for slot in slots if may_read(ledger.homes.values[ledger.slots.home[slot]])]
        own.sort(key=lambda item: (-item.appended_ms, str(item.submission)))
        cursor, limit = page
        shown = own[cursor : cursor + limit]
        return {
            "figure": answers.figure_id(board.edition.edition, board.scope.name, indicator),
            "cut": str(board.cut),
            "sources": [answers.item_json(item) for item in shown],
            "others": len(slots) - len(own),
            "next_cursor": cursor + limit if cursor + limit < len(own) else None,
        }

    def proof(self, submission: UUID, may_read: MayRead) -> dict[str, Any]:
        """The proof for one submission. Raises Problem(not_found) also for what the caller may not see."""
        ledger = self.replica.ledger
        slot = ledger.slot_of.get(submission.bytes)
        if slot is None or not may_read(ledger.homes.values[ledger.slots.home[slot]]):
            raise Problem(ProblemCode.NOT_FOUND)
        item = item_of(ledger, slot)
        board = self.boards.board(item.home.edition, NATION)
        version = int(board.view.version_of_slot[slot])
        scopes = [NATION, item.home.unit] if version != NONE else []
        adds = list(contributions(ledger, version)) if version != NONE else []
        stood_back = slot in board.view.stood_back
        return answers.proof_json(item, str(self.replica.cut), scopes, adds, stood_back=stood_back)

    def coverage(self, board: Board, since: datetime | None, until: datetime | None) -> dict[str, Any]:
        """Coverage of the edition's week, or of the days asked for."""
        first = _aware(since).astimezone(SHANGHAI).date() if since else board.edition.start
        last = _aware(until).astimezone(SHANGHAI).date() if until else board.edition.end
        days = days_of(first, last)[:366]
        cells = coverage(board.view, self.replica.ledger.indicators.numbers.get(SESSIONS), days)
        body = answers.coverage_json(cells, days, self._children(board.scope))
        return {"edition": board.edition.edition, "scope": board.scope.name, "cut": str(board.cut), **body}

    def completeness(self, edition: str, scope: Scope, kind: Kind | None) -> dict[str, Any]:
        """Obligations of the scope itself and of whatever lies below it."""
        self.boards.edition(edition)
        name = MINISTRY if scope.nation else scope.name
        owed = sorted(
            (
                one
                for one in self.directory.all_obligations()
                if one.edition == edition and kind in (None, one.kind) and name in self.boards.path_of(one.debtor)
            ),
            key=lambda one: (one.due_at, one.obligation),
        )
        judged = completeness(owed, self._answers(edition), self.clock.now())
        return {
            "edition": edition,
            "scope": scope.name,
            "cut": str(self.replica.cut),
            **answers.completeness_json(judged),
        }

    def checks(self, edition: str) -> dict[str, Any]:
        """The checks of an edition at the current cut."""
        board = self.boards.board(edition, NATION)
        tally = buckets(self.replica.ledger, board.view)
        received = self.received.count(edition)
        return {
            "edition": edition,
            "cut": str(board.cut),
            "differences": differences(board.counter, self.boards.dictionary),
            "received": received,
            "received_difference": received - sum(tally.values()),
            "buckets": {bucket.value: number for bucket, number in tally.items()},
            "unreadable": len(self.replica.ledger.unreadable),
        }

    def _answers(self, edition: str) -> dict[str, list[Item]]:
        ledger = self.replica.ledger
        found: dict[str, list[Item]] = {}
        for slot, obligation in enumerate(ledger.slots.obligation):
            if obligation != NONE and ledger.homes.values[ledger.slots.home[slot]].edition == edition:
                found.setdefault(ledger.obligations.values[obligation], []).append(item_of(ledger, slot))
        return found

    def _children(self, scope: Scope) -> list[str]:
        if scope.nation:
            return self.boards.units()
        return [one.organisation for one in self.directory.children(scope.name)]


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
