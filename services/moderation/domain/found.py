"""Decisions that a service takes in nobody's name, because of what it has found out."""

from dataclasses import replace
from datetime import datetime

from contracts.moderation import Act, Decision, State
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.decide import Decided, Outcome, changed, keep
from services.moderation.domain.record import Record
from services.moderation.domain.table import TABLE, Desk

MODERATION = "moderation"


def service_rule(before: State | None, act: Act) -> str:
    """The rule by which a service does this in a state. Raises the problem of the table's cell where none allows it."""
    cell = TABLE[before][act]
    if isinstance(cell, ProblemCode):
        raise Problem(cell, state=before.value if before else "")
    return next(rule.name for rule in cell if rule.desk is Desk.SERVICE)


def service_decision(record: Record, act: Act, now: datetime, revision: int, reason: str | None = None) -> Decision:
    """A decision that a service takes in nobody's name; its id follows from the revision it makes."""
    return Decision(
        id=f"{act.value}:{revision}",
        act=act,
        actor=MODERATION,
        organisation=MODERATION,
        level=record.standing.level,
        version=record.standing.version,
        at=now,
        reason=reason,
        rule=service_rule(record.standing.state, act),
    )


def found_out(record: Record, act: Act, now: datetime, revision: int, **fields: object) -> Decided:
    """What a service has found out changes the standing, and as well the one that an undo would bring back."""
    undoable = record.undoable
    if undoable:
        undoable = replace(undoable, standing=changed(undoable.standing, **fields))
    outcome = Outcome(changed(record.standing, **fields), record.handled, record.proofs, record.published)
    return keep(record, outcome, service_decision(record, act, now, revision), revision, undoable=undoable)
