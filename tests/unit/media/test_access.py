"""Who may see what is made of a file, and what its sender is told while it is made."""

from dataclasses import replace

import pytest

from contracts.media import AssetState
from contracts.problems import Problem, ProblemCode
from services.media.domain.access import Seen, file_name, right_to, scope_of
from services.media.domain.files import uploaded
from services.media.domain.hearing import hear_featured
from services.media.domain.progress import status_of, status_of_all
from services.media.domain.record import Held, Record, shown
from tests.unit.media.making import AT, featured, heard, line, ready, sha


def of(record: Record, name: str = "a") -> Held:
    held = record.find(sha(name))
    assert held is not None
    return held


def seen(record: Record, name: str, *, of_branch: bool = False, has_ticket: bool = False) -> Seen | ProblemCode:
    try:
        return right_to(record, of(record), name, of_branch=of_branch, has_ticket=has_ticket)
    except Problem as problem:
        return problem.code


PRIVATE = ready(heard("a"), "a")
PUBLIC = hear_featured(PRIVATE, featured(10, "a"), 300) or PRIVATE
WITHDRAWN = heard("a", revision=2, record=PUBLIC, version=1, withdrawn=True)
LOST = heard("a", revision=2, record=PUBLIC, version=1, consents_withdrawn=(sha("a"),))


def test_the_public_sees_what_is_featured_but_neither_full_size_nor_the_original() -> None:
    assert seen(PUBLIC, "w400.jpg") is Seen.PUBLIC
    assert seen(PUBLIC, "press.jpg") is ProblemCode.NOT_FOUND
    assert seen(PUBLIC, "original", has_ticket=True) is ProblemCode.NOT_FOUND
    assert seen(PRIVATE, "w400.jpg") is ProblemCode.NOT_FOUND


def test_a_press_ticket_opens_full_size_while_the_file_is_public() -> None:
    assert seen(PUBLIC, "press.jpg", has_ticket=True) is Seen.PRESS
    assert seen(PRIVATE, "press.jpg", has_ticket=True) is ProblemCode.NOT_FOUND


def test_the_branch_sees_everything_in_any_state_that_is_not_taken_back() -> None:
    assert {seen(PRIVATE, name, of_branch=True) for name in ("w400.jpg", "press.jpg", "original")} == {Seen.BRANCH}


@pytest.mark.parametrize("record", [WITHDRAWN, LOST], ids=["item", "consent"])
def test_what_was_taken_back_is_closed_to_everybody(record: Record) -> None:
    answers = {
        seen(record, name, of_branch=branch, has_ticket=ticket)
        for name in ("w400.jpg", "press.jpg", "original")
        for branch in (False, True)
        for ticket in (False, True)
    }

    assert answers == {ProblemCode.ASSET_WITHDRAWN}


def test_what_was_never_public_is_not_told_to_have_been_there() -> None:
    taken_back = replace(PRIVATE, withdrawn=True)

    assert seen(taken_back, "w400.jpg") is ProblemCode.NOT_FOUND
    assert seen(taken_back, "w400.jpg", of_branch=True) is ProblemCode.ASSET_WITHDRAWN


def test_a_branch_is_the_chain_and_the_ministry() -> None:
    assert scope_of(PUBLIC) == ("3633000001", "330600", "330000", "ministry")


@pytest.mark.parametrize(
    ("name", "saved"),
    [("职教周 ①.HEIC", "职教周 ①.jpg"), ("无后缀", "无后缀.jpg"), (".jpg", ".jpg.jpg"), ("a.b.png", "a.b.jpg")],
)
def test_files_are_saved_under_the_names_their_senders_gave(name: str, saved: str) -> None:
    held = of(heard(files=(line("a", name=name),)))

    assert file_name(held, "original") == name
    assert file_name(held, "press.jpg") == saved
    assert file_name(held, "w400.jpg") is None


def test_a_file_is_awaited_then_ready_and_all_together_are_what_their_least_is() -> None:
    both = heard("a", "b")
    one_ready = ready(both, "a")
    failed = of(uploaded(both, sha("a"), AT, 300) or both).asset.model_copy(update={"state": AssetState.FAILED})

    def all_of(record: Record) -> int:
        return status_of_all(shown(record, held) for held in record.files)

    assert status_of(of(both).asset) == 202
    assert status_of(of(one_ready).asset) == 200
    assert status_of(failed) == 422
    assert status_of(of(both).asset.model_copy(update={"renditions": of(PUBLIC).asset.renditions})) == 206
    assert [all_of(both), all_of(one_ready), all_of(ready(one_ready, "b"))] == [202, 206, 200]
    assert status_of_all([failed, of(one_ready).asset]) == 422
    assert status_of_all([failed, of(both, "b").asset]) == 202
    assert all_of(WITHDRAWN) == all_of(heard()) == 200
