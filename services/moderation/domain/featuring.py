"""What newsrooms are told: an item complete with rights when it is featured, its correction, its withdrawal.

`next_said` is the one place that compares what was public with what is public now, so that whatever act changes it, newsrooms
hear of it in the same write. Source: domain report 3.2 (selection) and 5 (consent, withdrawal within minutes).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from contracts.featured import ConsentState, FeaturedAsset, FeaturedItem, FeaturedRendition
from contracts.media import Asset
from contracts.submissions import (
    ActivityReport,
    AnyContent,
    Case,
    File,
    Manuscript,
    Place,
    PlaceKind,
    Plan,
    Session,
    Summary,
)
from services.moderation.domain.files import files_now
from services.moderation.domain.record import Published, Record

Reason = Literal["unfeatured", "withdrawn", "refused", "returned", "consent_withdrawn", "file_withdrawn"]

CASE_PARTS = (
    ("background", "实施背景"),
    ("practice", "主要做法"),
    ("results", "取得成效"),
    ("experience", "经验总结"),
)
"""The four parts of a case with the headings of the ministry's call of 2024 (domain report 2.3)."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a featured item carries that is not the filer's: names from the directory, the edition's terms, and the moment."""

    organisation_name: str
    unit_name: str
    usage_terms: str
    at: datetime


def featured_now(record: Record, imprint: Imprint) -> Published:
    """The newest version as newsrooms get it. Its revision is set when it is kept."""
    standing, filed = record.standing, record.newest
    content = filed.content
    held_from, held_to = _days(content)
    shown = [(now.file, now.asset) for now in files_now(filed, record.media) if now.ready and now.asset]
    first = record.published.item.featured_at if record.published else imprint.at
    item = FeaturedItem(
        item=standing.submission,
        revision=0,
        change="featured",
        edition=standing.edition,
        kind=standing.kind,
        version=standing.version,
        organisation=standing.organisation,
        organisation_name=imprint.organisation_name,
        unit=standing.unit,
        unit_name=imprint.unit_name,
        title=content.title,
        text=text_of(content),
        byline=_byline(content) or imprint.organisation_name,
        activity=content.activity,
        local_types=tuple(choice.code for choice in content.local_types),
        focus=tuple(choice.code for choice in content.focus),
        tags=tuple(choice.code for choice in content.tags),
        places=_places(content),
        held_from=held_from,
        held_to=held_to,
        assets=tuple(_asset(file, asset, imprint.usage_terms) for file, asset in shown),
        usage_terms=imprint.usage_terms,
        featured_at=first,
        changed_at=imprint.at,
    )
    return Published(item, tuple(file.sha256 for file, _ in shown), filed.content_sha256)


def next_said(
    before: Published | None, after: Published | None, revision: int, at: datetime, reason: Reason
) -> tuple[Published | None, FeaturedItem | None]:
    """What is public under `revision`, and the event that says so; no event where nothing has changed."""
    if before == after:
        return before, None
    if after is None:
        return None, _withdrawn(before.item, revision, at, reason) if before else None
    change: Literal["featured", "corrected"] = "corrected" if before else "featured"
    item = after.item.model_copy(update={"revision": revision, "change": change, "changed_at": at})
    return replace(after, item=item), item


def text_of(content: AnyContent) -> str:
    """The text to print: of a case its four parts under their headings, of a summary its highlights and cases as well."""
    if isinstance(content, Case):
        parts = [(heading, str(getattr(content, part))) for part, heading in CASE_PARTS]
    elif isinstance(content, Summary):
        parts = [("活动亮点", "\n".join(content.highlights)), ("典型案例", "\n".join(content.cases))]
    else:
        parts = []
    return "\n\n".join(filter(None, [content.text, *(f"{heading}\n{text}" for heading, text in parts if text.strip())]))


def _withdrawn(item: FeaturedItem, revision: int, at: datetime, reason: Reason) -> FeaturedItem:
    """Who, what and why, and nothing that could be printed."""
    return FeaturedItem(
        item=item.item,
        revision=revision,
        change="withdrawn",
        edition=item.edition,
        kind=item.kind,
        version=item.version,
        organisation=item.organisation,
        organisation_name=item.organisation_name,
        unit=item.unit,
        unit_name=item.unit_name,
        title=item.title,
        featured_at=item.featured_at,
        changed_at=at,
        reason=reason,
    )


def _asset(file: File, asset: Asset, usage_terms: str) -> FeaturedAsset:
    # Caption, credit and consent are those of the version that was proofread, whatever a later manifest says of the bytes.
    asked = file.consent.identifiable_minors or file.consent.under_14 or file.consent.on_file
    consent: ConsentState = "on_file" if asked else "not_needed"
    return FeaturedAsset(
        asset=asset.asset,
        kind=file.kind,
        media_type=asset.media_type or "application/octet-stream",
        caption=file.caption,
        credit=file.credit,
        usage_terms=usage_terms,
        consent=consent,
        ai_generated=file.ai_generated or asset.ai_generated,
        width=asset.width,
        height=asset.height,
        duration_ms=asset.duration_ms,
        renditions=tuple(
            FeaturedRendition(
                name=one.name,
                media_type=one.media_type,
                size_bytes=one.size_bytes,
                width=one.width,
                height=one.height,
            )
            for one in asset.renditions
        ),
    )


def _byline(content: AnyContent) -> str:
    return content.credit if isinstance(content, Manuscript) else ""


def _sessions(content: AnyContent) -> tuple[Session, ...]:
    return content.sessions if isinstance(content, (Plan, ActivityReport)) else ()


def _places(content: AnyContent) -> tuple[str, ...]:
    """Each place once, in the order of the sessions."""
    named = (_place(session.place) for session in _sessions(content))
    return tuple(dict.fromkeys(place for place in named if place))


def _place(place: Place) -> str | None:
    if place.kind is PlaceKind.DISTRICT:
        return place.code
    return place.kind.value if place.kind in {PlaceKind.OVERSEAS, PlaceKind.ONLINE} else None


def _days(content: AnyContent) -> tuple[date | None, date | None]:
    spans = [session.when for session in _sessions(content)]
    if not spans:
        return None, None
    return min(span.start for span in spans), max(span.end for span in spans)
