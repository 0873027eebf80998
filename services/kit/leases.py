"""A lease in MongoDB: of many replicas one does what must be done once, and another takes over when it falls silent."""

from datetime import datetime, timedelta

from services.kit.clock import Clock
from services.kit.mongo import Collection, compare_and_set, insert_once, store_guard


class Lease:
    """A named lease held by one `holder` at a time, for `seconds` after its last renewal."""

    def __init__(self, collection: Collection, name: str, holder: str, seconds: float, clock: Clock) -> None:
        self._collection = collection
        self._name = name
        self._holder = holder
        self._seconds = seconds
        self._clock = clock
        self.until: datetime | None = None

    @property
    def held(self) -> bool:
        """Whether this holder's last renewal is still in force."""
        return self.until is not None and self._clock.now() < self.until

    async def renew(self) -> bool:
        """Take or keep the lease; false while another holds it. Raises Problem(store_away)."""
        now = self._clock.now()
        until = now + timedelta(seconds=self._seconds)
        fresh = {"_id": self._name, "revision": 1, "holder": self._holder, "until": until}
        with store_guard():
            known = await self._collection.find_one({"_id": self._name})
        if known is None:
            won = await insert_once(self._collection, fresh)
        elif known["holder"] != self._holder and known["until"] > now:
            won = False
        else:
            fresh["revision"] = known["revision"] + 1
            won = await compare_and_set(self._collection, fresh, known["revision"])
        self.until = until if won else None
        return won

    async def release(self) -> None:
        """Let another take over at once."""
        if self.until is not None:
            self.until = None
            with store_guard():
                await self._collection.update_one(
                    {"_id": self._name, "holder": self._holder}, {"$set": {"until": self._clock.now()}}
                )
