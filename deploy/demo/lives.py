"""What becomes of a submission: the ways it takes along its chain, as steps. One function a fate.

In all of them nobody judges at two desks, and whoever accepts is another person than whoever filed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from deploy.demo.contents import Form
from deploy.demo.hosts import Host
from deploy.demo.steps import Step, amend, file, judge, withdraw


@dataclass(frozen=True, slots=True)
class Report:
    """A submission to be: `first` is the form it is filed with, `other` the one it is amended to.

    `filer` is who files; somebody of an organisation further up where it is filed on another's behalf. `draw` decides what
    a fate leaves open.
    """

    submission: str
    edition: str
    host: Host
    filer: str
    first: Form
    other: Form
    draw: Random = field(default_factory=lambda: Random(0))  # noqa: S311 - repeatable is what it has to be.

    @property
    def kind(self) -> str:
        """The kind of material."""
        return str(self.first["content"]["kind"])

    def filed(self) -> Step:
        """The first step of every life."""
        return file(self.submission, self.edition, self.host.organisation, self.filer, **self.first)

    def amended(self, version: int, form: Form | None = None) -> Step:
        """The next version, by the same person."""
        return amend(
            file(self.submission, self.edition, self.host.organisation, self.filer), version, **(form or self.other)
        )

    def acceptance(self, version: int = 1, already: int = 0) -> list[Step]:
        """Every desk from the one after `already` passes of the chain to the acceptance."""
        chain = self.host.chain
        if len(chain) == 1:
            return [judge("accept", self.submission, chain[0], "approver", version)]
        passes = [judge("pass_up", self.submission, at, "reviewer", version) for at in chain[1 + already : -1]]
        return [*passes, judge("accept", self.submission, chain[-1], "approver", version)]

    def passes(self, version: int = 1) -> list[Step]:
        """Some of the desks before the last; none where the first desk already accepts."""
        before_last = self.acceptance(version)[:-1]
        return before_last[: self.draw.randint(1, len(before_last))] if before_last else []

    def turn_after(self, passes: list[Step]) -> str:
        """The organisation whose turn it is after these passes."""
        return self.host.chain[min(1 + len(passes), len(self.host.chain) - 1)]

    def turned_down(self, verb: str, version: int = 1) -> list[Step]:
        """Passed by some desks, then returned or refused by the next."""
        passes = self.passes(version) if self.draw.random() < 0.5 else []  # noqa: PLR2004 - at the first desk or later.
        return [*passes, judge(verb, self.submission, self.turn_after(passes), "reviewer", version)]


def accepted(report: Report) -> list[Step]:
    """Along the whole chain without a word."""
    return [report.filed(), *report.acceptance()]


def untouched(report: Report) -> list[Step]:
    """Nobody has looked at it yet."""
    return [report.filed()]


def under_way(report: Report) -> list[Step]:
    """It waits at a higher desk, where the chain has one."""
    return [report.filed(), *report.passes()]


def returned(report: Report) -> list[Step]:
    """Sent back, and not heard of again."""
    return [report.filed(), *report.turned_down("return")]


def mended(report: Report) -> list[Step]:
    """Sent back, mended, accepted."""
    return [report.filed(), *report.turned_down("return"), report.amended(2), *report.acceptance(2)]


def refused(report: Report) -> list[Step]:
    """Refused on the way."""
    return [report.filed(), *report.turned_down("refuse")]


def overtaken(report: Report) -> list[Step]:
    """A new version comes while the first is under review; the chain begins again."""
    return [report.filed(), *report.passes(), report.amended(2), *report.acceptance(2)]


def replaced(report: Report) -> list[Step]:
    """Accepted, amended, and the new version accepted in its place."""
    return [*accepted(report), report.amended(2), *report.acceptance(2)]


def replacement_waits(report: Report) -> list[Step]:
    """Accepted and amended; the accepted version counts on while the new one waits."""
    return [*accepted(report), report.amended(2), *report.passes(2)]


def replacement_returned(report: Report) -> list[Step]:
    """Accepted and amended; the new version is sent back, the accepted one counts on."""
    return [*accepted(report), report.amended(2), *report.turned_down("return", 2)]


def replacement_refused(report: Report) -> list[Step]:
    """Accepted and amended; the new version is refused, the accepted one counts on."""
    return [*accepted(report), report.amended(2), *report.turned_down("refuse", 2)]


def back_and_forth(report: Report) -> list[Step]:
    """A, then B, then A again: three versions."""
    return [*accepted(report), report.amended(2), report.amended(3, report.first), *report.acceptance(3)]


def recalled(report: Report) -> list[Step]:
    """Accepted, then sent back by the same organisation; it counts until a new version is accepted."""
    return [*accepted(report), judge("return", report.submission, report.host.chain[-1], "reviewer", 1)]


def taken_out(report: Report) -> list[Step]:
    """Accepted, then refused: it leaves every figure."""
    return [*accepted(report), judge("refuse", report.submission, report.host.chain[-1], "reviewer", 1)]


def undone(report: Report) -> list[Step]:
    """Accepted by mistake; the same person takes that back at once, and it waits again."""
    accepting = report.acceptance()[-1]
    return [*accepted(report), {**accepting, "do": "undo"}]


def withdrawn_early(report: Report) -> list[Step]:
    """Taken back by its filer before anybody judged it."""
    return [report.filed(), withdraw(report.filed(), 1)]


def withdrawn_late(report: Report) -> list[Step]:
    """Taken back by its filer after it was accepted."""
    return [*accepted(report), withdraw(report.filed(), 1)]


def withdrawn_by_unit(report: Report) -> list[Step]:
    """The unit takes it out for the filer, who wrote a letter."""
    return [*accepted(report), judge("take_out", report.submission, report.host.chain[-1], "approver", 1)]


Fate = Callable[[Report], list[Step]]

FATES: dict[Fate, int] = {
    accepted: 320,
    untouched: 34,
    under_way: 40,
    returned: 24,
    mended: 36,
    refused: 18,
    overtaken: 12,
    replaced: 24,
    replacement_waits: 18,
    replacement_returned: 12,
    replacement_refused: 8,
    back_and_forth: 8,
    recalled: 8,
    taken_out: 6,
    undone: 6,
    withdrawn_early: 10,
    withdrawn_late: 12,
    withdrawn_by_unit: 4,
}
"""How many of 600 reports meet which fate."""
