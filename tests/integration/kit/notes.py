"""A small topic of the tests' own: notes, keyed by what they are about."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from contracts.base import Contract, encode
from contracts.envelope import Envelope, event_id
from contracts.topics import Topic
from services.kit.settings import ServiceSettings
from tests.integration.kit.clients import opened

NOTE_TYPE = "weekwire.tests.note.v1"
MOMENT = datetime(2026, 11, 9, tzinfo=UTC)


class Note(Contract):
    """Something said about `note`; `text` is long where size matters."""

    note: str
    revision: int
    text: str = ""


NOTES = Topic(
    name="tests.notes.v1",
    owner="tests",
    key="note",
    says="what was noted",
    event=Note,
    event_type=NOTE_TYPE,
    kept="until_sealed",
    max_event_bytes=2 * 1_048_576,
)


def note_headers(note: Note) -> list[tuple[str, bytes]]:
    """The headers of a note, as its owner writes them."""
    identity = event_id(note.note, note.revision, NOTE_TYPE)
    return Envelope(identity, "tests", NOTE_TYPE, note.note, MOMENT).headers()


async def provision(settings: ServiceSettings, *topics: Topic) -> None:
    """Create topics and their dead letters under the run's prefix."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka)
    async with opened(admin):
        wanted = [NewTopic(settings.topic(t.name), settings.partitions, 1, topic_configs=t.config(1)) for t in topics]
        wanted += [NewTopic(settings.topic(t.dead), 1, 1, topic_configs=t.dead_config(1)) for t in topics]
        response = await admin.create_topics(wanted)
        assert not [error for error in response.topic_errors if error[1]]


@asynccontextmanager
async def writing(settings: ServiceSettings) -> AsyncIterator[AIOKafkaProducer]:
    """A producer that writes what a test tells it, well-formed or not."""
    producer = AIOKafkaProducer(bootstrap_servers=settings.kafka, max_request_size=4 * 1_048_576)
    async with opened(producer):
        yield producer


async def write(settings: ServiceSettings, *notes: Note) -> None:
    """Put notes on their topic, in this order."""
    async with writing(settings) as producer:
        topic = settings.topic(NOTES.name)
        sent = [await producer.send(topic, encode(n), key=n.note.encode(), headers=note_headers(n)) for n in notes]
        for future in sent:
            await future


async def everything(settings: ServiceSettings, topic: str) -> list[ConsumerRecord]:
    """All records of a topic, by partition and offset."""
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.kafka, auto_offset_reset="earliest")
    async with opened(consumer):
        name = settings.topic(topic)
        await consumer._client.add_topic(name)
        partitions = [TopicPartition(name, number) for number in sorted(consumer.partitions_for_topic(name) or ())]
        ends = await consumer.end_offsets(partitions)
        consumer.assign(partitions)
        records: list[ConsumerRecord] = []
        while any([await consumer.position(partition) < end for partition, end in ends.items()]):
            for found in (await consumer.getmany(timeout_ms=200)).values():
                records += found
        return sorted(records, key=lambda record: (record.partition, record.offset))
