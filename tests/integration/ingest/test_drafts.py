"""Drafts over HTTP: anything is saved, nothing is overwritten unseen, and only the own organisation sees it."""

from typing import Any
from uuid import UUID, uuid4

from httpx import Response

from contracts import topics
from contracts.organisations import Role
from deploy.native.servers import Servers
from tests.integration.ingest.running import (
    CITY,
    OTHER_UNIT,
    SCHOOL,
    Ingest,
    provisioned,
    realm_on,
    running_ingest,
    shown,
)


def draft(title: str = "草稿", **form: Any) -> dict[str, Any]:  # noqa: ANN401 - a draft takes anything.
    return {"organisation": SCHOOL, "title": title, "form": form or {"content": {"title": 7, "half": None}}}


async def save(
    ingest: Ingest, name: UUID, body: dict[str, Any], etag: str | None = None, who: dict[str, str] | None = None
) -> Response:
    headers = dict(who or ingest.school_filer())
    if etag is not None:
        headers["If-Match"] = f'"{etag}"'
    return await ingest.client.put(f"/v1/drafts/{name}", json=body, headers=headers)


async def test_anything_is_saved_and_given_back_as_it_was(ingest: Ingest) -> None:
    name = uuid4()
    ingest.clock.advance(0.000_456)

    first = await save(ingest, name, draft())
    again = await save(ingest, name, draft())
    held = await ingest.get(f"/v1/drafts/{name}")

    assert (first.status_code, again.status_code) == (201, 200), shown(first)
    assert again.json() == first.json() == held.json()
    assert held.json()["form"] == {"content": {"title": 7, "half": None}}
    assert held.headers["etag"] == first.headers["etag"] == again.headers["etag"]


async def test_a_save_with_the_etag_replaces_and_its_lost_reply_is_settled(ingest: Ingest) -> None:
    name = uuid4()
    etag = (await save(ingest, name, draft())).json()["etag"]

    second = await save(ingest, name, draft(step=2), etag)
    repeated = await save(ingest, name, draft(step=2), etag)

    assert (second.status_code, repeated.status_code) == (200, 200)
    assert repeated.json()["etag"] == second.json()["etag"] != etag


async def test_what_somebody_else_saved_is_not_overwritten_unseen(ingest: Ingest) -> None:
    name = uuid4()
    etag = (await save(ingest, name, draft())).json()["etag"]
    colleague = ingest.as_("p-colleague", (SCHOOL, Role.FILER))
    newer = (await save(ingest, name, draft(by="colleague"), etag, colleague)).json()["etag"]

    overtaken = await save(ingest, name, draft(by="me"), etag)
    blind = await save(ingest, name, draft(by="me"))

    assert (overtaken.status_code, overtaken.json()["code"]) == (409, "draft_changed")
    assert overtaken.json()["facts"]["etag"] == newer
    assert blind.status_code == 409


async def test_a_draft_is_deleted_once_and_gone_is_no_error(ingest: Ingest) -> None:
    name = uuid4()
    etag = (await save(ingest, name, draft())).json()["etag"]
    path, headers = f"/v1/drafts/{name}", ingest.school_filer()

    wrong = await ingest.client.delete(path, headers=headers | {"If-Match": '"nope"'})
    first = await ingest.client.delete(path, headers=headers | {"If-Match": f'"{etag}"'})
    again = await ingest.client.delete(path, headers=headers)

    assert [wrong.status_code, first.status_code, again.status_code] == [409, 204, 204]
    assert (await ingest.get(path)).status_code == 404
    assert (await save(ingest, name, draft(), etag)).status_code == 404


async def test_drafts_of_others_are_not_there(ingest: Ingest) -> None:
    name = uuid4()
    await save(ingest, name, draft())
    stranger = ingest.as_("p-stranger", (OTHER_UNIT, Role.FILER))
    reader = ingest.as_("p-reader", (SCHOOL, Role.READER))
    city = ingest.as_("p-city", (CITY, Role.FILER))

    for who in (stranger, reader, city):
        assert (await ingest.get(f"/v1/drafts/{name}", who)).status_code == 404
        assert (await ingest.client.delete(f"/v1/drafts/{name}", headers=who)).status_code == 404
        assert str(name) not in (await ingest.get("/v1/drafts", who)).text
    theirs = {"organisation": OTHER_UNIT, "form": {}}
    assert (await save(ingest, name, theirs, who=stranger)).json()["code"] == "id_taken"
    assert (await save(ingest, uuid4(), draft(), who=stranger)).json()["code"] == "forbidden"
    assert (await save(ingest, uuid4(), {"organisation": "nobody", "form": {}})).json()[
        "code"
    ] == "unknown_organisation"


async def test_a_draft_made_for_a_school_is_seen_by_both(ingest: Ingest) -> None:
    name = uuid4()
    city = ingest.as_("p-city", (CITY, Role.FILER))

    saved = await save(ingest, name, draft(), who=city)

    assert saved.status_code == 201
    assert (await ingest.get(f"/v1/drafts/{name}", city)).status_code == 200
    assert (await ingest.get(f"/v1/drafts/{name}")).status_code == 200


async def test_the_list_of_drafts_goes_on_where_it_was(ingest: Ingest) -> None:
    names = [uuid4() for _ in range(5)]
    who = ingest.as_("p-lister", (CITY, Role.FILER))
    for name in names:
        await save(ingest, name, {"organisation": CITY, "form": {}}, who=who)
        ingest.clock.advance(1)

    seen: list[str] = []
    path = "/v1/drafts?limit=2"
    while path:
        page = (await ingest.get(path, who)).json()
        seen += [one["draft"] for one in page["items"]]
        path = f"/v1/drafts?limit=2&cursor={page['next']}" if page["next"] else ""

    assert [one for one in seen if UUID(one) in names] == [str(name) for name in reversed(names)]
    assert len(seen) == len(set(seen))


async def test_a_draft_too_large_is_refused_and_drafts_are_no_news(ingest: Ingest) -> None:
    before = len(await ingest.realm.said(topics.SUBMISSIONS))

    answer = await save(ingest, uuid4(), draft(text="字" * 200_000))
    await save(ingest, uuid4(), draft())

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert len(await ingest.realm.said(topics.SUBMISSIONS)) == before


async def test_an_organisation_keeps_so_many_drafts_and_no_more(servers: Servers, prefix: str) -> None:
    realm = realm_on(servers, prefix, ingest_drafts_per_organisation=2)
    async with provisioned(realm), running_ingest(realm) as own:
        names = [uuid4() for _ in range(3)]
        saved = [await save(own, name, draft()) for name in names]
        replaced = await save(own, names[0], draft(step=2), saved[0].json()["etag"])
        await own.client.delete(f"/v1/drafts/{names[1]}", headers=own.school_filer())
        after = await save(own, names[2], draft())

    assert [one.status_code for one in saved] == [201, 201, 429]
    assert (saved[2].json()["code"], saved[2].json()["facts"]) == ("too_many_drafts", {"limit": 2})
    assert (replaced.status_code, after.status_code) == (200, 201)
