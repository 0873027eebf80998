"""Whoever returned an item finds its mended version in the inbox and in the digest, once, in whatever order it was heard."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from contracts import topics
from contracts.moderation import Act, DecisionEvent
from contracts.organisations import MINISTRY, Role
from services.kit.clock import milliseconds
from services.notification.domain.events import report_of
from tests.integration.kit.letters import MailServer, text_of
from tests.integration.notification.running import Notification, address_of, until
from tests.unit.notification.builders import CITY, NOW, PROVINCE, SCHOOL, decided, person, returned, said

REVIEWER, COLLEAGUE = "p-returns", "p-beside"
LAST = count(1_000)


def later(item: UUID, act: Act, steps: int = 1, **changes: Any) -> DecisionEvent:  # noqa: ANN401 - any field.
    """What follows on the return, some milliseconds after it."""
    if act is Act.NEW_VERSION:
        changes = {"actor": "p-school-1", "organisation": SCHOOL, "version": 2} | changes
    return decided(act, submission=item, revision=milliseconds(NOW) + steps, **changes)


async def reviews(service: Notification, *roles: tuple[str, Role], revision: int = 1, who: str = REVIEWER) -> None:
    """Let the directory say what a person does where, and wait until it is known."""
    state = person(who, CITY, *(role for _, role in roles), revision=revision)
    grants = tuple(
        grant.model_copy(update={"organisation": at}) for grant, (at, _) in zip(state.grants, roles, strict=True)
    )
    await service.realm.tell(topics.PEOPLE, (who, state.model_copy(update={"grants": grants})))

    async def known() -> bool:
        found = service.made.view.people.get(who)
        return found is not None and found.revision >= revision

    await until(known)


async def decide(service: Notification, item: UUID, *events: DecisionEvent) -> None:
    """Say decisions, and wait until whatever follows from them is done: something that tells nobody is heard after them."""
    last = decided(Act.RESTATE, submission=item, revision=milliseconds(NOW) + next(LAST))
    await service.realm.tell(topics.DECISIONS, *((str(item), event) for event in (*events, last)))

    async def heard() -> bool:
        found = await service.made.mongo.collection("reports").find_one({"_id": str(item)})
        return found is not None and found.get("settled") == last.revision

    await until(heard)


async def filed(service: Notification) -> UUID:
    item = uuid4()
    await service.realm.tell(topics.SUBMISSIONS, (str(item), said(submission=item)))

    async def kept() -> bool:
        return await service.made.reports.load(str(item)) is not None

    await until(kept)
    return item


async def answers(service: Notification, item: UUID, who: str = REVIEWER) -> list[dict[str, Any]]:
    """What a person was told of answers to its returns of an item, the newest first."""
    notices = (await service.inbox(who, limit=100))["notices"]
    return [one for one in notices if one["kind"] == "answered" and one["facts"]["submission"] == str(item)]


async def test_a_mended_version_is_told_once_to_who_returned_it_in_the_page_and_in_the_digest(
    notification: Notification, mail: MailServer
) -> None:
    await reviews(notification, (CITY, Role.REVIEWER))
    await reviews(notification, (CITY, Role.REVIEWER), who=COLLEAGUE)
    item = await filed(notification)
    mended = later(item, Act.NEW_VERSION)
    await decide(notification, item, returned(submission=item, actor=REVIEWER), mended, mended)
    await decide(notification, item, mended, returned(submission=item, actor=REVIEWER), mended)
    await notification.send_all()

    (told,) = await answers(notification, item)

    assert told["title_zh"] == "您退回的“黄酒酿造走进校园”已修改并重新报送"
    assert told["place"] == f"/review/{item}"
    assert (told["group"], told["urgent"], told["facts"]["marked"]) == ("queue", False, 1)
    assert await answers(notification, item, COLLEAGUE) == []
    assert await answers(notification, item, "p-school-1") == []
    assert not mail.to(address_of(REVIEWER))
    notification.clock.advance(301)
    await notification.send_all()
    (letter,) = mail.to(address_of(REVIEWER))
    assert "您退回的“黄酒酿造走进校园”已修改并重新报送" in text_of(letter)
    await decide(notification, item, later(item, Act.NEW_VERSION, 2, version=3))
    assert [one["facts"]["version"] for one in await answers(notification, item)] == [3, 2]


async def test_who_chose_no_letters_of_the_queue_gets_none_of_answers_either(
    notification: Notification, mail: MailServer
) -> None:
    who = "p-quiet"
    await reviews(notification, (CITY, Role.REVIEWER), who=who)
    header = notification.as_(who, CITY, Role.REVIEWER)
    chosen = (await notification.client.get("/v1/choices", headers=header)).json()
    body = {"channels": chosen["channels"] | {"queue": ["page"]}, "quiet": chosen["quiet"], "revision": 0}
    assert (await notification.client.put("/v1/choices", json=body, headers=header)).status_code == 200
    item = await filed(notification)

    await decide(notification, item, returned(submission=item, actor=who), later(item, Act.NEW_VERSION))
    notification.clock.advance(7_200)
    await notification.send_all()

    assert len(await answers(notification, item, who)) == 1
    assert not mail.to(address_of(who))


async def test_an_answer_that_is_heard_before_its_return_is_told_when_that_comes(notification: Notification) -> None:
    await reviews(notification, (CITY, Role.REVIEWER))
    item = await filed(notification)

    await decide(notification, item, later(item, Act.NEW_VERSION))
    assert await answers(notification, item) == []
    await decide(notification, item, returned(submission=item, actor=REVIEWER))

    assert len(await answers(notification, item)) == 1


async def test_a_return_and_its_answer_that_come_before_the_submission_are_told_with_it(
    notification: Notification,
) -> None:
    await reviews(notification, (CITY, Role.REVIEWER))
    item = uuid4()
    events = (returned(submission=item, actor=REVIEWER), later(item, Act.NEW_VERSION))
    await notification.realm.tell(topics.DECISIONS, *((str(item), event) for event in events))

    async def both_wait() -> bool:
        return len([entry async for entry in notification.made.reports.early(str(item))]) == len(events)

    await until(both_wait)
    await notification.realm.tell(topics.SUBMISSIONS, (str(item), said(submission=item)))

    async def told() -> bool:
        return len(await answers(notification, item)) == 1

    await until(told)


async def test_what_another_has_judged_since_the_return_is_told_to_nobody(notification: Notification) -> None:
    await reviews(notification, (CITY, Role.REVIEWER))
    refused, passed = await filed(notification), await filed(notification)
    by_colleague = {"actor": COLLEAGUE, "organisation": CITY}

    await decide(
        notification,
        refused,
        returned(submission=refused, actor=REVIEWER),
        later(refused, Act.REFUSE, 1, reason="空白", **by_colleague),
        later(refused, Act.NEW_VERSION, 2),
    )
    # The version is heard after what was decided on it.
    await decide(
        notification,
        passed,
        returned(submission=passed, actor=REVIEWER),
        later(passed, Act.PASS_UP, 2, version=2, **by_colleague),
    )
    await decide(notification, passed, later(passed, Act.NEW_VERSION, 1))

    assert await answers(notification, refused) == []
    assert await answers(notification, passed) == []


async def test_who_reviews_elsewhere_now_or_may_not_see_the_item_is_told_nothing(notification: Notification) -> None:
    who = "p-moves"
    await reviews(notification, (CITY, Role.REVIEWER), who=who)
    left, moved = await filed(notification), await filed(notification)
    chain = (SCHOOL, "330700", PROVINCE)
    await decide(
        notification,
        moved,
        returned(submission=moved, actor=who),
        later(moved, Act.REATTRIBUTE, 1, actor="p-ministry", organisation=MINISTRY, chain=chain),
        later(moved, Act.NEW_VERSION, 2, chain=chain),
    )
    await decide(notification, left, returned(submission=left, actor=who))
    await reviews(notification, (CITY, Role.FILER), ("330700", Role.REVIEWER), who=who, revision=2)
    await decide(notification, left, later(left, Act.NEW_VERSION))

    assert await answers(notification, moved, who) == []
    assert await answers(notification, left, who) == []


async def test_an_old_answer_is_left_to_the_queue_and_an_old_log_told_again_tells_nobody_twice(
    notification: Notification,
) -> None:
    await reviews(notification, (CITY, Role.REVIEWER))
    item, old = await filed(notification), NOW - timedelta(days=2)
    first = milliseconds(old)
    log = (
        returned(submission=item, actor=REVIEWER, at=old, revision=first),
        later(item, Act.NEW_VERSION, at=old).model_copy(update={"revision": first + 1}),
    )
    await decide(notification, item, *log)
    assert await answers(notification, item) == []

    await decide(notification, item, later(item, Act.NEW_VERSION, version=3))
    await decide(notification, item, later(item, Act.PASS_UP, 2, version=3, actor=COLLEAGUE))
    await decide(notification, item, *log)
    await decide(notification, item, later(item, Act.NEW_VERSION, version=3))

    assert [one["facts"]["version"] for one in await answers(notification, item)] == [3]
    kept = await notification.made.mongo.collection("reports").find_one({"_id": str(item)})
    assert kept is not None
    assert [one["revision"] - first for one in kept["judged"][:2]] == [0, 1]
    assert len(kept["judged"]) == 4


async def test_a_later_state_of_the_submission_keeps_what_was_judged(notification: Notification) -> None:
    await reviews(notification, (CITY, Role.REVIEWER))
    item = await filed(notification)
    await decide(notification, item, returned(submission=item, actor=REVIEWER))
    second = said(submission=item, version=2, revision=milliseconds(NOW) + 5, change="amended")
    await notification.realm.tell(topics.SUBMISSIONS, (str(item), second))

    async def kept() -> bool:
        return await notification.made.reports.load(str(item)) == report_of(second)

    await until(kept)
    await decide(notification, item, later(item, Act.NEW_VERSION))

    assert len(await answers(notification, item)) == 1
