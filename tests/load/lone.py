"""`lone_photo_vs_idle`: how long a photo takes from its last byte to being ready, during another school's flood, against idle.

The photos are of equal size (12 million pixels, 2.6 MB) and go through grants, the running media service and its decoders.
During the flood a dozen photos of the other school wait at every moment, and more are sent as they are served.
"""

import asyncio
import contextlib
import hashlib
import io
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from uuid import UUID, uuid4

import httpx
from PIL import Image

from contracts.media import asset_id
from contracts.submissions import Kind
from deploy.demo.uploading import GRANT, Uploader, reading
from deploy.native.servers import Servers, running_servers
from deploy.native.supervisor import Supervisor
from services.kit.mongo import Mongo
from services.kit.settings import ServiceSettings
from services.kit.tickets import Grant, mint_grant
from tests.integration.ingest.running import SCHOOL, UNIT, Realm, provisioned, realm_on
from tests.load.pairs import Result, in_pairs

BAR = 3.0
WAITING = 12
OTHER_SCHOOL = "3633000002"
WIDTH, HEIGHT = 4_000, 3_000
GRAIN, QUALITY = 10, 88
POLL_SECONDS = 0.01
EXPIRES_SECONDS = 86_400
READY, FAILED = 200, 422
PATIENCE_SECONDS = 120.0


async def lone_photo_vs_idle(_settings: ServiceSettings) -> list[Result]:
    """Seconds from the last byte to ready."""
    with running_servers() as servers:
        async with provisioned(realm_on(servers, "bench-lone-")) as realm, _line(servers, realm) as line:
            await line.idle()
            return [await in_pairs("lone_photo_vs_idle", line.in_flood, line.idle, BAR, "s", at_least=False)]


@dataclass(frozen=True, slots=True)
class _Line:
    """A running media, and senders of photos that are all alike but for their number."""

    realm: Realm
    uploader: Uploader
    http: httpx.AsyncClient
    media: str
    mongo: Mongo
    picture: bytes
    numbers: "count[int]"

    async def idle(self) -> float:
        """A photo while nothing else is done."""
        await self._until_waiting(0)
        return await self._lone()

    async def in_flood(self) -> float:
        """A photo of one school while the other one's photos wait, and go on coming."""
        flooding = asyncio.create_task(self._flood())
        try:
            await self._until_waiting(WAITING)
            return await self._lone()
        finally:
            flooding.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await flooding

    async def _flood(self) -> None:
        while True:
            if await self._waiting() < WAITING:
                await self._send(OTHER_SCHOOL)
            else:
                await asyncio.sleep(POLL_SECONDS)

    async def _lone(self) -> float:
        asset, grant = await self._send(SCHOOL)
        received = time.perf_counter()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                answer = await self.http.get(f"{self.media}/v1/media/{asset}", headers={GRANT: grant})
                if answer.status_code == READY:
                    return time.perf_counter() - received
                if answer.status_code >= FAILED:
                    raise AssertionError(answer.text)
                await asyncio.sleep(POLL_SECONDS)

    async def _send(self, organisation: str) -> tuple[UUID, str]:
        """A photo that is like no other, with all its bytes received: its id, and its grant."""
        body = _numbered(self.picture, next(self.numbers))
        submission, sha256 = uuid4(), hashlib.sha256(body).hexdigest()
        grant = Grant(
            submission=submission,
            version=1,
            edition="2024",
            submission_kind=Kind.PHOTO_SET,
            organisation=organisation,
            unit=UNIT,
            person="p-school-filer",
            name="职业体验日.jpg",
            sha256=sha256,
            size_bytes=len(body),
            kind="photo",
            expires_at=int(time.time()) + EXPIRES_SECONDS,
        )
        ticket = mint_grant(grant, self.realm.settings.ticket_secret.get_secret_value())
        session = await self.uploader.send(ticket, reading(body))
        if session["state"] != "complete":
            raise AssertionError(session["state"])
        return asset_id(submission, sha256), ticket

    async def _waiting(self) -> int:
        return await self.mongo.collection("jobs").count_documents({})

    async def _until_waiting(self, number: int) -> None:
        """Wait until so many jobs are there; for none, until all are done."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (waiting := await self._waiting()) < number or (waiting and not number):  # noqa: ASYNC110 - it waits for another process.
                await asyncio.sleep(POLL_SECONDS)


@asynccontextmanager
async def _line(servers: Servers, realm: Realm) -> AsyncIterator[_Line]:
    environment = servers.environment() | {
        "WEEKWIRE_PREFIX": realm.settings.prefix,
        "WEEKWIRE_REQUESTS_PER_MINUTE": "10000000",
        "WEEKWIRE_LOG_LEVEL": "WARNING",
    }
    mongo = Mongo.connect(realm.settings, "media")
    with Supervisor(environment).running() as supervisor:
        supervisor.start("media")
        unit = await asyncio.to_thread(supervisor.wait_ready, "media")
        async with Uploader(unit.address, checksums=False) as uploader, httpx.AsyncClient(timeout=60.0) as http:
            picture = await asyncio.to_thread(_picture)
            yield _Line(realm, uploader, http, unit.address, mongo, picture, count())
    mongo.close()


def _picture() -> bytes:
    """A JPEG like a photo of a school's camera: soft colours under grain, 2.6 MB."""
    colours = Image.frombytes("RGB", (48, 36), random.Random(1).randbytes(48 * 36 * 3))
    soft = colours.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((WIDTH, HEIGHT), GRAIN).convert("RGB")
    out = io.BytesIO()
    Image.blend(soft, grain, 0.5).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _numbered(picture: bytes, number: int) -> bytes:
    """The same picture as another file of the same size: its number stands in a comment behind the first marker."""
    comment = f"{number:016}".encode()
    return picture[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + picture[2:]
