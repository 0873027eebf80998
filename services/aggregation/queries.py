"""Answers to readers' questions, put together from the ledger, the directory and the shared store at one cut."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from contracts.organisations import MINISTRY
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind, Series
from services.aggregation import answers
from services.aggregation.boards import Board, Boards
from services.aggregation.domain.checks import differences
from services.aggregation.domain.completeness import Owed, completeness
from services.aggregation.domain.coverage import coverage, days_of
from services.aggregation.domain.cuts import Cut
from services.aggregation.domain.figures import Question
from services.aggregation.domain.grouping import Breakdown
from services.aggregation.domain.ledger import NONE, Home
from services.aggregation.domain.standing_list import Item, buckets, contributions, item_of, readable
from services.aggregation.domain.timeliness import timeliness
from services.aggregation.domain.views import NATION, Scope
from services.aggregation.exact import ExactMoments
from services.aggregation.exporting import Cell, Language, Told, rows
from services.aggregation.owing import owing_rows
from services.aggregation.questions import BoardQuestion, FigureQuestion, Windows, moment
from services.aggregation.received import Received
from services.aggregation.replica import Replica
from services.aggregation.store import AggregationStore, Minute
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView
from services.kit.objects import AWAY, Objects

SESSIONS = "session_count"
MINUTES_MAX = 20_000
COVERAGE_DAYS_MAX = 366
LONG_AGO = datetime.min.replace(tzinfo=UTC)
ANSWERS_KEPT, ANSWERS_KEPT_FOR = 500, timedelta(seconds=1)
RETRY_AFTER_SECONDS = 2
IN_A_MINUTE = "as_of: headline figures of the nation or of a unit; by=unit for the nation"
MayRead = Callable[[Home], bool]
CoverageName = tuple[str, Scope, bool, date, date]
CountsName = tuple[str, str, bool, FigureQuestion, bool]


@dataclass(slots=True)
class Queries:
    """What the API asks; nothing here waits but for a newer cut or the store."""

    replica: Replica
    boards: Boards
    directory: DirectoryView
    store: AggregationStore
    objects: Objects
    received: Received
    clock: Clock
    exact: ExactMoments
    _told: dict[CountsName, bytes] = field(default_factory=dict)
    _covered: dict[CoverageName, dict[str, Any]] = field(default_factory=dict)
    _told_at: Cut | None = None
    _told_until: datetime = LONG_AGO

    async def reach(self, wanted: Cut | None, seconds: float) -> bool:
        """Wait for `wanted`; false when this replica has not reached it.

        Raises Problem(not_ready) before the first cut, and while the directory is not heard.
        """
        self._require_counted()
        reached = wanted is None or await self.replica.wait_for(wanted, seconds)
        # While it was waited for, the log may have turned out to be another one.
        self._require_counted()
        return reached

    def require_directory(self) -> None:
        """Raise Problem(not_ready) before the directory is heard: until then everything looks unknown."""
        if not self.directory.is_ready:
            raise Problem(ProblemCode.NOT_READY, retry_after_seconds=1)

    def _require_counted(self) -> None:
        self.require_directory()
        if not self.replica.ready.is_set():
            raise Problem(ProblemCode.NOT_READY, retry_after_seconds=1)

    def known_until(self) -> str | None:
        """Until when nothing newer in the log is missing here (ISO 8601, UTC); None before the log has answered once."""
        known = self.replica.known_until(self.clock.now())
        return known.isoformat() if known else None

    def names(self, labels: Iterable[str]) -> dict[str, str]:
        """What the organisations among some labels are called for short."""
        known = ((label, self.directory.organisation(label)) for label in labels)
        return {label: one.short_name for label, one in known if one is not None}

    async def next_change(self, seconds: float) -> None:
        """Wait for the next batch of decisions, or for `seconds`."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.replica.next_change(), seconds)

    def counts(self, question: BoardQuestion, asked: FigureQuestion, *, behind: bool = False) -> bytes:
        """The figures of a board at the present cut as JSON text; all who ask the same at one cut share it for a second.

        Raises Problem(unknown_code).
        """
        self._forget_what_is_old()
        name = question.edition, question.scope, question.pending, asked, behind
        if name not in self._told:
            board = self.boards.board(question.edition, question.scope, pending=question.pending)
            windows = asked.windows_of(board.edition.rules.headline_windows)
            found = self.boards.figures(board, asked.indicators, windows, asked.breakdowns, asked.added_series)
            labels = {label for one in found for groups in one.by.values() for label in groups}
            more = {"behind": behind, "known_until": self.known_until(), "names": self.names(labels)}
            body = answers.board_json(board, found, windows, asked.added_series) | more
            if len(self._told) >= ANSWERS_KEPT:
                self._told.clear()
            self._told[name] = orjson.dumps(body)
        return self._told[name]

    def _forget_what_is_old(self) -> None:
        cut, now = self.replica.cut, self.clock.now()
        # What the directory says moves no cut, and boards follow it all the same.
        if cut != self._told_at or now >= self._told_until:
            self._told, self._covered = {}, {}
            self._told_at, self._told_until = cut, now + ANSWERS_KEPT_FOR

    def export(self, question: BoardQuestion, asked: FigureQuestion, language: Language) -> Iterator[tuple[Cell, ...]]:
        """The rows of a board as a file holds them, counted before the first is taken. Raises Problem(unknown_code)."""
        board = self.boards.board(question.edition, question.scope, pending=question.pending)
        windows = asked.windows_of(board.edition.rules.headline_windows)
        found = self.boards.figures(board, asked.indicators, windows, asked.breakdowns, asked.added_series)
        until = self.known_until() or board.as_of.isoformat()
        told = Told(board, self._called(board.scope.name), until, asked.added_series, language)
        return rows(told, found, self._called)

    def _called(self, label: str) -> str:
        known = self.directory.organisation(label)
        return known.short_name if known else label

    async def minute(
        self, question: BoardQuestion, asked: FigureQuestion, at: datetime, *, exact: bool = False
    ) -> dict[str, Any]:
        """The recorded figures of a public scope at a moment, or, `exact`, those that the log itself gives for it.

        Raises Problem(not_found) before the first record and for other scopes, Problem(out_of_range) for what no record holds.
        """
        scope = self.boards.scope(question.scope)
        by_unit = asked.breakdowns == [Breakdown.UNIT] and scope.nation
        headline = asked.windows is Windows.HEADLINE and asked.added_series is Series.ACTUAL and not question.pending
        if not headline or (asked.breakdowns and not by_unit):
            raise Problem(ProblemCode.OUT_OF_RANGE, expected=IN_A_MINUTE)
        chosen = self.boards.chosen(asked.indicators)
        if not (scope.nation or scope.unit):
            raise Problem(ProblemCode.NOT_FOUND)
        if exact:
            record: Minute | None = await self.exact.minute(question.edition, moment(at))
        else:
            record = await self.store.minute_at(question.edition, moment(at))
        if record is None:
            raise Problem(ProblemCode.NOT_FOUND)
        indicators = [self.boards.dictionary[code] for code in chosen]
        return answers.minute_json(record, scope.name, indicators, by_unit=by_unit) | {"exact": exact}

    async def minutes(self, edition: str, since: datetime, until: datetime) -> dict[str, Any]:
        """The recorded minutes in a span."""
        found = await self.store.minutes(edition, moment(since), moment(until), MINUTES_MAX)
        return {"edition": edition, "minutes": [{"at": one["at"].isoformat(), "cut": one["cut"]} for one in found]}

    async def static(self, edition: str) -> bytes:
        """The newest static file of an edition. Raises Problem(not_found)."""
        self.require_directory()
        self.boards.edition(edition)
        # A newer publication may remove the file between the two questions, though hardly twice in a row.
        for _attempt in range(2):
            published = await self.store.publication(edition)
            if published is None or published.static is None:
                break
            try:
                body = await self.objects.get(published.static)
            except AWAY as fault:
                raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=RETRY_AFTER_SECONDS) from fault
            if body is not None:
                return body
        raise Problem(ProblemCode.NOT_FOUND)

    def sources(self, board: Board, indicator: str, may_read: MayRead, page: tuple[int, int]) -> dict[str, Any]:
        """The submissions behind a headline figure, newest first."""
        ledger, view = self.replica.ledger, board.view
        if indicator not in self.boards.dictionary:
            raise Problem(ProblemCode.NOT_FOUND)
        slots = board.counter.behind(indicator, Question(Series.ACTUAL, board.edition.rules.headline_windows))
        own, (cursor, limit) = readable(ledger, slots, may_read), page
        shown = [(slot, int(view.version_of_slot[slot])) for slot in own[cursor : cursor + limit].tolist()]
        items = [answers.item_json(item_of(ledger, slot), ledger.versions.version[one]) for slot, one in shown]
        return {
            "figure": answers.figure_id(board.edition.edition, board.scope.name, indicator),
            "incl": "pending" if board.pending else None,
            "cut": str(board.cut),
            "sources": items,
            "names": self.names({name for item in items for name in (item["organisation"], item["unit"])}),
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
        is_counted = version != NONE
        proof = answers.Proof(
            item=item,
            cut=board.cut,
            scopes=(NATION, item.home.unit) if is_counted else (),
            adds=contributions(ledger, version) if is_counted else (),
            headline=board.edition.rules.headline_windows,
            stood_back=slot in board.view.stood_back,
            unread=tuple(place for place, mark in ledger.unreadable.items() if mark.submission == submission.bytes),
        )
        return answers.proof_json(proof)

    def coverage(self, board: Board, since: date | None, until: date | None) -> dict[str, Any]:
        """Coverage of the edition's week, or of the days asked for, a year of them at most; shared as `counts` is."""
        first, last = since or board.edition.start, until or board.edition.end
        last = min(last, first + min(timedelta(days=COVERAGE_DAYS_MAX - 1), date.max - first))
        days = days_of(first, last)
        self._forget_what_is_old()
        name = board.edition.edition, board.scope, board.pending, first, last
        if name not in self._covered:
            if len(self._covered) >= ANSWERS_KEPT:
                self._covered.clear()
            cells = coverage(board.view, self.replica.ledger.indicators.numbers.get(SESSIONS), days)
            self._covered[name] = answers.coverage_json(cells, days, self._children(board.scope))
        body = self._covered[name]
        told = {"edition": board.edition.edition, "scope": board.scope.name, "cut": str(board.cut)}
        return told | body | {"known_until": self.known_until(), "names": self.names(body["children"])}

    def owed(self, edition: str, scope: Scope, kind: Kind | None) -> list[Owed]:
        """What the scope and whatever lies below it owe, and what is owed to it, each with what became of it."""
        self.boards.edition(edition)
        name = MINISTRY if scope.nation else scope.name
        owed = sorted(
            (
                one
                for one in self.directory.all_obligations()
                if one.edition == edition
                and kind in (None, one.kind)
                and name in (one.creditor, *self.boards.path_of(one.debtor))
            ),
            key=lambda one: (one.due_at, one.obligation),
        )
        return completeness(owed, self._answers(edition), self.clock.now())

    def owing_file(
        self, edition: str, scope: Scope, kind: Kind | None, language: Language
    ) -> Iterator[tuple[Cell, ...]]:
        """The same as rows of a file."""
        return owing_rows(self.owed(edition, scope, kind), self._called, language)

    def completeness(self, edition: str, scope: Scope, kind: Kind | None) -> dict[str, Any]:
        """What is owed, with the names of all who appear in it; the timeliness of what else the scope reported."""
        judged = self.owed(edition, scope, kind)
        # Whether something came in time does not wait for its review.
        board = self.boards.board(edition, scope.name, pending=True)
        slots, target_seconds = self.replica.ledger.slots, board.edition.rules.timely_target_seconds
        received, obligation = slots.snapshot("received_ms"), slots.snapshot("obligation")
        soon = timeliness(board.view, received, obligation, target_seconds, kind)
        parties = {name for one in judged for name in (one.obligation.debtor, one.obligation.creditor, one.waiting_for)}
        return {
            "edition": edition,
            "scope": scope.name,
            "cut": str(board.cut),
            **answers.completeness_json(judged),
            "names": self.names(name for name in parties if name),
            "timeliness": answers.timeliness_json(soon, target_seconds),
        }

    def checks(self, edition: str) -> dict[str, Any]:
        """The checks of an edition at the current cut."""
        board = self.boards.board(edition, NATION)
        tally = buckets(self.replica.ledger, board.view)
        received = self.received.count(edition)
        return {
            "edition": edition,
            "cut": str(board.cut),
            "known_until": self.known_until(),
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
