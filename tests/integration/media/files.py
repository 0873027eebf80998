"""Photos on their way through media, and what moderation says of the items that they belong to."""

import io
import secrets
from typing import Any

import httpx
from PIL import Image

from contracts import topics
from contracts.featured import FeaturedItem
from contracts.moderation import Act, Decision, DecisionEvent, Standing, State
from contracts.organisations import Role
from contracts.submissions import Kind, Verdict
from tests.integration.kit.waiting import eventually
from tests.integration.media.running import CHAIN, IN_THE_WEEK, SCHOOL, UNIT, Item, Media
from tests.unit.media.making import featured_item


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
    return featured_item(sent.submission, revision, [sent.asset(number) for number in numbers], change)


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
    """The school's filer."""
    return media.as_("p-filer", (SCHOOL, Role.FILER))
