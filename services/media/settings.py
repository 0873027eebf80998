"""Every setting of media, `WEEKWIRE_MEDIA_*`, with its unit, default and reason."""

from pydantic import Field, PositiveFloat

from services.kit.settings import ServiceSettings

MEBIBYTE = 1_048_576


class MediaSettings(ServiceSettings):
    """Settings of media beside those of all services. Quotas, limits of pictures and films are rules of the edition."""

    media_photo_workers: int = Field(
        default=1,
        ge=0,
        description="Photos and documents worked on at once in this process; 0 leaves a copy that answers only.",
    )
    media_film_workers: int = Field(
        default=1,
        ge=0,
        description="Films worked on at once in this process: slots of their own, so that no film holds up photos.",
    )
    media_work_folder: str | None = Field(
        default=None,
        description="Where files lie while they are worked on; the system's folder for temporary files if unset.",
    )
    media_work_bytes: int = Field(
        default=8_000_000_000,
        ge=1,
        description="Room for those files; a film needs three times its size while it is worked on.",
    )
    media_weights: dict[str, PositiveFloat] = Field(
        default_factory=dict,
        description="Turns in the fair order by id of a unit or organisation, as JSON; 1 where none is given, 2 is twice as many.",
    )
    media_lease_seconds: float = Field(
        default=30.0,
        gt=0,
        description="Silence after which a worker's file is taken by another; it is prolonged at every third of it.",
    )
    media_refresh_seconds: float = Field(
        default=2.0, gt=0, description="Between looks at what other copies have queued, taken and ended."
    )
    media_attempts: int = Field(
        default=5,
        ge=1,
        description="Tries of a file whose decoder or worker dies; what is merely away is tried for ever.",
    )
    media_clamd: str | None = Field(
        default=None,
        description="Address of ClamAV's daemon, `unix:/path` or `host:port`; unset, files are not scanned for malware.",
    )
    media_session_seconds: float = Field(
        default=86_400.0, gt=0, description="How long an upload may be gone on with; its parts are removed afterwards."
    )
    media_part_size_bytes: int = Field(
        default=5 * MEBIBYTE,
        ge=5 * MEBIBYTE,
        description="Least part of an upload; a cut line costs at most one part. S3 takes none below 5 MiB but the last.",
    )
    media_part_seconds: int = Field(
        default=3_600,
        ge=60,
        le=604_800,
        description="How long a signed part may be sent; a weak line needs minutes for 5 MiB.",
    )
    media_keep_seconds: float = Field(
        default=604_800.0,
        gt=0,
        description="How long bytes that nobody holds any more are kept: longer than any withdrawal can be undone.",
    )
    media_link_seconds: int = Field(
        default=30,
        ge=1,
        le=604_800,
        description="How long a link into the object store is good once media has given it.",
    )
    media_cache_seconds: int = Field(
        default=5,
        ge=0,
        description="How long others may remember a redirect: a withdrawal closes a picture after this time.",
    )
    media_sweep_seconds: float = Field(
        default=30.0, gt=0, description="Between looks for uploads, bytes and outcomes that somebody left behind."
    )
    media_finishing_seconds: float = Field(
        default=60.0,
        gt=0,
        description="After which a completion that broke off is finished by a sweep; a request takes seconds.",
    )
