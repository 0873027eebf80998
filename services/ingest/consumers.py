"""What ingest hears: the decisions of moderation, so that a receipt can say where an item stands."""

from aiokafka import ConsumerRecord

from contracts import topics
from contracts.moderation import DecisionEvent
from services.ingest.operations.hearing import Hearing
from services.kit.bus import Bus

GROUP = "ingest-standing"


def hear_decisions(bus: Bus, hearing: Hearing) -> None:
    """Subscribe to the decisions."""

    async def on_decision(event: DecisionEvent, _record: ConsumerRecord) -> None:
        await hearing.hear(event)

    # Of a decision that cannot be read aggregation writes the one dead letter, since its figures depend on it.
    bus.subscribe(topics.DECISIONS, GROUP, on_decision, letters_elsewhere=True)
