"""When and where a session takes place: spans that are spans, places that are places."""

import calendar
from collections.abc import Iterable

from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import Place, PlaceKind, Session, Span
from services.ingest.domain.codes import COUNTRIES, is_district

MAX_SPAN_DAYS = 400
"""A year with room at both ends: the longest that an annual campaign can be prepared or followed up."""


def session_problems(sessions: Iterable[Session]) -> list[FieldProblem]:
    """What is wrong with the times and places of the sessions; when they lie is never refused, only flagged."""
    found: list[FieldProblem] = []
    for index, session in enumerate(sessions):
        path = f"content.sessions.{index}"
        if not is_span(session.when):
            found.append(FieldProblem(f"{path}.when", ProblemCode.BAD_SPAN))
        if not is_place(session.place):
            found.append(FieldProblem(f"{path}.place.code", ProblemCode.BAD_PLACE))
        if not is_time_of_day(session):
            found.append(FieldProblem(f"{path}.ends", ProblemCode.BAD_SPAN))
    return found


def is_span(span: Span) -> bool:
    """Whether start and end fit the precision: one day, a range of at most MAX_SPAN_DAYS, or a whole month."""
    if span.precision == "day":
        return span.start == span.end
    if span.precision == "month":
        last = calendar.monthrange(span.start.year, span.start.month)[1]
        return span.start.day == 1 and span.end == span.start.replace(day=last)
    return 0 <= (span.end - span.start).days < MAX_SPAN_DAYS


def is_time_of_day(session: Session) -> bool:
    """Whether the times of day fit: an end only with a beginning, and on one day not before it."""
    if session.starts is None or session.ends is None:
        return session.ends is None
    return session.when.start != session.when.end or session.starts <= session.ends


def is_place(place: Place) -> bool:
    """Whether the code fits the kind: 6 digits for a district, a country overseas, none online or nowhere."""
    if place.kind is PlaceKind.DISTRICT:
        return is_district(place.code or "")
    if place.kind is PlaceKind.OVERSEAS:
        return (place.code or "") in COUNTRIES
    return place.code is None
