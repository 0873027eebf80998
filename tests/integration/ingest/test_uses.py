"""Whoever filed an item learns which newsrooms used it and where: from deliveries heard over Kafka."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from contracts import topics
from contracts.deliveries import DeliveryState
from contracts.moderation import Act, State
from contracts.organisations import Role
from tests.integration.ingest.running import IN_THE_WEEK, OTHER_UNIT, Ingest, report_body
from tests.integration.ingest.test_receipts import decided, until
from tests.integration.kit.waiting import eventually

PAPER, FILM = "https://paper.example/1", "央广 5月14日 7:00"


def used(item: UUID, newsroom: str, revision: int = 3, **fields: Any) -> tuple[str, int, DeliveryState]:  # noqa: ANN401 - any field.
    """What syndication says of a delivery whose item was used."""
    said: dict[str, Any] = {"address": PAPER, "used_at": IN_THE_WEEK, "state": "used"} | fields
    delivery = DeliveryState(
        delivery=f"{newsroom}:1",
        revision=revision,
        subscriber=newsroom,
        number=1,
        item=item,
        item_revision=1,
        change="featured",
        made_at=IN_THE_WEEK,
        **said,
    )
    return newsroom, revision, delivery


async def test_a_receipt_says_how_many_newsrooms_used_the_item_and_where_however_often_they_tell(
    ingest: Ingest,
) -> None:
    item, other = uuid4(), uuid4()
    for submission in (item, other):
        await ingest.put(submission, report_body())
    accepted = [decided(one, 9, Act.ACCEPT, State.ACCEPTED, level=2) for one in (item, other)]
    await ingest.realm.tell(topics.DECISIONS, accepted)
    await until(ingest, other, lambda one: one["state"] == "accepted")
    later = IN_THE_WEEK + timedelta(hours=2)
    sent = used(item, "n-1", 2, state="sent", address=None, used_at=None)
    paper, film = used(item, "n-1"), used(item, "n-2", address=FILM, used_at=later)

    # The same newsroom has it on a second page, and what it told first comes again.
    second = used(item, "n-1", 4, address="https://paper.example/2", used_at=later + timedelta(hours=1))
    await ingest.realm.tell(topics.DELIVERIES, [sent, paper, film, second, paper, used(other, "n-9")])

    async def told() -> bool:
        receipts = [(await ingest.get(f"/v1/receipts/{one}.1")).json()["used"] for one in (item, other)]
        return all(receipts) and len(receipts[0]["uses"]) == 3

    await eventually(told)
    found = (await ingest.get(f"/v1/submissions/{item}")).json()["receipt"]["used"]
    assert found["newsrooms"] == 2
    assert [one["address"] for one in found["uses"]] == ["https://paper.example/2", FILM, PAPER]


async def test_what_nobody_used_says_nothing_and_nobody_elsewhere_reads_what_was(ingest: Ingest) -> None:
    item = uuid4()
    await ingest.put(item, report_body())
    await ingest.realm.tell(topics.DELIVERIES, [used(item, "n-1", 2, state="sent", address=None, used_at=None)])
    await ingest.realm.tell(topics.DECISIONS, [decided(item, 9, Act.ACCEPT, State.ACCEPTED, level=2)])
    await until(ingest, item, lambda one: one["state"] == "accepted")

    receipt = await ingest.get(f"/v1/receipts/{item}.1")
    stranger = await ingest.get(f"/v1/receipts/{item}.1", ingest.as_("p-far", (OTHER_UNIT, Role.MANAGER)))

    assert receipt.json()["used"] is None
    assert stranger.status_code == 404
