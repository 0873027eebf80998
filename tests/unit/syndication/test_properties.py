"""What holds for every course of an item and every newsroom that follows it."""

from hypothesis import given
from hypothesis import strategies as st

from contracts.featured import FeaturedItem
from services.syndication.domain.deliveries import Change
from services.syndication.domain.items import Kept, raised
from services.syndication.domain.telling import Filters, Told, shown, to_tell, told_now
from tests.unit.syndication.builders import EPOCH, corrected, featured, withdrawn

TAGS = st.sampled_from([("open_campus",), ("city",), ("open_campus", "city"), ()])
STEPS = st.lists(st.one_of(st.just("gone"), TAGS), max_size=8)
FILTERS = st.sampled_from([Filters(), Filters(tags=("open_campus",)), Filters(tags=("city",))])


def course(first: tuple[str, ...], steps: list[object]) -> list[FeaturedItem]:
    """An item from its first state on: corrected with other tags, withdrawn, featured again."""
    states = [featured(tags=first)]
    for step in steps:
        last = states[-1]
        states.append(withdrawn(last) if step == "gone" else corrected(last, tags=step, reason=None))
    return states


@given(TAGS, STEPS, FILTERS, st.data())
def test_who_follows_holds_an_item_exactly_while_its_newest_state_fits(
    first: tuple[str, ...], steps: list[object], filters: Filters, data: st.DataObject
) -> None:
    """However many events come at once between two looks, and however often they are repeated."""
    log = [state for state in course(first, steps) for _ in range(data.draw(st.integers(1, 2)))]
    known: Kept | None = None
    told: Told | None = None
    numbers = 0
    for offset, state in enumerate(log):
        known = raised(known, state, EPOCH, offset) or known
        assert known is not None
        if data.draw(st.booleans()) and offset + 1 < len(log):
            continue
        change = to_tell(known, told, filters)
        if change is not None:
            numbers += 1
            told = told_now(told, known.state.revision, change, numbers)
        assert to_tell(known, told, filters) is None

    assert known is not None
    holds = told is not None and told.change is not Change.WITHDRAWN
    assert holds == (shown(known, (filters,)) == "full")


@given(TAGS, STEPS, FILTERS)
def test_whoever_was_told_of_an_item_finds_it_in_the_feed_in_full_or_as_gone(
    first: tuple[str, ...], steps: list[object], filters: Filters
) -> None:
    known: Kept | None = None
    told: Told | None = None
    for offset, state in enumerate(course(first, steps)):
        known = raised(known, state, EPOCH, offset)
        assert known is not None
        change = to_tell(known, told, filters)
        told = told_now(told, known.state.revision, change, offset) if change else told

    assert known is not None
    if told is not None:
        assert shown(known, (filters,)) != "none"


@given(st.permutations(range(6)), TAGS, STEPS)
def test_the_order_in_which_events_come_does_not_change_how_an_item_ends(
    order: list[int], first: tuple[str, ...], steps: list[object]
) -> None:
    states = course(first, steps)[:6]
    known: Kept | None = None
    for offset, place in enumerate(one for one in order if one < len(states)):
        known = raised(known, states[place], EPOCH, offset) or known

    assert known is not None
    assert known.state == states[-1]
