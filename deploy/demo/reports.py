"""600 generated reports of 2024 and what becomes of each: a pure function of the organisations, with a fixed seed.

Every unit, many councils and departments, schools of every type, all kinds, types, windows and qualifiers occur; see
`tests/unit/demo`, which counts them.
"""

from collections.abc import Iterable
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
from deploy.demo.tasks import Task, tasks, tasks_below

SEED = "weekwire-2024"
COUNT = 600
NAMESPACE = UUID("6f1d3a52-3c0b-5b6e-9a54-2024051218ab")
ON_BEHALF_SHARE = 0.2
Made = list[tuple[Report, Fate]]


def reports(hosts: Hosts, count: int = COUNT) -> list[Step]:
    """The steps of windows, obligations and `count` reports, by phase.

    Fewer reports than 600 are the first of the same, without relations between them.
    """
    called = calls(hosts)
    made = _made(hosts, tasks(hosts, edition_of(EDITION), _chance(SEED, "below")), count, SEED)
    steps = settings(hosts)
    for report, fate in made:
        steps += _life(report, fate, called)
    if count >= COUNT:
        steps += relations(_pool(made))
    return in_order(steps)


def more_reports(hosts: Hosts, count: int, seed: str) -> list[Step]:
    """Steps of `count` other reports of cities, counties and schools, for a seed of one's own; windows stay as they are."""
    made = _made(hosts, tasks_below(hosts, edition_of(EDITION), _chance(seed, "below")), count, seed)
    return [step for report, fate in made for step in fate(report)]


def more_accepted(hosts: Hosts, kind: str, count: int, seed: str) -> list[Report]:
    """`count` other reports of one kind by cities, counties and schools, each on its way to be accepted."""
    made = _made(hosts, tasks_below(hosts, edition_of(EDITION), _chance(seed, "below")), count * 4, seed)
    return [report for report, _fate in made if report.kind == kind and len(report.host.chain) > 1][:count]


def _made(hosts: Hosts, wanted: Iterable[Task], count: int, seed: str) -> Made:
    fates = [fate for fate, share in FATES.items() for _ in range(share)]
    _chance(seed, "fates").shuffle(fates)
    numbered = enumerate(zip(islice(wanted, count), cycle(fates), strict=False))
    return [(_report(number, task, hosts, seed), fate) for number, (task, fate) in numbered]


def edition_of(year: str) -> Edition:
    """An edition of the project by its id."""
    return next(edition for edition in shipped_editions() if edition.edition == year)


def _chance(seed: str, what: str) -> Random:
    """A source of chance of its own for everything, so that one report's draws never move another's."""
    return Random(f"{seed}-{what}")  # noqa: S311 - repeatable is what it has to be.


def _report(number: int, task: Task, hosts: Hosts, seed: str) -> Report:
    draw, edition = _chance(seed, str(number)), edition_of(EDITION)
    lead = edition.local_types[number % len(edition.local_types)].code
    forms = Forms(draw, edition, task.host, hosts, lead, task.activity, task.scope)
    submission = str(uuid5(NAMESPACE, f"{seed}-{number}"))
    first, other = forms.form(task.kind, submission), forms.form(task.kind, submission)
    filer = _filer(draw, task.host)
    return Report(submission, EDITION, task.host, filer, _with_contact(first, draw), other, draw)


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


def _pool(made: Made) -> Pool:
    told = [(report, fate) for report, fate in made if report.first["content"].get("sessions")]
    return Pool(
        (report for report, fate in told if fate is lives.accepted),
        (report for report, fate in told if fate is lives.untouched),
    )
