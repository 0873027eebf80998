"""The edge: opaque cursors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from services.ingest.api.cursors import cursor_of, read_cursor


@given(st.integers(0, 2**53), st.uuids().map(str))
def test_a_cursor_names_the_place_it_was_made_for(created: int, name: str) -> None:
    assert read_cursor(cursor_of(created, name)) == (created, name)


@given(st.text(max_size=300))
def test_whatever_is_no_cursor_is_named_so(text: str) -> None:
    with pytest.raises(Problem) as raised:
        read_cursor(text)

    assert raised.value.code is ProblemCode.BAD_CURSOR
