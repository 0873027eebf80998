"""What a PUT under a chosen id means, in every order and with every reply lost."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.domain.identity import (
    Absent,
    Conflict,
    Created,
    Next,
    Outcome,
    Same,
    VersionMark,
    content_sha256,
    settle,
)
from services.ingest.domain.request import SubmissionRequest
from tests.unit.ingest.making import photo, report, request, session

A, B, C = "a" * 64, "b" * 64, "c" * 64


@dataclass
class Desk:
    """A store that settles requests by the rule alone."""

    marks: list[VersionMark] = field(default_factory=list)

    def put(self, if_match: int | None, sha: str) -> Outcome:
        outcome = settle(self.marks, if_match, sha)
        if isinstance(outcome, Created):
            self.marks.append(VersionMark(1, None, sha))
        elif isinstance(outcome, Next):
            self.marks.append(VersionMark(outcome.version, if_match, sha))
        return outcome


def test_the_first_put_makes_version_one() -> None:
    assert Desk().put(None, A) == Created()


def test_the_same_put_again_gives_the_same_version() -> None:
    desk = Desk()
    desk.put(None, A)

    assert desk.put(None, A) == Same(1)


def test_an_amend_whose_reply_was_lost_is_answered_with_its_own_version() -> None:
    desk = Desk()
    desk.put(None, A)
    desk.put(1, B)

    assert desk.put(1, B) == Same(2)


def test_a_lost_reply_is_settled_even_after_somebody_else_went_on() -> None:
    desk = Desk()
    desk.put(None, A)
    desk.put(1, B)
    desk.put(2, C)

    assert desk.put(1, B) == Same(2)
    assert desk.put(None, A) == Same(1)


def test_going_back_to_old_content_is_a_new_version() -> None:
    desk = Desk()
    desk.put(None, A)
    desk.put(1, B)

    assert desk.put(2, A) == Next(3)
    assert desk.put(2, A) == Same(3)


def test_other_content_under_the_same_id_is_a_conflict_that_names_the_current_version() -> None:
    desk = Desk()
    desk.put(None, A)
    desk.put(1, B)

    assert desk.put(None, C) == Conflict(2)
    assert desk.put(1, C) == Conflict(2)
    assert desk.put(7, C) == Conflict(2)


def test_an_amend_of_nothing_finds_nothing() -> None:
    assert Desk().put(3, A) == Absent()


def test_of_two_writers_who_saw_one_version_one_wins() -> None:
    desk = Desk()
    desk.put(None, A)

    assert desk.put(1, B) == Next(2)
    assert desk.put(1, C) == Conflict(2)


puts = st.lists(st.tuples(st.none() | st.integers(1, 5), st.sampled_from([A, B, C])), max_size=30)


@given(puts)
def test_whatever_is_sent_repeating_it_at_once_changes_nothing(sent: list[tuple[int | None, str]]) -> None:
    desk = Desk()
    for if_match, sha in sent:
        first = desk.put(if_match, sha)
        marks = list(desk.marks)
        again = desk.put(if_match, sha)

        assert desk.marks == marks
        if isinstance(first, Created | Next):
            assert again == Same(len(marks))
        else:
            assert again == first


@given(puts, st.data())
def test_a_lost_reply_finds_its_version_after_any_later_writes(
    sent: list[tuple[int | None, str]], data: st.DataObject
) -> None:
    desk = Desk()
    made: list[tuple[int | None, str, int]] = []
    for if_match, sha in sent:
        if isinstance(desk.put(if_match, sha), Created | Next):
            made.append((if_match, sha, len(desk.marks)))
    if not made:
        return
    if_match, sha, version = data.draw(st.sampled_from(made))

    answer = desk.put(if_match, sha)

    assert isinstance(answer, Same)
    assert desk.marks[answer.version - 1].content_sha256 == sha
    # Only the current version may answer in place of the one that was made: it says the same.
    assert answer.version in {version, len(desk.marks)}


@given(puts)
def test_versions_count_one_by_one_and_each_is_made_from_the_one_before(sent: list[tuple[int | None, str]]) -> None:
    desk = Desk()
    for if_match, sha in sent:
        desk.put(if_match, sha)

    assert [mark.version for mark in desk.marks] == list(range(1, len(desk.marks) + 1))
    assert [mark.made_from for mark in desk.marks[1:]] == list(range(1, len(desk.marks)))
    assert all(
        one.content_sha256 != next_.content_sha256 for one, next_ in zip(desk.marks, desk.marks[1:], strict=False)
    )


def test_the_hash_ignores_contact_and_reason_and_explicit_defaults() -> None:
    plain = request(report(session()))
    said_more = request(report(session(), highlight=False), late_reason="断电")

    assert content_sha256(plain) == content_sha256(said_more)


@pytest.mark.parametrize(
    "other",
    [
        request(report(session()), edition="2023"),
        request(report(session(), text="x")),
        request(report(session()), photo()),
        request(report(session(), session())),
    ],
)
def test_the_hash_sees_edition_content_and_manifest(other: SubmissionRequest) -> None:
    assert content_sha256(request(report(session()))) != content_sha256(other)
