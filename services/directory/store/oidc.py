"""Ways to a provider that are not back yet, and identities there by what they are known by."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from services.directory.domain.oidc import Flow, Identity
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard
from services.kit.outbox import Relay

FLOWS, IDENTITIES = "oidc_flows", "identities"


@dataclass(frozen=True, slots=True)
class StoredIdentity:
    """An identity with events that still wait. One that was taken away has no person."""

    identity: Identity
    outbox: tuple[Document, ...] = ()


class OidcStore:
    """Flows and identities."""

    def __init__(self, mongo: Mongo, relay: Relay | None) -> None:
        self._flows = mongo.collection(FLOWS)
        self._identities = mongo.collection(IDENTITIES)
        self._relay = relay

    async def leave(self, flow: Flow) -> None:
        """Remember a way out."""
        document = asdict(flow)
        document["_id"] = document.pop("state_sha256")
        await insert_once(self._flows, document)

    async def back(self, state_sha256: str) -> Flow | None:
        """The way that a state names, once."""
        with store_guard():
            document = await self._flows.find_one({"_id": state_sha256})
            if document is None:
                return None
            taken = await self._flows.delete_one({"_id": state_sha256})
        if not taken.deleted_count:
            return None
        document.pop("_id")
        return Flow(state_sha256, **document)

    async def find(self, identity: str) -> StoredIdentity | None:
        """An identity by id."""
        with store_guard():
            document = await self._identities.find_one({"_id": identity})
        return None if document is None else _read(document)

    async def of_person(self, person: str) -> list[StoredIdentity]:
        """The identities of a person, the oldest first."""
        with store_guard():
            documents = await self._identities.find({"person": person}).to_list(None)
        return sorted((_read(document) for document in documents), key=lambda one: one.identity.made_at)

    async def put(self, known: StoredIdentity | None, identity: Identity, events: Sequence[Document] = ()) -> bool:
        """Store the next state over the known one; false where somebody else was faster."""
        document = asdict(identity)
        document["_id"] = document.pop("identity")
        document["outbox"] = [*(known.outbox if known else ()), *events]
        if known is None:
            done = await insert_once(self._identities, document)
        else:
            done = await compare_and_set(self._identities, document, known.identity.revision)
        if done and self._relay is not None:
            self._relay.hand_over(IDENTITIES, document)
        return done

    async def forget(self, before: datetime) -> None:
        """Drop ways that nobody came back on, and identities that were taken away, once their acts have been sent."""
        with store_guard():
            await self._flows.delete_many({"ends_at": {"$lt": before}})
            # An id is made of an address, by which somebody who was erased could be found again.
            await self._identities.delete_many({"person": "", "outbox": []})


def _read(document: Document) -> StoredIdentity:
    outbox = tuple(document.pop("outbox", ()))
    return StoredIdentity(Identity(identity=document.pop("_id"), **document), outbox)
