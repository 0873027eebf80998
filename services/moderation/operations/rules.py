"""The rules in force: read from a folder, looked at again every few seconds, tried against past items before they apply.

A folder that is not valid changes nothing: the former rules stay, a metric and the log say why.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from contracts.problems import Problem
from services.kit.clock import Clock
from services.moderation import metrics
from services.moderation.checks import SHIPPED_RULES, CurrentRules, RuleSet
from services.moderation.checks.ruleset import SUFFIX

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InForce:
    """What is in force, since when, from which files, and what is wrong with what lies there now, if anything."""

    rule_set: RuleSet
    since: datetime
    files: tuple[str, ...]
    fault: Problem | None


class Rules:
    """The rules of this process. Raises Problem(rules_invalid) where there are none to begin with."""

    def __init__(self, folder: Path | None, clock: Clock) -> None:
        self._folder = folder or SHIPPED_RULES
        self._clock = clock
        self._current = CurrentRules(self._folder)
        self.in_force = InForce(self.rule_set, clock.now(), tuple(sorted(read_folder(self._folder))), None)
        metrics.RULES_INVALID.set(0)

    @property
    def rule_set(self) -> RuleSet:
        """The rules in force."""
        return self._current.rule_set

    async def follow(self, seconds: float) -> None:
        """Look at the folder again for ever."""
        while True:
            await asyncio.sleep(seconds)
            try:
                await self.look_again()
            except Exception:
                # A look that fails must not be the last one: a mended rule would never come into force.
                log.exception("looking at the rules failed")

    async def look_again(self) -> None:
        """Take over what lies in the folder, where that is another set and valid."""
        try:
            changed = await asyncio.to_thread(self._current.reload)
        except Problem as problem:
            before = self.in_force.fault
            if before is None or before.facts != problem.facts:
                log.error("the rules on disk are not valid", extra={"where": problem.facts.get("where")})  # noqa: TRY400 - the problem says all.
            self.in_force = replace(self.in_force, fault=problem)
            metrics.RULES_INVALID.set(1)
            return
        metrics.RULES_INVALID.set(0)
        self.in_force = replace(self.in_force, fault=None)
        if changed:
            files = tuple(sorted(await asyncio.to_thread(read_folder, self._folder)))
            self.in_force = InForce(self.rule_set, self._clock.now(), files, None)
            metrics.RULES_LOADED.inc()
            log.info("another rule set is in force", extra={"hash": self.rule_set.hash})

    def candidate(self, texts: Mapping[str, str | None]) -> RuleSet:
        """The rules in force with some files replaced, added, or (None) left out. Raises Problem(rules_invalid)."""
        contents = read_folder(self._folder)
        for name, text in texts.items():
            contents.pop(name, None)
            if text is not None:
                contents[name] = text.encode()
        return RuleSet.of(contents)


def read_folder(folder: Path) -> dict[str, bytes]:
    """The rule files of a folder by name; hidden ones are passed over, as when rules are loaded."""
    paths = (path for path in folder.rglob(f"*{SUFFIX}") if path.is_file())
    shown = (path for path in paths if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in shown}
