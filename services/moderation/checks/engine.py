"""`check`: all rules on one version, nothing decided and nothing kept. A rule that fails to run ends the check, loudly."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from services.moderation.checks import alike, numbers, rights, words
from services.moderation.checks.findings import CheckReport, Finding
from services.moderation.checks.kinds import (
    AiMark,
    AtLeast,
    ConsentMissing,
    Dates,
    Declared,
    Digits,
    Enrolled,
    FileText,
    Flag,
    Joint,
    Needs,
    Order,
    Patterns,
    PhotoAlike,
    Rule,
    SecretsTick,
    Shares,
    Slip,
    TextAlike,
    WanTwice,
    Words,
    WrittenDates,
)
from services.moderation.checks.neighbours import Neighbours
from services.moderation.checks.ruleset import RuleSet
from services.moderation.checks.subject import CheckInput
from services.moderation.checks.view import View

MOST_OF_A_RULE = 50
"""Findings of one rule on one version. Who reads fifty of a kind sends it back; a text made of nothing else costs no more."""

Finder = Callable[[Any, int, View], Iterator[Finding]]
"""Rule, its place in the set, view."""

FINDERS: dict[type[Rule], Finder] = {
    Words: words.find_words,
    Patterns: words.find_patterns,
    Order: words.find_order,
    AiMark: words.find_ai_words,
    Shares: words.find_shares,
    AtLeast: numbers.find_at_least,
    Needs: numbers.find_needs,
    Digits: numbers.find_digits,
    Enrolled: numbers.find_enrolled,
    Slip: numbers.find_slips,
    Declared: numbers.find_declared,
    WanTwice: numbers.find_wan_twice,
    Dates: numbers.find_dates,
    WrittenDates: numbers.find_written_dates,
    Flag: numbers.find_flags,
    FileText: rights.find_missing_file_text,
    ConsentMissing: rights.find_missing_consent,
    SecretsTick: rights.find_missing_tick,
    TextAlike: alike.find_texts,
    PhotoAlike: alike.find_photos,
    Joint: alike.find_joint,
}


class RuleCrashed(Exception):  # noqa: N818 - it says what happened.
    """A rule could not be applied to a submission. Nothing is known of it then: neither that it is sound nor that it is not."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"the rule {rule} crashed")
        self.rule = rule


def check(
    given: CheckInput, rule_set: RuleSet, neighbours: Neighbours, *, checked_at: datetime | None = None
) -> CheckReport:
    """All findings on a version, in the order of paths and places; equal input gives an equal report.

    `checked_at` is the caller's clock; without it the report bears the moment the version was received. Raises RuleCrashed,
    with the cause, where any rule fails to run: a version is checked whole or not at all.
    """
    view = View(given, rule_set, neighbours)
    found: list[Finding] = []
    for at, rule in enumerate(rule_set.rules):
        if rule.only and given.state.kind not in rule.only:
            continue
        try:
            found += islice(FINDERS[type(rule)](rule, at, view), MOST_OF_A_RULE)
        except Exception as error:
            raise RuleCrashed(rule.rule) from error
    found.sort(key=lambda one: (one.path, one.start, one.end, one.rule, one.evidence))
    return CheckReport(rule_set.hash, tuple(found), given.state.version, checked_at or given.state.version_received_at)
