"""Who reports what in 2024: summaries, every unit, council and department, area aggregates, and a choice of those below."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from random import Random

from contracts.editions import Edition
from deploy.demo.calls import PLANS_FOR_ITS_CITIES, Calls, calls
from deploy.demo.hosts import Host, Hosts

MATERIAL = ("plan", "case", "manuscript", "photo_set", "video")
KINDS = ("activity_report",) * 13 + ("plan", "plan", "case", "manuscript", "manuscript", "photo_set", "video")
BELOW = ("school", "city", "county", "division", "training_base", "enterprise", "consortium", "institute")
ORGANISATIONS_BELOW = 120
"""How many cities, counties, schools and other hosts report; each has people who have to sign in."""


@dataclass(frozen=True, slots=True)
class Task:
    """A report to be made: who reports what kind, about which listed activity, or for which whole area."""

    host: Host
    kind: str
    activity: str | None = None
    scope: str | None = None


def tasks(hosts: Hosts, edition: Edition, chance: Random) -> Iterator[Task]:
    """Summaries first, then units, councils and departments, then everybody below, without end."""
    yield from _summaries(hosts, calls(hosts))
    for host, material in zip(hosts.units(), cycle(MATERIAL), strict=False):
        yield from (Task(host, "activity_report"), Task(host, "activity_report"), Task(host, material))
    for promoter in (*edition.departments, *edition.councils):
        yield Task(hosts.by_id[promoter.code], "activity_report", promoter.activities[0].code)
    for council in edition.councils[::3]:
        yield Task(hosts.by_id[council.code], "activity_report", council.activities[-1].code)
    yield Task(hosts.by_id["councils_office"], "activity_report")
    yield from _area_aggregates(hosts)
    yield from tasks_below(hosts, edition, chance)


def tasks_below(hosts: Hosts, edition: Edition, chance: Random) -> Iterator[Task]:
    """Cities, counties, schools, other hosts and some bodies, in turn and without end."""
    below = hosts.of_kind(*BELOW) + hosts.of_kind("body")[::12]
    chance.shuffle(below)
    listed = [activity.code for council in edition.councils for activity in council.activities]
    for number, (host, kind) in enumerate(zip(cycle(below[:ORGANISATIONS_BELOW]), cycle(KINDS), strict=False)):
        # A council's activity is often held in a school, which reports it under its own unit.
        about = listed[number % len(listed)] if number % 9 == 0 and kind == "activity_report" else None
        yield Task(host, kind, about)


def _summaries(hosts: Hosts, called: Calls) -> Iterator[Task]:
    for organisation in (*called.on_time, *called.late, *called.too_late, *called.asked):
        yield Task(hosts.by_id[organisation], "summary")


def _area_aggregates(hosts: Hosts) -> Iterator[Task]:
    """Cities that state numbers for their whole area, or for a county of theirs; no area is stated twice."""
    cities = [city for city in hosts.of_kind("city") if city.unit != PLANS_FOR_ITS_CITIES]
    for number, city in enumerate(cities[::4]):
        counties = [county for county in hosts.of_kind("county") if county.parent == city.organisation]
        of_a_county = number % 2 == 1 and counties
        yield Task(city, "activity_report", scope=(counties[0] if of_a_county else city).organisation)
