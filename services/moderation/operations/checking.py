"""Automatic checks as they run: on every version that comes, and again when media has made something new of its files.

A check that crashes leaves its version marked unchecked and raises, which makes a dead letter: it holds up no standing and no
reviewer, and is never a silent pass. The engine and the index of neighbours live in one thread of their own.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from contracts.counts import Aggregation
from contracts.editions import indicators
from contracts.media import AssetState, MediaState
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Series, SubmissionState, Summary
from services.kit.clock import Clock, milliseconds
from services.kit.directory_view import DirectoryView
from services.moderation import metrics
from services.moderation.checks import CheckInput, CheckReport, Neighbours, check
from services.moderation.operations.rules import Rules
from services.moderation.store.checks import Checked, CheckStatus, CheckStore
from services.moderation.store.items import ItemStore

log = logging.getLogger(__name__)

ATTEMPTS = 20
OVERLAP_MS = 60_000
"""How far the clocks of two copies may be apart; what was learnt before is learnt again without harm."""
LEARN_AT_ONCE = 50
FAULT_CHARACTERS = 200
ResultT = TypeVar("ResultT")


class Checking:
    """Runs the checks and keeps what they say."""

    def __init__(
        self, store: CheckStore, items: ItemStore, rules: Rules, directory: DirectoryView, clock: Clock
    ) -> None:
        self._store = store
        self._items = items
        self._rules = rules
        self._directory = directory
        self._clock = clock
        self._neighbours = Neighbours()
        self._learnt: dict[UUID, tuple[int, int]] = {}
        self._seen_until = 0
        self._thread = ThreadPoolExecutor(1, "checks")

    async def check(self, state: SubmissionState) -> None:
        """Check a version as ingest says it. Raises Problem(store_away), and whatever a check crashes with."""
        await self._take(state.submission, state.version, lambda known: _with_state(known, state))

    async def check_again(self, media: MediaState) -> None:
        """Check a version once more where media has made something new of its files. Raises as `check` does."""
        if any(asset.state is AssetState.UPLOADED for asset in media.assets):
            # Another state follows as soon as what is being worked on is done.
            return
        await self._take(media.submission, media.version, lambda known: _with_media(known, media))

    async def rebuild(self) -> None:
        """Learn every submission that was ever checked, so that new ones are compared with all of them.

        Raises Problem(store_away).
        """
        await self._learn_since(0)

    async def follow(self, seconds: float) -> None:
        """Go on learning for ever what other copies have checked."""
        while True:
            await asyncio.sleep(seconds)
            try:
                await self._learn_since(max(0, self._seen_until - OVERLAP_MS))
            except Problem as problem:
                log.warning("neighbours have to wait", extra={"code": problem.code.value})
            except Exception:
                # A look that fails must not be the last one: copies would no longer compare with each other's texts.
                log.exception("learning from other copies failed")

    async def in_thread(self, work: Callable[[], ResultT]) -> ResultT:
        """Do work with the engine or its neighbours in the one thread that may."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Let the thread end with what it is doing."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def given(self, checked: Checked) -> CheckInput | None:
        """What the checks look at of a version; None where only media has spoken of it."""
        state = checked.state
        if state is None:
            return None
        figures = await self._own_figures(state)
        return CheckInput(state, self._directory.edition(state.edition), checked.media, figures)

    async def _take(self, submission: UUID, version: int, change: Callable[[Checked | None], Checked | None]) -> None:
        for _ in range(ATTEMPTS):
            before = await self._store.load(submission, version)
            after = change(before)
            if after is None or await self._keep(before, after):
                return
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def _keep(self, before: Checked | None, after: Checked) -> bool:
        """Check a version and write it with its report; false when another copy was faster."""
        given, now = await self.given(after), self._clock.now()
        if given is None:
            return await self._store.keep(before, after, milliseconds(now))
        rule_set = self._rules.rule_set
        try:
            report = await self.in_thread(lambda: self._run(given, now))
        except Exception as fault:
            metrics.CHECKS.labels("crashed").inc()
            log.exception("check crashed", extra={"submission": str(after.submission), "rules": rule_set.hash})
            unchecked = replace(after, status=CheckStatus.UNCHECKED, fault=str(fault)[:FAULT_CHARACTERS])
            await self._store.keep(before, unchecked, milliseconds(now))
            raise
        done = replace(after, status=CheckStatus.CHECKED, report=report, fault=None)
        if not await self._store.keep(before, done, milliseconds(now)):
            return False
        metrics.CHECKS.labels("checked").inc()
        for finding in report.findings:
            metrics.FINDINGS.labels(finding.rule, finding.severity.value).inc()
        return True

    def _run(self, given: CheckInput, now: datetime) -> CheckReport:
        started = time.perf_counter()
        report = check(given, self._rules.rule_set, self._neighbours, checked_at=now)
        metrics.CHECK_SECONDS.observe(time.perf_counter() - started)
        self._learn(given, milliseconds(now))
        return report

    def _learn(self, given: CheckInput, changed: int) -> None:
        """Know a submission by its newest state: what is older or learnt already is passed over."""
        name, news = given.state.submission, (given.state.revision, changed)
        if news <= self._learnt.get(name, (0, 0)):
            return
        self._learnt[name] = news
        self._neighbours.learn(given)
        metrics.NEIGHBOURS.set(len(self._neighbours))

    async def _learn_since(self, moment: int) -> None:
        batch: list[tuple[CheckInput, int]] = []
        async for checked, changed in self._store.changed_since(moment):
            self._seen_until = max(self._seen_until, changed)
            if checked.state is not None:
                edition = self._directory.edition(checked.state.edition)
                batch.append((CheckInput(checked.state, edition, checked.media), changed))
            if len(batch) == LEARN_AT_ONCE:
                await self._learn_all(batch)
                batch = []
        await self._learn_all(batch)

    async def _learn_all(self, batch: list[tuple[CheckInput, int]]) -> None:
        def learn() -> None:
            for given, changed in batch:
                self._learn(given, changed)

        await self.in_thread(learn)

    async def _own_figures(self, state: SubmissionState) -> dict[str, int] | None:
        """What an organisation's own counted reports come to, where it declares figures for itself and nobody is below it."""
        content = state.content
        if not isinstance(content, Summary) or content.scope not in {None, state.organisation}:
            return None
        if self._directory.children(state.organisation):
            return None
        sums: dict[str, int] = {}
        found = await self._items.of_organisation(state.organisation, state.edition)
        async for stored in self._items.each(one for one in found if one != state.submission):
            counted = stored.record.standing.counted
            facts = counted.facts if counted and stored.record.standing.duplicate_of is None else ()
            for measure in (one for fact in facts if fact.series is Series.ACTUAL for one in fact.measures):
                if indicators()[measure.indicator].aggregation is Aggregation.SUM:
                    sums[measure.indicator] = sums.get(measure.indicator, 0) + measure.value
        return sums


def _with_state(known: Checked | None, state: SubmissionState) -> Checked | None:
    """The version with ingest's newer state; None where it is known and checked."""
    if known is None:
        return Checked(state.submission, state.version, state.content_sha256, state)
    is_newer = known.state is None or state.revision > known.state.revision
    if is_newer:
        # What was found in other content is said of this one by nobody, not even where its own check crashes.
        report = known.report if known.content_sha256 == state.content_sha256 else None
        return replace(
            known, state=state, content_sha256=state.content_sha256, status=CheckStatus.PENDING, report=report
        )
    return known if known.status is not CheckStatus.CHECKED else None


def _with_media(known: Checked | None, media: MediaState) -> Checked | None:
    """The version with media's newer state; None where nothing in it is new to the checks and they have run."""
    if known is None:
        return Checked(media.submission, media.version, media=media) if _made(media) else None
    is_newer = known.media is None or media.revision > known.media.revision
    if is_newer and _made(media) != _made(known.media):
        return replace(known, media=media, status=CheckStatus.PENDING)
    return known if known.status is CheckStatus.UNCHECKED else None


def _made(media: MediaState | None) -> frozenset[tuple[str, str | None]]:
    """What media has made of the files so far that checks look at."""
    ready = (asset for asset in media.assets if asset.state is AssetState.READY) if media else ()
    return frozenset((asset.sha256, asset.perceptual_hash) for asset in ready)
