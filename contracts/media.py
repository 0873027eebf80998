"""What media says of a submission's files: which bytes came, what they are, what was made of them, and what went wrong.

Source: domain report 2.3 (files that notices demand) and 5 (minors, AI marks); notice 教职成函〔2024〕2号, section 六(五).
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from contracts.base import Contract
from contracts.submissions import Consent, Kind

MEDIA_TYPE = "weekwire.media.assets.v1"


class AssetState(StrEnum):
    """Where a promised file stands: its bytes are awaited, are being worked on, are ready, have failed, are taken back."""

    AWAITED = "awaited"
    UPLOADED = "uploaded"
    READY = "ready"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Rendition(Contract):
    """One thing made from an original. `name` is its place in the address, as in `w1600.webp`; sizes are in pixels and bytes.

    Pictures have `w400.jpg`, `w400.webp`, `w1600.jpg`, `w1600.webp` and, for those entitled, `press.jpg`; films have
    `poster.jpg` and `video.mp4`.
    """

    name: str
    media_type: str
    size_bytes: int
    sha256: str
    width: int | None = None
    height: int | None = None


class Asset(Contract):
    """One file of a submission, as it stands. `asset` follows from the submission and the SHA-256 (`asset_id`).

    `media_type` is found by content, never by name. `perceptual_hash` is 256 bit as lower-case hexadecimal (PDQ), with its
    quality 0-100. `problem` says why it failed, `retry_helps` whether sending it again can help. `public` is true while a
    featured item shows it. `consent_withdrawn` closes it for good.
    """

    asset: UUID
    name: str
    sha256: str
    size_bytes: int
    kind: Literal["photo", "video", "document"]
    caption: str = ""
    credit: str = ""
    consent: Consent = Consent()
    consent_withdrawn: bool = False
    public: bool = False
    ai_generated: bool = False
    state: AssetState = AssetState.AWAITED
    problem: str | None = None
    retry_helps: bool = False
    media_type: str | None = None
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    perceptual_hash: str | None = None
    perceptual_quality: int | None = None
    renditions: tuple[Rendition, ...] = ()
    uploaded_at: datetime | None = None
    ready_at: datetime | None = None


class MediaState(Contract):
    """`media.assets.v1`: all files of a submission's newest version, complete, in the order of the manifest.

    `files_due_at` is until when promised bytes may come; after it what is still awaited has failed (`bytes_never_came`).
    """

    submission: UUID
    revision: int
    version: int
    edition: str
    kind: Kind
    organisation: str
    unit: str
    assets: tuple[Asset, ...] = ()
    files_due_at: datetime | None = None
    withdrawn: bool = False

    @property
    def complete(self) -> bool:
        """Whether every promised file is ready."""
        return all(asset.state is AssetState.READY for asset in self.assets)


def asset_id(submission: UUID, sha256: str) -> UUID:
    """The id of a file of a submission: the same bytes in a later version are the same asset."""
    return uuid5(NAMESPACE_URL, f"weekwire:{submission}:{sha256}")
