"""The promised files whose bytes may still come, and until when they may.

Source: architecture.md, "Promise before bytes": bytes may follow for a time that the edition sets.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from contracts.editions import Rules
from contracts.submissions import File, SubmissionState


@dataclass(frozen=True, slots=True)
class Promise:
    """A file of the newest version, and until when a grant that is minted now lets its bytes in."""

    file: File
    until: datetime


def files_due_at(state: SubmissionState, rules: Rules) -> datetime:
    """Until when the bytes of a version may come."""
    return state.version_received_at + timedelta(seconds=rules.files_due_seconds)


def open_promises(state: SubmissionState, rules: Rules, now: datetime, grant_seconds: float) -> tuple[Promise, ...]:
    """The files whose bytes may come, in the order of the manifest; none once their time is over.

    A file whose people no longer agree is not wanted any more. A grant lasts `grant_seconds`, and never beyond the time
    of the bytes; each reading of the receipt mints a fresh one.
    """
    due_at = files_due_at(state, rules)
    if state.withdrawn or now >= due_at:
        return ()
    until = min(due_at, now + timedelta(seconds=grant_seconds))
    return tuple(Promise(file, until) for file in state.manifest if file.sha256 not in state.consents_withdrawn)
