"""What every kind of test may ask for: running servers, and a prefix that keeps this session's data apart."""

import os
import secrets
from collections.abc import Generator, Iterator
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings

from deploy.native.kinds import NotOursError
from deploy.native.servers import Servers, running_servers
from tests.hanging import pytest_timeout_set_timer

__all__ = ["pytest_timeout_set_timer"]

OF_ANY_SERVERS = frozenset({"WEEKWIRE_CACHE", "WEEKWIRE_MONGO_BACKEND"})
"""Settings that hold for every set of servers that is started here."""

# How fast a machine draws examples is no property of the code: a fresh clone builds hypothesis' tables in its first test.
settings.register_profile("weekwire", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("weekwire")


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """Real Kafka, MongoDB-protocol server and object store; started when the first test asks for them."""
    with running_servers() as running:
        yield running


@pytest.fixture(scope="session")
def frail_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A set of its own for tests that take servers away, so that nobody else's work is hit; they bring them back."""
    with ExitStack() as running:
        # Only while they start: later tests read from the environment which servers are theirs.
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("WEEKWIRE_") and name not in OF_ANY_SERVERS]:
                patch.delenv(name)
            own = running.enter_context(running_servers(tmp_path_factory.mktemp("checkout")))
        yield own


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
