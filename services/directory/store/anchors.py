"""Where anchors are kept: a bucket of the object store, in which objects are added and none is ever replaced."""

from services.directory.domain.anchors import Anchor, anchor_key, read_anchor
from services.kit.objects import Objects, S3Objects
from services.kit.settings import ServiceSettings

BUCKET = "audit"
PREFIX = "heads/"


def audit_objects(settings: ServiceSettings) -> S3Objects:
    """The bucket of the anchors."""
    return S3Objects(settings, BUCKET)


class AnchorStore:
    """Anchors by number. Whatever the object store raises while it is away is in `services.kit.objects.AWAY`."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    async def newest(self) -> Anchor | None:
        """The anchor with the highest number that can be read."""
        for key in reversed(await self._objects.keys(PREFIX)):
            anchor = await self._read(key)
            if anchor is not None:
                return anchor
        return None

    async def everything(self) -> list[tuple[str, Anchor | None]]:
        """Every key of the bucket, in order, with its anchor; None where the object holds none."""
        return [(key, await self._read(key)) for key in await self._objects.keys("")]

    async def add(self, anchor: Anchor) -> bool:
        """Add an anchor; false where its number is taken."""
        key = anchor_key(anchor.number)
        if await self._objects.get(key) is not None:
            return False
        await self._objects.put(key, anchor.as_json(), "application/json")
        return True

    async def _read(self, key: str) -> Anchor | None:
        body = await self._objects.get(key)
        return None if body is None else read_anchor(body)
