"""What readers get: the stream, rights by the organisation tree, cuts not yet reached, minutes, as-of, the static file."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import orjson
import pytest

from contracts.moderation import State
from contracts.organisations import Role
from deploy.native.servers import Servers
from services.aggregation.domain.cuts import parse_cut
from tests.integration.aggregation.running import (
    CITY,
    OTHER_UNIT,
    SCHOOL,
    UNIT,
    Log,
    Running,
    decision,
    fresh_log,
    replica,
    settings_on,
)
from tests.integration.kit.waiting import eventually

NOW = datetime.now(UTC)


def _as(log: Log, *grants: tuple[str, Role]) -> dict[str, str]:
    return {"Authorization": f"Bearer {log.realm.token('p-reader', grants, NOW)}"}


async def test_the_stream_sends_the_current_state_and_then_every_newer_one(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        await log.append(decision(sessions=2))
        async with replica(log.settings) as one:
            states = _states(one, {}, 2)
            first = await anext(states)
            await log.append(decision(sessions=5))
            second = await anext(states)
            await states.aclose()

    assert (first[1], second[1]) == (2, 7)
    assert parse_cut(second[0]).newer_than(parse_cut(first[0]))


async def test_a_reader_that_has_the_newest_state_is_not_sent_it_again(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        await log.append(decision(sessions=2))
        async with replica(log.settings) as one:
            cut = (await one.counts())["cut"]
            states = _states(one, {"last-event-id": cut}, 1)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(asyncio.shield(task := asyncio.ensure_future(anext(states))), 1.0)
            await log.append(decision(sessions=1))
            later = await task
            await states.aclose()

    assert later[1] == 3


async def test_what_lies_below_a_unit_exists_for_its_branch_only(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        mine, theirs = uuid4(), uuid4()
        await log.append(
            decision(mine, sessions=3),
            decision(theirs, sessions=4, chain=("3651000001", "511300", OTHER_UNIT), unit=OTHER_UNIT),
        )
        async with replica(log.settings) as one:
            city, other = _as(log, (CITY, Role.REVIEWER)), _as(log, (OTHER_UNIT, Role.REVIEWER))
            own_board = await _status(one, f"/v1/counts?edition=2024&scope={CITY}", city)
            others_board = await _status(one, f"/v1/counts?edition=2024&scope={CITY}", other)
            nameless = await _status(one, f"/v1/counts?edition=2024&scope={CITY}", {})
            pending = await _status(one, f"/v1/counts?edition=2024&scope={UNIT}&incl=pending", city)
            upward = await _status(
                one, f"/v1/counts?edition=2024&scope={UNIT}&incl=pending", _as(log, (UNIT, Role.READER))
            )
            own_proof = await _status(one, f"/v1/submissions/{mine}/proof", _as(log, (SCHOOL, Role.FILER)))
            others_proof = await _status(one, f"/v1/submissions/{theirs}/proof", _as(log, (SCHOOL, Role.FILER)))
            listed = await one.client.get("/v1/counts/2024:nation:session_count/sources", headers=city)
            completeness = await _status(one, f"/v1/completeness?edition=2024&scope={UNIT}", other)

    assert (own_board, others_board, nameless) == (200, 404, 401)
    assert (pending, upward) == (404, 200)
    assert (own_proof, others_proof, completeness) == (200, 404, 404)
    assert [row["submission"] for row in listed.json()["sources"]] == [str(mine)]
    assert listed.json()["others"] == 1
    assert str(theirs) not in listed.text


async def test_a_city_board_counts_what_the_city_passed_up_and_enters_no_other_sum(
    servers: Servers, prefix: str
) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        await log.append(
            decision(sessions=10, state=State.IN_REVIEW, level=0),
            decision(sessions=20, state=State.IN_REVIEW, level=1),
            decision(sessions=40),
        )
        async with replica(log.settings) as one:
            reader = _as(log, (UNIT, Role.READER), ("ministry", Role.READER))
            query = {"edition": "2024", "indicator": "session_count"}

            async def value(**more: str) -> int:
                answer = await one.client.get("/v1/counts", params=query | more, headers=reader)
                return int(answer.json()["figures"][0]["value"])

            found = (await value(scope=CITY), await value(scope=UNIT), await value(), await value(incl="pending"))

    assert found == (60, 40, 40, 70)


async def test_the_proof_names_revision_place_in_the_log_time_and_figures(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        told_twice, kept = uuid4(), uuid4()
        await log.append(decision(kept, revision=5, sessions=3), decision(told_twice, sessions=3, duplicate_of=kept))
        async with replica(log.settings) as one:
            filer = _as(log, (SCHOOL, Role.FILER))
            proof = (await one.client.get(f"/v1/submissions/{kept}/proof", headers=filer)).json()
            under = (await one.client.get(f"/v1/submissions/{told_twice}/proof", headers=filer)).json()

    offsets = parse_cut(proof["cut"]).offsets
    assert proof["counted"]
    assert proof["revision"] == 5
    assert 0 <= proof["offset"] < offsets[proof["partition"]]
    assert {(one["figure"], one["value"]) for one in proof["figures"]} >= {
        ("2024:nation:session_count", 3),
        (f"2024:{UNIT}:session_count", 3),
    }
    assert not under["counted"]
    assert under["counted_under_another_report"]
    assert str(kept) not in str(under["figures"])


async def test_a_cut_that_is_not_reached_is_answered_as_behind(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix, aggregation_behind_wait_seconds=0.2)) as log:
        await log.append(decision())
        async with replica(log.settings) as one:
            cut = parse_cut((await one.counts())["cut"])
            ahead = f"{cut.epoch}:{'.'.join(str(offset + 1) for offset in cut.offsets)}"
            reached, behind = await one.counts(cut=str(cut)), await one.counts(cut=ahead)
            wrong = await one.client.get("/v1/counts", params={"edition": "2024", "cut": "nonsense"})

    assert (reached["behind"], behind["behind"]) == (False, True)
    assert wrong.json()["code"] == "bad_cut"


async def test_minutes_and_the_static_file_carry_the_public_figures_and_their_cut(
    servers: Servers, prefix: str
) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        await log.append(decision(sessions=8))
        async with replica(log.settings) as one:
            query = {"edition": "2024", "as_of": (datetime.now(UTC) + timedelta(minutes=1)).isoformat()}

            async def recorded() -> bool:
                return (await one.client.get("/v1/counts", params=query)).status_code == httpx.codes.OK

            async def written() -> bool:
                return (await one.client.get("/v1/static/2024")).status_code == httpx.codes.OK

            await eventually(recorded)
            await eventually(written)
            minute = (await one.client.get("/v1/counts", params=query)).json()
            static = (await one.client.get("/v1/static/2024")).json()
            board = await one.counts()

    sessions = next(row for row in minute["figures"] if row["indicator"] == "session_count")
    assert sessions["value"] == 8
    assert static["cut"] == board["cut"]
    assert next(row for row in static["figures"] if row["indicator"] == "session_count")["value"] == 8


async def _status(one: Running, path: str, headers: dict[str, str]) -> int:
    return (await one.client.get(path, headers=headers)).status_code


async def _states(one: Running, headers: dict[str, str], count: int) -> AsyncGenerator[tuple[str, int], None]:
    """The national session figures of a stream, as (cut, value)."""
    query = {"edition": "2024", "indicator": "session_count"}
    async with (
        httpx.AsyncClient(base_url=one.url, timeout=30) as client,
        client.stream("GET", "/v1/counts/stream", params=query, headers=headers) as answer,
    ):
        cut = ""
        async for line in answer.aiter_lines():
            if line.startswith("id:"):
                cut = line[3:].strip()
            if line.startswith("data:"):
                yield cut, orjson.loads(line[5:])["figures"][0]["value"]
                count -= 1
                if not count:
                    return


async def test_the_ministry_reads_a_past_moment_exactly_from_the_log(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        amended = uuid4()
        await log.append(decision(amended, sessions=2), decision(sessions=4))
        await asyncio.sleep(0.05)
        between = datetime.now(UTC).isoformat()
        await asyncio.sleep(0.05)
        async with replica(log.settings) as one:
            await log.append(decision(amended, revision=2, sessions=5))
            asked = {"edition": "2024", "indicator": "session_count", "by": "unit", "as_of": between, "exact": "true"}
            refused = await one.client.get("/v1/counts", params=asked)
            hidden = await one.client.get("/v1/counts", params=asked, headers=_as(log, (UNIT, Role.READER)))
            found = await one.client.get("/v1/counts", params=asked, headers=_as(log, ("ministry", Role.READER)))

    assert (refused.status_code, hidden.status_code) == (401, 404)
    figure = found.json()["figures"][0]
    assert (figure["value"], figure["by"]["unit"][UNIT]["value"]) == (6, 6)
    assert found.json()["exact"]
