"""`upload_vs_direct`: films through grants and the running media service, against the same parts put straight into MinIO.

Both sides send the same parts of 5 MiB over the same kind of client, as many at once, each signed with its length; both begin
and complete an upload for every film. Ours asks media for every step besides. Nothing is worked on while it is measured: work
begins after an upload, in processes of its own. `upload_photo_vs_direct` is the same with photos of one part each, where the
steps around the bytes weigh most; it has no bar.
"""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

import httpx

from contracts.submissions import Kind
from deploy.demo.uploading import Uploader, reading
from deploy.native.servers import Servers, running_servers
from deploy.native.supervisor import Supervisor
from services.kit.objects import LEAST_PART_BYTES, S3Objects
from services.kit.settings import ServiceSettings
from services.kit.tickets import Grant, mint_grant
from tests.integration.ingest.running import SCHOOL, UNIT, Realm, provisioned, realm_on
from tests.load.pairs import Result, in_pairs

BAR = 0.9
FILMS, PHOTOS = 4, 64
FILM_BYTES, PHOTO_BYTES = 100 * 1_024 * 1_024, 3_000_000
"""A film of three minutes has 200 to 600 MB (domain report 2.3); what surrounds its bytes must not weigh more here than there."""
FILES_AT_ONCE, PARTS_AT_ONCE = 2, 3
MEGABYTE = 1_000_000
EXPIRES_SECONDS = 3_600


@dataclass(frozen=True, slots=True)
class Load:
    """So many files of such a size, made of one body: what is in the bytes costs nobody anything here."""

    files: int
    body: bytes

    async def rate(self, send: Callable[[], Awaitable[None]]) -> float:
        """Megabytes a second, with `FILES_AT_ONCE` files under way."""
        left = iter(range(self.files))

        async def work() -> None:
            for _file in left:
                await send()

        started = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(FILES_AT_ONCE)))
        return self.files * len(self.body) / MEGABYTE / (time.perf_counter() - started)


async def upload_vs_direct(_settings: ServiceSettings) -> list[Result]:
    """Megabytes a second, of films and of photos."""
    loads = {
        "upload_vs_direct": (Load(FILMS, secrets.token_bytes(FILM_BYTES)), BAR),
        "upload_photo_vs_direct": (Load(PHOTOS, secrets.token_bytes(PHOTO_BYTES)), None),
    }
    with running_servers() as servers:
        async with provisioned(realm_on(servers, "bench-upload-")) as realm, _sides(servers, realm) as sides:
            return [await sides.compared(name, load, bar) for name, (load, bar) in loads.items()]


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both ways into the store."""

    realm: Realm
    uploader: Uploader
    http: httpx.AsyncClient
    media: S3Objects
    bare: S3Objects

    async def compared(self, name: str, load: Load, bar: float | None) -> Result:
        async def ours() -> float:
            return await self._measured(load, self._granted, self.media)

        async def against() -> float:
            return await self._measured(load, self._direct, self.bare)

        await ours()
        await against()
        return await in_pairs(name, ours, against, bar, "MB/s")

    async def _measured(self, load: Load, send: Callable[[bytes], Awaitable[None]], objects: S3Objects) -> float:
        rate = await load.rate(lambda: send(load.body))
        keys = await objects.keys("")
        await asyncio.gather(*(objects.remove(key) for key in keys))
        if len(keys) != load.files:
            raise AssertionError(f"{len(keys)} objects instead of {load.files}")
        return rate

    async def _granted(self, body: bytes) -> None:
        session = await self.uploader.send(self._grant(len(body)), reading(body))
        if session["state"] != "complete":
            raise AssertionError(session["state"])

    async def _direct(self, body: bytes) -> None:
        key, at_once = str(uuid4()), asyncio.Semaphore(PARTS_AT_ONCE)
        upload = await self.bare.begin(key, "application/octet-stream")

        async def part(number: int, piece: bytes) -> None:
            async with at_once:
                signed = await self.bare.sign_part(
                    key, upload, number, len(piece), sha256=None, expires_seconds=EXPIRES_SECONDS
                )
                (await self.http.put(signed.url, content=piece)).raise_for_status()

        starts = range(0, len(body), LEAST_PART_BYTES)
        pieces = enumerate((body[start : start + LEAST_PART_BYTES] for start in starts), 1)
        async with asyncio.TaskGroup() as group:
            for number, piece in pieces:
                group.create_task(part(number, piece))
        await self.bare.complete(key, upload, await self.bare.parts(key, upload))

    def _grant(self, size_bytes: int) -> str:
        settings = self.realm.settings
        grant = Grant(
            submission=uuid4(),
            version=1,
            edition="2024",
            submission_kind=Kind.VIDEO,
            organisation=SCHOOL,
            unit=UNIT,
            person="p-school-filer",
            name="活动短片.mp4",
            sha256=secrets.token_hex(32),
            size_bytes=size_bytes,
            kind="video",
            expires_at=int(time.time()) + EXPIRES_SECONDS,
        )
        return mint_grant(grant, settings.ticket_secret.get_secret_value())


@asynccontextmanager
async def _sides(servers: Servers, realm: Realm) -> AsyncIterator[_Sides]:
    """A running media without workers, and a bucket beside its own."""
    environment = servers.environment() | {
        "WEEKWIRE_PREFIX": realm.settings.prefix,
        "WEEKWIRE_MEDIA_PHOTO_WORKERS": "0",
        "WEEKWIRE_MEDIA_FILM_WORKERS": "0",
        "WEEKWIRE_REQUESTS_PER_MINUTE": "10000000",
        "WEEKWIRE_LOG_LEVEL": "WARNING",
    }
    of_store = ServiceSettings.model_validate(
        {
            "s3": servers.s3,
            "s3_access_key": servers.s3_access_key,
            "s3_secret_key": servers.s3_secret_key,
            "prefix": realm.settings.prefix,
        }
    )
    media, bare = S3Objects(of_store, "media"), S3Objects(of_store, "bare")
    await bare.ensure_bucket()
    with Supervisor(environment).running() as supervisor:
        supervisor.start("media")
        unit = await asyncio.to_thread(supervisor.wait_ready, "media")
        async with (
            Uploader(unit.address, PARTS_AT_ONCE, checksums=False) as uploader,
            httpx.AsyncClient(timeout=60.0) as http,
        ):
            yield _Sides(realm, uploader, http, media, bare)
    for objects in (media, bare):
        await objects.remove_bucket()
        objects.close()
