"""What goes out next in a lane, and what an attempt makes of it."""

from dataclasses import replace
from datetime import timedelta

from services.kit.webhooks.verdicts import Verdict
from services.syndication.domain.backoff import RetryPolicy
from services.syndication.domain.deliveries import Change, Delivery
from services.syndication.domain.lanes import Attempt, Lane, after_failure, after_success, next_to_send, released
from tests.unit.syndication.sending_standins import START, delivery

POLICY = RetryPolicy()
LANE = Lane("paper", "a", START + timedelta(seconds=20))
FAILED, REFUSED = Attempt(Verdict.FAILING, 1.0), Attempt(Verdict.REFUSED, 1.0)


def _seconds(lane: Lane) -> float | None:
    return (lane.rest_until - START).total_seconds() if lane.rest_until else None


def _tried(number: int, attempts: int, change: Change = Change.FEATURED) -> Delivery:
    return replace(delivery("paper", number, change), attempts=attempts)


def test_the_lowest_number_goes_out_next_unless_a_recall_waits() -> None:
    numbers = [delivery("paper", 3), delivery("paper", 2)]
    recalls = [delivery("paper", 9, Change.WITHDRAWN), delivery("paper", 8, Change.WITHDRAWN)]

    assert next_to_send(LANE, numbers, [], START) == numbers[1]
    assert next_to_send(LANE, numbers, recalls, START) == recalls[1]
    assert next_to_send(LANE, [], [], START) is None


def test_a_lane_that_rests_lets_a_recall_pass_and_nothing_else() -> None:
    resting = replace(LANE, rest_until=START + timedelta(seconds=1))
    recall = delivery("paper", 2, Change.WITHDRAWN)

    assert next_to_send(resting, [delivery("paper", 1)], [], START) is None
    assert next_to_send(resting, [delivery("paper", 1), recall], [recall], START) == recall


def test_a_number_is_not_tried_before_its_time() -> None:
    later = replace(delivery("paper", 1), not_before=START + timedelta(seconds=1))

    assert next_to_send(LANE, [later, delivery("paper", 2)], [], START) == delivery("paper", 2)
    assert next_to_send(LANE, [later], [], START) is None


def test_after_a_failure_the_whole_lane_waits_as_long_as_its_number() -> None:
    lane, again_at = after_failure(LANE, _tried(1, 0), FAILED, START, POLICY)

    assert _seconds(lane) == 5
    assert again_at == lane.rest_until
    assert lane.failing_since == START


def test_after_a_refusal_the_next_number_is_tried_and_if_that_fails_the_lane_waits_for_the_first() -> None:
    lane, again_at = after_failure(LANE, _tried(1, 0), REFUSED, START, POLICY)
    soon = START + timedelta(seconds=5)
    waiting, probe_at = after_failure(lane, _tried(2, 0), REFUSED, soon, POLICY)

    assert _seconds(lane) == 5
    assert again_at == START + timedelta(seconds=60)
    assert waiting.rest_until == probe_at == again_at
    assert waiting.failing_since == START


def test_a_number_that_comes_again_itself_is_no_probe_of_another() -> None:
    lane, again_at = after_failure(LANE, _tried(1, 4), FAILED, START, POLICY)

    later, _ = after_failure(lane, _tried(1, 5), FAILED, again_at, POLICY)

    assert later.rest_until == again_at + timedelta(seconds=5)
    assert later.probe_until is not None


def test_a_newsroom_that_says_when_to_come_again_is_not_probed() -> None:
    asked = Attempt(Verdict.FAILING, 1.0, retry_after_seconds=300.0)

    lane, again_at = after_failure(LANE, _tried(1, 20), asked, START, POLICY)

    assert lane.probe_until is None
    assert lane.rest_until == again_at


def test_a_recall_that_fails_does_not_shorten_the_rest_of_the_others() -> None:
    resting = replace(LANE, rest_until=START + timedelta(seconds=900))

    lane, again_at = after_failure(resting, _tried(9, 9, Change.WITHDRAWN), FAILED, START, POLICY)

    assert lane.rest_until == resting.rest_until
    assert again_at == START + timedelta(seconds=60)


def test_after_a_success_nothing_is_left_of_earlier_failures() -> None:
    lane, _ = after_failure(LANE, _tried(1, 9), FAILED, START, POLICY)

    assert after_success(lane) == LANE


def test_a_lane_is_taken_by_another_only_when_its_holder_is_silent_or_has_left() -> None:
    assert not LANE.may_be_taken("b", START)
    assert LANE.may_be_taken("a", START)
    assert LANE.may_be_taken("b", LANE.until)
    assert released(LANE, START).may_be_taken("b", START)


def test_an_attempt_begins_only_where_the_lease_outlasts_it() -> None:
    assert LANE.covers(20, START)
    assert not LANE.covers(20.1, START)
