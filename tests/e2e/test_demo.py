"""The demo on real servers: every figure it answers is what the steps alone come to, also after services were killed."""

import asyncio
import re
import threading
from dataclasses import replace
from typing import Any

import pytest

from deploy.demo import __main__ as demo
from deploy.demo.calls import EDITION, PLANS_FOR_ITS_CITIES
from deploy.demo.client import RefusedError
from deploy.demo.hosts import person_of
from deploy.demo.reports import more_reports
from deploy.demo.restarting import restarting
from deploy.native.supervisor import SERVICES
from tests.e2e.expected import Board, standing_back
from tests.e2e.expected_boards import (
    answered_completeness,
    answered_coverage,
    buckets,
    completeness,
    coverage,
)
from tests.e2e.expected_standings import World
from tests.e2e.playing import Played, play

MORE_REPORTS = 150
CITIES_READ = 8


async def test_every_national_figure_of_every_edition_is_as_expected(played: Played, world: World) -> None:
    editions = {standing.edition for standing in world.standings.values()}
    found = [line for edition in sorted(editions) for line in await played.differences(world, Board(edition))]

    assert found == []
    assert len(editions) > 1


@pytest.mark.parametrize(
    "board",
    [
        Board(EDITION, pending=True),
        Board(EDITION, windows="all"),
        Board(EDITION, windows="own"),
        Board(EDITION, windows="outside"),
        Board(EDITION, series="expected", windows="all", pending=True),
    ],
    ids=["with pending", "all windows", "own windows", "outside", "expected series"],
)
async def test_other_questions_about_the_nation_are_answered_as_expected(
    played: Played, world: World, board: Board
) -> None:
    assert await played.differences(world, board) == []


async def test_the_board_of_every_unit_council_and_department_is_as_expected(played: Played, world: World) -> None:
    scopes = [*played.hosts.units(), *played.hosts.of_kind("council", "department")]
    boards = [Board(EDITION, host.organisation, by=("child", "place", "day", "local_type")) for host in scopes]

    found = [line for board in boards for line in await played.differences(world, board)]

    assert found == []


async def test_a_city_reads_on_its_own_board_what_it_passed_up_and_what_waits(played: Played, world: World) -> None:
    reporting = {standing.chain[1] for standing in world.standings.values() if len(standing.chain) > 2}
    cities = [city for city in played.hosts.of_kind("city") if city.organisation in reporting][:CITIES_READ]
    found: list[str] = []
    for city in cities:
        board = Board(EDITION, city.organisation, by=("child", "place", "day"))
        for asked in (board, replace(board, pending=True)):
            found += await played.differences(world, asked, city.person("reviewer"))

    assert found == []
    assert len(cities) == CITIES_READ


async def test_coverage_shows_every_day_of_every_unit_and_of_the_cities_below_one(played: Played, world: World) -> None:
    nation = await played.ask("/v1/coverage", edition=EDITION)
    below = await played.ask("/v1/coverage", edition=EDITION, scope=PLANS_FOR_ITS_CITIES)

    assert answered_coverage(nation) == coverage(world, EDITION)
    assert answered_coverage(below) == coverage(world, EDITION, PLANS_FOR_ITS_CITIES)


async def test_completeness_names_who_owes_what_and_whom_it_waits_for(played: Played, world: World) -> None:
    nation = answered_completeness(await played.ask("/v1/completeness", edition=EDITION))
    manager = person_of(PLANS_FOR_ITS_CITIES, "manager")
    below = await played.ask("/v1/completeness", manager, edition=EDITION, scope=PLANS_FOR_ITS_CITIES)

    assert nation == completeness(world, EDITION)
    assert answered_completeness(below) == completeness(world, EDITION, PLANS_FOR_ITS_CITIES)
    assert {met for met, _on_time, _waiting in nation.values()} == {
        "accepted",
        "in_review",
        "returned",
        "missing",
        "not_due",
    }


async def test_everything_received_lies_in_one_bucket_and_all_published_checks_are_zero(
    played: Played, world: World
) -> None:
    said = await _checks_at_rest(played)

    assert said["buckets"] == buckets(world, EDITION)
    assert said["received"] == sum(standing.edition == EDITION for standing in world.standings.values())
    assert set(said["differences"].values()) == {0}
    assert said["unreadable"] == 0


async def test_a_proof_says_whether_a_submission_counts_and_under_which_other_one(played: Played, world: World) -> None:
    back = standing_back(world, Board(EDITION))
    withdrawn = next(name for name, one in world.standings.items() if one.state == "withdrawn")
    counted = next(name for name, one in world.standings.items() if one.state == "accepted" and name not in back)

    proof = await played.story.proof(counted)
    assert proof["counted"]
    assert proof["appended_at"] <= (await played.counts(Board(EDITION, by=())))["as_of"]
    assert not (await played.story.proof(withdrawn))["counted"]
    assert (await played.story.proof(min(back)))["counted_under_another_report"]


async def test_what_was_to_be_refused_left_nothing_behind(played: Played) -> None:
    refused = [step["submission"] for step in played.steps if step["do"] == "file" and "refused" in step]

    for submission in refused:
        with pytest.raises(RefusedError, match="404"):
            await played.story.proof(submission)
    assert refused


async def test_a_reader_sees_what_was_filed_and_what_was_accepted(played: Played, world: World) -> None:
    moments = await played.story.moments()

    assert world.standings
    assert moments.pending is not None
    assert moments.counted is not None
    assert moments.pending.count > 50
    assert moments.counted.count > 300
    assert 0 < moments.pending.p50 <= moments.pending.p95


async def test_the_demo_shows_figures_with_qualifiers_times_a_proof_and_addresses(
    played: Played, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert world.standings

    right = await demo._show(played.story, played.hosts, played.steps)
    right = await demo._show_newsroom(played.story, played.newsroom, played.steps) and right
    demo._say_addresses(played.stage, played.client.addresses)

    shown = capsys.readouterr().out
    assert right
    assert re.search(r"compared with expected\.py: [\d,]{5,} figures, 0 differences", shown)
    assert re.search(r"活动场次 +[\d,]{3,} 场", shown)
    assert all(
        word in shown for word in ("余 at least", "近 nearly", "约 about", "申报 declared", "预计 expected", "未去重")
    )
    # Pending and counted, photos and films, featured and withdrawn.
    assert len(re.findall(r"p50 \d+ ms  p95 \d+ ms", shown)) == 6
    assert "断线后续传" in shown
    assert all(word in shown for word in ("图片像素过多", "不是可接受的格式", "未登记肖像同意"))
    assert re.search(r"新闻单位 a newsroom: \d+ 个序号 numbers, 缺号 missing 0", shown)
    assert re.search(r"证明 proof of \S+: .+partition \d+, offset \d+", shown, re.DOTALL)
    for service, address in played.client.addresses.items():
        assert f"{address}/metrics" in shown, service
    assert all(edition in shown for edition in ("2015", "2025"))


async def test_whoever_watches_from_a_shell_sees_the_figures(played: Played, world: World) -> None:
    assert world.standings
    address = played.stage.address("aggregation")
    watched = await asyncio.to_thread(played.stage.command, "services", "watch", address, "--states", "1")

    sessions = next(
        one for one in (await played.counts(Board(EDITION, by=())))["figures"] if one["indicator"] == "session_count"
    )
    assert watched.returncode == 0, watched.stderr
    assert f"{sessions['name']} {sessions['value']:,}" in watched.stdout


async def test_every_service_may_be_killed_under_load_and_all_figures_come_right(played: Played) -> None:
    more = more_reports(played.hosts, MORE_REPORTS, "a second load")
    done_before, repeats_before = played.story.progress.done, played.client.repeats
    killing = asyncio.create_task(_kill_each_in_turn(played, done_before, len(more)))
    await play(played, more)
    await killing

    world = await played.settled()

    found = [line for board in _boards(played) for line in await played.differences(world, board)]
    assert found == []
    assert (await _checks_at_rest(played))["buckets"] == buckets(world, EDITION)
    assert played.client.repeats > repeats_before


async def test_a_service_that_somebody_kills_is_started_again(played: Played) -> None:
    came_back, before = threading.Event(), played.stage.process_id("aggregation")
    with restarting(played.stage, lambda _line: came_back.set()):
        await asyncio.to_thread(played.stage.supervisor.kill, "aggregation")
        assert await asyncio.to_thread(came_back.wait, 60.0)
        await asyncio.to_thread(played.stage.supervisor.wait_ready, "aggregation", 120.0)

    assert played.stage.process_id("aggregation") != before
    assert await played.differences(played.world(), Board(EDITION)) == []


async def test_a_rebuild_from_the_log_alone_agrees_with_the_replica(played: Played, world: World) -> None:
    assert world.standings
    rebuilt = await asyncio.to_thread(played.stage.command, "services", "rebuild")

    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    # The demo's log has 8 partitions, and of each a replica has recorded the digest at its end.
    assert "compared with a replica's: 8, that differ: 0" in rebuilt.stdout


def _boards(played: Played) -> list[Board]:
    units = [Board(EDITION, host.organisation, by=("child", "day")) for host in played.hosts.units()]
    return [Board(EDITION), Board(EDITION, pending=True), Board(EDITION, windows="all"), *units]


async def _kill_each_in_turn(played: Played, done_before: int, steps: int) -> None:
    """Kill one service after another with SIGKILL, each in the middle of its share of the load, and start it again."""
    supervisor = played.stage.supervisor
    for number, service in enumerate(SERVICES):
        wanted = done_before + steps * (2 * number + 1) // (2 * len(SERVICES))
        await played.story.reached(wanted)
        await asyncio.to_thread(supervisor.kill, service)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(supervisor.start_again, service)
        await asyncio.to_thread(supervisor.wait_ready, service, 120.0)


async def _checks_at_rest(played: Played) -> dict[str, Any]:
    """The published checks once all that ingest has said is heard; what was received is compared at rest only."""
    deadline = asyncio.get_running_loop().time() + 30
    while True:
        said = await played.ask("/v1/checks", edition=EDITION)
        if said["received_difference"] == 0 or asyncio.get_running_loop().time() > deadline:
            assert said["received_difference"] == 0
            return said
        await asyncio.sleep(0.5)
