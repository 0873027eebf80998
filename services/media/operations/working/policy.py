"""How this copy works: how much at once, how long, how often, with how much room."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.media.domain.jobs import FileKind, RetryPolicy


@dataclass(frozen=True, slots=True)
class WorkPolicy:
    """Slots by kind, the lease, limits of one job, and how often the queue is read again.

    A lease is prolonged at every third of it. A job of which one stage takes longer than its kind's limit is tried again.
    Of the kinds in `keep_a_slot` no organisation gets the last free slot of a copy while it holds all the others: their jobs
    may take an hour, and whoever comes next must not wait for that. A photo is done in a second, so its slots are all used.
    `told_seconds` is how long an outcome may wait to be applied before somebody should look.
    """

    slots: Mapping[FileKind, int] = field(default_factory=lambda: {"photo": 1, "video": 1, "document": 1})
    weights: Mapping[str, float] = field(default_factory=dict)
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    limit_seconds: Mapping[FileKind, float] = field(
        default_factory=lambda: {"photo": 300.0, "video": 14_400.0, "document": 300.0}
    )
    keep_a_slot: frozenset[FileKind] = frozenset({"video"})
    lease_seconds: float = 30.0
    refresh_seconds: float = 2.0
    full_refresh_seconds: float = 30.0
    told_seconds: float = 60.0
    stop_grace_seconds: float = 15.0
    away_pause_seconds: float = 0.5
    away_pause_max_seconds: float = 10.0
