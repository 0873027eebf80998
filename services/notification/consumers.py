"""What notification hears, each topic in a group of its own. No rule lives here."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiokafka import ConsumerRecord

from contracts import topics
from contracts.topics import Topic
from services.kit.bus import Bus
from services.notification.operations.hearing import Hearing


def hear_everything(bus: Bus, hearing: Hearing) -> None:
    """Subscribe to whatever somebody is told of."""
    heard: dict[str, tuple[Topic, Callable[[Any], Awaitable[None]]]] = {
        "submissions": (topics.SUBMISSIONS, hearing.hear_submission),
        "decisions": (topics.DECISIONS, hearing.hear_decision),
        "featured": (topics.FEATURED, hearing.hear_featured),
        "deliveries": (topics.DELIVERIES, hearing.hear_delivery),
        "files": (topics.MEDIA, hearing.hear_files),
        "obligations": (topics.OBLIGATIONS, hearing.hear_obligation),
        "people": (topics.PEOPLE, hearing.hear_person),
    }
    for name, (topic, hear) in heard.items():
        # The letter of what nobody can read is written by who the topic was made for first.
        elsewhere = topic in {topics.SUBMISSIONS, topics.MEDIA, topics.DECISIONS}
        bus.subscribe(topic, f"notification-{name}", _handler(hear), letters_elsewhere=elsewhere)


def _handler(hear: Callable[[Any], Awaitable[None]]) -> Callable[[Any, ConsumerRecord], Awaitable[None]]:
    async def on_event(event: Any, _record: ConsumerRecord) -> None:  # noqa: ANN401 - as its topic says.
        await hear(event)

    return on_event
