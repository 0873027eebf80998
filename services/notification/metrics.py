"""Every metric of notification, one sentence each."""

from prometheus_client import Counter, Gauge, Histogram

NOTICES = Counter("weekwire_notification_notices", "Notices made, by kind.", ["kind"])
UNTOLD = Counter(
    "weekwire_notification_untold",
    "Things that nobody could be told of because nobody holds the role for it, by kind.",
    ["kind"],
)
FORGOTTEN = Counter(
    "weekwire_notification_forgotten_notices",
    "Notices deleted because whom they were told to has left, or was erased.",
)
STREAMS = Gauge("weekwire_notification_streams_open", "Open streams of notices.")
EARLY = Counter(
    "weekwire_notification_early_events",
    "Events that were heard before their submission and told of when that came.",
)
LETTERS = Counter(
    "weekwire_notification_letters",
    "Letters by what became of them: sent, refused (address or content), no_address, away."
    " Runbook: docs/runbooks/letters.md",
    ["outcome"],
)
CALLS = Counter(
    "weekwire_notification_webhook_calls", "Calls of people's webhooks, by what the answer meant.", ["verdict"]
)
WAITING = Gauge("weekwire_notification_waiting_notices", "Notices that wait to go out, by channel.", ["channel"])
OVERDUE = Gauge(
    "weekwire_notification_overdue_seconds",
    "For how long the longest due letter or call has waited to be sent, by channel; digests and quiet hours are not due.",
    ["channel"],
)
MADE_TO_SENT_SECONDS = Histogram(
    "weekwire_notification_made_to_sent_seconds",
    "Time from what happened to its letter or call, by channel; digests and quiet hours included.",
    ["channel"],
    buckets=(1, 5, 30, 60, 300, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400),
)
REMINDERS = Counter(
    "weekwire_notification_reminders",
    "Reminders of obligations that nothing answers yet, by when they come: 3d, 1d, 2h, or asked for.",
    ["offset"],
)
DRAFTS_UNKNOWN = Counter(
    "weekwire_notification_drafts_unknown",
    "Looks for deadlines in which ingest did not say whose drafts lie unsent; reminders go without, and the next look asks again.",
)
REMINDING_FAILURES = Counter(
    "weekwire_notification_reminding_failures",
    "Rounds of reminding that a fault ended; the next round tries again. Runbook: docs/runbooks/reminders.md",
)
SENDING_FAILURES = Counter(
    "weekwire_notification_sending_failures",
    "Lanes whose sending ended with a fault of ours; they are tried again. Runbook: docs/runbooks/letters.md",
)
REFUSED_ACTS = Counter(
    "weekwire_notification_refused_acts",
    "Acts that were refused and put on record, by verb and code.",
    ["verb", "code"],
)
UNRECORDED_REFUSALS = Counter(
    "weekwire_notification_unrecorded_refusals",
    "Refused acts that could not be put on record because the store was away; above 0 belongs into the duty log.",
)
