"""Documents with an outbox, as a service keeps them: each change writes the thing and the note about it in one step."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress

from services.kit.clock import Clock
from services.kit.mongo import TRANSIENT, Document, GroupedWrites, Mongo, compare_and_set, insert_once
from services.kit.outbox import next_revision, outgoing
from services.kit.settings import ServiceSettings
from tests.integration.kit.notes import NOTES, Note

THINGS = "things"


@asynccontextmanager
async def database(settings: ServiceSettings) -> AsyncIterator[Mongo]:
    """The tests' own database, with what its collection needs; dropped at the end, and let go in any case."""
    with closing(Mongo.connect(settings, "tests")) as mongo:
        await mongo.probe()
        await mongo.ensure_indexes(THINGS, [])
        try:
            yield mongo
        finally:
            # Where a test fails while the server is away, that is what is to be told.
            with suppress(*TRANSIENT):
                await mongo.client.drop_database(mongo.database.name)


@asynccontextmanager
async def grouped(mongo: Mongo) -> AsyncIterator[GroupedWrites]:
    """Grouped writes of things; closed at the end."""
    writes = GroupedWrites(mongo.collection(THINGS))
    try:
        yield writes
    finally:
        await writes.close()


def thing(name: str, revision: int, clock: Clock, pending: list[Document] | None = None) -> Document:
    """The document of a thing after a change, with the event about it behind those still pending."""
    note = Note(note=name, revision=revision)
    event = outgoing(NOTES, name, revision, note, clock.now())
    return {"_id": name, "revision": revision, "outbox": [*(pending or ()), event]}


async def change(mongo: Mongo, name: str, clock: Clock) -> Document:
    """Write the next revision of a thing, however many others write it at the same time; what was written."""
    things = mongo.collection(THINGS)
    while True:
        known = await things.find_one({"_id": name})
        if known is None:
            made = thing(name, next_revision(0, clock.now()), clock)
            if await insert_once(things, made):
                return made
        else:
            made = thing(name, next_revision(known["revision"], clock.now()), clock, known["outbox"])
            if await compare_and_set(things, made, known["revision"]):
                return made
