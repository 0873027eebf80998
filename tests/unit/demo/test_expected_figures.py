"""The services' own rules and the expectation come to the same, figure by figure, before any server runs."""

from dataclasses import replace

import pytest

from contracts.editions import shipped_editions
from deploy.demo.hosts import Hosts
from deploy.demo.steps import Step
from tests.e2e.expected import NATION, Board, answered, differences, figures
from tests.e2e.expected_standings import World
from tests.unit.demo.pure_chain import PureChain


@pytest.fixture(scope="module")
def chain(steps: list[Step]) -> PureChain:
    chain = PureChain()
    chain.run(steps)
    return chain


def test_every_figure_of_every_edition_is_as_expected(chain: PureChain, world: World) -> None:
    for edition in shipped_editions():
        board = Board(edition.edition)

        assert differences(figures(world, board), answered(chain.board(board))) == []


@pytest.mark.parametrize(
    "board",
    [
        Board("2024", pending=True),
        Board("2024", windows="all"),
        Board("2024", windows="own"),
        Board("2024", windows="outside", pending=True),
        Board("2024", series="expected", windows="all"),
    ],
    ids=["with pending", "all windows", "own windows", "outside with pending", "expected series"],
)
def test_other_questions_about_the_nation_are_answered_as_expected(
    chain: PureChain, world: World, board: Board
) -> None:
    assert differences(figures(world, board), answered(chain.board(board))) == []


def test_the_board_of_every_unit_and_of_some_cities_counties_and_councils_is_as_expected(
    chain: PureChain, world: World, hosts: Hosts
) -> None:
    scopes = [host.organisation for host in hosts.units()]
    scopes += [host.organisation for host in hosts.of_kind("council", "department", "city", "county", "division")[::4]]
    for scope in scopes:
        board = Board("2024", scope, by=("child", "place", "day"))
        for asked in (board, replace(board, pending=True)):
            assert differences(figures(world, asked), answered(chain.board(asked))) == [], scope


def test_only_what_was_to_be_refused_was_refused(chain: PureChain, steps: list[Step]) -> None:
    expected = {step["submission"]: step["refused"] for step in steps if "refused" in step}

    assert chain.refused == expected
    assert expected


def test_sums_over_units_places_and_days_are_the_nation(world: World) -> None:
    found = figures(world, Board("2024", scope=NATION, windows="all"))
    nation = found["session_count", "headline", "all"]["value"]

    for by in ("unit", "place", "day", "council", "department", "province"):
        assert (
            sum(one["value"] for (code, at, _), one in found.items() if (code, at) == ("session_count", by)) == nation
        )
