"""Erasures in tests: a desk past the running directory, whose events nobody sends, and what is left in store and record."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from services.directory.operations.desks import Desks
from services.directory.operations.erasure import Ending, ErasureDesk
from services.directory.operations.verifying import Verifier
from services.directory.store.anchors import AnchorStore, audit_objects
from services.directory.store.chain import ChainStore
from services.directory.store.database import Database
from services.kit.bus import Bus
from services.kit.directory_view import DirectoryView
from services.kit.mongo import Mongo
from tests.integration.directory.running import Directory

Endings = tuple[Ending, ...]


@asynccontextmanager
async def stored(directory: Directory) -> AsyncIterator[Database]:
    """The directory's database, past the directory: nothing that is written here is sent at once."""
    mongo = Mongo.connect(directory.settings, "directory")
    try:
        await mongo.probe()
        yield Database(mongo, None)
    finally:
        mongo.close()


@asynccontextmanager
async def erasure_desk(
    directory: Directory, choose: Callable[[Endings], Endings] = tuple
) -> AsyncIterator[ErasureDesk]:
    """The desk with such of its endings as are chosen."""
    async with stored(directory) as database:
        bus = Bus(directory.settings, directory.clock)
        desks = Desks(database, directory.settings, DirectoryView(), bus, directory.clock)
        endings = (desks.sessions.end_for_good, desks.second_factors.remove, desks.ways.forget_person)
        yield ErasureDesk(database, choose(endings), desks.recorder, directory.clock)


async def everything_stored(directory: Directory) -> str:
    """Every document of the directory's database as text."""
    mongo = Mongo.connect(directory.settings, "directory")
    try:
        names = await mongo.database.list_collection_names()
        return "".join([str(await mongo.database[name].find({}).to_list(None)) for name in names])
    finally:
        mongo.close()


async def faults_of(directory: Directory) -> list[object]:
    """What the audit record's verification finds wrong."""
    mongo = Mongo.connect(directory.settings, "directory")
    objects = audit_objects(directory.settings)
    try:
        verifier = Verifier(ChainStore(mongo), AnchorStore(objects), directory.settings.audit_ring, directory.clock)
        return list((await verifier.verify()).faults)
    finally:
        mongo.close()
        objects.close()
