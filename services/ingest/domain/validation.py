"""Everything that is wrong with a form, at once: each with the path of its field, a code, and what the text needs."""

from contracts.editions import Edition
from contracts.organisations import Organisation, OrganisationKind
from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import ActivityReport, AnyContent, Plan, Summary
from services.ingest.domain.entries import entry_problems
from services.ingest.domain.forms import required_problems
from services.ingest.domain.lists import list_problems, lists_of
from services.ingest.domain.manifest import manifest_problems
from services.ingest.domain.measures import measure_problems
from services.ingest.domain.request import Context, SubmissionRequest
from services.ingest.domain.sessions import session_problems
from services.ingest.domain.texts import text_problems


def form_problems(request: SubmissionRequest, context: Context) -> tuple[FieldProblem, ...]:
    """Every problem of a form, in the order of its fields; empty where it can be received.

    An unknown edition or organisation is named alone with it: the lists to judge the rest by are then not known.
    """
    found: list[FieldProblem] = []
    if context.edition is None:
        found.append(FieldProblem("edition", ProblemCode.UNKNOWN_EDITION, {"edition": request.edition}))
    if context.organisation is None:
        facts = {"organisation": request.organisation}
        found.append(FieldProblem("organisation", ProblemCode.UNKNOWN_ORGANISATION, facts))
    if context.edition is None or context.organisation is None:
        return tuple(found)
    found = [
        *text_problems(request.content, context.edition.limits),
        *list_problems(request.content, lists_of(context.edition)),
        *_organisation_problems(request.content, context, context.organisation),
        *_number_problems(request.content, context, context.edition),
        *manifest_problems(request, context.edition.limits),
        *entry_problems(request.entered, context.edition, context.stored_at or context.now),
    ]
    said = {problem.path for problem in found}
    return (*found, *(one for one in required_problems(request, context.edition) if one.path not in said))


def _number_problems(content: AnyContent, context: Context, edition: Edition) -> list[FieldProblem]:
    lists, indicators = lists_of(edition), context.indicators
    found: list[FieldProblem] = []
    if isinstance(content, Plan | ActivityReport):
        found += session_problems(content.sessions)
        for index, session in enumerate(content.sessions):
            found += measure_problems(f"content.sessions.{index}.measures", session.measures, indicators, lists)
    if isinstance(content, ActivityReport | Summary):
        found += measure_problems("content.measures", content.measures, indicators, lists)
    return found


def _organisation_problems(content: AnyContent, context: Context, filing: Organisation) -> list[FieldProblem]:
    """Hosts that the directory does not know, and a scope that the filing organisation cannot speak for."""
    found = [
        _unknown(f"content.hosts.{index}.organisation", host.organisation)
        for index, host in enumerate(content.hosts)
        if host.organisation is not None and context.find(host.organisation) is None
    ]
    if isinstance(content, ActivityReport | Summary) and content.scope is not None:
        scope = context.find(content.scope)
        if scope is None:
            found.append(_unknown("content.scope", content.scope))
        elif not may_speak_for(filing, scope):
            found.append(FieldProblem("content.scope", ProblemCode.FORBIDDEN))
    return found


def may_speak_for(filing: Organisation, scope: Organisation) -> bool:
    """Whether an organisation may declare numbers for the area of `scope`: its own branch, or its unit's as a body."""
    speaks_as = {filing.organisation}
    if filing.kind is OrganisationKind.BODY and filing.parent:
        speaks_as.add(filing.parent)
    return bool(speaks_as & set(scope.path))


def _unknown(path: str, organisation: str) -> FieldProblem:
    return FieldProblem(path, ProblemCode.UNKNOWN_ORGANISATION, {"organisation": organisation})
