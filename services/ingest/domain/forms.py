"""The form of a call: what its edition asks for a kind of material, joined with what each field can hold.

Words, order, duty and suggested numbers are the edition's; the type and the technical bound of a field follow from its model.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.counts import Aggregation, Indicator
from contracts.editions import Edition, Entry
from contracts.forms import Form, FormField
from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import (
    ActivityReport,
    Case,
    Content,
    Kind,
    Manuscript,
    PhotoSet,
    Plan,
    Summary,
    Video,
)
from services.ingest.domain.manifest import FILE_KINDS
from services.ingest.domain.request import SubmissionRequest
from services.ingest.domain.texts import CASE_PARTS, MAX_LINE_CHARACTERS

MODELS: dict[Kind, type[Content]] = {
    Kind.PLAN: Plan,
    Kind.ACTIVITY_REPORT: ActivityReport,
    Kind.CASE: Case,
    Kind.MANUSCRIPT: Manuscript,
    Kind.PHOTO_SET: PhotoSet,
    Kind.VIDEO: Video,
    Kind.SUMMARY: Summary,
}
FIELD_TYPES = {
    "title": "line",
    "text": "text",
    "activity": "choice",
    "department": "choice",
    "council": "choice",
    "local_types": "choices",
    "focus": "choices",
    "tags": "choices",
    "audience": "choices",
    "form": "choice",
    "status": "choice",
    "hosts": "hosts",
    "sessions": "sessions",
    "measures": "measures",
    "scope": "organisation",
    "plan": "submission",
    "highlight": "tick",
    "open_to_public": "tick",
    "no_watermark": "tick",
    "no_state_secrets": "tick",
    "registration": "text",
    "registration_url": "line",
    "credit": "line",
    "background": "text",
    "practice": "text",
    "results": "text",
    "experience": "text",
    "highlights": "lines",
    "cases": "lines",
    "manifest": "files",
    "contact": "contact",
}
"""What a page shows for a field: a line or a text to type, a choice of a list, rows, numbers, a tick."""
LISTS = {
    "activity": "activities",
    "department": "departments",
    "council": "councils",
    "form": "manuscript_forms",
    "status": "plan_statuses",
    "audience": "audiences",
}
"""The list a field is chosen from, where it is not called like the field."""
CHOSEN = frozenset({"choice", "choices"})
OUTSIDE = frozenset({"manifest", "contact"})
"""Fields of a form that stand beside the content."""
PLAN_STATUSES = (
    Entry(code="planned", name="计划举办"),
    Entry(code="held", name="已举办"),
    Entry(code="cancelled", name="已取消"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as it is asked for. `max_characters` are what a reader counts for texts with a limit of the edition."""

    field: FormField
    type: str
    list: str | None
    max_characters: int | None


@dataclass(frozen=True, slots=True)
class FormDescription:
    """The whole form of a kind in an edition, with the numbers it suggests first and then all others that may be typed."""

    form: Form
    asked: tuple[Asked, ...]
    indicators: tuple[tuple[Indicator, bool], ...]
    file_kinds: tuple[str, ...]


def form_of(edition: Edition, kind: Kind) -> Form | None:
    """The form an edition has for a kind; None where it asks for none."""
    return next((form for form in edition.forms if form.kind is kind), None)


def describe(edition: Edition, kind: Kind, indicators: Mapping[str, Indicator]) -> FormDescription | None:
    """Everything a page needs to show the form; None where the edition has none for the kind."""
    form = form_of(edition, kind)
    if form is None:
        return None
    known = [field for field in form.fields if field.field in _fields_of(kind)]
    asked = tuple(_asked(field, kind, edition) for field in known)
    suggested = [indicators[code] for code in form.indicators if code in indicators]
    others = [
        one
        for one in indicators.values()
        if one.aggregation is not Aggregation.RATIO and one.code not in form.indicators
    ]
    numbers = (*((one, True) for one in suggested), *((one, False) for one in others))
    return FormDescription(form, asked, numbers, tuple(sorted(FILE_KINDS[kind])))


def required_problems(request: SubmissionRequest, edition: Edition) -> list[FieldProblem]:
    """The fields that the edition's form requires and that are empty. Rules of the kind itself are not repeated here."""
    form = form_of(edition, request.content.kind)
    found: list[FieldProblem] = []
    for field in form.fields if form else ():
        if field.required and field.field in _fields_of(request.content.kind) and _is_empty(request, field.field):
            path = field.field if field.field in OUTSIDE else f"content.{field.field}"
            found.append(FieldProblem(path, ProblemCode.MISSING_FIELD))
    return found


def choice_list(name: str) -> str | None:
    """The list a field is chosen from; None where it is chosen from none."""
    return LISTS.get(name, name) if FIELD_TYPES.get(name) in CHOSEN else None


def entries_of(edition: Edition, name: str) -> tuple[Entry, ...]:
    """The entries of a list of the edition, activities under their codes with their promoter as the group."""
    if name == "activities":
        return tuple(
            Entry(
                code=activity.code,
                name=activity.name_normalized or activity.name,
                group=promoter.short_name or promoter.name,
            )
            for promoter in (*edition.departments, *edition.councils)
            for activity in promoter.activities
            if activity.kind == "activity"
        )
    if name in {"departments", "councils"}:
        promoters = edition.departments if name == "departments" else edition.councils
        return tuple(Entry(code=one.code, name=one.name) for one in promoters)
    if name == "plan_statuses":
        return PLAN_STATUSES
    entries: tuple[Entry, ...] = getattr(edition, name)
    return entries


def _fields_of(kind: Kind) -> frozenset[str]:
    return frozenset(MODELS[kind].model_fields) | OUTSIDE


def _is_empty(request: SubmissionRequest, name: str) -> bool:
    value = getattr(request if name in OUTSIDE else request.content, name)
    return not value.strip() if isinstance(value, str) else not value


def _asked(field: FormField, kind: Kind, edition: Edition) -> Asked:
    name = field.field
    return Asked(field, FIELD_TYPES[name], choice_list(name), _max_characters(name, kind, edition))


def _max_characters(name: str, kind: Kind, edition: Edition) -> int | None:
    if kind is Kind.CASE and name in CASE_PARTS:
        return edition.limits.case_max_characters
    if kind is Kind.MANUSCRIPT and name == "text":
        return edition.limits.manuscript_max_characters
    if FIELD_TYPES[name] == "lines":
        return MAX_LINE_CHARACTERS
    if name in OUTSIDE or FIELD_TYPES[name] not in {"line", "text"}:
        return None
    limits = (getattr(bound, "max_length", None) for bound in MODELS[kind].model_fields[name].metadata)
    return next((limit for limit in limits if limit is not None), None)
