"""What newsrooms used, in MongoDB: one document a use, under an id that follows from it, so that a repeat changes nothing."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from services.ingest.domain.uses import Use
from services.ingest.store.documents import moment
from services.kit.clock import milliseconds
from services.kit.mongo import Mongo, insert_once, store_guard

USES = "uses"
MOST = 200
"""The most uses of one item that are shown; how many newsrooms there are is counted among these."""


class UseStore:
    """Uses by item. Nothing is ever changed or taken out: what was printed was printed."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(USES)

    async def prepare(self) -> None:
        """Create the index. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(USES, [{"item": 1, "used": -1}], revisioned=False)

    async def keep(self, use: Use) -> bool:
        """Keep a use durably; false where it is known. Raises Problem(store_away)."""
        address = hashlib.sha256(use.address.encode()).hexdigest()[:32]
        return await insert_once(
            self._collection,
            {
                "_id": f"{use.item}:{use.newsroom}:{address}",
                "item": str(use.item),
                "newsroom": use.newsroom,
                "address": use.address,
                "used": milliseconds(use.used_at),
            },
        )

    async def of_items(self, items: Sequence[UUID]) -> dict[UUID, list[Use]]:
        """The uses of several items, the newest first. Raises Problem(store_away)."""
        most = MOST * len(items)
        query = {"item": {"$in": [str(item) for item in items]}}
        with store_guard():
            found = await self._collection.find(query).sort([("used", -1)]).limit(most).to_list(most) if items else []
        uses: dict[UUID, list[Use]] = {}
        for one in found:
            item = UUID(one["item"])
            uses.setdefault(item, []).append(Use(item, one["newsroom"], one["address"], moment(one["used"])))
        return uses

    async def of_item(self, item: UUID) -> list[Use]:
        """The uses of an item, the newest first. Raises Problem(store_away)."""
        with store_guard():
            found = await self._collection.find({"item": str(item)}).sort([("used", -1)]).limit(MOST).to_list(MOST)
        return [Use(item, one["newsroom"], one["address"], moment(one["used"])) for one in found]
