import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.checks.bits import FIRST_CAPACITY, BitRows

rows = st.integers(0, 2**256 - 1)


def row(bits: int, words: int = 4) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array([(bits >> (64 * word)) & (2**64 - 1) for word in range(words)], dtype=np.uint64)


@given(st.lists(rows, max_size=12), rows, st.integers(0, 256), st.sets(st.integers(0, 11)))
def test_the_nearest_of_the_kept_rows_are_found_as_by_counting_bits(
    kept: list[int], asked: int, most: int, removed: set[int]
) -> None:
    block = BitRows(4)
    places = [block.add(row(one)) for one in kept]
    for at in sorted(removed):
        if at < len(kept):
            block.remove(places[at])

    near, bits = block.near(row(asked), most)

    left = {places[at]: (one ^ asked).bit_count() for at, one in enumerate(kept) if at not in removed}
    assert dict(zip(near.tolist(), bits.tolist(), strict=True)) == {at: far for at, far in left.items() if far <= most}
    assert bits.tolist() == sorted(bits.tolist())
    assert len(block) == len(left)


def test_opposite_rows_differ_in_every_bit() -> None:
    for words in (2, 4):
        block = BitRows(words)
        block.add(row(0, words))
        _places, bits = block.near(row(2**256 - 1, words), 256)
        assert bits.tolist() == [64 * words]


def test_a_freed_place_is_used_again_and_the_block_grows_only_when_it_is_full() -> None:
    block = BitRows(2)
    places = [block.add(row(number, 2)) for number in range(FIRST_CAPACITY)]
    block.remove(places[5])
    assert block.add(row(99_999, 2)) == 5
    assert block.capacity == FIRST_CAPACITY
    assert block.add(row(100_000, 2)) == FIRST_CAPACITY
    assert block.capacity == 2 * FIRST_CAPACITY
    assert block.near(row(99_999, 2), 0)[0].tolist() == [5]


def test_a_row_is_freed_once() -> None:
    block = BitRows(2)
    place = block.add(row(1, 2))
    block.remove(place)
    with pytest.raises(KeyError):
        block.remove(place)
