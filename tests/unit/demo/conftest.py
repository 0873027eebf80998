"""The seed's organisations and the demo's steps, made once: they are pure and nobody changes them."""

import pytest

from deploy.demo.facts import facts
from deploy.demo.hosts import Hosts
from deploy.demo.opening import opening
from deploy.demo.reports import reports
from deploy.demo.steps import Step, in_order
from tests.e2e.expected_standings import World
from tests.unit.demo.pure_chain import NOW, seeded_hosts


@pytest.fixture(scope="session")
def hosts() -> Hosts:
    return seeded_hosts()


@pytest.fixture(scope="session")
def generated(hosts: Hosts) -> list[Step]:
    return reports(hosts)


@pytest.fixture(scope="session")
def real(hosts: Hosts) -> list[Step]:
    return facts(hosts)


@pytest.fixture(scope="session")
def steps(hosts: Hosts, generated: list[Step], real: list[Step]) -> list[Step]:
    return in_order([*real, *generated, *opening(hosts)])


@pytest.fixture(scope="session")
def world(hosts: Hosts, steps: list[Step]) -> World:
    return World(hosts.rows(), steps, NOW)
