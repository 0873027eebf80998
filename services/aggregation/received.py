"""What ingest says it received, heard for one purpose: the check that every received submission stands somewhere."""

import asyncio
import logging
from uuid import UUID

import msgspec
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from contracts import topics
from services.kit.consuming import opened
from services.kit.directory_view import assigned
from services.kit.settings import ServiceSettings

log = logging.getLogger(__name__)

POLL_MS = 1_000
METADATA_MAX_AGE_MS = 30_000
RETRY_SECONDS = 1.0


class _Heard(msgspec.Struct, frozen=True):
    submission: str
    edition: str


_DECODER = msgspec.json.Decoder(_Heard)


class Received:
    """The submissions heard from ingest, by edition, each once."""

    def __init__(self) -> None:
        self._heard: dict[str, set[int]] = {}

    def hear(self, submission: bytes, edition: str) -> None:
        """Note a submission; a repeat changes nothing. Half of a random UUID tells it well enough, and costs half."""
        self._heard.setdefault(edition, set()).add(int.from_bytes(submission[:8], "big"))

    def count(self, edition: str) -> int:
        """How many submissions of an edition were heard."""
        return len(self._heard.get(edition, ()))

    async def follow(self, settings: ServiceSettings) -> None:
        """Read ingest's topic from its beginning and go on for ever."""
        while True:
            try:
                await self._follow_once(settings)
            except (KafkaError, OSError) as fault:
                log.warning("submissions are away", extra={"fault": repr(fault)})
                await asyncio.sleep(RETRY_SECONDS)

    async def _follow_once(self, settings: ServiceSettings) -> None:
        """Read until the topic has other partitions than at the start."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=settings.kafka.split(","),
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            metadata_max_age_ms=METADATA_MAX_AGE_MS,
        )
        async with opened(consumer):
            partitions = await assigned(consumer, [settings.topic(topics.SUBMISSIONS.name)])
            await consumer.seek_to_beginning(*partitions)
            numbers = {partition.partition for partition in partitions}
            while consumer.partitions_for_topic(partitions[0].topic) == numbers:
                batch = await consumer.getmany(timeout_ms=POLL_MS, max_records=2_000)
                for records in batch.values():
                    for record in records:
                        self._read(record.value)

    def _read(self, value: bytes | None) -> None:
        try:
            heard = _DECODER.decode(value or b"")
            self.hear(UUID(heard.submission).bytes, heard.edition)
        except (msgspec.MsgspecError, ValueError):
            log.warning("unreadable submission event")
