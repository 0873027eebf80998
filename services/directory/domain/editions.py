"""What may be said about an edition, and when a shipped file replaces what the database holds."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from contracts.base import encode
from contracts.editions import Edition, ListedActivity
from contracts.problems import FieldProblem, Problem, ProblemCode
from contracts.submissions import OTHER
from services.directory.domain.organisations import guard

MAX_DAYS = 62
FIRST_YEAR, LAST_YEAR = 2001, 2099
YEAR_SECONDS = 31_536_000
LARGEST = 2**53 - 1
"""The largest number that every reader of JSON holds exactly."""
COUNTS = ("ordinal", "joint_bodies", "council_count", "national_activity_count")
AT_LEAST_ONE = frozenset({"rules.claim_lease_seconds", "limits.submissions_per_organisation"})
"""Numbers with which nobody could review, or file, at 0."""
PROMOTER_KINDS = {"departments": ("department",), "councils": ("industry_council", "teaching_council")}
LISTS = (
    "departments",
    "councils",
    "local_types",
    "focus",
    "tags",
    "audiences",
    "manuscript_forms",
    "summary_parts",
    "selection_categories",
    "coverage_goals",
    "units",
)
"""The lists of an edition whose values have a code."""


def content_digest(edition: Edition) -> str:
    """A fingerprint of everything but the revision."""
    return hashlib.sha256(encode(edition.model_copy(update={"revision": 0}))).hexdigest()


def judge_edition(name: str, edition: Edition) -> tuple[FieldProblem, ...]:
    """Everything that is wrong with an edition, by field: what it says here holds for the whole country."""
    found = [*_judge_dates(name, edition), *_judge_obligations(edition), *_judge_lists(edition), *_judge_words(edition)]
    return (*found, *_judge_references(edition), *_judge_numbers(edition))


def _judge_dates(name: str, edition: Edition) -> Iterator[FieldProblem]:
    if edition.edition != name:
        yield FieldProblem("edition", ProblemCode.UNKNOWN_EDITION, {"edition": edition.edition})
    if not timedelta(0) <= edition.end - edition.start < timedelta(days=MAX_DAYS):
        yield FieldProblem("end", ProblemCode.BAD_SPAN)
    if edition.timezone != "Asia/Shanghai":
        yield FieldProblem("timezone", ProblemCode.UNKNOWN_CODE, {"code": edition.timezone})
    if not FIRST_YEAR <= edition.start.year <= LAST_YEAR:
        yield FieldProblem("start", ProblemCode.BAD_SPAN)


def _judge_obligations(edition: Edition) -> Iterator[FieldProblem]:
    for index, rule in enumerate(edition.obligations):
        if rule.due_at.tzinfo is None or not FIRST_YEAR <= rule.due_at.year <= LAST_YEAR:
            yield FieldProblem(f"obligations.{index}.due_at", ProblemCode.BAD_SPAN)
        for name in ("grace_seconds", "term_after_return_seconds"):
            if not 0 <= getattr(rule, name) <= YEAR_SECONDS:
                yield FieldProblem(
                    f"obligations.{index}.{name}", ProblemCode.OUT_OF_RANGE, {"expected": f"0-{YEAR_SECONDS}"}
                )


def _judge_lists(edition: Edition) -> Iterator[FieldProblem]:
    """A code stands once in its list. `other` is a value of every list and stands in none."""
    lists: dict[str, list[str]] = {name: [one.code for one in getattr(edition, name)] for name in LISTS}
    lists["obligations"] = [rule.rule for rule in edition.obligations]
    lists["activities"] = [one.code for _, one in _activities(edition)]
    for name, codes in lists.items():
        twice = [code for code, times in Counter(codes).items() if times > 1 or code == OTHER]
        if twice:
            yield FieldProblem(name, ProblemCode.DUPLICATE_KEY, {"key": ", ".join(twice)})


def _judge_words(edition: Edition) -> Iterator[FieldProblem]:
    """What stands in a list has a code and a name, and a promoter is of a kind that its annex has."""
    for name in LISTS:
        for index, entry in enumerate(getattr(edition, name)):
            yield from _judge_words_of(f"{name}.{index}", entry.code, entry.name)
    for path, activity in _activities(edition):
        yield from _judge_words_of(path, activity.code, activity.name)
    for name, kinds in PROMOTER_KINDS.items():
        for index, promoter in enumerate(getattr(edition, name)):
            if promoter.kind not in kinds:
                yield FieldProblem(f"{name}.{index}.kind", ProblemCode.UNKNOWN_CODE, {"code": promoter.kind})


def _judge_words_of(path: str, code: str, name: str) -> Iterator[FieldProblem]:
    for field, value in (("code", code), ("name", name)):
        if not value.strip():
            yield FieldProblem(f"{path}.{field}", ProblemCode.MISSING_FIELD)


def _judge_references(edition: Edition) -> Iterator[FieldProblem]:
    activities = {activity.code: activity for _, activity in _activities(edition)}
    for path, activity in _activities(edition):
        target = activities.get(activity.same_as) if activity.same_as is not None else None
        if activity.same_as is not None and (target is None or target.same_as is not None):
            yield FieldProblem(f"{path}.same_as", ProblemCode.UNKNOWN_CODE, {"code": activity.same_as})
    units = {unit.code for unit in edition.units}
    for index, unit in enumerate(edition.units):
        if unit.gb2260_parent is not None and unit.gb2260_parent not in units:
            path = f"units.{index}.gb2260_parent"
            yield FieldProblem(path, ProblemCode.UNKNOWN_CODE, {"code": unit.gb2260_parent})


def _judge_numbers(edition: Edition) -> Iterator[FieldProblem]:
    limits, rules = edition.limits.model_dump(), edition.rules.model_dump()
    bounds = {f"limits.{name}": (value, LARGEST) for name, value in limits.items()}
    bounds |= {name: (value, LARGEST) for name in COUNTS if (value := getattr(edition, name)) is not None}
    bounds |= {f"rules.{name}": (value, YEAR_SECONDS) for name, value in rules.items() if name.endswith("_seconds")}
    for path, (value, most) in bounds.items():
        least = 1 if path in AT_LEAST_ONE else 0
        if not least <= value <= most:
            yield FieldProblem(path, ProblemCode.OUT_OF_RANGE, {"expected": f"{least}-{most}"})
    for least_name, most_name in (
        ("case_min_characters", "case_max_characters"),
        ("case_min_pictures", "case_max_pictures"),
    ):
        if limits[least_name] > limits[most_name]:
            expected = f"{limits[least_name]}-{LARGEST}"
            yield FieldProblem(f"limits.{most_name}", ProblemCode.OUT_OF_RANGE, {"expected": expected})


def _activities(edition: Edition) -> Iterator[tuple[str, ListedActivity]]:
    """Every line of annexes 1 and 2 with its place in the edition."""
    for name in ("departments", "councils"):
        for number, promoter in enumerate(getattr(edition, name)):
            for index, activity in enumerate(promoter.activities):
                yield f"{name}.{number}.activities.{index}", activity


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

    `shipped_digest` and `shipped_revision` are those of the file that was loaded last. A sealed edition never changes, and
    a copy of the service that is still of yesterday does not bring back yesterday's file.
    """
    if known is None:
        return True
    if known.sealed:
        return False
    if shipped.revision != shipped_revision:
        return shipped.revision > shipped_revision
    return content_digest(shipped) != shipped_digest and not was_edited
