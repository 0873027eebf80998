"""All collections of the directory together: how they are prepared, and which of them carry outboxes."""

from contracts.editions import Edition
from contracts.organisations import PublicKey
from services.directory.store.delegations import DELEGATIONS, DelegationStore
from services.directory.store.edition_drafts import EditionDraftStore
from services.directory.store.erasure import ErasureStore
from services.directory.store.imports import IMPORTS, ImportStore
from services.directory.store.links import LINKS, LinkStore
from services.directory.store.oidc import FLOWS, IDENTITIES, OidcStore
from services.directory.store.passkeys import CHALLENGES, PASSKEYS, PasskeyStore
from services.directory.store.people import ATTEMPTS, PEOPLE, REFUSALS, SESSIONS, PeopleStore, SessionStore
from services.directory.store.second_factors import SECOND_FACTORS, SecondFactorStore
from services.directory.store.states import (
    EDITIONS,
    INDEXES,
    KEYS,
    STATES,
    ObligationStore,
    OrganisationStore,
    StateStore,
)
from services.kit.mongo import Collection, Mongo
from services.kit.outbox import Relay

OUTBOXES = (*STATES, PEOPLE, SESSIONS, REFUSALS, SECOND_FACTORS, LINKS, PASSKEYS, IDENTITIES, DELEGATIONS)
LEASES = "leases"


class Database:
    """The directory's stores over one MongoDB database. Without a relay nothing is sent (the seed announces by itself)."""

    def __init__(self, mongo: Mongo, relay: Relay | None) -> None:
        self._mongo = mongo
        self.organisations = OrganisationStore(mongo, relay)
        self.editions = StateStore(mongo, EDITIONS, Edition, relay)
        self.obligations = ObligationStore(mongo, relay)
        self.keys = StateStore(mongo, KEYS, PublicKey, relay)
        self.people = PeopleStore(mongo, relay)
        self.sessions = SessionStore(mongo, relay)
        self.second_factors = SecondFactorStore(mongo, relay)
        self.links = LinkStore(mongo, relay)
        self.imports = ImportStore(mongo)
        self.edition_drafts = EditionDraftStore(mongo)
        self.erasure = ErasureStore(mongo)
        self.passkeys = PasskeyStore(mongo, relay)
        self.oidc = OidcStore(mongo, relay)
        self.delegations = DelegationStore(mongo, relay)

    @property
    def leases(self) -> Collection:
        """The collection of leases."""
        return self._mongo.collection(LEASES)

    async def prepare(self) -> None:
        """Learn which server this is and create the indexes. Raises Problem(store_away)."""
        await self._mongo.probe()
        for name, indexes in INDEXES.items():
            await self._mongo.ensure_indexes(name, indexes)
        await self._mongo.ensure_indexes(PEOPLE, [{"organisation": 1}])
        await self._mongo.ensure_indexes(SESSIONS, [{"person": 1}, {"refreshed_at": 1}])
        await self._mongo.ensure_indexes(REFUSALS, [{"at": 1}])
        await self._mongo.ensure_indexes(ATTEMPTS, [{"since": 1}, {"person": 1}])
        await self._mongo.ensure_indexes(SECOND_FACTORS, [])
        await self._mongo.ensure_indexes(DELEGATIONS, [{"person": 1, "colleague": 1}, {"colleague": 1}])
        await self._mongo.ensure_indexes(IDENTITIES, [{"person": 1}])
        await self._mongo.ensure_indexes(FLOWS, [{"ends_at": 1}], revisioned=False)
        await self._mongo.ensure_indexes(PASSKEYS, [{"person": 1}])
        await self._mongo.ensure_indexes(CHALLENGES, [{"ends_at": 1}], revisioned=False)
        await self._mongo.ensure_indexes(LINKS, [{"letter_due_at": 1}, {"ends_at": 1}])
        await self._mongo.ensure_indexes(IMPORTS, [{"at": 1}])
        await self.people.prepare()
