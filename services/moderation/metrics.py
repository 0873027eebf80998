"""Every metric of moderation, one sentence each."""

from prometheus_client import Counter, Gauge, Histogram

DECISIONS = Counter(
    "weekwire_moderation_decisions",
    "Changes of a standing, by act and by the chain step it was done at (a chain's length for the ministry's acts).",
    ["act", "level"],
)
QUEUE_LENGTH = Gauge(
    "weekwire_moderation_queue_items",
    "Items in review, by the chain step that has passed them last. Runbook: docs/runbooks/review-queue.md",
    ["level"],
)
QUEUE_OLDEST_SECONDS = Gauge(
    "weekwire_moderation_queue_oldest_seconds",
    "How long the item that waits longest has waited at its desk, by chain step. Runbook: docs/runbooks/review-queue.md",
    ["level"],
)
CLAIMS = Counter("weekwire_moderation_claims", "Items taken in hand or renewed.")
CLAIM_CONFLICTS = Counter(
    "weekwire_moderation_claim_conflicts", "Claims that found the item in somebody else's hand or lost the race for it."
)
STALE_DECISIONS = Counter(
    "weekwire_moderation_stale_decisions", "Decisions refused because they had seen an older version, by act.", ["act"]
)
REFUSED_ACTS = Counter(
    "weekwire_moderation_refused_acts",
    "Acts that were refused and put on record, by verb and problem code.",
    ["verb", "code"],
)
UNRECORDED_REFUSALS = Counter(
    "weekwire_moderation_unrecorded_refusals",
    "Refused acts that could not be put on record because the store was away; above 0 belongs into the duty log.",
)
WRITE_CONFLICTS = Counter(
    "weekwire_moderation_write_conflicts",
    "Writes that somebody else was faster than, and that were judged again on the newer state.",
)
HEARD = Counter(
    "weekwire_moderation_heard_states",
    "States heard from ingest, by what became of them: changed a standing, noted without a change, or not newer.",
    ["outcome"],
)
HANDLER_LAG_SECONDS = Histogram(
    "weekwire_moderation_handler_lag_seconds",
    "Time from ingest's receipt of a version to its durable standing. Runbook: docs/runbooks/lag.md",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600),
)
BULK_RESULTS = Counter(
    "weekwire_moderation_bulk_results", "Items of bulk decisions, by what became of them.", ["result"]
)
