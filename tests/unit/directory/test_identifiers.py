"""Codes and check characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.identifiers import (
    CREDIT_ALPHABET,
    credit_check_character,
    is_credit_code,
    is_district_code,
    is_school_code,
)


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("3633900001", True),
        ("4165090001", True),
        ("9311000001", True),
        ("3666900001", False),
        ("1033900001", False),
        ("363390000", False),
        ("36339000010", False),
        ("３633900001", False),
    ],
)
def test_a_school_code_is_kind_province_and_six_digits(code: str, good: bool) -> None:  # noqa: FBT001 - table.
    assert is_school_code(code) is good


@pytest.mark.parametrize(("code", "good"), [("330600", True), ("660000", False), ("33060", False), ("33060a", False)])
def test_a_district_code_lies_in_a_province_that_exists(code: str, good: bool) -> None:  # noqa: FBT001 - table.
    assert is_district_code(code) is good


def test_the_check_character_of_the_standards_own_example_is_right() -> None:
    assert credit_check_character("91350100M000100Y4") == "3"


@given(st.text(CREDIT_ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(CREDIT_ALPHABET))
def test_one_mistyped_character_is_always_noticed(first: str, place: int, typed: str) -> None:
    check = credit_check_character(first)
    assert is_credit_code(first + check)

    mistyped = first[:place] + typed + first[place + 1 :]

    assert (credit_check_character(mistyped) == check) is (mistyped == first)
