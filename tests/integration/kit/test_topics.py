"""Provisioning on real Kafka: explicit, repeatable, and never by accident."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError

from contracts.topics import DECISIONS, KEYS, ORGANISATIONS, STATE_TOPICS, SUBMISSIONS
from services.kit import topics
from services.kit.settings import ServiceSettings
from tests.integration.kit.clients import opened
from tests.integration.kit.waiting import eventually


@pytest.fixture
async def admin(settings: ServiceSettings) -> AsyncIterator[AIOKafkaAdminClient]:
    client = AIOKafkaAdminClient(bootstrap_servers=settings.kafka)
    async with opened(client):
        yield client


async def configured(admin: AIOKafkaAdminClient, names: list[str]) -> dict[str, dict[str, str]]:
    """What the broker says each topic's configuration is."""
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    (answer,) = await admin.describe_configs(resources)
    return {
        name: {entry[0]: entry[1] for entry in entries} for _code, _message, _type, name, entries in answer.resources
    }


async def partitions(admin: AIOKafkaAdminClient, names: list[str]) -> dict[str, int]:
    return {found["topic"]: len(found["partitions"]) for found in await admin.describe_topics(names)}


async def test_every_topic_and_its_dead_letters_stand_as_the_table_says_and_a_second_time_makes_none(
    settings: ServiceSettings, admin: AIOKafkaAdminClient
) -> None:
    wanted = {topic.name: topic for topic in topics.wanted_topics(settings)}

    assert set(await topics.apply(settings)) == set(wanted)
    assert await topics.apply(settings) == []

    found = await configured(admin, list(wanted))
    for name, topic in wanted.items():
        assert topic.topic_configs.items() <= found[name].items()
    counts = await partitions(admin, list(wanted))
    assert counts == {name: topic.num_partitions for name, topic in wanted.items()}
    assert counts[settings.topic(KEYS.name)] == 1
    assert counts[settings.topic(SUBMISSIONS.name)] == settings.partitions
    assert len(wanted) == 2 * len(STATE_TOPICS)


async def test_what_decides_about_figures_is_what_the_broker_really_has(
    settings: ServiceSettings, admin: AIOKafkaAdminClient
) -> None:
    await topics.apply(settings)

    names = {topic: settings.topic(topic.name) for topic in (DECISIONS, ORGANISATIONS)}
    found = await configured(admin, [*names.values(), settings.topic(DECISIONS.dead)])

    decisions = found[names[DECISIONS]]
    assert decisions["message.timestamp.type"] == "LogAppendTime"
    assert (decisions["cleanup.policy"], decisions["retention.ms"], decisions["retention.bytes"]) == (
        "delete",
        "-1",
        "-1",
    )
    assert decisions["max.message.bytes"] == str(DECISIONS.max_event_bytes)
    assert found[names[ORGANISATIONS]]["cleanup.policy"] == "compact"
    assert found[settings.topic(DECISIONS.dead)]["retention.ms"] == str(30 * 86_400 * 1_000)


async def test_a_configuration_somebody_changed_is_put_right_and_partitions_are_left_alone(
    settings: ServiceSettings, admin: AIOKafkaAdminClient
) -> None:
    await topics.apply(settings)
    name = settings.topic(DECISIONS.name)
    await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, {"retention.ms": "1000"})])

    async def stands(retention: str, timestamps: str) -> bool:
        # What the controller has confirmed reaches the brokers a moment later.
        found = (await configured(admin, [name]))[name]
        return (found["retention.ms"], found["message.timestamp.type"]) == (retention, timestamps)

    await eventually(lambda: stands("1000", "CreateTime"))

    await topics.apply(settings.model_copy(update={"partitions": settings.partitions + 2}))

    await eventually(lambda: stands("-1", "LogAppendTime"))
    assert await partitions(admin, [name]) == {name: settings.partitions}


async def test_a_topic_of_another_shape_is_left_as_it_is_and_named(
    settings: ServiceSettings, caplog: pytest.LogCaptureFixture
) -> None:
    await topics.apply(settings)
    await topics.apply(settings)
    assert caplog.messages == []

    await topics.apply(settings.model_copy(update={"partitions": settings.partitions + 2}))

    name, count = settings.topic(DECISIONS.name), settings.partitions
    assert f"{name} has {count} partitions of 1 replicas and keeps them, although {count + 2} of 1 are set" in (
        caplog.messages
    )
    assert not [message for message in caplog.messages if settings.topic(KEYS.name) in message]


async def test_two_copies_may_provision_at_once(settings: ServiceSettings, admin: AIOKafkaAdminClient) -> None:
    await asyncio.gather(*(topics.apply(settings) for _copy in range(4)))

    wanted = {topic.name for topic in topics.wanted_topics(settings)}
    assert wanted <= set(await admin.list_topics())


async def test_what_the_cluster_refuses_is_an_error(settings: ServiceSettings) -> None:
    with pytest.raises(KafkaError, match="InvalidReplicationFactor"):
        await topics.apply(settings.model_copy(update={"replication_factor": 3}))


async def test_removing_takes_this_runs_topics_and_no_others(
    settings: ServiceSettings, admin: AIOKafkaAdminClient
) -> None:
    neighbour = settings.model_copy(update={"prefix": f"other-{settings.prefix}"})
    await topics.apply(settings)
    await topics.apply(neighbour)

    removed = await topics.remove(settings)

    assert set(removed) == {topic.name for topic in topics.wanted_topics(settings)}
    assert not set(removed) & set(await admin.list_topics())
    assert {topic.name for topic in topics.wanted_topics(neighbour)} <= set(await admin.list_topics())
    assert await topics.remove(settings) == []
    await topics.remove(neighbour)


async def test_nothing_is_removed_without_a_prefix(settings: ServiceSettings, admin: AIOKafkaAdminClient) -> None:
    before = set(await admin.list_topics())

    with pytest.raises(ValueError, match="WEEKWIRE_PREFIX"):
        await topics.remove(settings.model_copy(update={"prefix": ""}))

    assert set(await admin.list_topics()) >= before


def test_the_command_says_what_it_did(settings: ServiceSettings) -> None:
    environment = os.environ | {
        "WEEKWIRE_KAFKA": settings.kafka,
        "WEEKWIRE_PREFIX": settings.prefix,
        "WEEKWIRE_PARTITIONS": "1",
    }

    def command(*arguments: str, **changed: str) -> tuple[int, str]:
        ended = subprocess.run(
            [sys.executable, "-m", "services.kit.topics", *arguments],
            check=False,
            capture_output=True,
            text=True,
            env=environment | changed,
        )
        return ended.returncode, ended.stdout + ended.stderr

    count = len(topics.wanted_topics(settings))
    assert command("apply") == (0, f"{count} topics created\n")
    assert command("apply") == (0, "0 topics created\n")
    assert command("remove") == (0, f"{count} topics removed\n")
    assert command("remove", WEEKWIRE_PREFIX="") == (2, "remove needs WEEKWIRE_PREFIX\n")
    assert command()[0] == 2
