"""The real facts of `facts.yaml` as steps: filed by their own organisations under their own editions, and accepted."""

import calendar
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml

from deploy.demo.contents import Content
from deploy.demo.hosts import MINISTRY, Hosts
from deploy.demo.lives import Report, accepted
from deploy.demo.materials import files_of
from deploy.demo.reports import edition_of
from deploy.demo.steps import Step, in_order, relate, window

FILE = Path(__file__).with_name("facts.yaml")
NAMESPACE = UUID("2b0a4f0e-77d1-5d1c-8a5e-2015051020fa")
Row = Mapping[str, Any]


@cache
def _loaded() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def fact_rows() -> list[dict[str, Any]]:
    """The facts as they stand in the file, one row a submission."""
    return list(_loaded()["facts"])


def facts(hosts: Hosts) -> list[Step]:
    """The steps of all facts, by phase."""
    steps = [
        window(one["unit"], one["edition"], one["start"], one["end"], kind=one["kind"]) for one in _loaded()["windows"]
    ]
    told = [(row, report_of(number, row, hosts)) for number, row in enumerate(fact_rows())]
    for _row, report in told:
        steps += accepted(report)
    joint = [(row["joint"], report) for row, report in told if "joint" in row]
    for activity, members in groupby(joint, key=lambda one: str(one[0])):
        steps += [
            relate("name_joint", activity, report.submission, MINISTRY, 1, joint_activity=activity)
            for _activity, report in members
        ]
    return in_order(steps)


def submission_of(number: int, row: Row) -> str:
    """The id under which a row of the file is filed."""
    return str(uuid5(NAMESPACE, f"{row['fact']}:{number}"))


def report_of(number: int, row: Row, hosts: Hosts) -> Report:
    """The report that a row of the file is, with its photos and its film."""
    return reported(submission_of(number, row), row, row["edition"], hosts)


def reported(submission: str, row: Row, edition: str, hosts: Hosts) -> Report:
    """The report that a row says, filed under this id by its organisation's own filer, with its photos and its film."""
    host = hosts.by_id[row["organisation"]]
    content = _content(row, {entry.code for entry in edition_of(edition).tags})
    form = {"content": content, "files": files_of(row.get("fact", ""), submission, host.short_name)}
    return Report(submission, edition, host, host.person("filer"), form, form)


def _content(row: Row, listed_tags: set[str]) -> Content:
    kind = row.get("kind", "activity_report")
    content: Content = {
        "kind": kind,
        "title": row["title"],
        "text": row["text"],
        "local_types": [{"code": code} for code in row.get("local_types", ())],
        "tags": [_choice(tag, listed_tags) for tag in row["tags"]],
        "hosts": [{"organisation": one} for one in row.get("hosts", ())],
        "no_state_secrets": True,
    }
    if kind == "manuscript":
        return content
    content["sessions"] = [_session(session) for session in row.get("sessions", ())]
    content["measures"] = [_measure(indicator, said) for indicator, said in row.get("measures", {}).items()]
    return content | ({"scope": row["scope"]} if "scope" in row else {})


def _choice(tag: str, listed: set[str]) -> Content:
    return {"code": tag} if tag in listed else {"code": "other", "text": tag}


def _session(session: Row) -> Content:
    place = session["place"]
    where = {"kind": place} if place == "online" else {"kind": "district", "code": place}
    if "month" in session:
        year, month = (int(part) for part in session["month"].split("-"))
        last = calendar.monthrange(year, month)[1]
        span = {"start": _day(year, month, 1), "end": _day(year, month, last), "precision": "month"}
        return {"when": span, "place": where}
    if "from" in session:
        return {"when": {"start": session["from"], "end": session["to"], "precision": "range"}, "place": where}
    return {"when": {"start": session["day"], "end": session["day"]}, "place": where}


def _measure(indicator: str, said: int | list[Any]) -> Content:
    value, qualifier = said if isinstance(said, list) else (said, "exact")
    return {"indicator": indicator, "value": value, "qualifier": qualifier}


def _day(year: int, month: int, day: int) -> str:
    return date(year, month, day).isoformat()
