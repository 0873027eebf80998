"""Reminders: which have been sent by themselves, and which a level asked for; the banner; refused acts."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard, stream
from services.kit.outbox import Relay

REMINDED, ASKED, BANNER, REFUSED = "reminded", "asked", "banner", "refused_acts"


@dataclass(frozen=True, slots=True)
class Asked:
    """The last reminder that a level asked for: of what, when, by whom, with which note. `told` once its notices are made."""

    obligation: str
    revision: int
    request: str
    at: datetime
    by: str
    note: str
    told: bool


@dataclass(frozen=True, slots=True)
class Banner:
    """What every page shows above everything else. `until` is when it goes by itself."""

    revision: int
    active: bool
    level: str
    text_zh: str
    text_en: str
    changed_at: datetime | None
    until: datetime | None = None


class ReminderStore:
    """What was reminded of."""

    def __init__(self, mongo: Mongo, relay: Relay) -> None:
        self._mongo = mongo
        self._relay = relay
        self._reminded = mongo.collection(REMINDED)
        self._asked = mongo.collection(ASKED)
        self._banner = mongo.collection(BANNER)
        self._refused = mongo.collection(REFUSED)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(REMINDED, [{"at": 1}], revisioned=False)
        await self._mongo.ensure_indexes(ASKED, [{"told": 1}])
        for name in (BANNER, REFUSED):
            await self._mongo.ensure_indexes(name, [])

    async def reminded(self, reminders: Sequence[str]) -> set[str]:
        """Which of these reminders are done with."""
        query = {"_id": {"$in": list(reminders)}}
        return {document["_id"] async for document in stream(self._reminded, query, {"_id": 1})}

    async def mark_reminded(self, reminder: str, now: datetime, people: int) -> None:
        """Be done with a reminder."""
        await insert_once(self._reminded, {"_id": reminder, "at": now, "people": people})

    async def asked(self, obligations: Sequence[str]) -> dict[str, Asked]:
        """The last reminder that was asked for, by obligation."""
        query = {"_id": {"$in": list(obligations)}}
        return {document["_id"]: _asked(document) async for document in stream(self._asked, query)}

    async def ask(self, asked: Asked, known: Asked | None, act: Document) -> bool:
        """Put a reminder on record; false where somebody else asked at the same time."""
        document: Document = {
            "_id": asked.obligation,
            "revision": asked.revision,
            "request": asked.request,
            "at": asked.at,
            "by": asked.by,
            "note": asked.note,
            "told": False,
            "outbox": [act],
        }
        if known is None:
            put = await insert_once(self._asked, document)
        else:
            with store_guard():
                held = await self._asked.find_one({"_id": asked.obligation}, {"outbox": 1})
            document["outbox"] = [*(held or {}).get("outbox", ()), act]
            put = await compare_and_set(self._asked, document, known.revision)
        if put:
            self._relay.hand_over(ASKED, document)
        return put

    async def untold(self) -> AsyncIterator[Asked]:
        """Reminders that were asked for and whose notices a crash may have left unmade."""
        async for document in stream(self._asked, {"told": False}):
            yield _asked(document)

    async def mark_told(self, asked: Asked) -> None:
        """Be done with a reminder that was asked for."""
        with store_guard():
            await self._asked.update_one({"_id": asked.obligation, "request": asked.request}, {"$set": {"told": True}})

    async def forget_notes(self, people: Sequence[str]) -> None:
        """Blank what these people added to reminders in their own words; that they reminded stays."""
        query = {"by": {"$in": list(people)}, "note": {"$ne": ""}}
        with store_guard():
            await self._asked.update_many(query, {"$set": {"note": ""}, "$inc": {"revision": 1}})

    async def banner(self) -> Banner | None:
        """The banner as it was last set."""
        with store_guard():
            found = await self._banner.find_one({"_id": BANNER})
        return _banner(found) if found else None

    async def put_banner(self, banner: Banner, revision: int, act: Document) -> bool:
        """Set the banner over the revision that was seen (0 where there was none); false where another was faster."""
        document: Document = {"_id": BANNER, **{name: getattr(banner, name) for name in Banner.__dataclass_fields__}}
        if revision == 0:
            document["outbox"] = [act]
            put = await insert_once(self._banner, document)
        else:
            with store_guard():
                held = await self._banner.find_one({"_id": BANNER}, {"outbox": 1})
            document["outbox"] = [*(held or {}).get("outbox", ()), act]
            put = await compare_and_set(self._banner, document, revision)
        if put:
            self._relay.hand_over(BANNER, document)
        return put

    async def put_refused(self, act: str, event: Document) -> None:
        """Keep a refused act until Kafka has it."""
        document: Document = {"_id": act, "revision": 1, "outbox": [event]}
        await insert_once(self._refused, document)
        self._relay.hand_over(REFUSED, document)

    async def forget_before(self, moment: datetime) -> None:
        """Delete what is older than `moment`, and refused acts that Kafka has."""
        with store_guard():
            await self._reminded.delete_many({"at": {"$lt": moment}})
            await self._refused.delete_many({"outbox": []})


def _asked(document: Document) -> Asked:
    fields = {name: document[name] for name in Asked.__dataclass_fields__ if name != "obligation"}
    return Asked(obligation=document["_id"], **fields)


def _banner(document: Document) -> Banner:
    return Banner(**{name: document[name] for name in Banner.__dataclass_fields__})
