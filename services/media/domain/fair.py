"""The fair order of one kind of file: provinces take turns, within a province schools take turns, a school's own files go by age.

Whose turn it is follows from two things: who holds fewest slots now, and then who has been served least. So a freed slot
goes to whoever waits and holds none, however much others have sent, and nobody's files wait for ever. A turn is worth
`cost / weight`: large files use up more of it, and a weight of 2 gets two turns for another's one.

Source: start-time fair queueing (Goyal, Vin, Cheng 1996), in two levels, with slots counted first.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.kit.clock import milliseconds
from services.media.domain.jobs import FileKind, Job

TYPICAL_BYTES: Mapping[FileKind, int] = {"photo": 5_000_000, "video": 50_000_000, "document": 5_000_000}
"""What a usual file of a kind weighs (domain report 2.3); one as large as this costs twice an empty one."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job as the order sees it. `since` is milliseconds since 1970; `cost` is what a turn for it uses up."""

    job: str
    unit: str
    organisation: str
    since: int
    cost: float = 1.0

    @classmethod
    def of(cls, job: Job) -> "Waiting":
        """The place in the order that a job asks for."""
        cost = 1.0 + job.size_bytes / TYPICAL_BYTES[job.kind]
        return cls(job.job, job.unit, job.organisation, milliseconds(job.in_order_since), cost)


@dataclass(slots=True)
class _Line:
    """One who waits for turns: a school, a province with its schools, or the nation with its provinces.

    `spent` is what its turns were worth, `files` are those that wait here or below, oldest first.
    """

    name: str
    weight: float
    spent: float = 0.0
    held: int = 0
    files: list[tuple[int, str]] = field(default_factory=list)
    lines: "dict[str, _Line]" = field(default_factory=dict)
    floor: float = 0.0

    def line(self, name: str, weight: float) -> "_Line":
        """The line of a name below, begun where it is new."""
        if name not in self.lines:
            self.lines[name] = _Line(name, weight)
        return self.lines[name]

    def next(self, but: str | None = None) -> "_Line | None":
        """The line below whose turn it is, if one waits; `but` is the name of one that is passed over."""
        waiting = [line for line in self.lines.values() if line.files and line.name != but]
        return min(waiting, key=_turn) if waiting else None

    def charge(self, line: "_Line", cost: float) -> None:
        """Take a turn of `line`'s. Who comes now, or held a slot for long, begins at what the others have had by now.

        So nobody saves up turns by not asking for them.
        """
        waiting = [one for one in self.lines.values() if one.files]
        if waiting:
            least = min(one.held / one.weight for one in waiting)
            self.floor = max(self.floor, min(one.spent for one in waiting if one.held / one.weight == least))
        line.spent = max(line.spent, self.floor) + cost / line.weight
        if len(self.lines) > len(waiting):
            # Who neither waits nor holds, and was caught up with, would begin where it stands: nothing need be remembered.
            self.lines = {
                name: one for name, one in self.lines.items() if one.files or one.held or one.spent > self.floor
            }


def _turn(line: _Line) -> tuple[float, float, tuple[int, str], str]:
    return (line.held / line.weight, line.spent, line.files[0], line.name)


class FairOrder:
    """Who is next. A job is waiting, held (somebody works on it), or not here; adding in another order changes nothing.

    `weights` by unit or organisation are 1 where none is given.
    """

    def __init__(self, weights: Mapping[str, float] | None = None) -> None:
        self._weights = weights or {}
        self._nation = _Line("", 1.0)
        self._waiting: dict[str, Waiting] = {}
        self._held: dict[str, Waiting] = {}

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        return len(self._waiting)

    @property
    def held(self) -> int:
        """How many jobs are worked on."""
        return len(self._held)

    def add(self, one: Waiting) -> None:
        """Let a job wait; one that is already here is placed anew."""
        self.discard(one.job)
        unit, school = self._lines(one)
        for line in (self._nation, unit, school):
            insort(line.files, (one.since, one.job))
        self._waiting[one.job] = one

    def next(self, but: str | None = None) -> Waiting | None:
        """The job whose turn it is; nothing changes. `but` is an organisation that is passed over, whatever its turn."""
        unit = self._nation.next()
        school = unit.next(but) if unit else None
        if unit is not None and school is None:
            # The province has nobody else: the turn goes on to the next one that has.
            others = sorted((line for line in self._nation.lines.values() if line.files), key=_turn)
            school = next((found for line in others if (found := line.next(but))), None)
        return self._waiting[school.files[0][1]] if school else None

    def hold(self, one: Waiting) -> None:
        """Somebody works on a job, from here or elsewhere: its school and province use up a turn and hold a slot more."""
        if one.job in self._held:
            return
        unit, school = self._lines(one)
        self._nation.charge(unit, one.cost)
        unit.charge(school, one.cost)
        self._stop_waiting(one.job)
        unit.held += 1
        school.held += 1
        self._held[one.job] = one

    def discard(self, job: str) -> None:
        """A job waits no more and is worked on no more; nothing happens where it is not here."""
        self._stop_waiting(job)
        one = self._held.pop(job, None)
        if one is None:
            return
        for line in self._lines(one):
            line.held -= 1

    def before(self, job: str) -> int | None:
        """About how many jobs come before a waiting one; None where it does not wait. Later arrivals can change it."""
        one = self._waiting.get(job)
        if one is None:
            return None
        unit, school = self._lines(one)
        in_school = bisect_left(school.files, (one.since, one.job))
        in_unit = _before(in_school, school, unit.lines.values())
        return _before(in_unit, unit, self._nation.lines.values())

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many jobs of each unit wait and are worked on."""
        return {name: (len(line.files), line.held) for name, line in self._nation.lines.items()}

    def oldest(self) -> int | None:
        """Since when the job that waits longest is here, in milliseconds since 1970."""
        return self._nation.files[0][0] if self._nation.files else None

    def _lines(self, one: Waiting) -> tuple[_Line, _Line]:
        unit = self._nation.line(one.unit, self._weights.get(one.unit, 1.0))
        return unit, unit.line(one.organisation, self._weights.get(one.organisation, 1.0))

    def _stop_waiting(self, job: str) -> None:
        one = self._waiting.pop(job, None)
        if one is None:
            return
        unit, school = self._lines(one)
        for line in (self._nation, unit, school):
            del line.files[bisect_left(line.files, (one.since, one.job))]


def _before(rank: int, own: _Line, lines: Iterable[_Line]) -> int:
    """Jobs before the one at `rank` in its own line, where all lines take turns by weight."""
    turns = (rank + 1) / own.weight
    others = (min(len(line.files), int(turns * line.weight)) for line in lines if line is not own)
    return rank + sum(others)
