"""What ingest hears: decisions, so that a receipt says where an item stands; what newsrooms used; and who was erased."""

from aiokafka import ConsumerRecord

from contracts import topics
from contracts.deliveries import DeliveryState
from contracts.moderation import DecisionEvent
from contracts.organisations import PersonState
from services.ingest import metrics
from services.ingest.domain.uses import use_of
from services.ingest.operations.erasing import Erasing
from services.ingest.operations.hearing import Hearing
from services.ingest.store.uses import UseStore
from services.kit.bus import Bus

GROUP = "ingest-standing"
PEOPLE_GROUP = "ingest-people"
USES_GROUP = "ingest-uses"


def hear_decisions(bus: Bus, hearing: Hearing) -> None:
    """Subscribe to the decisions."""

    async def on_decision(event: DecisionEvent, _record: ConsumerRecord) -> None:
        await hearing.hear(event)

    # Of a decision that cannot be read aggregation writes the one dead letter, since its figures depend on it.
    bus.subscribe(topics.DECISIONS, GROUP, on_decision, letters_elsewhere=True)


def hear_uses(bus: Bus, uses: UseStore) -> None:
    """Subscribe to deliveries, of which those tell something that a newsroom has used."""

    async def on_delivery(event: DeliveryState, _record: ConsumerRecord) -> None:
        use = use_of(event)
        if use is not None and await uses.keep(use):
            metrics.USES_HEARD.inc()

    bus.subscribe(topics.DELIVERIES, USES_GROUP, on_delivery)


def hear_people(bus: Bus, erasing: Erasing) -> None:
    """Subscribe to the people, of whom only those matter here who were erased."""

    async def on_person(event: PersonState, _record: ConsumerRecord) -> None:
        await erasing.hear(event)

    # Whom to write to is notification's question, which writes the dead letter.
    bus.subscribe(topics.PEOPLE, PEOPLE_GROUP, on_person, letters_elsewhere=True)
