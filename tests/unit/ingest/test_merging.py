"""Numbers of one cell become one number, in any order of taking them together."""

from functools import reduce
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from contracts.editions import indicators
from contracts.submissions import FactMeasure, Qualifier
from services.ingest.domain.merging import joined, merged

STATED = [Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.NEARLY, Qualifier.ABOUT]
stated = st.sampled_from(STATED)


@given(stated, stated, stated)
def test_taking_qualifiers_together_has_no_order(one: Qualifier, two: Qualifier, three: Qualifier) -> None:
    assert joined(one, two) is joined(two, one)
    assert joined(joined(one, two), three) is joined(one, joined(two, three))
    assert joined(one, one) is one


def test_the_shown_qualifier_follows_the_dictionary() -> None:
    assert joined(Qualifier.EXACT, Qualifier.NEARLY) is Qualifier.NEARLY
    assert joined(Qualifier.AT_LEAST, Qualifier.NEARLY) is Qualifier.ABOUT
    assert joined(Qualifier.ABOUT, Qualifier.EXACT) is Qualifier.ABOUT


def fact(indicator: str, value: int, qualifier: Qualifier = Qualifier.EXACT, *keys: str) -> FactMeasure:
    return FactMeasure(indicator=indicator, value=value, qualifier=qualifier, keys=keys)


def test_sums_are_added_maxima_compared_names_united_and_claims_kept_beside() -> None:
    together = merged(
        [
            fact("attendee_count", 300),
            fact("joint_body_count", 10),
            fact("school_count", 1, Qualifier.EXACT, "name:甲"),
            fact("attendee_count", 200, Qualifier.NEARLY),
            fact("joint_body_count", 7),
            fact("school_count", 40),
            fact("school_count", 2, Qualifier.EXACT, "name:乙", "name:甲"),
        ],
        indicators(),
    )

    assert together == (
        fact("attendee_count", 500, Qualifier.NEARLY),
        fact("joint_body_count", 10),
        fact("school_count", 2, Qualifier.EXACT, "name:乙", "name:甲"),
        fact("school_count", 40),
    )


measures = st.builds(
    lambda code, value, qualifier, keys: fact(
        code,
        len(keys) if code == "school_count" and keys else value,
        qualifier,
        *(keys if code == "school_count" else ()),
    ),
    st.sampled_from(["attendee_count", "joint_body_count", "school_count"]),
    st.integers(0, 1_000),
    stated,
    st.lists(st.sampled_from(["name:甲", "name:乙", "name:丙"]), unique=True).map(sorted).map(tuple),
)


@given(st.lists(measures, max_size=8), st.randoms())
def test_the_order_and_grouping_of_taking_together_does_not_matter(
    given_measures: list[FactMeasure], random: Random
) -> None:
    shuffled = list(given_measures)
    random.shuffle(shuffled)
    one_by_one: tuple[FactMeasure, ...] = reduce(lambda known, one: merged((*known, one), indicators()), shuffled, ())

    assert set(one_by_one) == set(merged(given_measures, indicators()))
