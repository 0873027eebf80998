"""What happened elsewhere is in the inbox of whom it concerns, once, and in the letter of who wants letters."""

from datetime import timedelta
from uuid import UUID, uuid4

from contracts import topics
from contracts.base import Contract
from contracts.media import AssetState
from contracts.moderation import Act, State
from contracts.organisations import Role
from contracts.topics import Topic
from services.kit.clock import milliseconds
from tests.integration.kit.letters import MailServer, text_of
from tests.integration.notification.running import Notification, address_of, until
from tests.unit.notification.builders import (
    NOW,
    SCHOOL,
    decided,
    featured,
    files,
    person,
    returned,
    said,
    used,
)


async def tell(service: Notification, topic: Topic, item: UUID, *states: Contract) -> None:
    await service.realm.tell(topic, *((str(item), state) for state in states))


async def test_a_return_is_in_the_filers_inbox_and_in_one_letter_to_each(
    notification: Notification, mail: MailServer
) -> None:
    item = uuid4()
    await tell(notification, topics.SUBMISSIONS, item, said(submission=item))
    await tell(notification, topics.DECISIONS, item, returned(submission=item), returned(submission=item))
    await notification.has_told("p-school-1", "returned")
    await notification.has_told("p-school-2", "returned")

    await notification.send_all()
    await notification.send_all()

    (letter,) = [one for one in mail.to(address_of("p-school-1")) if "已退回" in one["Subject"]]
    assert "人次小于人数" in text_of(letter)
    assert f"/reports/{item}" in text_of(letter)
    (english,) = [one for one in mail.to(address_of("p-school-2")) if "Returned" in one["Subject"]]
    assert english["Message-ID"] != letter["Message-ID"]
    assert not mail.to(address_of("p-gone"))
    assert (await notification.kinds("p-school-1")).count("returned") == 1


async def test_a_decision_that_comes_before_its_submission_is_told_when_that_comes(notification: Notification) -> None:
    item = uuid4()
    await tell(notification, topics.DECISIONS, item, decided(Act.REFUSE, State.REFUSED, submission=item, reason="重复"))
    early = notification.made.reports

    async def waits() -> bool:
        return bool([entry async for entry in early.early(str(item))])

    await until(waits)
    await tell(notification, topics.SUBMISSIONS, item, said(submission=item))

    await notification.has_told("p-school-1", "refused")

    async def nothing_waits() -> bool:
        return not await waits()

    await until(nothing_waits)


async def test_what_arrives_at_a_desk_is_one_notice_an_hour_with_its_count(notification: Notification) -> None:
    items = [uuid4() for _ in range(3)]
    for item in items:
        await tell(notification, topics.SUBMISSIONS, item, said(submission=item))
        event = decided(Act.RECEIVE, submission=item, actor="p-school-1", organisation=SCHOOL)
        await tell(notification, topics.DECISIONS, item, event, event)

    async def all_there() -> dict[str, object] | None:
        found = [one for one in (await notification.inbox("p-city"))["notices"] if one["kind"] == "queue"]
        return found[0] if found and found[0]["facts"]["count"] == 3 else None

    found = await until(all_there)
    assert found is not None
    assert found["title_zh"] == "有 3 项新的待审材料"
    assert found["place"] == "/review"
    assert (await notification.kinds("p-city")).count("queue") == 1


async def test_files_features_recalls_and_uses_reach_the_filers(notification: Notification) -> None:
    item = uuid4()
    await tell(notification, topics.SUBMISSIONS, item, said(submission=item))
    await tell(notification, topics.MEDIA, item, files(AssetState.FAILED, submission=item))
    await tell(
        notification,
        topics.FEATURED,
        item,
        featured(item=item),
        featured(item=item, change="withdrawn", reason="withdrawn", revision=milliseconds(NOW) + 1),
    )
    await tell(notification, topics.DELIVERIES, item, used(item=item, delivery=f"daily:{item}"))

    await notification.has_told("p-school-1", "files_failed", "featured", "recalled", "used")


async def test_who_acts_is_not_told_of_its_own_act(notification: Notification) -> None:
    item = uuid4()
    own = said(submission=item, filed_by="p-school-2")
    await tell(notification, topics.SUBMISSIONS, item, own)
    withdrawn = decided(Act.WITHDRAW, State.WITHDRAWN, submission=item, actor="p-school-1", organisation=SCHOOL)
    await tell(notification, topics.DECISIONS, item, withdrawn)

    await notification.has_told("p-school-2", "withdrawn")
    assert "withdrawn" not in await notification.kinds("p-school-1")


async def test_what_is_old_when_it_is_heard_comes_into_the_inbox_and_by_no_letter(
    notification: Notification, mail: MailServer
) -> None:
    item, before = uuid4(), len(mail.kept)
    old = NOW - timedelta(days=2)
    await tell(notification, topics.SUBMISSIONS, item, said(submission=item, content=_titled("两天以前")))
    await tell(notification, topics.DECISIONS, item, returned(submission=item, at=old, revision=milliseconds(old)))

    async def told() -> bool:
        return any("两天以前" in one["title_zh"] for one in (await notification.inbox("p-school-1"))["notices"])

    await until(told)
    await notification.send_all()
    assert not [one for one in mail.kept[before:] if "两天以前" in text_of(one)]


async def test_reading_counts_down_and_nobody_reads_anothers(notification: Notification) -> None:
    first = await notification.inbox("p-school-1", limit=1)
    header = notification.as_("p-school-1", SCHOOL)
    other = notification.as_("p-school-2", SCHOOL)

    await notification.client.post("/v1/notices/read", json={"notices": [first["notices"][0]["notice"]]}, headers=other)
    untouched = await notification.inbox("p-school-1", limit=1)
    read = await notification.client.post(
        "/v1/notices/read", json={"notices": [first["notices"][0]["notice"]]}, headers=header
    )
    rest = await notification.client.post("/v1/notices/read", json={"until": NOW.isoformat()}, headers=header)
    count = await notification.client.get("/v1/notices/unread", headers=header)

    assert untouched["unread"] == first["unread"] > 1
    assert read.json() == {"marked": 1, "unread": first["unread"] - 1}
    assert rest.json()["unread"] == count.json()["unread"] == 0
    assert (await notification.inbox("p-school-1", unread=True))["notices"] == []


async def test_an_inbox_is_read_page_by_page_and_by_group(notification: Notification) -> None:
    whole = [one["notice"] for one in (await notification.inbox("p-school-1", limit=100))["notices"]]
    paged: list[str] = []
    page = await notification.inbox("p-school-1", limit=2)
    while True:
        paged += [one["notice"] for one in page["notices"]]
        if page["next"] is None:
            break
        page = await notification.inbox("p-school-1", limit=2, cursor=page["next"])
    group = await notification.inbox("p-school-1", group="featured", limit=100)

    assert paged == whole
    assert {one["group"] for one in group["notices"]} == {"featured"}


async def test_whoever_leaves_is_forgotten_and_told_nothing_more(notification: Notification) -> None:
    leaver, item = person("p-leaver", SCHOOL, Role.FILER), uuid4()
    await notification.realm.tell(topics.PEOPLE, ("p-leaver", leaver))

    async def known() -> bool:
        return "p-leaver" in notification.made.view.people

    await until(known)
    await tell(notification, topics.SUBMISSIONS, item, said(submission=item))
    await tell(notification, topics.DECISIONS, item, returned(submission=item))
    await notification.has_told("p-leaver", "returned")
    closed = leaver.model_copy(update={"revision": 2, "closed": True})
    await notification.realm.tell(topics.PEOPLE, ("p-leaver", closed))

    async def forgotten() -> bool:
        collection = notification.made.mongo.collection("notices")
        return await collection.find_one({"person": "p-leaver"}) is None

    await until(forgotten)
    assert await notification.made.lanes.letter("notice.p-leaver.1") is None


def _titled(title: str) -> object:
    return said().content.model_copy(update={"title": title})
