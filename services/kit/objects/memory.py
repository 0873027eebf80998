"""An object store in memory, for tests and trials: it keeps every promise of the real one, without a server.

Its signed requests are sent with `send` instead of HTTP, and its download addresses are read with `fetch`.
"""

import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from services.kit.objects.protocol import (
    CHUNK_BYTES,
    LEAST_PART_BYTES,
    MOST_PARTS,
    MissingObjectError,
    ObjectStat,
    OpenUpload,
    PartsRefusedError,
    SignedRequest,
    StoredPart,
    UploadGoneError,
    content_disposition,
)

CHECKSUM = "x-amz-checksum-sha256"
COPY_SOURCE = "x-amz-copy-source"
OK, REFUSED, FORBIDDEN, GONE = 200, 400, 403, 404


@dataclass(slots=True)
class _Upload:
    key: str
    media_type: str
    begun_at: datetime
    parts: dict[int, tuple[StoredPart, bytes]] = field(default_factory=dict)


class MemoryObjects:
    """Objects and uploads in this process. `away` makes every call raise OSError, as a store that does not answer."""

    def __init__(self) -> None:
        self.away = False
        self._objects: dict[str, tuple[bytes, str]] = {}
        self._uploads: dict[str, _Upload] = {}
        self._secret = secrets.token_bytes(16)

    async def put(self, key: str, body: bytes, media_type: str) -> None:
        """Store an object, replacing what has the key."""
        self._answer()
        self._objects[key] = (body, media_type)

    async def put_file(self, key: str, path: Path, media_type: str) -> None:
        """Store a file's bytes as an object, replacing what has the key."""
        await self.put(key, path.read_bytes(), media_type)  # noqa: ASYNC240 - for tests, with small files.

    async def get(self, key: str) -> bytes | None:
        """An object's bytes, or None where there is none."""
        self._answer()
        return self._objects[key][0] if key in self._objects else None

    async def stat(self, key: str) -> ObjectStat | None:
        """What is known of an object, or None where there is none."""
        self._answer()
        if key not in self._objects:
            return None
        body, media_type = self._objects[key]
        return ObjectStat(key, len(body), media_type, _etag(body))

    async def stream(self, key: str) -> AsyncIterator[bytes]:
        """An object's bytes in pieces of at most 1 MiB. Raises MissingObjectError."""
        self._answer()
        if key not in self._objects:
            raise MissingObjectError(key)
        body = self._objects[key][0]
        for start in range(0, len(body), CHUNK_BYTES):
            self._answer()
            yield body[start : start + CHUNK_BYTES]

    async def keys(self, prefix: str) -> list[str]:
        """The keys that begin with `prefix`, sorted."""
        self._answer()
        return sorted(key for key in self._objects if key.startswith(prefix))

    async def remove(self, key: str) -> None:
        """Delete an object; nothing happens where there is none."""
        self._answer()
        self._objects.pop(key, None)

    async def begin(self, key: str, media_type: str) -> str:
        """Begin an upload that becomes the object `key`, and return its id."""
        self._answer()
        upload_id = secrets.token_urlsafe(12)
        self._uploads[upload_id] = _Upload(key, media_type, _now())
        return upload_id

    async def sign_part(
        self, key: str, upload_id: str, number: int, size_bytes: int, *, sha256: str | None, expires_seconds: int
    ) -> SignedRequest:
        """A request for `send` that puts exactly this part."""
        expires_at = _now().timestamp() + expires_seconds
        said = {"upload": upload_id, "part": str(number), "bytes": str(size_bytes), "until": str(expires_at)}
        headers = {} if sha256 is None else {CHECKSUM: sha256}
        return SignedRequest(self._signed(key, said | ({} if sha256 is None else {"sha256": sha256})), headers)

    async def parts(self, key: str, upload_id: str) -> tuple[StoredPart, ...]:
        """The parts that have come, by number. Raises UploadGoneError."""
        self._answer()
        held = self._open(key, upload_id).parts
        return tuple(held[number][0] for number in sorted(held))

    async def complete(self, key: str, upload_id: str, parts: Sequence[StoredPart]) -> None:
        """Make the object of these parts. Raises PartsRefusedError and UploadGoneError."""
        if not parts:
            raise PartsRefusedError("no part")
        self._answer()
        upload = self._open(key, upload_id)
        numbers = [part.number for part in parts]
        if numbers != sorted(set(numbers)):
            raise PartsRefusedError("parts out of order")
        held = [upload.parts.get(part.number) for part in parts]
        bodies = [one[1] for one, part in zip(held, parts, strict=True) if one and one[0].etag == part.etag]
        if len(bodies) != len(parts) or any(len(body) < LEAST_PART_BYTES for body in bodies[:-1]):
            raise PartsRefusedError("a part is missing, another one, or too short")
        self._objects[key] = (b"".join(bodies), upload.media_type)
        del self._uploads[upload_id]

    async def abort(self, key: str, upload_id: str) -> None:
        """Drop an upload with its parts; nothing happens where there is none."""
        self._answer()
        if upload_id in self._uploads and self._uploads[upload_id].key == key:
            del self._uploads[upload_id]

    async def uploads(self, prefix: str) -> tuple[OpenUpload, ...]:
        """The open uploads whose keys begin with `prefix`, oldest first."""
        self._answer()
        return tuple(
            OpenUpload(upload.key, upload_id, upload.begun_at)
            for upload_id, upload in self._uploads.items()
            if upload.key.startswith(prefix)
        )

    async def presign_get(
        self, key: str, expires_seconds: int, file_name: str | None = None, media_type: str | None = None
    ) -> str:
        """An address for `fetch` that answers with the object's bytes."""
        said = {"until": str(_now().timestamp() + expires_seconds)}
        named = {} if file_name is None else {"disposition": content_disposition(file_name)}
        return self._signed(key, said | named | ({} if media_type is None else {"type": media_type}))

    async def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Send a signed part as a client would, and return the status: 200, 400, 403, or 404 where the upload is gone."""
        self._answer()
        opened = self._opened(url)
        if opened is None:
            return FORBIDDEN
        key, said = opened
        sent = {name.lower(): value for name, value in headers.items()}
        if "sha256" in said and CHECKSUM not in sent:
            return REFUSED
        if len(body) != int(said["bytes"]) or sent.get(CHECKSUM) != said.get("sha256") or COPY_SOURCE in sent:
            return FORBIDDEN
        digest = hashlib.sha256(body).hexdigest()
        number = int(said["part"])
        if said.get("sha256", digest) != digest or not 1 <= number <= MOST_PARTS:
            return REFUSED
        upload = self._uploads.get(said["upload"])
        if upload is None or upload.key != key:
            return GONE
        upload.parts[number] = (StoredPart(number, len(body), _etag(body), said.get("sha256")), body)
        return OK

    async def fetch(self, url: str) -> tuple[int, bytes, dict[str, str]]:
        """Open a download address as a client would: status, bytes and headers."""
        self._answer()
        opened = self._opened(url)
        if opened is None:
            return FORBIDDEN, b"", {}
        key, said = opened
        if key not in self._objects:
            return GONE, b"", {}
        body, media_type = self._objects[key]
        disposition = {"content-disposition": said["disposition"]} if "disposition" in said else {}
        return OK, body, {"content-type": said.get("type", media_type), **disposition}

    def _answer(self) -> None:
        if self.away:
            raise ConnectionRefusedError("the store in memory was told to be away")

    def _open(self, key: str, upload_id: str) -> _Upload:
        upload = self._uploads.get(upload_id)
        if upload is None or upload.key != key:
            raise UploadGoneError(upload_id)
        return upload

    def _signed(self, key: str, said: dict[str, str]) -> str:
        text = f"memory://objects/{quote(key)}?{urlencode(said)}"
        return f"{text}&signature={self._signature(text)}"

    def _opened(self, url: str) -> tuple[str, dict[str, str]] | None:
        text, _, signature = url.rpartition("&signature=")
        if not hmac.compare_digest(self._signature(text), signature):
            return None
        address = urlsplit(text)
        said = {name: values[0] for name, values in parse_qs(address.query).items()}
        return None if float(said["until"]) < _now().timestamp() else (unquote(address.path.lstrip("/")), said)

    def _signature(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()


def _etag(body: bytes) -> str:
    return hashlib.md5(body, usedforsecurity=False).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)
