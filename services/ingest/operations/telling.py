"""What a change says to the world: the submission as it now is, and the act that is put on record."""

from dataclasses import dataclass
from datetime import datetime

from contracts import topics
from contracts.submissions import Entered, SubmissionState
from services.ingest.domain.record import Record
from services.ingest.operations.refusals import SERVICE
from services.kit.acts import Change, act_outgoing, actor_for
from services.kit.identity import Caller
from services.kit.mongo import Document
from services.kit.outbox import outgoing

SHOWN_DIGITS = 12
"""Of a file's SHA-256, enough to find it in the manifest."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does to a submission: the verb, who, the organisation they act in, and the moment of it."""

    verb: str
    caller: Caller
    acting: str
    at: datetime


def news_of(record: Record, deed: Deed, before: Record | None) -> list[Document]:
    """The state that a deed made, and the act. Raises Problem(event_too_large)."""
    state = record.state
    return [
        outgoing(topics.SUBMISSIONS, str(state.submission), state.revision, state, deed.at),
        act_of(record, deed, before),
    ]


def act_of(record: Record, deed: Deed, before: Record | None) -> Document:
    """The act alone, where a deed is no news of the submission."""
    state, acting = record.state, deed.acting
    return act_outgoing(
        SERVICE,
        deed.verb,
        actor_for(deed.caller, acting, state.organisation if acting != state.organisation else None),
        f"submission:{state.submission}",
        deed.at,
        act=f"{SERVICE}:{state.submission}:{record.revision}",
        change=Change(_told(before.state) if before else None, _told(state)),
    )


def _told(state: SubmissionState) -> str:
    closed = ", ".join(sha256[:SHOWN_DIGITS] for sha256 in state.consents_withdrawn)
    without = f", consent withdrawn for {closed}" if closed else ""
    return f"version {state.version}{' withdrawn' if state.withdrawn else ''}{_entry(state.entered_as)}{without}"


def _entry(entered: Entered | None) -> str:
    if entered is None:
        return ""
    reference = f" under {entered.reference}" if entered.reference else ""
    return f", by {entered.channel.value}{reference}, received {entered.received_at.isoformat()}"
