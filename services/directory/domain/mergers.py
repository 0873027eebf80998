"""Mergers: one organisation becomes part of another from a day on. The old one stays readable and says where it went.

A merger is ordered at once and carried out on its first day: children, bodies and people go over one by one, so that what
stops half-way is completed by the next look. Submissions do not move along: that is moderation's re-attribution.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import Field

from contracts.base import Contract
from contracts.organisations import Organisation, OrganisationKind
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.directory.domain.organisations import FIRST_YEAR, LAST_YEAR, Change, guard
from services.directory.domain.people import Grants, Person
from services.directory.domain.tree import may_stand_under, place, placed
from services.kit.clock import SHANGHAI

BELOW_ITSELF = "下级单位 / it stands below it"
ANOTHER_KIND = "类别不同 / another kind"
CANNOT_STAND = "“{child}”不能移到该单位下 / {child} cannot stand there"
NO_BODY = "该单位没有对应的下设机构“{body}” / it has no body {body}"


class MergeForm(Contract):
    """What an organisation becomes part of, from which day on, whether its people go along, and the revision that was seen."""

    into: str = Field(min_length=1, max_length=64)
    first_day: date
    people: bool = True
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Merger:
    """A merger that was ordered, by whom and for which organisation; `done` once everything has gone over."""

    into: str
    first_day: date
    people: bool
    person: str
    organisation: str
    done: bool = False

    def is_due(self, now: datetime) -> bool:
        """Whether its first day has come in Asia/Shanghai."""
        return self.first_day <= now.astimezone(SHANGHAI).date()

    def as_document(self) -> dict[str, Any]:
        """The merger beside the state of its organisation."""
        return {**asdict(self), "first_day": self.first_day.isoformat()}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Merger":
        """Read what `as_document` made."""
        return cls(**{**document, "first_day": date.fromisoformat(document["first_day"])})

    def finished(self) -> "Merger":
        """The merger with everything gone over."""
        return replace(self, done=True)


def judge_merger(
    known: Organisation, into: Organisation, children: Iterable[Organisation], bodies: Mapping[str, Organisation]
) -> tuple[FieldProblem, ...]:
    """Everything that stands against a merger. `bodies` are the open bodies of `into`, by body."""
    reasons: list[str] = []
    if known.organisation in into.path:
        reasons.append(BELOW_ITSELF)
    if known.kind is not into.kind or known.kind is OrganisationKind.MINISTRY or known.body != into.body:
        reasons.append(ANOTHER_KIND)
    for child in children:
        if child.kind is OrganisationKind.BODY:
            if child.body not in bodies:
                reasons.append(NO_BODY.format(body=child.body))
        elif not may_stand_under(child.kind, child.school_type, into):
            reasons.append(CANNOT_STAND.format(child=child.short_name))
    facts = {"organisation": known.short_name, "into": into.short_name}
    return tuple(
        FieldProblem("into", ProblemCode.MERGER_IMPOSSIBLE, {**facts, "reason": reason})
        for reason in dict.fromkeys(reasons)
    )


def ordered(known: Organisation, into: Organisation, form: MergeForm, revision: int) -> Change:
    """The organisation with its last day and its successor. The merger has been judged.

    Raises Problem(conflict, organisation_closed, invalid) with bad_span.
    """
    guard(known.revision, form.revision)
    if known.closed_on is not None or into.closed_on is not None:
        raise Problem(ProblemCode.ORGANISATION_CLOSED)
    last_day = form.first_day - timedelta(days=1)
    too_early = known.opened_on is not None and last_day < known.opened_on
    if too_early or not FIRST_YEAR <= form.first_day.year <= LAST_YEAR:
        raise Problem(ProblemCode.INVALID, fields=(FieldProblem("first_day", ProblemCode.BAD_SPAN),), count=1)
    after = known.model_copy(
        update={"closed_on": last_day, "merged_into": into.organisation, "revision": revision},
    )
    return Change("merge", after, {"closed_on": None, "merged_into": None})


def called_off(known: Organisation, seen: int | None, today: date, revision: int, *, done: bool) -> Change:
    """The organisation open again, while the last day it was given has not passed.

    Raises Problem(conflict), and Problem(closing_over) where that day is over or what it holds has gone over.
    """
    guard(known.revision, seen)
    if done or (known.closed_on is not None and known.closed_on < today):
        raise Problem(ProblemCode.CLOSING_OVER)
    after = known.model_copy(update={"closed_on": None, "merged_into": None, "revision": revision})
    return Change("reopen", after, {"closed_on": known.closed_on, "merged_into": known.merged_into})


def gone_over(child: Organisation, parent: Organisation, revision: int) -> Change:
    """A child of the old organisation under the new one."""
    placing = place(child.organisation, child.kind, child.school_type, parent)
    after = placed(child, placing, revision).model_copy(update={"parent": parent.organisation})
    return Change("move", after, {"parent": child.parent})


def body_gone_over(body: Organisation, into: Organisation, merger: Merger, revision: int) -> Change:
    """A body of the old organisation, closed with the new one's body as its successor: its id names its parent."""
    last_day = merger.first_day - timedelta(days=1)
    after = body.model_copy(
        update={"closed_on": last_day, "merged_into": into.organisation, "revision": revision},
    )
    return Change("merge", after, {"closed_on": body.closed_on, "merged_into": None})


def taken_over(person: Person, old: str, new: str, revision: int) -> Person:
    """A person who belonged to `old`, or held a role there, belongs to `new` and holds it there."""
    grants: Grants = tuple(sorted({(new if place == old else place, role) for place, role in person.grants}))
    home = new if person.organisation == old else person.organisation
    return replace(person, organisation=home, grants=grants, revision=revision)
