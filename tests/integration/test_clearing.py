"""What stands under a prefix goes, and nothing else; servers that have gone for good keep nobody waiting."""

import asyncio
import io
import secrets
import time

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from minio import Minio
from pymongo import MongoClient

from deploy import clearing
from deploy.native.ports import free_port
from deploy.native.servers import Servers
from services.kit.objects import bucket_name
from services.kit.settings import ServiceSettings
from tests.integration.kit.clients import opened


def _settings(servers: Servers, prefix: str) -> ServiceSettings:
    return ServiceSettings.model_validate(
        {
            "kafka": servers.kafka,
            "mongo": servers.mongo,
            "s3": servers.s3,
            "s3_access_key": servers.s3_access_key,
            "s3_secret_key": servers.s3_secret_key,
            "prefix": prefix,
        }
    )


class Things:
    """A topic, a database and a bucket under each of some prefixes, and which of them are still there."""

    def __init__(self, servers: Servers) -> None:
        self._kafka = servers.kafka
        self._mongo: MongoClient[dict[str, object]] = MongoClient(servers.mongo)
        address = servers.s3.removeprefix("http://")
        self._store = Minio(address, servers.s3_access_key, servers.s3_secret_key, secure=False, region="us-east-1")

    def make(self, prefix: str) -> None:
        asyncio.run(self._with_topics(f"{prefix}things"))
        self._mongo[f"{prefix}things"]["things"].insert_one({"_id": "a"})
        bucket = bucket_name(prefix, "things")
        self._store.make_bucket(bucket)
        self._store.put_object(bucket, "deep/thing", io.BytesIO(b"a"), 1)

    def there(self, prefix: str) -> tuple[bool, bool, bool]:
        return (
            f"{prefix}things" in asyncio.run(self._with_topics()),
            f"{prefix}things" in self._mongo.list_database_names(),
            self._store.bucket_exists(bucket_name(prefix, "things")),
        )

    def close(self) -> None:
        self._mongo.close()

    async def _with_topics(self, *wanted: str) -> list[str]:
        admin = AIOKafkaAdminClient(bootstrap_servers=self._kafka)
        async with opened(admin):
            if wanted:
                await admin.create_topics([NewTopic(name, 1, 1) for name in wanted])
            return [str(name) for name in await admin.list_topics()]


def test_what_stands_under_the_prefix_goes_and_its_neighbours_stay(servers: Servers) -> None:
    things = Things(servers)
    # A prefix that buckets cannot have as it is, and a neighbour that begins alike.
    ours, neighbour = f"Mine_{secrets.token_hex(3)}-", f"minded{secrets.token_hex(3)}-"
    things.make(ours)
    things.make(neighbour)

    faults = clearing.clear(_settings(servers, ours))

    assert faults == []
    assert things.there(ours) == (False, False, False)
    assert things.there(neighbour) == (True, True, True)
    assert clearing.clear(_settings(servers, neighbour)) == []
    things.close()


def test_without_a_prefix_nothing_is_touched(servers: Servers) -> None:
    assert clearing.clear(_settings(servers, "")) == ["nothing: clearing needs WEEKWIRE_PREFIX"]


def test_servers_that_have_gone_are_named_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    for name, value in {
        "KAFKA": nobody,
        "MONGO": f"mongodb://{nobody}",
        "S3": f"http://{nobody}",
        "PREFIX": "x-",
    }.items():
        monkeypatch.setenv(f"WEEKWIRE_{name}", value)
    began = time.monotonic()

    assert clearing.main() == 1

    assert time.monotonic() - began < 15
    told = capsys.readouterr().err
    assert [part in told for part in ("topics", "databases", "buckets")] == [True, True, True]
