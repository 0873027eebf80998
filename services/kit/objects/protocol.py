"""What the object store can do for a service, whichever store it is: whole objects, streams, and uploads in signed parts."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

LEAST_PART_BYTES = 5 * 1_024 * 1_024
"""Every part of an upload but the last is at least this long (Amazon S3, multipart upload limits)."""
MOST_PARTS = 10_000
CHUNK_BYTES = 1_024 * 1_024


class MissingObjectError(Exception):
    """There is no object under the key that was to be streamed."""


class UploadGoneError(Exception):
    """The store holds no such open upload: it was completed, aborted, or never begun."""


class PartsRefusedError(Exception):
    """The store does not put these parts together: one is missing, too short, or not the one it holds."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request that its holder may send once or again until it expires, without any credential.

    `headers` are those that have to be sent with it. `Content-Length` is signed as well; every client sends it by
    itself (a browser forbids to set it), so it is not among them.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A part that the store holds. `sha256` is lower-case hexadecimal, known only where the part was signed with it."""

    number: int
    size_bytes: int
    etag: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class OpenUpload:
    """An upload that was begun and neither completed nor aborted."""

    key: str
    upload_id: str
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class ObjectStat:
    """What the store knows of an object without reading it."""

    key: str
    size_bytes: int
    media_type: str
    etag: str


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


class MultipartStore(Objects, Protocol):
    """Objects that clients put in by signed parts, and that are read and written without standing whole in memory.

    Whatever the store raises when it is away or refuses is in `AWAY`; every call may be repeated.
    """

    async def begin(self, key: str, media_type: str) -> str:
        """Begin an upload that becomes the object `key`, and return its id. One key may have several uploads."""
        ...

    async def sign_part(
        self, key: str, upload_id: str, number: int, size_bytes: int, *, sha256: str | None, expires_seconds: int
    ) -> SignedRequest:
        """A request that puts part `number` (1 to 10,000) of exactly `size_bytes`, and of this SHA-256 where it is given.

        The store refuses every other length or hash, and a copy of another object. A part that is put again replaces the
        former one.
        """
        ...

    async def parts(self, key: str, upload_id: str) -> tuple[StoredPart, ...]:
        """The parts that have come, by number. Raises UploadGoneError."""
        ...

    async def complete(self, key: str, upload_id: str, parts: Sequence[StoredPart]) -> None:
        """Make the object of these parts. Raises PartsRefusedError, and UploadGoneError where it was done before."""
        ...

    async def abort(self, key: str, upload_id: str) -> None:
        """Drop an upload with its parts; nothing happens where there is none."""
        ...

    async def uploads(self, prefix: str) -> tuple[OpenUpload, ...]:
        """The open uploads whose keys begin with `prefix`, oldest first, as far as the store tells them.

        MinIO tells those begun since it started, so a sweep goes by what the service itself has written down.
        """
        ...

    async def stat(self, key: str) -> ObjectStat | None:
        """What is known of an object, or None where there is none."""
        ...

    def stream(self, key: str) -> AsyncIterator[bytes]:
        """An object's bytes in pieces of at most 1 MiB. Raises MissingObjectError; a break in mid-read raises of AWAY."""
        ...

    async def put_file(self, key: str, path: Path, media_type: str) -> None:
        """Store a file's bytes as an object, replacing what has the key."""
        ...

    async def presign_get(
        self, key: str, expires_seconds: int, file_name: str | None = None, media_type: str | None = None
    ) -> str:
        """An address that answers with the object's bytes, as a download called `file_name` where one is given."""
        ...


def content_disposition(file_name: str) -> str:
    """The header that saves a download under `file_name`, whatever its letters are. Source: RFC 6266 and RFC 8187."""
    plain = "".join(letter if letter.isascii() and letter.isprintable() else "_" for letter in file_name)
    plain = plain.translate({ord('"'): "_", ord("\\"): "_", ord("%"): "_"})
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"
