"""The bytes of the demo: sent with the grants of a receipt, one of them cut and gone on with, and followed until they are ready.

Sending goes on beside the story, as a school does not wait with its next report until its film is up.
"""

import asyncio
import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from deploy.demo.client import Client, RefusedError, Request
from deploy.demo.materials import File, body_of
from deploy.demo.moments import Spread, spread
from deploy.demo.steps import Step
from deploy.demo.uploading import Cut, CutError, Uploader, reading

UPLOADS_AT_ONCE = 4
LOOK_AGAIN_SECONDS = 0.7
PATIENCE_SECONDS = 180.0
SETTLED = frozenset({"ready", "failed", "withdrawn"})
FAILED_STATUS, NOT_FOUND = 422, 404

Answer = dict[str, Any]


class SendingError(Exception):
    """Files could not be sent, or nothing becomes of them; the text says which submission's and why."""


@dataclass(slots=True)
class Account:
    """What has become of the files so far. `files` are media's newest answers by asset.

    `cuts` are the names of files whose upload was cut, with how many parts had to be sent afterwards; `queue` is the position of the last file that was asked for, as media estimates it.
    """

    files: dict[str, Answer] = field(default_factory=dict)
    cuts: dict[str, int] = field(default_factory=dict)
    sent_bytes: int = 0
    queue: int = 0
    longest_queue: int = 0

    def states(self) -> dict[str, int]:
        """How many files are in which state."""
        found: dict[str, int] = {}
        for file in self.files.values():
            found[file["asset"]["state"]] = found.get(file["asset"]["state"], 0) + 1
        return found

    def troubles(self) -> list[Answer]:
        """The files that have failed, with what is wrong."""
        return [file for file in self.files.values() if file["trouble"]]

    def wait(self, kind: str) -> Spread | None:
        """How long it took from the last byte until a file of this kind was ready, in seconds."""
        ready = [one["asset"] for one in self.files.values() if one["asset"]["state"] == "ready"]
        return spread(_seconds(asset) for asset in ready if asset["kind"] == kind)


class Sending:
    """Sends the files of what was filed, a few at a time."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._at_once = asyncio.Semaphore(UPLOADS_AT_ONCE)
        self._settling: dict[str, asyncio.Task[None]] = {}
        self.account = Account()

    def begin(self, step: Step, receipt: Answer) -> None:
        """Begin to send what a receipt asks for and nobody sends yet."""
        submission = step["submission"]
        if step.get("files") and submission not in self._settling:
            self._settling[submission] = asyncio.create_task(self._all_of(step, receipt))

    @property
    def submissions(self) -> frozenset[str]:
        """The submissions whose files were begun to be sent."""
        return frozenset(self._settling)

    async def settled(self, submission: str) -> None:
        """Wait until every file of a submission is ready or has failed; raises what went wrong in sending it."""
        if submission in self._settling:
            await self._settling[submission]

    async def all_settled(self) -> None:
        """The same of everything."""
        await asyncio.gather(*self._settling.values())

    async def _all_of(self, step: Step, receipt: Answer) -> None:
        try:
            await self._send_and_follow(step, receipt)
        except ExceptionGroup as faults:
            raise SendingError("; ".join(f"{step['submission']}: {fault!r}" for fault in faults.exceptions)) from faults
        except (RefusedError, TimeoutError) as fault:
            raise SendingError(f"{step['submission']}: {fault!r}") from fault

    async def _send_and_follow(self, step: Step, receipt: Answer) -> None:
        wanted = {upload["sha256"]: upload for upload in receipt["uploads"]}
        files = [(file, hashlib.sha256(body_of(file)).hexdigest()) for file in step["files"]]
        async with asyncio.TaskGroup() as group:
            for file, sha256 in files:
                group.create_task(self._one(step, receipt, file, wanted[sha256]))
        await self._until_settled(step, {str(wanted[sha256]["asset"]) for _file, sha256 in files})

    async def _one(self, step: Step, receipt: Answer, file: File, upload: Answer) -> None:
        async with self._at_once:
            body = body_of(file)
            read = reading(body)
            if file.get("cut"):
                upload = await self._cut(step, receipt, file, upload)
            async with Uploader(self._client.addresses["media"], patience_seconds=PATIENCE_SECONDS) as uploader:
                await uploader.send(upload["grant"], read)
            if file.get("cut"):
                self.account.cuts[file["name"]] = uploader.parts_sent
            self.account.sent_bytes += len(body)

    async def _cut(self, step: Step, receipt: Answer, file: File, upload: Answer) -> Answer:
        """Break off in the middle, and come back another time with the receipt alone, which brings a fresh grant."""
        async with Uploader(self._client.addresses["media"], patience_seconds=PATIENCE_SECONDS) as uploader:
            with suppress(CutError):
                await uploader.send(upload["grant"], reading(body_of(file)), Cut(after_parts=1))
        path = f"/v1/receipts/{receipt['receipt']}"
        again: Answer = (await self._client.send(Request(step["who"], "ingest", "GET", path))).json()
        return next(one for one in again["uploads"] if one["sha256"] == upload["sha256"])

    async def _until_settled(self, step: Step, assets: set[str]) -> None:
        """Wait until these files are ready or have failed. Raises TimeoutError where no file at all comes to an end for long."""
        clock = asyncio.get_running_loop().time
        ended, since = 0, clock()
        while True:
            found = {one["asset"]["asset"]: one for one in await self._look(step)}
            self.account.files |= found
            positions = [one["estimate"]["position"] for one in found.values() if one["estimate"]]
            self.account.queue = max(positions, default=0)
            self.account.longest_queue = max(self.account.longest_queue, self.account.queue)
            if all(found[asset]["asset"]["state"] in SETTLED for asset in assets):
                return
            # On a busy machine the queue is long: patience ends where nothing in it moves.
            ended_now = sum(count for state, count in self.account.states().items() if state in SETTLED)
            if ended_now != ended:
                ended, since = ended_now, clock()
            if clock() - since > PATIENCE_SECONDS:
                raise TimeoutError(f"no file has come to an end for {PATIENCE_SECONDS:.0f} s, {ended} have")
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def _look(self, step: Step) -> Iterable[Answer]:
        path = f"/v1/submissions/{step['submission']}/media"
        request = Request(step["who"], "media", "GET", path, taken=frozenset({FAILED_STATUS}))
        files: list[Answer] = (await self._client.send(request)).json()["files"]
        return files


def _seconds(asset: Answer) -> float:
    since, until = (datetime.fromisoformat(asset[name]) for name in ("uploaded_at", "ready_at"))
    return (until - since).total_seconds()
