"""What the other boards of the demo must say: coverage, completeness, and in which bucket every submission lies.

Sources: notice 四(二)1 and 六(五); domain report 0.1, 0.3 and 6.7; architecture.md, "What counts".
"""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from tests.e2e.expected import NATION, Board, standing_back, visible
from tests.e2e.expected_editions import edition
from tests.e2e.expected_facts import Row
from tests.e2e.expected_standings import Obligation, Standing, World
from tests.e2e.expected_tree import UNIT_KINDS

Cell = tuple[int, int, int]
"""Sessions of that day alone, submissions that cover it, and those of them with a highlight."""


def coverage(world: World, year: str, scope: str = NATION) -> dict[str, dict[str, Cell]]:
    """By child and day of the week, what was held; days without anything are left out."""
    board = Board(year, scope)
    back = standing_back(world, board)
    held: dict[tuple[str, date], list[tuple[Standing, Row]]] = {}
    for submission, version in visible(world, board).items():
        if submission in back:
            continue
        standing = world.standings[submission]
        for row in world.rows(standing, version):
            if row.indicator == "session_count" and row.series == "actual":
                for day in _covered(row):
                    held.setdefault((_child(standing, scope), day), []).append((standing, row))
    found: dict[str, dict[str, Cell]] = {child: {} for child in _children(world, scope)}
    for (child, day), told in held.items():
        if day in edition(year).days():
            cell = (
                sum(row.value for _standing, row in told if row.day),
                len({standing.submission for standing, _row in told}),
                len({standing.submission for standing, row in told if row.highlight}),
            )
            found.setdefault(child, {})[day.isoformat()] = cell
    return found


def _covered(row: Row) -> list[date]:
    if row.day:
        return [row.day]
    if row.span is None:
        return []
    first, last = row.span
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _child(standing: Standing, scope: str) -> str:
    return standing.unit if scope == NATION else standing.chain[max(standing.chain.index(scope) - 1, 0)]


def _children(world: World, scope: str) -> list[str]:
    if scope == NATION:
        return world.tree.of_kinds(UNIT_KINDS - {"ministry"})
    return world.tree.children(scope)


def answered_coverage(answer: dict[str, Any]) -> dict[str, dict[str, Cell]]:
    """The cells of an answer of `GET /v1/coverage`."""
    return {
        child: {day: (cell["sessions"], cell["submissions"], cell["highlights"]) for day, cell in row["days"].items()}
        for child, row in answer["children"].items()
    }


def completeness(world: World, year: str, scope: str = "ministry") -> dict[str, tuple[str, bool | None, str | None]]:
    """By obligation below a scope: what became of it, whether it came in time, and for whom it waits."""
    owed = [one for one in world.obligations.values() if one.edition == year and not one.cancelled]
    return {one.obligation: _met(world, one) for one in owed if scope in world.tree.path(one.debtor)}


def _met(world: World, owed: Obligation) -> tuple[str, bool | None, str | None]:
    answers = [
        one for one in world.standings.values() if one.obligation == owed.obligation and one.state != "withdrawn"
    ]
    if not answers:
        return ("missing", False, None) if world.now > owed.due_at else ("not_due", None, None)
    ranks = {"refused": 0, "returned": 1, "in_review": 2, "accepted": 3}
    best = max(answers, key=lambda one: (ranks[_state(one)], -one.filed))
    waiting = {"in_review": _turn(best), "returned": best.organisation}.get(_state(best))
    if best.review is not None:
        waiting = _turn(best)
    return _state(best), any(one.verdict == "on_time" for one in answers if _state(one) == _state(best)), waiting


def _state(standing: Standing) -> str:
    """Accepted while an accepted version counts, in review while one is, else how the newest one ended."""
    if standing.counted is not None:
        return "accepted"
    return "in_review" if standing.review is not None else standing.state


def _turn(standing: Standing) -> str:
    return standing.chain[min(standing.level + 1, len(standing.chain) - 1)]


def answered_completeness(answer: dict[str, Any]) -> dict[str, tuple[str, bool | None, str | None]]:
    """The lines of an answer of `GET /v1/completeness`."""
    return {one["obligation"]: (one["met"], one["on_time"], one["waiting_for"]) for one in answer["obligations"]}


def buckets(world: World, year: str) -> dict[str, int]:
    """How many submissions of an edition lie in each bucket; every one lies in exactly one."""
    back = standing_back(world, Board(year))
    names = {"in_review": "pending"}
    tally = Counter(
        "duplicate" if one.submission in back else names.get(_state(one), _state(one))
        for one in world.standings.values()
        if one.edition == year
    )
    return {name: tally[name] for name in ("pending", "accepted", "returned", "refused", "withdrawn", "duplicate")}
