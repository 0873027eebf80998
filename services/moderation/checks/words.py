"""Finders of words: lists, patterns around anchors, the order of bodies, AI marks, shares above a hundred percent."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from services.moderation.checks.findings import Finding
from services.moderation.checks.kinds import AiMark, Order, Patterns, Shares, Words
from services.moderation.checks.scanning import Hit
from services.moderation.checks.subject import Text
from services.moderation.checks.view import Place, View, finding
from services.moderation.checks.written import age

LISTED = re.compile(r"[、,,和及与以\s]{0,3}\Z")
"""What stands between two names of one list."""
LISTED_TOGETHER = 3
WHOLE = 100
BEFORE_A_SHARE, AFTER_A_CLAUSE = 16, re.compile(r"[,。;!?、\n]")


def find_words(rule: Words, at: int, view: View) -> Iterator[Finding]:
    """Every hit of a list, with what is right where the list says so."""
    for text, hits in view.hits_of(at, rule.parts):
        for hit in hits:
            place = Place.in_text(text, hit.start, hit.end)
            instead = rule.entries[hit.entry].instead or ""
            yield finding(rule, place, {"found": place.evidence, "instead": instead})


def find_patterns(rule: Patterns, at: int, view: View) -> Iterator[Finding]:
    """Every match of a pattern near an anchor; of overlapping ones the first is told."""
    for text, hits in view.hits_of(at, rule.parts):
        told = 0
        for start, end in sorted(_matches(rule, text.normal.text, hits)):
            if start >= told:
                told = end
                place = Place.in_text(text, start, end)
                yield finding(rule, place, {"found": place.evidence})


def find_order(rule: Order, at: int, view: View) -> Iterator[Finding]:
    """The first pair of a run of names that stands the wrong way round."""
    for text, hits in view.hits_of(at, rule.parts):
        for run in _runs(text.normal.text, hits):
            wrong = next(((one, two) for one, two in pairwise(run) if one.entry > two.entry), None)
            if wrong is not None and len(run) >= LISTED_TOGETHER:
                place = Place.in_text(text, run[0].start, run[-1].end)
                before, after = (text.normal.text[hit.start : hit.end] for hit in reversed(wrong))
                yield finding(rule, place, {"found": place.evidence, "before": before, "after": after})


def find_ai_words(rule: AiMark, at: int, view: View) -> Iterator[Finding]:
    """The first word of each text that speaks of generated pictures; a caption or credit counts against its own file only."""
    manifest = view.given.state.manifest
    none_marked = bool(manifest) and not any(file.ai_generated for file in manifest)
    for text, hits in view.hits_of(at, rule.parts):
        own = _file_of(text)
        unmarked = none_marked if own is None else not manifest[own].ai_generated
        if unmarked:
            place = Place.in_text(text, hits[0].start, hits[0].end)
            yield finding(rule, place, {"found": place.evidence})


def find_shares(rule: Shares, at: int, view: View) -> Iterator[Finding]:
    """Percentages above a hundred, where the clause before them names a share and no growth."""
    marked = {id(text) for text, _hits in view.hits_of(at, rule.parts)}
    for text, numbers in view.written:
        if id(text) not in marked:
            continue
        for number in numbers:
            if number.unit == "%" and number.value > WHOLE:
                before = text.normal.text[max(0, number.start - BEFORE_A_SHARE) : number.start]
                clause = AFTER_A_CLAUSE.split(before)[-1]
                if any(word in clause for word in rule.of) and not any(word in clause for word in rule.unless):
                    place = Place.in_text(text, number.start, number.end)
                    yield finding(rule, place, {"found": clause + place.evidence})


def _matches(rule: Patterns, text: str, anchors: list[Hit]) -> Iterator[tuple[int, int]]:
    """The matches that hold an anchor, in the neighbourhoods of anchors; where these touch they are searched as one."""
    starts = [anchor.start for anchor in anchors]
    for first, last in _neighbourhoods(anchors, rule.around_characters):
        for pattern in rule.patterns:
            for match in _compiled(pattern).finditer(text, first, min(last, len(text))):
                at = bisect_left(starts, match.start())
                holds_anchor = at < len(anchors) and anchors[at].end <= match.end()
                if holds_anchor and (
                    rule.younger_than is None or _has_age(match["age"], rule.from_age, rule.younger_than)
                ):
                    yield match.span()


def _neighbourhoods(anchors: list[Hit], around: int) -> Iterator[tuple[int, int]]:
    first, last = max(0, anchors[0].start - around), anchors[0].end + around
    for anchor in anchors[1:]:
        if anchor.start - around > last:
            yield first, last
            first = anchor.start - around
        last = anchor.end + around
    yield first, last


def _has_age(written: str, least: int, below: int) -> bool:
    told = age(written)
    return told is not None and least <= told < below


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _runs(text: str, hits: list[Hit]) -> Iterator[list[Hit]]:
    """Hits that follow each other in one list of names."""
    run: list[Hit] = []
    for hit in hits:
        if run and not LISTED.match(text, run[-1].end, hit.start):
            yield run
            run = []
        run.append(hit)
    if run:
        yield run


def _file_of(text: Text) -> int | None:
    parts = text.path.split(".")
    return int(parts[1]) if parts[0] == "manifest" else None
