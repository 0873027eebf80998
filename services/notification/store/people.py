"""What people chose: channels and quiet hours, and the webhook of each who has one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from services.kit.clock import Clock
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard
from services.kit.outbox import Relay, next_revision
from services.notification.domain.choices import Choices, QuietHours, completed
from services.notification.domain.kinds import Channel, Group

CHOICES, ENDPOINTS = "choices", "endpoints"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a person's webhook goes. `sealed` holds its secret; `failing_since` is set while it takes nothing."""

    person: str
    url: str
    sealed: str
    revision: int = 0
    suspended: str | None = None
    failing_since: datetime | None = None


class PeopleStore:
    """One document a person for choices, one for a webhook; an act travels in the document that it changed."""

    def __init__(self, mongo: Mongo, relay: Relay, clock: Clock) -> None:
        self._mongo = mongo
        self._relay = relay
        self._clock = clock
        self._choices = mongo.collection(CHOICES)
        self._endpoints = mongo.collection(ENDPOINTS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        for name in (CHOICES, ENDPOINTS):
            await self._mongo.ensure_indexes(name, [])

    async def choices(self, person: str) -> Choices:
        """A person's choices; the usual ones where it never chose."""
        with store_guard():
            found = await self._choices.find_one({"_id": person})
        return _choices(found) if found else Choices(person)

    async def put_choices(self, choices: Choices, act: Document | None) -> Choices | None:
        """Keep choices over the revision they were read at; None where somebody else was faster."""
        written = replace(choices, revision=next_revision(choices.revision, self._clock.now()))
        document: Document = {
            "_id": choices.person,
            "revision": written.revision,
            "channels": {group.value: sorted(chosen) for group, chosen in choices.channels.items()},
            "quiet": [choices.quiet.start.isoformat("minutes"), choices.quiet.end.isoformat("minutes")],
            "outbox": [act] if act else [],
        }
        return written if await self._put(CHOICES, document, choices.revision) else None

    async def endpoint(self, person: str) -> Endpoint | None:
        """A person's webhook."""
        with store_guard():
            found = await self._endpoints.find_one({"_id": person})
        return _endpoint(found) if found and found.get("url") else None

    async def endpoint_revision(self, person: str) -> int:
        """The revision of a person's webhook, also of one that was removed; 0 where there was none."""
        with store_guard():
            found = await self._endpoints.find_one({"_id": person}, {"revision": 1})
        return int(found["revision"]) if found else 0

    async def put_endpoint(self, endpoint: Endpoint, act: Document | None) -> Endpoint | None:
        """Keep a webhook over the revision it was read at; None where somebody else was faster."""
        written = replace(endpoint, revision=next_revision(endpoint.revision, self._clock.now()))
        document: Document = {
            "_id": endpoint.person,
            "revision": written.revision,
            "url": endpoint.url,
            "sealed": endpoint.sealed,
            "suspended": endpoint.suspended,
            "failing_since": endpoint.failing_since,
            "outbox": [act] if act else [],
        }
        return written if await self._put(ENDPOINTS, document, endpoint.revision) else None

    async def forget(self, people: Sequence[str]) -> None:
        """Delete what these people chose. Of a document whose acts Kafka has not yet taken only these are left."""
        chosen: Document = {"_id": {"$in": list(people)}}
        sent: Document = {"outbox": []}
        blanks: dict[str, Document] = {
            CHOICES: {"channels": {}},
            ENDPOINTS: {"url": "", "sealed": "", "suspended": None, "failing_since": None},
        }
        for name, blank in blanks.items():
            collection = self._mongo.collection(name)
            with store_guard():
                await collection.delete_many(chosen | sent)
                # The revision rises, so that whoever is writing what it read before is told that it is too late.
                await collection.update_many(chosen, {"$set": blank, "$inc": {"revision": 1}})

    async def _put(self, name: str, document: Document, revision: int) -> bool:
        collection = self._mongo.collection(name)
        with store_guard():
            known = await collection.find_one({"_id": document["_id"]}, {"revision": 1, "outbox": 1})
        if (known["revision"] if known else 0) != revision:
            return False
        if known is None:
            put = await insert_once(collection, document)
        else:
            document["outbox"] = [*known.get("outbox", ()), *document["outbox"]]
            put = await compare_and_set(collection, document, revision)
        if put:
            self._relay.hand_over(name, document)
        return put


def _choices(document: Document) -> Choices:
    channels = {Group(group): [Channel(one) for one in chosen] for group, chosen in document["channels"].items()}
    start, end = (time.fromisoformat(one) for one in document["quiet"])
    return Choices(document["_id"], completed(channels), QuietHours(start, end), document["revision"])


def _endpoint(document: Document) -> Endpoint:
    return Endpoint(
        person=document["_id"],
        url=document["url"],
        sealed=document["sealed"],
        revision=document["revision"],
        suspended=document["suspended"],
        failing_since=document["failing_since"],
    )
