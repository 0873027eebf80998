"""What moderation makes of what it hears: versions and withdrawals from ingest, restatements of an operator.

A state that is late or repeated changes nothing: the highest revision wins, whatever came first. What follows from it for
files and for what is public is in `follow.py`.
"""

from dataclasses import replace
from datetime import datetime

from contracts.moderation import Act, Decision, Part, Standing, State
from contracts.problems import Problem, ProblemCode
from contracts.submissions import SubmissionState
from services.moderation.domain.decide import Decided, Outcome, changed, keep
from services.moderation.domain.files import are_missing
from services.moderation.domain.found import found_out, service_decision, service_rule
from services.moderation.domain.record import Check, CheckResult, Filed, Heard, Record, without_loose_versions


def checks_on_arrival(state: SubmissionState) -> tuple[Check, ...]:
    """The automatic checks of a version, run once, when it arrives; reviewers see the results beside the item.

    These are the flags that ingest derived, as notices; what the rules of `checks/` find has a report of its own.
    """
    return tuple(Check(flag, CheckResult.NOTICE) for flag in state.flags)


def hear(record: Record | None, state: SubmissionState, now: datetime, revision: int) -> Decided | Record | None:
    """Take over what ingest says of a submission.

    The answer is a change with its event; a record alone, where the state is newer and the standing as before; None where
    the state is not newer. Raises Problem(revision_conflict) where one revision of ingest has two contents.
    """
    if record is None:
        return _first(state, now, revision)
    heard = heard_of(state)
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


def restate(record: Record, operator: str, reason: str, now: datetime, revision: int) -> Decided:
    """Say the standing again under a new revision, for what no reader could read. Nothing else changes, not even an undo."""
    decision = service_decision(record, Act.RESTATE, now, revision).model_copy(
        update={"actor": operator, "reason": reason}
    )
    outcome = Outcome(record.standing, record.handled, record.proofs, record.published)
    return keep(record, outcome, decision, revision, undoable=record.undoable)


def heard_of(state: SubmissionState) -> Heard:
    """What of a state tells it from another one."""
    return Heard(state.revision, state.version, state.content_sha256, state.withdrawn, state.consents_withdrawn)


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
        files_missing=bool(filed.manifest) and not state.withdrawn,
    )
    record = Record(
        revision=revision,
        standing=standing,
        heard=heard_of(state),
        waiting_since=now,
        versions=(filed,),
    )
    act = Act.WITHDRAW if state.withdrawn else Act.RECEIVE
    return keep(record, Outcome(standing, (), (), None), _filers_decision(state, None, act, now), revision)


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
        files_missing=are_missing(record, filed) and not withdrawn,
    )
    outcome = Outcome(
        standing, (), (), record.published, waiting_since=now, versions=(*_without(record, state.version), filed)
    )
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
        files_missing=False,
    )
    outcome = Outcome(after, record.handled, record.proofs, None, "withdrawn")
    if _is_another_version(record, state):
        after = changed(after, version=state.version, level=0)
        outcome = Outcome(after, (), (), None, "withdrawn", versions=(*_without(record, state.version), _filed(state)))
    decision = _filers_decision(state, before.state, Act.WITHDRAW, now)
    return keep(replace(record, claim=None), outcome, decision, revision)


def _same_version(record: Record, state: SubmissionState, now: datetime, revision: int) -> Decided | Record:
    """A known version under a newer revision: only what ingest has judged anew (verdict, obligation) can differ."""
    judged = {"obligation": state.obligation, "verdict": state.verdict}
    if changed(record.standing, **judged) == record.standing:
        return record
    return found_out(record, Act.RESTATE, now, revision, **judged)


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
        entered_as=state.entered_as,
        filed_for=state.filed_for,
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
        rule=service_rule(before, act),
    )
