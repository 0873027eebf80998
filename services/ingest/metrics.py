"""The metrics of receiving, each in one sentence."""

from prometheus_client import Counter, Gauge, Histogram

RECEIVED = Counter(
    "weekwire_ingest_received_versions",
    "Versions received and stored durably, by kind of material and verdict.",
    ["kind", "verdict"],
)
ENTERED = Counter(
    "weekwire_ingest_entered_versions",
    "Versions that a clerk typed in from what came by another way, by way.",
    ["channel"],
)
REPEATED = Counter(
    "weekwire_ingest_repeated_puts", "PUTs answered with a version that an earlier PUT had made: a lost reply, settled."
)
WITHDRAWN = Counter("weekwire_ingest_withdrawn_submissions", "Submissions taken back by their submitters.", ["kind"])
CONSENTS_WITHDRAWN = Counter(
    "weekwire_ingest_withdrawn_consents",
    "Files whose people have taken their consent back, by kind of material.",
    ["kind"],
)
REFUSED = Counter(
    "weekwire_ingest_refused_puts", "PUTs refused, by problem code; nothing of them was stored.", ["code"]
)
REFUSED_ACTS = Counter(
    "weekwire_ingest_refused_acts",
    "Acts refused for want of a right or because it was too late, and put on record, by verb and problem code.",
    ["verb", "code"],
)
UNRECORDED_REFUSALS = Counter(
    "weekwire_ingest_unrecorded_refusals",
    "Refused acts that could not be put on record because the store was away; above 0 belongs into the duty log.",
)
FLAGGED = Counter("weekwire_ingest_flagged_versions", "Versions received with a flag for reviewers, by flag.", ["flag"])
PUT_SECONDS = Histogram(
    "weekwire_ingest_put_seconds",
    "Time from a decoded PUT to its durable answer.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
DRAFTS_SAVED = Counter("weekwire_ingest_saved_drafts", "Drafts saved, each a step of somebody filling in a form.")
DECISIONS_HEARD = Counter(
    "weekwire_ingest_heard_decisions",
    "Decisions taken over so that receipts can say where an item stands, by act.",
    ["act"],
)
DECISIONS_UNKNOWN = Counter(
    "weekwire_ingest_unknown_decisions",
    "Decisions about submissions this store does not hold; above 0 means that it was restored from an older copy.",
)
USES_HEARD = Counter(
    "weekwire_ingest_heard_uses",
    "Uses of items that newsrooms have told of, taken over so that whoever filed them learns of it.",
)
ERASED = Counter(
    "weekwire_ingest_erased_traces",
    "What was kept of people whose data were erased and went with them, by what it was: draft, contact, file_name.",
    ["kind"],
)
IMPORTED_ROWS = Counter(
    "weekwire_ingest_imported_rows", "Reports of tables that were taken over, by what became of them.", ["outcome"]
)
CALENDAR_HAPPENINGS = Gauge(
    "weekwire_ingest_calendar_happenings", "Sessions in the public calendar, as this copy of the service shows it."
)
STALE_CALENDARS = Counter(
    "weekwire_ingest_stale_calendars", "Times the public calendar was shown as it was, since the store was away."
)
QUOTA_ORGANISATIONS = Gauge(
    "weekwire_ingest_quota_organisations", "Organisations with at least one submission in the quota book."
)
