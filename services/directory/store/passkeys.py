"""Passkeys by credential id, and the challenges that were asked and not answered yet."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from services.directory.domain.passkeys import Ceremony, Challenge, Passkey
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard
from services.kit.outbox import Relay

PASSKEYS, CHALLENGES = "passkeys", "challenges"


@dataclass(frozen=True, slots=True)
class StoredPasskey:
    """A passkey with events that still wait."""

    passkey: Passkey
    outbox: tuple[Document, ...] = ()


class PasskeyStore:
    """Passkeys of all people. A removed one stays as a document that opens nothing, so that it is never made anew."""

    def __init__(self, mongo: Mongo, relay: Relay | None) -> None:
        self._passkeys = mongo.collection(PASSKEYS)
        self._challenges = mongo.collection(CHALLENGES)
        self._relay = relay

    async def find(self, passkey: str) -> StoredPasskey | None:
        """A passkey by id, removed or not."""
        with store_guard():
            document = await self._passkeys.find_one({"_id": passkey})
        return None if document is None else _read(document)

    async def of_person(self, person: str) -> list[StoredPasskey]:
        """The passkeys of a person that open, the oldest first."""
        with store_guard():
            documents = await self._passkeys.find({"person": person, "removed_at": None}).to_list(None)
        found = [_read(document) for document in documents]
        return sorted(found, key=lambda one: (one.passkey.made_at, one.passkey.passkey))

    async def put(self, known: StoredPasskey | None, passkey: Passkey, events: Sequence[Document] = ()) -> bool:
        """Store the next state over the known one; false where somebody else was faster, or the id is taken."""
        document = asdict(passkey)
        document["_id"] = document.pop("passkey")
        document["transports"] = list(passkey.transports)
        document["outbox"] = [*(known.outbox if known else ()), *events]
        if known is None:
            done = await insert_once(self._passkeys, document)
        else:
            done = await compare_and_set(self._passkeys, document, known.passkey.revision)
        if done and self._relay is not None:
            self._relay.hand_over(PASSKEYS, document)
        return done

    async def ask(self, challenge: Challenge) -> None:
        """Keep a challenge until it is answered."""
        document = asdict(challenge)
        document["_id"] = document.pop("challenge_sha256")
        await insert_once(self._challenges, document)

    async def answered(self, challenge_sha256: str) -> Challenge | None:
        """The challenge that an answer names, which is good for this answer alone; None where none was asked."""
        with store_guard():
            document = await self._challenges.find_one({"_id": challenge_sha256})
            if document is None:
                return None
            taken = await self._challenges.delete_one({"_id": challenge_sha256})
        if not taken.deleted_count:
            return None
        ceremony = Ceremony(document["ceremony"])
        return Challenge(challenge_sha256, ceremony, document["person"], document["ends_at"])

    async def forget(self, before: datetime) -> None:
        """Drop challenges that nobody has answered."""
        with store_guard():
            await self._challenges.delete_many({"ends_at": {"$lt": before}})


def _read(document: Document) -> StoredPasskey:
    outbox = tuple(document.pop("outbox", ()))
    transports, public_key = tuple(document.pop("transports")), bytes(document.pop("public_key"))
    passkey = Passkey(passkey=document.pop("_id"), transports=transports, public_key=public_key, **document)
    return StoredPasskey(passkey, outbox)
