"""What another rule set would change: both are run over past items, and the differences are counted and shown by example."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal
from uuid import UUID

from services.moderation.checks.engine import check
from services.moderation.checks.findings import Finding
from services.moderation.checks.neighbours import Neighbours
from services.moderation.checks.ruleset import RuleSet
from services.moderation.checks.subject import CheckInput

EXAMPLES_OF_A_CHANGE = 5
"""How many examples of each rule and each sort of change are shown."""

Change = Literal["new", "gone", "severity"]


@dataclass(frozen=True, slots=True)
class Example:
    """One change on one item: the finding as it was (None: it is new) and as it would be (None: it would be gone)."""

    submission: UUID
    version: int
    change: Change
    before: Finding | None
    after: Finding | None

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "submission": str(self.submission),
            "version": self.version,
            "change": self.change,
            "before": self.before.as_json() if self.before else None,
            "after": self.after.as_json() if self.after else None,
        }


@dataclass(frozen=True, slots=True)
class RuleChange:
    """How much one rule would change, in findings."""

    rule: str
    new: int
    gone: int
    severity: int


@dataclass(frozen=True, slots=True)
class TrialReport:
    """What would change if `candidate` took the place of `current`, over `items` items; `items_changed` of them differ.

    `newly_blocked` and `no_longer_blocked` count items that would come to have a block, or to have none.
    """

    candidate: str
    current: str
    items: int
    items_changed: int
    newly_blocked: int
    no_longer_blocked: int
    rules: tuple[RuleChange, ...]
    examples: tuple[Example, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "candidate": self.candidate,
            "current": self.current,
            "items": self.items,
            "items_changed": self.items_changed,
            "newly_blocked": self.newly_blocked,
            "no_longer_blocked": self.no_longer_blocked,
            "rules": [
                {"rule": one.rule, "new": one.new, "gone": one.gone, "severity": one.severity} for one in self.rules
            ],
            "examples": [one.as_json() for one in self.examples],
        }


def trial(
    candidate: RuleSet, current: RuleSet, inputs: Iterable[CheckInput], neighbours: Neighbours | None = None
) -> TrialReport:
    """Run both sets over `inputs` and compare. Nothing is kept, and the neighbours given are only asked.

    Without neighbours each item is compared with those before it. Raises RuleCrashed where a rule of either set fails to run.
    """
    known = neighbours or Neighbours()
    counts: Counter[tuple[str, Change]] = Counter()
    examples: list[Example] = []
    items = items_changed = newly_blocked = no_longer_blocked = 0
    for given in inputs:
        before, after = (check(given, rules, known) for rules in (current, candidate))
        changes = list(_changes(given, before.findings, after.findings))
        for one in changes:
            key = (_rule_of(one), one.change)
            counts[key] += 1
            if counts[key] <= EXAMPLES_OF_A_CHANGE:
                examples.append(one)
        items += 1
        items_changed += bool(changes)
        newly_blocked += bool(after.blocks) and not before.blocks
        no_longer_blocked += bool(before.blocks) and not after.blocks
        if neighbours is None:
            known.learn(given)
    rules = tuple(
        RuleChange(rule, *(counts[rule, change] for change in ("new", "gone", "severity")))
        for rule in sorted({rule for rule, _change in counts})
    )
    return TrialReport(
        candidate.hash, current.hash, items, items_changed, newly_blocked, no_longer_blocked, rules, tuple(examples)
    )


def _changes(given: CheckInput, before: tuple[Finding, ...], after: tuple[Finding, ...]) -> Iterable[Example]:
    was, would = ({finding.id: finding for finding in findings} for findings in (before, after))
    blank = Example(given.state.submission, given.state.version, "new", None, None)
    for name in dict.fromkeys([*was, *would]):
        old, new = was.get(name), would.get(name)
        if old is None:
            yield replace(blank, after=new)
        elif new is None:
            yield replace(blank, change="gone", before=old)
        elif old.severity is not new.severity:
            yield replace(blank, change="severity", before=old, after=new)


def _rule_of(change: Example) -> str:
    told = change.after or change.before
    return told.rule if told else ""
