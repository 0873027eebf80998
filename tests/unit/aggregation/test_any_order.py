"""Figures are a function of the last standings: nothing about the order, the repeats or the partitions of the log shows."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.counts import Aggregation
from contracts.moderation import DecisionEvent
from contracts.submissions import Series
from services.aggregation.domain import ledger as ledger_module
from services.aggregation.domain.figures import ALL_WINDOWS
from services.aggregation.domain.grouping import Breakdown
from services.aggregation.domain.ledger import Ledger
from services.aggregation.domain.views import Scope
from tests.unit.aggregation import slow_model
from tests.unit.aggregation.comparing import (
    BOARDS,
    assert_like_the_model,
    counter_of,
    everything_shown,
    shown_by,
    unhurried,
)
from tests.unit.aggregation.making import DICTIONARY, UNITS, apply, ledger_from
from tests.unit.aggregation.strategies import tellings, worlds

NATION = Scope("nation")
World = list[list[DecisionEvent]]


def digests_of(ledger: Ledger, partitions: int) -> list[tuple[str, str]]:
    """Both digests of every partition."""
    return [ledger.checkpoint(partition) for partition in range(partitions)]


@unhurried
@given(st.data())
def test_the_figures_are_those_of_the_last_standings(data: st.DataObject) -> None:
    told = data.draw(tellings(data.draw(worlds())))
    ledger, final = ledger_from(told, partitions=3), slow_model.final_standings(told)

    for scope in BOARDS:
        assert_like_the_model(ledger, final, scope, pending=False)
        assert_like_the_model(ledger, final, scope, pending=True)


@unhurried
@given(st.data())
def test_two_logs_with_the_same_end_give_the_same_figures_and_digests(data: st.DataObject) -> None:
    world: World = data.draw(worlds())
    one, other = (ledger_from(data.draw(tellings(world)), partitions=2) for _log in range(2))

    assert everything_shown(one) == everything_shown(other)
    assert digests_of(one, 2) == digests_of(other, 2)


@unhurried
@given(st.data(), st.integers(1, 4), st.integers(1, 4))
def test_the_number_of_partitions_does_not_matter(data: st.DataObject, before: int, after: int) -> None:
    told = data.draw(tellings(data.draw(worlds())))

    few, many = ledger_from(told, before), ledger_from(told, after)

    assert everything_shown(few, scopes=[NATION]) == everything_shown(many, scopes=[NATION])
    standings = [sum(int(digest, 16) for digest, _figures in digests_of(one, 4)) % 2**64 for one in (few, many)]
    assert standings[0] == standings[1]


@unhurried
@given(st.data())
def test_a_submission_may_move_to_another_partition(data: st.DataObject) -> None:
    told = data.draw(tellings(data.draw(worlds())))
    moved = Ledger(DICTIONARY)
    for offset, one in enumerate(told):
        apply(moved, one, partition=data.draw(st.integers(0, 1)), offset=offset)

    last = slow_model.final_standings(told)
    settled = Ledger(DICTIONARY)
    for one in told:
        if last[one.submission] is one.standing:
            slot = moved.slot_of[one.submission.bytes]
            apply(settled, one, partition=moved.slots.partition[slot], offset=moved.slots.offset[slot])

    assert everything_shown(moved, scopes=[NATION]) == everything_shown(settled, scopes=[NATION])
    assert digests_of(moved, 2) == digests_of(settled, 2)


@unhurried
@given(st.data())
def test_giving_back_room_changes_no_figure(data: st.DataObject) -> None:
    told = data.draw(tellings(data.draw(worlds())))
    plain, tidy = ledger_from(told, partitions=2), Ledger(DICTIONARY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger_module, "LEAST_DEAD_ROWS", 1)
        for offset, one in enumerate(told):
            apply(tidy, one, partition=(one.submission.int >> 64) % 2, offset=offset)
            if data.draw(st.booleans()):
                tidy.settle()
        tidy.settle()

    assert everything_shown(tidy) == everything_shown(plain)
    assert digests_of(tidy, 2) == digests_of(plain, 2)


@unhurried
@given(st.data())
def test_digests_that_are_asked_for_on_the_way_end_the_same(data: st.DataObject) -> None:
    told = data.draw(tellings(data.draw(worlds())))
    asked = Ledger(DICTIONARY)
    for offset, one in enumerate(told):
        apply(asked, one, offset=offset)
        if data.draw(st.booleans()):
            asked.checkpoint(0)

    assert asked.checkpoint(0) == ledger_from(told).checkpoint(0)


@unhurried
@given(st.data(), st.booleans())
def test_units_places_and_days_add_up_to_the_nation(data: st.DataObject, pending: bool) -> None:  # noqa: FBT001
    ledger = ledger_from(data.draw(tellings(data.draw(worlds()))))
    nation = counter_of(ledger, NATION, pending=pending)

    for series in (Series.ACTUAL, Series.EXPECTED):
        whole = shown_by(nation, None, series, ALL_WINDOWS)
        parts = [shown_by(nation, by, series, ALL_WINDOWS) for by in (Breakdown.UNIT, Breakdown.PLACE, Breakdown.DAY)]
        boards = [
            shown_by(counter_of(ledger, Scope(unit, unit=True), pending=pending), None, series, ALL_WINDOWS)
            for unit in UNITS
        ]
        for code in [code for code in whole if DICTIONARY[code].aggregation is Aggregation.SUM]:
            total = sum(figure[0] or 0 for figure in whole[code].values())
            assert [sum(figure[0] or 0 for figure in part[code].values()) for part in parts] == [total] * 3
            assert sum(figure[0] or 0 for board in boards for figure in board[code].values()) == total


@unhurried
@given(st.data())
def test_a_unit_reads_of_itself_what_the_nation_reads_of_it(data: st.DataObject) -> None:
    ledger = ledger_from(data.draw(tellings(data.draw(worlds()))))
    by_unit = shown_by(counter_of(ledger, NATION), Breakdown.UNIT, Series.ACTUAL, ALL_WINDOWS)

    for unit in UNITS:
        board = shown_by(counter_of(ledger, Scope(unit, unit=True)), None, Series.ACTUAL, ALL_WINDOWS)
        for code, groups in by_unit.items():
            assert board[code].get("all") == groups.get(unit), (unit, code)


@unhurried
@given(st.data())
def test_a_distinct_number_lies_between_its_largest_part_and_their_sum(data: st.DataObject) -> None:
    ledger = ledger_from(data.draw(tellings(data.draw(worlds()))))
    nation = counter_of(ledger, NATION)

    whole = shown_by(nation, None, Series.ACTUAL, ALL_WINDOWS)["school_count"]
    for by in Breakdown:
        parts = shown_by(nation, by, Series.ACTUAL, ALL_WINDOWS)["school_count"]
        schools = [figure[0] or 0 for figure in parts.values()]
        assert max(schools, default=0) <= sum(figure[0] or 0 for figure in whole.values()) <= sum(schools)


@unhurried
@given(st.data())
def test_every_told_activity_counts_exactly_once(data: st.DataObject) -> None:
    """Whoever are linked by a joint activity or a naming as duplicate tell one activity: one of them counts."""
    told = data.draw(tellings(data.draw(worlds())))
    ledger, final = ledger_from(told), slow_model.final_standings(told)
    view = counter_of(ledger, NATION).view
    seen = {one: each for one, each in final.items() if each.edition == "2024" and each.counted is not None}
    story = {one: one for one in seen}
    for one, each in seen.items():
        same = [each.duplicate_of] if each.duplicate_of in seen else []
        same += [
            other
            for other, its in seen.items()
            if each.joint_activity is not None and its.joint_activity == each.joint_activity
        ]
        for other in same:
            old, new = story[one], story[other]
            story = {name: new if first == old else first for name, first in story.items()}

    stories = sorted((story[one], one) for one in seen)
    for _story, members in groupby(stories, key=lambda pair: pair[0]):
        slots = [ledger.slot_of[one.bytes] for _first, one in members]
        assert sum(view.version_of_slot[slot] >= 0 for slot in slots) == 1
        assert sum(slot in view.stood_back for slot in slots) == len(slots) - 1
