"""Rules tried against past items before they apply: what would change, on how many, with examples."""

import asyncio
from collections.abc import Mapping

from contracts.organisations import MINISTRY, Role
from contracts.problems import Problem, ProblemCode
from services.kit.identity import Caller
from services.moderation.checks import CheckInput, RuleCrashed, RuleSet, TrialReport, trial
from services.moderation.operations.checking import Checking
from services.moderation.operations.rules import Rules
from services.moderation.store.checks import CheckStore

MINISTRY_ROLES = frozenset({Role.EDITOR, Role.MANAGER, Role.REVIEWER, Role.APPROVER})
"""Whoever works at the ministry's desk; examples show material of every branch."""


class Trying:
    """Trials of candidate rules."""

    def __init__(self, rules: Rules, store: CheckStore, checking: Checking, most_items: int) -> None:
        self.rules = rules
        self._store = store
        self._checking = checking
        self._most_items = most_items

    async def try_texts(
        self, texts: Mapping[str, str | None], edition: str | None, items: int, caller: Caller
    ) -> TrialReport:
        """What the rules in force would change to with these files. Raises Problem(forbidden, rules_invalid, store_away)."""
        if not caller.holds(MINISTRY_ROLES, MINISTRY):
            raise Problem(ProblemCode.FORBIDDEN)
        candidate = await asyncio.to_thread(self.rules.candidate, texts)
        return await self.run(candidate, edition, items)

    async def run(self, candidate: RuleSet, edition: str | None, items: int) -> TrialReport:
        """Both rule sets over the newest past versions, oldest first.

        Raises Problem(store_away), and Problem(rules_invalid) where a rule crashes on an item.
        """
        found = await self._store.newest(edition, min(items, self._most_items))
        given = [await self._checking.given(checked) for checked in reversed(found)]
        inputs: list[CheckInput] = [one for one in given if one is not None]
        # A thread of its own, with neighbours of its own: checks of what arrives meanwhile do not wait for a trial.
        try:
            return await asyncio.to_thread(trial, candidate, self.rules.rule_set, inputs)
        except RuleCrashed as crash:
            raise Problem(ProblemCode.RULES_INVALID, where=f"{crash.rule}: {crash.__cause__!r}") from crash
