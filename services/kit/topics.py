"""Provisioning of topics from the one table: explicit, repeatable, never by accident.

`python -m services.kit.topics apply|remove`: topics of `contracts.topics` under WEEKWIRE_PREFIX, with their dead letters.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import (
    KafkaError,
    KafkaTimeoutError,
    TopicAlreadyExistsError,
    UnknownTopicOrPartitionError,
    for_code,
)

from contracts.topics import STATE_TOPICS
from services.kit.clients import started
from services.kit.settings import ServiceSettings

log = logging.getLogger(__name__)

ATTEMPTS = 60
WAIT_SECONDS = 1.0
SETTLE_ATTEMPTS = 600
SETTLE_SECONDS = 0.1


def wanted_topics(settings: ServiceSettings) -> list[NewTopic]:
    """Every topic and its dead letters, as the broker is to have them."""
    wanted: list[NewTopic] = []
    for topic in STATE_TOPICS:
        replicas = settings.replication_factor
        wanted.append(_new(settings, topic.name, topic.partitions or settings.partitions, topic.config(replicas)))
        wanted.append(_new(settings, topic.dead, 1, topic.dead_config(replicas)))
    return wanted


def _new(settings: ServiceSettings, name: str, partitions: int, config: dict[str, str]) -> NewTopic:
    return NewTopic(
        name=settings.topic(name),
        num_partitions=partitions,
        replication_factor=settings.replication_factor,
        topic_configs=config,
    )


async def apply(settings: ServiceSettings) -> list[str]:
    """Create the topics that are missing and set every topic's configuration; returns the names created.

    A partition or replica count is never changed here, since the one moves keys and the other bytes: a topic that has
    another one is named in the log. Raises KafkaError where the cluster refuses.
    """
    async with _Admin(settings) as admin:
        existing = set(await admin.list_topics())
        wanted = wanted_topics(settings)
        missing = [topic for topic in wanted if topic.name not in existing]
        if missing:
            response = await admin.create_topics(missing)
            _refuse_errors(((code, name) for name, code, *_rest in response.topic_errors), TopicAlreadyExistsError)
        kept = [topic for topic in wanted if topic.name in existing]
        if kept:
            resources = [ConfigResource(ConfigResourceType.TOPIC, topic.name, topic.topic_configs) for topic in kept]
            for response in await admin.alter_configs(resources):
                _refuse_errors((code, name) for code, _message, _type, name in response.resources)
            await _tell_other_shapes(admin, kept)
        await _until(admin, lambda existing: existing >= {topic.name for topic in wanted})
    return [topic.name for topic in missing]


async def _tell_other_shapes(admin: AIOKafkaAdminClient, kept: list[NewTopic]) -> None:
    wanted = {topic.name: (topic.num_partitions, topic.replication_factor) for topic in kept}
    for found in await admin.describe_topics(list(wanted)):
        partitions = found["partitions"]
        shape = len(partitions), min((len(partition["replicas"]) for partition in partitions), default=0)
        if shape != wanted[found["topic"]]:
            message = "%s has %d partitions of %d replicas and keeps them, although %d of %d are set"
            log.warning(message, found["topic"], *shape, *wanted[found["topic"]])


async def remove(settings: ServiceSettings) -> list[str]:
    """Delete this run's topics; refuses to without a prefix, so that no shared log can be lost by a slip."""
    if not settings.prefix:
        message = "remove needs WEEKWIRE_PREFIX"
        raise ValueError(message)
    async with _Admin(settings) as admin:
        names = [name for name in await admin.list_topics() if name.startswith(settings.prefix)]
        if names:
            response = await admin.delete_topics(names)
            _refuse_errors(((code, name) for name, code in response.topic_error_codes), UnknownTopicOrPartitionError)
        await _until(admin, lambda existing: existing.isdisjoint(names))
    return names


async def _until(admin: AIOKafkaAdminClient, holds: Callable[[set[str]], bool]) -> None:
    """Wait for brokers to know what the controller has decided, which comes a moment after its answer."""
    for _attempt in range(SETTLE_ATTEMPTS):
        if holds(set(await admin.list_topics())):
            return
        await asyncio.sleep(SETTLE_SECONDS)
    raise KafkaTimeoutError("the cluster does not show what it has confirmed")


def _refuse_errors(answers: Iterable[tuple[int, str]], allowed: type[KafkaError] | None = None) -> None:
    for code, name in answers:
        if code and for_code(code) is not allowed:
            raise for_code(code)(name)


class _Admin:
    """An admin client that waits for Kafka to come up."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._settings = settings

    async def __aenter__(self) -> AIOKafkaAdminClient:
        for attempt in range(ATTEMPTS):
            client = AIOKafkaAdminClient(bootstrap_servers=self._settings.kafka.split(","))
            try:
                await started(client.start())
            except BaseException as fault:
                await client.close()
                if not isinstance(fault, (KafkaError, OSError)) or attempt + 1 == ATTEMPTS:
                    raise
                await asyncio.sleep(WAIT_SECONDS)
            else:
                self._client = client
                return client
        message = "unreachable"
        raise AssertionError(message)

    async def __aexit__(self, *_exception: object) -> None:
        await self._client.close()


def main(arguments: list[str]) -> int:
    """`apply` creates and configures, `remove` deletes what stands under the prefix."""
    settings = ServiceSettings()
    if arguments == ["apply"]:
        created = asyncio.run(apply(settings))
        sys.stdout.write(f"{len(created)} topics created\n")
        return 0
    if arguments == ["remove"]:
        try:
            removed = asyncio.run(remove(settings))
        except ValueError as fault:
            sys.stderr.write(f"{fault}\n")
            return 2
        sys.stdout.write(f"{len(removed)} topics removed\n")
        return 0
    sys.stderr.write("usage: python -m services.kit.topics apply|remove\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
