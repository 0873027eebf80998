"""600 generated reports of 2024 and what becomes of each: a pure function of the organisations, with a fixed seed.

Every unit, many councils and departments, schools of every type, all kinds, types, windows and qualifiers occur; see
`tests/unit/demo`, which counts them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from uuid import UUID, uuid5

from contracts.editions import Edition, shipped_editions
from deploy.demo import lives
from deploy.demo.calls import EDITION, Calls, calls, settings
from deploy.demo.contents import Form, Forms
from deploy.demo.hosts import MINISTRY, Host, Hosts, person_of
from deploy.demo.lives import FATES, Fate, Report
from deploy.demo.relations import Pool, relations
from deploy.demo.steps import Step, in_order

SEED = "weekwire-2024"
COUNT = 600
NAMESPACE = UUID("6f1d3a52-3c0b-5b6e-9a54-2024051218ab")
MATERIAL = ("plan", "case", "manuscript", "photo_set", "video")
KINDS = ("activity_report",) * 13 + ("plan", "plan", "case", "manuscript", "manuscript", "photo_set", "video")
ON_BEHALF_SHARE = 0.2
ORGANISATIONS_BELOW = 120
"""How many cities, counties, schools and other hosts report; each has people who have to sign in."""


@dataclass(frozen=True, slots=True)
class Task:
    """A report to be made: who reports what kind, and which listed activity it is about, if any."""

    host: Host
    kind: str
    activity: str | None = None


def reports(hosts: Hosts, count: int = COUNT) -> list[Step]:
    """The steps of windows, obligations and `count` reports, by phase.

    Fewer reports than 600 are the first of the same; relations between them are left out where there are too few.
    """
    edition = edition_of(EDITION)
    called = calls(hosts)
    made = [
        (_report(number, task, edition, hosts), fate)
        for number, (task, fate) in enumerate(zip(islice(_tasks(hosts, edition), count), _fates(), strict=False))
    ]
    steps = settings(hosts)
    for report, fate in made:
        steps += _life(report, fate, called)
    if count >= COUNT:
        steps += relations(_pool(made))
    return in_order(steps)


def edition_of(year: str) -> Edition:
    """An edition of the project by its id."""
    return next(edition for edition in shipped_editions() if edition.edition == year)


def _tasks(hosts: Hosts, edition: Edition) -> Iterator[Task]:
    """Summaries first, then every unit, council and department, then everybody below until there are enough."""
    called = calls(hosts)
    for organisation in (*called.on_time, *called.late, *called.too_late, *called.asked):
        yield Task(hosts.by_id[organisation], "summary")
    for host, material in zip(hosts.units(), cycle(MATERIAL), strict=False):
        yield from (Task(host, "activity_report"), Task(host, "activity_report"), Task(host, material))
    for promoter in (*edition.departments, *edition.councils):
        listed = [activity.code for activity in promoter.activities]
        yield Task(hosts.by_id[promoter.code], "activity_report", listed[0])
    councils = [Task(hosts.by_id[one.code], "activity_report", one.activities[-1].code) for one in edition.councils]
    yield from councils[::3]
    yield Task(hosts.by_id["councils_office"], "activity_report")
    below = hosts.of_kind(
        "school", "city", "county", "division", "training_base", "enterprise", "consortium", "institute"
    )
    below += hosts.of_kind("body")[::12]
    _chance("below").shuffle(below)
    below = below[:ORGANISATIONS_BELOW]
    listed_activities = [activity.code for council in edition.councils for activity in council.activities]
    for number, (host, kind) in enumerate(zip(cycle(below), cycle(KINDS), strict=False)):
        # A council's activity is often held in a school, which reports it under its own unit.
        activity = listed_activities[number % len(listed_activities)] if number % 9 == 0 else None
        yield Task(host, kind, activity if kind == "activity_report" else None)


def _fates() -> Iterator[Fate]:
    fates = [fate for fate, share in FATES.items() for _ in range(share)]
    _chance("fates").shuffle(fates)
    return cycle(fates)


def _chance(what: str) -> Random:
    """A source of chance of its own for everything, so that one report's draws never move another's."""
    return Random(f"{SEED}-{what}")  # noqa: S311 - repeatable is what it has to be.


def _report(number: int, task: Task, edition: Edition, hosts: Hosts) -> Report:
    draw = _chance(str(number))
    types = edition.local_types
    forms = Forms(draw, edition, task.host, hosts, types[number % len(types)].code, task.activity)
    submission = str(uuid5(NAMESPACE, str(number)))
    first, other = forms.form(task.kind, submission), forms.form(task.kind, submission)
    return Report(
        submission, edition.edition, task.host, _filer(draw, task.host), _with_contact(first, draw), other, draw
    )


def _filer(draw: Random, host: Host) -> str:
    """Its own filer; for one in five below a unit the unit's, who enters it on the organisation's behalf."""
    accepting = host.chain[-1]
    on_behalf = accepting not in {host.organisation, MINISTRY} and draw.random() < ON_BEHALF_SHARE
    return person_of(accepting, "filer", 2) if on_behalf else host.person("filer")


def _with_contact(form: Form, draw: Random) -> Form:
    if draw.random() < 0.5:  # noqa: PLR2004 - every other form says whom to ring.
        return form
    return {**form, "contact": {"name": "王老师", "phone": f"010-6609{draw.randint(1000, 9999)}"}}


def _life(report: Report, fate: Fate, called: Calls) -> list[Step]:
    organisation = report.host.organisation
    if report.kind != "summary":
        return fate(report)
    filed, *rest = lives.accepted(report)
    if organisation in called.too_late:
        return [{**filed, "refused": "late_refused"}]
    if organisation in called.late:
        return [{**filed, "late_reason": "汇总数据核对延迟"}, *rest]
    # Most summaries are accepted; of the last ones asked for, one waits and one is sent back.
    if organisation == called.on_time[0]:
        return lives.returned(report)
    return lives.untouched(report) if organisation == called.on_time[1] else [filed, *rest]


def _pool(made: list[tuple[Report, Fate]]) -> Pool:
    told = [(report, fate) for report, fate in made if report.kind == "activity_report"]
    return Pool(
        (report for report, fate in told if fate is lives.accepted),
        (report for report, fate in told if fate is lives.untouched),
    )
