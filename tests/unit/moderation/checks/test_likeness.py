import random

import numpy as np
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.checks.likeness import (
    AT_ONCE,
    MAX_STRETCHES,
    PERMUTATIONS,
    SHARED_CHARACTERS,
    alike,
    shared,
    signature,
    sketch,
)
from tests.unit.moderation.checks.making import OTHER_TEXT, TEXT


def share_of_grams(one: str, other: str) -> float:
    first, second = ({text[at : at + 3] for at in range(len(text) - 2)} for text in (one, other))
    return len(first & second) / len(first | second)


def test_the_hash_of_all_grams_at_once_is_what_datasketch_makes_of_one_after_another() -> None:
    slow = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
    long = "".join(chr(0x4E00 + at) for at in range(AT_ONCE * 2)) + TEXT
    for at in range(len(long) - 2):
        first, second, third = map(ord, long[at : at + 3])
        slow.update((first * 0x9E3779B1 + second * 0x85EBCA77 + third * 0xC2B2AE3D) % 2**32)
    assert np.array_equal(signature(long), slow.hashvalues)


def test_a_signature_estimates_the_share_of_common_grams() -> None:
    chance = random.Random(4)
    for changed in (0.0, 0.02, 0.05, 0.2):
        long = "".join(chr(0x4E00 + chance.randrange(3_000)) for _ in range(1_500))
        other = "".join(chr(0x4E00 + chance.randrange(3_000)) if chance.random() < changed else one for one in long)
        estimate = float(alike(signature(long), signature(other)[None])[0])
        assert abs(estimate - share_of_grams(long, other)) < 0.12


def test_strangers_have_hardly_a_gram_in_common() -> None:
    assert float(alike(signature(TEXT), signature(OTHER_TEXT)[None])[0]) < 0.1


def test_sketches_of_alike_texts_are_near_and_of_strangers_far() -> None:
    near, far = (
        np.bitwise_count(sketch(signature(TEXT)) ^ sketch(signature(text))).sum() for text in (TEXT + "!", OTHER_TEXT)
    )
    assert near < 10
    assert far > 40


@given(st.text("甲乙丙丁", max_size=60), st.text("甲乙丙丁", max_size=60), st.text("戊己庚", min_size=8, max_size=30))
def test_shared_stretches_are_equal_on_both_sides_in_order_and_apart(one: str, other: str, common: str) -> None:
    own, theirs = one + common + other, other + common + one
    found = shared(own, theirs)

    assert found
    end = 0
    for stretch in found:
        assert stretch.own >= end
        assert stretch.length >= SHARED_CHARACTERS
        assert own[stretch.own :][: stretch.length] == theirs[stretch.other :][: stretch.length]
        end = stretch.own + stretch.length


def test_equal_texts_share_everything_and_strangers_nothing() -> None:
    (whole,) = shared(TEXT, TEXT)
    assert (whole.own, whole.other, whole.length) == (0, 0, len(TEXT))
    assert shared(TEXT, OTHER_TEXT) == ()
    assert shared("短", "短") == ()


def test_only_the_longest_stretches_are_kept_in_the_order_of_the_text() -> None:
    lengths = [8 + at % 2 for at in range(60)]
    parts = ["".join(chr(0x4E00 + at * 10 + place) for place in range(length)) for at, length in enumerate(lengths)]
    own, other = "甲".join(parts), "乙".join(parts) + "丙"
    kept = shared(own, other)
    assert len(kept) == MAX_STRETCHES
    assert sum(stretch.length == 9 for stretch in kept) == 30
    assert [stretch.own for stretch in kept] == sorted(stretch.own for stretch in kept)
