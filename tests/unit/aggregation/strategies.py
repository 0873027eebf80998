"""Stories that submissions go through, and the ways in which a log may tell them."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st

from contracts.moderation import Act, DecisionEvent, Standing, State
from contracts.submissions import FactMeasure, FactSet, Kind, Qualifier, Series, Window
from tests.unit.aggregation.making import FILERS, RECEIVED, Filer, event, fact, measure, part, standing, submission

KEYS = tuple(f"school:{number:010d}" for number in range(1, 5))
DAYS = (date(2024, 5, 12), date(2024, 5, 14), date(2024, 5, 18))
SUMS = ("session_count", "participant_visits", "adopted_count", "submitted_count")
INDICATORS = (*SUMS, "school_count", "joint_body_count", "adoption_rate")
SUBMISSIONS = 5
ONE_OR_NONE = st.sampled_from((None, "one"))

numbers = st.builds(
    measure,
    st.sampled_from((*SUMS, "joint_body_count")),
    st.integers(0, 9),
    st.sampled_from([one for one in Qualifier if one is not Qualifier.EXPECTED]),
)
names = st.builds(lambda keys: measure("school_count", keys=keys), st.sets(st.sampled_from(KEYS), min_size=1))
claims = st.builds(measure, st.just("school_count"), st.integers(0, 9), st.sampled_from(tuple(Qualifier)))
measures: st.SearchStrategy[FactMeasure] = st.one_of(numbers, names, claims)


@st.composite
def fact_sets(draw: st.DrawFn) -> FactSet:
    """Facts that share where, when and under which lists they count."""
    day = draw(st.sampled_from((*DAYS, None)))
    since = draw(st.sampled_from((*DAYS, None))) if day is None else None
    return fact(
        *draw(st.lists(measures, max_size=3)),
        series=draw(st.sampled_from((Series.ACTUAL, Series.ACTUAL, Series.EXPECTED, Series.DECLARED))),
        window=draw(st.sampled_from(Window)),
        place=draw(st.sampled_from(("330602", "330203", "overseas", "online", "none"))),
        day=day,
        since=since,
        through=since and since + timedelta(days=draw(st.integers(0, 3))),
        department=draw(ONE_OR_NONE),
        council=draw(ONE_OR_NONE),
        activity=draw(ONE_OR_NONE),
        local_types=draw(st.sampled_from(((), ("L01",), ("L01", "L02")))),
        focus=draw(st.sampled_from(((), ("F1", "F2")))),
        tags=draw(st.sampled_from(((), ("open_campus",), ("open_campus", "other")))),
        highlight=draw(st.booleans()),
        scope=draw(st.sampled_from((None, "330600", "330000"))),
    )


facts: st.SearchStrategy[tuple[FactSet, ...]] = st.lists(fact_sets(), max_size=2).map(tuple)


@st.composite
def stories(draw: st.DrawFn, number: int, most_acts: int = 6) -> list[DecisionEvent]:
    """What one submission goes through, decision by decision, with revisions that rise."""
    who = draw(st.sampled_from(FILERS))
    edition = draw(st.sampled_from(("2024", "2024", "2024", "2023")))
    kind = draw(st.sampled_from((Kind.ACTIVITY_REPORT, Kind.SUMMARY)))
    first = standing(number, who, edition=edition, kind=kind, in_review=part(*draw(facts)))
    told = [event(first, draw(st.integers(1, 3)))]
    for _act in range(draw(st.integers(0, most_acts))):
        act = draw(st.sampled_from(ACTS))
        after = act(draw, told[-1].standing)
        if after is not None:
            told.append(event(after, told[-1].revision + draw(st.integers(1, 3)), Act.RESTATE))
    return told


def _changed(before: Standing, **fields: object) -> Standing:
    return before.model_copy(update=fields)


def _pass_up(_draw: st.DrawFn, now: Standing) -> Standing | None:
    if now.in_review is None or now.in_review.level + 1 >= len(now.chain):
        return None
    level = now.in_review.level + 1
    return _changed(now, level=level, in_review=now.in_review.model_copy(update={"level": level}))


def _accept(_draw: st.DrawFn, now: Standing) -> Standing | None:
    if now.in_review is None:
        return None
    level = len(now.chain) - 1
    counted = now.in_review.model_copy(update={"level": level})
    return _changed(now, state=State.ACCEPTED, level=level, counted=counted, in_review=None)


def _return(_draw: st.DrawFn, now: Standing) -> Standing | None:
    return None if now.in_review is None else _changed(now, state=State.RETURNED, in_review=None)


def _refuse(_draw: st.DrawFn, now: Standing) -> Standing | None:
    if now.state is State.WITHDRAWN:
        return None
    if now.in_review is not None:
        return _changed(now, state=State.REFUSED, in_review=None)
    return _changed(now, state=State.REFUSED, counted=None)


def _withdraw(_draw: st.DrawFn, now: Standing) -> Standing | None:
    return _changed(now, state=State.WITHDRAWN, counted=None, in_review=None)


def _amend(draw: st.DrawFn, now: Standing) -> Standing | None:
    if now.state is State.WITHDRAWN:
        return None
    version = now.version + 1
    newer = part(*draw(facts), version=version)
    return _changed(now, state=State.IN_REVIEW, version=version, level=0, in_review=newer)


def _restate(draw: st.DrawFn, now: Standing) -> Standing | None:
    """The same version with other facts, as newer code of moderation may derive them."""
    if now.counted is None:
        return None
    return _changed(now, counted=now.counted.model_copy(update={"facts": draw(facts)}))


def _name_joint(draw: st.DrawFn, now: Standing) -> Standing | None:
    named_at = RECEIVED + timedelta(seconds=draw(st.integers(0, 2)))
    return _changed(now, joint_activity=draw(st.sampled_from(("J1", "J2"))), joint_named_at=named_at)


def _leave_joint(_draw: st.DrawFn, now: Standing) -> Standing | None:
    return _changed(now, joint_activity=None, joint_named_at=None)


def _mark_duplicate(draw: st.DrawFn, now: Standing) -> Standing | None:
    # The last number is a submission that nobody has heard of yet.
    target = submission(draw(st.integers(0, SUBMISSIONS)))
    return None if target == now.submission else _changed(now, duplicate_of=target)


def _unmark_duplicate(_draw: st.DrawFn, now: Standing) -> Standing | None:
    return _changed(now, duplicate_of=None)


def _move(draw: st.DrawFn, now: Standing) -> Standing | None:
    """The school has moved, and takes the item along."""
    where: Filer = draw(st.sampled_from(FILERS))
    last = len(where.chain) - 1
    counted = now.counted and now.counted.model_copy(update={"level": last})
    review = now.in_review and now.in_review.model_copy(update={"level": 0})
    return _changed(
        now, organisation=where.name, unit=where.unit, chain=where.chain, level=0, counted=counted, in_review=review
    )


ACTS: tuple[Callable[[st.DrawFn, Standing], Standing | None], ...] = (
    _pass_up,
    _accept,
    _accept,
    _accept,
    _return,
    _refuse,
    _withdraw,
    _amend,
    _restate,
    _name_joint,
    _name_joint,
    _leave_joint,
    _mark_duplicate,
    _mark_duplicate,
    _unmark_duplicate,
    _move,
)


@st.composite
def worlds(draw: st.DrawFn) -> list[list[DecisionEvent]]:
    """The stories of a few submissions."""
    return [draw(stories(number)) for number in range(draw(st.integers(1, SUBMISSIONS)))]


@st.composite
def tellings(draw: st.DrawFn, world: list[list[DecisionEvent]]) -> list[DecisionEvent]:
    """A log that tells all stories in any order, with repeats; it may leave out what came before a last standing."""
    told = [one for story in world for one in story]
    last = {story[-1].submission: story[-1] for story in world}
    repeats = draw(st.lists(st.sampled_from(told), max_size=4))
    left_out = draw(st.sets(st.integers(0, len(told) - 1), max_size=3))
    kept = [one for place, one in enumerate(told) if place not in left_out or last[one.submission] is one]
    return draw(st.permutations([*kept, *repeats]))
