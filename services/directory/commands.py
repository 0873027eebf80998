"""Commands of the directory: `weekwire seed`."""

import asyncio
import sys
import time
from collections.abc import Sequence

from aiokafka.errors import KafkaError

from contracts.organisations import Organisation
from contracts.problems import Problem, ProblemCode
from services.directory.operations.announce import Announcer
from services.directory.operations.editions import EditionDesk
from services.directory.operations.obligations import ObligationDesk
from services.directory.operations.passwords import Passwords
from services.directory.operations.record import Recorder
from services.directory.seed.people import administrators, seeded_people
from services.directory.seed.sample import notice_organisations, sample_organisations
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.directory.store.people import StoredPerson
from services.kit.bus import Bus
from services.kit.clock import Clock, service_clock
from services.kit.mongo import Mongo
from services.kit.outbox import next_revision

ANNOUNCE_WITHIN_SECONDS = 30.0
TRIES, PAUSE_SECONDS = 5, 2.0
"""A database that has just begun, on a busy machine, may take longer for a write than anybody waits for it."""
USAGE = "usage: weekwire seed\n"


async def seed(arguments: Sequence[str]) -> int:
    """Make the organisations and people to begin with; what is there already is left alone, so it may run again.

    In production only the organisations of the notice are made, and the ministry's three administrators.
    """
    if arguments:
        sys.stderr.write(USAGE)
        return 2
    settings = DirectorySettings()
    began = time.perf_counter()
    line = await _seeded(settings, service_clock(settings.clock_ahead_seconds))
    sys.stdout.write(f"{line} in {time.perf_counter() - began:.1f} s\n")
    return 0


async def _seeded(settings: DirectorySettings, clock: Clock) -> str:
    """Seed; a store that is away for a moment is asked again. Raises Problem(store_away) where it stays away."""
    for _again in range(TRIES - 1):
        try:
            return await seed_into(settings, clock)
        except Problem as problem:
            if problem.code is not ProblemCode.STORE_AWAY:
                raise
        await asyncio.sleep(PAUSE_SECONDS)
    return await seed_into(settings, clock)


async def seed_into(settings: DirectorySettings, clock: Clock) -> str:
    """Seed the database that the settings name; says what was made. Raises Problem(store_away).

    States are stored without outboxes and announced afterwards. A seed that breaks off between the two is completed by
    the next seed, and by the next start of the directory, since both announce everything.
    """
    mongo = Mongo.connect(settings, "directory")
    bus = Bus(settings, clock)
    try:
        database = Database(mongo, None)
        await database.prepare()
        organisations = notice_organisations() if settings.production else sample_organisations()
        opened, met = await asyncio.gather(
            _open(database, organisations, clock), _introduce(database, organisations, settings, clock)
        )
        recorder = Recorder(database.sessions, clock)
        obligations = ObligationDesk(database, recorder, clock, silent=True)
        await EditionDesk(database, obligations, recorder, clock).load_shipped()
        owed = await obligations.ensure_national()
        announced = await _announce(database, bus, clock)
    finally:
        await bus.stop()
        mongo.close()
    return f"{opened} organisations, {met} people, {owed} obligations made, {announced}"


async def _open(database: Database, organisations: Sequence[Organisation], clock: Clock) -> int:
    at = clock.now()
    known = await database.organisations.revisions()
    revision = next_revision(0, at)
    fresh = [one.model_copy(update={"revision": revision}) for one in organisations if one.organisation not in known]
    extra = {"history": [{"revision": revision, "at": at.isoformat(), "verb": "seed", "before": {}}]}
    return len(await database.organisations.insert_many((one.organisation, revision, one, extra, ()) for one in fresh))


async def _introduce(
    database: Database, organisations: Sequence[Organisation], settings: DirectorySettings, clock: Clock
) -> int:
    revision = next_revision(0, clock.now())
    wanted = (
        administrators(organisations, revision)
        if settings.production
        else seeded_people(organisations, revision, settings.directory_seed_mail_domain)
    )
    known = await database.people.ids()
    fresh = [person for person in wanted if person.person not in known]
    if not fresh:
        return 0
    passwords = Passwords(settings)
    password = settings.directory_seed_password.get_secret_value()
    if settings.production:
        stored = [StoredPerson(person, await passwords.hash(password), must_change=True) for person in fresh]
    else:
        # Thousands of people share one demo password that everybody knows, so a salt of their own would protect nothing;
        # one hash for all keeps the real parameters, and signing in costs in the demo what it costs in production.
        shared = await passwords.hash(password)
        stored = [StoredPerson(person, shared) for person in fresh]
    return await database.people.insert_many(stored)


async def _announce(database: Database, bus: Bus, clock: Clock) -> str:
    try:
        async with asyncio.timeout(ANNOUNCE_WITHIN_SECONDS):
            await bus.start()
            count = await Announcer(database, bus, clock).everything()
    except (TimeoutError, KafkaError, OSError):
        return "not announced (Kafka is away; the directory announces when it starts)"
    return f"{count} states announced"
