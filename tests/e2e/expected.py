"""What every figure of the demo must be, computed from its input alone: the steps and the organisations.

Slow and plain on purpose, and without a line of the services: the proof of the demo is that both come to the same.
Sources: architecture.md, "What counts" and "Version and standing"; indicator dictionary.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.e2e.expected_editions import edition, meanings
from tests.e2e.expected_facts import Row, aggregation
from tests.e2e.expected_relations import stand_back
from tests.e2e.expected_standings import Standing, World

NATION = "nation"
WINDOWS = ("week", "own", "outside")
BREAKDOWNS = (
    "unit",
    "child",
    "place",
    "province",
    "day",
    "council",
    "department",
    "activity",
    "window",
    "kind",
    "highlight",
    "local_type",
    "focus",
    "tag",
)

Total = dict[str, Any]
Told = tuple[Standing, Row]
ToldBy = dict[tuple[str, str], list[Told]]
Address = tuple[str, str, str]
"""Where a total stands in an answer: indicator, section (`headline`, `window`, `expected`, `declared`, a breakdown), label."""


@dataclass(frozen=True)
class Board:
    """What is asked for: an edition, whose board, with what is pending or without, and which windows and series."""

    edition: str
    scope: str = NATION
    pending: bool = False
    windows: str = "headline"
    series: str = "actual"
    by: tuple[str, ...] = BREAKDOWNS


def figures(world: World, board: Board) -> dict[Address, Total]:
    """Every total of a board by its address; totals of nothing are left out."""
    told = _told(world, board)
    wanted = {"headline": edition(board.edition).headline, "all": WINDOWS}.get(board.windows, (board.windows,))
    found: dict[Address, Total] = {}
    for indicator in meanings():
        rows = _rows_for(told, indicator, board.series)
        headline = [one for one in rows if one[1].window in wanted]
        found |= _totals(indicator, "headline", headline, lambda _one: ("all",))
        for window in WINDOWS:
            inside = [one for one in rows if one[1].window == window]
            found |= _totals(indicator, "window", inside, lambda _one, label=window: (label,))  # type: ignore[misc]
        found |= _totals(indicator, "expected", _rows_for(told, indicator, "expected"), lambda _one: ("all",))
        for by in board.by:
            found |= _totals(indicator, by, headline, _labels(board, by))
    return found | _declared(world, board, told, found)


def visible(world: World, board: Board) -> dict[str, int]:
    """The version that each submission shows on a board, before it is weighed what tells the same as another."""
    shown: dict[str, int] = {}
    for standing in world.standings.values():
        needed = _level_needed(world, board, standing)
        if standing.edition != board.edition or needed is None:
            continue
        in_review = standing.review is not None and standing.level >= needed
        version = standing.review if in_review else standing.counted
        if version is not None:
            shown[standing.submission] = version
    return shown


def _level_needed(world: World, board: Board, standing: Standing) -> float | None:
    """From which level on a version in review is seen; infinity where only accepted ones are, None where nothing is."""
    whole_unit = board.scope in {NATION, standing.unit}
    if not whole_unit and (board.scope == world.tree.unit(board.scope) or board.scope not in standing.chain):
        return None
    if board.pending:
        return 0
    return float("inf") if whole_unit else standing.chain.index(board.scope)


def standing_back(world: World, board: Board) -> set[str]:
    """The visible submissions that another one is counted for.

    A unit's board is weighed over the whole country, so that units add up to the nation; a board below a unit enters no
    other sum and weighs what it shows.
    """
    below_a_unit = board.scope != NATION and board.scope != world.tree.unit(board.scope)
    weighed = board if below_a_unit else replace(board, scope=NATION)
    back = stand_back([world.standings[submission] for submission in visible(world, weighed)])
    return back & visible(world, board).keys()


def _told(world: World, board: Board) -> ToldBy:
    """What counts on a board, by indicator and series."""
    back = standing_back(world, board)
    told: ToldBy = {}
    for submission, version in visible(world, board).items():
        if submission not in back:
            standing = world.standings[submission]
            for row in world.rows(standing, version):
                told.setdefault((row.indicator, row.series), []).append((standing, row))
    return told


def _rows_for(told: ToldBy, indicator: str, series: str) -> list[Told]:
    parts = [indicator]
    if aggregation(indicator) == "ratio":
        parts = [meanings()[indicator]["numerator"], meanings()[indicator]["denominator"]]
    return [one for part in parts for one in told.get((part, series), ())]


def _totals(
    indicator: str, section: str, told: Iterable[Told], labels_of: Callable[[Told], Iterable[str]]
) -> dict[Address, Total]:
    groups: dict[str, list[Told]] = {}
    for one in told:
        for label in labels_of(one):
            groups.setdefault(label, []).append(one)
    totals = {(indicator, section, label): total(indicator, rows) for label, rows in groups.items()}
    return {address: found for address, found in totals.items() if found is not None}


def total(indicator: str, told: list[Told]) -> Total | None:
    """What rows come to by the indicator's own rule; None where a ratio has no denominator or no numerator."""
    rule = aggregation(indicator)
    if rule == "ratio":
        return _ratio(meanings()[indicator], told)
    keys = {row.key for _standing, row in told if row.key is not None}
    typed = [row for _standing, row in told if row.key is None]
    sources = len({standing.submission for standing, _row in told})
    qualifier = shown(row.qualifier for row in typed)
    if rule == "distinct":
        claimed = sum(row.value for row in typed)
        return _answer(len(keys) if keys else None, "exact", sources, claimed, qualifier if claimed else "exact")
    if rule == "max":
        # The largest number is one that somebody reported: how exact the smaller ones are says nothing about it.
        largest = max(row.value for row in typed)
        return _answer(largest, shown(row.qualifier for row in typed if row.value == largest), sources)
    return _answer(sum(row.value for row in typed), qualifier, sources)


def _ratio(meaning: Mapping[str, Any], told: list[Told]) -> Total | None:
    above = [one for one in told if one[1].indicator == meaning["numerator"]]
    below = [one for one in told if one[1].indicator == meaning["denominator"]]
    whole = sum(row.value for _standing, row in below)
    if not above or not whole:
        return None
    part = sum(row.value for _standing, row in above)
    # The more there is below the line, the smaller the ratio: at least becomes nearly, and nearly becomes at least.
    turned = {"at_least": "nearly", "nearly": "at_least"}
    under = shown(row.qualifier for _standing, row in below)
    qualifier = shown((shown(row.qualifier for _standing, row in above), turned.get(under, under)))
    sources = len({standing.submission for standing, _row in told})
    # Hundredths of a percent, rounded half up.
    return _answer((20_000 * part + whole) // (2 * whole), qualifier, sources)


def _answer(
    value: int | None, qualifier: str, sources: int, claimed: int = 0, claimed_qualifier: str = "exact"
) -> Total:
    return {
        "value": value,
        "qualifier": qualifier,
        "sources": sources,
        "claimed": claimed,
        "claimed_qualifier": claimed_qualifier,
    }


def shown(qualifiers: Iterable[str]) -> str:
    """How exact a total is: exact is neutral, at least with nearly gives about, about absorbs."""
    inexact = set(qualifiers) - {"exact"}
    if not inexact:
        return "exact"
    return inexact.pop() if len(inexact) == 1 else "about"


def _labels(board: Board, by: str) -> Callable[[Told], Iterable[str]]:
    def child(standing: Standing) -> str:
        if board.scope == NATION or board.scope not in standing.chain:
            return standing.unit if board.scope == NATION else standing.chain[-1]
        return standing.chain[max(standing.chain.index(board.scope) - 1, 0)]

    def labels(one: Told) -> Iterable[str]:
        standing, row = one
        lists = {"local_type": row.local_types, "focus": row.focus, "tag": row.tags}
        if by in lists:
            return lists[by] or ("none",)
        return (
            {
                "unit": standing.unit,
                "child": child(standing),
                "place": row.place,
                "province": f"{row.place[:2]}0000" if row.place.isdigit() else row.place,
                "day": row.day.isoformat() if row.day else "undated",
                "council": row.council,
                "department": row.department,
                "activity": row.activity,
                "window": row.window,
                "kind": standing.kind,
                "highlight": "highlight" if row.highlight else "none",
            }[by],
        )

    return labels


def _declared(world: World, board: Board, told: ToldBy, computed: Mapping[Address, Total]) -> dict[Address, Total]:
    """What is declared for the board's scope, and by how much it differs from what is computed of the same."""
    scope = "ministry" if board.scope == NATION else board.scope
    found: dict[Address, Total] = {}
    for indicator in meanings():
        statements: dict[str, list[Told]] = {}
        for standing, row in sorted(_rows_for(told, indicator, "declared"), key=lambda one: one[0].filed):
            known = statements.get(row.scope or "", [])
            # A newer statement for the same area takes the place of an older one.
            same = [one for one in known if one[0].submission == standing.submission]
            statements[row.scope or ""] = [*same, (standing, row)]
        inside = {name: rows for name, rows in statements.items() if scope in world.tree.path(name)}
        top = [rows for name, rows in inside.items() if not set(world.tree.path(name)[:-1]) & inside.keys()]
        if not top:
            continue
        rows = [row for one in top for _standing, row in one]
        value = sum(1 if row.key else row.value for row in rows)
        # What is declared was held, so it is compared with what was held and never with a forecast.
        held = computed.get((indicator, "headline", "all"), {}) if board.series == "actual" else {}
        headline = held.get("value")
        sources = len({standing.submission for one in top for standing, _row in one})
        answer = _answer(value, shown(row.qualifier if not row.key else "exact" for row in rows), sources)
        found[indicator, "declared", "all"] = answer | {"difference": None if headline is None else value - headline}
    return found


def answered(counts: Mapping[str, Any]) -> dict[Address, Total]:
    """The totals of an answer of `GET /v1/counts` by their addresses; totals of nothing are left out."""
    found: dict[Address, Total] = {}
    for figure in counts["figures"]:
        code = figure["indicator"]
        found[code, "headline", "all"] = figure
        found |= {(code, "window", window): one for window, one in figure["windows"].items()}
        found |= {(code, by, label): one for by, groups in figure["by"].items() for label, one in groups.items()}
        found |= {(code, name, "all"): figure[name] for name in ("expected", "declared") if figure[name]}
    return {address: _plain(address, one) for address, one in found.items() if one["sources"]}


def _plain(address: Address, one: Mapping[str, Any]) -> Total:
    claimed = one.get("claimed", 0)
    plain = _answer(one["value"], one["qualifier"], one["sources"], claimed, one.get("claimed_qualifier", "exact"))
    return plain | ({"difference": one["difference"]} if address[1] == "declared" else {})


def differences(wanted: Mapping[Address, Any], given: Mapping[Address, Any]) -> list[str]:
    """Every address at which two boards do not say the same, with what each says."""
    return [
        f"{' '.join(address)}: expected {wanted.get(address)}, answered {given.get(address)}"
        for address in sorted({*wanted, *given})
        if wanted.get(address) != given.get(address)
    ]
