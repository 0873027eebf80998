"""Moves: everything below follows, also when the service dies in the middle of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from contracts.organisations import MINISTRY, Organisation, OrganisationKind, Role, SchoolType
from deploy.native.servers import Servers
from deploy.native.supervisor import Supervisor
from services.directory.commands import seed_into
from services.directory.domain.tree import derive, place
from services.directory.operations.trees import Tree
from services.directory.seed.people import person_id
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.kit.clock import SystemClock
from services.kit.mongo import Mongo
from tests.integration.directory.running import PASSWORD, Directory, following, provisioned, settings_on
from tests.integration.kit.waiting import eventually

SCHOOLS = 400


async def state_of(directory: Directory, organisation: str) -> dict[str, Any]:
    answer = await directory.get(f"/v1/organisations/{organisation}", await directory.as_(MINISTRY, Role.MANAGER))
    state: dict[str, Any] = answer.json()
    return state


async def move(directory: Directory, organisation: str, parent: str, who: dict[str, str]) -> httpx.Response:
    revision = (await state_of(directory, organisation))["revision"]
    body = {"parent": parent, "revision": revision}
    return await directory.post(f"/v1/organisations/{organisation}/move", body, who)


async def test_everything_below_follows_and_every_service_hears_of_it(directory: Directory) -> None:
    ministry = await directory.as_(MINISTRY, Role.MANAGER)
    async with following(directory.settings) as view:
        branch = [one for one in view.organisations.values() if "411500" in one.path]
        assert {"411522", "s-xinyang-zhiye-jishu"} < {one.organisation for one in branch}

        answer = await move(directory, "411500", "420000", ministry)

        assert answer.status_code == 200, answer.text
        assert (answer.json()["path"], answer.json()["unit"]) == (["ministry", "420000", "411500"], "420000")
        county = await state_of(directory, "411522")
        assert county["chain"] == ["411522", "411500", "420000"]

        def heard() -> bool:
            below = [one for one in view.organisations.values() if "411500" in one.path]
            return len(below) == len(branch) and all(one.unit == one.chain[-1] == "420000" for one in below)

        await eventually(heard)


async def test_a_move_needs_rights_on_both_sides(directory: Directory) -> None:
    one_side = await directory.as_("440000", Role.MANAGER)

    refused = await move(directory, "440600", "450000", one_side)

    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert (await state_of(directory, "440600"))["parent"] == "440000"


async def test_nothing_moves_where_it_cannot_stand(directory: Directory) -> None:
    ministry = await directory.as_(MINISTRY, Role.MANAGER)

    into_itself = await move(directory, "330700", "330782", ministry)
    nowhere = await move(directory, "330700", "999999", ministry)

    assert into_itself.json()["code"] == "wrong_parent"
    assert nowhere.json()["code"] == "unknown_organisation"


async def test_the_same_move_again_changes_nothing(directory: Directory) -> None:
    ministry = await directory.as_(MINISTRY, Role.MANAGER)
    body = {"parent": "140000", "revision": (await state_of(directory, "130200"))["revision"]}

    first = await directory.post("/v1/organisations/130200/move", body, ministry)
    again = await directory.post("/v1/organisations/130200/move", body, ministry)

    assert first.status_code == 200
    assert again.json() == first.json()


async def test_moves_at_once_leave_a_tree_that_stands_as_its_parents_say(directory: Directory) -> None:
    ministry = await directory.as_(MINISTRY, Role.MANAGER)
    counties = ("350102", "350582")
    cities = ("350500", "350100")

    answers = await asyncio.gather(
        *(move(directory, county, city, ministry) for county, city in zip(counties, cities, strict=True)),
        move(directory, "350100", "360000", ministry),
        move(directory, "350500", "360000", ministry),
    )

    assert all(answer.status_code in {200, 409} for answer in answers), [answer.text for answer in answers]
    async with database_of(directory.settings) as database:
        derived = derive([one.state async for one in database.organisations.every()])
    assert (derived.stale, derived.unreachable) == ((), ())


@asynccontextmanager
async def database_of(settings: DirectorySettings) -> AsyncIterator[Database]:
    """The directory's own stores, looked at from the test."""
    mongo = Mongo.connect(settings, "directory")
    try:
        yield Database(mongo, None)
    finally:
        mongo.close()


async def big_city(database: Database) -> None:
    """A city of Zhejiang with many schools, as if they had always been there."""
    province = await database.organisations.find("330000")
    assert province is not None
    city = _made("331000", OrganisationKind.CITY, province.state, None)
    schools = [
        _made(f"s-viele-{number}", OrganisationKind.SCHOOL, city, SchoolType.SECONDARY) for number in range(SCHOOLS)
    ]
    await database.organisations.insert_many((one.organisation, 1, one, {}, ()) for one in (city, *schools))


def _made(name: str, kind: OrganisationKind, parent: Organisation, school_type: SchoolType | None) -> Organisation:
    placing = place(name, kind, school_type, parent)
    return Organisation(
        organisation=name,
        revision=1,
        kind=kind,
        name=name,
        short_name=name,
        parent=parent.organisation,
        path=placing.path,
        chain=placing.chain,
        unit=placing.unit,
        school_type=school_type,
        gb2260=name if kind is OrganisationKind.CITY else None,
    )


async def moved_schools(database: Database) -> int:
    return await database.organisations.count({"state.parent": "331000", "state.unit": "340000"})


async def test_a_move_that_was_killed_in_the_middle_is_completed_by_the_next_start(
    servers: Servers, prefix: str
) -> None:
    async with provisioned(settings_on(servers, prefix, directory_tree_check_seconds=1)) as settings:
        await seed_into(settings, SystemClock())
        async with database_of(settings) as database:
            await big_city(database)
            given = {f"WEEKWIRE_{name.upper()}": str(getattr(settings, name)) for name in PASSED_ON}
            with Supervisor(servers.environment() | given).running() as services:
                address = (await asyncio.to_thread(_started, services)).address
                async with httpx.AsyncClient(base_url=address, timeout=60) as client:
                    moving = asyncio.create_task(_move_big_city(client))
                    await eventually(lambda: _reached(database, 20))
                    await asyncio.to_thread(services.kill, "directory")
                    with pytest.raises(httpx.TransportError):
                        await moving
                half = await moved_schools(database)
                assert 0 < half < SCHOOLS

                services.start_again("directory")
                await asyncio.to_thread(services.wait_ready, "directory")

                await eventually(lambda: _reached(database, SCHOOLS))
                derived = derive([one.state async for one in database.organisations.every()])
                assert (derived.stale, derived.unreachable) == ((), ())
                async with following(settings) as view:
                    await eventually(lambda: len(_below(view.organisations.values())) == SCHOOLS)


PASSED_ON = ("prefix", "partitions", "directory_hash_time_cost", "directory_hash_memory_kib", "relay_sweep_seconds")


def _started(services: Supervisor) -> Any:  # noqa: ANN401 - the supervisor's own record.
    services.start("directory")
    return services.wait_ready("directory")


async def _move_big_city(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/sessions", json={"name": person_id(MINISTRY, Role.MANAGER), "password": PASSWORD})
    who = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    await client.post("/v1/organisations/331000/move", json={"parent": "340000", "revision": 1}, headers=who)


async def _reached(database: Database, count: int) -> bool:
    return await moved_schools(database) >= count


def _below(organisations: Any) -> list[Organisation]:  # noqa: ANN401 - any view of organisations.
    return [one for one in organisations if one.parent == "331000" and one.unit == "340000"]


async def test_a_check_of_the_tree_finds_nothing_to_do_when_all_is_well(directory: Directory) -> None:
    async with database_of(directory.settings) as database:
        assert await Tree(database, directory.clock).check() == 0
