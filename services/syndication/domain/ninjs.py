"""A featured item as IPTC ninjs 2.1: text, credits, rights, pictures with their renditions; or, once withdrawn, as canceled.

Source: https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json. The standard has no place for consent, AI marks and versions
before this one; they travel as `ednote` and `altids`, which every reader keeps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.featured import FeaturedAsset, FeaturedItem
from services.kit.clock import SHANGHAI
from services.syndication.domain.items import Kept
from services.syndication.domain.telling import reason_of

Json = dict[str, Any]
SCHEMA = "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"
LANGUAGE = "zh-CN"
NINJS_KINDS = {"photo": "picture", "video": "video", "document": "component"}
PRESS = "press.jpg"
PLACES = "urn:weekwire:place:"
SYNTHETIC = "本图(视频)由人工智能生成或合成。AI-generated."
CONSENT_WORDS = {"not_needed": "无须肖像同意。No consent needed.", "on_file": "肖像同意已登记。Consent on file."}


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses in what newsrooms get. `press` makes the ticket of an asset's press picture; None for who is not entitled."""

    base: str
    media_base: str
    press: Callable[[UUID], str] | None = None

    def item(self, item: UUID) -> str:
        """Where an item's newest state can be read."""
        return f"{self.base}/v1/feed/items/{item}"

    def rendition(self, asset: UUID, name: str) -> str | None:
        """Where a rendition is fetched; None for a press picture without a ticket."""
        address = f"{self.media_base}/v1/media/{asset}/{name}"
        if name != PRESS:
            return address
        return f"{address}?ticket={self.press(asset)}" if self.press else None


def item_uri(item: UUID) -> str:
    """The name of an item for ever, whatever its address becomes."""
    return f"urn:uuid:{item}"


def ninjs(kept: Kept, links: Links) -> Json:
    """The item in its newest state, in full."""
    state = kept.state
    body: Json = _head(state, "usable") | {
        "type": _type(state),
        "representationtype": "full",
        "profile": f"weekwire-{state.kind.value}",
        "headlines": [{"role": "main", "value": state.title}],
        "copyrightholder": state.organisation_name,
        "copyrightnotice": f"© {state.featured_at.astimezone(SHANGHAI).year} {state.organisation_name}",
        "organisations": _organisations(state),
        "subjects": _subjects(state),
        "associations": [_association(state, asset, links) for asset in state.assets],
    }
    optional: Json = {
        "by": state.byline,
        "usageterms": state.usage_terms,
        "bodies": _bodies(state.text),
        "places": [_place(code) for code in state.places],
        "contentcreated": f"{state.held_from.isoformat()}T00:00:00+08:00" if state.held_from else None,
        "events": _events(state),
    }
    return body | {name: value for name, value in optional.items() if value}


def canceled(kept: Kept) -> Json:
    """The item as withdrawn: its name, that it is canceled, and why. Nothing of its content, its title neither."""
    state = kept.state
    return _head(state, "canceled") | {
        "ednote": f"撤稿：请立即停止使用并删除已发布内容。Withdrawn ({reason_of(kept)}): stop using it and take it down.",
    }


def _head(state: FeaturedItem, pubstatus: str) -> Json:
    return {
        "uri": item_uri(state.item),
        "standard": {"name": "ninjs", "version": "2.1", "schema": SCHEMA},
        "version": str(state.version),
        "firstcreated": _time(state.featured_at),
        "versioncreated": _time(state.changed_at),
        "pubstatus": pubstatus,
        "language": LANGUAGE,
        "altids": [
            {"role": "weekwire:item", "value": str(state.item)},
            {"role": "weekwire:revision", "value": str(state.revision)},
            {"role": "weekwire:edition", "value": state.edition},
        ],
    }


def _type(state: FeaturedItem) -> str:
    if state.text:
        return "text"
    kinds = {asset.kind for asset in state.assets}
    if len(state.assets) > 1 or not kinds:
        return "composite"
    return NINJS_KINDS[kinds.pop()]


def _bodies(text: str) -> list[Json]:
    if not text:
        return []
    # Chinese has no spaces between words: what editors count is characters.
    return [{"role": "main", "contenttype": "text/plain", "charcount": len(text), "value": text}]


def _organisations(state: FeaturedItem) -> list[Json]:
    return [
        {"name": state.organisation_name, "rel": "reporter", "literal": state.organisation},
        {"name": state.unit_name, "rel": "unit", "literal": state.unit},
    ]


def _subjects(state: FeaturedItem) -> list[Json]:
    said = (("kind", (state.kind.value,)), ("type", state.local_types), ("focus", state.focus), ("tag", state.tags))
    return [{"rel": f"weekwire:{rel}", "literal": code} for rel, codes in said for code in codes]


def _place(code: str) -> Json:
    return {"rel": "location", "literal": code, "uri": f"{PLACES}{code}"}


def _events(state: FeaturedItem) -> list[Json]:
    return [{"rel": "weekwire:activity", "literal": state.activity}] if state.activity else []


def _association(state: FeaturedItem, asset: FeaturedAsset, links: Links) -> Json:
    notes = [CONSENT_WORDS[asset.consent], *([SYNTHETIC] if asset.ai_generated else [])]
    body: Json = {
        "name": str(asset.asset),
        "uri": item_uri(asset.asset),
        "type": NINJS_KINDS[asset.kind],
        "pubstatus": "usable",
        "copyrightholder": state.organisation_name,
        "usageterms": asset.usage_terms,
        "ednote": "".join(notes),
        "altids": [
            {"role": "weekwire:consent", "value": asset.consent},
            *([{"role": "weekwire:ai_generated", "value": "true"}] if asset.ai_generated else []),
        ],
        "infosources": [{"name": asset.credit, "role": "credit"}],
        "by": asset.credit,
        "descriptions": [{"role": "caption", "contenttype": "text/plain", "value": asset.caption}],
        "renditions": _renditions(asset, links),
    }
    if not asset.credit:
        del body["by"], body["infosources"]
    return body


def _renditions(asset: FeaturedAsset, links: Links) -> list[Json]:
    found: list[Json] = []
    for one in asset.renditions:
        href = links.rendition(asset.asset, one.name)
        if href is None:
            continue
        sizes: Json = {"width": one.width, "height": one.height}
        if asset.kind == "video" and one.media_type.startswith("video/") and asset.duration_ms is not None:
            sizes["duration"] = asset.duration_ms / 1_000
        known = {name: value for name, value in sizes.items() if value is not None}
        found.append(
            {"name": one.name, "href": href, "contenttype": one.media_type, "sizeinbytes": one.size_bytes} | known
        )
    return found


def _time(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
