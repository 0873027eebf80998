"""Whatever the order in which events come and files are worked on, files end where the newest of each speaker leaves them."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.media import AssetState
from contracts.moderation import State
from contracts.problems import ProblemCode
from services.media.domain.files import made_ready, refused, uploaded
from services.media.domain.hearing import hear_featured, hear_standing, hear_submission
from services.media.domain.jobs import Refused
from services.media.domain.record import Record, state_of
from tests.unit.media.making import AT, DUE, MADE, featured, line, sha, standing, state

NAMES = ("a", "b", "c")
Rule = Callable[[Record | None, int], Record | None]


@dataclass(frozen=True)
class Step:
    """Something that happens, and whether it was heard (and so says what it does to bytes) or is work on a file."""

    says: str
    rule: Rule
    is_heard: bool = True

    def __repr__(self) -> str:
        return self.says


@st.composite
def stories(draw: st.DrawFn) -> list[Step]:
    """What ingest and moderation say of one item, in their own order, with work on files in between, as one may hear it."""
    steps: list[Step] = []
    lost: frozenset[str] = frozenset()
    for revision in range(1, draw(st.integers(1, 4)) + 1):
        names = draw(st.permutations(NAMES))[: draw(st.sampled_from((0, 2, 3)))]
        lost |= frozenset(sha(name) for name in draw(st.sets(st.sampled_from(NAMES), max_size=1)))
        marked = draw(st.booleans())
        files = tuple(line(name, ai_generated=marked) for name in names)
        withdrawn = draw(st.sampled_from((False, False, True)))
        said = state(revision, files=files, consents_withdrawn=tuple(sorted(lost)), withdrawn=withdrawn)
        steps.append(Step(f"ingest {revision} {names}", _ingest(said)))
    for revision in range(1, draw(st.integers(0, 4)) + 1):
        where = draw(st.sampled_from([State.IN_REVIEW, State.ACCEPTED, State.WITHDRAWN]))
        version, counted = draw(st.integers(1, 4)), draw(st.sampled_from([None, 1, 2, 3]))
        steps.append(Step(f"standing {revision} {where}", _standing(revision, where, version, counted)))
        shown = tuple(draw(st.sets(st.sampled_from(NAMES))))
        steps.append(Step(f"featured {revision} {shown}", _featured(revision, shown)))
    work = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(("sent", "ready", "fails"))), max_size=6))
    steps += [Step(f"{name} {ends}", _work(name, ends), is_heard=False) for name, ends in work]
    # Mostly in the order in which things happen, with some that overtake others.
    steps = sorted(draw(st.permutations(steps)), key=lambda step: not step.says.startswith("ingest 1"))
    return [*steps, *draw(st.lists(st.sampled_from(steps), max_size=4))] if steps else []


def _ingest(said: object) -> Rule:
    return lambda record, revision: hear_submission(record, said, DUE, revision)  # type: ignore[arg-type]


def _standing(heard: int, where: State, version: int, counted: int | None) -> Rule:
    return lambda record, revision: hear_standing(record, standing(where, version, counted=counted), heard, revision)


def _featured(heard: int, names: tuple[str, ...]) -> Rule:
    return lambda record, revision: hear_featured(record, featured(heard, *names), revision)


def _work(name: str, ends: str) -> Rule:
    def rule(record: Record | None, revision: int) -> Record | None:
        sent = uploaded(record, sha(name), AT, revision)
        if ends == "sent":
            return sent
        if ends == "fails":
            why = Refused(ProblemCode.PICTURE_BROKEN, retry_helps=True)
            return refused(sent or record, sha(name), why, revision)
        return made_ready(sent or record, sha(name), MADE, original=f"incoming/{name}", at=AT, revision=revision)

    return rule


def told(steps: list[Step]) -> list[Record]:
    """The records that a story makes, one after the other."""
    records: list[Record] = []
    for revision, step in enumerate(steps, start=1_000):
        after = step.rule(records[-1] if records else None, revision)
        if after is not None:
            records.append(after)
    return records


@given(stories())
def test_the_newest_of_each_speaker_decides_whatever_came_first(steps: list[Step]) -> None:
    records = told(steps)
    ordered = told(sorted((step for step in steps if step.is_heard), key=lambda step: step.says))

    if not records or not ordered:
        return
    found, straight = records[-1], ordered[-1]
    assert [one.sha256 for one in found.files] == [one.sha256 for one in straight.files]
    assert (found.version, found.withdrawn, found.taken_out) == (
        straight.version,
        straight.withdrawn,
        straight.taken_out,
    )
    assert (found.public, found.consents_withdrawn) == (straight.public, straight.consents_withdrawn)
    assert (found.counted, found.judged, found.featured) == (straight.counted, straight.judged, straight.featured)


@given(stories())
def test_heard_again_everything_changes_nothing(steps: list[Step]) -> None:
    records = told(steps)
    for step in steps:
        if step.is_heard and records:
            assert step.rule(records[-1], 5_000) is None, step


@given(stories())
def test_nothing_that_was_taken_back_is_public_or_shows_what_was_made_of_it(steps: list[Step]) -> None:
    for record in told(steps):
        for held in record.known():
            if record.closed or held.sha256 in record.consents_withdrawn:
                assert not record.is_public(held)
        said = state_of(record)
        for asset in said.assets if said else ():
            closed = record.closed or asset.sha256 in record.consents_withdrawn
            assert (asset.state is AssetState.WITHDRAWN) == closed
            assert not (closed and (asset.public or asset.renditions))


@settings(max_examples=200)
@given(stories())
def test_whoever_begins_or_ceases_to_need_bytes_by_an_event_has_them_settled(steps: list[Step]) -> None:
    before: Record | None = None
    for revision, step in enumerate(steps, start=1_000):
        after = step.rule(before, revision)
        if after is None:
            continue
        if step.is_heard:
            for name in map(sha, NAMES):
                if (before is not None and before.holds(name)) != after.holds(name):
                    assert name in after.touched, (step, name)
        before = after


@given(stories())
def test_no_file_stands_in_two_places_and_each_has_the_id_of_its_bytes(steps: list[Step]) -> None:
    for record in told(steps):
        names = [held.sha256 for held in record.known()]
        assert len(names) == len(set(names))
        assert [record.find(name) for name in names] == list(record.known())
