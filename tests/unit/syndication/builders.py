"""Featured items, kept items and subscribers to begin with."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from contracts.featured import FeaturedAsset, FeaturedItem, FeaturedRendition
from contracts.submissions import Kind
from services.syndication.domain.cursors import Cursor
from services.syndication.domain.deliveries import Change, Delivery
from services.syndication.domain.items import Kept, raised
from services.syndication.domain.ninjs import Links
from services.syndication.domain.subscribers import Status, Subscriber
from services.syndication.domain.telling import Filters

NOW = datetime(2024, 5, 14, 8, 0, tzinfo=UTC)
EPOCH = "AAAAAAAAAAAAAAAAAAAAAA"
ITEM = UUID("0190a0c4-0000-7000-8000-000000000005")
ASSET = UUID("b18ac45a-8984-519b-a34c-b93e1c456cb7")
TERMS = "供新闻报道使用，须署名，不得用于商业用途。"
LINKS = Links("https://wire.example", "https://media.example", lambda asset: f"ticket-of-{asset}")


def rendition(name: str, media_type: str = "image/jpeg", width: int | None = 400) -> FeaturedRendition:
    return FeaturedRendition(name=name, media_type=media_type, size_bytes=48_211, width=width, height=300)


def photo(**changes: Any) -> FeaturedAsset:  # noqa: ANN401 - any field of an asset.
    fields: dict[str, Any] = {
        "asset": ASSET,
        "kind": "photo",
        "media_type": "image/jpeg",
        "caption": "小学生体验黄酒酿造",
        "credit": "绍兴中专",
        "usage_terms": TERMS,
        "consent": "on_file",
        "width": 4000,
        "height": 3000,
        "renditions": (rendition("w400.jpg"), rendition("w1600.webp", "image/webp"), rendition("press.jpg")),
    }
    return FeaturedAsset(**fields | changes)


def featured(**changes: Any) -> FeaturedItem:  # noqa: ANN401 - any field of an item.
    fields: dict[str, Any] = {
        "item": ITEM,
        "revision": 1,
        "change": "featured",
        "edition": "2024",
        "kind": Kind.MANUSCRIPT,
        "version": 1,
        "organisation": "3633000123",
        "organisation_name": "绍兴市中等专业学校",
        "unit": "330000",
        "unit_name": "浙江省",
        "title": "黄酒酿造走进校园",
        "text": "五月十三日,三百名小学生走进实训室。",
        "byline": "王编辑 文/摄",
        "local_types": ("L03",),
        "tags": ("open_campus",),
        "places": ("330602",),
        "assets": (photo(),),
        "usage_terms": TERMS,
        "featured_at": NOW,
        "changed_at": NOW,
    }
    return FeaturedItem(**fields | changes)


def corrected(item: FeaturedItem, **changes: Any) -> FeaturedItem:  # noqa: ANN401 - as above.
    fields: dict[str, Any] = {
        "revision": item.revision + 1,
        "change": "corrected",
        "version": item.version + 1,
        "changed_at": item.changed_at + timedelta(minutes=5),
    }
    return FeaturedItem(**dict(item) | fields | changes)


def withdrawn(item: FeaturedItem, **changes: Any) -> FeaturedItem:  # noqa: ANN401 - as above.
    fields: dict[str, Any] = {
        "revision": item.revision + 1,
        "change": "withdrawn",
        "text": "",
        "assets": (),
        "reason": "unfeatured",
        "changed_at": item.changed_at + timedelta(minutes=5),
    }
    return FeaturedItem(**dict(item) | fields | changes)


def kept(*states: FeaturedItem, epoch: str = EPOCH, first: int = 0) -> Kept:
    """An item after these states stood at consecutive offsets of one log."""
    known: Kept | None = None
    for offset, state in enumerate(states, first):
        known = raised(known, state, epoch, offset) or known
    assert known is not None
    return known


def subscriber(**changes: Any) -> Subscriber:  # noqa: ANN401 - any field of a subscriber.
    fields: dict[str, Any] = {
        "id": "daily",
        "name": "教育日报",
        "filters": Filters(),
        "webhook": "https://daily.example/hook",
        "status": Status.ACTIVE,
        "tokens": (),
        "secrets": (),
        "position": Cursor(EPOCH, 0),
        "next_number": 1,
        "made_at": NOW,
    }
    return Subscriber(**fields | changes)


def delivery(number: int = 1, **changes: Any) -> Delivery:  # noqa: ANN401 - any field of a delivery.
    fields: dict[str, Any] = {
        "subscriber": "daily",
        "number": number,
        "event_id": f"weekwire:daily:{number}",
        "item": uuid4(),
        "item_revision": 1,
        "offset": number - 1,
        "change": Change.FEATURED,
        "body_json": f'{{"number":{number}}}',
        "body_sha256": "0" * 64,
        "made_at": NOW,
        "not_before": NOW,
    }
    return Delivery(**fields | changes)
