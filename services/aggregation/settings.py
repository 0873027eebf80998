"""Settings of aggregation, each with its unit, default and reason."""

from pydantic import Field

from services.kit.settings import ServiceSettings


class AggregationSettings(ServiceSettings):
    """What a replica can be told from outside."""

    aggregation_snapshot_seconds: float = Field(
        default=60.0, gt=0, description="Between snapshots; a restart reads at most this much again."
    )
    aggregation_lease_seconds: float = Field(
        default=10.0, gt=0, description="After this silence another replica takes the shared duties."
    )
    aggregation_publish_seconds: float = Field(
        default=2.0, gt=0, description="Between publications of changed figures."
    )
    aggregation_behind_wait_seconds: float = Field(
        default=2.0, ge=0, description="How long a question for a newer cut waits before it is answered as behind."
    )
    aggregation_stream_seconds: float = Field(
        default=0.1, gt=0, description="Least time between two states on one stream."
    )
    aggregation_heartbeat_seconds: float = Field(
        default=15.0, gt=0, description="Silence after which a stream says it is alive."
    )
    aggregation_alive_seconds: float = Field(
        default=3.0, gt=0, description="Between two `alive` events of a stream whose reader asked for them."
    )
    aggregation_epoch_seconds: float = Field(
        default=10.0, gt=0, description="Between looks at whether the log under this name is still the same log."
    )
    aggregation_checks_seconds: float = Field(default=30.0, gt=0, description="Between runs of the published checks.")
    aggregation_views_cached: int = Field(default=64, ge=1, description="Views kept for the current cut.")
    aggregation_streams_max: int = Field(default=5_000, ge=1, description="Open streams a replica serves.")
