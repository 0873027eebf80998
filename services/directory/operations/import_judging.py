"""What rows of a sheet would come to, judged against what is known and against the rows above them; nothing is changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import orjson
from pydantic import ValidationError

from contracts.base import Contract, decode_closed
from contracts.organisations import Organisation
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.directory.domain import organisations as organisation_rules
from services.directory.domain import people as person_rules
from services.directory.domain.imports import Line, Outcome, merged_grants
from services.directory.domain.organisations import OrganisationForm
from services.directory.domain.people import Person, PersonForm
from services.directory.domain.people_rights import may_write
from services.directory.domain.rights import may_place
from services.directory.store.database import Database
from services.directory.store.people import sign_in_key
from services.kit.identity import Caller
from services.kit.web import field_problems

FormT = TypeVar("FormT", bound=Contract)


@dataclass(slots=True)
class Judged:
    """A line with the form it makes, and what would come of it; `first_password` is shown once and kept nowhere."""

    line: Line
    outcome: Outcome
    form: Contract | None = None
    problems: list[FieldProblem] = field(default_factory=list)
    first_password: str | None = None
    is_invited: bool = False

    def refuse(self, problems: Iterable[FieldProblem]) -> "Judged":
        """The same line, refused for these reasons as well."""
        self.problems += problems
        self.outcome = Outcome.REFUSED
        return self


def read_form(model: type[FormT], fields: Mapping[str, Any]) -> tuple[FormT | None, tuple[FieldProblem, ...]]:
    """The form that fields make, or everything that is wrong with them."""
    body = orjson.dumps(fields)
    try:
        return decode_closed(model, body), ()
    except ValidationError as fault:
        return None, field_problems(fault, orjson.loads(body))


class OrganisationJudge:
    """Judges rows of organisations; a row may stand below another one of the same sheet that comes before it."""

    def __init__(self, database: Database, caller: Caller) -> None:
        self._store = database.organisations
        self._caller = caller
        self._known: dict[str, Organisation] = {}
        self._codes: dict[str, str] = {}

    async def learn(self, lines: Sequence[Line]) -> None:
        """Read what the rows speak of. Raises Problem(store_away)."""
        ids = {line.object_id for line in lines} | {line.fields["parent"] for line in lines if line.fields["parent"]}
        self._known = await self._store.by_ids(ids)
        above = {one.parent for one in self._known.values() if one.parent is not None} - self._known.keys()
        self._known |= await self._store.by_ids(above)
        codes = {line.fields["school_code"] for line in lines if line.fields["school_code"]}
        self._codes = await self._store.holders_of_school_codes(codes)

    def judge(self, line: Line) -> Judged:
        """What would come of one row; rows after it find it."""
        judged = Judged(line, Outcome.NEW, problems=list(line.problems))
        known = self._known.get(line.object_id)
        revision = known.revision if known else None
        form, wrong = read_form(OrganisationForm, {**line.fields, "revision": revision})
        if form is None or judged.problems:
            seen = {problem.path for problem in judged.problems}
            return judged.refuse(problem for problem in wrong if problem.path not in seen)
        judged.form = form
        parent = self._known.get(form.parent or "")
        problems = organisation_rules.judge_form(line.object_id, form, parent)
        if problems:
            return judged.refuse(problems)
        above = parent if known is None else self._known.get(known.parent or "")
        if not may_place(self._caller, above):
            return judged.refuse([FieldProblem("parent", ProblemCode.FORBIDDEN)])
        holder = self._codes.get(form.school_code or "", line.object_id)
        if holder != line.object_id:
            return judged.refuse([FieldProblem("school_code", ProblemCode.ID_TAKEN)])
        return self._settle(judged, form, known, parent)

    def _settle(
        self, judged: Judged, form: OrganisationForm, known: Organisation | None, parent: Organisation | None
    ) -> Judged:
        organisation = judged.line.object_id
        try:
            if known is None:
                after = organisation_rules.opened(organisation, form, parent, 1).after
            elif organisation_rules.says_the_same(form, known):
                judged.outcome, after = Outcome.SAME, known
            else:
                judged.outcome = Outcome.CHANGED
                after = organisation_rules.amended(known, form, parent, known.revision).after
        except Problem as problem:
            return judged.refuse([FieldProblem(_column_of(problem), problem.code, problem.facts)])
        self._known[organisation] = after
        if form.school_code:
            self._codes[form.school_code] = organisation
        return judged


class PersonJudge:
    """Judges rows of people."""

    def __init__(self, database: Database, caller: Caller) -> None:
        self._people = database.people
        self._organisations = database.organisations
        self._caller = caller
        self._known: dict[str, Person] = {}
        self._owners: dict[str, str] = {}
        self._places: dict[str, Organisation] = {}

    async def learn(self, lines: Sequence[Line]) -> None:
        """Read what the rows speak of. Raises Problem(store_away)."""
        found = await self._people.by_ids(line.object_id for line in lines)
        self._known = {stored.person.person: stored.person for stored in found}
        self._owners = await self._people.owners_of_names(line.fields["name"] for line in lines)
        places = {line.fields["organisation"] for line in lines}
        places |= {place for one in self._known.values() for place in (one.organisation, *(g for g, _ in one.grants))}
        self._places = await self._organisations.by_ids(places)

    def judge(self, line: Line) -> Judged:
        """What would come of one row."""
        judged = Judged(line, Outcome.NEW, problems=list(line.problems))
        known = self._known.get(line.object_id)
        fields = {name: value for name, value in line.fields.items() if name != "roles"}
        roles = merged_grants(known.grants if known else (), fields["organisation"], line.fields["roles"])
        more = {"grants": roles, "closed": known.closed if known else False}
        form, wrong = read_form(PersonForm, {**fields, **more, "revision": known.revision if known else None})
        if form is None or judged.problems:
            seen = {problem.path for problem in judged.problems}
            return judged.refuse(problem for problem in wrong if problem.path not in seen)
        judged.form = form
        if form.organisation not in self._places:
            facts = {"organisation": form.organisation}
            return judged.refuse([FieldProblem("organisation", ProblemCode.UNKNOWN_ORGANISATION, facts)])
        if not may_write(self._caller, form, known, self._places):
            return judged.refuse([FieldProblem("organisation", ProblemCode.FORBIDDEN)])
        problems = person_rules.judge_person(form, self._places, known)
        if problems:
            return judged.refuse(problems)
        key = sign_in_key(form.name)
        if self._owners.setdefault(key, line.object_id) != line.object_id:
            return judged.refuse([FieldProblem("name", ProblemCode.ID_TAKEN)])
        if known is not None:
            is_same = person_rules.says_the_same(form, known)
            judged.outcome = Outcome.SAME if is_same else Outcome.CHANGED
        return judged


def _column_of(problem: Problem) -> str:
    return "parent" if problem.code in {ProblemCode.WRONG_PARENT, ProblemCode.ORGANISATION_CLOSED} else "kind"
