"""Sending files over the upload protocol, into the real object store: in order, out of order, twice, cut, and wrong."""

import asyncio
import hashlib
import secrets

import httpx

from contracts import topics
from contracts.acts import ActEvent
from contracts.base import decode_open
from contracts.media import AssetState
from tests.integration.kit.waiting import eventually
from tests.integration.media.running import PART, SCHOOL, Media, item


async def test_a_file_goes_from_its_grant_to_the_queue_in_parts(media: Media) -> None:
    sent = item(secrets.token_bytes(2 * PART + 7))
    await media.tell(sent)

    begun = await media.begin(sent.grant())
    upload = begun.json()
    pieces = [sent.files[0][1][start : start + PART] for start in range(0, 2 * PART + 7, PART)]
    statuses = [await media.put_part(sent.grant(), upload["upload"], 1 + n, piece) for n, piece in enumerate(pieces)]
    done = await media.complete(sent.grant(), upload["upload"])

    assert (begun.status_code, upload["part_size_bytes"], upload["missing"]) == (201, PART, [1, 2, 3])
    assert statuses == [200] * 3
    assert (done.status_code, done.json()["state"], done.json()["asset_state"]) == (200, "complete", "uploaded")
    awaited = await media.status(sent.asset(), sent.grant())
    assert awaited.status_code == 202
    assert awaited.json()["estimate"]["position"] == 1
    assert awaited.json()["estimate"]["approximate"] is True

    async def said() -> bool:
        states = await media.realm.states_of(sent.submission)
        return [state.assets[0].state for state in states] == [AssetState.AWAITED, AssetState.UPLOADED]

    await eventually(said)


async def test_a_browser_that_starts_again_goes_on_with_the_same_session(media: Media) -> None:
    sent = item(secrets.token_bytes(PART + 1))
    first = (await media.begin(sent.grant())).json()
    await media.put_part(sent.grant(), first["upload"], 1, sent.files[0][1][:PART])

    again = await media.begin(sent.grant(version=1))
    listed = await media.client.get(f"/v1/uploads/{first['upload']}/parts", headers=media.holding(sent.grant()))

    assert again.status_code == 200
    assert again.json()["upload"] == first["upload"]
    assert [part["number"] for part in again.json()["parts"]] == [1]
    assert again.json()["missing"] == [2]
    assert (listed.json()["missing"], listed.json()["parts"][0]["size_bytes"]) == ([2], PART)
    assert await media.put_part(sent.grant(), first["upload"], 2, sent.files[0][1][PART:]) == 200
    assert (await media.complete(sent.grant(), first["upload"])).status_code == 200


async def test_parts_out_of_order_and_twice_make_the_same_file(media: Media) -> None:
    sent = item(secrets.token_bytes(2 * PART + 5))
    body = sent.files[0][1]
    upload = (await media.begin(sent.grant())).json()["upload"]

    for number, piece in ((3, body[2 * PART :]), (1, body[:PART]), (2, bytes(PART)), (2, body[PART : 2 * PART])):
        assert await media.put_part(sent.grant(), upload, number, piece) == 200
    await media.complete(sent.grant(), upload)

    key = f"incoming/{sent.asset()}/1"
    found = await media.parts.objects.get(key)
    assert found is not None
    assert hashlib.sha256(found).hexdigest() == sent.line(0).sha256


async def test_requests_for_missing_parts_may_come_with_the_session(media: Media) -> None:
    sent = item(secrets.token_bytes(2 * PART + 5))
    body = sent.files[0][1]
    headers = media.holding(sent.grant())
    plain = (await media.client.post("/v1/uploads", headers=headers)).json()
    begun = (await media.client.post("/v1/uploads?sign=2", headers=headers)).json()

    assert plain["signed"] == []
    assert [(one["number"], one["size_bytes"]) for one in begun["signed"]] == [(1, PART), (2, PART)]
    async with httpx.AsyncClient(timeout=30) as store:
        for one, piece in zip(begun["signed"], (body[:PART], body[PART : 2 * PART]), strict=True):
            assert (await store.put(one["url"], content=piece[:-1], headers=one["headers"])).status_code == 403
            assert (await store.put(one["url"], content=piece, headers=one["headers"])).status_code == 200
    left = (await media.client.get(f"/v1/uploads/{begun['upload']}?sign=9", headers=headers)).json()
    assert [one["number"] for one in left["signed"]] == left["missing"] == [3]


async def test_completing_again_is_the_same_answer_and_one_job(media: Media) -> None:
    sent = item(secrets.token_bytes(1_000))
    first = await media.send(sent)

    again = await media.complete(sent.grant(), first.json()["upload"])
    begun = await media.begin(sent.grant())

    assert again.status_code == begun.status_code == 200
    assert again.json() == first.json()
    assert begun.json()["state"] == "complete"
    jobs = await media.jobs_of(sent)
    assert len(jobs) == 1


async def test_bytes_may_come_before_their_submission_was_heard(media: Media) -> None:
    sent = item(secrets.token_bytes(2_000), secrets.token_bytes(3_000))
    await media.send(sent, 1)
    silent = await media.realm.states_of(sent.submission)

    await media.tell(sent)

    assert silent == []
    assert await media.state_of(sent, 1) is AssetState.UPLOADED
    assert await media.state_of(sent, 0) is AssetState.AWAITED


async def test_a_part_that_is_too_long_too_short_or_other_bytes_is_refused_by_the_store(media: Media) -> None:
    sent = item(secrets.token_bytes(PART + 10))
    body = sent.files[0][1]
    upload = (await media.begin(sent.grant())).json()["upload"]

    too_long = await media.put_part(sent.grant(), upload, 2, body[PART:] + b"!")
    too_short = await media.put_part(sent.grant(), upload, 2, body[PART:-1])
    other = await media.put_part(sent.grant(), upload, 2, bytes(10), sha256=hashlib.sha256(body[PART:]).hexdigest())
    right = await media.put_part(sent.grant(), upload, 2, body[PART:], sha256=hashlib.sha256(body[PART:]).hexdigest())
    said = await media.sign(sent.grant(), upload, 2, size_bytes=11)
    beyond = await media.sign(sent.grant(), upload, 3)

    assert (too_long, too_short, other, right) == (403, 403, 400, 200)
    assert (said.status_code, said.json()["code"]) == (422, "part_out_of_range")
    assert (beyond.status_code, beyond.json()["facts"]["expected"]) == (422, "1-2")


async def test_what_is_missing_is_named_and_may_still_be_sent(media: Media) -> None:
    sent = item(secrets.token_bytes(PART + 10))
    body = sent.files[0][1]
    upload = (await media.begin(sent.grant())).json()["upload"]
    await media.put_part(sent.grant(), upload, 2, body[PART:])

    refused = await media.complete(sent.grant(), upload)
    await media.put_part(sent.grant(), upload, 1, body[:PART])
    done = await media.complete(sent.grant(), upload)

    assert (refused.status_code, refused.json()["code"]) == (409, "upload_incomplete")
    assert refused.json()["facts"] == {"count": 1, "missing": [1]}
    assert done.status_code == 200


async def test_an_upload_that_is_given_up_is_gone_and_may_begin_anew(media: Media) -> None:
    sent = item(secrets.token_bytes(1_000))
    upload = (await media.begin(sent.grant())).json()["upload"]
    await media.put_part(sent.grant(), upload, 1, sent.files[0][1])

    gone = [await media.client.delete(f"/v1/uploads/{upload}", headers=media.holding(sent.grant())) for _ in range(2)]
    late = await media.complete(sent.grant(), upload)
    await media.sweep()
    left = await media.parts.objects.uploads(f"incoming/{sent.asset()}")
    anew = await media.begin(sent.grant())

    assert [one.status_code for one in gone] == [204, 204]
    assert (late.status_code, late.json()["code"]) == (410, "upload_expired")
    assert left == ()
    assert anew.status_code == 201
    assert anew.json()["upload"] != upload


async def test_two_that_begin_at_once_share_one_session(media: Media) -> None:
    sent = item(secrets.token_bytes(1_000))

    begun = await asyncio.gather(*(media.begin(sent.grant()) for _ in range(5)))

    assert {one.json()["upload"] for one in begun} == {f"{sent.asset()}.1"}
    assert sorted(one.status_code for one in begun) == [200, 200, 200, 200, 201]
    assert len(await media.parts.objects.uploads(f"incoming/{sent.asset()}")) == 1


async def test_a_grant_of_another_file_opens_nothing(media: Media) -> None:
    mine, other = item(secrets.token_bytes(1_000)), item(secrets.token_bytes(1_001))
    upload = (await media.begin(mine.grant())).json()["upload"]

    looked = await media.client.get(f"/v1/uploads/{upload}", headers=media.holding(other.grant()))
    without = await media.client.post("/v1/uploads")
    forged = await media.client.post("/v1/uploads", headers={"X-Weekwire-Grant": "a.b.c"})

    assert looked.status_code == 404
    assert (without.status_code, without.json()["code"]) == (401, "grant_invalid")
    assert forged.json()["code"] == "grant_invalid"


async def test_uploads_and_refusals_are_on_record(media: Media) -> None:
    sent = item(secrets.token_bytes(1_000))
    await media.tell(sent)
    await media.send(sent)
    await media.tell(sent, 2, withdrawn=True, change="withdrawn")

    refused = await media.begin(sent.grant())

    assert (refused.status_code, refused.json()["code"]) == (409, "grant_superseded")

    async def recorded() -> bool:
        records = [decode_open(ActEvent, one.value) for one in await media.realm.said(topics.ACTS["media"])]
        mine = [(one.outcome, one.problem) for one in records if one.object == f"asset:{sent.asset()}"]
        assert all(one.actor == "p-filer" and one.organisation == SCHOOL for one in records)
        return mine == [("done", None), ("refused", "grant_superseded")] or sorted(mine, key=str) == sorted(
            [("done", None), ("refused", "grant_superseded")], key=str
        )

    await eventually(recorded)


async def test_sixty_files_of_one_item_at_once_lose_no_change(media: Media) -> None:
    sent = item(*(secrets.token_bytes(50) for _ in range(60)))
    await media.tell(sent)

    answers = await asyncio.gather(*(media.send(sent, number) for number in range(60)))

    assert {one.status_code for one in answers} == {200}
    stored = await media.parts.records.load(sent.submission)
    assert stored is not None
    assert {held.asset.state for held in stored.record.files} == {AssetState.UPLOADED}

    async def said() -> bool:
        states = await media.realm.states_of(sent.submission)
        return bool(states) and {one.state for one in states[-1].assets} == {AssetState.UPLOADED}

    await eventually(said)
