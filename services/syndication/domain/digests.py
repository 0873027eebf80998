"""Proof that nothing is missing: first, last, count and one hash over the bodies of a run of a subscriber's numbers.

A newsroom that keeps the SHA-256 of each body it took computes the same hash, or finds which number it lacks.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from contracts.problems import Problem, ProblemCode
from services.syndication.domain.deliveries import Delivery


@dataclass(frozen=True, slots=True)
class Digest:
    """What a run of numbers amounts to. `sha256` is that of the lines `<number>:<SHA-256 of its body>`, each with a newline."""

    subscriber: str
    first: int
    last: int
    count: int
    sha256: str


def digest_of(subscriber: str, deliveries: Sequence[Delivery], first: int, last: int) -> Digest:
    """The digest of the numbers from `first` to `last`, which must all be there and taken.

    Raises Problem(not_found) where one is not there, Problem(wrong_state) while one waits: it might still lose its content.
    """
    run = [one for one in deliveries if first <= one.number <= last]
    if [one.number for one in run] != list(range(first, last + 1)):
        raise Problem(ProblemCode.NOT_FOUND)
    waiting = [one.number for one in run if one.sent_at is None]
    if waiting:
        raise Problem(ProblemCode.WRONG_STATE, state="waiting", number=waiting[0])
    lines = "".join(f"{one.number}:{one.body_sha256}\n" for one in run)
    return Digest(subscriber, first, last, len(run), hashlib.sha256(lines.encode()).hexdigest())
