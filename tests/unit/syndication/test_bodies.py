"""What newsrooms read: ninjs, Atom, JSON Feed, and the body of a delivery. Rights travel with everything."""

import json
import xml.etree.ElementTree as ET
from typing import Any
from uuid import UUID

import jsonschema_rs
import pytest

from services.syndication.domain.deliveries import Change
from services.syndication.domain.feeds import Entry, Page, atom, entry_body, json_feed
from services.syndication.domain.ninjs import Links, canceled, ninjs
from services.syndication.domain.payloads import body_of, sha256_of, superseded_body
from tests.contract.deployment import ROOT
from tests.unit.syndication.builders import (
    ASSET,
    ITEM,
    LINKS,
    NOW,
    TERMS,
    corrected,
    featured,
    kept,
    photo,
    rendition,
    withdrawn,
)

SCHEMA = json.loads((ROOT / "tests" / "data" / "ninjs-2.1-used.json").read_text(encoding="utf-8"))
NINJS = jsonschema_rs.validator_for(SCHEMA, validate_formats=True)
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "media": "http://search.yahoo.com/mrss/",
}
PEOPLE_ONLY = Links("https://wire.example", "https://media.example")
FIRST = featured(activity="A01-01")
FILM = photo(
    asset=UUID("b18ac45a-8984-519b-a34c-b93e1c456cb8"),
    kind="video",
    media_type="video/mp4",
    duration_ms=12_500,
    ai_generated=True,
    consent="not_needed",
    renditions=(rendition("video.mp4", "video/mp4"), rendition("poster.jpg")),
)
FULL = kept(featured(activity="A01-01", assets=(photo(), FILM)))
GONE = kept(FIRST, withdrawn(FIRST))
LEFT = kept(FIRST, corrected(FIRST, tags=("city",)))


def parsed(body: bytes) -> ET.Element:
    return ET.fromstring(body)  # noqa: S314 - as above.


def page(*entries: Entry) -> Page:
    return Page(entries, NOW, "https://wire.example/v1/feed.atom", "https://wire.example/v1/feed.atom?cursor=x.9")


@pytest.mark.parametrize("item", [FULL, kept(featured(text="", assets=(photo(),))), kept(featured(text="", assets=()))])
def test_every_item_is_ninjs(item: Any) -> None:  # noqa: ANN401 - a kept item.
    NINJS.validate(ninjs(item, LINKS))


@pytest.mark.parametrize("item", [GONE, LEFT])
def test_every_withdrawal_is_ninjs_with_nothing_of_the_content(item: Any) -> None:  # noqa: ANN401 - as above.
    body = canceled(item)

    NINJS.validate(body)
    assert body["pubstatus"] == "canceled"
    text = json.dumps(body, ensure_ascii=False)
    assert [said for said in (FIRST.title, FIRST.text, FIRST.byline, str(ASSET)) if said in text] == []


def test_the_schema_finds_a_property_that_the_standard_does_not_have() -> None:
    assert list(NINJS.iter_errors(ninjs(FULL, LINKS) | {"credit": "x"}))


def test_rights_travel_with_every_picture() -> None:
    picture, film = ninjs(FULL, LINKS)["associations"]

    assert (picture["usageterms"], picture["by"], picture["copyrightholder"]) == (
        TERMS,
        "绍兴中专",
        "绍兴市中等专业学校",
    )
    assert picture["descriptions"][0] == {"role": "caption", "contenttype": "text/plain", "value": "小学生体验黄酒酿造"}
    assert picture["altids"] == [{"role": "weekwire:consent", "value": "on_file"}]
    assert {"role": "weekwire:ai_generated", "value": "true"} in film["altids"]
    assert "AI-generated" in film["ednote"]


def test_the_item_names_who_wrote_it_who_owns_it_and_how_it_may_be_used() -> None:
    body = ninjs(FULL, LINKS)

    assert (body["by"], body["copyrightholder"], body["usageterms"]) == (FIRST.byline, FIRST.organisation_name, TERMS)
    assert body["copyrightnotice"] == "© 2024 绍兴市中等专业学校"
    assert body["bodies"][0]["charcount"] == len(FIRST.text)


def test_pictures_are_links_to_media_and_the_press_picture_has_its_ticket() -> None:
    hrefs = {one["name"]: one["href"] for one in ninjs(FULL, LINKS)["associations"][0]["renditions"]}

    assert hrefs["w400.jpg"] == f"https://media.example/v1/media/{ASSET}/w400.jpg"
    assert hrefs["press.jpg"] == f"https://media.example/v1/media/{ASSET}/press.jpg?ticket=ticket-of-{ASSET}"


def test_who_has_no_ticket_sees_no_press_picture() -> None:
    names = [one["name"] for one in ninjs(FULL, PEOPLE_ONLY)["associations"][0]["renditions"]]

    assert names == ["w400.jpg", "w1600.webp"]


def test_a_film_says_how_long_it_lasts_and_its_poster_does_not() -> None:
    film, poster = ninjs(FULL, LINKS)["associations"][1]["renditions"]

    assert film["duration"] == 12.5
    assert "duration" not in poster


def test_atom_shows_an_item_with_its_pictures_and_rights_and_what_is_gone_as_deleted() -> None:
    feed = parsed(atom(page(Entry(FULL, "full"), Entry(GONE, "gone")), LINKS))

    assert feed.findtext("a:entry/a:id", None, NAMES) == f"urn:uuid:{ITEM}"
    assert feed.findtext("a:entry/a:rights", None, NAMES) == TERMS
    assert len(feed.findall("a:entry/media:group/media:content", NAMES)) == 5
    assert feed.findtext("a:entry/media:group/media:credit", None, NAMES) == "绍兴中专"
    (deleted,) = feed.findall("at:deleted-entry", NAMES)
    assert deleted.get("ref") == f"urn:uuid:{ITEM}"
    assert deleted.get("when") == GONE.state.changed_at.isoformat()
    assert deleted.findtext("at:comment", None, NAMES) == "unfeatured"


def test_atom_has_what_rfc_4287_asks_of_a_feed_and_of_its_entries() -> None:
    feed = parsed(atom(page(Entry(FULL, "full")), LINKS))

    for place in ("a:id", "a:title", "a:updated", "a:link[@rel='self']", "a:link[@rel='next']"):
        assert len(feed.findall(place, NAMES)) == 1
    for place in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:link[@rel='alternate']", "a:content"):
        assert len(feed.findall(f"a:entry/{place}", NAMES)) == 1


def test_a_character_that_xml_cannot_hold_does_not_break_the_feed() -> None:
    odd = kept(featured(title="响铃\x07与\ufffe标题", tags=("\x00t",)))

    feed = parsed(atom(page(Entry(odd, "full")), LINKS))

    assert feed.findtext("a:entry/a:title", None, NAMES) == "响铃与标题"


def test_json_feed_has_what_its_version_asks_and_marks_what_is_gone() -> None:
    feed = json_feed(page(Entry(FULL, "full"), Entry(GONE, "gone")), LINKS)
    shown, gone = feed["items"]

    assert (feed["version"], feed["next_url"]) == ("https://jsonfeed.org/version/1.1", page().following)
    assert shown["authors"] == [{"name": FIRST.byline}]
    assert {"url", "mime_type"} <= shown["attachments"][0].keys()
    NINJS.validate(shown["_weekwire"]["ninjs"])
    assert gone["_weekwire"] == {"withdrawn": True, "reason": "unfeatured"}
    assert FIRST.title not in json.dumps(gone, ensure_ascii=False)


def test_an_item_that_left_the_filter_is_shown_as_withdrawn_with_that_reason() -> None:
    body = entry_body(Entry(LEFT, "gone"), LINKS)

    assert (body["change"], body["reason"], body["ninjs"]["pubstatus"]) == ("withdrawn", "left_filter", "canceled")


def test_a_delivery_says_its_number_and_its_item_as_ninjs() -> None:
    body = json.loads(body_of("daily", 7, Change.FEATURED, FULL, LINKS))

    assert (body["subscriber"], body["number"], body["event_id"]) == ("daily", 7, "weekwire:daily:7")
    assert body["item"] == str(ITEM)
    NINJS.validate(body["ninjs"])


def test_a_recall_says_where_to_acknowledge_it() -> None:
    body = json.loads(body_of("daily", 8, Change.WITHDRAWN, GONE, LINKS))

    assert body["acknowledge"] == "https://wire.example/v1/recalls/daily:8/ack"
    assert (body["reason"], body["ninjs"]["pubstatus"]) == ("unfeatured", "canceled")


def test_what_was_superseded_holds_nothing_of_its_item() -> None:
    body = json.loads(superseded_body("daily", 7, ITEM, 1))

    assert (body["change"], body["number"], body["ninjs"]) == ("superseded", 7, None)


def test_the_same_delivery_is_the_same_bytes() -> None:
    first, second = (body_of("daily", 7, Change.FEATURED, FULL, LINKS) for _ in range(2))

    assert sha256_of(first) == sha256_of(second)
