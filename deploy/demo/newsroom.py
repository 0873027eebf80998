"""What becomes public: ten facts, each read by three editors; one is corrected, one is withdrawn, one may not be shown."""

from collections.abc import Iterable
from dataclasses import replace

from deploy.demo.facts import fact_rows, report_of
from deploy.demo.hosts import Hosts
from deploy.demo.lives import Report, accepted
from deploy.demo.materials import NO_CONSENT, files_of
from deploy.demo.reports import more_accepted
from deploy.demo.steps import NEWSROOM, Step, amend, in_order, publish, withdraw

FEATURED = ("F03", "F04", "F05", "F06", "F07", "F08", "F11", "F14", "F16", "F18")
CORRECTED, WITHDRAWN = "F06", "F03"
"""The withdrawn one is a manuscript, which counts in no figure; the correction changes a text and no number."""
TAKEN_BACK = frozenset({"withdraw", "take_out", "refuse", "return"})
CORRECTION = "(更正：体验区共四个，均免费开放。)"


def newsroom(hosts: Hosts) -> list[Step]:
    """The steps of the newsroom: a phase of its own, since all of it comes after acceptance."""
    chosen = {row["fact"]: report_of(number, row, hosts) for number, row in reversed(list(enumerate(fact_rows())))}
    steps: list[Step] = []
    for fact in FEATURED:
        report = chosen[fact]
        steps += publish(report.submission, 1)
        if fact == CORRECTED:
            steps += _once_delivered(_corrected(report))
        if fact == WITHDRAWN:
            steps += _once_delivered([withdraw(report.filed(), 1, NEWSROOM)])
    steps += publish(chosen[NO_CONSENT].submission, 1, refused="consent_missing")
    return steps


def more_news(hosts: Hosts, count: int, seed: str) -> list[Step]:
    """Other reports with files that become public; every third is corrected, every fourth withdrawn."""
    steps: list[Step] = []
    for number, plain in enumerate(more_accepted(hosts, "activity_report", count, seed)):
        files = files_of("", plain.submission, plain.host.short_name)
        report = replace(plain, first={**plain.first, "files": files})
        steps += [*accepted(report), *publish(report.submission, 1)]
        corrected = number % 3 == 0
        steps += _corrected(report) if corrected else []
        if number % 4 == 0:
            steps.append(withdraw(report.filed(), 2 if corrected else 1, NEWSROOM))
    return in_order(steps)


def public_after(steps: Iterable[Step]) -> dict[str, int]:
    """What is public after these steps: items by id, each with the version that newsrooms have."""
    public: dict[str, int] = {}
    for step in in_order(steps):
        if step["do"] == "feature" and "refused" not in step:
            public[step["submission"]] = step["version"]
        if step["do"] in TAKEN_BACK:
            public.pop(step["submission"], None)
    return public


def _once_delivered(steps: list[Step]) -> list[Step]:
    """The same, begun only when newsrooms have the item: what is withdrawn before is never shown to them at all."""
    return [{**steps[0], "once_delivered": True}, *steps[1:]]


def _corrected(report: Report) -> list[Step]:
    """A second version with a better text, accepted and published in the first one's place."""
    content = report.first["content"]
    form = {**report.first, "content": {**content, "text": content["text"] + CORRECTION}}
    steps = [amend(report.filed(), 2, **form), *report.acceptance(2)]
    return [{**step, "phase": NEWSROOM} for step in steps] + publish(report.submission, 2)
