"""Every metric of aggregation, one sentence each."""

from prometheus_client import Counter, Gauge, Histogram

STANDINGS = Gauge("weekwire_standings", "Submissions whose standing this replica holds.")
DECISIONS_APPLIED = Counter("weekwire_decisions_applied", "Decisions that changed a standing.")
DECISIONS_IGNORED = Counter(
    "weekwire_decisions_ignored", "Decisions whose revision was not above the one held: repeats and late ones."
)
DECISION_TO_COUNTED_SECONDS = Histogram(
    "weekwire_decision_to_counted_seconds",
    "From the broker's append of a decision to its being counted here, for live decisions only. Runbook: docs/runbooks/lag.md",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
LOG_LAG = Gauge(
    "weekwire_log_lag_events",
    "Decisions in the log that this replica has not yet read. Runbook: docs/runbooks/lag.md",
    ["partition"],
)
COUNTING_FAILURES = Counter(
    "weekwire_counting_failures",
    "Times that a replica forgot all it had counted and began anew, because counting failed. Runbook: docs/runbooks/counting.md",
)
UNREADABLE = Gauge(
    "weekwire_unreadable_decisions",
    "Decisions this code could not read; their submissions stand where they last did. Runbook: docs/runbooks/unreadable.md",
)
REVISION_CONFLICTS = Gauge(
    "weekwire_standing_conflicts",
    "Decisions with a known revision but other content; above 0 is a fault. Runbook: docs/runbooks/revisions.md",
)
UNEQUAL_DIGESTS = Counter(
    "weekwire_unequal_digests",
    "Checkpoints whose digest differs between two replicas at one offset; above 0 is a fault. Runbook: docs/runbooks/digests.md",
)
CHECKPOINTS = Counter("weekwire_checkpoints", "Digests recorded or compared.")
CHECK_DIFFERENCE = Gauge(
    "weekwire_check_difference",
    "By how much a published check is off; must be 0 at rest. Runbook: docs/runbooks/checks.md",
    ["edition", "check"],
)
BUCKETS = Gauge("weekwire_submissions", "Submissions by where they stand.", ["edition", "bucket"])
RECEIVED = Gauge("weekwire_submissions_received", "Submissions heard from ingest.", ["edition"])
SNAPSHOTS = Counter("weekwire_snapshots", "Snapshots by what became of them.", ["outcome"])
LEASE_HELD = Gauge("weekwire_lease_held", "1 on the replica that publishes for all.")
DUTY_FAILURES = Counter(
    "weekwire_duty_failures",
    "Background duties that failed by a mistake and were tried again. Runbook: docs/runbooks/counting.md",
    ["duty"],
)
PUBLISHED = Counter("weekwire_published_figures", "Figure states written for the world.", ["what"])
STREAMS = Gauge("weekwire_streams_open", "Open streams of figures.")
VIEW_SECONDS = Histogram("weekwire_view_seconds", "Time to choose the visible facts of a scope at a new cut.")
READY_SECONDS = Gauge("weekwire_ready_seconds", "Time this replica took from its start to its first answer.")
