"""What may be said about an organisation: opening, amending, moving and closing it.

All problems of a form come at once. Revisions come from outside, so that nothing here depends on the time of day.
"""

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from contracts.base import Contract
from contracts.organisations import Organisation, OrganisationKind, SchoolType
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.directory.domain.identifiers import (
    credit_check_character,
    is_credit_code,
    is_district_code,
    is_school_code,
)
from services.directory.domain.tree import may_stand_under, place, placed

FIRST_YEAR, LAST_YEAR = 1900, 2100
_PLACES = frozenset(
    {
        OrganisationKind.PROVINCE,
        OrganisationKind.SEPARATELY_PLANNED_CITY,
        OrganisationKind.CITY,
        OrganisationKind.COUNTY,
    }
)
"""Kinds that are called by their GB/T 2260 code. The Corps and its divisions have none."""
_HOSTS = frozenset(
    {
        OrganisationKind.SCHOOL,
        OrganisationKind.ENTERPRISE,
        OrganisationKind.TRAINING_BASE,
        OrganisationKind.INSTITUTE,
        OrganisationKind.CONSORTIUM,
    }
)
"""Kinds that are called by a school code, a credit code, or `s-` and a name of their own."""


class OrganisationForm(Contract):
    """What a manager says about an organisation. `revision` is the one that was seen; absent where it is new."""

    kind: OrganisationKind
    name: str = Field(min_length=1, max_length=100)
    short_name: str = Field(min_length=1, max_length=50)
    parent: str | None = Field(max_length=64)
    body: str | None = Field(default=None, max_length=64)
    school_type: SchoolType | None = None
    school_code: str | None = Field(default=None, max_length=10)
    credit_code: str | None = Field(default=None, max_length=18)
    gb2260: str | None = Field(default=None, max_length=6)
    other_code: str | None = Field(default=None, max_length=64)
    opened_on: date | None = None
    revision: int | None = None


class MoveForm(Contract):
    """Where an organisation goes, and the revision that was seen."""

    parent: str = Field(min_length=1, max_length=64)
    revision: int | None = None


class CloseForm(Contract):
    """The last day of an organisation, and the revision that was seen."""

    on: date
    revision: int | None = None


class ReopenForm(Contract):
    """The revision that was seen of an organisation whose closing or merger is called off."""

    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What an act makes of an organisation; `before` holds the fields it replaces, for the history."""

    verb: str
    after: Organisation
    before: dict[str, object]


FORM_FIELDS = tuple(name for name in OrganisationForm.model_fields if name != "revision")


def says_the_same(form: OrganisationForm, known: Organisation) -> bool:
    """Whether the form says what is already so; then nothing changes and the answer is the state."""
    return all(getattr(form, name) == getattr(known, name) for name in FORM_FIELDS)


def judge_form(organisation: str, form: OrganisationForm, parent: Organisation | None) -> tuple[FieldProblem, ...]:
    """Everything that is wrong with a form, by field."""
    found: list[FieldProblem] = []
    if form.parent is not None and parent is None:
        found.append(FieldProblem("parent", ProblemCode.UNKNOWN_ORGANISATION, {"organisation": form.parent}))
    elif not may_stand_under(form.kind, form.school_type, parent):
        found.append(FieldProblem("parent", ProblemCode.WRONG_PARENT, {"parent": form.parent or ""}))
    found.extend(_judge_codes(form))
    found.extend(_judge_kind(organisation, form))
    if form.opened_on and not FIRST_YEAR <= form.opened_on.year <= LAST_YEAR:
        found.append(FieldProblem("opened_on", ProblemCode.BAD_SPAN))
    return tuple(found)


def _judge_codes(form: OrganisationForm) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    if form.school_code is not None and not is_school_code(form.school_code):
        found.append(FieldProblem("school_code", ProblemCode.BAD_KEY, {"key": form.school_code}))
    if form.gb2260 is not None and not is_district_code(form.gb2260):
        found.append(FieldProblem("gb2260", ProblemCode.BAD_PLACE))
    if form.credit_code is not None:
        facts = {"key": form.credit_code}
        if not is_credit_code(form.credit_code):
            found.append(FieldProblem("credit_code", ProblemCode.BAD_KEY, facts))
        elif credit_check_character(form.credit_code[:17]) != form.credit_code[17]:
            found.append(FieldProblem("credit_code", ProblemCode.BAD_CHECK_DIGIT, facts))
    return found


def _judge_kind(organisation: str, form: OrganisationForm) -> list[FieldProblem]:
    """A kind has its own fields and its own id: schools a type, bodies a body, places the code they are called by."""
    found: list[FieldProblem] = []
    is_school = form.kind is OrganisationKind.SCHOOL
    needed = {"school_type": is_school, "body": form.kind is OrganisationKind.BODY, "gb2260": form.kind in _PLACES}
    found += [
        FieldProblem(name, ProblemCode.MISSING_FIELD)
        for name, is_needed in needed.items()
        if is_needed and getattr(form, name) is None
    ]
    own = {"school_type": is_school, "school_code": is_school, "body": form.kind is OrganisationKind.BODY}
    found += [
        FieldProblem(name, ProblemCode.UNKNOWN_FIELD)
        for name, is_own in own.items()
        if not is_own and getattr(form, name) is not None
    ]
    if not _is_called_right(organisation, form):
        found.append(FieldProblem("organisation", ProblemCode.BAD_KEY, {"key": organisation}))
    return found


def _is_called_right(organisation: str, form: OrganisationForm) -> bool:
    """Whether an id is one of its kind, so that nobody takes the one that another organisation will need."""
    if form.kind is OrganisationKind.BODY:
        return organisation == f"{form.parent}:{form.body}"
    if form.kind is OrganisationKind.DIVISION:
        return organisation.startswith(f"{form.parent}-")
    if form.kind in _PLACES:
        return form.gb2260 is None or organisation == form.gb2260
    if form.kind in _HOSTS:
        return organisation.startswith("s-") or organisation in {form.school_code, form.credit_code}
    return True


def opened(organisation: str, form: OrganisationForm, parent: Organisation | None, revision: int) -> Change:
    """A new organisation at its place. The form has been judged. Raises Problem(organisation_closed)."""
    _refuse_closed(parent)
    placing = place(organisation, form.kind, form.school_type, parent)
    fields = {name: getattr(form, name) for name in FORM_FIELDS}
    after = Organisation(
        organisation=organisation,
        revision=revision,
        path=placing.path,
        chain=placing.chain,
        unit=placing.unit,
        **fields,
    )
    return Change("open", after, {})


def amended(known: Organisation, form: OrganisationForm, parent: Organisation | None, revision: int) -> Change:
    """The organisation under the new form, at the same place. Raises Problem(conflict, wrong_parent).

    A kind never changes, and a place only through `moved`. A changed type of school changes its chain.
    """
    guard(known.revision, form.revision)
    if form.kind is not known.kind:
        raise Problem(ProblemCode.CONFLICT, revision=known.revision)
    if form.parent != known.parent:
        raise Problem(ProblemCode.WRONG_PARENT, parent=form.parent or "")
    changed = {name: getattr(form, name) for name in FORM_FIELDS if getattr(form, name) != getattr(known, name)}
    before = {name: getattr(known, name) for name in changed}
    after = known.model_copy(update=changed)
    placing = place(after.organisation, after.kind, after.school_type, parent)
    verb = "rename" if changed.keys() & {"name", "short_name"} else "amend"
    return Change(verb, placed(after, placing, revision), before)


def moved(known: Organisation, parent: Organisation, seen: int | None, revision: int) -> Change:
    """The organisation under another parent. Raises Problem(conflict, wrong_parent, organisation_closed).

    What stands below it follows by `derive_branch`. Its submissions do not: see moderation's re-attribution.
    """
    guard(known.revision, seen)
    _refuse_closed(parent)
    if known.closed_on is not None:
        raise Problem(ProblemCode.ORGANISATION_CLOSED)
    # The id of a body names its parent, so a body never moves: another one is opened.
    is_body = known.kind is OrganisationKind.BODY
    if is_body or not may_stand_under(known.kind, known.school_type, parent):
        raise Problem(ProblemCode.WRONG_PARENT, parent=parent.organisation)
    placing = place(known.organisation, known.kind, known.school_type, parent)
    after = placed(known, placing, revision).model_copy(update={"parent": parent.organisation})
    return Change("move", after, {"parent": known.parent})


def closed(known: Organisation, on: date, seen: int | None, open_children: int, revision: int) -> Change:
    """The organisation with its last day. Raises Problem(conflict, branch_open, invalid)."""
    guard(known.revision, seen)
    if known.kind is OrganisationKind.MINISTRY:
        raise Problem(ProblemCode.FORBIDDEN)
    if open_children:
        raise Problem(ProblemCode.BRANCH_OPEN, count=open_children)
    too_early = known.opened_on is not None and on < known.opened_on
    if too_early or not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise Problem(ProblemCode.INVALID, fields=(FieldProblem("on", ProblemCode.BAD_SPAN),), count=1)
    after = known.model_copy(update={"closed_on": on, "revision": revision})
    return Change("close", after, {"closed_on": known.closed_on})


def guard(revision: int, seen: int | None) -> None:
    """Refuse a change that was made on another state than the present one: Problem(conflict) names the present revision."""
    if seen != revision:
        raise Problem(ProblemCode.CONFLICT, revision=revision)


def _refuse_closed(parent: Organisation | None) -> None:
    if parent is not None and parent.closed_on is not None:
        raise Problem(ProblemCode.ORGANISATION_CLOSED)
