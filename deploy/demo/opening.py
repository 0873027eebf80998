"""What the people of the invitation find when they sign in: reports of their school and city at every stage of the chain."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml

from deploy.demo.calls import DAY_SECONDS, EDITION
from deploy.demo.facts import Row, reported
from deploy.demo.hosts import Hosts
from deploy.demo.lives import Report, accepted, untouched
from deploy.demo.steps import Step, judge, oblige
from deploy.demo.visitors import CITY, SCHOOL

FILE = Path(__file__).with_name("opening.yaml")
NAMESPACE = UUID("3d9c1b7a-5e42-5f0d-9b61-202406030020")
DUE_IN_SECONDS = 3 * DAY_SECONDS
"""When the school owes its summary: before its city owes one, and near enough that the countdown runs in hours."""


@cache
def rows() -> list[dict[str, Any]]:
    """The reports as they stand in the file."""
    return list(yaml.safe_load(FILE.read_text(encoding="utf-8"))["reports"])


def opening(hosts: Hosts) -> list[Step]:
    """The steps of the school's obligation and of all reports of the file."""
    steps = [oblige(f"{EDITION}:{CITY}:summary:{SCHOOL}", EDITION, SCHOOL, CITY, DUE_IN_SECONDS)]
    for row in rows():
        steps += FATES[row["fate"]](row, reported(submission_named(row["name"]), row, EDITION, hosts))
    return steps


def submission_named(name: str) -> str:
    """The id under which the report of this name is filed."""
    return str(uuid5(NAMESPACE, name))


def _waits_above(_row: Row, report: Report) -> list[Step]:
    return [report.filed(), *report.acceptance()[:-1]]


def _returned(row: Row, report: Report) -> list[Step]:
    return [
        report.filed(),
        judge("return", report.submission, report.host.chain[1], "reviewer", 1, fields=row["fields"]),
    ]


FATES: dict[str, Callable[[Row, Report], list[Step]]] = {
    "accepted": lambda _row, report: accepted(report),
    "waits": lambda _row, report: untouched(report),
    "waits_above": _waits_above,
    "returned": _returned,
}
"""How far a report has come, by the file's word."""
