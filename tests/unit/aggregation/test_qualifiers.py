"""How exact a total is: 余 and 近 among its addends show in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.submissions import Qualifier
from services.aggregation.domain.qualifiers import ORDER, SHOWN_BY_MASK, of_ratio, shown

EXACT, AT_LEAST, NEARLY, ABOUT, EXPECTED = ORDER


@pytest.mark.parametrize(
    ("addends", "total"),
    [
        ((), EXACT),
        ((EXACT, EXACT), EXACT),
        ((EXACT, AT_LEAST), AT_LEAST),
        ((EXACT, NEARLY), NEARLY),
        ((AT_LEAST, AT_LEAST), AT_LEAST),
        ((AT_LEAST, NEARLY), ABOUT),
        ((ABOUT, EXACT), ABOUT),
        ((ABOUT, AT_LEAST), ABOUT),
        ((EXPECTED, EXACT), EXPECTED),
    ],
)
def test_a_total_shows_the_strongest_qualifier_of_its_addends(addends: tuple[Qualifier, ...], total: Qualifier) -> None:
    assert shown(addends) is total


@given(st.lists(st.sampled_from(ORDER)), st.lists(st.sampled_from(ORDER)))
def test_totals_of_totals_show_what_the_total_of_all_shows(some: list[Qualifier], others: list[Qualifier]) -> None:
    assert shown([shown(some), shown(others)]) is shown([*others, *some])


def test_every_qualifier_of_the_contract_has_its_bit() -> None:
    assert set(ORDER) == set(Qualifier)
    for mask, qualifier in enumerate(SHOWN_BY_MASK):
        assert qualifier is shown(one for place, one in enumerate(ORDER) if mask & (1 << place))


@pytest.mark.parametrize(
    ("above", "below", "ratio"),
    [
        (EXACT, EXACT, EXACT),
        (AT_LEAST, EXACT, AT_LEAST),
        (EXACT, AT_LEAST, NEARLY),
        (AT_LEAST, NEARLY, AT_LEAST),
        (AT_LEAST, AT_LEAST, ABOUT),
        (ABOUT, EXACT, ABOUT),
        (EXACT, EXPECTED, EXPECTED),
    ],
)
def test_more_below_the_line_makes_a_ratio_smaller(above: Qualifier, below: Qualifier, ratio: Qualifier) -> None:
    assert of_ratio(above, below) is ratio
