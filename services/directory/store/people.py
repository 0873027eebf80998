"""People, their sessions and failed sign-ins. Names, phones and password hashes live here and in no event."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from pymongo.errors import BulkWriteError, DuplicateKeyError

from contracts import topics
from contracts.organisations import PersonState, Role
from services.directory.domain.people import PASSWORDS_REMEMBERED, Person
from services.directory.domain.people_states import state_of
from services.directory.domain.sessions import Attempts, Lock, Locked, Owner, Session, Way
from services.directory.store.states import Stored
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard
from services.kit.outbox import Relay, outgoing

PEOPLE, SESSIONS, ATTEMPTS, REFUSALS = "people", "sessions", "attempts", "refusals"
DUPLICATE_KEY = 11_000


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """A person with the hash of the password (None: cannot sign in) and events that still wait.

    `former_hashes` are of the passwords before, newest first; `must_change` where somebody else chose the present one.
    """

    person: Person
    password_hash: str | None
    outbox: tuple[Document, ...] = ()
    former_hashes: tuple[str, ...] = ()
    must_change: bool = False

    @property
    def remembered_hashes(self) -> tuple[str, ...]:
        """The hashes of the passwords that cannot be taken again, the present one first."""
        present = (self.password_hash,) if self.password_hash is not None else ()
        return (*present, *self.former_hashes)[:PASSWORDS_REMEMBERED]

    def with_password(self, password_hash: str, *, must_change: bool) -> "StoredPerson":
        """The same person with another password; the present one joins those before it."""
        former = self.remembered_hashes[: PASSWORDS_REMEMBERED - 1]
        return replace(self, password_hash=password_hash, former_hashes=former, must_change=must_change)


def sign_in_key(name: str) -> str:
    """The form in which sign-in names are compared: capitals do not matter."""
    return name.strip().casefold()


class PeopleStore:
    """People by id and by sign-in name; names are unique. Every write carries the event that says who the person is now."""

    def __init__(self, mongo: Mongo, relay: Relay | None) -> None:
        self._collection = mongo.collection(PEOPLE)
        self._relay = relay

    async def prepare(self) -> None:
        """The unique index on names, which is also how a name is found."""
        with store_guard():
            await self._collection.create_index([("key", 1)], unique=True)

    async def find(self, person: str) -> StoredPerson | None:
        """A person by id."""
        return await self._find({"_id": person})

    async def by_name(self, name: str) -> StoredPerson | None:
        """A person by sign-in name."""
        return await self._find({"key": sign_in_key(name)})

    async def _find(self, query: Document) -> StoredPerson | None:
        with store_guard():
            document = await self._collection.find_one(query)
        return None if document is None else _read(document)

    async def of_organisation(self, organisation: str, after: str | None, limit: int) -> list[StoredPerson]:
        """One page of the people who belong to an organisation, by id."""
        query: Document = {"organisation": organisation} | ({"_id": {"$gt": after}} if after else {})
        with store_guard():
            documents = await self._collection.find(query).sort("_id", 1).limit(limit).to_list(limit)
        return [_read(document) for document in documents]

    async def by_ids(self, people: Iterable[str]) -> list[StoredPerson]:
        """Those of `people` that exist, by id."""
        query: Document = {"_id": {"$in": sorted(set(people))}}
        with store_guard():
            documents = await self._collection.find(query).sort("_id", 1).to_list(None)
        return [_read(document) for document in documents]

    async def owners_of_names(self, names: Iterable[str]) -> dict[str, str]:
        """Who signs in by each of these names, by the form in which names are compared."""
        query: Document = {"key": {"$in": sorted({sign_in_key(name) for name in names})}}
        with store_guard():
            documents = await self._collection.find(query, {"key": 1}).to_list(None)
        return {document["key"]: document["_id"] for document in documents}

    async def touching(self, organisation: str) -> list[StoredPerson]:
        """Everybody who belongs to an organisation or holds a role in it."""
        grants = [[organisation, role.value] for role in Role]
        query: Document = {"$or": [{"organisation": organisation}, {"grants": {"$in": grants}}]}
        with store_guard():
            documents = await self._collection.find(query).sort("_id", 1).to_list(None)
        return [_read(document) for document in documents]

    async def others_with(self, organisation: str, role: Role, person: str) -> bool:
        """Whether anybody but `person` holds a role and can use it."""
        query: Document = {"grants": {"$in": [[organisation, role.value]]}, "closed": False, "_id": {"$ne": person}}
        with store_guard():
            return await self._collection.find_one(query, {"_id": 1}) is not None

    async def every(self) -> AsyncIterator[Stored[PersonState]]:
        """What everybody may know of each person, one after another, in no order."""
        with store_guard():
            async for document in self._collection.find({}):
                person = _read(document).person
                yield Stored(person.person, person.revision, state_of(person))

    async def erased_ids(self) -> list[str]:
        """The ids of everybody whose data were erased."""
        with store_guard():
            documents = await self._collection.find({"is_erased": True}, {"_id": 1}).to_list(None)
        return [document["_id"] for document in documents]

    async def insert(self, stored: StoredPerson) -> bool:
        """Store a new person; false where the id or the name is taken."""
        document = _document(_told(stored))
        if not await insert_once(self._collection, document):
            return False
        self._hand_over(document)
        return True

    async def insert_many(self, people: Iterable[StoredPerson]) -> int:
        """Store many new people; returns how many were new. Who exists already is left alone."""
        made = [_document(stored) for stored in people]
        refused = 0
        with store_guard():
            try:
                await self._collection.insert_many(made, ordered=False)
            except BulkWriteError as errors:
                refused = len(errors.details.get("writeErrors", ()))
                if any(error["code"] != DUPLICATE_KEY for error in errors.details["writeErrors"]):
                    raise
        return len(made) - refused

    async def ids(self) -> set[str]:
        """Every person's id."""
        with store_guard():
            documents = await self._collection.find({}, {"_id": 1}).to_list(None)
        return {document["_id"] for document in documents}

    async def replace(self, stored: StoredPerson, revision: int) -> bool | None:
        """Store a person over `revision`; false where somebody was faster, None where the name is taken."""
        document = _document(_told(stored))
        try:
            replaced = await compare_and_set(self._collection, document, revision)
        except DuplicateKeyError:
            return None
        if replaced:
            self._hand_over(document)
        return replaced

    def _hand_over(self, document: Document) -> None:
        if self._relay is not None:
            self._relay.hand_over(PEOPLE, document)


def _told(stored: StoredPerson) -> StoredPerson:
    """The person with the event that says the state, beside those that the act has put there."""
    person = stored.person
    at = datetime.fromtimestamp(person.revision / 1_000, UTC)
    event = outgoing(topics.PEOPLE, person.person, person.revision, state_of(person), at)
    return replace(stored, outbox=(*stored.outbox, event))


def _document(stored: StoredPerson) -> Document:
    person = stored.person
    return {
        "_id": person.person,
        "revision": person.revision,
        "key": sign_in_key(person.name),
        "name": person.name,
        "display_name": person.display_name,
        "organisation": person.organisation,
        "grants": [[organisation, role.value] for organisation, role in person.grants],
        "phone": person.phone,
        "closed": person.closed,
        "email": person.email,
        "is_erased": person.is_erased,
        "language": person.language,
        "password_hash": stored.password_hash,
        "former_hashes": list(stored.former_hashes),
        "must_change": stored.must_change,
        "outbox": list(stored.outbox),
    }


def _read(document: Document) -> StoredPerson:
    person = Person(
        person=document["_id"],
        revision=document["revision"],
        name=document["name"],
        display_name=document["display_name"],
        organisation=document["organisation"],
        grants=tuple((organisation, Role(role)) for organisation, role in document["grants"]),
        phone=document["phone"],
        closed=document["closed"],
        email=document.get("email"),
        is_erased=document.get("is_erased", False),
        language=document.get("language", "zh-CN"),
    )
    return StoredPerson(
        person=person,
        password_hash=document["password_hash"],
        outbox=tuple(document.get("outbox", ())),
        former_hashes=tuple(document.get("former_hashes", ())),
        must_change=document.get("must_change", False),
    )


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session with events that still wait."""

    session: Session
    outbox: tuple[Document, ...] = ()


class SessionStore:
    """Sessions by id, and the attempts that came before them."""

    def __init__(self, mongo: Mongo, relay: Relay | None) -> None:
        self._sessions = mongo.collection(SESSIONS)
        self._attempts = mongo.collection(ATTEMPTS)
        self._refusals = mongo.collection(REFUSALS)
        self._relay = relay

    async def find(self, session: str) -> StoredSession | None:
        """A session by id."""
        with store_guard():
            document = await self._sessions.find_one({"_id": session})
        return None if document is None else _read_session(document)

    async def going_on(self, person: str) -> list[StoredSession]:
        """The sessions of a person that have not been ended."""
        with store_guard():
            documents = await self._sessions.find({"person": person, "ended_at": None}).to_list(None)
        return [_read_session(document) for document in documents]

    async def insert(self, session: Session, events: Sequence[Document]) -> None:
        """Store a new session with its events."""
        document = _session_document(session, events)
        await insert_once(self._sessions, document)
        self._hand_over(SESSIONS, document)

    async def replace(self, known: StoredSession, session: Session, events: Sequence[Document]) -> bool:
        """Store the next state of a session; false where somebody else was faster."""
        document = _session_document(session, (*known.outbox, *events))
        if not await compare_and_set(self._sessions, document, known.session.revision):
            return False
        self._hand_over(SESSIONS, document)
        return True

    async def attempts(self, key: str) -> tuple[Attempts | None, int]:
        """The unsuccessful sign-ins under a key, and the revision to replace them at (0: there are none)."""
        with store_guard():
            document = await self._attempts.find_one({"_id": key})
        if document is None:
            return None, 0
        return Attempts(document["count"], document["since"], document["locked_until"]), document["revision"]

    async def put_attempts(self, key: str, attempts: Attempts, revision: int, owner: Owner | None) -> bool:
        """Store attempts over `revision`; false where another sign-in of the same name came between."""
        document = {"_id": key, "revision": revision + 1, **asdict(attempts)}
        if owner is not None:
            document |= {"person": owner.person, "what": owner.what.value, "address": owner.address}
        if revision == 0:
            return await insert_once(self._attempts, document)
        return await compare_and_set(self._attempts, document, revision)

    async def forget_attempts(self, key: str) -> None:
        """Forget what came before a successful sign-in."""
        with store_guard():
            await self._attempts.delete_one({"_id": key})

    async def locks(self, people: Iterable[str], now: datetime) -> list[Lock]:
        """How these people are locked out now, by person and end."""
        query: Document = {"person": {"$in": sorted(set(people))}, "locked_until": {"$gt": now}}
        with store_guard():
            documents = await self._attempts.find(query).to_list(None)
        found = [Lock(one["person"], Locked(one["what"]), one["address"], one["locked_until"]) for one in documents]
        return sorted(found, key=lambda lock: (lock.person, lock.until))

    async def forget_attempts_of(self, person: str) -> None:
        """Forget every unsuccessful sign-in of a person, from wherever it came."""
        with store_guard():
            await self._attempts.delete_many({"person": person})

    async def put_refusal(self, refusal: str, at: datetime, event: Document) -> None:
        """Keep the event that says an act was refused, until Kafka has it."""
        document = {"_id": refusal, "revision": 1, "at": at, "outbox": [event]}
        await insert_once(self._refusals, document)
        self._hand_over(REFUSALS, document)

    async def forget(self, before: datetime) -> None:
        """Drop what nobody asks for any more: sessions and attempts last touched before, refusals that Kafka has."""
        with store_guard():
            await self._sessions.delete_many({"refreshed_at": {"$lt": before}, "outbox": []})
            await self._attempts.delete_many({"since": {"$lt": before}})
            await self._refusals.delete_many({"at": {"$lt": before}, "outbox": []})

    def _hand_over(self, collection: str, document: Document) -> None:
        if self._relay is not None:
            self._relay.hand_over(collection, document)


def _session_document(session: Session, events: Sequence[Document]) -> Document:
    fields = asdict(session)
    document_id = fields.pop("session")
    return {**fields, "_id": document_id, "used_sha256": list(session.used_sha256), "outbox": list(events)}


def _read_session(document: Document) -> StoredSession:
    names = ("revision", "person", "refresh_sha256", "began_at", "refreshed_at", "ended_at", "ended_by")
    fields = {name: document[name] for name in names}
    fields |= {name: document.get(name) for name in ("idle_seconds", "address")}
    fields |= {"device": document.get("device", ""), "way": Way(document.get("way", Way.PASSWORD.value))}
    fields |= {"code_owed": document.get("code_owed", False), "for_person": document.get("for_person")}
    session = Session(session=document["_id"], used_sha256=tuple(document["used_sha256"]), **fields)
    return StoredSession(session, tuple(document.get("outbox", ())))
