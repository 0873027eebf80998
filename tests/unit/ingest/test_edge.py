"""The edge: opaque cursors, and the path of a wrong field as the form knows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from services.ingest.api.bodies import without_tag
from services.ingest.api.cursors import cursor_of, read_cursor


@given(st.integers(0, 2**53), st.uuids().map(str))
def test_a_cursor_names_the_place_it_was_made_for(created: int, name: str) -> None:
    assert read_cursor(cursor_of(created, name)) == (created, name)


@given(st.text(max_size=300))
def test_whatever_is_no_cursor_is_named_so(text: str) -> None:
    with pytest.raises(Problem) as raised:
        read_cursor(text)

    assert raised.value.code is ProblemCode.BAD_CURSOR


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ("content.activity_report.sessions.0.when", "content.sessions.0.when"),
        ("content.case.title", "content.title"),
        ("content", "content"),
        ("content.title", "content.title"),
        ("manifest.0.name", "manifest.0.name"),
        ("edition", "edition"),
    ],
)
def test_a_path_leaves_out_the_kind(told: str, path: str) -> None:
    assert without_tag(told) == path
