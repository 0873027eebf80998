"""From bytes to what is shown: verified, shared between items, public while it is featured, closed when it is taken back."""

import io
import secrets
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from contracts import topics
from contracts.featured import FeaturedAsset, FeaturedItem
from contracts.media import AssetState
from contracts.moderation import Act, Decision, DecisionEvent, Standing, State
from contracts.organisations import Role
from contracts.submissions import Kind, Verdict
from deploy.native.servers import Servers
from services.kit.tickets import PressTicket, mint_press
from tests.integration.kit.waiting import eventually
from tests.integration.media.running import (
    CHAIN,
    IN_THE_WEEK,
    OTHER_UNIT,
    SCHOOL,
    UNIT,
    Item,
    Media,
    item,
    provisioned,
    realm_on,
    running_media,
)


@pytest.fixture(scope="module")
async def media(servers: Servers, prefix: str) -> AsyncIterator[Media]:
    """Media that also works on photos."""
    realm = realm_on(servers, prefix, media_photo_workers=1)
    async with provisioned(realm), running_media(realm) as running:
        yield running


def photo() -> bytes:
    """A small photo unlike any other."""
    picture = Image.frombytes("RGB", (96, 64), secrets.token_bytes(96 * 64 * 3)).resize((960, 640))
    body = io.BytesIO()
    picture.save(body, "JPEG", quality=90)
    return body.getvalue()


async def ready(media: Media, sent: Item, number: int = 0) -> None:
    """Send a photo and wait until it is ready."""
    assert (await media.send(sent, number)).status_code == 200
    found = await media.until(sent.asset(number), sent.grant(number), lambda status: status not in {202, 206})
    assert found.status_code == 200, found.text


def featured(sent: Item, revision: int, change: str = "featured", numbers: tuple[int, ...] = (0,)) -> FeaturedItem:
    """What moderation says of a featured item."""
    said: Any = change
    assets = tuple(
        FeaturedAsset(
            asset=sent.asset(number),
            kind="photo",
            media_type="image/jpeg",
            caption="图",
            credit="校",
            usage_terms="",
            consent="not_needed",
        )
        for number in numbers
    )
    return FeaturedItem(
        item=sent.submission,
        revision=revision,
        change=said,
        edition="2024",
        kind=Kind.PHOTO_SET,
        version=1,
        organisation=SCHOOL,
        organisation_name="校",
        unit=UNIT,
        unit_name="省",
        title="题",
        assets=() if change == "withdrawn" else assets,
        featured_at=IN_THE_WEEK,
        changed_at=IN_THE_WEEK,
        reason="unfeatured" if change == "withdrawn" else None,
    )


async def feature(media: Media, sent: Item, revision: int, change: str = "featured") -> None:
    """Say that an item is featured (or no longer), and wait until media has heard."""
    said = featured(sent, revision, change)
    await media.realm.tell(topics.FEATURED, [(str(sent.submission), revision, said)])

    async def heard() -> bool:
        stored = await media.parts.records.load(sent.submission)
        return stored is not None and stored.record.featured >= revision

    await eventually(heard)


async def take_out(media: Media, sent: Item, revision: int, state: State) -> None:
    """Say a standing as moderation would, and wait until media has heard."""
    act = Act.WITHDRAW if state is State.WITHDRAWN else Act.UNDO
    standing = Standing(
        submission=sent.submission,
        edition="2024",
        kind=Kind.PHOTO_SET,
        organisation=SCHOOL,
        unit=UNIT,
        chain=CHAIN,
        state=state,
        version=1,
        level=0,
        obligation=None,
        verdict=Verdict.NOT_OWED,
        received_at=IN_THE_WEEK,
    )
    decision = Decision(
        id=str(revision), act=act, actor="p", organisation=UNIT, level=2, version=1, at=IN_THE_WEEK, rule="r"
    )
    event = DecisionEvent(submission=sent.submission, revision=revision, decision=decision, standing=standing)
    await media.realm.tell(topics.DECISIONS, [(str(sent.submission), revision, event)])

    async def heard() -> bool:
        stored = await media.parts.records.load(sent.submission)
        return stored is not None and stored.record.judged >= revision and not stored.record.touched

    await eventually(heard)


async def link(media: Media, sent: Item, name: str = "w400.webp", number: int = 0, **asked: Any) -> httpx.Response:  # noqa: ANN401 - headers, params.
    """Ask for a rendition."""
    return await media.client.get(f"/v1/media/{sent.asset(number)}/{name}", **asked)


def filer(media: Media) -> dict[str, str]:
    return media.as_("p-filer", (SCHOOL, Role.FILER))


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


async def test_only_a_featured_item_shows_its_files_and_only_until_it_is_no_longer(media: Media) -> None:
    sent = item(photo())
    await media.tell(sent)
    await ready(media, sent)

    before = await link(media, sent)
    await feature(media, sent, 10)
    during = await link(media, sent)
    shown = await media.store.get(during.headers["location"])
    await feature(media, sent, 11, "withdrawn")
    after = await link(media, sent)
    late = await link(media, sent)
    await media.realm.tell(topics.FEATURED, [(str(sent.submission), 10, featured(sent, 10))])

    assert (before.status_code, before.json()["code"]) == (404, "not_found")
    assert (during.status_code, during.headers["cache-control"]) == (302, "public, max-age=5")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(shown.content)).width == 400
    assert after.status_code == late.status_code == 404


async def test_people_of_the_branch_see_what_is_not_public_and_the_original_under_its_own_name(media: Media) -> None:
    sent = item(photo())
    await media.tell(sent)
    await ready(media, sent)
    stranger = media.as_("p-stranger", (OTHER_UNIT, Role.REVIEWER))

    seen = await link(media, sent, headers=filer(media))
    original = await link(media, sent, "original", headers=filer(media))
    whole = await media.store.get(original.headers["location"])
    not_seen = [await link(media, sent, headers=stranger), await link(media, sent, "original")]

    assert (seen.status_code, seen.headers["cache-control"]) == (302, "private, max-age=5")
    assert whole.content == sent.files[0][1]
    disposition = whole.headers["content-disposition"]
    assert unquote(disposition.partition("filename*=UTF-8''")[2]) == sent.files[0][0]
    assert [one.status_code for one in not_seen] == [404, 404]


async def test_full_size_needs_a_press_ticket_for_this_file_while_it_is_public(media: Media) -> None:
    sent, other = item(photo()), item(photo())
    await media.tell(sent)
    await ready(media, sent)
    until = int((IN_THE_WEEK + timedelta(days=1)).timestamp())
    secret = media.realm.settings.ticket_secret.get_secret_value()
    mine = mint_press(PressTicket(sent.asset(), "s-1", until), secret)
    others = mint_press(PressTicket(other.asset(), "s-1", until), secret)

    early = await link(media, sent, "press.jpg", params={"ticket": mine})
    await feature(media, sent, 10)
    with_ticket = await link(media, sent, "press.jpg", params={"ticket": mine})
    saved = await media.store.get(with_ticket.headers["location"])
    refused = [
        await link(media, sent, "press.jpg"),
        await link(media, sent, "press.jpg", params={"ticket": others}),
    ]
    forged = await link(media, sent, "press.jpg", params={"ticket": mine[:-2] + "xx"})

    assert early.status_code == 404
    assert (with_ticket.status_code, with_ticket.headers["cache-control"]) == (302, "private, max-age=5")
    assert "职教活动周-0.jpg" in unquote(saved.headers["content-disposition"])
    assert [one.status_code for one in refused] == [404, 404]
    assert (forged.status_code, forged.json()["code"]) == (401, "grant_invalid")


async def test_a_withdrawal_closes_every_file_and_what_another_item_holds_stays(media: Media) -> None:
    body = photo()
    mine, theirs = item(body), item(body)
    for sent in (mine, theirs):
        await media.tell(sent)
        await ready(media, sent)
        await feature(media, sent, 10)
    media.clock.advance(1)

    await media.tell(mine, 2, withdrawn=True, change="withdrawn")
    closed = await link(media, mine)
    branch = await link(media, mine, headers=filer(media))
    open_still = await link(media, theirs)
    media.clock.advance(media.realm.settings.media_keep_seconds + 1)
    await media.sweep()
    kept = await link(media, theirs)
    shown = await media.store.get(kept.headers["location"])
    await media.tell(theirs, 2, withdrawn=True, change="withdrawn")
    media.clock.advance(media.realm.settings.media_keep_seconds + 1)
    await media.sweep()
    left = await media.parts.objects.keys(f"renditions/{mine.line(0).sha256}/")

    assert (closed.status_code, closed.json()["code"]) == (404, "asset_withdrawn")
    assert branch.json()["code"] == "asset_withdrawn"
    assert open_still.status_code == kept.status_code == 302
    assert shown.status_code == 200
    assert left == []
    assert await media.parts.objects.keys(f"incoming/{mine.asset()}/") == []
    assert await media.parts.objects.keys(f"incoming/{theirs.asset()}/") == []


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


async def test_a_lost_consent_closes_its_photo_alone_and_for_good(media: Media) -> None:
    sent = item(photo(), photo())
    await media.tell(sent)
    for number in (0, 1):
        await ready(media, sent, number)
    said = featured(sent, 10, numbers=(0, 1))
    await media.realm.tell(topics.FEATURED, [(str(sent.submission), 10, said)])

    async def public() -> bool:
        return (await link(media, sent)).status_code == 302

    await eventually(public)
    await media.tell(sent, 2, consents_withdrawn=(sent.line(0).sha256,))
    closed, open_still = await link(media, sent, number=0), await link(media, sent, number=1)
    await media.tell(sent, 3, version=2, change="amended", consents_withdrawn=(sent.line(0).sha256,))
    again = await link(media, sent, number=0, headers=filer(media))
    refused = await media.begin(sent.grant(0, version=2))

    assert closed.json()["code"] == again.json()["code"] == "asset_withdrawn"
    assert open_still.status_code == 302
    assert refused.json()["code"] == "grant_superseded"

    async def told() -> bool:
        states = await media.realm.states_of(sent.submission)
        assets = states[-1].assets
        return [one.state for one in assets] == [AssetState.WITHDRAWN, AssetState.READY] and assets[0].consent_withdrawn

    await eventually(told)


async def test_what_a_reviewer_took_out_by_mistake_comes_back_whole(media: Media) -> None:
    sent = item(photo())
    await media.tell(sent)
    await ready(media, sent)
    await feature(media, sent, 10)

    await take_out(media, sent, 20, State.WITHDRAWN)
    closed = await link(media, sent)
    await take_out(media, sent, 21, State.ACCEPTED)
    back = await link(media, sent)
    blob = await media.parts.blobs.load(sent.line(0).sha256)

    assert closed.json()["code"] == "asset_withdrawn"
    assert back.status_code == 302
    assert blob is not None
    assert blob.holders == (str(sent.submission),)


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


async def test_the_answer_does_not_tell_a_stranger_whether_something_is_there(media: Media) -> None:
    sent = item(photo())
    await media.tell(sent)
    stranger = media.as_("p-stranger", (OTHER_UNIT, Role.REVIEWER))
    for taken_back in (False, True):
        if taken_back:
            await media.tell(sent, 2, withdrawn=True, change="withdrawn")
        for path in ("/v1/media/{0}", "/v1/media/{0}/w400.jpg", "/v1/media/{0}/original", "/v1/submissions/{1}/media"):
            for headers in ({}, stranger, media.holding(item(b"another").grant())):
                theirs = await media.client.get(path.format(sent.asset(), sent.submission), headers=headers)
                nobodys = await media.client.get(path.format(uuid4(), uuid4()), headers=headers)
                assert (theirs.status_code, theirs.json()["code"]) == (nobodys.status_code, nobodys.json()["code"]), (
                    path
                )


async def test_how_far_all_files_are_is_told_to_the_branch_and_to_nobody_else(media: Media) -> None:
    sent = item(photo(), photo())
    await media.tell(sent)
    path = f"/v1/submissions/{sent.submission}/media"

    awaited = await media.client.get(path, headers=media.holding(sent.grant()))
    await ready(media, sent, 0)
    partly = await media.client.get(path, headers=filer(media))
    await ready(media, sent, 1)
    whole = await media.client.get(path, headers=filer(media))
    stranger = await media.client.get(path, headers=media.as_("p-stranger", (OTHER_UNIT, Role.REVIEWER)))
    nobody = await media.client.get(path)

    assert [one.status_code for one in (awaited, partly, whole)] == [202, 206, 200]
    assert [one["asset"]["name"] for one in whole.json()["files"]] == [name for name, _ in sent.files]
    assert (stranger.status_code, nobody.status_code) == (404, 401)


async def test_a_file_that_a_newer_version_leaves_out_is_closed_and_one_it_keeps_is_not_sent_again(
    media: Media,
) -> None:
    sent = item(photo(), photo())
    await media.tell(sent)
    await ready(media, sent, 0)
    upload = (await media.begin(sent.grant(1))).json()["upload"]

    await media.tell(sent, 2, version=2, change="amended", manifest=sent.lines()[:1])
    kept = await media.status(sent.asset(0), sent.grant(0, version=2))
    refused = [await media.begin(sent.grant(1)), await media.complete(sent.grant(1), upload)]
    await media.sweep()

    assert kept.status_code == 200
    assert {one.json()["code"] for one in refused} == {"grant_superseded"}
    assert await media.parts.objects.uploads(f"incoming/{sent.asset(1)}") == ()


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
