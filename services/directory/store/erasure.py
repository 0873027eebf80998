"""What is kept of one person beside the person: counted before it is erased, and then wiped. Acts are in other places and stay."""

from services.directory.store.delegations import DELEGATIONS
from services.directory.store.imports import IMPORTS
from services.directory.store.links import LINKS
from services.directory.store.oidc import IDENTITIES
from services.directory.store.passkeys import CHALLENGES, PASSKEYS
from services.directory.store.people import ATTEMPTS, SESSIONS
from services.directory.store.second_factors import SECOND_FACTORS
from services.kit.mongo import Document, Mongo, store_guard

BY_PERSON = {
    LINKS: "person",
    PASSKEYS: "person",
    IDENTITIES: "person",
    CHALLENGES: "person",
    SECOND_FACTORS: "_id",
    ATTEMPTS: "person",
}
"""Collections whose documents are about one person, and the field that says about whom."""


class ErasureStore:
    """The traces of a person in every collection of the directory."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo

    async def traces(self, person: str) -> dict[str, int]:
        """How many documents there are about a person, by collection; those that hold none are left out."""
        found: dict[str, int] = {}
        queries: dict[str, Document] = {name: {field: person} for name, field in BY_PERSON.items()}
        queries[SESSIONS] = {"person": person, "$or": [{"device": {"$ne": ""}}, {"address": {"$ne": None}}]}
        queries[IMPORTS] = {"by": person}
        queries[DELEGATIONS] = {**_either(person), "note": {"$ne": ""}}
        for name, query in queries.items():
            with store_guard():
                count = await self._mongo.collection(name).count_documents(query)
            if count:
                found[name] = count
        return found

    async def wipe(self, person: str) -> None:
        """Wipe everything but what still waits to be sent, which a next call takes; sessions keep their times alone."""
        with store_guard():
            for name, field in BY_PERSON.items():
                sent: Document = {} if name == CHALLENGES else {"$or": [{"outbox": []}, {"outbox": {"$exists": False}}]}
                await self._mongo.collection(name).delete_many({field: person, **sent})
            await self._mongo.collection(IMPORTS).delete_many({"by": person})
            blank = {"$set": {"device": "", "address": None}}
            await self._mongo.collection(SESSIONS).update_many({"person": person}, blank)
            # Why somebody was away is nobody's business any more; who acted for whom until when is the record's.
            await self._mongo.collection(DELEGATIONS).update_many(_either(person), {"$set": {"note": ""}})


def _either(person: str) -> Document:
    return {"$or": [{"person": person}, {"colleague": person}]}
