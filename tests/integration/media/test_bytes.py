"""What becomes of bytes: made into what is shown, kept once, refused in plain words, and never sent twice."""

from urllib.parse import unquote
from uuid import uuid4

from tests.integration.kit.waiting import eventually
from tests.integration.media.files import filer, link, photo, ready
from tests.integration.media.running import (
    Item,
    Media,
    item,
)

PHOTO_WORKERS = 1


async def test_a_photo_becomes_ready_with_what_is_made_of_it(media: Media) -> None:
    sent = item(photo())
    await media.tell(sent)
    await ready(media, sent)

    states = await media.realm.states_of(sent.submission)

    async def said() -> bool:
        states[:] = await media.realm.states_of(sent.submission)
        return states[-1].complete

    await eventually(said)
    asset = states[-1].assets[0]
    names = {one.name for one in asset.renditions}
    assert {"w400.jpg", "w400.webp", "w1600.jpg", "w1600.webp", "press.jpg"} <= names
    assert (asset.media_type, asset.width, asset.height) == ("image/jpeg", 960, 640)
    assert len(asset.perceptual_hash or "") == 64
    assert [state.revision for state in states] == sorted({state.revision for state in states})


async def test_the_same_bytes_lie_in_the_object_store_once(media: Media) -> None:
    body = photo()
    first, second = item(body), item(body)
    for sent in (first, second):
        await media.tell(sent)
        await ready(media, sent)

    async def one_copy() -> bool:
        await media.sweep()
        keys = [await media.parts.objects.keys(f"incoming/{sent.asset()}/") for sent in (first, second)]
        return [len(found) for found in keys] == [1, 0]

    await eventually(one_copy)
    original = await link(media, second, "original", headers=filer(media))
    assert (await media.store.get(original.headers["location"])).content == body


async def test_bytes_that_are_no_photo_fail_in_plain_words_and_other_bytes_may_be_sent_again(media: Media) -> None:
    sent = item(b"<svg onload=alert(1)>" * 100, photo())
    await media.tell(sent)
    await media.send(sent, 0)
    wrong = await media.until(sent.asset(0), sent.grant(0), lambda status: status == 422)
    upload = (await media.begin(sent.grant(1))).json()
    await media.put_part(sent.grant(1), upload["upload"], 1, bytes(len(sent.files[1][1])))
    await media.complete(sent.grant(1), upload["upload"])
    other = await media.until(sent.asset(1), sent.grant(1), lambda status: status == 422)
    together = await media.client.get(f"/v1/submissions/{sent.submission}/media", headers=filer(media))
    hopeless = await media.begin(sent.grant(0))
    await ready(media, sent, 1)
    at_last = await media.client.get(f"/v1/submissions/{sent.submission}/media", headers=filer(media))

    assert wrong.headers["content-type"] == "application/problem+json"
    assert (wrong.json()["code"], wrong.json()["retry_helps"]) == ("type_not_allowed", False)
    assert wrong.json()["detail_zh"]
    assert (other.json()["code"], other.json()["retry_helps"]) == ("hash_differs", True)
    assert together.status_code == 422
    assert [one["trouble"]["retry_helps"] for one in together.json()["files"]] == [False, True]
    assert (hopeless.status_code, hopeless.json()["code"]) == (422, "type_not_allowed")
    assert [one["asset"]["state"] for one in at_last.json()["files"]] == ["failed", "ready"]


async def test_a_mark_that_a_newer_version_adds_is_made_without_sending_the_photo_again(media: Media) -> None:
    sent = item(photo())
    await media.tell(sent)
    await ready(media, sent)
    before = await media.parts.records.load(sent.submission)

    marked = (sent.line(0).model_copy(update={"ai_generated": True}),)
    await media.tell(sent, 2, version=2, change="amended", manifest=marked)
    found = await media.until(sent.asset(), sent.grant(version=2), lambda status: status == 200)
    after = await media.parts.records.load(sent.submission)

    assert found.json()["asset"]["ai_generated"] is True
    assert before is not None
    assert after is not None
    assert before.record.files[0].original == after.record.files[0].original
    assert after.record.files[0].recipe == f"{before.record.files[0].recipe}-ai"
    assert (await link(media, sent, headers=filer(media))).status_code == 302


async def test_two_files_of_one_item_with_one_name_keep_their_names_and_their_bytes(media: Media) -> None:
    bodies = (photo(), photo())
    sent = Item(uuid4(), tuple(("活动 现场 “①”.jpg", body) for body in bodies))
    await media.tell(sent)
    for number in (0, 1):
        await ready(media, sent, number)

    for number, body in enumerate(bodies):
        answer = await link(media, sent, "original", number, headers=filer(media))
        saved = await media.store.get(answer.headers["location"])
        assert saved.content == body
        assert unquote(saved.headers["content-disposition"].partition("filename*=UTF-8''")[2]) == sent.files[number][0]
