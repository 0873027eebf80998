"""The expectation itself, on cases small enough to count by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.demo.codes import credit_check_character, credit_code
from deploy.demo.steps import Step, file, judge, relate, window, withdraw
from tests.e2e.expected import Board, differences, figures, shown, standing_back
from tests.e2e.expected_editions import edition
from tests.e2e.expected_facts import one_name, window_of
from tests.e2e.expected_standings import World
from tests.unit.demo.pure_chain import NOW

E2E = Path(__file__).parents[2] / "e2e"
ORGANISATIONS = [
    {"organisation": "ministry", "kind": "ministry", "parent": None, "body": None, "school_type": None},
    {"organisation": "330000", "kind": "province", "parent": "ministry", "body": None, "school_type": None},
    {"organisation": "330100", "kind": "city", "parent": "330000", "body": None, "school_type": None},
    {"organisation": "510000", "kind": "province", "parent": "ministry", "body": None, "school_type": None},
    {"organisation": "school", "kind": "school", "parent": "330100", "body": None, "school_type": "secondary"},
]
A, B, C = "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000b", "c"


def told(submission: str, *, by: str = "330000", **content: Any) -> Step:  # noqa: ANN401 - parts of a form.
    session = {"when": {"start": "2024-05-14", "end": "2024-05-14"}, "place": {"kind": "district", "code": "330100"}}
    content = {"kind": "activity_report", "sessions": [session]} | content
    return file(submission, "2024", by, f"p-{by}-filer-1", content=content)


def accepted(submission: str, by: str = "330000") -> Step:
    return judge("accept", submission, by, "approver", 1)


def world(*steps: Step) -> World:
    return World(ORGANISATIONS, steps, NOW)


@pytest.mark.parametrize("file", sorted(E2E.glob("expected*.py")), ids=lambda file: file.name)
def test_the_expectation_leans_on_nothing_whose_figures_it_is_held_against(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    imported = {line.split()[1].partition(".")[0] for line in lines if line.split()[:1] in (["from"], ["import"])}

    assert imported & {"services", "contracts", "deploy"} == set()


def sessions(of: World, **board: Any) -> int | None:  # noqa: ANN401 - fields of a board.
    found = figures(of, Board("2024", **board)).get(("session_count", "headline", "all"))
    return found["value"] if found else None


def test_only_what_the_unit_accepted_counts_for_the_nation() -> None:
    assert sessions(world(told(A))) is None
    assert sessions(world(told(A)), pending=True) == 1
    assert sessions(world(told(A), accepted(A))) == 1


def test_a_citys_board_counts_what_it_passed_up_before_the_province_has_accepted_it() -> None:
    passed = world(told(A, by="school"), judge("pass_up", A, "330100", "reviewer", 1))

    assert sessions(passed, scope="330100") == 1
    assert sessions(passed, scope="330000") is None
    assert sessions(world(told(A, by="school")), scope="330100") is None


def test_the_accepted_version_counts_until_a_new_one_is_accepted() -> None:
    first = [told(A), accepted(A)]
    amended = {**told(A, sessions=[]), "do": "amend", "version": 2}

    assert sessions(world(*first, amended)) == 1
    assert sessions(world(*first, amended, judge("return", A, "330000", "reviewer", 2))) == 1
    assert sessions(world(*first, amended, {**accepted(A), "version": 2})) is None


def test_refusing_the_accepted_version_takes_it_out_and_refusing_a_newer_one_does_not() -> None:
    refuse = judge("refuse", A, "330000", "reviewer", 1)
    amended = {**told(A, title="新"), "do": "amend", "version": 2}

    assert sessions(world(told(A), accepted(A), refuse)) is None
    assert sessions(world(told(A), accepted(A), amended, refuse)) == 1


def test_of_a_joint_activity_the_one_named_last_counts_for_nation_and_units() -> None:
    both = [told(A), accepted(A), told(B, by="510000"), accepted(B, "510000")]
    named = [relate("name_joint", "j", name, "ministry", 1, joint_activity="j") for name in (B, A)]
    joint = world(*both, *named)

    assert sessions(joint) == 1
    assert (sessions(joint, scope="330000"), sessions(joint, scope="510000")) == (1, None)
    assert standing_back(joint, Board("2024")) == {B}


def test_when_the_one_named_last_is_withdrawn_the_one_before_counts() -> None:
    both = [told(A), accepted(A), told(B, by="510000"), accepted(B, "510000")]
    named = [relate("name_joint", "j", name, "ministry", 1, joint_activity="j") for name in (B, A)]

    assert standing_back(world(*both, *named, withdraw(told(A), 1, 2)), Board("2024")) == set()


@pytest.mark.parametrize(("pairs", "back"), [([(B, A)], {B}), ([(A, B), (B, A)], {B}), ([(A, B)], {A})])
def test_a_duplicate_stands_back_and_of_a_crosswise_pair_the_lowest_id_counts(
    pairs: list[tuple[str, str]], back: set[str]
) -> None:
    both = [told(A), accepted(A), told(B, by="510000"), accepted(B, "510000")]
    marked = [relate("mark_duplicate", "d", one, "ministry", 1, target=other) for one, other in pairs]

    assert standing_back(world(*both, *marked), Board("2024")) == back


def test_a_duplicate_counts_again_once_its_target_is_gone() -> None:
    both = [told(A), accepted(A), told(B, by="510000"), accepted(B, "510000")]
    marked = relate("mark_duplicate", "d", B, "ministry", 1, target=A)

    assert standing_back(world(*both, marked, withdraw(told(A), 1, 2)), Board("2024")) == set()


def test_one_enterprise_at_two_units_is_one_and_claims_stay_apart() -> None:
    keyed: dict[str, Any] = {"indicator": "enterprise_count", "keys": ["name:ＡＣＭＥ  Robotics", "name:乙"]}
    again: dict[str, Any] = {"indicator": "enterprise_count", "keys": ["name:acme robotics"]}
    claim: dict[str, Any] = {"indicator": "enterprise_count", "value": 40, "qualifier": "at_least"}
    both = [told(A, measures=[keyed]), accepted(A), told(B, by="510000", measures=[again]), accepted(B, "510000")]
    third = [told(C, by="510000", measures=[claim]), accepted(C, "510000")]

    found = figures(world(*both, *third), Board("2024"))

    assert found["enterprise_count", "headline", "all"] == {
        "value": 2,
        "qualifier": "exact",
        "sources": 3,
        "claimed": 40,
        "claimed_qualifier": "at_least",
    }
    assert found["enterprise_count", "unit", "510000"]["value"] == 1


def test_the_activity_that_the_notice_lists_twice_is_counted_once() -> None:
    both = [told(A, activity="D05-01"), accepted(A), told(B, by="510000", activity="C08-01"), accepted(B, "510000")]

    assert figures(world(*both), Board("2024"))["activity_count", "headline", "all"]["value"] == 1


def test_an_areas_own_statement_takes_the_place_of_those_below_it() -> None:
    def states(scope: str, value: int) -> Step:
        measures = [{"indicator": "session_count", "value": value}]
        return told(f"{scope}-{value}", sessions=[], scope=scope, measures=measures)

    city, province = states("330100", 7), states("330000", 20)
    done = [city, accepted("330100-7")]

    assert figures(world(*done), Board("2024"))["session_count", "declared", "all"]["value"] == 7
    done += [province, accepted("330000-20")]
    assert figures(world(*done), Board("2024"))["session_count", "declared", "all"]["value"] == 20


def test_a_span_is_in_the_week_in_an_own_window_or_outside() -> None:
    year, own = edition("2024"), ((date(2024, 5, 20), date(2024, 5, 31)),)

    assert window_of((date(2024, 5, 12), date(2024, 5, 18)), year, own) == "week"
    assert window_of((date(2024, 5, 18), date(2024, 5, 20)), year, own) == "own"
    assert window_of((date(2024, 5, 11), date(2024, 5, 12)), year, own) == "week"
    assert window_of((date(2024, 6, 1), date(2024, 6, 1)), year, own) == "outside"


def test_a_window_of_another_edition_is_none_of_this_one() -> None:
    late = {"when": {"start": "2024-05-25", "end": "2024-05-25"}, "place": {"kind": "none"}}
    done = [told(A, sessions=[late]), accepted(A)]

    assert sessions(world(window("330000", "2023", "2024-05-20", "2024-05-31"), *done)) is None
    assert sessions(world(window("330000", "2024", "2024-05-20", "2024-05-31"), *done)) == 1


@pytest.mark.parametrize(
    ("addends", "total"),
    [
        (["exact", "exact"], "exact"),
        (["exact", "at_least"], "at_least"),
        (["nearly", "exact"], "nearly"),
        (["at_least", "nearly"], "about"),
        (["about", "at_least", "exact"], "about"),
        (["expected", "expected"], "expected"),
    ],
)
def test_how_exact_a_total_is_follows_from_its_addends(addends: list[str], total: str) -> None:
    assert shown(addends) == total


@given(st.lists(st.sampled_from(["exact", "at_least", "nearly", "about"])), st.randoms(use_true_random=False))
def test_the_order_of_addends_never_matters(addends: list[str], shuffled: Any) -> None:  # noqa: ANN401 - random.Random.
    other = list(addends)
    shuffled.shuffle(other)

    assert shown(addends) == shown(other)


@pytest.mark.parametrize("code", ["9144030071526726XG", "91330100799655058B", "911100007109250324"])
def test_codes_of_real_companies_have_the_check_character_we_compute(code: str) -> None:
    assert credit_check_character(code[:17]) == code[17]


def test_made_up_codes_are_all_different_and_end_in_their_check_character() -> None:
    codes = {credit_code(serial) for serial in range(200)}

    assert len(codes) == 200
    assert all(credit_check_character(code[:17]) == code[17] and len(code) == 18 for code in codes)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("华工 科技", "华工科技"),
        ("ＡＣＭＥ  Robotics", "acme robotics"),
        (" Blue River\tCo ", "blue river co"),
        ("甲 B 乙", "甲b乙"),
    ],
)
def test_one_name_written_in_two_ways_is_one_name(written: str, compared: str) -> None:
    assert one_name(written) == compared


def test_a_difference_is_told_with_what_each_side_says() -> None:
    assert differences({("a", "headline", "all"): 1}, {("a", "headline", "all"): 2}) == [
        "a headline all: expected 1, answered 2"
    ]
    assert differences({("a", "headline", "all"): 1}, {("a", "headline", "all"): 1}) == []
