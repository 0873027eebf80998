"""When a version is checked, and when once more: newer states alone, and files only once something was made of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from contracts.media import AssetState
from contracts.problems import Problem, ProblemCode
from contracts.submissions import ActivityReport
from services.kit.clock import FixedClock
from services.kit.directory_view import DirectoryView
from services.moderation import checks
from services.moderation.checks import CheckReport, RuleCrashed
from services.moderation.operations import checking
from services.moderation.operations.checking import Checking
from services.moderation.operations.rules import Rules
from services.moderation.store.checks import Checked, CheckStatus, CheckStore
from services.moderation.store.items import ItemStore
from tests.unit.moderation.builders import START, SUBMISSION, asset, media, photo, said

PHOTO = photo("1.jpg")
READY = asset(PHOTO, perceptual_hash="f0" * 32, perceptual_quality=90)


class Kept:
    """A store in memory; `before_writing` is called once between a read and its write, as another copy would come."""

    def __init__(self) -> None:
        self.known: dict[int, Checked] = {}
        self.writes = 0
        self.before_writing: Callable[[], None] | None = None

    async def load(self, _submission: object, version: int) -> Checked | None:
        return self.known.get(version)

    async def keep(self, before: Checked | None, after: Checked, _changed: int) -> bool:
        meanwhile, self.before_writing = self.before_writing, None
        if meanwhile:
            meanwhile()
        known = self.known.get(after.version)
        if (known.revision if known else 0) != (before.revision if before else 0):
            return False
        self.known[after.version] = replace(after, revision=(before.revision if before else 0) + 1)
        self.writes += 1
        return True


class Counted:
    """The engine, counting its runs, and crashing where it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.runs: list[Any] = []
        self.crashes = False
        self._real = checks.check
        monkeypatch.setattr(checking, "check", self.run)

    def run(self, given: Any, *rest: Any, **named: Any) -> CheckReport:  # noqa: ANN401 - the engine's own arguments.
        self.runs.append(given)
        if self.crashes:
            raise RuleCrashed("a_rule")
        return self._real(given, *rest, **named)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


@pytest.fixture
def running(kept: Kept) -> Checking:
    clock = FixedClock(START)
    return Checking(cast("CheckStore", kept), cast("ItemStore", None), Rules(None, clock), DirectoryView(), clock)


async def test_a_version_is_checked_when_it_comes_and_a_repeat_of_it_is_not(
    kept: Kept, engine: Counted, running: Checking
) -> None:
    await running.check(said())
    await running.check(said())

    assert len(engine.runs) == 1
    assert kept.known[1].status is CheckStatus.CHECKED
    assert kept.known[1].report is not None
    assert kept.known[1].report.rule_set == Rules(None, FixedClock(START)).rule_set.hash


async def test_other_content_under_a_known_version_is_checked_and_an_older_state_is_not(
    kept: Kept, engine: Counted, running: Checking
) -> None:
    await running.check(said(1, 20))
    await running.check(said(1, 10, content_sha256="f" * 64))
    assert len(engine.runs) == 1

    await running.check(said(1, 30, content_sha256="e" * 64))

    assert len(engine.runs) == 2
    assert kept.known[1].content_sha256 == "e" * 64


async def test_files_are_looked_at_once_something_was_made_of_them_and_not_before(
    kept: Kept, engine: Counted, running: Checking
) -> None:
    await running.check(said(manifest=(PHOTO,)))

    await running.check_again(media(asset(PHOTO, AssetState.AWAITED), revision=1))
    await running.check_again(media(asset(PHOTO, AssetState.UPLOADED), revision=2))
    assert (len(engine.runs), kept.writes) == (1, 1)
    await running.check_again(media(READY, revision=3))
    await running.check_again(media(READY, revision=4))

    assert len(engine.runs) == 2
    assert engine.runs[-1].media.revision == 3


async def test_files_that_come_before_their_version_are_looked_at_with_it(
    kept: Kept, engine: Counted, running: Checking
) -> None:
    await running.check_again(media(READY, revision=3))
    assert (engine.runs, kept.known[1].status) == ([], CheckStatus.PENDING)

    await running.check(said(manifest=(PHOTO,)))

    assert [given.media.revision for given in engine.runs] == [3]
    assert kept.known[1].status is CheckStatus.CHECKED


async def test_what_crashes_is_marked_raised_and_checked_when_it_comes_again(
    kept: Kept, engine: Counted, running: Checking
) -> None:
    engine.crashes = True
    for _ in range(2):
        with pytest.raises(RuleCrashed):
            await running.check(said())
    assert (len(engine.runs), kept.known[1].status) == (2, CheckStatus.UNCHECKED)

    engine.crashes = False
    await running.check(said())

    assert kept.known[1].status is CheckStatus.CHECKED


async def test_a_crash_on_new_files_keeps_what_was_found_before_and_still_marks_it(
    kept: Kept, engine: Counted, running: Checking
) -> None:
    await running.check(said(manifest=(PHOTO,), content=ActivityReport(title="no tick")))
    found = kept.known[1].report
    engine.crashes = True

    with pytest.raises(RuleCrashed):
        await running.check_again(media(READY))

    assert kept.known[1].status is CheckStatus.UNCHECKED
    assert found is not None
    assert kept.known[1].report == found


async def test_what_was_found_in_other_content_is_not_said_of_one_whose_own_check_crashes(
    kept: Kept, engine: Counted, running: Checking
) -> None:
    await running.check(said(1, 20, content=ActivityReport(title="no tick")))
    assert kept.known[1].report is not None
    engine.crashes = True

    with pytest.raises(RuleCrashed):
        await running.check(said(1, 30, content_sha256="e" * 64))

    after = kept.known[1]
    assert after.status is CheckStatus.UNCHECKED
    assert after.report is None


async def test_what_another_copy_wrote_meanwhile_is_taken_into_account(
    kept: Kept, engine: Counted, running: Checking
) -> None:
    def other_copy() -> None:
        kept.known[1] = Checked(SUBMISSION, 1, media=media(READY), revision=1)

    kept.before_writing = other_copy
    await running.check(said(manifest=(PHOTO,)))

    assert engine.runs[-1].media is not None
    assert kept.known[1].media is not None


async def test_a_store_that_never_lets_it_write_is_a_fault_that_passes(
    kept: Kept, engine: Counted, running: Checking, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_given: object) -> bool:
        return False

    monkeypatch.setattr(kept, "keep", never)
    with pytest.raises(Problem) as problem:
        await running.check(said())

    assert problem.value.code is ProblemCode.STORE_AWAY
    assert engine.runs
