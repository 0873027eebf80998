"""What closes files: a withdrawal, a lost consent, a newer version without them; and what opens them again."""

from contracts import topics
from contracts.media import AssetState
from contracts.moderation import State
from tests.integration.kit.waiting import eventually
from tests.integration.media.files import feature, featured, filer, link, photo, ready, take_out
from tests.integration.media.running import (
    Media,
    item,
)

PHOTO_WORKERS = 1


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
