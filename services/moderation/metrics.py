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
HEARD_MEDIA = Counter(
    "weekwire_moderation_heard_media_states",
    "States heard from media, by what became of them: kept until their submission comes (early), noted, or known before.",
    ["outcome"],
)
FEATURED = Counter(
    "weekwire_moderation_featured_items",
    "What newsrooms were told: featured, corrected or withdrawn items.",
    ["change"],
)
HANDLER_LAG_SECONDS = Histogram(
    "weekwire_moderation_handler_lag_seconds",
    "Time from ingest's receipt of a version to its durable standing. Runbook: docs/runbooks/lag.md",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600),
)
CHECKS = Counter(
    "weekwire_moderation_checks",
    "Runs of the automatic checks on a version, by outcome: checked or crashed.",
    ["outcome"],
)
CHECK_SECONDS = Histogram(
    "weekwire_moderation_check_seconds",
    "Time of all automatic checks on one version.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
)
FINDINGS = Counter(
    "weekwire_moderation_findings", "What automatic checks found, by rule and severity.", ["rule", "severity"]
)
UNCHECKED = Gauge(
    "weekwire_moderation_unchecked_items",
    "Items in review or accepted whose newest version crashed a check; above 0 is a fault. Runbook: docs/runbooks/unchecked.md",
)
NEIGHBOURS = Gauge(
    "weekwire_moderation_neighbours", "Submissions that new ones are compared with; 0 while the index is being rebuilt."
)
RULES_INVALID = Gauge(
    "weekwire_moderation_rules_invalid",
    "1 while the rules on disk are not valid and the former ones stay in force. Runbook: docs/runbooks/rules.md",
)
RULES_LOADED = Counter("weekwire_moderation_rules_loaded", "Times another rule set came into force without a restart.")
COMPLAINTS = Counter(
    "weekwire_moderation_complaints",
    "Complaints about public items, by what became of them: opened or the outcome.",
    ["what"],
)
COMPLAINTS_OPEN = Gauge("weekwire_moderation_complaints_open", "Complaints about public items that nobody has settled.")
COMPLAINTS_OLDEST_SECONDS = Gauge(
    "weekwire_moderation_complaints_oldest_seconds",
    "How long the oldest open complaint has waited. Runbook: docs/runbooks/complaints.md",
)
BULK_RESULTS = Counter(
    "weekwire_moderation_bulk_results", "Items of bulk decisions, by what became of them.", ["result"]
)
