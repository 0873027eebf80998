"""Whatever order copies take, sleep, die, wake and end in: a job has one outcome, and only its last taker gives it."""

import asyncio
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from services.kit.clock import FixedClock
from services.media.domain.jobs import Cause, Lease, Made, Outcome
from services.media.operations.working.claim import Claim, LeaseLostError
from tests.unit.media.waiting import AT, job, later
from tests.unit.media.working import JobsInMemory

LEASE_SECONDS = 30.0
COPIES, JOBS = ("here", "there", "elsewhere"), ("incoming/1", "incoming/2")
TAKE, RENEW, END, PUT_BACK, SLEEP, LOSE_ANSWER = "take", "renew", "end", "put back", "sleep", "lose an answer"
STEPS = st.lists(
    st.tuples(
        st.sampled_from((TAKE, TAKE, RENEW, END, END, PUT_BACK, SLEEP, LOSE_ANSWER)),
        st.sampled_from(COPIES),
        st.sampled_from(JOBS),
    ),
    max_size=50,
)
Step = tuple[str, str, str]


@dataclass
class Scene:
    """What the copies believe to hold, and what a reader of the store would know."""

    store: JobsInMemory = field(default_factory=JobsInMemory)
    clock: FixedClock = field(default_factory=lambda: FixedClock(AT))
    claims: dict[tuple[str, str], Claim] = field(default_factory=dict)
    holder: dict[str, Claim] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    takes: int = 0

    async def play(self, steps: list[Step]) -> None:
        """One step after the other; after each, what was ended stays as it was ended."""
        for name in JOBS:
            await self.store.insert(job(name))
        for act, copy, name in steps:
            await self._step(act, copy, name)
            for ended, outcome in self.outcomes.items():
                stored = await self.store.load(job(ended).job)
                assert stored is not None
                assert stored.outcome == outcome

    async def _step(self, act: str, copy: str, name: str) -> None:
        claim = self.claims.get((copy, name))
        if act == SLEEP:
            self.clock.advance(LEASE_SECONDS + 1)
        elif act == TAKE:
            await self._take(copy, name)
        elif claim is not None:
            try:
                await self._change(act, claim, name)
            except LeaseLostError:
                assert self.holder.get(name) is not claim
                del self.claims[copy, name]

    async def _take(self, copy: str, name: str) -> None:
        stored = await self.store.load(job(name).job)
        if stored is None or stored.outcome is not None or stored.hidden_until(self.clock.now()) is not None:
            return
        self.takes += 1
        until = self.clock.now() + (later(LEASE_SECONDS) - AT)
        lease = Lease(f"{copy}-{self.takes}", copy, until)
        claim = await Claim.take(self.store, stored, lease, LEASE_SECONDS, self.clock)
        assert claim is not None
        self.claims[copy, name] = self.holder[name] = claim

    async def _change(self, act: str, claim: Claim, name: str) -> None:
        outcome, before = Made("image/jpeg", f"recipe-{self.takes}"), claim.job
        if act in {RENEW, LOSE_ANSWER}:
            await claim.renew()
        elif act == PUT_BACK:
            await claim.put_back(Cause.STOPPED, 0.0)
        else:
            await claim.end(outcome)
        if act == LOSE_ANSWER:
            # The write is done and nobody heard of it: the next change has to find that out.
            claim.job = before
        assert self.holder.get(name) is claim
        if act == END:
            self.outcomes[name] = outcome
        if act in {END, PUT_BACK}:
            self.claims = {key: one for key, one in self.claims.items() if one is not claim}
            del self.holder[name]


@given(steps=STEPS)
def test_a_job_has_one_outcome_and_only_its_last_taker_gives_it(steps: list[Step]) -> None:
    asyncio.run(Scene().play(steps))
