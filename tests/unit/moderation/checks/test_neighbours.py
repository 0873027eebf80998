import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.checks import CheckInput, Neighbours
from services.moderation.checks.neighbours import held_of, photos_of
from tests.unit.moderation.checks.making import (
    OTHER_TEXT,
    STRANGER,
    TEXT,
    manuscript,
    media,
    photo,
    report,
    said,
    session,
)

HASHES = {f"{number:064x}": f"{number * 0x1111:064x}" for number in range(1, 5)}
states = st.tuples(
    st.integers(1, 4), st.sampled_from([TEXT, OTHER_TEXT, TEXT + OTHER_TEXT]), st.integers(1, 4), st.booleans()
)


def known(number: int, text: str, pictured: int, withdrawn: bool) -> CheckInput:  # noqa: FBT001 - drawn.
    content = report(text=text, sessions=(session(),))
    state = said(number, content=content, organisation=STRANGER, manifest=(photo(pictured),), withdrawn=withdrawn)
    return CheckInput(state, media=media(state, HASHES))


def answers(neighbours: Neighbours) -> Any:  # noqa: ANN401 - all that can be asked, to be compared.
    probe = known(9, TEXT + OTHER_TEXT[:40], 2, withdrawn=False)
    (picture,) = photos_of(probe)
    assert held_of(probe)
    return (
        {
            (one.neighbour.submission, one.path, one.share)
            for passage in probe.passages
            for one in neighbours.passages_like(probe, passage)
        },
        {(one.neighbour.submission, one.path, one.bits) for one in neighbours.photos_like(probe, picture, 31, 50)},
        {(one.submission, held) for one, held in neighbours.held_with(probe)},
    )


@given(st.lists(st.one_of(states, st.integers(1, 4)), max_size=15))
def test_whatever_was_learnt_and_forgotten_the_index_answers_as_one_made_anew(
    story: list[tuple[int, str, int, bool] | int],
) -> None:
    index, left = Neighbours(), dict[int, CheckInput]()
    for step in story:
        if isinstance(step, int):
            index.forget(known(step, TEXT, 1, withdrawn=False).state.submission)
            left.pop(step, None)
        else:
            number, text, pictured, withdrawn = step
            left[number] = known(number, text, pictured, withdrawn)
            index.learn(left[number])
            if withdrawn:
                del left[number]

    anew = Neighbours()
    for one in left.values():
        anew.learn(one)

    assert answers(index) == answers(anew)
    assert len(index) == len(left)


@pytest.mark.parametrize("edited", [0.0, 0.02, 0.05])
def test_hardly_a_text_with_a_few_edits_slips_through_among_many(edited: float) -> None:
    chance = random.Random(11)
    letters = [chr(0x4E00 + number) for number in range(2_500)]
    texts = ["".join(chance.choices(letters, k=400)) for _ in range(200)]
    neighbours = Neighbours()
    for number, text in enumerate(texts, start=1):
        neighbours.learn(CheckInput(said(number, content=manuscript(text))))

    found = 0
    for number, text in enumerate(texts, start=1):
        changed = "".join(chance.choice(letters) if chance.random() < edited else letter for letter in text)
        probe = CheckInput(said(1_000, content=manuscript(changed)))
        like = neighbours.passages_like(probe, probe.passages[0])
        assert [one.neighbour.submission.int for one in like] in ([number], [])
        found += bool(like)
    assert found >= 199
