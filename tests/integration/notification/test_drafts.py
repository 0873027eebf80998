"""Drafts left lying: who began them hears before the deadline that they are not sent, once, with the reminder or without."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from contracts import topics
from contracts.organisations import Obligation
from deploy.native.servers import Servers
from services.notification.drafts import Unsent
from tests.integration.notification.running import Desk, Notification, Realm, provisioned, realm_on, running, until
from tests.unit.notification.builders import CITY, NOW, SCHOOL, obligation, said

WHO, COLLEAGUE, ABOVE = "p-school-1", "p-school-2", "p-city"
KIND = obligation().kind.value


@pytest.fixture(scope="module")
async def realm(servers: Servers, prefix: str) -> AsyncIterator[Realm]:
    async with provisioned(realm_on(servers, prefix)) as made:
        yield made


@pytest.fixture(scope="module")
async def one(realm: Realm) -> AsyncIterator[Notification]:
    async with running(realm) as started:
        yield started


@pytest.fixture
async def service(one: Notification) -> AsyncIterator[Notification]:
    """Notification with nobody told of anything; what a test says is owed is owed no more when it ends."""
    one.clock.advance((NOW - one.clock.now()).total_seconds())
    one.desk.is_away, one.desk.lying = False, []
    for person in (WHO, COLLEAGUE, ABOVE):
        await one.made.forgetting.erase(person)
    yield one
    owed = [state for state in one.made.view.all_obligations() if not state.cancelled]
    await owes(one, *(state.model_copy(update={"revision": state.revision + 1, "cancelled": True}) for state in owed))


def lying(*counts: tuple[str, int], organisation: str = SCHOOL, kind: str = KIND) -> list[Unsent]:
    return [Unsent(organisation, kind, person, count) for person, count in counts]


async def owes(service: Notification, *owed: Obligation) -> None:
    """Let the directory say what is owed, and wait until it is known."""
    await service.realm.tell(topics.OBLIGATIONS, *((one.obligation, one) for one in owed))

    async def known() -> bool:
        return all(service.made.view.obligation(one.obligation) == one for one in owed)

    await until(known)


async def asked_of_school(service: Notification, due_in: timedelta = timedelta(days=3)) -> Obligation:
    owed = obligation(due_in, obligation=f"330600:{uuid4()}")
    await owes(service, owed)
    return owed


async def answered(service: Notification, owed: Obligation) -> None:
    item = uuid4()
    await service.realm.tell(topics.SUBMISSIONS, (str(item), said(submission=item, obligation=owed.obligation)))

    async def kept() -> bool:
        return await service.made.reports.load(str(item)) is not None

    await until(kept)


async def told(service: Notification, person: str) -> list[tuple[str, Any]]:
    """What a person was told of deadlines, the newest first: the kind, and how many drafts were named."""
    notices = (await service.inbox(person, limit=100))["notices"]
    return [(one["kind"], one["facts"].get("unsent")) for one in notices if one["group"] == "reminders"]


async def test_a_reminder_names_ones_own_drafts_and_who_is_not_reminded_hears_of_them_alone(
    service: Notification,
) -> None:
    await asked_of_school(service)
    service.desk.lying = lying((WHO, 2), (ABOVE, 1), ("p-gone", 3), ("p-nobody", 1))

    await service.made.reminding.look()

    assert await told(service, WHO) == [("reminder", 2)]
    assert await told(service, COLLEAGUE) == [("reminder", None)]
    assert await told(service, ABOVE) == [("drafts", 1)]
    newest, above = [(await service.inbox(who))["notices"][0] for who in (WHO, ABOVE)]
    assert newest["text_zh"].endswith("您有 2 份草稿尚未报送。")
    assert above["title_zh"] == "您有 1 份草稿尚未报送：活动总结 5月17日 周五 10:00 截止"
    assert newest["place"] == above["place"] == "/"
    assert ("2024", (SCHOOL,)) in service.desk.asked


async def test_what_is_reported_leaves_drafts_of_its_kind_which_are_told_of_twice_and_not_when_they_are_gone(
    service: Notification,
) -> None:
    owed = await asked_of_school(service)
    await answered(service, owed)
    service.desk.lying = (
        lying((WHO, 2), (COLLEAGUE, 1)) + lying((WHO, 5), kind="case") + lying((ABOVE, 1), organisation=CITY)
    )

    await service.made.reminding.look()
    service.desk.lying = lying((WHO, 1))
    service.clock.advance(2 * 86_400)
    await service.made.reminding.look()
    service.clock.advance(22 * 3_600)
    await service.made.reminding.look()

    assert await told(service, WHO) == [("drafts", 1), ("drafts", 2)]
    assert await told(service, COLLEAGUE) == [("drafts", 1)]
    assert await told(service, ABOVE) == []


async def test_no_reminder_waits_for_ingest_and_of_drafts_is_told_when_it_is_back_unless_that_is_stale(
    service: Notification,
) -> None:
    await asked_of_school(service)
    service.desk.is_away, service.desk.lying = True, lying((WHO, 2))

    assert await service.made.reminding.look() == 1
    assert await told(service, WHO) == [("reminder", None)]
    assert await service.made.reminding.look() == 0
    service.desk.is_away = False
    await service.made.reminding.look()
    await service.made.reminding.look()

    assert sorted(await told(service, WHO)) == [("drafts", 2), ("reminder", None)]
    await asked_of_school(service, timedelta(days=3, hours=-11))
    service.desk.is_away = True
    await service.made.reminding.look()
    service.clock.advance(2 * 3_600)
    service.desk.is_away = False
    assert await service.made.reminding.look() == 0
    assert sorted(kind for kind, _ in await told(service, WHO)) == ["drafts", "reminder", "reminder"]


async def test_copies_and_restarts_tell_of_drafts_once_and_ask_no_more_when_it_is_done(
    realm: Realm, service: Notification
) -> None:
    owed = await asked_of_school(service)
    await answered(service, owed)
    service.desk.lying = lying((WHO, 2))
    async with running(realm, desk=Desk(lying=lying((WHO, 2)))) as second:
        await owes(second, owed)
        await asyncio.gather(*(copy.made.reminding.look() for copy in (service, second, service)))
        questions = len(second.desk.asked)
        await second.made.reminding.look()

        assert await told(second, WHO) == [("drafts", 2)]
        assert len(second.desk.asked) == questions


async def test_a_crash_between_the_notices_and_the_mark_makes_no_second_ones(service: Notification) -> None:
    await asked_of_school(service)
    service.desk.lying = lying((WHO, 2), (ABOVE, 1))
    await service.made.reminding.look()
    await service.made.mongo.collection("reminded").delete_many({})

    await service.made.reminding.look()

    assert await told(service, WHO) == [("reminder", 2)]
    assert await told(service, ABOVE) == [("drafts", 1)]
