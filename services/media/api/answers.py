"""What media answers, as models, so that the interface's description is true."""

from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.base import Contract
from contracts.media import Asset, AssetState
from services.kit.objects import SignedRequest, StoredPart
from services.media.domain.progress import status_of_all
from services.media.domain.record import Record
from services.media.domain.sessions import Session, SessionState
from services.media.operations.looking import Progress
from services.media.operations.uploading import Quota, Upload


class PartAnswer(Contract):
    """A part that the object store holds. `sha256` is known where the part was signed with it."""

    number: int
    size_bytes: int
    etag: str
    sha256: str | None


class QuotaAnswer(Contract):
    """What the organisation may send in this edition, in bytes."""

    used_bytes: int
    limit_bytes: int
    remaining_bytes: int


class UploadAnswer(Contract):
    """A session: cut the file at every `part_size_bytes` and send the `missing` parts; the last one is shorter.

    `parts` are there already. `signed` are requests for the first of the missing ones, as many as were asked for with
    `sign`. Once `complete`, ask `GET /v1/media/{asset}` how far the file has come.
    """

    upload: str
    submission: UUID
    asset: UUID
    name: str
    sha256: str
    size_bytes: int
    part_size_bytes: int
    part_count: int
    state: SessionState
    asset_state: AssetState
    parts: tuple[PartAnswer, ...]
    missing: tuple[int, ...]
    signed: tuple["SignedAnswer", ...]
    expires_at: datetime
    quota: QuotaAnswer


class PartsAnswer(Contract):
    """The parts that are there, by number, and the numbers of those that are missing."""

    upload: str
    parts: tuple[PartAnswer, ...]
    missing: tuple[int, ...]


class SignedAnswer(Contract):
    """A request for one part: `method` to `url` with these headers and exactly `size_bytes` of body, until `expires_at`."""

    upload: str
    number: int
    method: str
    url: str
    headers: dict[str, str]
    size_bytes: int
    expires_at: datetime


class EstimateAnswer(Contract):
    """About where a file stands (0 while it is worked on) and in how many seconds it is ready."""

    position: int
    seconds: float
    approximate: bool


class TroubleAnswer(Contract):
    """What is wrong with a file, in plain words, and whether sending it again can help."""

    code: str
    detail_zh: str
    detail_en: str
    remedy_zh: str
    remedy_en: str
    retry_helps: bool


class FileAnswer(Contract):
    """One file and how far it has come."""

    asset: Asset
    estimate: EstimateAnswer | None
    trouble: TroubleAnswer | None


class FilesAnswer(Contract):
    """The files of a submission's newest version. `status` is the HTTP status of this answer."""

    submission: UUID
    version: int
    status: int
    withdrawn: bool
    files_due_at: datetime | None
    files: tuple[FileAnswer, ...]


def upload_answer(upload: Upload, signed: tuple[tuple[int, SignedRequest, datetime], ...] = ()) -> UploadAnswer:
    """The answer about a session, with the requests that were signed along with it."""
    session = upload.session
    return UploadAnswer(
        upload=session.upload,
        submission=session.submission,
        asset=session.asset,
        name=upload.asset.name,
        sha256=session.sha256,
        size_bytes=session.size_bytes,
        part_size_bytes=session.part_size_bytes,
        part_count=session.part_count,
        state=session.state,
        asset_state=upload.asset.state,
        parts=tuple(part_answer(part) for part in upload.parts),
        missing=upload.missing,
        signed=tuple(signed_answer(session, number, request, until) for number, request, until in signed),
        expires_at=session.expires_at,
        quota=quota_answer(upload.quota),
    )


def parts_answer(upload: Upload) -> PartsAnswer:
    """The answer about the parts of a session."""
    parts = tuple(part_answer(part) for part in upload.parts)
    return PartsAnswer(upload=upload.session.upload, parts=parts, missing=upload.missing)


def part_answer(part: StoredPart) -> PartAnswer:
    """The answer about one part."""
    return PartAnswer(number=part.number, size_bytes=part.size_bytes, etag=part.etag, sha256=part.sha256)


def quota_answer(quota: Quota) -> QuotaAnswer:
    """The answer about a quota."""
    return QuotaAnswer(
        used_bytes=quota.used_bytes, limit_bytes=quota.limit_bytes, remaining_bytes=quota.remaining_bytes
    )


def signed_answer(session: Session, number: int, request: SignedRequest, until: datetime) -> SignedAnswer:
    """The answer with a signed request."""
    return SignedAnswer(
        upload=session.upload,
        number=number,
        method="PUT",
        url=request.url,
        headers=dict(request.headers),
        size_bytes=session.part_bytes(number),
        expires_at=until,
    )


def file_answer(progress: Progress) -> FileAnswer:
    """The answer about one file."""
    estimate = progress.estimate
    shown = (
        EstimateAnswer(position=estimate.position, seconds=estimate.seconds, approximate=estimate.approximate)
        if estimate
        else None
    )
    return FileAnswer(asset=progress.asset, estimate=shown, trouble=_trouble(progress))


def files_answer(record: Record, found: tuple[Progress, ...]) -> FilesAnswer:
    """The answer about all files of a submission."""
    return FilesAnswer(
        submission=record.submission,
        version=record.version,
        status=status_of_all(one.asset for one in found),
        withdrawn=record.closed,
        files_due_at=record.files_due_at,
        files=tuple(file_answer(one) for one in found),
    )


def _trouble(progress: Progress) -> TroubleAnswer | None:
    if progress.problem is None:
        return None
    words: dict[str, Any] = progress.problem.as_json()
    return TroubleAnswer(
        code=words["code"],
        detail_zh=words["detail_zh"],
        detail_en=words["detail_en"],
        remedy_zh=words["remedy_zh"],
        remedy_en=words["remedy_en"],
        retry_helps=progress.asset.retry_helps,
    )
