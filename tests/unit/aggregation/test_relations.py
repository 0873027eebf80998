"""One activity told by several parties is counted once."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contracts.moderation import Standing
from services.aggregation.domain.figures import Question
from services.aggregation.domain.ledger import Joint
from services.aggregation.domain.relations import standing_back
from services.aggregation.domain.views import Scope
from tests.unit.aggregation import slow_model
from tests.unit.aggregation.comparing import counter_of
from tests.unit.aggregation.making import (
    NINGBO_SCHOOL,
    RECEIVED,
    accepted,
    in_review,
    ledger_of,
    sessions,
    standing,
    submission,
    withdrawn,
)

NATION = Scope("nation")
EARLY: dict[str, Any] = {"joint_activity": "launch", "joint_named_at": RECEIVED}
LATE: dict[str, Any] = {"joint_activity": "launch", "joint_named_at": RECEIVED + timedelta(hours=1)}


def counted(*standings: Standing, scope: Scope = NATION, pending: bool = False) -> int | None:
    """The sessions of a board; the reports tell 1, 10 or 100, so that the sum says who was counted."""
    return counter_of(ledger_of(*standings), scope, pending=pending).total("session_count", Question()).value


def test_of_a_joint_activity_the_member_named_last_counts() -> None:
    assert counted(accepted(1, sessions(1), **LATE), accepted(2, sessions(10), **EARLY)) == 1


def test_of_two_named_at_the_same_moment_the_lowest_id_counts() -> None:
    assert counted(accepted(2, sessions(10), **EARLY), accepted(1, sessions(1), **EARLY)) == 1


def test_when_the_member_named_last_is_withdrawn_the_other_counts() -> None:
    assert counted(accepted(1, sessions(1), **EARLY), withdrawn(2)) == 1
    assert counted(accepted(1, sessions(1), **EARLY), standing(2, state=withdrawn(2).state, **LATE)) == 1


def test_a_member_that_is_not_accepted_yet_takes_nothing_from_the_others() -> None:
    told = (accepted(1, sessions(1), **EARLY), in_review(2, sessions(10), **LATE))

    assert counted(*told) == 1
    assert counted(*told, pending=True) == 10


def test_a_duplicate_stands_back_while_its_target_counts() -> None:
    duplicate = accepted(2, sessions(10), duplicate_of=submission(1))

    assert counted(accepted(1, sessions(1)), duplicate) == 1


def test_a_duplicate_of_something_withdrawn_or_unheard_of_counts() -> None:
    duplicate = accepted(2, sessions(10), duplicate_of=submission(1))

    assert counted(withdrawn(1), duplicate) == 10
    assert counted(duplicate) == 10


def test_two_named_crosswise_count_once() -> None:
    one = accepted(1, sessions(1), duplicate_of=submission(2))
    two = accepted(2, sessions(10), duplicate_of=submission(1))

    assert counted(two, one) == 1


def test_a_ring_of_three_counts_its_lowest_id() -> None:
    ring = [accepted(number, sessions(10**number), duplicate_of=submission((number + 1) % 3)) for number in range(3)]

    assert counted(*ring) == 1


def test_a_duplicate_of_a_duplicate_stands_back_too() -> None:
    chain = (
        accepted(3, sessions(100)),
        accepted(2, sessions(10), duplicate_of=submission(3)),
        accepted(1, sessions(1), duplicate_of=submission(2)),
    )

    assert counted(*chain) == 100


def test_a_joint_member_that_is_a_duplicate_of_the_other_member_counts_once() -> None:
    named_last = accepted(2, sessions(10), duplicate_of=submission(1), **LATE)

    assert counted(accepted(1, sessions(1), **EARLY), named_last) == 1


def test_a_member_that_is_also_a_duplicate_links_both_stories_into_one() -> None:
    linked = accepted(1, sessions(1), duplicate_of=submission(2), **EARLY)

    assert counted(linked, accepted(3, sessions(10), **LATE), accepted(2, sessions(100))) == 10


def test_a_report_named_as_a_duplicate_of_itself_counts() -> None:
    assert counted(accepted(1, sessions(1), duplicate_of=submission(1))) == 1


def test_a_unit_does_not_count_what_another_unit_tells() -> None:
    told = (accepted(1, sessions(1), **EARLY), accepted(2, sessions(10), who=NINGBO_SCHOOL, **LATE))

    assert counted(*told) == 10
    assert counted(*told, scope=Scope("330000", unit=True)) is None
    assert counted(*told, scope=Scope("330200", unit=True)) == 10


def test_a_citys_own_board_weighs_only_what_it_shows() -> None:
    told = (accepted(1, sessions(1), **EARLY), accepted(2, sessions(10), who=NINGBO_SCHOOL, **LATE))

    assert counted(*told, scope=Scope("330600")) == 1


SLOTS = range(7)
joints = st.dictionaries(
    st.sampled_from(SLOTS), st.builds(Joint, st.sampled_from(("J1", "J2")), st.integers(1, 2) | st.just(5))
)
targets = st.dictionaries(st.sampled_from(SLOTS), st.sampled_from(SLOTS))


@given(st.sets(st.sampled_from(SLOTS)), joints, targets, st.permutations(SLOTS))
def test_any_tangle_of_namings_is_resolved_as_the_model_says(
    visible: set[int], joint: dict[int, Joint], duplicate_of: dict[int, int], order: list[int]
) -> None:
    ids = {slot: submission(order[slot]) for slot in SLOTS}
    fields: dict[int, dict[str, Any]] = {
        slot: {"joint_activity": told.activity, "joint_named_at": RECEIVED + timedelta(seconds=told.named_ms)}
        for slot, told in joint.items()
    }
    seen = {
        ids[slot]: standing(
            order[slot],
            duplicate_of=ids[duplicate_of[slot]] if slot in duplicate_of else None,
            **fields.get(slot, {}),
        )
        for slot in visible
    }
    identity = [ids[slot].bytes for slot in SLOTS]

    back = standing_back(visible, joint, duplicate_of, identity)

    assert {ids[slot] for slot in back} == slow_model.standing_back(seen)


def test_a_very_long_chain_of_duplicates_counts_once() -> None:
    length = 20_000
    chain = {slot: slot + 1 for slot in range(length - 1)}
    identity = [slot.to_bytes(16, "big") for slot in range(length)]

    assert standing_back(range(length), {}, chain, identity) == set(range(length - 1))
