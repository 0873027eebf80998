"""Every setting of moderation, `WEEKWIRE_MODERATION_*`, with its unit, default and reason."""

from pathlib import Path

from pydantic import Field

from services.kit.settings import ServiceSettings


class ModerationSettings(ServiceSettings):
    """Settings of moderation beside those of all services. Leases and windows of review are rules of the edition."""

    moderation_page_limit: int = Field(default=200, ge=1, description="Most items of one page of the queue.")
    moderation_bulk_limit: int = Field(
        default=500, ge=1, description="Most items of one bulk; more would outlast a request on a slow store."
    )
    moderation_bulk_preview_seconds: float = Field(
        default=1_800.0, gt=0, description="How long a preview may be confirmed; it binds revisions, not time."
    )
    moderation_rules: Path | None = Field(
        default=None, description="Folder with the rules of the automatic checks; the shipped ones where none is named."
    )
    moderation_rules_seconds: float = Field(
        default=5.0,
        gt=0,
        description="Between looks at the rules' folder, so that a change is in force without a restart.",
    )
    moderation_neighbours_seconds: float = Field(
        default=15.0,
        gt=0,
        description="Between looks for what other copies have checked, to compare new texts with it.",
    )
    moderation_trial_items: int = Field(
        default=2_000,
        ge=1,
        description="Most past versions on which candidate rules are tried; each takes milliseconds.",
    )
    moderation_complaints_per_minute: int = Field(
        default=10, ge=1, description="Complaints a minute and network address before 429: anybody may send one."
    )
    moderation_housekeeping_seconds: float = Field(
        default=30.0, gt=0, description="Between measurements of the queue and clearing of what Kafka has acknowledged."
    )
