"""The whole of a demo: what is called for, the real facts, 600 reports, the visitors' own, and the newsroom."""

from deploy.demo.facts import facts
from deploy.demo.hosts import Hosts
from deploy.demo.newsroom import newsroom
from deploy.demo.opening import opening
from deploy.demo.reports import reports
from deploy.demo.steps import Step, in_order


def everything(hosts: Hosts) -> list[Step]:
    """All steps, by phase."""
    return in_order([*facts(hosts), *reports(hosts), *opening(hosts), *newsroom(hosts)])
