"""Cursors of the feed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from services.syndication.domain.cursors import Cursor, read_cursor
from tests.unit.syndication.builders import EPOCH

END = Cursor(EPOCH, 10)


@given(st.integers(0, 10))
def test_a_cursor_is_read_as_it_was_given(offset: int) -> None:
    assert read_cursor(str(Cursor(EPOCH, offset)), END) == Cursor(EPOCH, offset)


def test_without_a_cursor_a_reader_begins_at_the_beginning() -> None:
    assert read_cursor(None, END) == Cursor(EPOCH, 0)


@pytest.mark.parametrize("text", [f"{EPOCH}.11", "BBBBBBBBBBBBBBBBBBBBBB.3", ".3"])
def test_a_cursor_of_another_log_or_beyond_the_end_is_gone(text: str) -> None:
    with pytest.raises(Problem) as fault:
        read_cursor(text, END)

    assert fault.value.code is ProblemCode.CURSOR_GONE
    assert fault.value.status == 410


@pytest.mark.parametrize("text", ["", "7", f"{EPOCH}.", f"{EPOCH}.-1", f"{EPOCH}.x", f"{EPOCH}.７", "x" * 80 + ".1"])
def test_what_is_no_cursor_is_told_so(text: str) -> None:
    with pytest.raises(Problem) as fault:
        read_cursor(text, END)

    assert fault.value.code is ProblemCode.BAD_CURSOR
