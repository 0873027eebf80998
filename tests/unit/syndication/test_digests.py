"""The proof that nothing is missing."""

from dataclasses import replace

import pytest

from contracts.problems import Problem, ProblemCode
from services.syndication.domain.deliveries import Delivery, sent
from services.syndication.domain.digests import digest_of
from tests.unit.syndication.builders import NOW, delivery

TAKEN = [sent(delivery(number, body_sha256=str(number) * 64), NOW) for number in range(1, 6)]


def refused(deliveries: list[Delivery]) -> ProblemCode:
    with pytest.raises(Problem) as fault:
        digest_of("daily", deliveries, 2, 4)
    return fault.value.code


def test_a_digest_is_the_same_whenever_it_is_asked_for() -> None:
    digest = digest_of("daily", TAKEN, 2, 4)

    assert (digest.first, digest.last, digest.count) == (2, 4, 3)
    forgotten = [replace(one, body_json=None) for one in TAKEN]
    assert digest_of("daily", forgotten, 2, 4) == digest


def test_another_body_or_another_run_is_another_digest() -> None:
    digest = digest_of("daily", TAKEN, 2, 4)
    other = [replace(one, body_sha256="f" * 64) if one.number == 3 else one for one in TAKEN]

    assert digest_of("daily", other, 2, 4).sha256 != digest.sha256
    assert digest_of("daily", TAKEN, 2, 5).sha256 != digest.sha256


def test_a_run_with_a_gap_or_with_a_number_that_waits_has_no_digest() -> None:
    assert refused([one for one in TAKEN if one.number != 3]) is ProblemCode.NOT_FOUND
    assert refused([delivery(3) if one.number == 3 else one for one in TAKEN]) is ProblemCode.WRONG_STATE
