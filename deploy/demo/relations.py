"""What submissions are to each other: joint activities and duplicates, and what happens to them afterwards.

Every group is one lane, so the order in which its members are named is the order of its steps.
"""

from collections.abc import Iterable, Iterator

from deploy.demo.hosts import MINISTRY
from deploy.demo.lives import Report
from deploy.demo.steps import RELATIONS, Step, relate, withdraw

ACROSS_UNITS, IN_ONE_UNIT = 5, 4
"""How many plain joint activities there are of each sort."""
DUPLICATES = 5
RINGS = 3
LOST_TARGETS = 3


class Pool:
    """Accepted reports not yet in a relation, and pending ones; each is taken once."""

    def __init__(self, accepted: Iterable[Report], pending: Iterable[Report]) -> None:
        self._accepted = list(accepted)
        self._pending = list(pending)

    def across(self, count: int) -> list[Report]:
        """Reports of different units."""
        taken: list[Report] = []
        for report in self._accepted:
            if len(taken) < count and report.host.unit not in {one.host.unit for one in taken}:
                taken.append(report)
        return self._take(taken)

    def in_one_unit(self) -> list[Report]:
        """Two reports of one unit."""
        first_of: dict[str, Report] = {}
        for report in self._accepted:
            other = first_of.setdefault(report.host.unit, report)
            if other is not report:
                return self._take([other, report])
        message = "no two reports of one unit are left"
        raise ValueError(message)

    def waiting(self) -> Report:
        """A report that nobody has accepted."""
        return self._pending.pop(0)

    def _take(self, taken: list[Report]) -> list[Report]:
        self._accepted = [report for report in self._accepted if report not in taken]
        return taken


def relations(pool: Pool) -> list[Step]:
    """The steps of all relations."""
    return [step for group in _groups(pool) for step in group]


def _groups(pool: Pool) -> Iterator[list[Step]]:
    for number in range(ACROSS_UNITS):
        yield _joint(f"across-{number}", pool.across(2 + number % 3), MINISTRY)
    for number in range(IN_ONE_UNIT):
        members = pool.in_one_unit()
        yield _joint(f"unit-{number}", members, members[0].host.unit)
    yield from _changing_joints(pool)
    for number in range(DUPLICATES):
        first, second = pool.in_one_unit()
        yield [_duplicate(f"duplicate-unit-{number}", second, first, second.host.unit)]
        first, second = pool.across(2)
        yield [_duplicate(f"duplicate-across-{number}", second, first, MINISTRY)]
    for number in range(RINGS):
        lane, (first, second) = f"ring-{number}", pool.across(2)
        yield [_duplicate(lane, first, second, MINISTRY), _duplicate(lane, second, first, MINISTRY)]
    for number in range(LOST_TARGETS):
        lane, (first, second) = f"lost-target-{number}", pool.across(2)
        yield [_duplicate(lane, second, first, MINISTRY), withdraw(first.filed(), 1, RELATIONS, lane)]
    yield from _longer_duplicates(pool)


def _changing_joints(pool: Pool) -> Iterator[list[Step]]:
    members = pool.across(3)
    lane = "joint-last-withdrawn"
    yield [*_joint(lane, members, MINISTRY), withdraw(members[-1].filed(), 1, RELATIONS, lane)]
    members = pool.across(2)
    yield [*_joint("joint-named-again", members, MINISTRY), _name("joint-named-again", members[0], MINISTRY, "again")]
    members = pool.across(3)
    lane = "joint-one-leaves"
    yield [*_joint(lane, members, MINISTRY), relate("leave_joint", lane, members[2].submission, MINISTRY, 1)]
    yield _joint("joint-last-pending", [*pool.across(2), pool.waiting()], MINISTRY)
    told, other, same = pool.across(3)
    lane = "joint-and-duplicate"
    yield [*_joint(lane, [other, told], MINISTRY), _duplicate(lane, same, other, MINISTRY)]


def _longer_duplicates(pool: Pool) -> Iterator[list[Step]]:
    first, second, third = pool.across(3)
    lane = "duplicate-of-duplicate"
    yield [_duplicate(lane, third, second, MINISTRY), _duplicate(lane, second, first, MINISTRY)]
    first, second, third = pool.across(3)
    lane = "ring-of-three"
    yield [
        _duplicate(lane, first, second, MINISTRY),
        _duplicate(lane, second, third, MINISTRY),
        _duplicate(lane, third, first, MINISTRY),
    ]
    first, second = pool.across(2)
    lane = "duplicate-after-all-not"
    yield [_duplicate(lane, second, first, MINISTRY), relate("unmark_duplicate", lane, second.submission, MINISTRY, 1)]
    lane, told = "duplicate-of-pending", pool.across(1)[0]
    yield [_duplicate(lane, told, pool.waiting(), MINISTRY)]


def _joint(lane: str, members: list[Report], at: str) -> list[Step]:
    return [_name(lane, member, at) for member in members]


def _name(lane: str, member: Report, at: str, turn: str = "first") -> Step:
    return relate("name_joint", lane, member.submission, at, 1, joint_activity=f"2024-{lane}", turn=turn)


def _duplicate(lane: str, report: Report, target: Report, at: str) -> Step:
    return relate("mark_duplicate", lane, report.submission, at, 1, target=target.submission)
