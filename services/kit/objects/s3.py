"""The object store behind one adapter: objects and uploads of one bucket of an S3-compatible store, off the event loop."""

import asyncio
import base64
import io
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.datatypes import ListMultipartUploadsResult, Part
from minio.error import InvalidResponseError, S3Error, ServerError
from minio.time import utcnow
from minio.xml import find, findall, findtext, unmarshal

from services.kit.objects.protocol import (
    CHUNK_BYTES,
    MissingObjectError,
    ObjectStat,
    OpenUpload,
    PartsRefusedError,
    SignedRequest,
    StoredPart,
    UploadGoneError,
    content_disposition,
)
from services.kit.objects.signing import presigned
from services.kit.settings import ServiceSettings

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ResultT = TypeVar("ResultT")

THREADS = 8
REGION = "us-east-1"
CONNECT_SECONDS = 2.0
READ_SECONDS = 60.0
PING_SECONDS = 2.0
PARTS_A_PAGE = 1_000
COPY_SOURCE = "x-amz-copy-source"
"""With this header a part becomes a copy of any object that the signer may read, or of a byte of it, and its ETag tells which."""
MISSING = frozenset({"NoSuchKey", "NoSuchBucket"})
PARTS_REFUSED = frozenset({"InvalidPart", "InvalidPartOrder", "EntityTooSmall", "MalformedXML"})
AWAY = (urllib3.exceptions.HTTPError, S3Error, ServerError, InvalidResponseError, OSError)
"""What the store raises when it is away or refuses; callers that can wait, wait."""


class S3Objects:
    """Objects in a bucket of an S3-compatible store. `bucket` stands under the run's prefix.

    `threads` is how many calls are under way at once; others wait for one of them to end.
    """

    def __init__(self, settings: ServiceSettings, bucket: str, threads: int = THREADS) -> None:
        self.bucket = bucket_name(settings.prefix, bucket)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="objects")
        self._connections = urllib3.PoolManager(
            maxsize=threads,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            retries=urllib3.Retry(total=2, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
        )
        self._access_key = settings.s3_access_key
        self._secret_key = settings.s3_secret_key.get_secret_value()
        self._unsent = {} if settings.s3_refuses_unsigned else {COPY_SOURCE: None}
        self._client = self._client_of(settings.s3)
        # A signature holds for one host: what clients are given is signed for the address they reach the store at.
        self._signer = self._client_of(settings.s3_public or settings.s3)

    def _client_of(self, endpoint: str) -> Minio:
        address = urlsplit(endpoint)
        return Minio(
            endpoint=address.netloc,
            access_key=self._access_key,
            secret_key=self._secret_key,
            secure=address.scheme == "https",
            region=REGION,
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

    async def let_everybody_read(self, pattern: str) -> bool:
        """Let the objects whose keys fit `pattern` (with `*`) be read without a signature; all others stay closed.

        False where the store refuses such a rule.
        """
        statement = {
            "Effect": "Allow",
            "Principal": {"AWS": ["*"]},
            "Action": ["s3:GetObject"],
            "Resource": [f"arn:aws:s3:::{self.bucket}/{pattern}"],
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        try:
            await self._run(self._client.set_bucket_policy, self.bucket, policy)
        except S3Error:
            return False
        return True

    async def remove_bucket(self) -> None:
        """Remove the bucket with everything in it."""
        for key in await self.keys(""):
            await self.remove(key)
        await self._run(self._client.remove_bucket, self.bucket)

    async def ping(self) -> bool:
        """Whether the store answers for the bucket in time."""
        try:
            return bool(await asyncio.wait_for(self._run(self._client.bucket_exists, self.bucket), PING_SECONDS))
        except (*AWAY, TimeoutError):
            return False

    async def put(self, key: str, body: bytes, media_type: str) -> None:
        """Store an object, replacing what has the key."""
        await self._run(self._client.put_object, self.bucket, key, io.BytesIO(body), len(body), media_type)

    async def put_file(self, key: str, path: Path, media_type: str) -> None:
        """Store a file's bytes as an object, replacing what has the key; large ones go in parts of 5 MiB."""
        await self._run(self._client.fput_object, self.bucket, key, str(path), media_type)

    async def get(self, key: str) -> bytes | None:
        """An object's bytes, or None where there is none."""
        return await self._run(self._read, key)

    async def stat(self, key: str) -> ObjectStat | None:
        """What is known of an object, or None where there is none."""
        return await self._run(self._stat, key)

    async def stream(self, key: str) -> AsyncIterator[bytes]:
        """An object's bytes in pieces of at most 1 MiB. Raises MissingObjectError; a break in mid-read raises of AWAY."""
        response = await self._run(self._open, key)
        try:
            while piece := await self._run(response.read, CHUNK_BYTES):
                yield piece
        finally:
            # Closing drops the connection of a reader who stops early, instead of reading the rest for nothing.
            response.close()
            response.release_conn()

    async def keys(self, prefix: str) -> list[str]:
        """The keys that begin with `prefix`, sorted."""
        return await self._run(self._list, prefix)

    async def remove(self, key: str) -> None:
        """Delete an object; nothing happens where there is none."""
        await self._run(self._client.remove_object, self.bucket, key)

    async def begin(self, key: str, media_type: str) -> str:
        """Begin an upload that becomes the object `key`, and return its id."""
        return await self._run(
            self._client._create_multipart_upload,  # noqa: SLF001 - the library offers no public name (minio-py 1484).
            self.bucket,
            key,
            {"Content-Type": media_type},
        )

    async def sign_part(
        self, key: str, upload_id: str, number: int, size_bytes: int, *, sha256: str | None, expires_seconds: int
    ) -> SignedRequest:
        """A request that puts exactly this part. Signing asks nobody, so it works while the store is away."""
        checksum = {} if sha256 is None else {"x-amz-checksum-sha256": _base64(sha256)}
        url = self._signer._base_url.build(  # noqa: SLF001 - the public call signs `host` only.
            method="PUT",
            region=REGION,
            bucket_name=self.bucket,
            object_name=key,
            query_params={"partNumber": str(number), "uploadId": upload_id},
        )
        signed = presigned(
            "PUT",
            url,
            {"content-length": str(size_bytes), **checksum, **self._unsent},
            access_key=self._access_key,
            secret_key=self._secret_key,
            region=REGION,
            now=utcnow(),
            expires_seconds=expires_seconds,
        )
        return SignedRequest(signed, checksum)

    async def parts(self, key: str, upload_id: str) -> tuple[StoredPart, ...]:
        """The parts that have come, by number. Raises UploadGoneError."""
        return await self._run(self._parts, key, upload_id)

    async def complete(self, key: str, upload_id: str, parts: Sequence[StoredPart]) -> None:
        """Make the object of these parts. Raises PartsRefusedError and UploadGoneError."""
        if not parts:
            raise PartsRefusedError("no part")
        await self._run(self._complete, key, upload_id, [Part(part.number, part.etag) for part in parts])

    async def abort(self, key: str, upload_id: str) -> None:
        """Drop an upload with its parts; nothing happens where there is none."""
        try:
            await self._run(self._client._abort_multipart_upload, self.bucket, key, upload_id)  # noqa: SLF001 - as above.
        except S3Error as fault:
            if fault.code != "NoSuchUpload":
                raise

    async def uploads(self, prefix: str) -> tuple[OpenUpload, ...]:
        """The open uploads whose keys begin with `prefix`, oldest first, as far as the store tells them."""
        found = await self._run(lambda: [one for one in self._uploads() if one.key.startswith(prefix)])
        return tuple(sorted(found, key=lambda one: one.begun_at))

    async def presign_get(
        self, key: str, expires_seconds: int, file_name: str | None = None, media_type: str | None = None
    ) -> str:
        """An address that answers with the object's bytes, as a download called `file_name` where one is given."""
        named = {} if file_name is None else {"response-content-disposition": content_disposition(file_name)}
        typed = {} if media_type is None else {"response-content-type": media_type}
        return self._signer.presigned_get_object(
            self.bucket, key, expires=timedelta(seconds=expires_seconds), response_headers={**named, **typed}
        )

    def close(self) -> None:
        """Let threads and connections go."""
        self._pool.shutdown(wait=False)
        self._connections.clear()

    def _read(self, key: str) -> bytes | None:
        try:
            response = self._open(key)
        except MissingObjectError:
            return None
        try:
            return bytes(response.read())
        finally:
            response.close()
            response.release_conn()

    def _open(self, key: str) -> urllib3.BaseHTTPResponse:
        try:
            return self._client.get_object(self.bucket, key)
        except S3Error as fault:
            if fault.code in MISSING:
                raise MissingObjectError(key) from fault
            raise

    def _stat(self, key: str) -> ObjectStat | None:
        try:
            found = self._client.stat_object(self.bucket, key)
        except S3Error as fault:
            if fault.code in MISSING:
                return None
            raise
        return ObjectStat(key, found.size or 0, found.content_type or "", found.etag or "")

    def _list(self, prefix: str) -> list[str]:
        found = self._client.list_objects(self.bucket, prefix=prefix, recursive=True)
        return sorted(str(entry.object_name) for entry in found)

    def _parts(self, key: str, upload_id: str) -> tuple[StoredPart, ...]:
        found: list[StoredPart] = []
        marker = "0"
        while True:
            asked = {"uploadId": upload_id, "max-parts": str(PARTS_A_PAGE), "part-number-marker": marker}
            try:
                # The library's own reading of this answer leaves the checksums out.
                answer = self._client._execute("GET", self.bucket, key, query_params=dict(asked))  # noqa: SLF001
            except S3Error as fault:
                raise _of_upload(fault) from fault
            page = unmarshal(_Parts, answer.data.decode())
            found += page.parts
            if page.following is None:
                return tuple(found)
            marker = page.following

    def _complete(self, key: str, upload_id: str, parts: list[Part]) -> None:
        try:
            self._client._complete_multipart_upload(self.bucket, key, upload_id, parts)  # noqa: SLF001 - as above.
        except S3Error as fault:
            raise _of_upload(fault) from fault

    def _uploads(self) -> Iterator[OpenUpload]:
        key_marker = upload_marker = None
        while True:
            # MinIO takes a prefix for a whole key here, so that all are asked for and sorted out afterwards.
            page: ListMultipartUploadsResult = self._client._list_multipart_uploads(  # noqa: SLF001 - as above.
                self.bucket, key_marker=key_marker, upload_id_marker=upload_marker, encoding_type="url"
            )
            for upload in page.uploads:
                begun_at = upload.initiated_time or datetime.min.replace(tzinfo=UTC)
                yield OpenUpload(upload.object_name, upload.upload_id or "", begun_at)
            if not page.is_truncated or not page.next_key_marker:
                return
            key_marker, upload_marker = page.next_key_marker, page.next_upload_id_marker

    async def _run(self, call: Callable[..., ResultT], *arguments: object) -> ResultT:
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: call(*arguments))


class _Parts:
    """One page of the parts that an upload has."""

    def __init__(self, parts: list[StoredPart], following: str | None) -> None:
        self.parts = parts
        self.following = following

    @classmethod
    def fromxml(cls, element: "Element") -> "_Parts":
        """Read the store's answer (Amazon S3, ListParts)."""
        truncated = findtext(element, "IsTruncated") == "true"
        following = findtext(element, "NextPartNumberMarker") if truncated else None
        return cls([_part(found) for found in findall(element, "Part")], following)


def _part(element: "Element") -> StoredPart:
    checksum = None if find(element, "ChecksumSHA256") is None else findtext(element, "ChecksumSHA256")
    return StoredPart(
        int(findtext(element, "PartNumber", True) or 0),
        int(findtext(element, "Size") or 0),
        (findtext(element, "ETag", True) or "").strip('"'),
        base64.b64decode(checksum).hex() if checksum else None,
    )


def _of_upload(fault: S3Error) -> Exception:
    if fault.code == "NoSuchUpload":
        return UploadGoneError(fault.message)
    return PartsRefusedError(fault.message) if fault.code in PARTS_REFUSED else fault


def _base64(sha256: str) -> str:
    return base64.b64encode(bytes.fromhex(sha256)).decode()


def bucket_name(prefix: str, bucket: str) -> str:
    """The bucket's name under the run's prefix; buckets allow lower-case letters, digits and hyphens only."""
    return f"{prefix.lower().replace('_', '-')}weekwire-{bucket}"
