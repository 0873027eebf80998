"""What readers get: boards, lists and proofs as JSON. No rule lives here."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from contracts.counts import Indicator
from services.aggregation.boards import Board, IndicatorFigures
from services.aggregation.domain.completeness import Met, Owed
from services.aggregation.domain.coverage import CoverageCell
from services.aggregation.domain.figures import Total
from services.aggregation.domain.standing_list import Contribution, Item

Json = dict[str, Any]


def total_json(total: Total) -> Json:
    """A figure: value, shown qualifier, number of sources; for distinct indicators also what came without names."""
    body: Json = {"value": total.value, "qualifier": total.qualifier.value, "sources": total.sources}
    if total.claimed:
        body |= {
            "claimed": total.claimed,
            "claimed_qualifier": total.claimed_qualifier.value,
            "claimed_note": "not deduplicated / 未去重",
        }
    return body


def board_json(board: Board, figures: Iterable[IndicatorFigures]) -> Json:
    """A whole board with its cut."""
    return {
        "edition": board.edition.edition,
        "scope": board.scope.name,
        "incl": "pending" if board.pending else None,
        "cut": str(board.cut),
        "as_of": board.as_of.isoformat(),
        "headline_windows": [window.value for window in board.edition.rules.headline_windows],
        "figures": [_figure_json(board, one) for one in figures],
    }


def figure_id(edition: str, scope: str, indicator: str) -> str:
    """The id of a figure, `<edition>:<scope>:<indicator>`."""
    return f"{edition}:{scope}:{indicator}"


def _figure_json(board: Board, one: IndicatorFigures) -> Json:
    return {
        "figure": figure_id(board.edition.edition, board.scope.name, one.indicator.code),
        **_indicator_json(one.indicator),
        **total_json(one.headline),
        "windows": {window.value: total_json(total) for window, total in one.windows.items()},
        "expected": total_json(one.expected) if one.expected else None,
        "declared": _declared_json(one) if one.declared else None,
        "by": {
            by.value: {label: total_json(total) for label, total in sorted(groups.items())}
            for by, groups in one.by.items()
        },
    }


def _indicator_json(indicator: Indicator) -> Json:
    return {
        "indicator": indicator.code,
        "name": indicator.name,
        "unit": indicator.unit,
        "group": indicator.group,
        "aggregation": indicator.aggregation.value,
    }


def _declared_json(one: IndicatorFigures) -> Json | None:
    if one.declared is None:
        return None
    difference = None
    if one.declared.value is not None and one.headline.value is not None:
        difference = one.declared.value - one.headline.value
    return total_json(one.declared) | {"difference": difference}


def coverage_json(cells: dict[str, dict[date, CoverageCell]], days: list[date], children: list[str]) -> Json:
    """Days by children: sessions of the day, submissions that cover it, highlights; and the gaps by child."""
    rows = {}
    for child in sorted({*children, *cells}):
        held = cells.get(child, {})
        rows[child] = {
            "days": {
                day.isoformat(): {
                    "sessions": cell.sessions,
                    "submissions": cell.submissions,
                    "highlights": cell.highlights,
                }
                for day, cell in sorted(held.items())
            },
            "gaps": [day.isoformat() for day in days if day not in held],
        }
    return {"days": [day.isoformat() for day in days], "children": rows}


def completeness_json(owed: list[Owed]) -> Json:
    """Obligations with what became of them, and their counts."""
    counts = {met.value: sum(one.met is met for one in owed) for met in Met}
    return {
        "owed": len(owed),
        "on_time": sum(one.on_time is True for one in owed),
        "counts": counts,
        "obligations": [
            {
                "obligation": one.obligation.obligation,
                "debtor": one.obligation.debtor,
                "creditor": one.obligation.creditor,
                "kind": one.obligation.kind.value,
                "due_at": one.obligation.due_at.isoformat(),
                "met": one.met.value,
                "on_time": one.on_time,
                "waiting_for": one.waiting_for,
                "submission": one.submission,
            }
            for one in owed
        ],
    }


def item_json(item: Item) -> Json:
    """A submission behind a figure."""
    return {
        "submission": str(item.submission),
        "organisation": item.home.organisation,
        "unit": item.home.unit,
        "kind": item.home.kind,
        "version": item.counted_version or item.review_version,
        "state": item.state,
        "revision": item.revision,
        "counted_at": datetime.fromtimestamp(item.appended_ms / 1_000, UTC).isoformat(),
    }


def contribution_json(contribution: Contribution) -> Json:
    """What a submission adds to an indicator."""
    return {
        "indicator": contribution.indicator,
        "series": contribution.series.value,
        "window": contribution.window,
        "value": contribution.value,
        "keys": list(contribution.keys),
    }


def proof_json(item: Item, cut: str, scopes: list[str], adds: list[Contribution], *, stood_back: bool) -> Json:
    """Whether a submission is counted, in which figures, by which revision, at which place of the log and when."""
    if stood_back:
        words = ("已计入另一份材料", "Counted under another report.")
    elif scopes:
        words = ("已计入统计", "Counted.")
    else:
        words = ("尚未计入统计", "Not counted yet.")
    return {
        "submission": str(item.submission),
        "counted": bool(scopes) and not stood_back,
        "text_zh": words[0],
        "text_en": words[1],
        "counted_under_another_report": stood_back,
        "state": item.state,
        "version": item.counted_version,
        "waiting_for": item.waiting_for,
        "revision": item.revision,
        "partition": item.partition,
        "offset": item.offset,
        "appended_at": datetime.fromtimestamp(item.appended_ms / 1_000, UTC).isoformat(),
        "cut": cut,
        "figures": [
            contribution_json(one) | {"figure": figure_id(item.home.edition, scope, one.indicator)}
            for scope in scopes
            for one in adds
        ],
    }
