"""Bytes and newsrooms of the demo: every promised byte is ready or has its problem, and a newsroom has what is public, once."""

import asyncio
import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from contracts.media import asset_id
from deploy.demo.client import Request
from deploy.demo.materials import FAILS, manifest_of
from deploy.demo.newsroom import more_news, public_after
from deploy.demo.steps import Step
from deploy.demo.story import READER
from deploy.demo.subscriber import Newsroom
from services.syndication.domain.desk import Outcome
from tests.e2e.expected import Board
from tests.e2e.expected_standings import World
from tests.e2e.playing import Played, play

MORE_NEWS = 12
CLOSED_SECONDS = 15.0
KILLED = ("media", "moderation", "syndication", "media", "moderation", "syndication")
TELLS_WHERE_OR_WHO = ("GPS", "Artist", "Creator", "Make", "Model", "Location", "DateTimeOriginal", "XMP", "Comment")


def promised(steps: list[Step]) -> dict[str, dict[str, Any]]:
    """Every file whose bytes were sent, by asset."""
    found: dict[str, dict[str, Any]] = {}
    for step in steps:
        for file, line in zip(step.get("files", ()), manifest_of(step.get("files", ())), strict=True):
            found[str(asset_id(step["submission"], line["sha256"]))] = file
    return found


async def files_of(played: Played, submission: str) -> list[dict[str, Any]]:
    """What media says of a submission's files."""
    path = f"/v1/submissions/{submission}/media"
    answer = await played.client.send(Request(READER, "media", "GET", path, taken=frozenset({422})))
    files: list[dict[str, Any]] = answer.json()["files"]
    return files


async def wrong_files(played: Played, steps: list[Step]) -> list[str]:
    """Promised files that are neither ready nor failed with the problem that was foretold, in words."""
    public, wanted = public_after(steps), promised(steps)
    withdrawn = {step["submission"] for step in steps if step["do"] == "withdraw"}
    wrong: list[str] = []
    seen: set[str] = set()
    for submission in {step["submission"] for step in steps if step.get("files")}:
        for file in await files_of(played, submission):
            asset, expected = file["asset"], FAILS.get(wanted[file["asset"]["asset"]]["make"])
            seen.add(asset["asset"])
            state = "withdrawn" if submission in withdrawn else "failed" if expected else "ready"
            if (asset["state"], asset["problem"]) != (state, expected if state == "failed" else None):
                wrong.append(f"{submission} {asset['name']}: {asset['state']} {asset['problem']}, not {state}")
            if asset["name"] != wanted[asset["asset"]]["name"]:
                wrong.append(f"{asset['name']} was called {wanted[asset['asset']]['name']}")
            if state == "ready" and asset["public"] != (submission in public):
                wrong.append(f"{submission} {asset['name']}: public {asset['public']}")
    return wrong + [f"{asset} is not known" for asset in wanted.keys() - seen]


async def until_files_are_right(played: Played) -> list[str]:
    """What is wrong once media has heard the last of what became public and what was withdrawn."""
    deadline = asyncio.get_running_loop().time() + CLOSED_SECONDS
    while True:
        wrong = await wrong_files(played, played.steps)
        if not wrong or asyncio.get_running_loop().time() > deadline:
            return wrong
        await asyncio.sleep(0.5)


def doubled(newsroom: Newsroom) -> list[str]:
    """States of items that a newsroom took as new or corrected more than once, and numbers that are missing."""
    taken = Counter(
        (str(arrived.item.item), arrived.item.revision)
        for arrived in newsroom.log
        if arrived.item is not None and arrived.outcome in {Outcome.NEW, Outcome.CORRECTED}
    )
    twice = [f"{item} revision {revision} came {count} times" for (item, revision), count in taken.items() if count > 1]
    return twice + [f"number {number} is missing" for number in newsroom.receiver.desk.missing()]


async def feed(played: Played) -> dict[str, int]:
    """The items of the feed, each with its version."""
    found: dict[str, int] = {}
    query = {"limit": "100"}
    while True:
        page = (await played.client.send(Request(READER, "syndication", "GET", "/v1/feed", query=query))).json()
        for item in page["items"]:
            if item["ninjs"]["pubstatus"] == "usable":
                found[item["item"]] = int(item["ninjs"]["version"])
        if not page["items"]:
            return found
        query["cursor"] = page["cursor"]


async def test_every_promised_byte_is_ready_or_has_its_problem_and_public_is_what_is_featured(
    played: Played, world: World
) -> None:
    assert world.standings

    assert await until_files_are_right(played) == []
    failed = Counter(FAILS[file["make"]] for file in promised(played.steps).values() if file["make"] in FAILS)
    assert failed == {"picture_too_large": 1, "type_not_allowed": 1}


async def test_the_upload_that_was_cut_was_gone_on_with_from_the_part_that_was_there(played: Played) -> None:
    assert list(played.story.sending.account.cuts.values()) == [1]


async def test_a_newsroom_has_what_is_public_each_once_and_in_unbroken_numbers(played: Played, world: World) -> None:
    assert world.standings
    public = public_after(played.steps)

    assert await played.newsroom.settled(public) == []
    assert doubled(played.newsroom) == []
    assert played.newsroom.refused == 0
    assert await feed(played) == public
    assert len(public) == 9


async def test_what_was_withdrawn_is_closed_for_whoever_has_its_links(played: Played) -> None:
    (withdrawn,) = played.newsroom.withdrawn.values()

    deadline = asyncio.get_running_loop().time() + CLOSED_SECONDS
    while {one.status for one in await played.newsroom.fetch(withdrawn)} != {404}:
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.2)


async def test_nothing_that_a_newsroom_fetches_says_where_or_who(played: Played, tmp_path: Path) -> None:
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed")
    item = next(one for one in played.newsroom.receiver.desk.items.values() if one.films and one.pictures)
    links = [
        (f"{associated['name']}-{one['name']}", one["href"])
        for associated in item.ninjs["associations"]
        for one in associated["renditions"]
    ]
    async with httpx.AsyncClient(follow_redirects=True, timeout=30) as http:
        for name, href in links:
            answer = await http.get(href)
            assert answer.status_code == 200, (name, answer.status_code)
            (tmp_path / name).write_bytes(answer.content)

    command = ["exiftool", "-json", "-a", "-G1", *(str(tmp_path / name) for name, _href in links)]
    told = json.loads((await asyncio.to_thread(subprocess.run, command, capture_output=True, check=True)).stdout)
    found = [
        (one["SourceFile"], tag)
        for one in told
        for tag in one
        if any(word in tag for word in TELLS_WHERE_OR_WHO) and not tag.startswith(("System:", "File:"))
    ]
    assert found == []
    assert len(links) >= 2 * 5 + 2


async def test_killing_media_moderation_or_syndication_loses_and_doubles_nothing(played: Played) -> None:
    more = more_news(played.hosts, MORE_NEWS, "news under fire")
    killing = asyncio.create_task(_kill_in_turn(played, played.story.progress.done, len(more)))
    await play(played, more)
    await killing
    public = public_after(played.steps)

    assert await played.newsroom.settled(public) == []
    assert doubled(played.newsroom) == []
    assert await feed(played) == public
    assert await until_files_are_right(played) == []
    world = await played.settled()
    assert await played.differences(world, Board("2024", pending=True)) == []


async def test_a_consent_that_is_withdrawn_takes_the_item_from_newsrooms_and_closes_its_picture_alone(
    played: Played,
) -> None:
    public, figures_before = public_after(played.steps), await played.counts(Board("2024"))
    chosen = next(step for step in played.steps if step["do"] == "file" and step["submission"] in public)
    item = played.newsroom.receiver.desk.items[UUID(chosen["submission"])]
    photo = next(
        one["asset"] for one in await files_of(played, chosen["submission"]) if one["asset"]["kind"] == "photo"
    )
    path = f"/v1/submissions/{chosen['submission']}/files/{photo['sha256']}/withdraw-consent"

    await played.client.send(Request("p-ministry-editor-1", "ingest", "POST", path))

    still = {name: version for name, version in public.items() if name != chosen["submission"]}
    assert await played.newsroom.settled(still) == []
    assert [arrived.reason for arrived in played.newsroom.log if arrived.item == item][-1] == "consent_withdrawn"
    states = {one["asset"]["asset"]: one["asset"] for one in await files_of(played, chosen["submission"])}
    closed = states.pop(photo["asset"])
    assert (closed["state"], closed["consent_withdrawn"]) == ("withdrawn", True)
    assert {asset["state"] for asset in states.values()} == {"ready"}
    assert {one.status for one in await played.newsroom.fetch(item)} == {404}
    found = (await played.counts(Board("2024")))["figures"]
    assert [one["value"] for one in found] == [one["value"] for one in figures_before["figures"]]


async def _kill_in_turn(played: Played, done_before: int, steps: int) -> None:
    """Kill each service twice: while files come and reports are judged, and while the newsroom is at work."""
    supervisor = played.stage.supervisor
    for number, service in enumerate(KILLED):
        await played.story.reached(done_before + steps * (2 * number + 1) // (2 * len(KILLED)))
        await asyncio.to_thread(supervisor.kill, service)
        await asyncio.to_thread(supervisor.start_again, service)
        await asyncio.to_thread(supervisor.wait_ready, service, 120.0)
