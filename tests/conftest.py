"""What every kind of test may ask for: running servers, and a prefix that keeps this session's data apart."""

import secrets
from collections.abc import Iterator

import pytest

from deploy.native.servers import Servers, running_servers


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """Real Kafka, MongoDB-protocol server and object store; started when the first test asks for them."""
    with running_servers() as running:
        yield running


@pytest.fixture(scope="session")
def prefix() -> str:
    """Put before every topic, database and bucket of this session."""
    return f"t{secrets.token_hex(4)}-"
