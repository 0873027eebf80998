"""The upload protocol from the sender's side: a grant and a file in, the bytes in the object store and checked in order out.

Every step may be repeated, so whoever has the receipt can go on after any break: the service says which parts are missing.
As a command, `python -m deploy.demo.uploading MEDIA FILE... < receipt.json` sends the files that a receipt asks for.
"""

import asyncio
import hashlib
import json
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

GRANT = "X-Weekwire-Grant"
PARTS_AT_ONCE = 3
SIGNED_AT_ONCE = 100
PATIENCE_SECONDS = 120.0
WAIT_SECONDS = (0.1, 0.3, 1.0, 2.0)
AWAY = frozenset({429, 502, 503, 504})
GO_ON = frozenset({"upload_incomplete", "upload_expired", "size_differs"})
"""Problems that beginning anew settles: the service then says what is missing."""
FIRST_ERROR = 400
READ_BYTES = 65_536

Session = dict[str, Any]
Read = Callable[[int, int], bytes]
"""A file: `read(offset, length)` gives its bytes from there."""


class UploadError(Exception):
    """The service says no for good. `code` is the problem's; the words are those of its answer."""

    def __init__(self, said: Mapping[str, Any], status: int) -> None:
        self.code = str(said.get("code", status))
        self.words = str(said.get("detail_zh") or said.get("detail") or status)
        super().__init__(f"{self.code}: {self.words} {said.get('detail_en', '')}".rstrip())


class CutError(Exception):
    """The line was cut in the middle, as the caller wished."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a line breaks: after so many whole parts, in the middle of the next one."""

    after_parts: int


class Uploader:
    """Sends files. `media` is the service's base address; `parts_at_once` go up at the same time for each file.

    `parts_sent` counts the parts that the store has taken. `transport` stands for the network in tests.
    """

    def __init__(
        self,
        media: str,
        parts_at_once: int = PARTS_AT_ONCE,
        patience_seconds: float = PATIENCE_SECONDS,
        *,
        checksums: bool = True,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._media = media
        self._parts_at_once = parts_at_once
        self._patience_seconds = patience_seconds
        self._checksums = checksums
        self._http = httpx.AsyncClient(timeout=60.0, limits=httpx.Limits(max_connections=64), transport=transport)
        self._in_the_way = "no answer"
        self.parts_sent = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def send(self, grant: str, read: Read, cut: Cut | None = None) -> Session:
        """Send a file until the service has all of it, whatever went up before.

        Raises UploadError, CutError, and TimeoutError with what was last in the way.
        """
        try:
            async with asyncio.timeout(self._patience_seconds):
                return await self._send(grant, read, cut)
        except TimeoutError as fault:
            raise TimeoutError(self._in_the_way) from fault

    async def _send(self, grant: str, read: Read, cut: Cut | None) -> Session:
        while True:
            session = await self._ask("POST", f"/v1/uploads?sign={0 if self._checksums else SIGNED_AT_ONCE}", grant)
            at_hand = {one["number"]: one for one in session.get("signed", ())}
            if session["state"] == "complete":
                return session
            if session["state"] == "open":
                await self._parts({**session, "at_hand": at_hand}, grant, read, cut)
            try:
                return await self._ask("POST", f"/v1/uploads/{session['upload']}/complete", grant)
            except UploadError as refused:
                if refused.code not in GO_ON:
                    raise
                self._in_the_way = str(refused)

    async def _parts(self, session: Session, grant: str, read: Read, cut: Cut | None) -> None:
        missing = list(session["missing"])
        if cut is not None:
            for number in missing[: cut.after_parts]:
                await self._part(session, number, grant, read)
            await self._half_a_part(session, missing[cut.after_parts], grant, read)
            raise CutError
        at_once, ahead = asyncio.Semaphore(self._parts_at_once), asyncio.Semaphore(self._parts_at_once * 2)

        async def one(number: int) -> None:
            # A part is read and signed while others are on the line, so that the line never waits for a signature.
            async with ahead:
                body, signed = await self._signed(session, number, grant, read)
                async with at_once:
                    sent = await self._put(body, signed)
            if not sent:
                await self._part(session, number, grant, read)

        async with asyncio.TaskGroup() as group:
            for number in missing:
                group.create_task(one(number))

    async def _part(self, session: Session, number: int, grant: str, read: Read) -> None:
        """Send one part until the store has it; a signature that has run out is replaced."""
        attempt = 0
        while not await self._put(*await self._signed(session, number, grant, read)):
            await asyncio.sleep(WAIT_SECONDS[min(attempt, len(WAIT_SECONDS) - 1)])
            attempt += 1

    async def _put(self, body: bytes, signed: Mapping[str, Any]) -> bool:
        """Whether the store has taken a part; it may be away, or the signature too old."""
        try:
            answer = await self._http.put(signed["url"], content=body, headers=signed["headers"])
        except httpx.TransportError as fault:
            self._in_the_way = repr(fault)
            return False
        taken = answer.status_code < FIRST_ERROR
        if not taken:
            self._in_the_way = f"the store says {answer.status_code}: {answer.text[:300]}"
        self.parts_sent += taken
        return taken

    async def _half_a_part(self, session: Session, number: int, grant: str, read: Read) -> None:
        """Begin to send a part and break off in its middle, as a line does that is cut."""
        body, signed = await self._signed(session, number, grant, read)

        async def breaking() -> AsyncIterator[bytes]:
            for start in range(0, len(body) // 2, READ_BYTES):
                yield body[start : start + READ_BYTES]
            raise CutError

        headers = {**signed["headers"], "content-length": str(len(body))}
        await self._http.put(signed["url"], content=breaking(), headers=headers)

    async def _signed(self, session: Session, number: int, grant: str, read: Read) -> tuple[bytes, dict[str, Any]]:
        """A part's bytes, and the signed request to put them with."""
        size = session["part_size_bytes"]
        body = await asyncio.to_thread(read, (number - 1) * size, size)
        # What came signed with the session is used once: where it fails, its time may be over.
        signed = session["at_hand"].pop(number, None)
        if signed is not None:
            return body, signed
        said: dict[str, Any] = {"size_bytes": len(body)}
        if self._checksums:
            said["sha256"] = (await asyncio.to_thread(hashlib.sha256, body)).hexdigest()
        return body, await self._ask("POST", f"/v1/uploads/{session['upload']}/parts/{number}", grant, said)

    async def _ask(self, method: str, path: str, grant: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Ask media until it answers. Raises UploadError where it says no."""
        attempt = 0
        while True:
            try:
                answer = await self._http.request(method, f"{self._media}{path}", json=body, headers={GRANT: grant})
            except httpx.TransportError as fault:
                answer, self._in_the_way = None, repr(fault)
            if answer is not None and answer.status_code in AWAY:
                self._in_the_way = f"{path}: {answer.status_code} {_said(answer)}"
            if answer is not None and answer.status_code not in AWAY:
                if answer.status_code >= FIRST_ERROR:
                    raise UploadError(_said(answer), answer.status_code)
                found: dict[str, Any] = answer.json()
                return found
            await asyncio.sleep(WAIT_SECONDS[min(attempt, len(WAIT_SECONDS) - 1)])
            attempt += 1


def reading(body: bytes) -> Read:
    """Bytes in memory as a file."""
    return lambda offset, length: body[offset : offset + length]


def reading_file(path: Path) -> Read:
    """A file on disk, never whole in memory."""

    def read(offset: int, length: int) -> bytes:
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(length)

    return read


def sha256_of(path: Path) -> str:
    """The hash by which a receipt names a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _said(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {"detail": answer.text[:300]}
    return found if isinstance(found, dict) else {}


async def send_files(media: str, receipt: Mapping[str, Any], paths: Sequence[Path]) -> int:
    """Send the files that a receipt asks for; 0 where all of them are there, else 1."""
    wanted = {upload["sha256"]: upload for upload in receipt["uploads"]}
    failed = 0
    async with Uploader(media) as uploader:
        for path in paths:
            upload = wanted.get(await asyncio.to_thread(sha256_of, path))
            if upload is None:
                print(f"{path}: 回执中没有此文件 not asked for by this receipt")
                failed = 1
                continue
            try:
                session = await uploader.send(upload["grant"], reading_file(path))
            except (UploadError, TimeoutError) as fault:
                print(f"{path}: {fault if str(fault) else '长时间无应答 no answer'}")
                failed = 1
            else:
                print(f"{path}: {session['state']} {session['upload']}")
    return failed


def main(arguments: Sequence[str]) -> int:
    """`MEDIA FILE...` with the receipt on standard input."""
    media, *names = arguments
    return asyncio.run(send_files(media.rstrip("/"), json.load(sys.stdin), [Path(name) for name in names]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
