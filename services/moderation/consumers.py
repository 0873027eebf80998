"""What moderation hears: every version and withdrawal from ingest. No rule lives here."""

from aiokafka import ConsumerRecord

from contracts import topics
from contracts.submissions import SubmissionState
from services.kit.bus import Bus
from services.moderation.operations.hearing import Hearing

GROUP = "moderation-standing"


def hear_submissions(bus: Bus, hearing: Hearing) -> None:
    """Subscribe to the submissions."""

    async def on_submission(event: SubmissionState, _record: ConsumerRecord) -> None:
        await hearing.hear(event)

    bus.subscribe(topics.SUBMISSIONS, GROUP, on_submission)
