"""Every metric of syndication, one sentence each."""

from prometheus_client import Counter, Gauge, Histogram

HEARD = Counter(
    "weekwire_syndication_heard_items",
    "Events of the log of featured items, by what became of them: raised an item's revision, or were passed over.",
    ["outcome"],
)
LOG_LAG = Gauge(
    "weekwire_syndication_log_lag_events",
    "Events of the log of featured items that the copy with the lease has yet to read. Runbook: docs/runbooks/lag.md",
)
NUMBERED = Counter(
    "weekwire_syndication_numbered_deliveries",
    "Deliveries that took a subscriber's next number, by what they say of their item.",
    ["change"],
)
NUMBERING_FAILURES = Counter(
    "weekwire_syndication_numbering_failures",
    "Times a subscriber could not be given its numbers; it is tried again. Runbook: docs/runbooks/deliveries.md",
)
SUPERSEDED = Counter(
    "weekwire_syndication_superseded_deliveries",
    "Deliveries that lost their content because their item was withdrawn before they were delivered.",
)
FEATURED_TO_NUMBERED_SECONDS = Histogram(
    "weekwire_syndication_featured_to_numbered_seconds",
    "Time from what moderation said of a featured item to the numbers of all its subscribers.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600),
)
WAITING = Gauge(
    "weekwire_syndication_waiting_deliveries",
    "Deliveries that a subscriber with a webhook has not taken yet.",
    ["subscriber"],
)
WAITING_OLDEST_SECONDS = Gauge(
    "weekwire_syndication_waiting_oldest_seconds",
    "Age of the oldest delivery that a subscriber with a webhook has not taken yet. Runbook: docs/runbooks/deliveries.md",
    ["subscriber"],
)
RECALLS_OUTSTANDING = Gauge(
    "weekwire_syndication_recalls_outstanding",
    "Withdrawals that a subscriber has not acknowledged.",
    ["subscriber"],
)
RECALL_OLDEST_SECONDS = Gauge(
    "weekwire_syndication_recall_oldest_seconds",
    "Age of the oldest withdrawal that a subscriber has not acknowledged. Runbook: docs/runbooks/recalls.md",
    ["subscriber"],
)
SUSPENDED = Gauge(
    "weekwire_syndication_suspended_subscribers",
    "Subscribers whose deliveries were suspended because they kept failing. Runbook: docs/runbooks/subscribers.md",
)
ACKNOWLEDGED = Counter("weekwire_syndication_acknowledged_recalls", "Withdrawals that a subscriber has acknowledged.")
USES = Counter("weekwire_syndication_reported_uses", "Uses that newsrooms have reported.")
FEED_READS = Counter("weekwire_syndication_feed_reads", "Pages of feeds that were read, by form.", ["form"])
REFUSED_ACTS = Counter(
    "weekwire_syndication_refused_acts",
    "Acts that were refused and put on record, by verb and problem code.",
    ["verb", "code"],
)
UNRECORDED_REFUSALS = Counter(
    "weekwire_syndication_unrecorded_refusals",
    "Refused acts that could not be put on record because the store was away; above 0 belongs into the duty log.",
)
LEASE_HELD = Gauge(
    "weekwire_syndication_lease_held",
    "1 on the copy that hears and numbers; nobody holding it means newsrooms get nothing. Runbook: docs/runbooks/lease.md",
)

ATTEMPTS = Counter(
    "weekwire_syndication_attempts",
    "Attempts to deliver, by verdict (taken, failing, refused, gone) and by the status or the fault that led to it."
    " Runbook: docs/runbooks/addresses.md",
    ["verdict", "why"],
)
ATTEMPT_SECONDS = Histogram(
    "weekwire_syndication_attempt_seconds",
    "Time of one attempt to deliver, redirects and the wait for the answer included.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
DELIVERED = Counter("weekwire_syndication_delivered", "Deliveries that a subscriber has taken, by change.", ["change"])
NUMBERED_TO_DELIVERED_SECONDS = Histogram(
    "weekwire_syndication_numbered_to_delivered_seconds",
    "Time from a number to its subscriber's having taken it, by change.",
    ["change"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600, 86_400),
)
