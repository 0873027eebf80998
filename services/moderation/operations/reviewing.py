"""One item at a time: read it, take it in hand, decide on it."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from contracts.editions import Edition, chain_for
from contracts.moderation import Act, Decision, Standing
from contracts.organisations import MINISTRY
from contracts.problems import Problem, ProblemCode
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller
from services.kit.outbox import next_revision
from services.moderation import metrics
from services.moderation.domain.answering import answered_return
from services.moderation.domain.claim import claim, release
from services.moderation.domain.decide import Command, Decided, decide, owner_of_name, repeated
from services.moderation.domain.overrides import OVER_BLOCKS
from services.moderation.domain.record import Claim, Kept, Record
from services.moderation.domain.rules import Route, Surroundings, permissions
from services.moderation.domain.table import CLAIM, REVIEWING, Column
from services.moderation.operations.ledger import PASSING, Done, Ledger, actor_of, object_of, person_of, scope_of
from services.moderation.operations.narrowing import Inside
from services.moderation.operations.ordering import Ordered
from services.moderation.store.checks import Checked, CheckStatus, CheckStore
from services.moderation.store.complaints import ComplaintStore
from services.moderation.store.documents import Stored
from services.moderation.store.items import Claimed, Filter
from services.moderation.store.joint import JointStore
from services.moderation.store.orders import Position

ATTEMPTS = 10
NEXT_CANDIDATES = 20
RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Seen:
    """An item as one caller sees it: with everything they may do, or the code of the problem why not.

    `shows_target` is whether they also see the item that it is a duplicate of. `checked` is what automatic checks said of the
    newest version, None where they have not run yet; `sees` are the other submissions in its findings that the caller sees.
    `complaints` are open ones about the item. `names` says what the organisations are called that the answer speaks of;
    `undo_until` is until when the caller may take their own newest act back, None where they may not. `answers` is the
    return that the newest version answers, `due_at` by when its obligation was to be answered.
    """

    record: Record
    may: dict[Column, ProblemCode | None]
    shows_target: bool = False
    checked: Checked | None = None
    sees: frozenset[UUID] = frozenset()
    complaints: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    undo_until: datetime | None = None
    answers: Decision | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside the items and is shown with them: reports of automatic checks, and complaints."""

    checks: CheckStore
    complaints: ComplaintStore


class Reviewing:
    """The reviewer's work on single items."""

    def __init__(self, ledger: Ledger, joint: JointStore, beside: Beside, directory: DirectoryView) -> None:
        self._ledger = ledger
        self._joint = joint
        self._beside = beside
        self._directory = directory
        self.ordered = Ordered(ledger.items, directory)

    async def read(self, submission: UUID, caller: Caller) -> Seen:
        """An item with what the caller may do. Raises Problem(not_found)."""
        return await self._whole((await self._ledger.visible(submission, caller)).record, caller)

    def seen(self, record: Record, caller: Caller, checked: Checked | None = None) -> Seen:
        """What a caller may do to an item."""
        around, standing = self.around(record.standing), record.standing
        may = permissions(record, person_of(caller), around)
        names = {standing.organisation: around.organisation_name, standing.unit: around.unit_name}
        undo_until = None
        if may[Act.UNDO] is None and record.undoable:
            undo_until = record.undoable.at + timedelta(seconds=around.edition.rules.undo_window_seconds)
        answers, due_at = answered_return(record), self.ordered.due_at(standing.obligation)
        return Seen(record, may, checked=checked, names=names, undo_until=undo_until, answers=answers, due_at=due_at)

    async def checked(self, records: Sequence[Record]) -> dict[UUID, Checked]:
        """What automatic checks said of the newest versions, by submission; what has not been checked yet is left out."""
        wanted = {record.standing.submission: record for record in records}
        found = await self._beside.checks.reports((name, record.standing.version) for name, record in wanted.items())
        return {name: one for name, one in found.items() if one.content_sha256 == wanted[name].newest.content_sha256}

    async def decide(self, submission: UUID, command: Command, caller: Caller) -> Kept:
        """Take a decision, or give the answer again that it was given. Raises the problems of the domain's `decide`."""
        async with self._ledger.refusals_on_record(caller, command.act.value, object_of(submission)):
            try:
                return await self._decide(submission, command, caller)
            except Problem as problem:
                if problem.code is ProblemCode.STALE_VERSION:
                    metrics.STALE_DECISIONS.labels(command.act.value).inc()
                raise

    async def claim(self, submission: UUID, caller: Caller) -> Claim:
        """Take an item in hand. Raises Problem(not_found, claimed_by_other) and the other problems of a claim."""
        async with self._ledger.refusals_on_record(caller, CLAIM, object_of(submission)):
            try:
                return await self._claim(submission, caller)
            except Problem as problem:
                if problem.code is ProblemCode.CLAIMED_BY_OTHER:
                    metrics.CLAIM_CONFLICTS.inc()
                raise

    async def release(self, submission: UUID, caller: Caller, token: str) -> None:
        """Give an item back; where nobody holds it any more, nothing happens. Raises Problem(not_found, claimed_by_other)."""
        async with self._ledger.refusals_on_record(caller, RELEASE, object_of(submission)):
            await self._release(submission, caller, token)

    async def claim_next(self, wanted: Filter, inside: Inside, caller: Caller) -> tuple[Seen, Claim] | None:
        """Take the first item of the caller's desks that fits, is free and theirs to judge; None where none waits."""
        after: Position | None = None
        asking = (caller.hands, self._ledger.now())
        free = replace(at_desks(caller, wanted), claimed=Claimed.FREE)
        while True:
            page, after = await self.ordered.page(scope_of(caller), free, asking, after, NEXT_CANDIDATES)
            checked = {} if inside.is_open else await self.checked([stored.record for stored in page])
            for stored in page:
                if not inside.fits(stored.record, checked.get(stored.record.standing.submission)):
                    continue
                taken = await self._try_claim(stored, caller)
                if taken:
                    return await self._whole(taken, caller), _held(taken)
            if after is None:
                return None

    def around(self, standing: Standing) -> Surroundings:
        """What the rules must know of the directory and of now. Raises Problem(not_ready)."""
        edition = self._directory.edition(standing.edition)
        if edition is None:
            raise Problem(ProblemCode.NOT_READY)
        return Surroundings(
            edition,
            self._ledger.now(),
            route=self._route(standing, edition),
            organisation_name=self._name(standing.organisation),
            unit_name=self._name(standing.unit),
        )

    async def around_for(self, record: Record, command: Command, caller: Caller) -> Surroundings:
        """The same with what this command points to, as far as the caller sees it, and what checks found to block it."""
        standing = record.standing
        around = self.around(standing)
        if command.act in OVER_BLOCKS:
            around = _with_findings(around, (await self.checked([record])).get(standing.submission))
        owner, target = None, await self._target(command.target, caller)
        if command.act is Act.NAME_JOINT and command.joint_activity:
            owner = await self._joint.owner(standing.edition, command.joint_activity)
        return replace(around, target=target, joint_owner=owner)

    async def keep(self, stored: Stored, decided: Decided, caller: Caller) -> bool:
        """Write a decision with its act; false when somebody else was faster, to the item or to the name it gives it."""
        if not await self._owns_name(decided):
            return False
        decision = decided.event.decision
        done = Done(decision.act.value, decision.id)
        act = self._ledger.act_done(actor_of(caller, decision.organisation), done, stored.record, decided.record)
        return await self._ledger.change(stored, decided, act)

    async def _whole(self, record: Record, caller: Caller) -> Seen:
        target = await self._target(record.standing.duplicate_of, caller)
        checked = (await self.checked([record])).get(record.standing.submission)
        sees = await self._seen_in(checked, caller)
        complaints = await self._beside.complaints.open_about(record.standing.submission)
        seen = self.seen(record, caller, checked)
        names = self._names({*record.standing.chain, *_deciding(record), *_spoken_of(checked, sees)})
        shows = target is not None
        return replace(seen, shows_target=shows, sees=sees, complaints=complaints, names={**names, **seen.names})

    async def _seen_in(self, checked: Checked | None, caller: Caller) -> frozenset[UUID]:
        """The other submissions that findings speak of, as far as the caller sees them."""
        findings = checked.report.findings if checked and checked.report else ()
        named = {about.submission for finding in findings for about in finding.about}
        return frozenset([one for one in named if await self._target(one, caller)])

    async def _target(self, submission: UUID | None, caller: Caller) -> Standing | None:
        """The item that another one points to, where the caller sees it."""
        found = await self._ledger.items.load(submission) if submission else None
        return found.record.standing if found and scope_of(caller).sees(found.record.standing) else None

    async def _owns_name(self, decided: Decided) -> bool:
        owner, standing = owner_of_name(decided), decided.record.standing
        if owner is None or standing.joint_activity is None:
            return True
        held = await self._joint.take(standing.edition, standing.joint_activity, owner)
        if owner == MINISTRY and held not in {MINISTRY, standing.unit}:
            # Before the item is written: from then on the unit that had the name cannot change what lies across units.
            await self._joint.hand_over(standing.edition, standing.joint_activity, MINISTRY)
        return owner in {MINISTRY, held}

    async def _decide(self, submission: UUID, command: Command, caller: Caller) -> Kept:
        person = person_of(caller)
        for _ in range(ATTEMPTS):
            stored = await self._ledger.visible(submission, caller)
            kept = repeated(stored.record, command, person)
            if kept:
                return kept
            around = await self.around_for(stored.record, command, caller)
            decided = decide(stored.record, command, person, around, next_revision(stored.revision, around.now))
            if await self.keep(stored, decided, caller):
                return decided.kept
        raise Problem(ProblemCode.CONFLICT)

    async def _claim(self, submission: UUID, caller: Caller) -> Claim:
        for _ in range(ATTEMPTS):
            stored = await self._ledger.visible(submission, caller)
            record = await self._take(stored, caller)
            if record:
                return _held(record)
        raise Problem(ProblemCode.CONFLICT)

    async def _release(self, submission: UUID, caller: Caller, token: str) -> None:
        for _ in range(ATTEMPTS):
            stored = await self._ledger.visible(submission, caller)
            record = release(stored.record, person_of(caller), token, self._ledger.now())
            if record is stored.record:
                return
            done = Done(RELEASE, f"{RELEASE}:{stored.revision}")
            actor = actor_of(caller, _held(stored.record).organisation)
            if await self._ledger.note(stored, record, self._ledger.act_done(actor, done, stored.record, record)):
                return
        raise Problem(ProblemCode.CONFLICT)

    async def _try_claim(self, stored: Stored, caller: Caller) -> Record | None:
        """Claim one of several candidates; one that is not to be had is passed over without a refusal on record."""
        try:
            return await self._take(stored, caller)
        except Problem as problem:
            if problem.code in PASSING:
                raise
            return None

    async def _take(self, stored: Stored, caller: Caller) -> Record | None:
        record = claim(stored.record, person_of(caller), self.around(stored.record.standing), secrets.token_urlsafe(16))
        done = Done(CLAIM, f"claim:{stored.revision}")
        act = self._ledger.act_done(actor_of(caller, _held(record).organisation), done, stored.record, record)
        if not await self._ledger.note(stored, record, act):
            metrics.CLAIM_CONFLICTS.inc()
            return None
        metrics.CLAIMS.inc()
        return record

    def _names(self, organisations: Iterable[str]) -> dict[str, str]:
        return {one: self._name(one) for one in sorted(organisations)}

    def _name(self, organisation: str) -> str:
        known = self._directory.organisation(organisation)
        return known.name if known else organisation

    def _route(self, standing: Standing, edition: Edition) -> Route | None:
        organisation = self._directory.organisation(standing.organisation)
        return Route(organisation.unit, chain_for(organisation, edition)) if organisation else None


def _deciding(record: Record) -> set[str]:
    """The organisations in whose name somebody has decided."""
    return {kept.decision.organisation for kept in record.history}


def _spoken_of(checked: Checked | None, sees: frozenset[UUID]) -> set[str]:
    """Whose the other submissions are that findings speak of and that the caller sees."""
    findings = checked.report.findings if checked and checked.report else ()
    return {about.organisation for finding in findings for about in finding.about if about.submission in sees}


def _with_findings(around: Surroundings, checked: Checked | None) -> Surroundings:
    if checked is None:
        # Where checks lag or stand still, what nobody has looked at must not become public by being early.
        return replace(around, unchecked=True)
    blocks = tuple(finding.id for finding in checked.report.blocks) if checked.report else ()
    return replace(around, blocks=blocks, unchecked=checked.status is not CheckStatus.CHECKED)


def desks_of(caller: Caller) -> tuple[str, ...]:
    """The organisations at whose desks the caller reviews."""
    return caller.organisations(REVIEWING)


def at_desks(caller: Caller, wanted: Filter) -> Filter:
    """The same filter, narrowed to what waits for one of the caller's desks."""
    return replace(wanted, waits_for=desks_of(caller), state=None)


def _held(record: Record) -> Claim:
    if record.claim is None:
        raise Problem(ProblemCode.INTERNAL)
    return record.claim
