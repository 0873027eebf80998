"""Receiving over a store that fails at any moment: what was answered is kept with its events, and a repeat settles the rest."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.base import decode_open
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from contracts.submissions import SubmissionState
from services.ingest.domain.record import Record
from services.ingest.domain.request import SubmissionRequest
from services.ingest.operations.filing import Filed, Filing
from services.ingest.operations.quotas import QuotaBook
from services.ingest.operations.refusals import Refusals
from services.ingest.store.submissions import Stored, SubmissionStore
from services.kit.clock import FixedClock
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller, Grant
from services.kit.mongo import Document
from services.kit.outbox import Relay
from tests.unit.ingest.making import EDITION, NOW, SCHOOL, SUBMISSION, UNIT, measure, report, request, session

FEW = settings(max_examples=40)
OUTCOMES = st.sampled_from(["works", "works", "works", "lost before", "lost after"])


@dataclass
class Shelf:
    """A store in memory whose writes fail as told: before they are done, or after, when only the reply is lost."""

    fates: list[str]
    record: Record | None = None
    outbox: list[Document] = field(default_factory=list)

    def _write(self, record: Record, events: Iterable[Document]) -> None:
        fate = self.fates.pop() if self.fates else "works"
        if fate == "lost before":
            raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)
        self.record = record
        self.outbox += events
        if fate == "lost after":
            raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def insert(self, record: Record, outbox: list[Document]) -> bool:
        await asyncio.sleep(0)
        if self.record is not None:
            return False
        self._write(record, outbox)
        return True

    async def load(self, _submission: UUID) -> Stored | None:
        await asyncio.sleep(0)
        return Stored(self.record, tuple(self.outbox)) if self.record else None

    async def exists(self, _submission: UUID) -> bool:
        return self.record is not None

    async def amend(self, before: Record, after: Record, outbox: list[Document]) -> bool:
        return await self.change(before, after, NOW, outbox)

    async def change(self, before: Record, after: Record, _at: object, outbox: Iterable[Document] = ()) -> bool:
        await asyncio.sleep(0)
        if self.record is None or self.record.revision != before.revision:
            return False
        self._write(after, outbox)
        return True

    async def answered(self, _besides: UUID, _organisation: str, _edition: str) -> set[str]:
        return set()

    async def count_by_organisation(self) -> dict[tuple[str, str], int]:
        return {}

    @property
    def told(self) -> list[SubmissionState]:
        """The states in the outbox, in their order."""
        bodies = [one["body"] for one in self.outbox if one["topic"] == "ingest.submissions.v1"]
        return [decode_open(SubmissionState, body) for body in bodies]


class Silent:
    """Stands for a relay and for the record of refusals: nothing is sent."""

    def hand_over(self, _collection: str, _document: Document) -> None:
        """Keep quiet."""

    async def record(self, problem: Problem, *_facts: object) -> Problem:
        """Give the problem back."""
        return problem


def filing_on(shelf: Shelf) -> Filing:
    view = DirectoryView()
    for state in (EDITION.model_copy(update={"revision": 1}), SCHOOL, UNIT):
        view.adopt(state)
    store, silent = cast("SubmissionStore", shelf), Silent()
    relay, refusals = cast("Relay", silent), cast("Refusals", silent)
    return Filing(store, view, relay, QuotaBook(store), refusals, FixedClock(NOW), 100)


def sent(visitors: int) -> SubmissionRequest:
    return request(report(session(measure("attendee_count", visitors))))


FILER = Caller("p-1", "s-1", (Grant(SCHOOL.organisation, Role.FILER),), 2**40)


async def settled(filing: Filing, visitors: int, if_match: int | None) -> Filed | ProblemCode:
    """PUT until there is an answer, as a client with a weak line does."""
    while True:
        try:
            return await filing.put(SUBMISSION, sent(visitors), if_match, FILER)
        except Problem as problem:
            if problem.code is not ProblemCode.STORE_AWAY:
                return problem.code


async def withdrawn(filing: Filing, version: int) -> Record | ProblemCode:
    """Take back until there is an answer."""
    while True:
        try:
            return await filing.withdraw(SUBMISSION, version, FILER)
        except Problem as problem:
            if problem.code is not ProblemCode.STORE_AWAY:
                return problem.code


@FEW
@given(st.lists(OUTCOMES, max_size=12), st.lists(st.integers(1, 3), min_size=1, max_size=5))
def test_one_writer_who_repeats_until_answered_makes_each_version_once(fates: list[str], wanted: list[int]) -> None:
    async def write() -> tuple[list[int], Shelf]:
        shelf = Shelf(fates)
        filing = filing_on(shelf)
        version: int | None = None
        made: list[int] = []
        for visitors in wanted:
            filed = await settled(filing, visitors, version)
            assert isinstance(filed, Filed)
            assert filed.version.content_sha256 == filed.record.versions[filed.version.version - 1].content_sha256
            if not made or made[-1] != visitors:
                made.append(visitors)
            version = filed.version.version
            assert version == len(made)
        return made, shelf

    made, shelf = asyncio.run(write())

    said = [state.content.sessions[0].measures[0].value for state in shelf.told]  # type: ignore[union-attr]
    assert said == made
    assert [state.version for state in shelf.told] == list(range(1, len(made) + 1))


@FEW
@given(st.lists(OUTCOMES, max_size=8), st.integers(2, 5))
def test_of_writers_on_one_version_one_wins_and_the_others_are_told(fates: list[str], writers: int) -> None:
    async def write() -> tuple[list[Filed | ProblemCode], Shelf]:
        shelf = Shelf(fates)
        filing = filing_on(shelf)
        await settled(filing, 1, None)
        return list(await asyncio.gather(*(settled(filing, 10 + one, 1) for one in range(writers)))), shelf

    answers, shelf = asyncio.run(write())

    assert sum(isinstance(one, Filed) for one in answers) == 1
    assert set(answers) - {one for one in answers if isinstance(one, Filed)} == {ProblemCode.STALE_VERSION}
    assert [state.version for state in shelf.told] == [1, 2]


@FEW
@given(st.lists(OUTCOMES, max_size=8))
def test_an_amendment_and_a_withdrawal_at_once_are_one_after_the_other(fates: list[str]) -> None:
    async def write() -> tuple[Filed | ProblemCode, Record | ProblemCode, Shelf]:
        shelf = Shelf(fates)
        filing = filing_on(shelf)
        await settled(filing, 1, None)
        amended, taken_back = await asyncio.gather(settled(filing, 2, 1), withdrawn(filing, 1))
        return amended, taken_back, shelf

    amended, taken_back, shelf = asyncio.run(write())

    changes = [(state.version, state.withdrawn) for state in shelf.told]
    if isinstance(amended, Filed):
        assert (taken_back, changes) == (ProblemCode.STALE_VERSION, [(1, False), (2, False)])
    else:
        assert (amended, changes) == (ProblemCode.ALREADY_WITHDRAWN, [(1, False), (1, True)])
    revisions = [state.revision for state in shelf.told]
    assert revisions == sorted(set(revisions))
