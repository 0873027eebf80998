"""What an event of the log does to an item."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.featured import FeaturedItem
from contracts.problems import Problem, ProblemCode
from services.syndication.domain.items import Kept, raised
from tests.unit.syndication.builders import EPOCH, corrected, featured, kept, withdrawn

FIRST = featured()
SECOND = corrected(FIRST, tags=("city",))
GONE = withdrawn(SECOND)


def read(states: list[tuple[int, FeaturedItem]], known: Kept | None = None) -> Kept:
    for offset, state in states:
        known = raised(known, state, EPOCH, offset) or known
    assert known is not None
    return known


def test_a_newer_revision_takes_the_place_of_the_older_one() -> None:
    known = read([(3, FIRST), (7, SECOND)])

    assert (known.state, known.epoch, known.offset) == (SECOND, EPOCH, 7)


def test_an_older_or_repeated_revision_is_passed_over() -> None:
    known = read([(3, FIRST), (7, SECOND)])

    assert raised(known, FIRST, EPOCH, 8) is None
    assert raised(known, SECOND, EPOCH, 9) is None


def test_an_item_withdrawn_remembers_what_it_was_for_those_who_had_it() -> None:
    known = read([(0, FIRST), (1, SECOND), (2, GONE)])

    assert known.withdrawn
    assert [facets.tags for facets in known.was] == [("open_campus",), ("city",)]


def test_two_contents_under_one_revision_are_a_fault() -> None:
    with pytest.raises(Problem) as fault:
        raised(read([(0, FIRST)]), featured(title="别的标题"), EPOCH, 1)

    assert fault.value.code is ProblemCode.REVISION_CONFLICT


def test_another_log_begins_anew_whatever_the_old_one_said() -> None:
    known = read([(0, FIRST), (1, SECOND), (2, GONE)])

    again = raised(known, FIRST, "BBBBBBBBBBBBBBBBBBBBBB", 0)

    assert again == kept(FIRST, epoch="BBBBBBBBBBBBBBBBBBBBBB")


@pytest.mark.parametrize("order", list(permutations([0, 1, 2])))
def test_reordered_events_end_in_the_newest_state(order: tuple[int, ...]) -> None:
    states = [FIRST, SECOND, GONE]

    assert read([(place, states[number]) for place, number in enumerate(order)]).state == GONE


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_reading_the_log_again_from_its_start_ends_the_same(revisions: list[int]) -> None:
    log = [(offset, featured(revision=revision)) for offset, revision in enumerate(revisions)]
    once = read(log)

    assert read(log, once) == once
    assert once.offset == revisions.index(max(revisions))
