"""A cut says how much of the log an answer has seen; a reader never goes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from services.aggregation.domain.cuts import Cut, parse_cut

cuts = st.builds(Cut, st.sampled_from(("a", "b:c")), st.lists(st.integers(0, 3), min_size=1, max_size=3).map(tuple))


@given(cuts)
def test_a_cut_is_read_as_it_was_written(cut: Cut) -> None:
    assert parse_cut(str(cut)) == cut


@pytest.mark.parametrize(
    "text", ["", "a", "a:", ":1", "a:-1", "a:1..2", "a:x", "a:1_0", "a:+1", "a: 1", "a:01", "a:１"]
)
def test_what_is_no_cut_is_refused(text: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_cut(text)

    assert refused.value.code is ProblemCode.BAD_CUT


@given(cuts, cuts, cuts)
def test_having_seen_all_that_another_saw_is_a_partial_order(one: Cut, two: Cut, three: Cut) -> None:
    assert one.covers(one)
    assert not (one.covers(two) and two.covers(one)) or one == two
    assert not (one.covers(two) and two.covers(three)) or one.covers(three)


@given(cuts, cuts)
def test_a_cut_is_newer_when_it_saw_more_or_is_of_another_log(one: Cut, two: Cut) -> None:
    assert one.newer_than(None)
    assert not one.newer_than(one)
    if one.epoch == two.epoch:
        assert one.newer_than(two) == (one.covers(two) and one != two)
        assert not (one.newer_than(two) and two.newer_than(one))
    else:
        assert one.newer_than(two)
        assert not one.covers(two)


def test_a_cut_with_one_partition_behind_is_not_newer() -> None:
    assert not Cut("a", (9, 1)).newer_than(Cut("a", (1, 2)))


def test_a_log_that_gained_a_partition_is_newer_than_before() -> None:
    before, after = Cut("a", (5, 6)), Cut("a", (5, 6, 0))

    assert after.newer_than(before)
    assert not before.newer_than(after)
