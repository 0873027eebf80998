"""A feed as Atom (RFC 4287) with tombstones (RFC 6721) and Media RSS, and as JSON Feed 1.1: the same entries in other clothes."""

# It writes XML and reads none.
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.syndication.domain.items import Kept
from services.syndication.domain.ninjs import Links, canceled, item_uri, ninjs
from services.syndication.domain.telling import Match, reason_of

Json = dict[str, Any]
ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
MEDIA = "http://search.yahoo.com/mrss/"
JSON_FEED = "https://jsonfeed.org/version/1.1"
TITLE = "职业教育活动周 · 推介稿件"
FEED_URI = "urn:weekwire:feed"
LEGAL_IN_XML = {9, 10, 13}
FIRST_PRINTABLE = 0x20
SURROGATES = range(0xD800, 0xE000)
NONCHARACTERS = frozenset({0xFFFE, 0xFFFF})

for prefix, address in (("", ATOM), ("at", TOMBSTONES), ("media", MEDIA)):
    ET.register_namespace(prefix, address)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item in a feed: shown in full, or as gone for who may have had it."""

    kept: Kept
    match: Match

    @property
    def gone(self) -> bool:
        """Whether only its withdrawal is shown."""
        return self.match != "full"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a feed. `here` is its own address, `following` that of what comes after it where the reader has a cursor."""

    entries: Sequence[Entry]
    changed_at: datetime
    here: str
    following: str | None = None


def entry_body(entry: Entry, links: Links) -> Json:
    """An entry as the JSON feed shows it."""
    state = entry.kept.state
    return {
        "offset": entry.kept.offset,
        "change": "withdrawn" if entry.gone else state.change,
        "item": str(state.item),
        "item_revision": state.revision,
        "reason": reason_of(entry.kept) if entry.gone else None,
        "ninjs": canceled(entry.kept) if entry.gone else ninjs(entry.kept, links),
    }


def atom(page: Page, links: Links) -> bytes:
    """The page as an Atom document; items that are gone stand as `at:deleted-entry`."""
    feed = ET.Element(f"{{{ATOM}}}feed")
    _text(feed, "id", FEED_URI)
    _text(feed, "title", TITLE)
    _text(feed, "updated", page.changed_at.isoformat())
    _link(feed, "self", page.here, "application/atom+xml")
    if page.following is not None:
        _link(feed, "next", page.following, "application/atom+xml")
    for entry in page.entries:
        if entry.gone:
            _tombstone(feed, entry)
        else:
            _entry(feed, entry.kept, links)
    body: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def json_feed(page: Page, links: Links) -> Json:
    """The page as JSON Feed 1.1. It has no word for what is gone: such items carry `_weekwire.withdrawn` and no content."""
    following = {"next_url": page.following} if page.following is not None else {}
    return {
        "version": JSON_FEED,
        "title": TITLE,
        "feed_url": page.here,
        **following,
        "language": "zh-CN",
        "items": [_json_item(entry, links) for entry in page.entries],
    }


def _entry(feed: ET.Element, kept: Kept, links: Links) -> None:
    state = kept.state
    entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
    _text(entry, "id", item_uri(state.item))
    _text(entry, "title", state.title)
    _text(entry, "published", state.featured_at.isoformat())
    _text(entry, "updated", state.changed_at.isoformat())
    author = ET.SubElement(entry, f"{{{ATOM}}}author")
    _text(author, "name", state.byline or state.organisation_name)
    _text(entry, "rights", state.usage_terms)
    for scheme, codes in (("unit", (state.unit,)), ("type", state.local_types), ("tag", state.tags)):
        for code in codes:
            ET.SubElement(entry, f"{{{ATOM}}}category", {"scheme": f"urn:weekwire:{scheme}", "term": _legal(code)})
    _link(entry, "alternate", links.item(state.item), "application/json")
    _text(entry, "content", state.text or state.title)
    for asset in state.assets:
        group = ET.SubElement(entry, f"{{{MEDIA}}}group")
        for one in asset.renditions:
            address = links.rendition(asset.asset, one.name)
            if address is not None:
                sizes = {"width": one.width, "height": one.height, "fileSize": one.size_bytes}
                given = {name: str(value) for name, value in sizes.items() if value is not None}
                ET.SubElement(group, f"{{{MEDIA}}}content", {"url": address, "type": one.media_type} | given)
        _text(group, "description", asset.caption, MEDIA)
        _text(group, "credit", asset.credit, MEDIA)
        _text(group, "copyright", asset.usage_terms, MEDIA)


def _tombstone(feed: ET.Element, entry: Entry) -> None:
    state = entry.kept.state
    gone = {"ref": item_uri(state.item), "when": state.changed_at.isoformat()}
    deleted = ET.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry", gone)
    _text(deleted, "comment", reason_of(entry.kept), TOMBSTONES)


def _json_item(entry: Entry, links: Links) -> Json:
    state = entry.kept.state
    item: Json = {"id": item_uri(state.item), "date_modified": state.changed_at.isoformat()}
    if entry.gone:
        return item | {"content_text": "", "_weekwire": {"withdrawn": True, "reason": reason_of(entry.kept)}}
    return item | {
        "url": links.item(state.item),
        "title": state.title,
        "content_text": state.text or state.title,
        "date_published": state.featured_at.isoformat(),
        "authors": [{"name": state.byline or state.organisation_name}],
        "tags": [*state.local_types, *state.tags],
        "language": "zh-CN",
        "attachments": [
            {"url": address, "mime_type": one.media_type, "title": asset.caption, "size_in_bytes": one.size_bytes}
            for asset in state.assets
            for one in asset.renditions
            if (address := links.rendition(asset.asset, one.name)) is not None
        ],
        "_weekwire": {"usage_terms": state.usage_terms, "ninjs": ninjs(entry.kept, links)},
    }


def _text(parent: ET.Element, name: str, text: str, namespace: str = ATOM) -> None:
    ET.SubElement(parent, f"{{{namespace}}}{name}").text = _legal(text)


def _link(parent: ET.Element, rel: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": address, "type": media_type})


def _legal(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold; one of them would make the whole feed unreadable."""
    return "".join(character for character in text if _is_legal(ord(character)))


def _is_legal(code: int) -> bool:
    return code in LEGAL_IN_XML or (code >= FIRST_PRINTABLE and code not in SURROGATES and code not in NONCHARACTERS)
