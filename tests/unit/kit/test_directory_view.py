"""The view of the directory goes by revision: whatever order states come in, and how often, it ends the same."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaConnectionError
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from contracts.base import Contract
from contracts.editions import Edition
from contracts.organisations import Grant, Obligation, Organisation, OrganisationKind, PersonState, PublicKey, Role
from contracts.submissions import Kind
from services.kit import directory_view
from services.kit.directory_view import DirectoryView
from services.kit.settings import ServiceSettings

AT = datetime(2026, 11, 9, tzinfo=UTC)
NAMES = st.sampled_from(["a", "b", "c", "d"])


def organisation(name: str, revision: int, parent: str | None = None) -> Organisation:
    return Organisation(
        organisation=name,
        revision=revision,
        kind=OrganisationKind.SCHOOL,
        name=f"{name}{revision}",
        short_name=name,
        parent=parent,
        path=(),
        chain=(),
        unit="u",
    )


def obligation(name: str, revision: int, debtor: str = "a", **changed: Any) -> Obligation:  # noqa: ANN401 - fields by name.
    stated: dict[str, Any] = {"edition": "2024", "kind": Kind.SUMMARY, "due_at": AT} | changed
    return Obligation(obligation=name, revision=revision, debtor=debtor, creditor="m", set_by="m", source="s", **stated)


def edition(name: str, revision: int) -> Edition:
    return Edition(
        edition=name, revision=revision, title=f"{revision}", theme="t", start=date(2024, 5, 12), end=date(2024, 5, 18)
    )


def key(name: str, revision: int) -> PublicKey:
    return PublicKey(key=name, revision=revision, jwk={}, not_after=AT + timedelta(seconds=revision))


def person(name: str, revision: int, *, closed: bool = False) -> PersonState:
    grants = (Grant(organisation="abcd"[revision % 4], role=Role.FILER), Grant(organisation="m", role=Role.READER))
    return PersonState(person=name, revision=revision, organisation="m", grants=grants, closed=closed)


# One owner never gives one revision two contents, so what a revision says follows from it.
STATES = st.one_of(
    st.builds(lambda n, r: organisation(n, r, "abcd"[r % 4] if r % 3 else None), NAMES, st.integers(1, 12)),
    st.builds(lambda n, r: obligation(n, r, "abcd"[r % 4], cancelled=r % 5 == 0), NAMES, st.integers(1, 12)),
    st.builds(edition, NAMES, st.integers(1, 12)),
    st.builds(key, NAMES, st.integers(1, 12)),
    st.builds(lambda n, r: person(n, r, closed=r % 5 == 0), NAMES, st.integers(1, 12)),
)


def seen(states: list[Contract]) -> tuple[object, ...]:
    view = DirectoryView()
    for state in states:
        view.adopt(state)
    return (
        view.organisations,
        view.editions,
        view.keys,
        {one.obligation: one for one in view.all_obligations()},
        {name: [child.organisation for child in view.children(name)] for name in "abcd"},
        {name: view.obligations("2024", name) for name in "abcd"},
        {name: view.holders(name, Role) for name in "abcdm"},
    )


@given(st.lists(STATES, max_size=30), st.randoms(use_true_random=False))
def test_repeats_and_disorder_change_nothing(states: list[Contract], chance: Any) -> None:  # noqa: ANN401 - hypothesis' random.
    shuffled = [*states, *chance.sample(states, len(states) // 2)]
    chance.shuffle(shuffled)

    assert seen(shuffled) == seen(states)


@given(st.lists(STATES, max_size=30))
def test_children_and_debts_are_those_of_the_newest_states(states: list[Contract]) -> None:
    newest: dict[str, Organisation] = {}
    owed: dict[str, Obligation] = {}
    for state in states:
        if isinstance(state, Organisation):
            newest[state.organisation] = max(state, newest.get(state.organisation, state), key=lambda one: one.revision)
        if isinstance(state, Obligation):
            owed[state.obligation] = max(state, owed.get(state.obligation, state), key=lambda one: one.revision)

    *_rest, children, debts, _holders = seen(states)

    assert children == {
        name: sorted(one.organisation for one in newest.values() if one.parent == name) for name in "abcd"
    }
    assert debts == {
        name: sorted(
            (one for one in owed.values() if one.debtor == name and not one.cancelled),
            key=lambda one: (one.due_at, one.obligation),
        )
        for name in "abcd"
    }


def test_what_is_owed_comes_earliest_first_by_kind_and_without_what_was_cancelled() -> None:
    view = DirectoryView()
    view.adopt(obligation("late", 1, due_at=AT + timedelta(days=1)))
    view.adopt(obligation("early", 1))
    view.adopt(obligation("plan", 1, kind=Kind.PLAN))
    view.adopt(obligation("dropped", 1, cancelled=True))
    view.adopt(obligation("elsewhere", 1, edition="2023"))
    view.adopt(obligation("another's", 1, debtor="b"))

    assert [one.obligation for one in view.obligations("2024", "a")] == ["early", "plan", "late"]
    assert [one.obligation for one in view.obligations("2024", "a", Kind.SUMMARY)] == ["early", "late"]
    assert view.obligations("2024", "nobody") == []


def test_whoever_holds_a_role_is_found_where_it_is_held_and_only_while_not_closed() -> None:
    view = DirectoryView()
    for one in (person("p", 1), person("q", 1), person("r", 1), person("q", 2), person("r", 2, closed=True)):
        view.adopt(one)

    assert [one.person for one in view.holders("b", [Role.FILER])] == ["p"]
    assert [one.person for one in view.holders("c", [Role.FILER])] == ["q"]
    assert view.holders("b", [Role.READER]) == []
    assert [one.person for one in view.holders("m", [Role.READER, Role.FILER])] == ["p", "q"]


def test_one_revision_with_two_contents_is_alarmed_and_the_first_stays() -> None:
    def conflicts() -> float:
        labels = {"topic": "directory.organisations.v1"}
        return REGISTRY.get_sample_value("weekwire_revision_conflicts_total", labels) or 0.0

    view, before = DirectoryView(), conflicts()
    view.adopt(organisation("a", 1, "b"))
    view.adopt(organisation("a", 1, "b"))
    assert conflicts() == before

    view.adopt(organisation("a", 1, "c"))

    assert conflicts() == before + 1
    assert [one.organisation for one in view.children("b")] == ["a"]


def test_a_view_knows_nothing_of_what_was_never_said() -> None:
    view = DirectoryView()

    assert (view.organisation("a"), view.edition("2024"), view.children("a"), view.is_ready) == (None, None, [], False)


async def test_nobody_is_told_that_an_unread_view_is_ready() -> None:
    view = DirectoryView()
    view.adopt(edition("2024", 1))
    view.adopt(key("k", 1))

    waiting = asyncio.create_task(view.ready())
    await asyncio.sleep(0.01)
    assert not waiting.done()
    waiting.cancel()


async def test_a_view_goes_on_after_a_fault_nobody_thought_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory_view, "RETRY_SECONDS", 0.0)
    view, faults, again = DirectoryView(), [ZeroDivisionError(), KafkaConnectionError()], asyncio.Event()

    async def follow_once(_settings: ServiceSettings) -> None:
        if faults:
            raise faults.pop()
        again.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(view, "_follow_once", follow_once)
    following = asyncio.create_task(view.follow(ServiceSettings()))
    await asyncio.wait_for(again.wait(), 5)

    following.cancel()


class Reading:
    """A consumer that has read so far."""

    def __init__(self, **reached: int) -> None:
        self.reached = {TopicPartition(name, 0): offset for name, offset in reached.items()}

    async def position(self, partition: TopicPartition) -> int:
        return self.reached[partition]


@pytest.mark.parametrize(
    ("organisations", "keys", "complete"), [(4, 2, False), (5, 1, False), (5, 2, True), (9, 2, True)]
)
async def test_a_view_is_complete_only_once_it_has_read_what_was_there_when_it_began(
    organisations: int, keys: int, *, complete: bool
) -> None:
    view = DirectoryView()
    view.adopt(edition("2024", 1))
    view.adopt(key("k", 1))
    ends = {TopicPartition("organisations", 0): 5, TopicPartition("keys", 0): 2}

    consumer = cast("AIOKafkaConsumer", Reading(organisations=organisations, keys=keys))

    assert await view._caught_up(consumer, ends) is complete
