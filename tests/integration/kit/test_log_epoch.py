"""The id that real Kafka gives a topic tells a topic created again from the old one."""

from collections.abc import AsyncIterator

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaConnectionError, TopicAlreadyExistsError, UnknownTopicOrPartitionError, for_code

from deploy.native.servers import Servers
from services.kit.log_epoch import log_epoch
from tests.integration.kit.clients import opened
from tests.integration.kit.waiting import eventually


@pytest.fixture
async def admin(servers: Servers) -> AsyncIterator[AIOKafkaAdminClient]:
    client = AIOKafkaAdminClient(bootstrap_servers=servers.kafka)
    async with opened(client):
        yield client


async def create(admin: AIOKafkaAdminClient, topic: str, partitions: int = 3) -> None:
    """Create a topic; waits while Kafka still deletes one of the same name, and until the broker knows the new one."""

    async def created() -> bool:
        response = await admin.create_topics([NewTopic(topic, partitions, 1)])
        ((_name, code, *_rest),) = response.topic_errors
        assert not code or for_code(code) is TopicAlreadyExistsError, for_code(code)
        return not code

    async def known() -> bool:
        return topic in await admin.list_topics()

    await eventually(created)
    await eventually(known)


async def delete(admin: AIOKafkaAdminClient, topic: str) -> None:
    async def gone() -> bool:
        return topic not in await admin.list_topics()

    await admin.delete_topics([topic])
    await eventually(gone)


async def test_a_topic_keeps_its_id_and_gets_another_when_it_is_created_again(
    admin: AIOKafkaAdminClient, servers: Servers, prefix: str
) -> None:
    topic = f"{prefix}epoch"
    await create(admin, topic)
    first = await log_epoch(servers.kafka, topic)

    assert await log_epoch(servers.kafka, topic) == first

    await delete(admin, topic)
    await create(admin, topic)

    second = await log_epoch(servers.kafka, topic)
    assert second != first
    assert {len(first), len(second)} == {22}


async def test_two_topics_have_two_ids(admin: AIOKafkaAdminClient, servers: Servers, prefix: str) -> None:
    await create(admin, f"{prefix}epoch-a")
    await create(admin, f"{prefix}epoch-b")

    assert await log_epoch(servers.kafka, f"{prefix}epoch-a") != await log_epoch(servers.kafka, f"{prefix}epoch-b")


async def test_a_server_that_is_away_does_not_hide_the_id_while_another_answers(
    admin: AIOKafkaAdminClient, servers: Servers, prefix: str
) -> None:
    topic = f"{prefix}epoch-several"
    await create(admin, topic)

    assert await log_epoch(f"127.0.0.1:1,{servers.kafka}", topic) == await log_epoch(servers.kafka, topic)


async def test_a_topic_that_does_not_exist_has_no_epoch_and_is_not_created_by_asking(
    admin: AIOKafkaAdminClient, servers: Servers, prefix: str
) -> None:
    topic = f"{prefix}epoch-missing"

    with pytest.raises(UnknownTopicOrPartitionError):
        await log_epoch(servers.kafka, topic)

    assert topic not in await admin.list_topics()


async def test_without_any_server_the_question_fails_instead_of_waiting() -> None:
    with pytest.raises(KafkaConnectionError):
        await log_epoch("127.0.0.1:1", "any")
