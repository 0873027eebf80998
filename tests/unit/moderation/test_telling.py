"""What newsrooms are told leaves with the decision or not at all."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from contracts import topics
from contracts.moderation import Act
from contracts.problems import Problem, ProblemCode
from services.kit.clock import FixedClock
from services.kit.outbox import Relay
from services.moderation.domain.decide import Decided
from services.moderation.operations.ledger import Ledger
from services.moderation.store.bulk import RefusalStore
from services.moderation.store.documents import Stored
from services.moderation.store.items import ItemStore
from tests.unit.moderation.builders import EDITORS, START, Desk


class Written:
    """A store that remembers the events it was given with a change."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    async def replace(self, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - the store's own arguments.
        self.events += given[3]
        return {"_id": "x", "outbox": given[3]}


def ledger(written: Written) -> Ledger:
    relay = SimpleNamespace(hand_over=lambda *_given: None)
    return Ledger(cast("ItemStore", written), cast("RefusalStore", None), cast("Relay", relay), FixedClock(START))


def featured() -> tuple[Stored, Decided]:
    desk = Desk.receive()
    desk.accept()
    for editor in EDITORS[:3]:
        desk.decide(editor, Act.PROOFREAD)
    before = Stored(desk.record, desk.record.revision, ())
    return before, desk.decide(EDITORS[2], Act.FEATURE)


async def test_the_decision_and_what_newsrooms_are_told_are_written_in_one_change() -> None:
    written, (before, decided) = Written(), featured()

    await ledger(written).change(before, decided)

    assert [event["topic"] for event in written.events] == [topics.DECISIONS.name, topics.FEATURED.name]
    revisions = {event["id"].split(":")[1] for event in written.events}
    assert revisions == {str(decided.event.revision)}


async def test_an_item_too_large_for_its_topic_is_refused_before_anything_is_stored() -> None:
    written, (before, decided) = Written(), featured()
    assert decided.featured is not None
    item = decided.featured.model_copy(update={"text": "长" * 400_000})
    too_large = Decided(decided.record, decided.event, decided.kept, item)

    with pytest.raises(Problem) as problem:
        await ledger(written).change(before, too_large)

    assert problem.value.code is ProblemCode.EVENT_TOO_LARGE
    assert written.events == []
