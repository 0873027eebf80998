"""Dead letters as a work-list: what waits for a person, oldest first, and the way back to the topic it came from.

How far a topic's letters are worked off is the offset that the group `dead-letters` has committed: nobody sends one back
twice, and two people see the same list.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from contracts.envelope import DEAD_HEADERS
from contracts.topics import Topic, all_topics
from services.kit.consuming import opened
from services.kit.directory_view import assigned
from services.kit.producer import Producer
from services.kit.settings import ServiceSettings

GROUP = "dead-letters"
FIND_SECONDS = 15.0
POLL_MS = 500
MOST = 1_000_000
REASON_CHARACTERS = 160


async def letters(settings: ServiceSettings, topics: Sequence[Topic], most: int = MOST) -> list[ConsumerRecord]:
    """The dead letters of `topics` that nobody has worked off yet, at most `most`, oldest first in each topic.

    Raises KafkaError where the cluster is away, TimeoutError where the topics are not provisioned.
    """
    async with opened(_consumer(settings)) as consumer:
        return await _waiting(consumer, await _found(consumer, settings, topics), most)


async def replay(settings: ServiceSettings, topic: Topic, most: int = MOST) -> int:
    """Send the oldest letters back to `topic` with their own key, headers and bytes; how many. Raises as `letters` does.

    Each is off the list once the topic has it. A letter whose reader still cannot handle it comes back as a new one.
    """
    producer = Producer(settings)
    async with opened(_consumer(settings)) as consumer:
        partitions = await _found(consumer, settings, [topic])
        found = await _waiting(consumer, partitions, most)
        try:
            await producer.start()
            for letter in found:
                headers = [(name, value) for name, value in letter.headers if name not in DEAD_HEADERS]
                await (await producer.send(settings.topic(topic.name), letter.key, headers, letter.value))
                await consumer.commit({partitions[0]: letter.offset + 1})
        finally:
            await producer.stop(settings.stop_grace_seconds)
    return len(found)


async def settle(settings: ServiceSettings, topic: Topic, most: int = MOST) -> int:
    """Take the oldest letters off the list without sending them back; how many. Raises as `letters` does."""
    async with opened(_consumer(settings)) as consumer:
        partitions = await _found(consumer, settings, [topic])
        found = await _waiting(consumer, partitions, most)
        if found:
            await consumer.commit({partitions[0]: found[-1].offset + 1})
    return len(found)


def told(letter: ConsumerRecord) -> str:
    """A letter in one line: when, why, where it came from, and how to find it."""
    said = {name: (value or b"").decode(errors="replace") for name, value in letter.headers if name in DEAD_HEADERS}
    reason = " ".join(said.get("dead_reason", "").split())[:REASON_CHARACTERS]
    place = f"{said.get('dead_topic')}/{said.get('dead_partition')}:{said.get('dead_offset')}"
    key = (letter.key or b"").decode(errors="replace")
    return f"{said.get('dead_at')}  {place}  key {key}  attempt {said.get('dead_attempt')}  {said.get('dead_code')}: {reason}"


def _consumer(settings: ServiceSettings) -> AIOKafkaConsumer:
    return AIOKafkaConsumer(
        bootstrap_servers=settings.kafka.split(","),
        group_id=f"{settings.prefix}{GROUP}",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )


async def _found(
    consumer: AIOKafkaConsumer, settings: ServiceSettings, topics: Sequence[Topic]
) -> list[TopicPartition]:
    names = [settings.topic(topic.dead) for topic in topics]
    return await asyncio.wait_for(assigned(consumer, names), FIND_SECONDS)


async def _waiting(consumer: AIOKafkaConsumer, partitions: list[TopicPartition], most: int) -> list[ConsumerRecord]:
    ends = await consumer.end_offsets(partitions)
    found: list[ConsumerRecord] = []
    while len(found) < most and any([await consumer.position(one) < end for one, end in ends.items()]):
        for records in (await consumer.getmany(timeout_ms=POLL_MS, max_records=most - len(found))).values():
            found += [
                record for record in records if record.offset < ends[TopicPartition(record.topic, record.partition)]
            ]
    return sorted(found, key=lambda letter: (letter.topic, letter.offset))


async def main(arguments: list[str]) -> int:
    """`weekwire dead-letters list [TOPIC] | replay TOPIC | done TOPIC`, each with `--most N`; 1 where Kafka is away."""
    asked = _parser().parse_args(arguments)
    topics, settings = all_topics(), ServiceSettings()
    if (asked.topic is None and asked.act != "list") or (asked.topic and asked.topic not in topics):
        sys.stderr.write(f"name one of: {', '.join(sorted(topics))}\n")
        return 2
    try:
        if asked.act == "list":
            found = await letters(settings, [topics[asked.topic]] if asked.topic else list(topics.values()), asked.most)
            sys.stdout.write("".join(f"{told(letter)}\n" for letter in found))
            sys.stdout.write(f"{len(found)} dead letters wait\n")
        elif asked.act == "replay":
            sys.stdout.write(f"{await replay(settings, topics[asked.topic], asked.most)} sent back to {asked.topic}\n")
        else:
            sys.stdout.write(f"{await settle(settings, topics[asked.topic], asked.most)} taken off the list\n")
    except (KafkaError, OSError) as fault:
        sys.stderr.write(f"Kafka is away, or the topics are not provisioned: {fault!r}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="weekwire dead-letters", description="Work off what was set aside.")
    parser.add_argument("act", choices=["list", "replay", "done"], help="look, send back, or take off the list")
    parser.add_argument("topic", nargs="?", help="the topic the letters come from")
    parser.add_argument("--most", type=int, default=MOST, help="so many of the oldest")
    return parser
