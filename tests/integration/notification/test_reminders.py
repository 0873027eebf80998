"""Deadlines that come near, reminders that a level asks for, and the banner, on record."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response

from contracts import topics
from contracts.acts import ActEvent
from contracts.moderation import Act, State
from contracts.organisations import MINISTRY, Obligation, Role
from deploy.native.servers import Servers
from services.kit.clock import milliseconds
from tests.integration.kit.letters import MailServer
from tests.integration.notification.running import Notification, Realm, code_of, provisioned, realm_on, running, until
from tests.unit.notification.builders import CITY, NOW, PROVINCE, SCHOOL, decided, obligation, person, said

WHO = "p-school-1"
OURS = "a test"


@pytest.fixture(scope="module")
async def realm(servers: Servers, prefix: str, mail: MailServer) -> AsyncIterator[Realm]:
    async with provisioned(realm_on(servers, prefix, mail)) as made:
        yield made


@pytest.fixture(scope="module")
async def one(realm: Realm) -> AsyncIterator[Notification]:
    async with running(realm) as started:
        yield started


@pytest.fixture
async def service(one: Notification) -> AsyncIterator[Notification]:
    """Notification with nobody told of anything; what a test says is owed is owed no more when it ends."""
    one.clock.advance((NOW - one.clock.now()).total_seconds())
    for person_told in (WHO, "p-school-2"):
        await one.made.forgetting.erase(person_told)
    yield one
    owed = [state for state in one.made.view.all_obligations() if not state.cancelled and state.source == OURS]
    await owes(one, *(state.model_copy(update={"revision": state.revision + 1, "cancelled": True}) for state in owed))


def asked_of_school(due_in: timedelta = timedelta(days=5), name: str | None = None, **changes: Any) -> Obligation:  # noqa: ANN401 - any field.
    """An obligation of this test alone."""
    return obligation(due_in, obligation=name or f"330600:{uuid4()}", source=OURS, **changes)


async def acts_since(service: Notification, before: set[str]) -> list[ActEvent]:
    """What was put on record beside what was there before."""
    await service.made.relay.drained()
    return [act for act in await service.realm.acts() if act.act not in before]


async def acts_so_far(service: Notification) -> set[str]:
    return {act.act for act in await acts_since(service, set())}


async def owes(service: Notification, *owed: Obligation) -> None:
    """Let the directory say what is owed, and wait until it is known."""
    await service.realm.tell(topics.OBLIGATIONS, *((one.obligation, one) for one in owed))

    async def known() -> bool:
        return all(service.made.view.obligation(one.obligation) == one for one in owed)

    await until(known)


async def reported(service: Notification, **changes: Any) -> None:  # noqa: ANN401 - any field.
    item = uuid4()
    await service.realm.tell(topics.SUBMISSIONS, (str(item), said(submission=item, **changes)))

    async def kept() -> bool:
        return await service.made.reports.load(str(item)) is not None

    await until(kept)


def reminders(kinds: list[str]) -> int:
    return kinds.count("reminder")


async def test_who_owes_is_reminded_three_times_over_restarts_and_two_copies_and_the_others_are_not(
    realm: Realm, service: Notification
) -> None:
    owed = asked_of_school(timedelta(days=4))
    await owes(service, owed)
    moments = (timedelta(0), timedelta(days=1, minutes=1), timedelta(days=3, minutes=1), timedelta(days=3, hours=22))
    async with running(realm) as second:
        await owes(second, owed)
        for moment in moments[:3]:
            for copy in (service, second):
                copy.clock.advance((NOW + moment - copy.clock.now()).total_seconds())
            await asyncio.gather(*(copy.made.reminding.look() for copy in (service, second, service)))
    async with running(realm, NOW + moments[3]) as restarted:
        await owes(restarted, owed)
        await restarted.made.reminding.look()
        assert await restarted.made.reminding.look() == 0

        notices = [one for one in (await restarted.inbox(WHO))["notices"] if one["kind"] == "reminder"]

        assert [one["facts"]["offset"] for one in notices] == ["2h", "1d", "3d"]
        assert [one["urgent"] for one in notices] == [True, False, False]
        assert "还有2 小时" in notices[0]["title_zh"]
        assert reminders(await restarted.kinds("p-school-2")) == 3
        assert reminders(await restarted.kinds("p-city")) == 0


async def test_who_has_reported_is_not_reminded_and_withdrawn_or_refused_is_no_report(service: Notification) -> None:
    done, back, refused = (asked_of_school(timedelta(days=1)) for _ in range(3))
    await reported(service, obligation=done.obligation)
    await reported(service, obligation=back.obligation, withdrawn=True)
    item = uuid4()
    await service.realm.tell(topics.SUBMISSIONS, (str(item), said(submission=item, obligation=refused.obligation)))
    await service.realm.tell(
        topics.DECISIONS, (str(item), decided(Act.REFUSE, State.REFUSED, submission=item, reason="空白"))
    )
    await service.has_told(WHO, "refused")
    await owes(service, done, back, refused)

    await service.made.reminding.look()

    told = [one["facts"]["obligation"] for one in (await service.inbox(WHO))["notices"] if one["kind"] == "reminder"]
    assert sorted(told) == sorted([back.obligation, refused.obligation])


async def test_a_moved_deadline_is_told_and_reminded_of_anew_and_a_cancelled_one_no_more(
    service: Notification,
) -> None:
    first = asked_of_school(timedelta(days=1), revision=milliseconds(NOW - timedelta(days=2)))
    await owes(service, first)
    await service.made.reminding.look()
    moved = first.model_copy(update={"due_at": NOW + timedelta(days=3), "revision": milliseconds(NOW) - 1})
    await owes(service, moved)
    await service.has_told(WHO, "obligation_changed")
    await service.made.reminding.look()
    await owes(service, moved.model_copy(update={"revision": milliseconds(NOW), "cancelled": True}))
    await service.has_told(WHO, "obligation_cancelled")
    service.clock.advance(2 * 86_400)
    await service.made.reminding.look()

    assert reminders(await service.kinds(WHO)) == 2


async def ask(service: Notification, header: dict[str, str], *owed: str, **changes: Any) -> Response:  # noqa: ANN401 - any field.
    body = {"request": str(uuid4()), "obligations": list(owed), "note": "请今天完成"} | changes
    return await service.client.post("/v1/reminders", json=body, headers=header)


def outcomes(answer: Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["outcome"] for row in answer.json()["rows"]]


async def test_a_level_reminds_the_one_below_once_in_half_a_day_and_on_record(service: Notification) -> None:
    owed, done, empty = asked_of_school(), asked_of_school(), asked_of_school(debtor="330681")
    before = await acts_so_far(service)
    await reported(service, obligation=done.obligation)
    await owes(service, owed, done, empty)
    city, request = service.as_("p-city", CITY, Role.MANAGER), str(uuid4())
    names = [owed.obligation, done.obligation, empty.obligation]

    preview = await service.client.post("/v1/reminders/preview", json={"obligations": names}, headers=city)
    assert not await service.kinds(WHO)
    first = await ask(service, city, *names, request=request)
    repeated = await ask(service, city, *names, request=request)
    soon = await ask(service, service.as_("p-province", PROVINCE, Role.APPROVER), owed.obligation)
    service.clock.advance(43_201)
    later = await ask(service, city, owed.obligation)

    assert outcomes(preview) == outcomes(first) == outcomes(repeated) == ["reminded", "answered", "nobody"]
    assert [row["people"] for row in preview.json()["rows"]] == [2, 2, 0]
    assert (outcomes(soon), outcomes(later)) == (["too_soon"], ["reminded"])
    assert (await service.kinds(WHO)).count("asked") == 2
    newest = (await service.inbox(WHO))["notices"][0]
    assert newest["text_zh"].endswith("附言：请今天完成")
    acts = await acts_since(service, before)
    assert [(act.actor, act.organisation, act.object) for act in acts] == [
        ("p-city", CITY, f"obligation:{owed.obligation}")
    ] * 2


async def test_nobody_reminds_itself_or_another_branch_and_the_refusal_is_on_record(service: Notification) -> None:
    owed, before = asked_of_school(), await acts_so_far(service)
    await owes(service, owed)
    for header in (
        service.as_(WHO, SCHOOL, Role.MANAGER),
        service.as_("p-elsewhere", "110000", Role.MANAGER),
        service.as_("p-city", CITY, Role.FILER),
    ):
        answer = await ask(service, header, owed.obligation)
        assert (answer.status_code, code_of(answer)) == (404, "not_found")
    unknown = await ask(service, service.as_("p-city", CITY, Role.MANAGER), "no-such")

    assert code_of(unknown) == "not_found"
    assert not await service.kinds(WHO)
    assert [act.outcome for act in await acts_since(service, before)] == ["refused"] * 4


async def test_what_a_crash_left_asked_for_and_untold_is_told_by_the_next_look(service: Notification) -> None:
    owed, store = asked_of_school(), service.made.reminders
    await owes(service, owed)
    await ask(service, service.as_("p-city", CITY, Role.MANAGER), owed.obligation)
    (asked,) = (await store.asked([owed.obligation])).values()
    await service.made.notices.forget([WHO])
    await store._asked.update_one({"_id": asked.obligation}, {"$set": {"told": False}})

    await service.made.reminding.finish_asked()

    assert await service.kinds(WHO) == ["asked"]
    assert [one async for one in store.untold()] == []


async def test_the_banner_is_set_by_a_system_administrator_read_by_everybody_and_goes_by_itself(
    service: Notification,
) -> None:
    header, before = service.as_("p-system", MINISTRY, Role.SYSTEM_ADMINISTRATOR), await acts_so_far(service)
    body = {
        "active": True,
        "level": "incident",
        "text_zh": "照片上传暂停,文字可以照常报送。",
        "text_en": "Photos cannot be sent; text can.",
        "until": (NOW + timedelta(hours=1)).isoformat(),
    }
    nothing = (await service.client.get("/v1/banner")).json()
    refused = await service.client.put("/v1/banner", json=body, headers=service.as_("p-city", CITY, Role.MANAGER))
    unreadable = await service.client.put("/v1/banner", json=body | {"text_en": " "}, headers=header)
    put = await service.client.put("/v1/banner", json=body, headers=header)
    stale = await service.client.put("/v1/banner", json=body | {"active": False}, headers=header)
    shown = (await service.client.get("/v1/banner")).json()
    service.clock.advance(3_601)
    gone = (await service.client.get("/v1/banner")).json()

    assert nothing["active"] is False
    assert (refused.status_code, unreadable.status_code, put.status_code, stale.status_code) == (403, 422, 200, 409)
    assert (shown["active"], shown["level"], shown["text_zh"]) == (True, "incident", body["text_zh"])
    assert gone["active"] is False
    assert [(act.verb, act.outcome) for act in await acts_since(service, before)] == [
        ("banner.put", "refused"),
        ("banner.put", "done"),
        ("banner.put", "refused"),
    ]


async def test_an_obligation_for_new_people_is_told_to_them(service: Notification) -> None:
    newcomer = person("p-new", SCHOOL, Role.FILER)
    await service.realm.tell(topics.PEOPLE, ("p-new", newcomer))

    async def known() -> bool:
        return "p-new" in service.made.view.people

    await until(known)
    await owes(service, asked_of_school(revision=milliseconds(NOW)))

    await service.has_told("p-new", "obligation_set")
