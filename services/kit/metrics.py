"""The metrics every service has, each in one sentence, and the trace context of the request at hand."""

import re
import secrets
from contextvars import ContextVar

from prometheus_client import Counter, Gauge, Histogram

OUTBOX_PENDING = Gauge(
    "weekwire_outbox_pending_documents",
    "Documents with events that Kafka has not acknowledged; rising means Kafka is away. Runbook: docs/runbooks/outbox.md",
)
OUTBOX_SENT = Counter("weekwire_outbox_sent_events", "Events acknowledged by Kafka and removed from their outbox.")
OUTBOX_RETRIES = Counter(
    "weekwire_outbox_retries", "Times the relay backed off because an event could not be sent or cleared."
)
OUTBOX_SWEPT = Counter(
    "weekwire_outbox_swept_documents", "Documents whose events a sweep found instead of their request."
)
EVENTS_HANDLED = Counter("weekwire_events_handled", "Events that a consumer has finished.", ["topic"])
EVENT_RETRIES = Counter(
    "weekwire_event_retries", "Times a consumer backed off in place on a transient fault.", ["topic"]
)
EVENT_LAG_SECONDS = Gauge(
    "weekwire_event_lag_seconds",
    "Age of the newest event a consumer has handled, from its record's timestamp. Runbook: docs/runbooks/lag.md",
    ["topic"],
)
DEAD_LETTERS = Counter(
    "weekwire_dead_letters",
    "Events set aside with their problem code; each waits for a person. Runbook: docs/runbooks/dead-letters.md",
    ["topic", "code"],
)
CONSUMER_STOPPED = Gauge(
    "weekwire_consumer_stopped",
    "1 where too many dead letters stopped a consumer; above 0 is a fault. Runbook: docs/runbooks/dead-letters.md",
    ["topic"],
)
REVISION_CONFLICTS = Counter(
    "weekwire_revision_conflicts",
    "Events with a known revision but other content; above 0 is a fault. Runbook: docs/runbooks/revisions.md",
    ["topic"],
)
REQUESTS = Counter("weekwire_requests", "Requests answered, by route and status.", ["route", "method", "status"])
REQUEST_SECONDS = Histogram("weekwire_request_seconds", "Time to answer a request.", ["route", "method"])
PROBLEMS = Counter("weekwire_problems", "Problems answered, by code.", ["code"])
RATE_LIMIT_FAILURES = Counter(
    "weekwire_rate_limit_failures", "Times the rate limiter itself failed and let the request pass."
)
DEPENDENCY_READY = Gauge(
    "weekwire_dependency_ready", "1 where a dependency answered the last readiness check.", ["dependency"]
)

_FORM = re.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_TRACEPARENT: ContextVar[str | None] = ContextVar("traceparent", default=None)


def current_traceparent() -> str | None:
    """The W3C trace context of the request or event at hand, if any."""
    return _TRACEPARENT.get()


def adopt_traceparent(value: str | None) -> None:
    """Continue the caller's trace, or begin one where there is none or it is not what W3C Trace Context says it is."""
    well_formed = value is not None and _FORM.fullmatch(value)
    _TRACEPARENT.set(value if well_formed else f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01")
