"""Second factors by person, sealed before they come here; a removed one stays as a document that is off."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from services.directory.domain.second_factor import SecondFactor
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard
from services.kit.outbox import Relay

SECOND_FACTORS = "second_factors"


@dataclass(frozen=True, slots=True)
class StoredFactor:
    """A second factor with events that still wait."""

    factor: SecondFactor
    outbox: tuple[Document, ...] = ()


class SecondFactorStore:
    """Second factors, one a person."""

    def __init__(self, mongo: Mongo, relay: Relay | None) -> None:
        self._collection = mongo.collection(SECOND_FACTORS)
        self._relay = relay

    async def find(self, person: str) -> StoredFactor | None:
        """A person's second factor, on or not."""
        with store_guard():
            document = await self._collection.find_one({"_id": person})
        if document is None:
            return None
        outbox = tuple(document.pop("outbox", ()))
        recovery = tuple(document.pop("recovery_sha256"))
        return StoredFactor(SecondFactor(person=document.pop("_id"), recovery_sha256=recovery, **document), outbox)

    async def put(self, known: StoredFactor | None, factor: SecondFactor, events: Sequence[Document] = ()) -> bool:
        """Store the next state over the known one; false where somebody else was faster."""
        document = asdict(factor)
        document["_id"] = document.pop("person")
        document["recovery_sha256"] = list(factor.recovery_sha256)
        document["outbox"] = [*(known.outbox if known else ()), *events]
        if known is None:
            done = await insert_once(self._collection, document)
        else:
            done = await compare_and_set(self._collection, document, known.factor.revision)
        if done and self._relay is not None:
            self._relay.hand_over(SECOND_FACTORS, document)
        return done
