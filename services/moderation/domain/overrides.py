"""What automatic checks found to block: it decides nothing, but whoever lets it pass says why, and that stays on record.

Source: domain report 5 (word lists with severity, override with a reason; a machine check never replaces people).
"""

from contracts.moderation import Act, Decision, Override
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.moderation.domain.record import Record
from services.moderation.domain.rules import Surroundings

OVER_BLOCKS = frozenset({Act.PASS_UP, Act.ACCEPT, Act.PROOFREAD, Act.FEATURE})
"""Acts that let a version pass."""
UNCHECKED = "unchecked"
"""Stands for the findings of a version whose checks crashed or have not run: it becomes public only with a reason."""


def overridden(record: Record) -> dict[str, tuple[Decision, Override]]:
    """The findings that somebody has let pass in the newest version, by id, with the decision; what was undone is none."""
    undone = {kept.decision.undoes for kept in record.history}
    decisions = (kept.decision for kept in record.history if kept.decision.id not in undone)
    mine = (one for one in decisions if one.version == record.standing.version)
    return {override.finding: (decision, override) for decision in mine for override in decision.overrides}


def open_blocks(record: Record, act: Act, around: Surroundings) -> tuple[str, ...]:
    """The findings that `act` needs a reason for: those that block and that nobody has let pass in this version."""
    known = overridden(record)
    return tuple(block for block in _blocks(act, around) if block not in known)


def heeded(act: Act, overrides: tuple[Override, ...], around: Surroundings) -> tuple[Override, ...]:
    """The overrides that count: of what blocks this very act now, so that nobody lets pass in advance what is not theirs to."""
    blocks = _blocks(act, around)
    return tuple(override for override in overrides if override.finding in blocks and override.reason.strip())


def require_overrides(record: Record, act: Act, overrides: tuple[Override, ...], around: Surroundings) -> None:
    """Raise Problem(block_needs_reason) naming every open block without a reason."""
    given = {override.finding for override in overrides if override.reason.strip()}
    missing = [block for block in open_blocks(record, act, around) if block not in given]
    if missing:
        fields = tuple(
            FieldProblem("overrides", ProblemCode.BLOCK_NEEDS_REASON, {"count": 1, "finding": block})
            for block in missing
        )
        raise Problem(ProblemCode.BLOCK_NEEDS_REASON, fields=fields, count=len(missing), findings=missing)


def _blocks(act: Act, around: Surroundings) -> tuple[str, ...]:
    if act not in OVER_BLOCKS:
        return ()
    return (*around.blocks, UNCHECKED) if around.unchecked and act is Act.FEATURE else around.blocks
