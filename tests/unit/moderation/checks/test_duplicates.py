from datetime import date
from typing import Any
from uuid import UUID

import pytest

from contracts.submissions import Kind, Plan
from services.moderation.checks import Bounds, CheckInput, Neighbours, Severity
from tests.unit.moderation.checks.making import (
    CITY,
    OTHER_TEXT,
    STRANGER,
    TEXT,
    found,
    manuscript,
    media,
    photo,
    report,
    rules,
    said,
    session,
    stood,
)

LIKE = {"kind": "text_alike", "least_percent": 70, "least_characters": 60, "zh": "{percent}% {other} {stretches}"}
TEXTS = rules(
    LIKE | {"rule": "sent_again", "whose": "own", "severity": "info"}, LIKE | {"rule": "taken", "whose": "others"}
)
PHOTOS = rules(
    {"rule": "sent_again", "kind": "photo_alike", "whose": "own", "severity": "info"},
    {"rule": "taken", "kind": "photo_alike", "whose": "others", "zh": "{file} {other} {distance}"},
)
HASH = "f0" * 32


def near(bits: int) -> str:
    """A hash that differs from HASH in so many bits."""
    return f"{int(HASH, 16) ^ (2**bits - 1):064x}"


def knowing(*states: Any, **given: Any) -> Neighbours:  # noqa: ANN401 - states, and the rest of a CheckInput.
    neighbours = Neighbours()
    for state in states:
        neighbours.learn(CheckInput(state, **given))
    return neighbours


def test_a_text_taken_from_another_organisation_is_told_with_the_stretches_on_both_sides() -> None:
    theirs = said(1, organisation=STRANGER, content=manuscript("前言。" + TEXT))
    mine = said(2, content=manuscript(TEXT.replace("体验。", "體驗。")))

    (one,) = found(TEXTS, mine, knowing(theirs))

    assert (one.rule, one.severity, one.path) == ("taken", Severity.WARN, "content.text")
    assert STRANGER in one.zh
    assert {about.submission for about in one.about} == {theirs.submission}
    for about in one.about:
        mine_part = mine.content.text[about.own_start : about.own_end]
        theirs_part = theirs.content.text[about.start : about.end]
        assert mine_part.replace("體驗", "体验") == theirs_part
    assert sum(about.own_end - about.own_start for about in one.about) > 100
    assert one.evidence[:20] in mine.content.text
    assert stood(one, mine).startswith(mine.content.text[one.start : one.start + 5])


@pytest.mark.parametrize("sender", ["3633000001", CITY, "330000"])
def test_a_text_of_the_same_chain_was_sent_again(sender: str) -> None:
    theirs = said(1, organisation=sender, chain=(sender, "330000"))
    assert [one.rule for one in found(TEXTS, said(2), knowing(theirs))] == ["sent_again"]


def test_a_city_that_sends_its_schools_text_sends_it_again() -> None:
    by_school = said(1)
    by_city = said(2, organisation=CITY, chain=(CITY, "330000"))
    assert [one.rule for one in found(TEXTS, by_city, knowing(by_school))] == ["sent_again"]


@pytest.mark.parametrize(("theirs", "sent"), [(1, "before"), (3, "after")])
def test_who_sent_it_first_is_told_apart(theirs: int, sent: str) -> None:
    listed = rules(
        *(LIKE | {"rule": f"text_{when}", "whose": "others", "sent": when} for when in ("before", "after")),
        *(
            {"kind": "photo_alike", "rule": f"photo_{when}", "whose": "others", "sent": when}
            for when in ("before", "after")
        ),
    )
    neighbours = knowing(said(theirs, organisation=STRANGER, manifest=(photo(7),)))
    told = {one.rule for one in found(listed, said(2, manifest=(photo(7),)), neighbours)}
    assert told == {f"text_{sent}", f"photo_{sent}"}


def test_a_submission_is_no_duplicate_of_itself_and_a_stranger_text_of_none() -> None:
    assert not found(TEXTS, said(1, version=2), knowing(said(1)))
    assert not found(TEXTS, said(2, content=manuscript(OTHER_TEXT)), knowing(said(1)))


def test_less_alike_texts_and_short_ones_are_left_alone() -> None:
    half = TEXT[: len(TEXT) // 2] + OTHER_TEXT
    assert not found(TEXTS, said(2, content=manuscript(half)), knowing(said(1, organisation=STRANGER)))
    short = TEXT[:50]
    theirs = said(1, organisation=STRANGER, content=manuscript(short))
    assert not found(TEXTS, said(2, content=manuscript(short)), knowing(theirs))


def test_the_likest_submissions_are_told_each_once_and_no_more_than_asked_for() -> None:
    theirs = [said(number, organisation=STRANGER) for number in range(1, 7)]
    told = found(TEXTS, said(9), knowing(*theirs))
    assert len(told) == 3
    assert len({one.id for one in told}) == 3


def test_what_is_forgotten_or_withdrawn_or_rewritten_is_no_neighbour_any_more() -> None:
    neighbours = knowing(said(1, organisation=STRANGER))
    neighbours.forget(UUID(int=1))
    assert not found(TEXTS, said(2), neighbours)
    neighbours = knowing(said(1, organisation=STRANGER), said(1, organisation=STRANGER, withdrawn=True))
    assert not found(TEXTS, said(2), neighbours)
    assert UUID(int=1) not in neighbours
    neighbours = knowing(said(1, organisation=STRANGER), said(1, organisation=STRANGER, content=manuscript(OTHER_TEXT)))
    assert not found(TEXTS, said(2), neighbours)
    assert found(TEXTS, said(2, content=manuscript(OTHER_TEXT)), neighbours)


def test_a_text_of_an_earlier_edition_is_found_and_named_with_it() -> None:
    (one,) = found(TEXTS, said(2), knowing(said(1, organisation=STRANGER, edition="2023")))
    assert {about.edition for about in one.about} == {"2023"}


def test_beyond_its_bounds_the_index_lets_the_longest_known_go() -> None:
    neighbours = Neighbours(Bounds(passages=2, photos=100, characters=10_000))
    for number in range(1, 5):
        neighbours.learn(CheckInput(said(number, organisation=STRANGER)))
    assert (len(neighbours), neighbours.dropped) == (2, 2)
    assert UUID(int=1) not in neighbours
    assert {about.submission.int for one in found(TEXTS, said(9), neighbours) for about in one.about} == {3, 4}


def test_where_there_is_no_room_for_the_characters_a_text_is_found_without_its_stretches() -> None:
    neighbours = Neighbours(Bounds(characters=len(TEXT) * 5 // 4))
    for number in (1, 2):
        neighbours.learn(CheckInput(said(number, organisation=STRANGER)))
    told = found(TEXTS, said(9), neighbours)
    lengths = sorted(sum(about.own_end - about.own_start for about in one.about) for one in told)
    assert lengths == [0, len(TEXT)]


def test_learning_and_forgetting_leave_nothing_behind() -> None:
    neighbours = Neighbours()
    states = [
        said(number, content=report(sessions=(session(),), text=TEXT), manifest=(photo(number), photo(100)))
        for number in range(1, 6)
    ]
    for state in states:
        neighbours.learn(CheckInput(state, media=media(state, {f"{100:064x}": HASH})))
    for state in states:
        neighbours.forget(state.submission)
    emptied = {
        name: value for name, value in vars(neighbours).items() if name.startswith("_by") or name.endswith("owner")
    }
    assert len(neighbours) == 0
    assert not any(emptied.values())
    assert vars(neighbours)["_characters"] == 0
    assert len(vars(neighbours)["_sketches"]) == len(vars(neighbours)["_hashes"]) == 0


def test_the_same_bytes_are_the_same_picture_before_media_has_seen_them() -> None:
    neighbours = knowing(said(1, organisation=STRANGER, manifest=(photo(5), photo(7))))
    (one,) = found(PHOTOS, said(2, manifest=(photo(6), photo(7))), neighbours)
    assert (one.rule, one.path, one.about[0].path) == ("taken", "manifest.1", "manifest.1")
    assert one.zh == f"7.jpg {STRANGER} 0"
    assert [
        one.rule for one in found(PHOTOS, said(3, manifest=(photo(7),)), knowing(said(1, manifest=(photo(7),))))
    ] == ["sent_again"]


@pytest.mark.parametrize(("bits", "told"), [(0, 1), (12, 1), (31, 1), (32, 0), (128, 0)])
def test_a_picture_that_looks_the_same_is_found_up_to_31_of_256_bits(bits: int, told: int) -> None:
    theirs, mine = said(1, organisation=STRANGER, manifest=(photo(1),)), said(2, manifest=(photo(2),))
    neighbours = knowing(theirs, media=media(theirs, {f"{1:064x}": HASH}))
    assert len(found(PHOTOS, mine, neighbours, media=media(mine, {f"{2:064x}": near(bits)}))) == told


@pytest.mark.parametrize(("theirs_quality", "mine_quality"), [(49, 100), (100, 49)])
def test_pictures_with_hardly_anything_in_them_are_compared_by_bytes_alone(
    theirs_quality: int, mine_quality: int
) -> None:
    theirs, mine = said(1, organisation=STRANGER, manifest=(photo(1),)), said(2, manifest=(photo(2),))
    neighbours = knowing(theirs, media=media(theirs, {f"{1:064x}": HASH}, theirs_quality))
    assert not found(PHOTOS, mine, neighbours, media=media(mine, {f"{2:064x}": HASH}, mine_quality))


def test_a_film_is_compared_by_its_bytes_and_a_document_not_at_all() -> None:
    theirs = said(1, organisation=STRANGER, manifest=(photo(1, kind="video"), photo(2, kind="document")))
    mine = said(2, manifest=(photo(2, kind="document"), photo(1, kind="video")))
    assert [one.path for one in found(PHOTOS, mine, knowing(theirs))] == ["manifest.1"]


JOINT = rules(
    {"rule": "joint", "kind": "joint", "least_percent": 50, "severity": "info", "zh": "{other} {day} {place}"}
)


def held(number: int, title: str = "杭州职业教育活动周启动仪式", **changes: object) -> Any:  # noqa: ANN401 - a state.
    content = {name: changes.pop(name) for name in ("activity", "sessions") if name in changes}
    filled = report(**dict[str, Any]({"title": title, "sessions": (session(),)} | content))
    return said(number, content=filled, **changes)


def test_two_organisations_that_tell_of_one_activity_are_proposed_as_joint() -> None:
    theirs = held(1, "2024年杭州市职业教育活动周启动仪式", organisation=STRANGER)
    (one,) = found(JOINT, held(2), knowing(theirs))
    assert (one.path, one.severity, one.zh) == ("content.title", Severity.INFO, f"{STRANGER} 2024-05-13 330106")
    assert one.about[0].submission == theirs.submission


def test_a_school_and_its_city_may_tell_of_one_activity_too() -> None:
    assert found(JOINT, held(2), knowing(held(1, organisation=CITY, chain=(CITY, "330000"))))


@pytest.mark.parametrize(
    "theirs",
    [
        held(1),
        held(1, organisation=STRANGER, sessions=(session(day=date(2024, 5, 14)),)),
        held(1, organisation=STRANGER, sessions=(session(place="330105"),)),
        held(1, "烹饪技能比赛", organisation=STRANGER),
        held(1, organisation=STRANGER, activity="C01-01"),
        held(1, organisation=STRANGER, edition="2023"),
    ],
    ids=["same organisation", "another day", "another place", "another title", "another activity", "another edition"],
)
def test_what_differs_in_one_of_these_is_no_joint_activity(theirs: Any) -> None:  # noqa: ANN401 - a state.
    assert not found(JOINT, held(2, activity="D08-01"), knowing(theirs))


def test_a_report_that_names_no_activity_may_tell_of_a_listed_one() -> None:
    assert found(JOINT, held(2, activity="D08-01"), knowing(held(1, organisation=STRANGER)))


def test_a_plan_tells_of_nothing_that_was_held() -> None:
    plan = Plan(title="杭州职业教育活动周启动仪式", no_state_secrets=True, sessions=(session(),))
    theirs = said(1, organisation=STRANGER, content=plan)
    assert theirs.kind is Kind.PLAN
    assert not found(JOINT, held(2), knowing(theirs))
    assert not found(JOINT, said(3, content=plan), knowing(held(1, organisation=STRANGER)))
