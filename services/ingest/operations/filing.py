"""Receiving: a PUT from the caller's rights to the durable document with its events, and the way back of withdrawing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Literal, NoReturn
from uuid import UUID

from contracts.editions import chain_for, indicators
from contracts.organisations import Organisation, Role
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.ingest import metrics
from services.ingest.domain.entries import entering_organisation, judged_at
from services.ingest.domain.identity import Absent, Conflict, Next, Outcome, Same, content_sha256, settle
from services.ingest.domain.judging import MENDABLE, Examination, Judged, examine, invalid, judge_submission
from services.ingest.domain.mending import together
from services.ingest.domain.record import (
    Arrival,
    Filer,
    Record,
    Version,
    first_version,
    is_same_item,
    next_version,
    taken_back,
)
from services.ingest.domain.request import Context, Prior, SubmissionRequest
from services.ingest.domain.rights import READING_ROLES, acting_organisation
from services.ingest.operations.quotas import QuotaBook
from services.ingest.operations.refusals import Refusals
from services.ingest.operations.telling import Deed, act_of, news_of
from services.ingest.store.submissions import SUBMISSIONS, Stored, SubmissionStore
from services.kit.clock import Clock, whole_milliseconds
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller
from services.kit.mongo import Document
from services.kit.outbox import Relay, next_revision

MAX_TRIES = 8
"""How often a write that somebody overtook is tried anew; each try ends in another's version, so few are ever needed."""

MAX_PENDING_BYTES = 8 * 1_048_576
"""Events that may wait in one document while Kafka is away; a document holds 16 MiB."""
RETRY_AFTER_SECONDS = 30

TURNED_AWAY = frozenset({ProblemCode.LATE_REFUSED, ProblemCode.EDITION_SEALED, ProblemCode.ORGANISATION_CLOSED})
"""Refusals that somebody may dispute later, so that they are put on record like a right that was refused."""


@dataclass(frozen=True, slots=True)
class Filed:
    """The answer to a PUT: what stands now, which version the request is, and whether it has just been made."""

    record: Record
    version: Version
    outcome: Literal["created", "amended", "same"]


@dataclass(frozen=True)
class Attempt:
    """One PUT on its way: what was sent under which id, by whom."""

    submission: UUID
    request: SubmissionRequest
    if_match: int | None
    caller: Caller

    @cached_property
    def sha256(self) -> str:
        """The hash that tells whether it was sent before; a first PUT that meets nothing needs none."""
        return content_sha256(self.request)

    @property
    def target(self) -> str:
        """What the act is done to, as acts name it."""
        return f"submission:{self.submission}"


@dataclass(frozen=True, slots=True)
class Filing:
    """Receives, amends and takes back. Everything it needs is handed in."""

    store: SubmissionStore
    view: DirectoryView
    relay: Relay
    quotas: QuotaBook
    refusals: Refusals
    clock: Clock
    max_versions: int

    async def put(self, submission: UUID, request: SubmissionRequest, if_match: int | None, caller: Caller) -> Filed:
        """Receive a version durably, or find the one that this same request made before.

        Raises Problem(forbidden, not_found, id_taken, stale_version, already_withdrawn, store_away) and what
        `judge_submission` raises.
        """
        attempt = Attempt(submission, request, if_match, caller)
        with metrics.PUT_SECONDS.time():
            try:
                made = await self._create(attempt) if if_match is None else None
                filed = made or await self._settle(attempt)
            except Problem as problem:
                metrics.REFUSED.labels(problem.code.value).inc()
                if problem.code in TURNED_AWAY:
                    await self.refusals.record(
                        problem, "submit" if if_match is None else "amend", caller, attempt.target
                    )
                raise
        _measure(filed)
        return filed

    async def check(self, submission: UUID, request: SubmissionRequest, caller: Caller) -> Examination:
        """Say what a PUT would say, without storing anything. Raises Problem(forbidden, store_away)."""
        stored = await self.store.load(submission)
        at = self._now()
        mine = stored is not None and _acting_in(caller, stored.record.chain, request) is not None
        organisation = self.view.organisation(request.organisation)
        if not mine and organisation is not None:
            await self._acting(organisation, request, caller, f"submission:{submission}", "check")
        known = stored.record if stored and mine else None
        said = examine(request, await self._context(submission, request, known, at))
        if stored is None:
            return said
        standing = (
            self._standing_refusal(known, request, content_sha256(request)) if known else Problem(ProblemCode.ID_TAKEN)
        )
        return replace(said, refusal=standing or said.refusal)

    async def refusal(
        self, submission: UUID, request: SubmissionRequest, shapes: tuple[FieldProblem, ...], caller: Caller
    ) -> Problem:
        """The refusal of a form with wrong shapes, with what the rules say of the rest of it (`request` is mended).

        Raises Problem(forbidden, store_away).
        """
        metrics.REFUSED.labels(ProblemCode.INVALID.value).inc()
        said = await self.check(submission, request, caller)
        problems = together(shapes, said.problems)
        if said.refusal is None or said.refusal.code in MENDABLE:
            return invalid(problems)
        return Problem(said.refusal.code, fields=problems, **said.refusal.facts)

    async def withdraw(self, submission: UUID, version: int, caller: Caller) -> Record:
        """Take a submission back, having seen `version`; once taken back it stays so, and saying it again changes nothing.

        Raises Problem(not_found, forbidden, stale_version, store_away).
        """
        target = f"submission:{submission}"
        for _ in range(MAX_TRIES):
            stored = await self.store.load(submission)
            if stored is None:
                raise Problem(ProblemCode.NOT_FOUND)
            record, state = stored.record, stored.record.state
            acting = acting_organisation(_held(caller), record.filers)
            if acting is None:
                raise await self.refusals.record(_unseen_or_forbidden(record, caller), "withdraw", caller, target)
            if state.withdrawn:
                return record
            if version != state.version:
                raise Problem(ProblemCode.STALE_VERSION, version=state.version)
            _require_room(stored)
            at = self._now()
            after = taken_back(record, next_revision(record.revision, at))
            news = news_of(after, Deed("withdraw", caller, acting, at), record)
            if await self._write_change(stored, after, at, news):
                metrics.WITHDRAWN.labels(state.kind.value).inc()
                return after
        raise Problem(ProblemCode.CONFLICT)

    async def _create(self, attempt: Attempt) -> Filed | None:
        """Make version 1; None where something stands under the id already, which then decides."""
        request, caller, at = attempt.request, attempt.caller, self._now()
        organisation, edition = self.view.organisation(request.organisation), self.view.edition(request.edition)
        acting = request.organisation
        if organisation is not None:
            acting = await self._acting(organisation, request, caller, attempt.target, "submit")
        try:
            judged = judge_submission(request, await self._context(attempt.submission, request, None, at))
        except Problem:
            # A repeat is answered like the first time, also after its deadline or under lists that have changed.
            if await self.store.exists(attempt.submission):
                return None
            raise
        if organisation is None or edition is None:
            raise Problem(ProblemCode.INTERNAL)
        arrival = _arrival(attempt, judged, acting, at, 0)
        record = first_version(arrival, attempt.submission, organisation, edition)
        events = news_of(record, Deed("enter" if request.entered else "submit", caller, acting, at), None)
        if not await self.store.insert(record, events):
            return None
        self.relay.hand_over(SUBMISSIONS, {"_id": str(attempt.submission), "outbox": events})
        self.quotas.note(request.organisation, request.edition)
        return Filed(record, record.versions[0], "created")

    async def _settle(self, attempt: Attempt) -> Filed:
        """Let what stands under the id decide: the same request again, the next version, or a conflict."""
        for _ in range(MAX_TRIES):
            stored = await self.store.load(attempt.submission)
            acting = await self._acting_on(stored, attempt) if stored else attempt.request.organisation
            marks = [version.mark for version in stored.record.versions] if stored else []
            outcome = settle(marks, attempt.if_match, attempt.sha256)
            if stored is None or not isinstance(outcome, Same | Next):
                _refuse(outcome, attempt.if_match)
            if isinstance(outcome, Same):
                filed = await self._same(stored, attempt, acting, outcome.version)
            else:
                filed = await self._amend(stored, attempt, acting)
            if filed:
                return filed
        raise Problem(ProblemCode.CONFLICT)

    async def _same(self, stored: Stored, attempt: Attempt, acting: str, version: int) -> Filed | None:
        """A request answered before. Whom to ring is no part of a version, so a new contact is kept.

        None when somebody else was faster.
        """
        record, contact = stored.record, attempt.request.contact
        if contact is not None and contact != record.contact and version == record.state.version:
            _require_room(stored)
            at = self._now()
            after = record.with_contact(contact, next_revision(record.revision, at))
            act = act_of(after, Deed("change_contact", attempt.caller, acting, at), record)
            if not await self._write_change(stored, after, at, [act]):
                return None
        return Filed(record, record.versions[version - 1], "same")

    async def _amend(self, stored: Stored, attempt: Attempt, acting: str) -> Filed | None:
        """Make the next version; None when somebody else was faster."""
        record = stored.record
        standing = self._standing_refusal(record, attempt.request, attempt.sha256)
        if standing is not None:
            raise standing
        _require_room(stored)
        at = self._now()
        judged = judge_submission(attempt.request, await self._context(attempt.submission, attempt.request, record, at))
        after = next_version(record, _arrival(attempt, judged, acting, at, record.revision))
        verb = "enter" if attempt.request.entered else "amend"
        events = news_of(after, Deed(verb, attempt.caller, acting, at), record)
        if not await self.store.amend(record, after, events):
            return None
        self.relay.hand_over(SUBMISSIONS, {"_id": str(attempt.submission), "outbox": [*stored.outbox, *events]})
        return Filed(after, after.versions[-1], "amended")

    def _standing_refusal(self, record: Record, request: SubmissionRequest, sha256: str) -> Problem | None:
        """What keeps other content from becoming the next version, whatever the content is."""
        state = record.state
        if sha256 == state.content_sha256:
            return None
        if state.withdrawn or record.is_taken_out:
            return Problem(ProblemCode.ALREADY_WITHDRAWN, version=state.version)
        if not is_same_item(record, request):
            return Problem(ProblemCode.ID_TAKEN, version=state.version)
        if len(record.versions) >= self.max_versions:
            return Problem(ProblemCode.TOO_MANY_VERSIONS, limit=self.max_versions)
        return None

    async def _write_change(self, stored: Stored, after: Record, at: datetime, events: list[Document]) -> bool:
        if not await self.store.change(stored.record, after, at, events):
            return False
        self.relay.hand_over(SUBMISSIONS, {"_id": str(after.submission), "outbox": [*stored.outbox, *events]})
        return True

    async def _acting(
        self, organisation: Organisation, request: SubmissionRequest, caller: Caller, target: str, verb: str
    ) -> str:
        """The organisation the caller files in. Raises Problem(forbidden), on record."""
        edition = self.view.edition(request.edition)
        chain = chain_for(organisation, edition) if edition else organisation.chain
        acting = _acting_in(caller, chain, request)
        if acting is None:
            refused = "enter" if request.entered else verb
            raise await self.refusals.record(Problem(ProblemCode.FORBIDDEN), refused, caller, target)
        return acting

    async def _acting_on(self, stored: Stored, attempt: Attempt) -> str:
        """The organisation the caller amends in. Another branch's item is a taken id, or not there at all."""
        acting = _acting_in(attempt.caller, stored.record.chain, attempt.request)
        if acting is not None:
            return acting
        problem = _unseen_or_forbidden(stored.record, attempt.caller)
        if attempt.if_match is None and problem.code is ProblemCode.NOT_FOUND:
            problem = Problem(ProblemCode.ID_TAKEN)
        raise await self.refusals.record(problem, "amend", attempt.caller, attempt.target)

    async def _context(
        self, submission: UUID, request: SubmissionRequest, record: Record | None, at: datetime
    ) -> Context:
        """The world as it is at `at`; the verdict is passed on that moment, or on the one a clerk names. Raises Problem(store_away)."""
        organisation = self.view.organisation(request.organisation)
        owed = tuple(self.view.obligations(request.edition, request.organisation, request.content.kind))
        answered = await self.store.answered(submission, request.organisation, request.edition) if len(owed) > 1 else ()
        unit = record.unit if record else organisation.unit if organisation else None
        return Context(
            submission=submission,
            now=judged_at(request.entered, at),
            edition=self.view.edition(request.edition),
            organisation=organisation,
            unit=self.view.organisation(unit) if unit else None,
            find=self.view.organisation,
            indicators=indicators(),
            obligations=owed,
            answered=frozenset(answered),
            filed=self.quotas.filed(request.organisation, request.edition),
            prior=_prior(record),
            stored_at=at,
        )

    def _now(self) -> datetime:
        """The moment of a change, as the store keeps it."""
        return whole_milliseconds(self.clock.now())


def _arrival(attempt: Attempt, judged: Judged, acting: str, at: datetime, last_revision: int) -> Arrival:
    own = attempt.request.organisation
    caller = attempt.caller
    filer = Filer(caller.hands, acting if acting != own else None, caller.person if caller.acting else None)
    return Arrival(attempt.request, judged, filer, at, next_revision(last_revision, at))


def _acting_in(caller: Caller, chain: Iterable[str], request: SubmissionRequest) -> str | None:
    """The organisation the caller files in, or enters in what came on paper; None where none may."""
    find = entering_organisation if request.entered else acting_organisation
    return find(_held(caller), chain)


def _held(caller: Caller) -> Iterable[tuple[str, Role]]:
    return [(grant.organisation, grant.role) for grant in caller.grants]


def _prior(record: Record | None) -> Prior | None:
    return record.prior if record else None


def _unseen_or_forbidden(record: Record, caller: Caller) -> Problem:
    """Whoever may not even see an item is told that there is none."""
    sees = caller.may(READING_ROLES, record.scope)
    return Problem(ProblemCode.FORBIDDEN if sees else ProblemCode.NOT_FOUND)


def _require_room(stored: Stored) -> None:
    """Changes of one item wait while too many of its events do: its document must not outgrow the store's limit."""
    if sum(len(event["body"]) for event in stored.outbox) > MAX_PENDING_BYTES:
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=RETRY_AFTER_SECONDS)


def _refuse(outcome: Outcome, if_match: int | None) -> NoReturn:
    if isinstance(outcome, Conflict):
        code = ProblemCode.ID_TAKEN if if_match is None else ProblemCode.STALE_VERSION
        raise Problem(code, version=outcome.current)
    raise Problem(ProblemCode.NOT_FOUND if isinstance(outcome, Absent) else ProblemCode.CONFLICT)


def _measure(filed: Filed) -> None:
    if filed.outcome == "same":
        metrics.REPEATED.inc()
        return
    if filed.version.entered:
        metrics.ENTERED.labels(filed.version.entered.channel.value).inc()
    metrics.RECEIVED.labels(filed.record.state.kind.value, filed.version.ruling.verdict.value).inc()
    for flag in filed.version.flags:
        metrics.FLAGGED.labels(flag.partition(":")[0]).inc()
