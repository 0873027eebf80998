"""Lists of what was filed, as models: lines, pages, many receipts at once, and what answers what."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from contracts.base import Contract
from contracts.moderation import State
from contracts.submissions import Kind, Verdict
from services.ingest.api.answers import ReceiptAnswer, receipt_id
from services.ingest.store.documents import Summary


class SummaryAnswer(Contract):
    """A line of a list. `counted`: figures hold an accepted version of it; `featured`: a version is public now."""

    submission: UUID
    edition: str
    kind: Kind
    organisation: str
    unit: str
    title: str
    version: int
    receipt: str
    state: str
    verdict: Verdict
    received_at: datetime
    changed_at: datetime
    counted: bool
    featured: bool


class ReceiptsAnswer(Contract):
    """Several receipts, in the order in which they were asked for; they bring no upload grants."""

    items: tuple[ReceiptAnswer, ...]


class AnswersAnswer(Contract):
    """Which item answers which obligation: of several the newest that was not returned."""

    items: dict[str, SummaryAnswer]


class PageAnswer(Contract):
    """A page of a list; `next` is the cursor of the page after it, None on the last."""

    items: tuple[SummaryAnswer, ...]
    next: str | None


def summary_answer(line: Summary) -> SummaryAnswer:
    """A line of a list."""
    return SummaryAnswer(
        submission=UUID(line.submission),
        edition=line.edition,
        kind=line.kind,
        organisation=line.organisation,
        unit=line.unit,
        title=line.title,
        version=line.version,
        receipt=receipt_id(line.submission, line.version),
        state=line.state,
        verdict=line.verdict,
        received_at=line.created_at,
        changed_at=line.changed_at,
        counted=line.counts,
        featured=line.featured,
    )


def answers_answer(lines: Sequence[Summary]) -> AnswersAnswer:
    """What answers what; `lines` are the newest first."""
    chosen: dict[str, Summary] = {}
    for line in sorted(lines, key=lambda one: one.state == State.RETURNED.value):
        if line.obligation is not None:
            chosen.setdefault(line.obligation, line)
    return AnswersAnswer(items={obligation: summary_answer(line) for obligation, line in chosen.items()})
