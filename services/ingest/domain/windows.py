"""In which of the three windows a time falls: the national week, the unit's own window or activity month, or outside.

Derived and flagged, never refused. Source: domain report 0.4, and notice 四(一) on 职业教育活动月.
"""

from contracts.editions import Edition
from contracts.organisations import LocalWindow, Organisation
from contracts.submissions import Span, Window


def windows_of(unit: Organisation | None, edition: Edition) -> tuple[LocalWindow, ...]:
    """The windows that a reporting unit has declared in an edition."""
    return tuple(window for window in unit.windows if window.edition == edition.edition) if unit else ()


def window_of(span: Span | None, edition: Edition, own: tuple[LocalWindow, ...]) -> Window:
    """The window of a span. The week wins where it holds the whole span, then an own window that the span touches.

    Without a date the report belongs to the edition it was filed for, that is to its week.
    """
    if span is None or edition.start <= span.start <= span.end <= edition.end:
        return Window.WEEK
    if any(span.start <= window.end and window.start <= span.end for window in own):
        return Window.OWN
    if span.start <= edition.end and edition.start <= span.end:
        return Window.WEEK
    return Window.OUTSIDE
