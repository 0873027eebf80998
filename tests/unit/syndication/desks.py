"""Deliveries as a newsroom gets them, signed and ready to be taken."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import orjson

from services.kit.clock import FixedClock
from services.kit.webhooks.signing import signed_headers
from services.syndication.receiver import Receiver

NOW = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
KEY = b"k" * 32
ITEM, OTHER_ITEM = UUID(int=1), UUID(int=2)


def body(
    number: int, change: str = "featured", *, item: UUID = ITEM, revision: int = 1, title: str = "职业体验日"
) -> bytes:
    """The body of a delivery."""
    said = {
        "event_id": f"weekwire:paper:{number}",
        "subscriber": "paper",
        "number": number,
        "change": change,
        "item": str(item),
        "item_revision": revision,
        "ninjs": None,
    }
    if change in {"featured", "corrected"}:
        said["ninjs"] = {
            "headlines": [{"role": "main", "value": title}],
            "organisations": [{"name": "第一职校", "rel": "reporter"}, {"name": "江苏省", "rel": "unit"}],
            "associations": [{"type": "picture"}, {"type": "picture"}, {"type": "video"}],
        }
    if change == "withdrawn":
        said |= {"reason": "consent_withdrawn", "ninjs": {"pubstatus": "canceled"}}
    return orjson.dumps(said)


@dataclass
class Post:
    """A sender that signs what it sends, each attempt a second later than the one before."""

    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    key: bytes = KEY

    def headers(self, number: int, content: bytes) -> dict[str, str]:
        """The headers of one more attempt."""
        self.clock.advance(1)
        return signed_headers(f"weekwire:paper:{number}", number, self.clock.now(), content, [self.key])

    def send(self, receiver: Receiver, number: int, content: bytes | None = None) -> str:
        """Send a number, and say what became of it."""
        sent = body(number) if content is None else content
        return receiver.take(self.headers(number, sent), sent).outcome.value
