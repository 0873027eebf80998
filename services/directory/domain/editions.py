"""What may be said about an edition, and when a shipped file replaces what the database holds."""

import hashlib
from datetime import timedelta

from contracts.base import encode
from contracts.editions import Edition
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.directory.domain.organisations import guard

MAX_DAYS = 62
FIRST_YEAR, LAST_YEAR = 2001, 2099


def content_digest(edition: Edition) -> str:
    """A fingerprint of everything but the revision."""
    return hashlib.sha256(encode(edition.model_copy(update={"revision": 0}))).hexdigest()


def judge_edition(name: str, edition: Edition) -> tuple[FieldProblem, ...]:
    """Everything that is wrong with an edition, by field."""
    found: list[FieldProblem] = []
    if edition.edition != name:
        found.append(FieldProblem("edition", ProblemCode.UNKNOWN_EDITION, {"edition": edition.edition}))
    if not timedelta(0) <= edition.end - edition.start < timedelta(days=MAX_DAYS):
        found.append(FieldProblem("end", ProblemCode.BAD_SPAN))
    if edition.timezone != "Asia/Shanghai":
        found.append(FieldProblem("timezone", ProblemCode.UNKNOWN_CODE, {"code": edition.timezone}))
    if not FIRST_YEAR <= edition.start.year <= LAST_YEAR:
        found.append(FieldProblem("start", ProblemCode.BAD_SPAN))
    found += [
        FieldProblem(f"obligations.{index}.due_at", ProblemCode.BAD_SPAN)
        for index, rule in enumerate(edition.obligations)
        if rule.due_at.tzinfo is None or not FIRST_YEAR <= rule.due_at.year <= LAST_YEAR
    ]
    rules = [rule.rule for rule in edition.obligations]
    if len(set(rules)) != len(rules):
        found.append(FieldProblem("obligations", ProblemCode.DUPLICATE_KEY, {"key": max(rules, key=rules.count)}))
    return tuple(found)


def edited(known: Edition | None, wanted: Edition, revision: int) -> Edition | None:
    """The edition as wanted, at a new revision; None where that is what is known.

    `wanted.revision` is the revision that was seen (0 for a new edition). Raises Problem(conflict, edition_sealed).
    """
    if known is not None:
        if content_digest(known) == content_digest(wanted):
            return None
        guard(known.revision, wanted.revision)
        if known.sealed:
            raise Problem(ProblemCode.EDITION_SEALED, edition=known.edition)
    elif wanted.revision:
        raise Problem(ProblemCode.CONFLICT, revision=0)
    return wanted.model_copy(update={"revision": revision})


def shipped_replaces(
    shipped: Edition, known: Edition | None, shipped_digest: str, shipped_revision: int, *, was_edited: bool
) -> bool:
    """Whether a shipped file is to replace what is known: it is absent, its number rose, or it changed and nobody edited.

    `shipped_digest` and `shipped_revision` are those of the file that was loaded last. A sealed edition never changes.
    """
    if known is None:
        return True
    if known.sealed:
        return False
    if shipped.revision > shipped_revision:
        return True
    return content_digest(shipped) != shipped_digest and not was_edited
