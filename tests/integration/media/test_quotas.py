"""What an organisation may send in an edition: seen by its branch before the first byte, and never passed."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

import pytest

from contracts import topics
from contracts.editions import shipped_editions
from contracts.organisations import Organisation, OrganisationKind, Role
from deploy.native.servers import Servers
from services.media.domain.sessions import SessionState
from services.media.store.documents import StoredSession
from tests.integration.kit.waiting import eventually
from tests.integration.media.running import SCHOOL, Media, item, provisioned, realm_on, running_media

QUOTA_BYTES = 12_000_000


@pytest.fixture(scope="module")
async def media(servers: Servers, prefix: str) -> AsyncIterator[Media]:
    realm = realm_on(servers, prefix)
    limits = {"media_bytes_per_organisation": QUOTA_BYTES}
    realm.editions = tuple(
        one.model_copy(update={"limits": one.limits.model_copy(update=limits)}) for one in shipped_editions()
    )
    async with provisioned(realm), running_media(realm) as running:
        yield running


@pytest.fixture(autouse=True)
async def _room(media: Media) -> AsyncIterator[None]:
    """Every test begins with the whole quota."""
    yield
    async for document in media.parts.uploads._collection.find({"alive": True}):
        await media.parts.sessions.end(UUID(document["_id"]), SessionState.ABORTED)


async def test_an_organisation_sends_no_more_than_its_quota_and_sees_what_is_left(media: Media) -> None:
    large, small = item(secrets.token_bytes(QUOTA_BYTES - 1_000)), item(secrets.token_bytes(2_000))
    await media.parts.quotas.refresh()
    begun = await media.begin(large.grant())
    again = await media.begin(large.grant())

    refused = await media.begin(small.grant())
    await media.client.delete(f"/v1/uploads/{begun.json()['upload']}", headers=media.holding(large.grant()))
    taken = await media.begin(small.grant())
    await media.parts.quotas.refresh()

    assert begun.json()["quota"] == {
        "used_bytes": QUOTA_BYTES - 1_000,
        "limit_bytes": QUOTA_BYTES,
        "remaining_bytes": 1_000,
    }
    assert again.json()["quota"] == begun.json()["quota"]
    assert (refused.status_code, refused.json()["code"]) == (413, "media_quota_exceeded")
    assert refused.json()["facts"]["remaining"] == 1_000
    assert taken.status_code == 201
    assert media.parts.quotas.used_bytes(SCHOOL, "2024") == 2_000


async def test_what_is_left_of_a_quota_is_seen_before_the_first_byte_by_the_branch_alone(media: Media) -> None:
    await media.parts.quotas.refresh()
    school = Organisation(
        organisation=SCHOOL,
        revision=1,
        kind=OrganisationKind.SCHOOL,
        name="学校",
        short_name="学校",
        parent="330600",
        path=("ministry", "330000", "330600", SCHOOL),
        chain=(SCHOOL, "330600", "330000"),
        unit="330000",
    )
    await media.realm.tell(topics.ORGANISATIONS, [(SCHOOL, 1, school)])
    await media.begin(item(secrets.token_bytes(2_000)).grant())
    path = f"/v1/quotas/2024/{SCHOOL}"

    async def known() -> bool:
        return (await media.client.get(path, headers=media.as_("p-filer", (SCHOOL, Role.FILER)))).status_code == 200

    await eventually(known)
    filer = await media.client.get(path, headers=media.as_("p-filer", (SCHOOL, Role.FILER)))
    asked = {
        "city": media.as_("p-city", ("330600", Role.REVIEWER)),
        "elsewhere": media.as_("p-else", ("510000", Role.REVIEWER)),
        "administrator": media.as_("p-a", ("ministry", Role.SYSTEM_ADMINISTRATOR)),
        "nobody": {},
    }
    statuses = {name: (await media.client.get(path, headers=who)).status_code for name, who in asked.items()}

    assert filer.json() == {
        "used_bytes": 2_000,
        "limit_bytes": QUOTA_BYTES,
        "remaining_bytes": QUOTA_BYTES - 2_000,
    }
    assert statuses == {"city": 200, "elsewhere": 404, "administrator": 404, "nobody": 401}


async def test_many_that_begin_at_once_pass_no_quota_and_one_file_that_begins_twice_counts_once(media: Media) -> None:
    await media.parts.quotas.refresh()
    grants = [replace(item(secrets.token_bytes(20)).grant(), size_bytes=QUOTA_BYTES // 2) for _ in range(6)]

    begun = await asyncio.gather(*(media.begin(grant) for grant in grants * 2))

    statuses = [{first.status_code, again.status_code} for first, again in zip(begun[:6], begun[6:], strict=True)]
    assert sorted(map(sorted, statuses)) == [[200, 201]] * 2 + [[413]] * 4


async def test_a_file_that_begins_twice_is_not_refused_for_its_own_bytes(
    media: Media, monkeypatch: pytest.MonkeyPatch
) -> None:
    await media.parts.quotas.refresh()
    whole = replace(item(secrets.token_bytes(20)).grant(), size_bytes=QUOTA_BYTES)
    load, faster = media.parts.uploads.load, []

    async def overtaken(asset: UUID) -> StoredSession | None:
        found = await load(asset)
        monkeypatch.undo()
        faster.append(await media.begin(whole))
        return found

    monkeypatch.setattr(media.parts.uploads, "load", overtaken)
    again = await media.begin(whole)

    assert [one.status_code for one in (*faster, again)] == [201, 200], again.text
    assert again.json()["upload"] == faster[0].json()["upload"]
