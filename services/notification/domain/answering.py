"""Whose return a new version answers. Whoever sent an item back hears when it has come back mended, until it is judged again.

Decisions may be heard twice, late or out of their order: what is kept of them is read by revision, so that the answer is the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from contracts.moderation import Act, DecisionEvent

JUDGING = frozenset({Act.PASS_UP, Act.ACCEPT, Act.REFUSE, Act.WITHDRAW})
"""Acts after which a return waits for no answer any more, whoever did them."""
ANSWERABLE = frozenset({Act.RETURN, Act.NEW_VERSION, Act.UNDO})
"""Acts by which it can come out that a version answers a return. A return is one where it was heard after its answer."""
_KEPT = JUDGING | ANSWERABLE | {Act.REATTRIBUTE}


@dataclass(frozen=True, slots=True)
class Judged:
    """What is kept of a decision: who did what, where and when, how much was marked, and along which chain the item then went."""

    id: str
    revision: int
    act: Act
    actor: str
    organisation: str
    version: int
    at: datetime
    marked: int
    undoes: str | None
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A return and the version that answers it. `chain` is the one along which the item goes now."""

    returned: Judged
    version: Judged
    chain: tuple[str, ...]


def judged_of(event: DecisionEvent) -> Judged | None:
    """What is kept of a decision; None where it says nothing of returns and their answers."""
    decision = event.decision
    if decision.act not in _KEPT:
        return None
    return Judged(
        id=decision.id,
        revision=event.revision,
        act=decision.act,
        actor=decision.actor,
        organisation=decision.organisation,
        version=decision.version,
        at=decision.at,
        marked=len(decision.fields),
        undoes=decision.undoes,
        chain=event.standing.chain,
    )


def answered_return(history: Iterable[Judged]) -> Answered | None:
    """The return that the newest version answers; None where nobody sent it back, or somebody has judged it since.

    A version mended twice before anybody has judged it answers the same return. A decision that was taken back never was.
    """
    known = sorted(history, key=lambda one: one.revision)
    undone = {one.undoes for one in known if one.undoes}
    waiting: Judged | None = None
    version: Judged | None = None
    for one in known:
        if one.id in undone:
            continue
        if one.act is Act.RETURN:
            waiting, version = one, None
        elif one.act is Act.NEW_VERSION:
            version = one if waiting else None
        elif one.act in JUDGING:
            waiting, version = None, None
    return Answered(waiting, version, known[-1].chain) if waiting and version else None
