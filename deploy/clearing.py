"""Removes what stands under a run's prefix on Kafka, MongoDB and the object store: topics, databases, buckets.

`python -m deploy.clearing` under the run's WEEKWIRE_* settings; without WEEKWIRE_PREFIX nothing is touched.
"""

import asyncio
import socket
import sys
from collections.abc import Callable

from minio import Minio
from pymongo import MongoClient
from urllib3 import PoolManager, Retry, Timeout

from services.kit import topics
from services.kit.objects import bucket_name
from services.kit.settings import ServiceSettings

COMMAND = (sys.executable, "-m", "deploy.clearing")
CONNECT_SECONDS = 3.0
TOPICS_SECONDS = 20.0


def clear(settings: ServiceSettings) -> list[str]:
    """Delete all that stands under the prefix; returns what could not be. Each part is tried whatever became of the others."""
    if not settings.prefix:
        return ["nothing: clearing needs WEEKWIRE_PREFIX"]
    parts: dict[str, Callable[[ServiceSettings], None]] = {
        "topics": remove_topics,
        "databases": remove_databases,
        "buckets": remove_buckets,
    }
    faults: list[str] = []
    for name, remove in parts.items():
        try:
            remove(settings)
        except Exception as fault:  # noqa: BLE001 - whatever it was, the rest has to be removed as well.
            faults.append(f"{name}: {fault!r}")
    return faults


def remove_topics(settings: ServiceSettings) -> None:
    """Delete the topics under the prefix. Raises KafkaError, TimeoutError, OSError."""

    async def remove() -> None:
        async with asyncio.timeout(TOPICS_SECONDS):
            await topics.remove(settings)

    # Topics wait for a Kafka that is still starting; where it has gone for good there is nothing to wait for.
    host, _, port = settings.kafka.split(",")[0].strip().rpartition(":")
    with socket.create_connection((host, int(port)), CONNECT_SECONDS):
        pass
    asyncio.run(remove())


def remove_databases(settings: ServiceSettings) -> None:
    """Drop the databases under the prefix. Raises PyMongoError."""
    client: MongoClient[dict[str, object]] = MongoClient(
        settings.mongo, serverSelectionTimeoutMS=int(CONNECT_SECONDS * 1_000)
    )
    try:
        for name in client.list_database_names():
            if name.startswith(settings.prefix):
                client.drop_database(name)
    finally:
        client.close()


def remove_buckets(settings: ServiceSettings) -> None:
    """Empty and remove the buckets under the prefix. Raises S3Error, HTTPError."""
    scheme, _, endpoint = settings.s3.rpartition("://")
    pool = PoolManager(timeout=Timeout(connect=CONNECT_SECONDS, read=30.0), retries=Retry(total=2, backoff_factor=0.2))
    client = Minio(
        endpoint=endpoint,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key.get_secret_value(),
        secure=scheme == "https",
        http_client=pool,
    )
    try:
        for bucket in client.list_buckets():
            if bucket.name.startswith(bucket_name(settings.prefix, "")):
                for entry in client.list_objects(bucket.name, recursive=True):
                    client.remove_object(bucket.name, str(entry.object_name))
                client.remove_bucket(bucket.name)
    finally:
        pool.clear()


def main() -> int:
    """Clear, and say what was and what was not removed."""
    settings = ServiceSettings()
    faults = clear(settings)
    for fault in faults:
        sys.stderr.write(f"not removed: {fault}\n")
    if not faults:
        sys.stdout.write(f"已清除 removed: topics, databases and buckets of {settings.prefix}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
