"""The whole of a demo: what is called for, the real facts, generated reports, the visitors' own, and the newsroom."""

from deploy.demo.facts import facts
from deploy.demo.hosts import Hosts
from deploy.demo.newsroom import newsroom
from deploy.demo.opening import opening
from deploy.demo.reports import COUNT, reports
from deploy.demo.steps import Step, in_order


def everything(hosts: Hosts, reports_count: int = COUNT) -> list[Step]:
    """All steps, by phase; with fewer generated reports it is told sooner."""
    return in_order([*facts(hosts), *reports(hosts, reports_count), *opening(hosts), *newsroom(hosts)])
