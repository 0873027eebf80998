"""Dead letters are a work-list: they are seen, sent back once their reader is mended, and then off the list."""

import pytest

from contracts import topics
from contracts.base import encode
from contracts.topics import Topic
from services.kit import worklist
from services.kit.settings import ServiceSettings
from services.kit.worklist import letters, replay, settle, told
from tests.integration.kit.notes import NOTES, Note, everything, note_headers, provision, write, writing
from tests.integration.kit.readers import Reader, reading
from tests.integration.kit.waiting import eventually


def broken(event: Note) -> None:
    if event.revision > 1:
        message = "a bug"
        raise ZeroDivisionError(message)


async def count(settings: ServiceSettings) -> int:
    return len(await letters(settings, [NOTES]))


async def test_what_was_set_aside_is_listed_and_handled_once_its_reader_is_mended(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    await write(settings, *(Note(note="n", revision=revision) for revision in (1, 2, 3)))
    async with reading(settings, Reader(broken)):
        await eventually(lambda: _waits(settings, 2))

    line = told((await letters(settings, [NOTES]))[0])
    assert f"{settings.topic(NOTES.name)}/" in line
    assert "key n  attempt 3  handler_failed: ZeroDivisionError('a bug')" in line

    mended = Reader()
    async with reading(settings, mended):
        assert await replay(settings, NOTES, most=1) == 1
        await eventually(lambda: mended.revisions("n") == [2])
        assert [letter.offset for letter in await letters(settings, [NOTES])] == [1]
        assert await replay(settings, NOTES) == 1
        await eventually(lambda: mended.revisions("n") == [2, 3])
        assert await replay(settings, NOTES) == 0

    assert await count(settings) == 0
    sent_back = [record for record in await everything(settings, NOTES.name) if record.offset >= 3]
    assert [(record.key, record.value, list(record.headers)) for record in sent_back] == [
        (b"n", encode(note), note_headers(note)) for note in (Note(note="n", revision=2), Note(note="n", revision=3))
    ]


async def _waits(settings: ServiceSettings, number: int) -> bool:
    return await count(settings) == number


async def test_what_still_cannot_be_handled_comes_back_as_a_new_letter(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    await write(settings, Note(note="n", revision=2))
    async with reading(settings, Reader(broken)):
        await eventually(lambda: _waits(settings, 1))
        assert await replay(settings, NOTES) == 1
        await eventually(lambda: _waits(settings, 1))

    (again,) = await letters(settings, [NOTES])
    assert again.offset == 1


async def test_letters_may_be_taken_off_the_list_without_being_sent_back(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    async with writing(settings) as producer:
        for number in range(3):
            await producer.send_and_wait(settings.topic(NOTES.dead), b"%d" % number, key=b"n")

    assert await settle(settings, NOTES, most=2) == 2
    assert [letter.value for letter in await letters(settings, [NOTES])] == [b"2"]
    assert await settle(settings, NOTES) == 1
    assert await settle(settings, NOTES) == 0
    assert await everything(settings, NOTES.name) == []


async def test_the_command_says_what_it_did(
    settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fitting = Topic(**{name: getattr(NOTES, name) for name in NOTES.__slots__} | {"name": topics.KEYS.name})
    await provision(settings, fitting)
    monkeypatch.setattr(worklist, "ServiceSettings", lambda: settings)
    monkeypatch.setattr(worklist, "FIND_SECONDS", 2.0)
    async with writing(settings) as producer:
        for number in range(3):
            await producer.send_and_wait(settings.topic(fitting.dead), b"%d" % number, key=b"n")

    async def command(*arguments: str) -> tuple[int, str]:
        code = await worklist.main(list(arguments))
        shown = capsys.readouterr()
        return code, (shown.out + shown.err).splitlines()[-1]

    assert await command("list", topics.KEYS.name) == (0, "3 dead letters wait")
    assert await command("replay", topics.KEYS.name, "--most", "1") == (0, f"1 sent back to {topics.KEYS.name}")
    assert await command("done", topics.KEYS.name) == (0, "2 taken off the list")
    assert await command("list", topics.KEYS.name) == (0, "0 dead letters wait")
    assert (await command("replay"))[0] == 2
    assert (await command("list", "nothing"))[0] == 2
    # The other topics are not provisioned here.
    assert (await command("list"))[0] == 1
