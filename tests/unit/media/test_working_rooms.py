"""Files that are worked on take a bounded part of the disk, and nothing of them stays behind."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.media.working import MEBIBYTE, Desk, soon


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A copy that works, in memory."""
    opened = Desk(tmp_path)
    opened.rooms.open()
    yield opened
    opened.rooms.close()


@pytest.fixture
def other(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A second copy beside it."""
    opened = Desk(tmp_path, holder="there", other=desk)
    opened.rooms.open()
    yield opened
    opened.rooms.close()


async def test_files_wait_for_room_on_the_disk_and_one_that_is_too_large_is_let_in_alone(desk: Desk) -> None:
    inside: list[str] = []

    async def enter(name: str, size_bytes: int, leave: asyncio.Event) -> None:
        async with desk.rooms.room(size_bytes):
            inside.append(name)
            await leave.wait()

    doors = {name: asyncio.Event() for name in ("a", "b", "huge")}
    tasks = [
        asyncio.create_task(enter(name, size * MEBIBYTE, doors[name]))
        for name, size in (("a", 160), ("b", 160), ("huge", 1_000))
    ]
    await soon(lambda: inside == ["a"])
    given_up = asyncio.create_task(enter("never", 1, asyncio.Event()))
    await asyncio.sleep(0)
    given_up.cancel()
    for name, after in (("a", ["a", "b"]), ("b", ["a", "b", "huge"])):
        doors[name].set()
        await soon(lambda after=after: inside == after)  # type: ignore[misc]
    doors["huge"].set()
    await asyncio.gather(*tasks)

    assert desk.rooms.used_bytes == 0


async def test_what_a_process_left_on_the_disk_is_removed_at_start_and_what_another_uses_is_not(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    parent = tmp_path / "weekwire-media"
    left = parent / "1-left"
    left.mkdir()
    (left / "original").write_bytes(b"half a film")
    living = {folder for folder in parent.iterdir() if folder != left}

    third = Desk(tmp_path)
    third.rooms.open()

    now = set(parent.iterdir())
    third.rooms.close()
    assert left not in now
    assert living < now
    assert len(living) == 2
    assert set(parent.iterdir()) == living
    assert desk.rooms.used_bytes == other.rooms.used_bytes == 0
