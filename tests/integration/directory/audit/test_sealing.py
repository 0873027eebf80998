"""Sealing on real servers: every act keeps one place, whoever crashes and however many copies seal; anchors are added by one."""

import pytest

from contracts.acts import ACT_TYPE
from contracts.base import encode
from contracts.envelope import event_id
from contracts.problems import Problem, ProblemCode
from services.directory.domain.chain import Act, chained
from tests.integration.directory.audit.records import CHAIN, TOPIC, Realm, act, record


async def test_an_act_that_comes_again_keeps_its_one_place(realm: Realm) -> None:
    await realm.seal(1, 2, 1)
    await realm.seal(2, 3)

    assert await realm.numbers() == ["act-1", "act-2", "act-3"]


async def test_a_crash_between_the_entry_and_its_note_doubles_nothing(realm: Realm) -> None:
    await realm.seal(1)
    head = await realm.store.head(CHAIN)
    lost = Act(event_id("act-2", act(2).revision, ACT_TYPE), encode(act(2)).decode(), 2)
    await realm.store.append(chained(realm.ring.current, CHAIN, head, [lost], 0))

    await realm.seal(2, 3)

    assert await realm.numbers() == ["act-1", "act-2", "act-3"]
    assert await realm.kinds() == set()


async def test_two_copies_that_seal_the_same_acts_make_one_chain(realm: Realm) -> None:
    one, other = realm.sealer(), realm.sealer()

    for number in range(1, 8):
        for sealer in (one, other) if number % 2 else (other, one):
            await sealer.hear(TOPIC, act(number), record(act(number), number))

    assert await realm.numbers() == [f"act-{number}" for number in range(1, 8)]
    assert await realm.kinds() == set()


async def test_an_act_with_a_known_id_and_another_body_is_set_aside(realm: Realm) -> None:
    await realm.seal(1)
    other = act(1, actor="p-2")

    with pytest.raises(Problem) as refused:
        await realm.sealer().hear(TOPIC, other, record(other, 9))

    assert refused.value.code is ProblemCode.CONFLICT
    assert await realm.numbers() == ["act-1"]


async def test_the_next_anchor_of_a_running_directory_shows_that_some_were_removed(realm: Realm) -> None:
    anchoring = realm.anchoring()
    for number in (1, 2, 3):
        await realm.seal(number)
        await anchoring.once()
    await realm.objects.remove("heads/000000000003")
    await realm.seal(4)

    await anchoring.once()

    assert await realm.kinds() == {"anchor_missing"}


async def test_an_anchor_is_added_when_something_was_sealed_and_by_one_copy(realm: Realm) -> None:
    await realm.seal(1)
    one, other = realm.anchoring("a"), realm.anchoring("b")
    assert await one.once() is not None

    assert await one.once() is None
    assert await other.once() is None
    realm.clock.advance(3_600)
    await realm.seal(2)
    made = await other.once()

    assert made is not None
    assert (made.number, made.heads[CHAIN].number) == (2, 2)
    assert await realm.kinds() == set()
