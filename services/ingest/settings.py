"""Every setting of receiving, `WEEKWIRE_INGEST_*`, with its unit, default and reason."""

from pydantic import Field

from services.kit.settings import ServiceSettings


class IngestSettings(ServiceSettings):
    """Settings of ingest beside those of all services."""

    ingest_versions_per_submission: int = Field(
        default=1_000,
        ge=1,
        description="Versions of one submission; its receipts lie in one document of at most 16 MiB.",
    )
    ingest_draft_limit_bytes: int = Field(
        default=500_000, ge=1, description="Largest draft; a form with its 500 sessions is well below."
    )
    ingest_drafts_per_organisation: int = Field(
        default=500, ge=1, description="Drafts an organisation may keep, so that a run-away client fills no disk."
    )
    ingest_housekeeping_seconds: float = Field(
        default=300.0,
        gt=0,
        description="Between counts of what other copies have received, by which a quota may be passed meanwhile, and"
        " between clearings of what is done with.",
    )
    ingest_grant_seconds: float = Field(
        default=86_400.0,
        gt=0,
        description="How long an upload grant lasts at most; each reading of the receipt mints a fresh one.",
    )
    ingest_import_rows: int = Field(
        default=500, ge=1, description="Rows of one table of reports; they are filed while its sender waits."
    )
    ingest_calendar_seconds: float = Field(
        default=5.0, ge=0, description="How old the public calendar may be when somebody asks for it."
    )
    ingest_page_limit: int = Field(default=200, ge=1, description="Most items of one page of a list.")

    @classmethod
    def secret_names(cls) -> tuple[str, ...]:
        """The secrets of all services, the one that signs upload grants, and the one by which services know each other."""
        return (*super().secret_names(), "ticket_secret", "service_secret")
