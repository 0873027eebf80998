"""Who sees which files: everybody those of a featured item, the branch its own, newsrooms full size, and a stranger nothing."""

import io
from datetime import timedelta
from urllib.parse import unquote
from uuid import uuid4

from PIL import Image

from contracts import topics
from contracts.organisations import Role
from services.kit.tickets import PressTicket, mint_press
from tests.integration.media.files import feature, featured, filer, link, photo, ready
from tests.integration.media.running import (
    IN_THE_WEEK,
    OTHER_UNIT,
    Media,
    item,
)

PHOTO_WORKERS = 1


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
