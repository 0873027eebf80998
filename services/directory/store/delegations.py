"""Delegations: who lets whom act until when."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from services.directory.domain.delegations import Delegation
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard
from services.kit.outbox import Relay

DELEGATIONS = "delegations"


@dataclass(frozen=True, slots=True)
class StoredDelegation:
    """A delegation with events that still wait."""

    delegation: Delegation
    outbox: tuple[Document, ...] = ()


class DelegationStore:
    """Delegations by id; those that have ended stay."""

    def __init__(self, mongo: Mongo, relay: Relay | None) -> None:
        self._collection = mongo.collection(DELEGATIONS)
        self._relay = relay

    async def find(self, delegation: str) -> StoredDelegation | None:
        """A delegation by id."""
        found = await self._find({"_id": delegation})
        return found[0] if found else None

    async def by_person(self, person: str) -> list[StoredDelegation]:
        """What a person has lent, the newest first."""
        return await self._find({"person": person})

    async def to_colleague(self, colleague: str) -> list[StoredDelegation]:
        """What has been lent to somebody, the newest first."""
        return await self._find({"colleague": colleague})

    async def between(self, person: str, colleague: str) -> list[StoredDelegation]:
        """What a person has lent to a colleague, the newest first."""
        return await self._find({"person": person, "colleague": colleague})

    async def put(self, known: StoredDelegation | None, delegation: Delegation, events: Sequence[Document]) -> bool:
        """Store the next state over the known one; false where somebody else was faster."""
        document = asdict(delegation)
        document["_id"] = document.pop("delegation")
        document["outbox"] = [*(known.outbox if known else ()), *events]
        if known is None:
            done = await insert_once(self._collection, document)
        else:
            done = await compare_and_set(self._collection, document, known.delegation.revision)
        if done and self._relay is not None:
            self._relay.hand_over(DELEGATIONS, document)
        return done

    async def _find(self, query: Document) -> list[StoredDelegation]:
        with store_guard():
            documents = await self._collection.find(query).to_list(None)
        found = [_read(document) for document in documents]
        return sorted(found, key=lambda one: one.delegation.revision, reverse=True)


def _read(document: Document) -> StoredDelegation:
    outbox = tuple(document.pop("outbox", ()))
    return StoredDelegation(Delegation(delegation=document.pop("_id"), **document), outbox)
