"""A person's decision: checked against the table, carried out on the standing, and kept with everything that led to it.

`decide` is where "why was this item sent back" is answered; it does no I/O and takes time and revision from its caller.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from contracts.featured import FeaturedItem
from contracts.moderation import Act, Decision, DecisionEvent, MarkedField, Override, Part, Standing, State
from contracts.organisations import MINISTRY
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.featuring import Imprint, Reason, featured_now, next_said
from services.moderation.domain.files import are_missing, shows_lost_consent, shows_taken_file
from services.moderation.domain.overrides import heeded, require_overrides
from services.moderation.domain.record import (
    Filed,
    Handled,
    Kept,
    Person,
    Proof,
    Published,
    Record,
    Undoable,
    waits_for,
    without_loose_versions,
)
from services.moderation.domain.rules import Allowed, Surroundings, allowance, may_be_undone
from services.moderation.domain.table import JUDGING, REASON_NEEDED


@dataclass(frozen=True, slots=True)
class Command:
    """What a person asks for. `decision` is the id they chose; `version` the one they saw.

    `target` goes with marking a duplicate, `joint_activity` with naming a joint one, `undoes` with an undo, `overrides` with
    judging a version in which automatic checks found something that blocks.
    """

    decision: str
    act: Act
    version: int
    reason: str | None = None
    fields: tuple[MarkedField, ...] = ()
    target: UUID | None = None
    joint_activity: str | None = None
    undoes: str | None = None
    overrides: tuple[Override, ...] = ()

    def body_sha256(self, person: Person) -> str:
        """The digest by which the same request of the same person is told from another one under the same id."""
        marks = [[mark.path, mark.note, *([mark.code] if mark.code else [])] for mark in self.fields]
        said = [
            person.person,
            self.act,
            self.version,
            self.reason,
            marks,
            self.target,
            self.joint_activity,
            self.undoes,
        ]
        if self.overrides:
            said.append([[one.finding, one.reason] for one in self.overrides])
        return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Decided:
    """A new record, the event that says so, and the entry that a repeat of the request is answered with.

    `featured` is what newsrooms are told by the same change; None where nothing of theirs changes.
    """

    record: Record
    event: DecisionEvent
    kept: Kept
    featured: FeaturedItem | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act makes of a record before it is kept.

    `published` is what is public afterwards; where that ends, newsrooms are told `reason`.
    """

    standing: Standing
    handled: tuple[Handled, ...]
    proofs: tuple[Proof, ...]
    published: Published | None
    reason: Reason = "unfeatured"
    waiting_since: datetime | None = None
    versions: tuple[Filed, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    record: Record
    command: Command
    person: Person
    allowed: Allowed
    around: Surroundings


def repeated(record: Record, command: Command, person: Person) -> Kept | None:
    """The answer already given to this very request, None where it is new. Raises Problem(id_taken) for another body."""
    kept = record.kept(command.decision)
    if kept and kept.body_sha256 != command.body_sha256(person):
        raise Problem(ProblemCode.ID_TAKEN)
    return kept


def decide(record: Record, command: Command, person: Person, around: Surroundings, revision: int) -> Decided:
    """Carry out one decision at `around.now` under `revision`.

    Raises Problem(stale_version) naming the current version, those of `allowance`, reason_needed, block_needs_reason,
    missing_field, not_found, self_duplicate, across_units, conflict, nothing_to_undo.
    """
    if command.version != record.standing.version:
        raise Problem(ProblemCode.STALE_VERSION, version=record.standing.version)
    allowed = allowance(record, person, command.act, around)
    if command.act in REASON_NEEDED and not (command.reason or "").strip():
        raise Problem(ProblemCode.REASON_NEEDED)
    require_overrides(record, command.act, command.overrides, around)
    step = _Step(record, command, person, allowed, around)
    outcome = _EFFECTS[command.act](step)
    decision = Decision(
        id=command.decision,
        act=command.act,
        actor=person.person,
        organisation=allowed.organisation,
        level=allowed.level,
        version=record.standing.version,
        at=around.now,
        reason=command.reason,
        rule=allowed.rule,
        fields=command.fields,
        undoes=record.undoable.decision if command.act is Act.UNDO and record.undoable else None,
        overrides=heeded(command.act, command.overrides, around),
    )
    undoable = _undoable(record, decision, around.now) if may_be_undone(command.act) else None
    return keep(
        replace(record, claim=None),
        outcome,
        decision,
        revision,
        undoable=undoable,
        body_sha256=command.body_sha256(person),
    )


def keep(
    record: Record,
    outcome: Outcome,
    decision: Decision,
    revision: int,
    *,
    undoable: Undoable | None = None,
    body_sha256: str = "",
) -> Decided:
    """Make the next record of an outcome: its revision, its place in the history, since when it waits where it lies.

    Whatever act ended or changed what is public, newsrooms are told in the same change.
    """
    published, featured = next_said(record.published, outcome.published, revision, decision.at, outcome.reason)
    standing = changed(outcome.standing, featured=published is not None)
    moved = waits_for(standing) != waits_for(record.standing) or standing.version != record.standing.version
    since = outcome.waiting_since or (decision.at if moved else record.waiting_since)
    kept = Kept(decision, revision, standing.state, standing.level, body_sha256)
    after = replace(
        record,
        revision=revision,
        standing=standing,
        handled=outcome.handled,
        proofs=outcome.proofs,
        versions=record.versions if outcome.versions is None else outcome.versions,
        waiting_since=since,
        history=(*record.history, kept),
        undoable=undoable,
        published=published,
    )
    event = DecisionEvent(submission=standing.submission, revision=revision, decision=decision, standing=standing)
    return Decided(without_loose_versions(after), event, kept, featured)


def changed(standing: Standing, **fields: object) -> Standing:
    """The standing with some fields replaced; an unknown field is a fault of the caller."""
    unknown = fields.keys() - Standing.model_fields.keys()
    if unknown:
        raise TypeError(str(unknown))
    return standing.model_copy(update=fields)


def _undoable(record: Record, decision: Decision, now: datetime) -> Undoable:
    return Undoable(
        decision=decision.id,
        person=decision.actor,
        organisation=decision.organisation,
        at=now,
        standing=record.standing,
        handled=record.handled,
        proofs=record.proofs,
        waiting_since=record.waiting_since,
        published=record.published,
    )


def _outcome(step: _Step, **fields: object) -> Outcome:
    """The usual outcome: some fields of the standing change, and a judging act is noted with its person and desk.

    What is public stays so unless the act itself changes it.
    """
    handled = step.record.handled
    if step.command.act in JUDGING:
        handled = (*handled, Handled(step.person.person, step.allowed.desk))
    return Outcome(changed(step.record.standing, **fields), handled, step.record.proofs, step.record.published)


def _pass_up(step: _Step) -> Outcome:
    standing = step.record.standing
    part = Part(version=standing.version, level=step.allowed.level, facts=step.record.newest.facts)
    return _outcome(step, level=step.allowed.level, in_review=part)


def _accept(step: _Step) -> Outcome:
    """The new version counts in the old one's place. What is public stays so until the new one, too, has been proofread."""
    standing = step.record.standing
    part = Part(version=standing.version, level=step.allowed.level, facts=step.record.newest.facts)
    return _outcome(step, state=State.ACCEPTED, level=step.allowed.level, counted=part, in_review=None)


def _return(step: _Step) -> Outcome:
    """Back to the filer. An accepted version stays counted until a new one is accepted in its place, but is public no more.

    Where a newer version is returned from review, what is public was not judged, and stays.
    """
    outcome = _outcome(step, state=State.RETURNED, in_review=None)
    if step.record.standing.state is State.IN_REVIEW:
        return outcome
    return replace(outcome, published=None, reason="returned")


def _refuse(step: _Step) -> Outcome:
    """Refuse what is in review; where nothing is, what counts goes out."""
    if step.record.standing.state is State.IN_REVIEW:
        return _outcome(step, state=State.REFUSED, in_review=None)
    return replace(_outcome(step, state=State.REFUSED, counted=None), published=None, reason="refused")


def _withdraw(step: _Step) -> Outcome:
    outcome = _outcome(step, state=State.WITHDRAWN, counted=None, in_review=None)
    return replace(outcome, published=None, reason="withdrawn")


def _proofread(step: _Step) -> Outcome:
    return replace(_outcome(step), proofs=(*step.record.proofs, Proof(step.person.person, step.around.now)))


def _feature(step: _Step) -> Outcome:
    """The newest version is public from now on: for the first time, or in the place of an older one."""
    around = step.around
    names = (around.organisation_name, around.unit_name)
    imprint = Imprint(*names, usage_terms=around.edition.rules.usage_terms, at=around.now)
    return replace(_outcome(step), published=featured_now(step.record, imprint))


def _unfeature(step: _Step) -> Outcome:
    return replace(_outcome(step), published=None)


def _mark_duplicate(step: _Step) -> Outcome:
    standing, target = step.record.standing, step.around.target
    if step.command.target is None:
        raise Problem(ProblemCode.MISSING_FIELD)
    if step.command.target == standing.submission:
        raise Problem(ProblemCode.SELF_DUPLICATE)
    if target is None or target.submission != step.command.target:
        raise Problem(ProblemCode.NOT_FOUND)
    if target.edition != standing.edition:
        raise Problem(ProblemCode.CONFLICT, edition=target.edition)
    if not _is_national(step) and target.unit != standing.unit:
        raise Problem(ProblemCode.ACROSS_UNITS)
    return _outcome(step, duplicate_of=target.submission)


def _unmark_duplicate(step: _Step) -> Outcome:
    return _outcome(step, duplicate_of=None)


def _name_joint(step: _Step) -> Outcome:
    """Of a joint activity the member named last counts, so naming it again is an act, too.

    A unit puts its items under names of its own; under a name of the ministry's, or another unit's, only the ministry does.
    """
    if not step.command.joint_activity:
        raise Problem(ProblemCode.MISSING_FIELD)
    if not _is_national(step) and step.around.joint_owner not in {None, step.record.standing.unit}:
        raise Problem(ProblemCode.ACROSS_UNITS)
    return _outcome(step, joint_activity=step.command.joint_activity, joint_named_at=step.around.now)


def owner_of_name(decided: Decided) -> str | None:
    """Whose the item's joint name must be once this decision stands: its unit's, or the ministry's. None where it is as before."""
    standing, decision = decided.record.standing, decided.event.decision
    if standing.joint_activity is None or decision.act not in {Act.NAME_JOINT, Act.REATTRIBUTE}:
        return None
    is_units = decision.act is Act.NAME_JOINT and decision.organisation != MINISTRY
    return standing.unit if is_units else MINISTRY


def _leave_joint(step: _Step) -> Outcome:
    return _outcome(step, joint_activity=None, joint_named_at=None)


def _reattribute(step: _Step) -> Outcome:
    """Follow a move: the new unit and chain, where what counts goes on counting.

    What is in review resumes at the last step that both chains share, and the accepting organisation still has to accept.
    """
    standing, route = step.record.standing, step.around.route
    if route is None:
        raise Problem(ProblemCode.CONFLICT)
    last = len(route.chain) - 1
    level = _matching_level(standing, route.chain)
    in_review = standing.in_review and standing.in_review.model_copy(update={"level": level})
    counted = standing.counted and standing.counted.model_copy(update={"level": last})
    reached = last if standing.state is State.ACCEPTED else level
    return _outcome(step, unit=route.unit, chain=route.chain, level=reached, in_review=in_review, counted=counted)


def _matching_level(standing: Standing, chain: tuple[str, ...]) -> int:
    shared = 0
    while shared < min(len(chain), len(standing.chain)) and chain[shared] == standing.chain[shared]:
        shared += 1
    return max(0, min(standing.level, shared - 1, len(chain) - 2))


def _undo(step: _Step) -> Outcome:
    undoable = step.record.undoable
    if undoable is None or step.command.undoes not in {None, undoable.decision}:
        raise Problem(ProblemCode.NOTHING_TO_UNDO)
    published = undoable.published
    if shows_lost_consent(published, step.record) or shows_taken_file(published, step.record.media):
        # Nobody's undo shows people who have meanwhile said that they no longer agree.
        published = None
    standing, since = undoable.standing, undoable.waiting_since
    if step.record.standing.state is State.WITHDRAWN:
        # Of a withdrawn item nobody noted which files came meanwhile.
        standing = changed(standing, files_missing=are_missing(step.record, step.record.newest))
    return Outcome(standing, undoable.handled, undoable.proofs, published, waiting_since=since)


def _is_national(step: _Step) -> bool:
    return step.allowed.organisation == MINISTRY


_EFFECTS: dict[Act, Callable[[_Step], Outcome]] = {
    Act.PASS_UP: _pass_up,
    Act.ACCEPT: _accept,
    Act.RETURN: _return,
    Act.REFUSE: _refuse,
    Act.WITHDRAW: _withdraw,
    Act.PROOFREAD: _proofread,
    Act.FEATURE: _feature,
    Act.UNFEATURE: _unfeature,
    Act.MARK_DUPLICATE: _mark_duplicate,
    Act.UNMARK_DUPLICATE: _unmark_duplicate,
    Act.NAME_JOINT: _name_joint,
    Act.LEAVE_JOINT: _leave_joint,
    Act.REATTRIBUTE: _reattribute,
    Act.UNDO: _undo,
}
