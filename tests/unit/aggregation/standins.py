"""A replica without servers: what it hears is given to it, and what it shares lies in memory."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import Mock

import orjson

from contracts.base import decode_open
from contracts.counts import FiguresState
from contracts.editions import shipped_editions
from contracts.moderation import DecisionEvent
from contracts.organisations import Organisation, OrganisationKind
from services.aggregation.boards import Boards
from services.aggregation.publishing import Publisher
from services.aggregation.replica import Replica
from services.aggregation.settings import AggregationSettings
from services.aggregation.snapshots import SnapshotShelf
from services.aggregation.store import AggregationStore, Minute, Publication
from services.kit.bus import Bus
from services.kit.clock import FixedClock
from services.kit.directory_view import DirectoryView
from services.kit.leases import Lease
from services.kit.mongo import Mongo
from tests.unit.aggregation.making import DICTIONARY, partition_of, record

NOW = datetime(2024, 5, 14, 4, 0, 30, tzinfo=UTC)
PARTITIONS = 2
SETTINGS = AggregationSettings()


class ObjectsInMemory:
    """A bucket; `away` makes it refuse everything."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.away = False

    async def put(self, key: str, body: bytes, _media_type: str) -> None:
        self._answer()
        self.bodies[key] = body

    async def get(self, key: str) -> bytes | None:
        self._answer()
        return self.bodies.get(key)

    async def keys(self, prefix: str) -> list[str]:
        self._answer()
        return sorted(key for key in self.bodies if key.startswith(prefix))

    async def remove(self, key: str) -> None:
        self._answer()
        self.bodies.pop(key, None)

    def _answer(self) -> None:
        if self.away:
            raise OSError("away")


class StoreInMemory(AggregationStore):
    """What replicas share, with the same compare-and-set."""

    def __init__(self) -> None:
        super().__init__(Mock(Mongo))
        self.publications: dict[str, Publication] = {}
        self.kept: list[Minute] = []
        self.letters: set[str] = set()

    async def publication(self, edition: str) -> Publication | None:
        return self.publications.get(edition)

    async def publish(self, new: Publication, after: int | None) -> bool:
        known = self.publications.get(new.edition)
        if (known.revision if known else None) != after:
            return False
        self.publications[new.edition] = new
        return True

    async def record_minute(self, minute: Minute) -> bool:
        self.kept.append(minute)
        return True

    async def has_letter(self, name: str) -> bool:
        return name in self.letters

    async def letter_written(self, name: str) -> None:
        self.letters.add(name)

    async def minute_at(self, edition: str, at: datetime) -> Minute | None:
        fitting = [one for one in self.kept if one.edition == edition and one.at <= at]
        return max(fitting, key=lambda one: one.at, default=None)


@dataclass
class World:
    """One replica with its boards and its publisher; a second one may share `store`, `objects` and `sent`.

    `unacknowledged` makes what is sent arrive without the sender ever being told.
    """

    store: StoreInMemory = field(default_factory=StoreInMemory)
    objects: ObjectsInMemory = field(default_factory=ObjectsInMemory)
    sent: list[tuple[str, FiguresState]] = field(default_factory=list)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    holder: str = "a"
    unacknowledged: bool = False
    lease: Any = field(default_factory=lambda: Mock(Lease, held=True))

    def __post_init__(self) -> None:
        self.shelf = SnapshotShelf(self.objects, "1")
        self.replica = Replica(SETTINGS, self.shelf, list(DICTIONARY), "1")
        self.directory = directory()
        self.boards = Boards(self.replica, self.directory, DICTIONARY, 8)
        bus = Mock(Bus, send=self._send)
        self.publisher = Publisher(
            self.replica,
            self.boards,
            self.store,
            self.objects,
            bus,
            holder=self.holder,
            lease=self.lease,
            clock=self.clock,
        )
        self.begin("epoch")

    def begin(self, epoch: str) -> None:
        """A log of which nothing is read yet, but its end is reached."""
        self.replica._begin(epoch)
        self.replica._next = dict.fromkeys(range(PARTITIONS), 0)
        self.replica._announce()

    def hear(self, *told: DecisionEvent, body: bytes | None = None) -> None:
        """Count decisions as they come from the log; `body` in place of their own."""
        for one in told:
            number = partition_of(one, PARTITIONS)
            self.replica._take(number, [record(one, self.replica.next_offset(number), body)], None)
        self.replica._announce()

    def static(self, edition: str = "2024") -> Any:  # noqa: ANN401 - JSON.
        """The static file that readers are shown."""
        key = self.store.publications[edition].static
        return None if key is None else orjson.loads(self.objects.bodies[key])

    def said(self, scope: str) -> FiguresState:
        """What a reader of the topic holds of a scope: the highest revision."""
        return max((state for name, state in self.sent if name == scope), key=lambda state: state.revision)

    async def minute_later(self) -> None:
        """A minute passes, and the publisher has its turn."""
        self.clock.advance(60)
        await self.publisher.publish()

    async def _send(
        self, topic: str, _key: str, _headers: Sequence[tuple[str, str]], body: bytes
    ) -> "asyncio.Future[Any]":
        state = decode_open(FiguresState, body)
        assert topic == "aggregation.figures.v1"
        self.sent.append((state.scope, state))
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if self.unacknowledged:
            done.set_exception(TimeoutError())
        else:
            done.set_result(None)
        return done


def directory(organisations: Iterable[Organisation] = ()) -> DirectoryView:
    """The ministry, a province with a city and its school, a separately planned city, a council; the editions."""
    view = DirectoryView()
    known = [
        _organisation(OrganisationKind.MINISTRY, "ministry"),
        _organisation(OrganisationKind.PROVINCE, "ministry", "330000"),
        _organisation(OrganisationKind.PROVINCE, "ministry", "510000"),
        _organisation(OrganisationKind.SEPARATELY_PLANNED_CITY, "ministry", "330200"),
        _organisation(OrganisationKind.COUNCIL, "ministry", "C08"),
        _organisation(OrganisationKind.CITY, "ministry", "330000", "330600"),
        _organisation(OrganisationKind.SCHOOL, "ministry", "330000", "330600", "3633000001"),
    ]
    for one in (*known, *organisations, *shipped_editions()):
        view.adopt(one)
    view._ready.set()
    return view


def _organisation(kind: OrganisationKind, *path: str) -> Organisation:
    name = path[-1]
    return Organisation(
        organisation=name,
        revision=1,
        kind=kind,
        name=name,
        short_name=name,
        parent=path[-2] if len(path) > 1 else None,
        path=path,
        chain=tuple(reversed(path[1:])) or path,
        unit=path[1] if len(path) > 1 else name,
    )


def later(seconds: float) -> datetime:
    """So many seconds after the clock's beginning."""
    return NOW + timedelta(seconds=seconds)
