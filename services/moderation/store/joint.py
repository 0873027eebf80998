"""Whose the name of a joint activity is, one document a name: two units that use one at the same moment find out here."""

from services.kit.mongo import Document, Mongo, insert_once, store_guard

JOINT_NAMES = "joint_names"


class JointStore:
    """The names of joint activities. One is its first user's for the whole edition, also when nobody is a member any more."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(JOINT_NAMES)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(JOINT_NAMES, [], revisioned=False)

    async def owner(self, edition: str, name: str) -> str | None:
        """The unit whose name it is, the ministry, or None where nobody has used it."""
        with store_guard():
            document = await self._collection.find_one({"_id": _id(edition, name)})
        return document["owner"] if document else None

    async def take(self, edition: str, name: str, owner: str) -> str:
        """Make a name `owner`'s unless it is somebody's; the answer is whose it is then."""
        document: Document = {"_id": _id(edition, name), "owner": owner}
        if await insert_once(self._collection, document):
            return owner
        return await self.owner(edition, name) or owner

    async def hand_over(self, edition: str, name: str, owner: str) -> None:
        """Make a name `owner`'s, whosever it was."""
        with store_guard():
            await self._collection.update_one({"_id": _id(edition, name)}, {"$set": {"owner": owner}})


def _id(edition: str, name: str) -> str:
    return f"{edition}:{name}"
