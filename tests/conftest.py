"""What every kind of test may ask for: running servers, and a prefix that keeps this session's data apart."""

import os
import secrets
from collections.abc import Generator, Iterator

import pytest
from hypothesis import HealthCheck, settings

from deploy.native.kinds import NotOursError
from deploy.native.servers import Servers, running_servers

# How fast a machine draws examples is no property of the code: a fresh clone builds hypothesis' tables in its first test.
settings.register_profile("weekwire", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("weekwire")


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """Real Kafka, MongoDB-protocol server and object store; started when the first test asks for them."""
    with running_servers() as running:
        yield running


@pytest.fixture(scope="session")
def prefix() -> str:
    """Put before every topic, database and bucket of this session."""
    return f"{os.environ.get('WEEKWIRE_PREFIX', '')}t{secrets.token_hex(4)}-"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """A test that takes away a server which the user has brought is skipped, and the report says why."""
    try:
        return (yield)
    except NotOursError as fault:
        pytest.skip(str(fault))
