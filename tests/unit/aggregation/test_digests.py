"""Digests find what two replicas do not agree on, and nothing else."""

import pytest

from contracts.moderation import DecisionEvent
from services.aggregation.domain.digests import KeyHashes
from services.aggregation.domain.ledger import Ledger
from services.aggregation.domain.reading import content_digest
from tests.unit.aggregation.making import accepted, event, fact, in_review, ledger_from, measure, sessions, withdrawn

EMPTY = Ledger().checkpoint(0)
NAMED = fact(measure("school_count", keys=["school:1", "school:2"]))


def digests(*told: DecisionEvent) -> tuple[str, str]:
    """The digests of standings and of figures."""
    return ledger_from(told).checkpoint(0)


def test_a_digest_is_the_same_in_every_process() -> None:
    """Written down, because other processes compare theirs with it: the first eight bytes of SHA-256, lowest first."""
    assert content_digest(b"weekwire") == 0x1C7BD7283EE8D5CA


@pytest.mark.parametrize(
    "other", [accepted(1, sessions(4)), accepted(1, sessions(3), featured=True), withdrawn(1), accepted(2, sessions(3))]
)
def test_standings_that_differ_have_other_digests(other: object) -> None:
    assert digests(event(accepted(1, sessions(3))))[0] != digests(event(other))[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [sessions(4), fact(measure("participant_visits", 3)), fact(measure("school_count", keys=["school:1"])), NAMED],
)
def test_figures_that_differ_have_other_digests(other: object) -> None:
    one, two = (digests(event(accepted(1, told)))[1] for told in (sessions(3), other))  # type: ignore[arg-type]

    assert one != two


def test_what_is_not_counted_changes_no_digest_of_figures() -> None:
    assert digests(event(in_review(1, sessions(3), NAMED)))[1] == EMPTY[1]


def test_what_was_withdrawn_leaves_the_digest_of_figures() -> None:
    counted = event(accepted(1, sessions(3), NAMED), 1)

    assert digests(counted, event(withdrawn(1), 2))[1] == EMPTY[1]


def test_names_are_hashed_once_and_the_same_whatever_their_number() -> None:
    one, two = KeyHashes(["a", "b"]), KeyHashes(["b", "a"])

    assert one.of([0, 1]).tolist() == two.of([1, 0]).tolist()  # type: ignore[arg-type]
