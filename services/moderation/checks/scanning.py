"""One pass over a text for the words of all rules at once, then, per rule, which hits count.

Overlapping matches of one automaton (ahocorasick_rs) are sorted out per rule, so that a word or a white-listed phrase of one
rule never hides a hit of another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

import ahocorasick_rs

from services.moderation.checks.kinds import AiMark, Order, Patterns, Rule, Shares, Words
from services.moderation.checks.normal import normalised


class Role(Enum):
    """What a term is to a rule: something to find, or a phrase that clears what lies inside it."""

    FIND = "find"
    ALLOW = "allow"


@dataclass(frozen=True, slots=True)
class Use:
    """That a rule (by its place in the set; None: every list of words) uses a term; `entry` is its place in the rule."""

    rule: int | None
    role: Role
    entry: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found at characters `start:end` of a normalised text; `entry` is its place in the rule."""

    entry: int
    start: int
    end: int


@dataclass(slots=True)
class _Met:
    """What one rule has met in one text."""

    found: list[Hit] = field(default_factory=list)
    allowed: list[Hit] = field(default_factory=list)


class Scanner:
    """The words of a rule set. `scan` costs the same however many there are, and nothing more where none is found."""

    def __init__(self, rules: tuple[Rule, ...], allow: tuple[str, ...]) -> None:
        uses: dict[str, list[Use]] = {}
        for at, rule in enumerate(rules):
            for term, role, entry in _terms(rule):
                uses.setdefault(normalised(term), []).append(Use(at, role, entry))
        for phrase in allow:
            uses.setdefault(phrase, []).append(Use(None, Role.ALLOW, 0))
        self._lists = frozenset(at for at, rule in enumerate(rules) if isinstance(rule, Words))
        self._uses = list(uses.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(uses) or ["\0"])

    def scan(self, text: str) -> dict[int, list[Hit]]:
        """By rule, the hits that count: not inside an allowed phrase, and of overlapping ones the leftmost, then longest."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        if not matches or not self._uses:
            return {}
        met: dict[int | None, _Met] = {}
        for pattern, start, end in matches:
            for use in self._uses[pattern]:
                one = met.setdefault(use.rule, _Met())
                (one.found if use.role is Role.FIND else one.allowed).append(Hit(use.entry, start, end))
        everywhere = met.pop(None, _Met()).allowed
        counted: dict[int, list[Hit]] = {}
        for rule, one in met.items():
            allowed = one.allowed + everywhere if rule in self._lists else one.allowed
            hits = list(_leftmost_longest(one.found, allowed))
            if rule is not None and hits:
                counted[rule] = hits
        return counted


def _terms(rule: Rule) -> Iterator[tuple[str, Role, int]]:
    if isinstance(rule, Words):
        for at, entry in enumerate(rule.entries):
            yield entry.word, Role.FIND, at
            for phrase in entry.allow:
                yield phrase, Role.ALLOW, at
        yield from _all(rule.allow, Role.ALLOW)
    elif isinstance(rule, Patterns):
        yield from _all(rule.anchors, Role.FIND)
        yield from _all(rule.allow, Role.ALLOW)
    elif isinstance(rule, Order):
        for at, names in enumerate(rule.names):
            for name in names:
                yield name, Role.FIND, at
    elif isinstance(rule, AiMark):
        yield from _all(rule.words, Role.FIND)
        yield from _all(rule.allow, Role.ALLOW)
    elif isinstance(rule, Shares):
        yield "%", Role.FIND, 0


def _all(terms: Iterable[str], role: Role) -> Iterator[tuple[str, Role, int]]:
    for at, term in enumerate(terms):
        yield term, role, at


def _leftmost_longest(found: list[Hit], allowed: list[Hit]) -> Iterator[Hit]:
    phrases = sorted(allowed, key=lambda phrase: phrase.start)
    at = cleared = end = 0
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        while at < len(phrases) and phrases[at].start <= hit.start:
            cleared = max(cleared, phrases[at].end)
            at += 1
        if hit.start >= end and hit.end > cleared:
            yield hit
            end = hit.end
