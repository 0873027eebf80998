"""The object store behind one adapter: whole objects in and out of one bucket, off the event loop."""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.error import S3Error

from services.kit.settings import ServiceSettings

ResultT = TypeVar("ResultT")

THREADS = 8
CONNECT_SECONDS = 2.0
READ_SECONDS = 60.0
PING_SECONDS = 2.0
MISSING = frozenset({"NoSuchKey", "NoSuchBucket"})
AWAY = (urllib3.exceptions.HTTPError, S3Error, OSError)
"""What the store raises when it is away or refuses; callers that can wait, wait."""


class Objects(Protocol):
    """Objects by key in one bucket."""

    async def put(self, key: str, body: bytes, media_type: str) -> None:
        """Store an object, replacing what has the key."""
        ...

    async def get(self, key: str) -> bytes | None:
        """An object's bytes, or None."""
        ...

    async def keys(self, prefix: str) -> list[str]:
        """The keys that begin with `prefix`, sorted."""
        ...

    async def remove(self, key: str) -> None:
        """Delete an object; nothing happens where there is none."""
        ...


class S3Objects:
    """Objects in a bucket of an S3-compatible store. `bucket` stands under the run's prefix."""

    def __init__(self, settings: ServiceSettings, bucket: str) -> None:
        address = urlsplit(settings.s3)
        self.bucket = bucket_name(settings.prefix, bucket)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="objects")
        self._connections = urllib3.PoolManager(
            maxsize=THREADS,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            retries=urllib3.Retry(total=2, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
        )
        self._client = Minio(
            endpoint=address.netloc,
            access_key=settings.s3_access_key,
            secret_key=settings.s3_secret_key.get_secret_value(),
            secure=address.scheme == "https",
            region="us-east-1",
            http_client=self._connections,
        )

    async def ensure_bucket(self) -> None:
        """Create the bucket if it is missing."""
        if not await self._run(self._client.bucket_exists, self.bucket):
            try:
                await self._run(self._client.make_bucket, self.bucket)
            except S3Error as fault:
                if fault.code != "BucketAlreadyOwnedByYou":
                    raise

    async def ping(self) -> bool:
        """Whether the store answers for the bucket in time."""
        try:
            return bool(await asyncio.wait_for(self._run(self._client.bucket_exists, self.bucket), PING_SECONDS))
        except (*AWAY, TimeoutError):
            return False

    async def put(self, key: str, body: bytes, media_type: str) -> None:
        """Store an object, replacing what has the key."""
        await self._run(self._client.put_object, self.bucket, key, io.BytesIO(body), len(body), media_type)

    async def get(self, key: str) -> bytes | None:
        """An object's bytes, or None where there is none."""
        return await self._run(self._read, key)

    async def keys(self, prefix: str) -> list[str]:
        """The keys that begin with `prefix`, sorted."""
        return await self._run(self._list, prefix)

    async def remove(self, key: str) -> None:
        """Delete an object; nothing happens where there is none."""
        await self._run(self._client.remove_object, self.bucket, key)

    def close(self) -> None:
        """Let threads and connections go."""
        self._pool.shutdown(wait=False)
        self._connections.clear()

    def _read(self, key: str) -> bytes | None:
        try:
            response = self._client.get_object(self.bucket, key)
        except S3Error as fault:
            if fault.code in MISSING:
                return None
            raise
        try:
            return bytes(response.read())
        finally:
            response.close()
            response.release_conn()

    def _list(self, prefix: str) -> list[str]:
        found = self._client.list_objects(self.bucket, prefix=prefix, recursive=True)
        return sorted(str(entry.object_name) for entry in found)

    async def _run(self, call: Callable[..., ResultT], *arguments: object) -> ResultT:
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: call(*arguments))


def bucket_name(prefix: str, bucket: str) -> str:
    """The bucket's name under the run's prefix; buckets allow lower-case letters, digits and hyphens only."""
    return f"{prefix.lower().replace('_', '-')}weekwire-{bucket}"
