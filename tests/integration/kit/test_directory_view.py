"""The view of the directory on real Kafka: complete before it is relied on, current afterwards, the same after a restart."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient, NewPartitions

from contracts import topics
from contracts.base import Contract, encode
from contracts.editions import Edition
from contracts.organisations import Obligation, Organisation, OrganisationKind, PublicKey
from contracts.submissions import Kind
from contracts.topics import Topic
from services.kit import directory_view
from services.kit import topics as provisioning
from services.kit.directory_view import DirectoryView, assigned
from services.kit.settings import ServiceSettings
from tests.integration.kit.clients import opened
from tests.integration.kit.notes import NOTES, provision, writing
from tests.integration.kit.waiting import eventually

MOMENT = datetime(2026, 11, 9, tzinfo=UTC)


def organisation(name: str, revision: int = 1, parent: str | None = "ministry", title: str = "") -> Organisation:
    return Organisation(
        organisation=name,
        revision=revision,
        kind=OrganisationKind.PROVINCE,
        name=title or name,
        short_name=name,
        parent=parent,
        path=("ministry", name),
        chain=(name,),
        unit=name,
    )


def edition(name: str = "2024", revision: int = 1) -> Edition:
    return Edition(
        edition=name, revision=revision, title=name, theme="t", start=date(2024, 5, 12), end=date(2024, 5, 18)
    )


def key(name: str = "k1") -> PublicKey:
    return PublicKey(key=name, revision=1, jwk={"kty": "OKP", "crv": "Ed25519", "x": "AA"}, not_after=MOMENT)


def obligation(name: str, debtor: str, revision: int = 1, *, cancelled: bool = False) -> Obligation:
    return Obligation(
        obligation=name,
        revision=revision,
        edition="2024",
        debtor=debtor,
        creditor="ministry",
        kind=Kind.SUMMARY,
        due_at=MOMENT,
        set_by="ministry",
        source="s",
        cancelled=cancelled,
    )


async def announce(settings: ServiceSettings, topic: Topic, *states: tuple[str, Contract | bytes | None]) -> None:
    async with writing(settings) as producer:
        for name, state in states:
            body = encode(state) if isinstance(state, Contract) else state
            await producer.send_and_wait(settings.topic(topic.name), body, key=name.encode())


@asynccontextmanager
async def following(settings: ServiceSettings) -> AsyncIterator[DirectoryView]:
    view = DirectoryView()
    task = asyncio.create_task(view.follow(settings))
    try:
        yield view
        assert not task.done()
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_the_view_holds_the_newest_state_of_everything_before_it_is_ready(settings: ServiceSettings) -> None:
    await provisioning.apply(settings)
    await announce(settings, topics.EDITIONS, ("2024", edition()))
    await announce(settings, topics.KEYS, ("k1", key()))
    many = [(f"p{number}", organisation(f"p{number}")) for number in range(300)]
    await announce(settings, topics.ORGANISATIONS, *many)
    await announce(settings, topics.ORGANISATIONS, ("p7", organisation("p7", 3, title="new")))
    await announce(settings, topics.ORGANISATIONS, ("p7", organisation("p7", 2, title="old, said again")))
    await announce(settings, topics.OBLIGATIONS, ("o1", obligation("o1", "p1")), ("o2", obligation("o2", "p1")))

    async with following(settings) as view:
        await asyncio.wait_for(view.ready(), 20)

        assert len(view.organisations) == 300
        assert view.organisations["p7"].name == "new"
        assert len(view.children("ministry")) == 300
        assert [one.obligation for one in view.obligations("2024", "p1")] == ["o1", "o2"]
        assert view.edition("2024") == edition()

        await announce(settings, topics.OBLIGATIONS, ("o1", obligation("o1", "p1", 2, cancelled=True)))
        await announce(settings, topics.ORGANISATIONS, ("p1", organisation("p1", 2, parent="p2")))
        await eventually(lambda: [one.obligation for one in view.obligations("2024", "p1")] == ["o2"])
        await eventually(lambda: [one.organisation for one in view.children("p2")] == ["p1"])
        assert len(view.children("ministry")) == 299

    async with following(settings) as again:
        await asyncio.wait_for(again.ready(), 20)
        assert (again.organisations, again.editions, again.keys) == (view.organisations, view.editions, view.keys)
        assert {one.obligation: one for one in again.all_obligations()} == {
            one.obligation: one for one in view.all_obligations()
        }


async def test_an_empty_directory_is_not_ready_until_an_edition_and_a_key_are_known(settings: ServiceSettings) -> None:
    await provisioning.apply(settings)
    async with following(settings) as view:
        await announce(settings, topics.ORGANISATIONS, ("p1", organisation("p1")))
        await eventually(lambda: "p1" in view.organisations)
        await announce(settings, topics.EDITIONS, ("2024", edition()))
        await eventually(lambda: "2024" in view.editions)
        assert not view.is_ready

        await announce(settings, topics.KEYS, ("k1", key()))
        await asyncio.wait_for(view.ready(), 20)


async def test_a_view_that_starts_before_the_topics_follows_them_once_they_are_provisioned(
    settings: ServiceSettings,
) -> None:
    async with following(settings) as view:
        await asyncio.sleep(1)
        await provisioning.apply(settings)
        await announce(settings, topics.EDITIONS, ("2024", edition()))
        await announce(settings, topics.KEYS, ("k1", key()))

        await asyncio.wait_for(view.ready(), 20)


async def test_what_cannot_be_read_and_what_was_deleted_hide_nothing_else(settings: ServiceSettings) -> None:
    await provisioning.apply(settings)
    await announce(settings, topics.KEYS, ("k1", key()))
    await announce(settings, topics.EDITIONS, ("bad", b"{"), ("gone", None), ("2024", edition()))

    async with following(settings) as view:
        await asyncio.wait_for(view.ready(), 20)

        assert list(view.editions) == ["2024"]


async def test_partitions_that_are_added_later_are_read_too(
    settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory_view, "METADATA_MAX_AGE_MS", 500)
    await provisioning.apply(settings)
    await announce(settings, topics.EDITIONS, ("2024", edition()))
    await announce(settings, topics.KEYS, ("k1", key()))
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka)
    async with opened(admin), following(settings) as view:
        await asyncio.wait_for(view.ready(), 20)
        name = settings.topic(topics.ORGANISATIONS.name)
        await admin.create_partitions({name: NewPartitions(settings.partitions + 20)})
        many = [(f"p{number}", organisation(f"p{number}")) for number in range(100)]
        await announce(settings, topics.ORGANISATIONS, *many)

        await eventually(lambda: len(view.organisations) == 100)


async def test_partitions_are_assigned_by_hand_once_the_last_topic_appears(settings: ServiceSettings) -> None:
    other = Topic(**{name: getattr(NOTES, name) for name in NOTES.__slots__} | {"name": "tests.others.v1"})
    await provision(settings, NOTES)
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.kafka, auto_offset_reset="earliest")
    async with opened(consumer):
        waiting = asyncio.create_task(assigned(consumer, [settings.topic(NOTES.name), settings.topic(other.name)]))
        await asyncio.sleep(1)
        assert not waiting.done()

        await provision(settings, other)
        partitions = await asyncio.wait_for(waiting, 10)

        assert [(partition.topic, partition.partition) for partition in partitions] == [
            (settings.topic(name), number) for name in (NOTES.name, other.name) for number in range(3)
        ]
        assert consumer.assignment() == set(partitions)
