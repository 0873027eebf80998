"""What media hears: manifests and withdrawals from ingest, standings and featured items from moderation. No rule lives here."""

from aiokafka import ConsumerRecord

from contracts import topics
from contracts.featured import FeaturedItem
from contracts.moderation import DecisionEvent
from contracts.submissions import SubmissionState
from services.kit.bus import Bus
from services.media.operations.hearing import Hearing

MANIFESTS = "media-manifests"
STANDINGS = "media-standings"
SHOWN = "media-shown"


def hear_all(bus: Bus, hearing: Hearing) -> None:
    """Subscribe to what others say of submissions, a group for each topic, so that none waits for another."""

    async def on_submission(event: SubmissionState, _record: ConsumerRecord) -> None:
        await hearing.submission(event)

    async def on_decision(event: DecisionEvent, _record: ConsumerRecord) -> None:
        await hearing.decision(event)

    async def on_featured(event: FeaturedItem, _record: ConsumerRecord) -> None:
        await hearing.featured(event)

    bus.subscribe(topics.SUBMISSIONS, MANIFESTS, on_submission)
    # Of a decision that cannot be read aggregation writes the one dead letter, since its figures depend on it.
    bus.subscribe(topics.DECISIONS, STANDINGS, on_decision, letters_elsewhere=True)
    bus.subscribe(topics.FEATURED, SHOWN, on_featured)
