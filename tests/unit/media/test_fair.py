"""Nobody's flood is another's wait: provinces take turns, schools take turns, and every file is served in the end."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.media.domain.fair import FairOrder, Waiting
from tests.unit.media.waiting import SICHUAN, ZHEJIANG, files, job, later, queue_of, shares, work_off

UNITS = st.integers(0, 3)
SCHOOLS = st.integers(0, 3)
COSTS = st.floats(1.0, 5.0)
WAITING = st.lists(st.tuples(UNITS, SCHOOLS, st.integers(0, 50), COSTS), max_size=60).map(
    lambda drawn: [
        Waiting(f"job-{number:03}", f"unit-{unit}", f"school-{unit}-{school}", since, cost)
        for number, (unit, school, since, cost) in enumerate(drawn)
    ]
)


def near(turns: int, first: str, second: str) -> list[dict[str, float]]:
    """So many turns each, give or take the one that a newcomer begins with."""
    return [{first: turns + more, second: turns - more} for more in (-1, 0, 1)]


def test_a_lone_photo_overtakes_the_flood_of_another_school() -> None:
    order = queue_of(files(ZHEJIANG, "flooding", 500))
    work_off(order, most=20)
    order.add(Waiting("lone", ZHEJIANG, "other", since=10_000))

    assert order.before("lone") is not None
    assert "lone" in [one.job for one in work_off(order, most=2)]


def test_a_province_with_a_hundred_schools_gets_no_more_turns_than_one_with_a_single_school() -> None:
    many = [files(ZHEJIANG, f"school-{number}", 5) for number in range(100)]
    order = queue_of(*many, files(SICHUAN, "single", 50))

    served = work_off(order, most=80)

    assert shares(served, by="unit") == {ZHEJIANG: 40, SICHUAN: 40}
    assert len({one.organisation for one in served if one.unit == ZHEJIANG}) == 40


def test_files_of_one_school_go_by_age() -> None:
    order = queue_of(reversed(files(ZHEJIANG, "school", 30)))

    assert [one.since for one in work_off(order)] == list(range(30))


def test_a_school_that_comes_later_owes_nothing_and_is_owed_nothing() -> None:
    order = queue_of(files(ZHEJIANG, "early", 200))
    work_off(order, most=100)
    for one in files(ZHEJIANG, "late", 100):
        order.add(one)

    assert shares(work_off(order, most=100), by="organisation") in near(50, "early", "late")


def test_who_sends_one_file_after_the_other_gets_no_more_turns_than_who_sends_all_at_once() -> None:
    order = queue_of(files(ZHEJIANG, "all", 500))
    served: list[Waiting] = []
    for one in files(ZHEJIANG, "dripping", 50, cost=4.0):
        served += work_off(order, most=1)
        order.add(one)
        while one not in served[-1:]:
            served += work_off(order, most=1)

    turns = shares(served, by="organisation")
    assert abs(turns["all"] - turns["dripping"]) <= 4.0


def test_a_weight_of_two_gets_two_turns_for_anothers_one() -> None:
    order = queue_of(files(ZHEJIANG, "a", 90), files(SICHUAN, "b", 90), weights={ZHEJIANG: 2.0})

    assert shares(work_off(order, most=90), by="unit") == {ZHEJIANG: 60, SICHUAN: 30}


def test_large_files_use_up_more_of_a_turn_than_small_ones() -> None:
    order = queue_of(files(ZHEJIANG, "large", 60, cost=4.0), files(ZHEJIANG, "small", 60, cost=1.0))

    served = Counter(one.organisation for one in work_off(order, most=50))

    assert served == {"large": 10, "small": 40}


def test_the_slot_that_becomes_free_goes_to_whoever_holds_none() -> None:
    order = queue_of(files(ZHEJIANG, "flooding", 100))
    held = files(ZHEJIANG, "flooding", 4)
    for one in held:
        order.hold(one)
    order.add(Waiting("lone", ZHEJIANG, "other", since=10_000))
    order.discard(held[0].job)

    chosen = order.next()

    assert chosen is not None
    assert chosen.job == "lone"


def test_who_holds_a_slot_for_an_hour_has_saved_up_nothing_when_it_ends() -> None:
    order = queue_of(files(ZHEJIANG, "slow", 200), files(ZHEJIANG, "quick", 400))
    long_one = files(ZHEJIANG, "slow", 1)[0]
    order.hold(long_one)
    work_off(order, most=100)

    order.discard(long_one.job)

    assert shares(work_off(order, most=40), by="organisation") in near(20, "slow", "quick")


def test_who_is_passed_over_is_passed_over_in_every_province_and_nothing_else_changes() -> None:
    order = queue_of(files(ZHEJIANG, "a", 3), files(SICHUAN, "b", 1, since=100))

    assert [getattr(order.next(but), "job", None) for but in (None, "a", "b")] == ["a/0", "b/0", "a/0"]
    order.discard("b/0")
    assert order.next("a") is None


def test_a_retry_stands_in_the_order_as_if_it_had_been_uploaded_when_it_may_be_tried_again() -> None:
    fresh = [job(f"incoming/{seconds}", queued_at=later(seconds)) for seconds in range(0, 100, 10)]
    retry = job("incoming/retry", not_before=later(45))
    order = queue_of(Waiting.of(one) for one in (retry, *fresh))

    assert [one.job for one in work_off(order)].index(retry.job) == 5


def test_a_retry_is_served_under_a_flood_that_never_ends() -> None:
    order = queue_of(files(ZHEJIANG, "flooding", 50))
    order.add(Waiting("retry", ZHEJIANG, "flooding", since=45))
    served: list[str] = []
    for arriving in files(ZHEJIANG, "flooding", 200, since=50)[50:]:
        order.add(arriving)
        served += [one.job for one in work_off(order, most=1)]

    assert "retry" in served[:52]


def test_the_number_before_a_file_is_what_is_served_before_it() -> None:
    order = queue_of(files(ZHEJIANG, "a", 40), files(ZHEJIANG, "b", 3), files(SICHUAN, "c", 100))
    guesses = {one: order.before(one) or 0 for one in ("a/10", "b/2", "c/50", "c/0")}

    served = [one.job for one in work_off(order)]

    assert {name: abs(served.index(name) - guess) <= 3 for name, guess in guesses.items()} == dict.fromkeys(
        guesses, True
    )
    assert order.before("a/10") is None


@given(waiting=WAITING)
def test_every_file_is_served_once_and_the_order_forgets_it(waiting: list[Waiting]) -> None:
    order = queue_of(waiting)

    served = work_off(order)

    assert Counter(one.job for one in served) == Counter(one.job for one in waiting)
    assert (order.waiting, order.held, order.next(), order.oldest()) == (0, 0, None, None)


@given(waiting=WAITING, seed=st.integers())
def test_in_whatever_order_files_were_added_they_are_served_in_the_same(waiting: list[Waiting], seed: int) -> None:
    other = list(waiting)
    Random(seed).shuffle(other)

    assert work_off(queue_of(waiting)) == work_off(queue_of(other))


@given(waiting=WAITING, most=st.integers(1, 60))
def test_while_two_wait_neither_is_served_more_than_one_file_beyond_the_other(
    waiting: list[Waiting], most: int
) -> None:
    order = queue_of(waiting)
    served = work_off(order, most)
    largest = max((one.cost for one in waiting), default=0.0)
    left = work_off(order)

    for by in ("unit", "organisation"):
        still = {getattr(one, by) for one in left}
        spent = shares(served, by=by)
        units = {getattr(one, by): one.unit for one in waiting}
        for one in still:
            for other in still:
                if by == "unit" or units[one] == units[other]:
                    assert abs(spent.get(one, 0.0) - spent.get(other, 0.0)) <= 2 * largest + 1e-6


@given(waiting=WAITING, slots=st.integers(1, 5), seed=st.integers())
def test_a_slot_never_goes_to_who_holds_more_than_another_that_waits(
    waiting: list[Waiting], slots: int, seed: int
) -> None:
    chance, order, held = Random(seed), queue_of(waiting), list[Waiting]()
    waits = {one.job: one for one in waiting}
    while waits or held:
        chosen = order.next()
        if chosen is None or len(held) == slots:
            order.discard(held.pop(chance.randrange(len(held))).job)
            continue
        by_unit = Counter(one.unit for one in held)
        assert by_unit[chosen.unit] == min(by_unit[one.unit] for one in waits.values())
        by_school = Counter(one.organisation for one in held)
        rivals = [one for one in waits.values() if one.unit == chosen.unit]
        assert by_school[chosen.organisation] == min(by_school[one.organisation] for one in rivals)
        order.hold(chosen)
        held.append(waits.pop(chosen.job))


def test_a_file_that_is_placed_anew_waits_once() -> None:
    order = FairOrder()
    for since in (1, 5):
        order.add(Waiting("again", ZHEJIANG, "school", since))
    order.hold(Waiting("again", ZHEJIANG, "school", 5))
    order.hold(Waiting("again", ZHEJIANG, "school", 5))
    assert (order.waiting, order.held, order.counts()) == (0, 1, {ZHEJIANG: (0, 1)})

    order.add(Waiting("again", ZHEJIANG, "school", 7))

    assert (order.waiting, order.held, order.oldest()) == (1, 0, 7)
