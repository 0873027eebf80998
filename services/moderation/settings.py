"""Every setting of moderation, `WEEKWIRE_MODERATION_*`, with its unit, default and reason."""

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
    moderation_housekeeping_seconds: float = Field(
        default=30.0, gt=0, description="Between measurements of the queue and clearing of what Kafka has acknowledged."
    )
