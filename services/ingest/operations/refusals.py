"""A right that was refused is put on record before the refusal is answered."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from contracts.problems import Problem
from services.ingest import metrics
from services.ingest.store.refusals import REFUSALS, RefusalStore
from services.kit.acts import Change, act_outgoing, actor_for
from services.kit.clock import Clock, milliseconds
from services.kit.identity import Caller
from services.kit.outbox import Relay

log = logging.getLogger(__name__)

SERVICE = "ingest"
KEPT_MILLISECONDS = 3_600_000
"""How long a refusal stays after its event has gone out: long enough to look at, short enough to fill no disk."""
NOBODY = "none"
"""Stands for the organisation of a person who holds no role anywhere."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """Puts refused acts on record. `new_id` gives an id that was never given before."""

    store: RefusalStore
    relay: Relay
    clock: Clock
    new_id: Callable[[], str]

    async def record(self, problem: Problem, verb: str, caller: Caller, target: str) -> Problem:
        """Put on record that `caller` was refused `verb` on `target`, and give the problem back to be raised.

        A store that is away does not turn the refusal into a success nor into another answer; a metric tells.
        """
        metrics.REFUSED_ACTS.labels(verb, problem.code.value).inc()
        now = self.clock.now()
        held = caller.organisations()
        actor = actor_for(caller, held[0] if held else NOBODY)
        act = f"{SERVICE}:refused:{self.new_id()}"
        event = act_outgoing(SERVICE, verb, actor, target, now, act=act, change=Change(problem=problem))
        try:
            self.relay.hand_over(REFUSALS, await self.store.insert(act, milliseconds(now), [event]))
        except Problem as fault:
            metrics.UNRECORDED_REFUSALS.inc()
            log.warning("refusal not recorded", extra={"verb": verb, "target": target, "fault": fault.code.value})
        return problem

    async def clear(self) -> None:
        """Drop what has long been said. Raises Problem(store_away)."""
        await self.store.clear(milliseconds(self.clock.now()) - KEPT_MILLISECONDS)
