"""What moderation answers: items with everything the caller may do to them, decisions, bulk results."""

from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.base import Contract
from contracts.moderation import Decision, Standing, State
from contracts.problems import ProblemCode
from contracts.submissions import AnyContent, Entered, File, Kind, Verdict
from services.moderation.api.findings import (
    CheckAnswer,
    FileAnswer,
    check_answer,
    check_state,
    file_answers,
    notable_count,
    open_block_count,
)
from services.moderation.domain.bulk import BulkResult, Preview, Result
from services.moderation.domain.decide import changed
from services.moderation.domain.queue import band
from services.moderation.domain.record import Claim, Kept, Published, waits_for
from services.moderation.domain.rules import PROOF_STEPS, PROOFS_NEEDED
from services.moderation.domain.table import Column
from services.moderation.operations.bulks import Previewed
from services.moderation.operations.reviewing import Seen
from services.moderation.store.checks import CheckStatus


class May(Contract):
    """What this caller may do to this item now; `why_not` names the problem of every act that is not allowed."""

    may_claim: bool
    may_pass_up: bool
    may_accept: bool
    may_return: bool
    may_refuse: bool
    may_proofread: bool
    may_feature: bool
    may_unfeature: bool
    may_withdraw: bool
    may_mark_duplicate: bool
    may_unmark_duplicate: bool
    may_name_joint: bool
    may_leave_joint: bool
    may_reattribute: bool
    may_undo: bool
    why_not: dict[str, str]


class ClaimAnswer(Contract):
    """Who has the item in hand until when. `token` is shown to its holder alone."""

    person: str
    until: datetime
    mine: bool
    token: str | None = None


class ReturnAnswered(Contract):
    """The return that a version answers: whose it was, in whose name, when. `mine` is whether it was the caller's."""

    person: str
    organisation: str
    at: datetime
    version: int
    mine: bool


class Line(May):
    """An item in a list. `blocks` are open ones, `findings` all that are more than a remark, `proofs_done` readings of three.

    `answers` is the return that its newest version answers; `due_at` by when what it is filed for is owed.
    """

    submission: UUID
    edition: str
    kind: Kind
    organisation: str
    organisation_name: str
    unit: str
    unit_name: str
    title: str
    state: State
    version: int
    revision: int
    level: int
    waits_for: str | None
    band: int
    waiting_since: datetime
    age_seconds: int
    verdict: Verdict
    is_duplicate: bool
    featured: bool
    files_missing: bool
    checks: tuple[str, ...]
    check_state: CheckStatus
    blocks: int
    findings: int
    proofs_done: int
    claim: ClaimAnswer | None
    answers: ReturnAnswered | None
    due_at: datetime | None


class ProofAnswer(Contract):
    """One of the three proof readings, 1 to 3, with its name."""

    step: int
    name: str
    person: str
    at: datetime


class KeptAnswer(Contract):
    """A decision that was taken, with the revision it made and what the item became by it."""

    decision: Decision
    revision: int
    state: State
    level: int


class PublishedAnswer(Contract):
    """What newsrooms have of the item now: which version, since when, under which revision of its event."""

    version: int
    revision: int
    change: str
    title: str
    assets: int
    featured_at: datetime
    changed_at: datetime


class Item(Line):
    """An item complete: what was filed last, the whole standing, and every decision so far, oldest first.

    The standing names what the item is a duplicate of only to those who see that item, too. `next_proof` names the reading
    that is due, None where all three are done. `files` says of every promised file where it stands, `check` what the
    automatic checks said, `published` what is public now, which may be an older version. `complaints` are open ones. `names`
    says what the organisations of this answer are called; until `undo_until` the caller may take their newest act back.
    `entered_as` says how and when something came that a clerk typed in; `filed_at` is then when that was. `filed_from` is
    the organisation that filed for the item's own, `filed_for` the colleague whose work `filed_by` did.
    """

    filed_by: str
    filed_from: str | None
    filed_for: str | None = None
    filed_at: datetime
    entered_as: Entered | None = None
    late_reason: str | None
    content: AnyContent
    manifest: tuple[File, ...]
    standing: Standing
    proofs: tuple[ProofAnswer, ...]
    next_proof: str | None
    files: tuple[FileAnswer, ...]
    check: CheckAnswer
    published: PublishedAnswer | None
    complaints: int
    history: tuple[KeptAnswer, ...]
    names: dict[str, str]
    undo_until: datetime | None


class Claimed(Contract):
    """An item taken in hand."""

    claim: ClaimAnswer
    item: Item


class Page(Contract):
    """A page of items. `next` is the cursor of the page after it; `counts` are the items of the branch by state.

    `total` is how many items fit on all pages; None where the list is narrowed to what only a look into each item tells
    (`found`, `featured`, `proofs_done`). Such a page may hold fewer items than asked for, and still have a next one.
    """

    items: tuple[Line, ...]
    next: str | None
    counts: dict[str, int]
    total: int | None


class PreviewLineAnswer(Contract):
    """What a bulk would do to one item: bound to `revision`, or refused with `problem`."""

    submission: UUID
    revision: int
    version: int
    title: str
    problem: str | None


class PreviewAnswer(Contract):
    """A preview to confirm. `left_over` items fit the selection and are not in it, because a bulk is capped."""

    preview: str
    expires_at: datetime
    count: int
    refused: int
    left_over: int
    items: tuple[PreviewLineAnswer, ...]


class ResultAnswer(Contract):
    """What became of one item."""

    submission: UUID
    result: Result
    revision: int | None
    problem: str | None


class BulkAnswer(Contract):
    """What became of every item of a bulk, and how many of each result there are."""

    bulk: UUID
    done: int
    changed: int
    refused: int
    items: tuple[ResultAnswer, ...]


def line_of(seen: Seen, person: str, now: datetime) -> Line:
    """An item as a line of a list."""
    return Line(**_line_fields(seen, person, now))


def item_of(seen: Seen, person: str, now: datetime) -> Item:
    """An item complete."""
    record = seen.record
    filed = record.newest
    return Item(
        **_line_fields(seen, person, now),
        filed_by=filed.filed_by,
        filed_from=filed.filed_from,
        filed_for=filed.filed_for,
        filed_at=filed.received_at,
        entered_as=filed.entered_as,
        late_reason=filed.late_reason,
        content=filed.content,
        manifest=filed.manifest,
        standing=record.standing if seen.shows_target else changed(record.standing, duplicate_of=None),
        proofs=tuple(
            ProofAnswer(step=step, name=PROOF_STEPS[step - 1], person=proof.person, at=proof.at)
            for step, proof in enumerate(record.proofs, start=1)
        ),
        next_proof=PROOF_STEPS[len(record.proofs)] if len(record.proofs) < PROOFS_NEEDED else None,
        files=file_answers(record),
        check=check_answer(seen),
        published=_published(record.published) if record.published else None,
        complaints=seen.complaints,
        history=tuple(kept_answer(kept) for kept in record.history),
        names=dict(seen.names),
        undo_until=seen.undo_until,
    )


def _published(published: Published) -> PublishedAnswer:
    item = published.item
    return PublishedAnswer(
        version=item.version,
        revision=item.revision,
        change=item.change,
        title=item.title,
        assets=len(item.assets),
        featured_at=item.featured_at,
        changed_at=item.changed_at,
    )


def kept_answer(kept: Kept) -> KeptAnswer:
    """A decision as it was answered the first time, and is answered ever after."""
    return KeptAnswer(decision=kept.decision, revision=kept.revision, state=kept.state, level=kept.level)


def claim_answer(claim: Claim, person: str) -> ClaimAnswer:
    """A claim as `person` may see it."""
    mine = claim.person == person
    return ClaimAnswer(person=claim.person, until=claim.until, mine=mine, token=claim.token if mine else None)


def preview_answer(previewed: Previewed) -> PreviewAnswer:
    """A preview to confirm."""
    preview: Preview = previewed.preview
    return PreviewAnswer(
        preview=preview.preview,
        expires_at=preview.expires_at,
        count=sum(line.problem is None for line in preview.lines),
        refused=sum(line.problem is not None for line in preview.lines),
        left_over=previewed.left_over,
        items=tuple(
            PreviewLineAnswer(
                submission=line.submission,
                revision=line.revision,
                version=line.version,
                title=line.title,
                problem=_code(line.problem),
            )
            for line in preview.lines
        ),
    )


def bulk_answer(bulk: UUID, results: tuple[BulkResult, ...]) -> BulkAnswer:
    """The results of a bulk."""
    counts = {result: sum(one.result is result for one in results) for result in Result}
    return BulkAnswer(
        bulk=bulk,
        done=counts[Result.DONE],
        changed=counts[Result.CHANGED],
        refused=counts[Result.REFUSED],
        items=tuple(
            ResultAnswer(
                submission=one.submission, result=one.result, revision=one.revision, problem=_code(one.problem)
            )
            for one in results
        ),
    )


def _line_fields(seen: Seen, person: str, now: datetime) -> dict[str, Any]:
    record = seen.record
    standing, claim = record.standing, record.claimed_at(now)
    return {
        **_may(seen.may),
        "submission": standing.submission,
        "edition": standing.edition,
        "kind": standing.kind,
        "organisation": standing.organisation,
        "organisation_name": seen.names.get(standing.organisation, standing.organisation),
        "unit": standing.unit,
        "unit_name": seen.names.get(standing.unit, standing.unit),
        "title": record.newest.content.title,
        "state": standing.state,
        "version": standing.version,
        "revision": record.revision,
        "level": standing.level,
        "waits_for": waits_for(standing),
        "band": int(band(record)),
        "waiting_since": record.waiting_since,
        "age_seconds": max(0, int((now - record.waiting_since).total_seconds())),
        "verdict": standing.verdict,
        "is_duplicate": standing.duplicate_of is not None,
        "featured": standing.featured,
        "files_missing": standing.files_missing,
        "checks": tuple(check.check for check in record.newest.checks),
        "check_state": check_state(seen),
        "blocks": open_block_count(seen),
        "findings": notable_count(seen),
        "proofs_done": len(record.proofs),
        "claim": claim_answer(claim, person) if claim else None,
        "answers": _answered(seen.answers, person) if seen.answers else None,
        "due_at": seen.due_at,
    }


def _answered(decision: Decision, person: str) -> ReturnAnswered:
    return ReturnAnswered(
        person=decision.actor,
        organisation=decision.organisation,
        at=decision.at,
        version=decision.version,
        mine=decision.actor == person,
    )


def _may(may: dict[Column, ProblemCode | None]) -> dict[str, Any]:
    fields: dict[str, Any] = {f"may_{column}": problem is None for column, problem in may.items()}
    return fields | {"why_not": {f"may_{column}": problem.value for column, problem in may.items() if problem}}


def _code(problem: ProblemCode | None) -> str | None:
    return problem.value if problem else None
