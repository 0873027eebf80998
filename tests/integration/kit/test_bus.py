"""The bus on real Kafka: every event is handled or set aside alone, in order of each key, and nothing is lost in between."""

import asyncio
from collections import defaultdict
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition

from contracts.base import encode
from contracts.problems import Problem, ProblemCode
from services.kit import bus as bus_module
from services.kit.bus import Bus
from services.kit.settings import ServiceSettings
from tests.integration.kit.notes import NOTES, Note, everything, note_headers, provision, write, writing
from tests.integration.kit.readers import CLOCK, GROUP, Reader, committed, reading
from tests.integration.kit.running import connected, meanwhile
from tests.integration.kit.waiting import eventually


async def test_every_event_reaches_its_handler_and_a_restart_repeats_none_of_them(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    await write(settings, *(Note(note=f"n{number}", revision=1) for number in range(50)))
    reader = Reader()
    async with reading(settings, reader):
        await eventually(lambda: len(reader.seen) == 50)

    again = Reader()
    async with reading(settings, again):
        await write(settings, Note(note="late", revision=1))
        await eventually(lambda: again.revisions("late") == [1])

    assert {event.note for event in reader.seen} == {f"n{number}" for number in range(50)}
    assert [event.note for event in again.seen] == ["late"]


async def test_a_keys_events_stay_in_order_while_many_keys_are_handled_at_once(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    notes = [Note(note=f"n{number}", revision=revision) for revision in range(1, 21) for number in range(20)]
    running: dict[str, int] = defaultdict(int)
    most = 0
    seen: dict[str, list[int]] = defaultdict(list)

    async def slow(event: Note, _record: ConsumerRecord) -> None:
        nonlocal most
        running[event.note] += 1
        assert running[event.note] == 1, "one key was handled twice at once"
        most = max(most, sum(running.values()))
        await asyncio.sleep(0.001 * (hash((event.note, event.revision)) % 5))
        running[event.note] -= 1
        seen[event.note].append(event.revision)

    await write(settings, *notes)
    async with reading(settings, slow):
        await eventually(lambda: sum(map(len, seen.values())) == len(notes))

    assert all(revisions == list(range(1, 21)) for revisions in seen.values())
    assert most > 1


async def test_a_record_that_cannot_be_read_is_set_aside_alone_with_its_bytes_and_headers(
    settings: ServiceSettings,
) -> None:
    await provision(settings, NOTES)
    strange = [
        ("ce_id", b"\xff\xfe"),
        ("x", b"1"),
        ("x", b"2"),
        ("empty", None),
        *note_headers(Note(note="n", revision=2))[3:],
    ]
    async with writing(settings) as producer:
        topic = settings.topic(NOTES.name)
        good = Note(note="n", revision=1), Note(note="n", revision=3)
        await producer.send_and_wait(topic, encode(good[0]), key=b"n", headers=note_headers(good[0]))
        await producer.send_and_wait(topic, b"{not json", key=b"n", headers=note_headers(Note(note="n", revision=2)))
        await producer.send_and_wait(topic, b"\x00\xff", key=b"n", headers=strange)
        await producer.send_and_wait(topic, b'{"note": "n"}', headers=note_headers(Note(note="n", revision=2)))
        await producer.send_and_wait(topic, encode(good[1]), key=b"n", headers=note_headers(good[1]))
    reader = Reader()
    async with reading(settings, reader) as bus:
        await eventually(lambda: reader.revisions("n") == [1, 3])
        await eventually(lambda: _count(settings, NOTES.dead, 3))
        assert await bus.ping()

    letters = {bytes(letter.value): letter for letter in await everything(settings, NOTES.dead)}
    assert set(letters) == {b"{not json", b"\x00\xff", b'{"note": "n"}'}
    odd = letters[b"\x00\xff"]
    assert odd.key == b"n"
    assert list(odd.headers[: len(strange)]) == strange
    assert dict(odd.headers)["dead_code"] == b"unreadable_event"
    assert dict(odd.headers)["dead_topic"] == settings.topic(NOTES.name).encode()
    assert dict(letters[b'{"note": "n"}'].headers)["dead_reason"].startswith(b"1 validation error for Note\nrevision")


async def _count(settings: ServiceSettings, topic: str, number: int) -> bool:
    return len(await everything(settings, topic)) == number


async def test_a_header_that_is_not_utf8_hides_no_event_of_its_batch(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    async with writing(settings) as producer:
        for revision in (1, 2, 3):
            note = Note(note="n", revision=revision)
            headers = [*note_headers(note), ("from-elsewhere", b"\xff")]
            await producer.send_and_wait(settings.topic(NOTES.name), encode(note), key=b"n", headers=headers)
    reader = Reader()
    async with reading(settings, reader):
        await eventually(lambda: reader.revisions("n") == [1, 2, 3])

    assert await everything(settings, NOTES.dead) == []


async def test_a_tombstone_is_passed_over(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    async with writing(settings) as producer:
        await producer.send_and_wait(settings.topic(NOTES.name), None, key=b"n")
    await write(settings, Note(note="n", revision=2))
    reader = Reader()
    async with reading(settings, reader):
        await eventually(lambda: reader.revisions("n") == [2])

    assert await everything(settings, NOTES.dead) == []
    assert await committed(settings) == 2


async def test_a_fault_that_passes_is_waited_for_in_place(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    await write(settings, *(Note(note="n", revision=revision) for revision in (1, 2)))
    faults = [
        Problem(ProblemCode.STORE_AWAY, retry_after_seconds=5),
        Problem(ProblemCode.NOT_READY),
        ConnectionRefusedError(),
        TimeoutError(),
    ]

    def away_for_a_while(_event: Note) -> None:
        if faults:
            raise faults.pop()

    reader = Reader(away_for_a_while)
    async with reading(settings, reader):
        await eventually(lambda: reader.revisions("n") == [1, 2])

    assert faults == []
    assert await everything(settings, NOTES.dead) == []


async def test_an_event_its_handler_refuses_for_good_becomes_a_dead_letter_with_the_problems_code(
    settings: ServiceSettings,
) -> None:
    await provision(settings, NOTES)
    await write(settings, *(Note(note=name, revision=1) for name in ("stale", "broken", "good")))
    tries: list[str] = []

    def refuse(event: Note) -> None:
        tries.append(event.note)
        if event.note == "stale":
            raise Problem(ProblemCode.REVISION_CONFLICT, reason="seen with other content")
        if event.note == "broken":
            message = "a bug"
            raise ZeroDivisionError(message)

    reader = Reader(refuse)
    async with reading(settings, reader):
        await eventually(lambda: _count(settings, NOTES.dead, 2))
        await eventually(lambda: reader.revisions("good") == [1])

    found = {letter.key: dict(letter.headers) for letter in await everything(settings, NOTES.dead)}
    assert found[b"stale"]["dead_code"] == b"revision_conflict"
    assert found[b"stale"]["dead_reason"] == b"seen with other content"
    assert found[b"stale"]["dead_attempt"] == b"1"
    assert found[b"broken"]["dead_code"] == b"handler_failed"
    assert found[b"broken"]["dead_reason"] == b"ZeroDivisionError('a bug')"
    assert found[b"broken"]["dead_attempt"] == b"3"
    assert tries.count("stale") == 1


async def test_too_many_dead_letters_stop_the_consumer_where_it_is_and_readiness_tells(
    settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus_module, "STOPPED_PAUSE_SECONDS", 0.2)
    settings = settings.model_copy(update={"dead_letter_max_run": 3, "partitions": 1})
    await provision(settings, NOTES)
    await write(settings, Note(note="n", revision=1))
    bad = True

    def refuse(event: Note) -> None:
        if bad and event.revision > 1:
            raise Problem(ProblemCode.REVISION_CONFLICT)

    reader = Reader(refuse)
    async with reading(settings, reader) as bus:
        await eventually(lambda: reader.revisions("n") == [1])
        assert await bus.ping()
        await write(settings, *(Note(note="n", revision=revision) for revision in range(2, 12)))

        await eventually(lambda: bus.stopped == {NOTES.name})
        await asyncio.sleep(1)

        assert not await bus.ping()
        assert len(await everything(settings, NOTES.dead)) == 3
        assert await committed(settings) == 1

    bad = False  # A better deploy.
    mended = Reader(refuse)
    async with reading(settings, mended) as bus:
        await eventually(lambda: mended.revisions("n") == list(range(2, 12)))
        assert await bus.ping()


async def test_the_largest_event_an_owner_may_write_passes_and_a_larger_poison_becomes_a_dead_letter(
    settings: ServiceSettings,
) -> None:
    await provision(settings, NOTES)
    large = Note(note="large", revision=1, text="长" * ((NOTES.max_event_bytes - 20_000) // 3))
    poison = b"\xff" * (NOTES.max_event_bytes - 1_000)
    async with writing(settings) as producer:
        topic = settings.topic(NOTES.name)
        await producer.send_and_wait(topic, encode(large), key=b"large", headers=note_headers(large))
        await producer.send_and_wait(topic, poison, key=b"poison", headers=note_headers(Note(note="p", revision=1)))
    reader = Reader()
    async with reading(settings, reader):
        await eventually(lambda: reader.revisions("large") == [1])
        await eventually(lambda: _count(settings, NOTES.dead, 1))

    (letter,) = await everything(settings, NOTES.dead)
    assert letter.value == poison
    assert reader.seen == [large]


async def test_a_stop_does_not_wait_for_a_store_that_stays_away_and_the_event_comes_again(
    settings: ServiceSettings,
) -> None:
    await provision(settings, NOTES)
    await write(settings, Note(note="n", revision=1))
    tries = asyncio.Event()

    def away(_event: Note) -> None:
        tries.set()
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=5)

    loop = asyncio.get_running_loop()
    async with reading(settings, Reader(away)):
        await asyncio.wait_for(tries.wait(), 20)
        began = loop.time()
    assert loop.time() - began < settings.stop_grace_seconds

    reader = Reader()
    async with reading(settings, reader):
        await eventually(lambda: reader.revisions("n") == [1])


async def test_a_bus_that_starts_before_the_topics_reads_them_once_they_are_provisioned(
    settings: ServiceSettings,
) -> None:
    reader = Reader()
    async with connected(settings) as bus:
        bus.subscribe(NOTES, GROUP, reader)
        async with meanwhile(bus.start()) as starting:
            await asyncio.sleep(1.5)
            assert not starting.done()
            assert not await bus.ping()

            await provision(settings, NOTES)
            await write(settings, Note(note="n", revision=1))
            await asyncio.wait_for(starting, 20)
        await eventually(lambda: reader.revisions("n") == [1])
        assert await bus.ping()


async def test_an_event_sent_through_the_bus_has_exactly_its_own_headers(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    note = Note(note="n", revision=1)
    headers = [(name, value.decode()) for name, value in note_headers(note)]
    bus = Bus(settings, CLOCK)
    await bus.start()
    try:
        sent: Any = await (await bus.send(NOTES.name, "n", headers, encode(note)))
    finally:
        await bus.stop()

    (record,) = await everything(settings, NOTES.name)
    assert (record.key, record.value, list(record.headers)) == (b"n", encode(note), note_headers(note))
    assert TopicPartition(sent.topic, sent.partition) == TopicPartition(record.topic, record.partition)


async def test_a_producer_that_broke_is_replaced_and_says_what_comes_next(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    bus = Bus(settings, CLOCK)
    await bus.start()
    try:
        await (await bus.send(NOTES.name, "n", [], b"1"))
        broken = bus._producer._client
        broken._sender.sender_task.cancel()
        await eventually(lambda: bool(broken._sender.sender_task.done()))

        await asyncio.gather(*[await bus.send(NOTES.name, "n", [], body) for body in (b"2", b"3")])

        assert bus._producer._client is not broken
        assert await bus.ping()
    finally:
        await bus.stop()

    assert [record.value for record in await everything(settings, NOTES.name)] == [b"1", b"2", b"3"]
