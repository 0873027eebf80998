"""Makers for the tests of the road of bytes: manifests, states, standings, featured items and grants of one school's item."""

# ruff: noqa: ANN401 - a maker takes any field of what it makes; the model it calls types them.

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from contracts.featured import FeaturedAsset, FeaturedItem
from contracts.media import MediaState, Rendition, asset_id
from contracts.moderation import Part, Standing, State
from contracts.submissions import File, Kind, PhotoSet, SubmissionState, Verdict
from services.kit.tickets import Grant
from services.media.domain.files import made_ready, uploaded
from services.media.domain.hearing import hear_submission
from services.media.domain.jobs import Made
from services.media.domain.record import Record, state_of

SUBMISSION = UUID("3f0e4f0a-6d7e-4f59-9a58-0d7a5c3f1a11")
AT = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
DUE = AT + timedelta(days=3)
SCHOOL, CITY, UNIT = "3633000001", "330600", "330000"
MADE = Made(
    "image/jpeg",
    "photo-1",
    960,
    640,
    renditions=(Rendition(name="w400.jpg", media_type="image/jpeg", size_bytes=9, sha256="0" * 64),),
)


def sha(name: str) -> str:
    """The hash of a file called so."""
    return hashlib.sha256(name.encode()).hexdigest()


def asset(name: str) -> UUID:
    """The id of a file called so."""
    return asset_id(SUBMISSION, sha(name))


def line(of: str, **fields: Any) -> File:
    """A line of the manifest."""
    said: dict[str, Any] = {"name": f"{of}.jpg", "size_bytes": 100, "sha256": sha(of), "kind": "photo"}
    return File(**(said | fields))


def state(revision: int, *names: str, files: tuple[File, ...] | None = None, **fields: Any) -> SubmissionState:
    """What ingest says of the item: its version is the revision unless another is given."""
    said: dict[str, Any] = {
        "submission": SUBMISSION,
        "revision": revision,
        "version": revision,
        "change": "received",
        "edition": "2024",
        "kind": Kind.PHOTO_SET,
        "organisation": SCHOOL,
        "unit": UNIT,
        "chain": (SCHOOL, CITY, UNIT),
        "filed_by": "p-filer",
        "content": PhotoSet(title="题", no_state_secrets=True),
        "manifest": files if files is not None else tuple(line(name) for name in names),
        "content_sha256": f"{revision:064d}",
        "verdict": Verdict.NOT_OWED,
        "received_at": AT,
        "version_received_at": AT,
    }
    return SubmissionState(**(said | fields))


def standing(where: State = State.IN_REVIEW, version: int = 1, **parts: int | None) -> Standing:
    """A standing with the versions that it counts and reviews."""

    def part(number: int | None) -> Part | None:
        return Part(version=number, level=0, facts=()) if number else None

    return Standing(
        submission=SUBMISSION,
        edition="2024",
        kind=Kind.PHOTO_SET,
        organisation=SCHOOL,
        unit=UNIT,
        chain=(SCHOOL, CITY, UNIT),
        state=where,
        version=version,
        level=0,
        obligation=None,
        verdict=Verdict.NOT_OWED,
        received_at=AT,
        counted=part(parts.get("counted")),
        in_review=part(parts.get("in_review")),
    )


def featured(revision: int, *names: str, change: Any = "featured") -> FeaturedItem:
    """What moderation says of the item as newsrooms have it."""
    return featured_item(SUBMISSION, revision, [asset(name) for name in names], change)


def featured_item(item: UUID, revision: int, assets: Iterable[UUID], change: Any = "featured") -> FeaturedItem:
    """What moderation says of any featured item with these photos; of a withdrawn one it says none."""
    is_out = change == "withdrawn"
    shown = tuple(
        FeaturedAsset(
            asset=name,
            kind="photo",
            media_type="image/jpeg",
            caption="图",
            credit="校",
            usage_terms="",
            consent="not_needed",
        )
        for name in assets
    )
    return FeaturedItem(
        item=item,
        revision=revision,
        change=change,
        edition="2024",
        kind=Kind.PHOTO_SET,
        version=1,
        organisation=SCHOOL,
        organisation_name="校",
        unit=UNIT,
        unit_name="省",
        title="题",
        assets=() if is_out else shown,
        featured_at=AT,
        changed_at=AT,
        reason="unfeatured" if is_out else None,
    )


def grant(name: str, version: int = 1, **fields: Any) -> Grant:
    """The right to send a file."""
    said: dict[str, Any] = {
        "submission": SUBMISSION,
        "version": version,
        "edition": "2024",
        "submission_kind": Kind.PHOTO_SET,
        "organisation": SCHOOL,
        "unit": UNIT,
        "person": "p-filer",
        "name": f"{name}.jpg",
        "sha256": sha(name),
        "size_bytes": 100,
        "kind": "photo",
        "expires_at": int(DUE.timestamp()),
    }
    return Grant(**(said | fields))


def heard(*names: str, revision: int = 1, record: Record | None = None, **fields: Any) -> Record:
    """The record after a state of ingest."""
    after = hear_submission(record, state(revision, *names, **fields), DUE, 100 + revision)
    assert after is not None
    return after


def ready(record: Record, name: str) -> Record:
    """The record once a file was sent and worked on."""
    sent = uploaded(record, sha(name), AT, record.revision + 1) or record
    done = made_ready(sent, sha(name), MADE, original=f"incoming/{name}", at=AT, revision=sent.revision + 1)
    assert done is not None
    return done


def said_of(record: Record) -> MediaState:
    """What the world is told, where it is told anything."""
    said = state_of(record)
    assert said is not None
    return said
