"""What newsrooms are given: a featured item, complete with rights and captions; its correction; its withdrawal.

Source: domain report 3.2 (selection) and 5 (consent, 三审三校, withdrawal within minutes).
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from contracts.base import Contract
from contracts.submissions import Kind

FEATURED_TYPE = "weekwire.moderation.featured.v1"

ConsentState = Literal["not_needed", "on_file"]
"""An item with a picture that lacks consent is never featured, so there is no third."""


class FeaturedRendition(Contract):
    """One size or format of a picture or film; media's address is `/v1/media/<asset>/<name>`."""

    name: str
    media_type: str
    size_bytes: int
    width: int | None = None
    height: int | None = None


class FeaturedAsset(Contract):
    """A picture or film of a featured item with the rights that travel with it. `usage_terms` are the edition's words."""

    asset: UUID
    kind: Literal["photo", "video", "document"]
    media_type: str
    caption: str
    credit: str
    usage_terms: str
    consent: ConsentState
    ai_generated: bool = False
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    renditions: tuple[FeaturedRendition, ...] = ()


class FeaturedItem(Contract):
    """`moderation.featured.v1`: one featured item, complete, under the revision of its standing.

    `change` says what it is now: first featured, corrected by a later version, or withdrawn; a withdrawn one has no text,
    no assets and a `reason` code. `item` is the submission's id. `byline` is the credit to print. `places` are GB/T 2260
    codes, `overseas` or `online`. Names are those of the directory when it was featured.
    """

    item: UUID
    revision: int
    change: Literal["featured", "corrected", "withdrawn"]
    edition: str
    kind: Kind
    version: int
    organisation: str
    organisation_name: str
    unit: str
    unit_name: str
    title: str
    text: str = ""
    byline: str = ""
    activity: str | None = None
    local_types: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    held_from: date | None = None
    held_to: date | None = None
    assets: tuple[FeaturedAsset, ...] = ()
    usage_terms: str = ""
    featured_at: datetime
    changed_at: datetime
    reason: Literal["unfeatured", "withdrawn", "refused", "returned", "consent_withdrawn", "file_withdrawn"] | None = (
        None
    )
