"""What readers get: boards, lists and proofs as JSON. No rule lives here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from contracts.counts import Indicator
from contracts.submissions import Series, Window
from services.aggregation.boards import Board, IndicatorFigures
from services.aggregation.domain.completeness import Met, Owed
from services.aggregation.domain.coverage import CoverageCell
from services.aggregation.domain.cuts import Cut
from services.aggregation.domain.figures import NOTHING, Total
from services.aggregation.domain.standing_list import Contribution, Item
from services.aggregation.domain.timeliness import Timeliness
from services.aggregation.domain.views import NATION
from services.aggregation.store import Minute

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


def board_json(
    board: Board, figures: Iterable[IndicatorFigures], windows: Iterable[Window], series: Series = Series.ACTUAL
) -> Json:
    """A whole board with its cut; `windows` and `series` are what the figures' own values add up.

    `as_of` is when the newest decision in it was appended; `known_until`, which the answer adds, until when none is missing.
    """
    return {
        "edition": board.edition.edition,
        "scope": board.scope.name,
        "incl": "pending" if board.pending else None,
        "series": series.value,
        "windows": [window.value for window in windows],
        "cut": str(board.cut),
        "as_of": board.as_of.isoformat(),
        "headline_windows": [window.value for window in board.edition.rules.headline_windows],
        "figures": [_figure_json(board, one, series) for one in figures],
    }


def static_json(
    board: Board, figures: Iterable[IndicatorFigures], written_at: datetime, known_until: str | None
) -> Json:
    """The public figures as a file that stands alone: with the edition's words and the names of its units."""
    edition = board.edition
    return board_json(board, figures, edition.rules.headline_windows) | {
        "written_at": written_at.isoformat(),
        "known_until": known_until,
        "sealed": edition.sealed,
        "title": edition.title,
        "theme": edition.theme,
        "start": edition.start.isoformat(),
        "end": edition.end.isoformat(),
        "contact": edition.contact.model_dump(mode="json"),
        "units": [unit.model_dump(mode="json") for unit in edition.units],
        "names": {one.code: one.short_name or one.name for one in (*edition.councils, *edition.departments)},
    }


def minute_json(record: Minute, scope: str, chosen: Iterable[Indicator], *, by_unit: bool) -> Json:
    """The headline figures of a scope as a minute's record holds them; of the nation also by unit where that is asked for."""
    units = {name: totals for name, totals in record.scopes.items() if name != NATION} if by_unit else {}
    return {
        "edition": record.edition,
        "scope": scope,
        "incl": None,
        "series": Series.ACTUAL.value,
        "windows": [window.value for window in record.windows],
        "cut": str(record.cut),
        "as_of": record.at.isoformat(),
        "figures": [
            {
                "figure": figure_id(record.edition, scope, one.code),
                **_indicator_json(one),
                **total_json(record.scopes.get(scope, {}).get(one.code, NOTHING)),
                "by": {"unit": {unit: total_json(of[one.code]) for unit, of in sorted(units.items()) if one.code in of}}
                if by_unit
                else {},
            }
            for one in chosen
        ],
    }


def figure_id(edition: str, scope: str, indicator: str) -> str:
    """The id of a figure, `<edition>:<scope>:<indicator>`."""
    return f"{edition}:{scope}:{indicator}"


def _figure_json(board: Board, one: IndicatorFigures, series: Series) -> Json:
    return {
        "figure": figure_id(board.edition.edition, board.scope.name, one.indicator.code),
        **_indicator_json(one.indicator),
        **total_json(one.headline),
        "windows": {window.value: total_json(total) for window, total in one.windows.items()},
        "expected": total_json(one.expected) if one.expected else None,
        "declared": _declared_json(one, one.declared, series) if one.declared else None,
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


def _declared_json(one: IndicatorFigures, declared: Total, series: Series) -> Json:
    """What is declared; `difference` is how much more than what is counted, where both are told and it was held."""
    difference = None
    if series is Series.ACTUAL and declared.value is not None and one.headline.value is not None:
        difference = declared.value - one.headline.value
    return total_json(declared) | {"difference": difference}


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
                "version": one.version,
                "received_at": _moment(one.received_ms),
            }
            for one in owed
        ],
    }


def _moment(milliseconds: int | None) -> str | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1_000, UTC).isoformat()


def timeliness_json(found: Timeliness, target_seconds: int) -> Json:
    """How many came within the target of those that nobody owed by a date; `rate` is in hundredths of a percent."""
    return {
        "target_seconds": target_seconds,
        "measured": found.measured,
        "timely": found.timely,
        "rate": found.rate,
    }


def item_json(item: Item, version: int) -> Json:
    """A submission behind a figure: the version that counts there, and the newest decision on it."""
    return {
        "submission": str(item.submission),
        "organisation": item.home.organisation,
        "unit": item.home.unit,
        "kind": item.home.kind,
        "version": version,
        "state": item.state,
        "revision": item.revision,
        "appended_at": _at(item.appended_ms),
    }


def contribution_json(contribution: Contribution, headline: tuple[Window, ...]) -> Json:
    """What a submission adds to an indicator; `headline` tells whether the figure's own value holds it."""
    return {
        "headline": contribution.series is Series.ACTUAL and contribution.window in headline,
        "indicator": contribution.indicator,
        "series": contribution.series.value,
        "window": contribution.window,
        "value": contribution.value,
        "keys": list(contribution.keys),
    }


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of one submission at one cut: the public scopes that count it, what it adds, what could not be read."""

    item: Item
    cut: Cut
    scopes: tuple[str, ...]
    adds: tuple[Contribution, ...]
    headline: tuple[Window, ...]
    stood_back: bool
    unread: tuple[tuple[int, int], ...]


_COUNTED = ("已计入统计", "Counted.")
_UNDER_ANOTHER = ("已计入另一份材料", "Counted under another report.")
_NOT_COUNTED = {
    "in_review": ("正在审核，尚未计入统计", "In review; not counted yet."),
    "returned": ("已退回修改，尚未计入统计", "Sent back to be mended; not counted yet."),
    "refused": ("未予采用，不计入统计", "Refused; not counted."),
    "withdrawn": ("已撤回，不计入统计", "Withdrawn; not counted."),
}
_NOT_COUNTED_YET = ("尚未计入统计", "Not counted yet.")


def proof_json(proof: Proof) -> Json:
    """Whether a submission is counted, in which figures, by which revision, at which place of the log and when."""
    item, counted = proof.item, bool(proof.scopes)
    words = _COUNTED if counted else _NOT_COUNTED.get(item.state, _NOT_COUNTED_YET)
    if proof.stood_back:
        words = _UNDER_ANOTHER
    return {
        "submission": str(item.submission),
        "counted": counted,
        "text_zh": words[0],
        "text_en": words[1],
        "counted_under_another_report": proof.stood_back,
        "state": item.state,
        "version": item.counted_version,
        "waiting_for": item.waiting_for,
        "revision": item.revision,
        "partition": item.partition,
        "offset": item.offset,
        "appended_at": _at(item.appended_ms),
        "unreadable": [{"partition": partition, "offset": offset} for partition, offset in proof.unread],
        "cut": str(proof.cut),
        "figures": [
            contribution_json(one, proof.headline) | {"figure": figure_id(item.home.edition, scope, one.indicator)}
            for scope in proof.scopes
            for one in proof.adds
        ],
    }


def _at(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1_000, UTC).isoformat()
