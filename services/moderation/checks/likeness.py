"""How alike two texts are: MinHash signatures over 3-grams of characters, and the stretches that two texts share.

Source of the method: A. Broder, On the resemblance and containment of documents (1997), in the library datasketch. The
3-grams are hashed in one vector operation instead of one call each; datasketch mixes them and keeps the minima.
"""

from copy import copy
from dataclasses import dataclass

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

PERMUTATIONS = 128
MIN_CHARACTERS = 60
"""Shorter texts are not compared: two captions are alike by chance."""
GRAM = 3
AT_ONCE = 1_024
"""Hashed in one operation: 128 times as many numbers just fit the memory that is kept at hand; larger is slower."""
SHARED_CHARACTERS = 8
"""The shortest stretch that is shown as shared: longer than a set phrase or the name of a body."""
MAX_STRETCHES = 40

Signature = NDArray[np.uint32]
Minima = NDArray[np.uint32]

# All 3-grams of a text are one item that is hashed to an array, which datasketch takes for as many items.
_EMPTY = MinHash(num_perm=PERMUTATIONS, hashfunc=lambda grams: grams)
# Large odd numbers (those of xxHash32): three characters spread over 32 bits, which datasketch then mixes.
_FIRST, _SECOND, _THIRD = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that two texts share: `length` of them, from `own` in one and from `other` in the other."""

    own: int
    other: int
    length: int


def signature(text: str) -> Signature:
    """128 minima over the 3-grams of a normalised text of at least three characters; equal texts have equal ones."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    grams = points[:-2] * _FIRST + points[1:-1] * _SECOND + points[2:] * _THIRD
    minima = copy(_EMPTY)
    for first in range(0, len(grams), AT_ONCE):
        minima.update_batch([grams[first : first + AT_ONCE]])
    made: Signature = minima.hashvalues
    return made


def alike(one: Signature, others: NDArray[np.uint32]) -> NDArray[np.float64]:
    """The share of 3-grams that one text has in common with each of `others` (a row each), as estimated: 0.0 to 1.0."""
    shares: NDArray[np.float64] = np.count_nonzero(others == one, axis=1) / PERMUTATIONS
    return shares


def sketch(made: Signature) -> NDArray[np.uint64]:
    """Two words of 64 bits, one bit a minimum: alike texts differ in few of them, strangers in half."""
    return np.packbits((made & np.uint32(1)).astype(np.uint8)).view(np.uint64)


def shared(own: str, other: str) -> tuple[Stretch, ...]:
    """The stretches of `own`, from left to right, that also stand in `other`; the longest 40 where there are more."""
    places: dict[str, int] = {}
    for place in range(len(other) - SHARED_CHARACTERS, -1, -1):
        places[other[place : place + SHARED_CHARACTERS]] = place
    found: list[Stretch] = []
    at = 0
    while at <= len(own) - SHARED_CHARACTERS:
        place = places.get(own[at : at + SHARED_CHARACTERS], -1)
        if place < 0:
            at += 1
            continue
        length = SHARED_CHARACTERS
        while at + length < len(own) and place + length < len(other) and own[at + length] == other[place + length]:
            length += 1
        found.append(Stretch(at, place, length))
        at += length
    longest = sorted(found, key=lambda stretch: (-stretch.length, stretch.own))[:MAX_STRETCHES]
    return tuple(sorted(longest, key=lambda stretch: stretch.own))
