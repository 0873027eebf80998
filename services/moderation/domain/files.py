"""What is known of the files of an item: which are missing, which lack consent, and which may be shown.

Files are told apart by their SHA-256, so that what media says of an older or a newer version still holds for the bytes it is
about. Source: domain report 5 (minors: consent before anything is public; a consent that is withdrawn closes it everywhere).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.media import Asset, AssetState
from contracts.problems import ProblemCode
from contracts.submissions import File
from services.moderation.domain.record import Filed, Media, Published, Record

SHOWN_KINDS = frozenset({"photo", "video"})
"""Files that show people, and that newsrooms print with a caption and a credit."""


@dataclass(frozen=True, slots=True)
class FileNow:
    """A file of a version with what media says of it; None where media has not spoken of it yet."""

    file: File
    asset: Asset | None

    @property
    def ready(self) -> bool:
        """Whether its bytes came, were verified and can be shown."""
        return self.asset is not None and self.asset.state is AssetState.READY


def files_now(filed: Filed, media: Media | None) -> tuple[FileNow, ...]:
    """Every file of a version, in the order of its manifest."""
    return tuple(FileNow(file, media.asset(file.sha256) if media else None) for file in filed.manifest)


def consents_lost(record: Record) -> frozenset[str]:
    """The SHA-256 of files whose people no longer agree, whichever service said so first."""
    closed = (asset.sha256 for asset in record.media.assets if asset.consent_withdrawn) if record.media else ()
    return frozenset(record.heard.consents_withdrawn) | frozenset(closed)


def are_missing(record: Record, filed: Filed) -> bool:
    """Whether promised bytes of a version are not there. What was taken back for want of consent is not awaited any more."""
    lost = consents_lost(record)
    return any(not now.ready for now in files_now(filed, record.media) if now.file.sha256 not in lost)


def all_ready(record: Record) -> bool:
    """Whether every file of the newest version can be shown."""
    return all(now.ready for now in files_now(record.newest, record.media))


def never_came(record: Record) -> tuple[str, ...]:
    """The names of the newest version's files whose time is over; none where media speaks of another version."""
    if record.media is None or record.media.version != record.standing.version:
        return ()
    return tuple(
        now.file.name
        for now in files_now(record.newest, record.media)
        if now.asset and (now.asset.state, now.asset.problem) == (AssetState.FAILED, ProblemCode.BYTES_NEVER_CAME.value)
    )


def without_consent(record: Record) -> tuple[str, ...]:
    """The names of the newest version's pictures and films that may not be public for want of consent."""
    lost = consents_lost(record)
    return tuple(
        file.name
        for file in record.newest.manifest
        if file.sha256 in lost or (file.kind in SHOWN_KINDS and _needs_consent(file) and not file.consent.on_file)
    )


def without_text(files: Iterable[File], field: str) -> tuple[str, ...]:
    """The names of pictures and films whose `caption` or `credit` is empty."""
    return tuple(file.name for file in files if file.kind in SHOWN_KINDS and not str(getattr(file, field)).strip())


def shows_lost_consent(published: Published | None, record: Record) -> bool:
    """Whether what is public shows somebody who no longer agrees."""
    return published is not None and not consents_lost(record).isdisjoint(published.files)


def shows_taken_file(published: Published | None, media: Media | None) -> bool:
    """Whether what is public shows a file that media has taken back on its own."""
    if published is None or media is None or media.withdrawn:
        return False
    return any(asset.sha256 in published.files and asset.state is AssetState.WITHDRAWN for asset in media.assets)


def _needs_consent(file: File) -> bool:
    return file.consent.identifiable_minors or file.consent.under_14
