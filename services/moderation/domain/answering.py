"""Which return a version answers: whoever sent an item back looks first at what has become of it."""

from contracts.moderation import Act, Decision, State
from services.moderation.domain.record import Record

_SETTLED = frozenset({State.ACCEPTED, State.REFUSED, State.WITHDRAWN})


def answered_return(record: Record) -> Decision | None:
    """The return that the newest version answers; None where nobody had sent it back, and where it waits to be mended.

    A version mended twice before anybody has judged it answers the same return. A return that was taken back never was.
    """
    undone = {kept.decision.undoes for kept in record.history if kept.decision.undoes}
    waiting: Decision | None = None
    answered: Decision | None = None
    for kept in record.history:
        decision = kept.decision
        if decision.id in undone:
            continue
        if decision.act is Act.RETURN:
            waiting, answered = decision, None
        elif decision.act is Act.NEW_VERSION:
            answered = waiting
        elif kept.state in _SETTLED:
            waiting = None
    return answered
