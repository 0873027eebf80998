"""The way in: judge one submission, whoever sends it. The API and an import call the same functions; no HTTP in here."""

from dataclasses import dataclass

from contracts.editions import ContactPoint
from contracts.problems import FieldProblem, Problem, ProblemCode
from contracts.submissions import FactSet, Verdict
from services.ingest.domain.facts import Derived, Origin, derive_facts
from services.ingest.domain.hints import Hint, hints_of
from services.ingest.domain.identity import content_sha256
from services.ingest.domain.moments import SHANGHAI
from services.ingest.domain.request import Context, Ruling, SubmissionRequest
from services.ingest.domain.texts import WATERMARK_UNDECLARED, declares_watermark
from services.ingest.domain.validation import form_problems
from services.ingest.domain.verdicts import obligation_for, owed_for, rule_on_time

MENDABLE = frozenset({ProblemCode.INVALID, ProblemCode.LATE_NEEDS_REASON})
"""Refusals that a better form would not meet."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A submission that can be received: its hash, its facts, what reviewers should look at, and its verdict."""

    content_sha256: str
    facts: tuple[FactSet, ...]
    flags: tuple[str, ...]
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Examination:
    """All that can be said about a submission without storing it. `refusal` is what a PUT would be answered with.

    `hints` are numbers worth a second look; they refuse nothing.
    """

    problems: tuple[FieldProblem, ...]
    facts: tuple[FactSet, ...]
    flags: tuple[str, ...]
    ruling: Ruling | None
    refusal: Problem | None
    hints: tuple[Hint, ...] = ()


def judge_submission(request: SubmissionRequest, context: Context) -> Judged:
    """Judge one version of a submission, without storing anything.

    Raises Problem(edition_sealed, organisation_closed, late_refused, quota_exceeded, invalid, late_needs_reason). Each
    carries every problem of the form at once, the missing reason for lateness among them.
    """
    examination = examine(request, context)
    if examination.refusal is not None:
        raise examination.refusal
    ruling = examination.ruling or Ruling(Verdict.NOT_OWED)
    return Judged(content_sha256(request), examination.facts, examination.flags, ruling)


def examine(request: SubmissionRequest, context: Context) -> Examination:
    """Say everything about a submission at once: problems, flags, facts, the verdict it would get, and any refusal."""
    problems = form_problems(request, context)
    derived = Derived((), ()) if problems else _derive(request, context)
    ruling, late = _rule(request, context)
    if late is not None and late.code is ProblemCode.LATE_NEEDS_REASON:
        problems = (*problems, FieldProblem("late_reason", late.code, late.facts))
    refusal = _refusal(context, late, problems)
    hints = hints_of(request.content, context.indicators)
    return Examination(problems, derived.facts, derived.flags, ruling, refusal, hints)


def _refusal(context: Context, late: Problem | None, problems: tuple[FieldProblem, ...]) -> Problem | None:
    """What cannot be mended comes first: nobody is to fill in twelve fields only to hear that it is too late."""
    closed = late if late is not None and late.code is ProblemCode.LATE_REFUSED else None
    found = _standing_refusal(context) or closed or _quota_refusal(context)
    if found is None and problems:
        found = late if late is not None and len(problems) == 1 else invalid(problems)
    if found is None:
        return None
    facts = found.facts if found.code in MENDABLE else {**found.facts, "contact": _contact(context)}
    return Problem(found.code, fields=problems, **facts)


def _contact(context: Context) -> str:
    """Where people turn when nothing on the form helps: the edition's telephone and mail."""
    point = context.edition.contact if context.edition else ContactPoint()
    return ", ".join(filter(None, (point.phone, point.email))) or "-"


def invalid(problems: tuple[FieldProblem, ...]) -> Problem:
    """The problem of a form with all that is wrong with it."""
    return Problem(ProblemCode.INVALID, fields=problems, count=len(problems))


def _derive(request: SubmissionRequest, context: Context) -> Derived:
    if context.edition is None:
        return Derived((), ())
    origin = Origin(context.submission, request.organisation, context.edition, context.unit, context.indicators)
    derived = derive_facts(request.content, origin)
    if declares_watermark(request.content):
        return derived
    return Derived(derived.facts, tuple(sorted({*derived.flags, WATERMARK_UNDECLARED})))


def _rule(request: SubmissionRequest, context: Context) -> tuple[Ruling | None, Problem | None]:
    """The ruling on time, and the problem that lateness is."""
    owed = owed_for(context.obligations, request.edition, request.organisation, request.content.kind)
    obligation = obligation_for(owed, context.prior, context.answered, context.now)
    try:
        return rule_on_time(obligation, context.prior, context.now, request.late_reason), None
    except Problem as late:
        refused = late.code is ProblemCode.LATE_REFUSED
        return Ruling(Verdict.LATE_REFUSED) if refused else None, late


def _standing_refusal(context: Context) -> Problem | None:
    if context.edition is not None and context.edition.sealed:
        return Problem(ProblemCode.EDITION_SEALED, edition=context.edition.edition)
    organisation = context.organisation
    today = context.now.astimezone(SHANGHAI).date()
    if organisation is not None and organisation.closed_on is not None and organisation.closed_on < today:
        return Problem(ProblemCode.ORGANISATION_CLOSED, organisation=organisation.organisation)
    return None


def _quota_refusal(context: Context) -> Problem | None:
    if context.edition is None or context.prior is not None:
        return None
    limit = context.edition.limits.submissions_per_organisation
    return Problem(ProblemCode.QUOTA_EXCEEDED, limit=limit) if context.filed >= limit else None
