"""Wiring of the work on files: how much at once, by which limits, and how it starts and stops."""

import random
import secrets
import socket
from pathlib import Path

from contracts.editions import Limits
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView
from services.kit.objects import MultipartStore
from services.media.decoding.decoders import Decoders
from services.media.decoding.limits import DecodingLimits
from services.media.decoding.scan import Scanner
from services.media.decoding.shapes import DecodeRequest
from services.media.domain.jobs import FileKind, Job, RetryPolicy
from services.media.operations.working.making import LimitsOf, Maker
from services.media.operations.working.policy import WorkPolicy
from services.media.operations.working.queue import Queue
from services.media.operations.working.rooms import Rooms
from services.media.operations.working.worker import Results, Worker
from services.media.operations.working.workers import Workers
from services.media.settings import MediaSettings
from services.media.store.jobs import JobStore


def policy_of(settings: MediaSettings) -> WorkPolicy:
    """How this copy works. Documents have a slot beside the photos wherever photos have one."""
    documents = min(settings.media_photo_workers, 1)
    slots: dict[FileKind, int] = {
        "photo": settings.media_photo_workers,
        "video": settings.media_film_workers,
        "document": documents,
    }
    return WorkPolicy(
        slots=slots,
        weights=settings.media_weights,
        retries=RetryPolicy(attempts=settings.media_attempts),
        lease_seconds=settings.media_lease_seconds,
        refresh_seconds=settings.media_refresh_seconds,
        stop_grace_seconds=settings.stop_grace_seconds,
    )


class Work:
    """The slots of this copy with their decoders; a copy without slots reads the queue and starts no child."""

    def __init__(
        self,
        settings: MediaSettings,
        queue: Queue,
        jobs: JobStore,
        results: Results,
        objects: MultipartStore,
        *,
        view: DirectoryView,
        clock: Clock,
    ) -> None:
        policy = policy_of(settings)
        self._works = any(policy.slots.values())
        self._decoders = Decoders(
            DecodingLimits(
                photo_children=max(1, policy.slots["photo"]),
                film_children=max(1, policy.slots["video"]),
                document_children=max(1, policy.slots["document"]),
            )
        )
        folder = Path(settings.media_work_folder) if settings.media_work_folder else None
        scanner = Scanner(settings.media_clamd) if settings.media_clamd else None
        rooms = Rooms(folder, settings.media_work_bytes)
        maker = Maker(objects, self._decoders, scanner, rooms, limits_of(view), limit_seconds=policy.limit_seconds)
        worker = Worker(
            queue,
            jobs,
            maker,
            results,
            policy,
            clock=clock,
            holder=f"{socket.gethostname()}-{secrets.token_hex(4)}",
            token=lambda: secrets.token_hex(16),
            chance=random.random,
        )
        self._workers = Workers(queue, worker, rooms, policy)
        self._started = False

    async def start(self) -> None:
        """Begin to work. Raises OSError where there is no room on the disk."""
        self._started = True
        if self._works:
            await self._decoders.start()
        self._workers.start()

    async def stop(self) -> None:
        """Finish what is under way within the grace; others go on with the rest."""
        if self._started:
            await self._workers.stop()
            await self._decoders.stop()


def limits_of(view: DirectoryView) -> LimitsOf:
    """What a job's file may be: the rules of its edition, the default ones where nobody has told them."""

    def find(job: Job) -> DecodeRequest:
        edition = view.edition(job.edition)
        limits = edition.limits if edition else Limits()
        return DecodeRequest(job.kind, job.ai_generated, limits.photo_max_pixels, limits.video_max_seconds)

    return find
