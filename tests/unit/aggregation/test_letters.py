"""A decision that cannot be read is set aside once for all replicas, by the one that holds the lease."""

from unittest.mock import AsyncMock, Mock

from aiokafka.errors import OffsetOutOfRangeError

from services.aggregation.domain.ledger import Position
from services.aggregation.letters import Letters
from services.kit.bus import Bus
from tests.unit.aggregation.making import submission
from tests.unit.aggregation.standins import SETTINGS, World


def letters_of(world: World) -> tuple[Letters, AsyncMock]:
    """A writer of letters, and what it sets aside."""
    set_aside = AsyncMock()
    letters = Letters(SETTINGS, world.replica, world.store, Mock(Bus, set_aside=set_aside), world.lease)
    letters._read = AsyncMock(side_effect=lambda partition, offset: f"{partition}:{offset}")  # type: ignore[method-assign]
    return letters, set_aside


def with_two_unreadable(world: World) -> World:
    """A world in which two decisions could not be read."""
    for number, offset in ((1, 7), (2, 3)):
        world.replica.ledger.mark_unreadable(Position(number % 2, offset, 0), submission(number).bytes, 9)
    return world


async def test_every_replica_marks_it_and_one_letter_is_written() -> None:
    first = with_two_unreadable(World())
    second = with_two_unreadable(World(store=first.store))
    letters, written = letters_of(first)
    later, nothing = letters_of(second)

    await letters.write()
    await letters.write()
    await later.write()

    assert [call.args[1] for call in written.await_args_list] == ["0:3", "1:7"]
    assert nothing.await_count == 0
    assert first.store.letters == {"epoch:0:3", "epoch:1:7"}


async def test_without_the_lease_or_before_the_log_is_read_none_is_written() -> None:
    world = with_two_unreadable(World())
    letters, written = letters_of(world)
    world.lease.held = False
    await letters.write()
    world.lease.held = True
    world.replica.ready.clear()
    await letters.write()

    assert written.await_count == 0


async def test_a_record_that_the_log_no_longer_has_holds_up_no_other() -> None:
    world = with_two_unreadable(World())
    letters, written = letters_of(world)
    letters._read = AsyncMock(side_effect=[OffsetOutOfRangeError({}), "1:7"])  # type: ignore[method-assign]

    await letters.write()

    assert [call.args[1] for call in written.await_args_list] == ["1:7"]


async def test_a_letter_that_could_not_be_written_is_written_later() -> None:
    world = with_two_unreadable(World())
    letters, written = letters_of(world)
    written.side_effect = [OSError("away"), None, None]

    try:
        await letters.write()
    except OSError:
        assert world.store.letters == set()
    await letters.write()

    assert world.store.letters == {"epoch:0:3", "epoch:1:7"}
