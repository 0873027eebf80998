"""What subscribers and readers are told of an item."""

from typing import Any

import pytest

from contracts.submissions import Kind
from services.syndication.domain.deliveries import Change
from services.syndication.domain.items import facets_of
from services.syndication.domain.telling import Filters, Told, reason_of, shown, shown_to, to_tell, told_now
from tests.unit.syndication.builders import corrected, featured, kept, withdrawn

FIRST = featured()
HAS_IT = Told(1, Change.FEATURED, (1,))
OPEN_CAMPUS = Filters(tags=("open_campus",))


@pytest.mark.parametrize(
    ("filters", "takes"),
    [
        (Filters(), True),
        (Filters(editions=("2024",)), True),
        (Filters(editions=("2023",)), False),
        (Filters(kinds=("manuscript", "video")), True),
        (Filters(kinds=("video",)), False),
        (Filters(units=("330000",)), True),
        (Filters(units=("340000",)), False),
        (Filters(types=("L03", "L10")), True),
        (Filters(types=("L10",)), False),
        (OPEN_CAMPUS, True),
        (Filters(tags=("city",)), False),
        (Filters(units=("330000",), tags=("city",)), False),
    ],
)
def test_a_filter_takes_what_fits_every_list_that_is_given(filters: Filters, *, takes: bool) -> None:
    assert filters.take(facets_of(FIRST)) is takes


def test_an_item_comes_first_as_featured_then_as_corrected_then_as_withdrawn() -> None:
    second = corrected(FIRST)

    assert to_tell(kept(FIRST), None, Filters()) is Change.FEATURED
    assert to_tell(kept(FIRST, second), HAS_IT, Filters()) is Change.CORRECTED
    assert (
        to_tell(kept(FIRST, second, withdrawn(second)), Told(2, Change.CORRECTED, (2,)), Filters()) is Change.WITHDRAWN
    )


def test_a_correction_of_what_a_subscriber_never_had_comes_as_featured() -> None:
    assert to_tell(kept(FIRST, corrected(FIRST)), None, Filters()) is Change.FEATURED


def test_what_was_told_is_not_told_again() -> None:
    assert to_tell(kept(FIRST), HAS_IT, Filters()) is None


def test_a_withdrawal_is_not_told_to_who_never_had_the_item() -> None:
    assert to_tell(kept(FIRST, withdrawn(FIRST)), None, Filters()) is None


def test_a_correction_that_leaves_the_filter_is_a_withdrawal_for_who_has_the_item() -> None:
    moved = kept(FIRST, corrected(FIRST, tags=("city",)))

    assert to_tell(moved, HAS_IT, OPEN_CAMPUS) is Change.WITHDRAWN
    assert to_tell(moved, None, OPEN_CAMPUS) is None
    assert reason_of(moved) == "left_filter"


def test_a_withdrawal_is_told_though_the_filter_was_changed_meanwhile() -> None:
    assert to_tell(kept(FIRST, withdrawn(FIRST)), HAS_IT, Filters(units=("340000",))) is Change.WITHDRAWN


def test_changing_a_filter_tells_nothing_by_itself() -> None:
    assert to_tell(kept(FIRST), HAS_IT, Filters(units=("340000",))) is None


def test_an_item_that_comes_back_is_featured_anew() -> None:
    gone = withdrawn(FIRST)
    back = corrected(gone, change="featured", text="重新推介。", reason=None)

    assert to_tell(kept(FIRST, gone, back), Told(2, Change.WITHDRAWN, (2,)), Filters()) is Change.FEATURED


def test_a_second_withdrawal_of_what_is_gone_is_not_told() -> None:
    gone = withdrawn(FIRST)

    assert to_tell(kept(FIRST, gone, withdrawn(gone)), Told(2, Change.WITHDRAWN, (2,)), Filters()) is None


@pytest.mark.parametrize(
    ("second", "filters", "match"),
    [
        ({}, Filters(), "full"),
        ({"tags": ("city",)}, OPEN_CAMPUS, "gone"),
        ({}, Filters(units=("340000",)), "none"),
        ({"kind": Kind.VIDEO}, Filters(kinds=("manuscript",)), "gone"),
    ],
)
def test_a_feed_shows_an_item_in_full_as_gone_or_not_at_all(
    second: dict[str, Any], filters: Filters, match: str
) -> None:
    assert shown(kept(FIRST, corrected(FIRST, **second)), (filters,)) == match


def test_a_feed_shows_a_withdrawn_item_as_gone_to_whom_any_state_fitted() -> None:
    item = kept(FIRST, withdrawn(FIRST, tags=()))

    assert shown(item, (OPEN_CAMPUS,)) == "gone"
    assert shown(item, (Filters(tags=("city",)),)) == "none"


def test_two_filters_must_fit_the_same_state() -> None:
    item = kept(FIRST, corrected(FIRST, tags=("city",), local_types=("L10",)))

    assert shown(item, (OPEN_CAMPUS, Filters(types=("L10",)))) == "none"


def test_what_only_a_former_filter_took_is_shown_as_gone_once_it_has_changed_and_not_before() -> None:
    city = Filters(tags=("city",))

    assert shown_to(kept(FIRST), Filters(), city, (OPEN_CAMPUS,)) == "none"
    assert shown_to(kept(FIRST, corrected(FIRST)), Filters(), city, (OPEN_CAMPUS,)) == "gone"
    assert shown_to(kept(FIRST, withdrawn(FIRST)), Filters(), city, (OPEN_CAMPUS,)) == "gone"
    assert shown_to(kept(FIRST, withdrawn(FIRST)), Filters(), city, ()) == "none"
    assert shown_to(kept(FIRST, withdrawn(FIRST)), Filters(kinds=("video",)), city, (OPEN_CAMPUS,)) == "none"


def test_every_number_that_spoke_of_an_item_is_remembered_once() -> None:
    once = told_now(HAS_IT, 2, Change.CORRECTED, 5)

    assert once == Told(2, Change.CORRECTED, (1, 5))
    assert told_now(once, 2, Change.CORRECTED, 5) == once
