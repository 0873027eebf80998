"""What moderation makes of what it hears: versions and withdrawals from ingest, files from media, restatements of an operator.

A state that is late or repeated changes nothing: the highest revision wins, whatever came first.
"""

from dataclasses import replace
from datetime import datetime

from contracts.moderation import Act, Decision, Part, Standing, State
from contracts.problems import Problem, ProblemCode
from contracts.submissions import SubmissionState
from services.moderation.domain.decide import Decided, Outcome, changed, keep
from services.moderation.domain.record import Check, CheckResult, Filed, Heard, Record, without_loose_versions
from services.moderation.domain.table import TABLE, Desk

MODERATION = "moderation"


def checks_on_arrival(state: SubmissionState) -> tuple[Check, ...]:
    """The automatic checks of a version, run once, when it arrives; reviewers see the results beside the item.

    This is the one place for them. For now they are the flags that ingest derived.
    """
    return tuple(Check(flag, CheckResult.NOTICE) for flag in state.flags)


def hear(record: Record | None, state: SubmissionState, now: datetime, revision: int) -> Decided | Record | None:
    """Take over what ingest says of a submission.

    The answer is a change with its event; a record alone, where the state is newer and the standing as before; None where
    the state is not newer. Raises Problem(revision_conflict) where one revision of ingest has two contents.
    """
    if record is None:
        return _first(state, now, revision)
    heard = Heard(state.revision, state.version, state.content_sha256, state.withdrawn)
    if heard.revision <= record.heard.revision:
        if heard.revision == record.heard.revision and heard != record.heard:
            raise Problem(ProblemCode.REVISION_CONFLICT, revision=state.revision)
        return None
    following = replace(record, heard=heard)
    if state.withdrawn and record.standing.state is not State.WITHDRAWN:
        return _withdrawn(following, state, now, revision)
    if _is_another_version(record, state):
        return _new_version(following, state, now, revision)
    if state.withdrawn:
        # Once the filer has withdrawn, too, nobody's undo brings it back.
        return without_loose_versions(replace(following, undoable=None))
    return _same_version(following, state, now, revision)


def files(record: Record, *, missing: bool, now: datetime, revision: int) -> Decided | None:
    """Note whether promised files are missing; None where that is known, or the submission withdrawn."""
    act = Act.FILES_MISSING if missing else Act.FILES_COMPLETE
    if isinstance(TABLE[record.standing.state][act], ProblemCode) or record.standing.files_missing == missing:
        return None
    return _found_out(record, act, now, revision, files_missing=missing)


def restate(record: Record, operator: str, reason: str, now: datetime, revision: int) -> Decided:
    """Say the standing again under a new revision, for what no reader could read. Nothing else changes, not even an undo."""
    decision = _decision(record, Act.RESTATE, now, revision).model_copy(update={"actor": operator, "reason": reason})
    outcome = Outcome(record.standing, record.handled, record.proofs)
    return keep(record, outcome, decision, revision, undoable=record.undoable)


def _first(state: SubmissionState, now: datetime, revision: int) -> Decided:
    """The first that is heard of a submission, even when that is its withdrawal or a later version."""
    filed = _filed(state)
    standing = Standing(
        submission=state.submission,
        edition=state.edition,
        kind=state.kind,
        organisation=state.organisation,
        unit=state.unit,
        chain=state.chain,
        state=State.WITHDRAWN if state.withdrawn else State.IN_REVIEW,
        version=state.version,
        level=0,
        obligation=state.obligation,
        verdict=state.verdict,
        received_at=state.received_at,
        in_review=None if state.withdrawn else _filed_part(filed),
    )
    record = Record(
        revision=revision,
        standing=standing,
        heard=Heard(state.revision, state.version, state.content_sha256, state.withdrawn),
        waiting_since=now,
        versions=(filed,),
    )
    act = Act.WITHDRAW if state.withdrawn else Act.RECEIVE
    return keep(record, Outcome(standing, (), ()), _filers_decision(state, None, act, now), revision)


def _new_version(record: Record, state: SubmissionState, now: datetime, revision: int) -> Decided:
    """A new version begins the chain again; what is counted stays counted. A withdrawal is never taken back by one."""
    filed = _filed(state)
    before = record.standing.state
    withdrawn = before is State.WITHDRAWN
    standing = changed(
        record.standing,
        kind=state.kind,
        state=State.WITHDRAWN if withdrawn else State.IN_REVIEW,
        version=state.version,
        level=0,
        obligation=state.obligation,
        verdict=state.verdict,
        in_review=None if withdrawn else _filed_part(filed),
    )
    outcome = Outcome(standing, (), (), waiting_since=now, versions=(*_without(record, state.version), filed))
    return keep(replace(record, claim=None), outcome, _filers_decision(state, before, Act.NEW_VERSION, now), revision)


def _withdrawn(record: Record, state: SubmissionState, now: datetime, revision: int) -> Decided:
    """A withdrawal wins at once, whatever else is under way; one that overtakes its version brings that along."""
    before = record.standing
    after = changed(
        before,
        kind=state.kind,
        state=State.WITHDRAWN,
        obligation=state.obligation,
        verdict=state.verdict,
        counted=None,
        in_review=None,
        featured=False,
    )
    outcome = Outcome(after, record.handled, record.proofs)
    if _is_another_version(record, state):
        after = changed(after, version=state.version, level=0)
        outcome = Outcome(after, (), (), versions=(*_without(record, state.version), _filed(state)))
    decision = _filers_decision(state, before.state, Act.WITHDRAW, now)
    return keep(replace(record, claim=None), outcome, decision, revision)


def _same_version(record: Record, state: SubmissionState, now: datetime, revision: int) -> Decided | Record:
    """A known version under a newer revision: only what ingest has judged anew (verdict, obligation) can differ."""
    judged = {"obligation": state.obligation, "verdict": state.verdict}
    if changed(record.standing, **judged) == record.standing:
        return record
    return _found_out(record, Act.RESTATE, now, revision, **judged)


def _is_another_version(record: Record, state: SubmissionState) -> bool:
    return (state.version, state.content_sha256) != (record.standing.version, record.newest.content_sha256)


def _filed(state: SubmissionState) -> Filed:
    return Filed(
        version=state.version,
        content_sha256=state.content_sha256,
        filed_by=state.filed_by,
        filed_from=state.filed_from,
        received_at=state.version_received_at,
        late_reason=state.late_reason,
        content=state.content,
        manifest=state.manifest,
        facts=state.facts,
        checks=checks_on_arrival(state),
    )


def _filed_part(filed: Filed) -> Part:
    return Part(version=filed.version, level=0, facts=filed.facts)


def _without(record: Record, version: int) -> tuple[Filed, ...]:
    return tuple(filed for filed in record.versions if filed.version != version)


def _filers_decision(state: SubmissionState, before: State | None, act: Act, now: datetime) -> Decision:
    return Decision(
        id=f"ingest:{state.revision}",
        act=act,
        actor=state.filed_by,
        organisation=state.filed_from or state.organisation,
        level=0,
        version=state.version,
        at=now,
        rule=_service_rule(before, act),
    )


def _service_rule(before: State | None, act: Act) -> str:
    cell = TABLE[before][act]
    if isinstance(cell, ProblemCode):
        raise Problem(cell, state=before.value if before else "")
    return next(rule.name for rule in cell if rule.desk is Desk.SERVICE)


def _decision(record: Record, act: Act, now: datetime, revision: int) -> Decision:
    """A decision that a service takes in nobody's name; its id follows from the revision it makes."""
    return Decision(
        id=f"{act.value}:{revision}",
        act=act,
        actor=MODERATION,
        organisation=MODERATION,
        level=record.standing.level,
        version=record.standing.version,
        at=now,
        rule=_service_rule(record.standing.state, act),
    )


def _found_out(record: Record, act: Act, now: datetime, revision: int, **fields: object) -> Decided:
    """What a service has found out changes the standing, and as well the one that an undo would bring back."""
    undoable = record.undoable
    if undoable:
        undoable = replace(undoable, standing=changed(undoable.standing, **fields))
    outcome = Outcome(changed(record.standing, **fields), record.handled, record.proofs)
    return keep(record, outcome, _decision(record, act, now, revision), revision, undoable=undoable)
