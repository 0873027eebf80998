"""The lists of an edition, ready for looking up: what may be chosen, and which listed activity is which."""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.editions import Edition, ListedActivity
from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import OTHER, Choice, Content, Host, Manuscript, Plan

HOST_KINDS = frozenset({"school", "enterprise", "training_base", "institute", "consortium", OTHER})
"""Hosts that are no body of a unit (domain report 0.1)."""


@dataclass(frozen=True, slots=True)
class EditionLists:
    """What an edition lets a form choose from. `activities` gives each listed activity with its promoter's code."""

    activities: dict[str, tuple[ListedActivity, str]]
    departments: frozenset[str]
    councils: frozenset[str]
    choices: dict[str, frozenset[str]]
    bodies: frozenset[str]

    def canonical_activity(self, code: str) -> str | None:
        """The one code of an activity that the notice lists twice; None for an umbrella or a duty, which is none."""
        listed = self.activities.get(code)
        if listed is None or listed[0].kind != "activity":
            return None
        return listed[0].same_as or code

    def promoter(self, code: str | None) -> str | None:
        """The department or council that lists an activity."""
        listed = self.activities.get(code or "")
        return listed[1] if listed else None


_PREPARED: dict[str, tuple[Edition, EditionLists]] = {}


def lists_of(edition: Edition) -> EditionLists:
    """The lists of an edition, prepared once for as long as the edition stays the same."""
    known = _PREPARED.get(edition.edition)
    if known is None or known[0] is not edition:
        known = _PREPARED[edition.edition] = (edition, _prepared(edition))
    return known[1]


def _prepared(edition: Edition) -> EditionLists:
    return EditionLists(
        activities={
            activity.code: (activity, promoter.code)
            for promoter in (*edition.departments, *edition.councils)
            for activity in promoter.activities
        },
        departments=frozenset(promoter.code for promoter in edition.departments),
        councils=frozenset(promoter.code for promoter in edition.councils),
        choices={
            "local_types": frozenset(entry.code for entry in edition.local_types),
            "focus": frozenset(entry.code for entry in edition.focus),
            "tags": frozenset(entry.code for entry in edition.tags),
            "audience": frozenset(entry.code for entry in edition.audiences),
            "form": frozenset(entry.code for entry in edition.manuscript_forms),
        },
        bodies=frozenset(code for codes in edition.bodies.values() for code in codes),
    )


def list_problems(content: Content, lists: EditionLists) -> list[FieldProblem]:
    """What is wrong with the choices of a form: codes that the edition does not list, `other` without a text, repeats."""
    found = [
        FieldProblem(f"content.{name}", ProblemCode.UNKNOWN_CODE, {"code": code})
        for name, code, known in (
            ("activity", content.activity, lists.activities.keys()),
            ("department", content.department, lists.departments),
            ("council", content.council, lists.councils),
        )
        if code is not None and code not in known
    ]
    for name in ("local_types", "focus", "tags"):
        found += _choice_problems(f"content.{name}", getattr(content, name), lists.choices[name])
    if isinstance(content, Plan):
        found += _choice_problems("content.audience", content.audience, lists.choices["audience"])
    if isinstance(content, Manuscript):
        found += _choice_problem("content.form", content.form, lists.choices["form"])
    return found + _host_problems(content.hosts, lists.bodies)


def _choice_problems(path: str, choices: Iterable[Choice], known: frozenset[str]) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    seen: set[tuple[str, str]] = set()
    for index, choice in enumerate(choices):
        found += _choice_problem(f"{path}.{index}", choice, known)
        mark = (choice.code, (choice.text or "").strip() if choice.code == OTHER else "")
        if mark in seen:
            found.append(FieldProblem(f"{path}.{index}.code", ProblemCode.DUPLICATE_KEY, {"key": choice.code}))
        seen.add(mark)
    return found


def _choice_problem(path: str, choice: Choice, known: frozenset[str]) -> list[FieldProblem]:
    if choice.code == OTHER:
        if not (choice.text or "").strip():
            return [FieldProblem(f"{path}.text", ProblemCode.OTHER_NEEDS_TEXT)]
    elif choice.code not in known:
        return [FieldProblem(f"{path}.code", ProblemCode.UNKNOWN_CODE, {"code": choice.code})]
    return []


def _host_problems(hosts: Iterable[Host], bodies: frozenset[str]) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    for index, host in enumerate(hosts):
        path = f"content.hosts.{index}"
        if host.organisation is None and not (host.name or "").strip():
            found.append(FieldProblem(f"{path}.name", ProblemCode.MISSING_FIELD))
        if host.body is not None and bodies and host.body not in bodies | HOST_KINDS:
            found.append(FieldProblem(f"{path}.body", ProblemCode.UNKNOWN_CODE, {"code": host.body}))
    return found
