"""Settings of a service on the real servers, each test under a prefix of its own."""

import secrets

import pytest
from pydantic import SecretStr

from deploy.native.servers import Servers
from services.kit.settings import ServiceSettings


@pytest.fixture
def settings(servers: Servers, prefix: str) -> ServiceSettings:
    """Few partitions and a short grace, so that a test is soon over."""
    return _settings(servers, prefix)


@pytest.fixture
def frail_settings(frail_servers: Servers, prefix: str) -> ServiceSettings:
    """The same on servers that may be taken away."""
    return _settings(frail_servers, prefix)


def _settings(servers: Servers, prefix: str) -> ServiceSettings:
    return ServiceSettings(
        kafka=servers.kafka,
        mongo=servers.mongo,
        s3=servers.s3,
        s3_access_key=servers.s3_access_key,
        s3_secret_key=SecretStr(servers.s3_secret_key),
        prefix=f"{prefix}{secrets.token_hex(3)}-",
        partitions=3,
        stop_grace_seconds=5.0,
        session_timeout_seconds=6.0,
    )
