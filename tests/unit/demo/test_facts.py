"""The real facts: filed by whom the seed has for them, and worth what the pages they come from say, counted by hand."""

import pytest

from deploy.demo.facts import fact_rows
from deploy.demo.hosts import Hosts
from deploy.demo.steps import Step
from services.directory.seed.sample import fact_organisations
from tests.e2e.expected import Board, figures
from tests.e2e.expected_standings import World
from tests.unit.demo.pure_chain import NOW

SECOND_TELLER = {("F12", "500000")}


@pytest.fixture(scope="module")
def told(hosts: Hosts, real: list[Step]) -> World:
    return World(hosts.rows(), real, NOW)


def test_every_fact_is_filed_by_the_organisation_that_the_seed_has_for_it() -> None:
    filed = {(row["fact"], row["organisation"]) for row in fact_rows()}

    assert filed - SECOND_TELLER == set(fact_organisations().items())


def test_every_fact_is_filed_once_and_accepted_along_its_chain(told: World) -> None:
    assert len(told.standings) == len(fact_rows())
    assert {one.state for one in told.standings.values()} == {"accepted"}


@pytest.mark.parametrize(
    ("edition", "indicator", "value", "qualifier", "claimed"),
    [
        ("2015", "session_count", 1, "exact", 0),  # F39; F38 was a week later.
        ("2016", "session_count", 4, "exact", 0),  # F25, F29 in Shanghai's own window, F30, F50 in May.
        ("2016", "school_count", None, "exact", 23 + 24),
        ("2016", "enterprise_count", None, "exact", 100),
        ("2016", "job_seeker_count", 6_000, "exact", 0),
        ("2016", "experience_project_count", 94, "exact", 0),
        ("2016", "competition_count", 26, "exact", 0),
        ("2017", "session_count", 4, "exact", 0),  # F15, F27, F42 in Henan's activity month, F44.
        ("2017", "activity_count", 5, "exact", 0),  # and F26, which has no session.
        ("2017", "manuscript_count", 295, "exact", 0),
        ("2019", "session_count", 2, "exact", 0),
        ("2020", "school_count", None, "exact", 40),
        ("2021", "joint_body_count", 20, "exact", 0),  # F12, told by Sichuan and by Chongqing, counted once.
        ("2021", "school_count", None, "exact", 700),
        ("2021", "session_count", 2, "exact", 0),  # F11 and F12; F01, F21 and F36 lie outside the week.
        ("2022", "adoption_rate", 6_613, "exact", 0),  # F48: 123 of 186, 66.13 %.
        ("2022", "read_count", 4_129, "exact", 0),
        ("2023", "session_count", 4, "exact", 0),  # F09, F22, F23, F46 in Anhui's own week.
        ("2023", "school_count", None, "exact", 18 + 13),
        ("2024", "session_count", 3, "exact", 0),  # F06, F07, F16; F04 was the day before.
        ("2024", "joint_body_count", 10, "exact", 0),
        ("2024", "enterprise_count", None, "exact", 10),
        ("2025", "session_count", 14, "exact", 0),  # F05, F08, F14 and the eleven of F41.
        ("2025", "district_count", 12, "exact", 0),  # the nine counties of Nanchong, Jinhua, Zhuzhou, Xinyang.
        ("2025", "middle_school_count", None, "exact", 333),
        ("2025", "junior_graduate_count", 60_000, "nearly", 0),
    ],
)
def test_national_figures_of_the_facts_are_what_the_pages_say(
    told: World, *, edition: str, indicator: str, value: int | None, qualifier: str, claimed: int
) -> None:
    found = figures(told, Board(edition))[indicator, "headline", "all"]

    assert (found["value"], found["qualifier"], found["claimed"]) == (value, qualifier, claimed)


def test_a_forecast_is_a_series_of_its_own(told: World) -> None:
    found = figures(told, Board("2021"))

    assert found["vocational_people_count", "expected", "all"]["value"] == 12_000_000
    assert ("vocational_people_count", "headline", "all") not in found
    assert found["session_count", "expected", "all"]["value"] == 40_000


def test_what_a_province_says_of_its_whole_area_is_declared_beside_what_is_counted(told: World) -> None:
    found = figures(told, Board("2023"))

    assert found["activity_count", "declared", "all"]["value"] == 248
    assert found["activity_count", "headline", "all"]["value"] == 4


def test_a_stand_in_another_province_counts_for_its_own_unit_at_the_other_place(told: World) -> None:
    found = figures(told, Board("2023"))

    assert found["exhibition_count", "unit", "340000"]["value"] == 1
    assert found["exhibition_count", "place", "370700"]["value"] == 1


def test_an_own_week_and_an_activity_month_are_windows_of_their_own(told: World) -> None:
    assert figures(told, Board("2023"))["session_count", "window", "own"]["value"] == 1
    assert figures(told, Board("2025"))["session_count", "window", "own"]["value"] == 2
    assert figures(told, Board("2021"))["session_count", "window", "outside"]["value"] == 1 + 11 + 1
