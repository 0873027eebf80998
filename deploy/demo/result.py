"""What the demo shows at the end: figures with their qualifiers, how they compare with the expectation, times, a proof."""

import asyncio
import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deploy.demo.client import Client, Request
from deploy.demo.hosts import Hosts
from deploy.demo.moments import Spread
from deploy.demo.steps import Step
from deploy.demo.story import READER, Moments

MARKS = {"exact": "", "at_least": "+", "nearly": "≈", "about": "~", "expected": "(预计)"}
WORDS = {
    "exact": "",
    "at_least": "余 at least",
    "nearly": "近 nearly",
    "about": "约 about",
    "expected": "预计 expected",
}
WINDOWS = {"week": "活动周内 in the week", "own": "自有窗口 units' own windows", "outside": "窗口外 outside"}
SETTLE_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 0.5
SHOWN_DIFFERENCES = 10
SHOWN_OF_FACTS = frozenset(
    {"session_count", "activity_count", "school_count", "joint_body_count", "middle_school_count", "adoption_rate"}
)

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many figures were compared with the expectation, and every difference in words."""

    figures: int
    differences: tuple[str, ...]


class Expectation:
    """The expected figures of these steps, computed by the project's second, independent reckoning."""

    def __init__(self, hosts: Hosts, steps: Sequence[Step]) -> None:
        # The reckoning is a test of the project and lives among the tests, so that no service can ever lean on it.
        self._expected = importlib.import_module("tests.e2e.expected")
        standings = importlib.import_module("tests.e2e.expected_standings")
        self._world = standings.World(hosts.rows(), steps)
        self.editions = sorted({step["edition"] for step in steps if step["do"] == "file"})

    def compare(self, edition: str, answer: Answer) -> Comparison:
        """Hold a national board, with its breakdowns, against the expectation."""
        breakdowns = tuple(answer["figures"][0]["by"]) if answer["figures"] else ()
        wanted = self._expected.figures(self._world, self._expected.Board(edition, by=breakdowns))
        found = self._expected.answered(answer)
        return Comparison(len(wanted.keys() | found.keys()), tuple(self._expected.differences(wanted, found)))


async def nation(client: Client, edition: str, by: Iterable[str] = ()) -> Answer:
    """The national board of an edition."""
    query = {"edition": edition, "by": ",".join(by)}
    answer: Answer = (await client.send(Request(READER, "aggregation", "GET", "/v1/counts", query=query))).json()
    return answer


async def settled(client: Client, expectation: Expectation, by: Sequence[str]) -> tuple[dict[str, Answer], Comparison]:
    """The national boards of all editions once they are as expected, or after a minute, with what differs then."""
    deadline = asyncio.get_running_loop().time() + SETTLE_SECONDS
    while True:
        boards = {edition: await nation(client, edition, by) for edition in expectation.editions}
        compared = [expectation.compare(edition, board) for edition, board in boards.items()]
        whole = Comparison(
            sum(one.figures for one in compared), tuple(line for one in compared for line in one.differences)
        )
        if not whole.differences or asyncio.get_running_loop().time() > deadline:
            return boards, whole
        await asyncio.sleep(LOOK_AGAIN_SECONDS)


def table(board: Answer) -> list[str]:
    """A board as lines: value, qualifier, unit, sources; what came without names and what is declared beside it."""
    windows = "、".join(WINDOWS[window] for window in board["windows"])
    head = f"{board['edition']} 年全国统计 national figures · {windows} · cut {_short(board['cut'])}"
    legend = "  [n] 来源份数 submissions behind it; + 余 at least, ≈ 近 nearly, ~ 约 about; 未去重 not deduplicated"
    return [head, *(_line(figure) for figure in board["figures"] if figure["sources"]), legend]


def _line(figure: Answer) -> str:
    value = "-" if figure["value"] is None else _number(figure)
    beside = []
    if figure.get("claimed"):
        beside.append(f"另报 claimed {figure['claimed']:,}{MARKS[figure['claimed_qualifier']]} 未去重")
    if figure["expected"]:
        beside.append(f"预计 expected {figure['expected']['value'] or figure['expected'].get('claimed', 0):,}")
    if figure["declared"]:
        beside.append(f"申报 declared {figure['declared']['value']:,}{MARKS[figure['declared']['qualifier']]}")
    name = _padded(f"{figure['name']}", 26)
    word = _padded(WORDS[figure["qualifier"]], 12)
    return f"  {name}{value:>14} {_padded(figure['unit'], 5)}{word} [{figure['sources']}] {' · '.join(beside)}".rstrip()


def _number(figure: Answer) -> str:
    if figure["aggregation"] == "ratio":
        return f"{figure['value'] / 100:.2f}"
    return f"{figure['value']:,}"


def summary_of_facts(boards: Mapping[str, Answer]) -> list[str]:
    """One line an earlier edition: what the real facts of that year come to."""
    lines = [f"  {edition}  {_facts_of(board)}" for edition, board in boards.items()]
    return ["历届真实材料 real facts of other weeks", *lines]


def _facts_of(board: Answer) -> str:
    told = [figure for figure in board["figures"] if figure["sources"] and figure["indicator"] in SHOWN_OF_FACTS]
    return "  ".join(f"{figure['name']} {_in_short(figure)}" for figure in told)


def _in_short(figure: Answer) -> str:
    unit = "%" if figure["aggregation"] == "ratio" else ""
    value = "" if figure["value"] is None else f"{_number(figure)}{unit}{MARKS[figure['qualifier']]}"
    if figure.get("claimed"):
        return f"{value} ({figure['claimed']:,}{MARKS[figure['claimed_qualifier']]} 未去重)".strip()
    return value


def times(moments: Moments) -> list[str]:
    """The two times that people wait, in milliseconds."""
    return [
        f"  报送→待审 PUT to pending          {_spread(moments.pending)}",
        f"  采纳→计入 acceptance to counted   {_spread(moments.counted)}",
    ]


def _spread(found: Spread | None) -> str:
    if found is None:
        return "-"
    return f"p50 {found.p50 * 1_000:.0f} ms  p95 {found.p95 * 1_000:.0f} ms  (n={found.count})"


def proof_lines(proof: Answer) -> list[str]:
    """A proof in a few lines."""
    figures = [one for one in proof["figures"] if one["figure"].split(":")[1] == "nation"]
    shown = [f"{one['indicator']} {one['value'] or len(one['keys'])} ({one['series']})" for one in figures[:5]]
    where = f"partition {proof['partition']}, offset {proof['offset']}, {proof['appended_at']}"
    return [
        f"证明 proof of {proof['submission']}: {proof['text_zh']} {proof['text_en']}",
        f"  version {proof['version']}, revision {proof['revision']}, {where}",
        f"  {', '.join(shown)}",
    ]


def differences(comparison: Comparison) -> list[str]:
    """The line that says whether the figures are right, and the first of those that are not."""
    count = len(comparison.differences)
    head = f"与独立计算对照 compared with expected.py: {comparison.figures:,} figures, {count} differences"
    return [head, *(f"  {line}" for line in comparison.differences[:SHOWN_DIFFERENCES])]


def _short(cut: str) -> str:
    return cut if len(cut) < 60 else f"{cut[:57]}..."  # noqa: PLR2004 - about half a line.


def _padded(text: str, width: int) -> str:
    """Padded to a width in columns of a terminal, where a Chinese character takes two."""
    columns = sum(2 if ord(character) > 0x2E7F else 1 for character in text)  # noqa: PLR2004 - where CJK begins.
    return text + " " * max(1, width - columns)
