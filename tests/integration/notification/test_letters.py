"""Letters: gathered, at rest at night, sent once over faults, restarts and two copies, and ended by who gets them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest

from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from deploy.native.servers import Servers
from services.notification.domain.choices import Choices
from services.notification.domain.kinds import Channel, Group, NoticeKind
from services.notification.domain.notices import Telling
from tests.integration.kit.letters import MailServer, text_of
from tests.integration.notification.running import Book, Notification, Realm, address_of, provisioned, realm_on, running
from tests.unit.notification.builders import NOW, SCHOOL

WHO, TO = "p-school-1", address_of("p-school-1")
NIGHT = NOW + timedelta(hours=13, minutes=40)
"""Twenty to midnight in Shanghai."""


@pytest.fixture(scope="module")
async def realm(servers: Servers, prefix: str, mail: MailServer) -> AsyncIterator[Realm]:
    async with provisioned(realm_on(servers, prefix, mail)) as made:
        yield made


@pytest.fixture(scope="module")
async def one(realm: Realm) -> AsyncIterator[Notification]:
    async with running(realm) as started:
        yield started


@pytest.fixture(scope="module")
async def other(realm: Realm) -> AsyncIterator[Notification]:
    """A second copy of the service."""
    async with running(realm) as started:
        yield started


@pytest.fixture
async def service(one: Notification, mail: MailServer) -> Notification:
    """Notification with nothing told, chosen or sent, and a mail server that takes everything."""
    mail.kept.clear()
    mail.answers.clear()
    mail.to_content = "250 kept"
    one.clock.advance((NOW - one.clock.now()).total_seconds())
    one.book.is_away = False
    one.book.without.clear()
    await one.made.forgetting.erase(WHO)
    return one


async def tell(service: Notification, kind: NoticeKind, source: str | None = None) -> None:
    """Tell the one filer something, as of now."""
    facts = {"title": f"{kind.value} 开放日", "kind": "activity_report", "submission": "s-1", "by": "绍兴市"}
    await service.made.tellers.tell(Telling(source or f"t:{uuid4()}", kind, service.clock.now(), facts), [WHO])


async def test_what_can_wait_is_gathered_into_one_letter_and_the_next_comes_half_an_hour_later(
    service: Notification, mail: MailServer
) -> None:
    await tell(service, NoticeKind.FEATURED)
    service.clock.advance(1)
    await tell(service, NoticeKind.OBLIGATION_SET)
    await service.send_all()
    assert not mail.kept

    service.clock.advance(301)
    await service.send_all()
    assert [one["Subject"] for one in mail.to(TO)] == ["已推介：featured 开放日(另有 1 条)"]

    await tell(service, NoticeKind.FEATURED)
    service.clock.advance(301)
    await service.send_all()
    assert len(mail.kept) == 1

    service.clock.advance(1_500)
    await service.send_all()
    assert [one["Message-ID"] for one in mail.kept] == [f"<notice.{WHO}.{n}@localhost>" for n in (1, 2)]


async def test_at_night_only_what_is_urgent_goes_and_takes_along_what_waits(
    service: Notification, mail: MailServer
) -> None:
    service.clock.advance((NIGHT - NOW).total_seconds())
    await tell(service, NoticeKind.FEATURED)
    service.clock.advance(600)
    await service.send_all()
    assert not mail.kept

    await tell(service, NoticeKind.RETURNED)
    await service.send_all()
    (letter,) = mail.kept
    assert letter["Subject"].startswith("已退回")
    assert "featured 开放日" in text_of(letter)


async def test_what_waited_at_night_comes_in_the_morning(service: Notification, mail: MailServer) -> None:
    service.clock.advance((NIGHT - NOW).total_seconds())
    await tell(service, NoticeKind.FEATURED)
    service.clock.advance(301)
    await service.send_all()
    service.clock.advance(7 * 3_600)
    await service.send_all()
    assert not mail.kept

    service.clock.advance(1_200)
    await service.send_all()
    assert len(mail.kept) == 1


async def test_while_the_mail_server_is_busy_a_letter_waits_and_goes_once_under_its_first_id(
    service: Notification, mail: MailServer
) -> None:
    mail.to_content = "451 try again later"
    await tell(service, NoticeKind.RETURNED)
    await service.send_all()
    await tell(service, NoticeKind.REFUSED)
    service.clock.advance(29)
    await service.send_all()
    assert not mail.kept

    mail.to_content = "250 kept"
    service.clock.advance(2)
    await service.send_all()
    service.clock.advance(121)
    await service.send_all()

    assert [one["Message-ID"] for one in mail.kept] == [f"<notice.{WHO}.{n}@localhost>" for n in (1, 2)]
    assert ["未通过" in text_of(one) for one in mail.kept] == [False, True]


async def test_while_the_directory_is_away_a_letter_waits(service: Notification, mail: MailServer) -> None:
    service.book.is_away = True
    await tell(service, NoticeKind.RETURNED)
    await service.send_all()
    assert not mail.kept

    service.book.is_away = False
    service.clock.advance(31)
    await service.send_all()
    assert len(mail.kept) == 1


async def test_an_address_that_is_refused_is_left_alone_and_the_notices_stay_in_the_page(
    service: Notification, mail: MailServer
) -> None:
    mail.answers[TO] = "550 nobody here"
    await tell(service, NoticeKind.RETURNED)
    await service.send_all()
    mail.answers.clear()
    service.clock.advance(1)
    await tell(service, NoticeKind.REFUSED)
    await service.send_all()
    assert not mail.kept

    service.clock.advance(3_601)
    await service.send_all()
    assert [one["Subject"] for one in mail.kept] == ["未通过：refused 开放日"]
    assert await service.kinds(WHO) == ["refused", "returned"]


async def test_who_has_no_address_gets_no_letter_and_keeps_the_inbox(service: Notification, mail: MailServer) -> None:
    service.book.without.add(WHO)
    await tell(service, NoticeKind.RETURNED)
    await service.send_all()

    assert not mail.kept
    assert await service.kinds(WHO) == ["returned"]
    assert await service.made.notices.count_waiting(Channel.EMAIL) == 0


async def test_what_a_crash_left_between_claim_and_sending_goes_out_as_the_same_letter(
    service: Notification, mail: MailServer
) -> None:
    await tell(service, NoticeKind.RETURNED)
    (lane,) = await service.made.lanes.due(Channel.EMAIL, service.clock.now())
    assert await service.made.lanes.claim(lane, service.clock.now())
    (waiting,) = await service.made.notices.waiting(WHO, Channel.EMAIL, 10)
    await service.made.lanes.claim_letter(f"notice.{WHO}.1", WHO, [waiting.id], service.clock.now())
    await tell(service, NoticeKind.REFUSED)
    await service.send_all()
    assert not mail.kept

    for _ in range(2):
        service.clock.advance(121)
        await service.send_all()

    assert [one["Message-ID"] for one in mail.kept] == [f"<notice.{WHO}.{n}@localhost>" for n in (1, 2)]
    assert ["未通过" in text_of(one) for one in mail.kept] == [False, True]


async def test_what_was_sent_and_not_marked_before_a_crash_is_the_same_letter_to_every_mail_program(
    service: Notification, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell(service, NoticeKind.RETURNED)

    async def dies(*_args: object) -> None:
        raise Problem(ProblemCode.STORE_AWAY)

    with monkeypatch.context() as killed:
        # Between the mail server's yes and the mark: the worst moment there is.
        killed.setattr(service.made.notices, "settle", dies)
        await service.send_all()
    assert len(mail.kept) == 1
    await tell(service, NoticeKind.REFUSED)
    for _ in range(3):
        service.clock.advance(121)
        await service.send_all()

    first, again, other = mail.kept
    assert (first["Message-ID"], text_of(first)) == (again["Message-ID"], text_of(again))
    assert other["Message-ID"] != first["Message-ID"]
    assert "已退回" not in text_of(other)


async def test_what_a_crash_left_between_a_notice_and_its_lane_goes_out_when_the_event_comes_again(
    service: Notification, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = {"organisation": SCHOOL, "organisation_name": "绍兴中专"}
    telling = Telling(f"queue:{uuid4()}", NoticeKind.QUEUE, service.clock.now(), facts)

    async def dies(*_args: object) -> None:
        raise Problem(ProblemCode.STORE_AWAY)

    with monkeypatch.context() as killed:
        killed.setattr(service.made.lanes, "wake", dies)
        with pytest.raises(Problem):
            await service.made.tellers.gather(telling, [WHO], "item-1")
    await service.made.tellers.gather(telling, [WHO], "item-1")
    service.clock.advance(301)
    await service.send_all()

    assert [one["Subject"] for one in mail.kept] == ["有 1 项新的待审材料"]


async def test_a_hundred_returns_at_once_are_two_letters(service: Notification, mail: MailServer) -> None:
    for number in range(100):
        await tell(service, NoticeKind.RETURNED)
        if not number % 20:
            await service.send_all()
    service.clock.advance(60)
    await service.send_all()
    assert len(mail.kept) == 1

    service.clock.advance(61)
    await service.send_all()

    assert len(mail.kept) == 2
    assert "另有 98 条" in mail.kept[1]["Subject"]


async def test_who_ends_letters_gets_none_of_what_was_waiting_either(service: Notification, mail: MailServer) -> None:
    await tell(service, NoticeKind.FEATURED)
    await tell(service, NoticeKind.OBLIGATION_SET)
    await service.made.people.put_choices(Choices(WHO).without_letters(), None)
    service.clock.advance(301)
    await service.send_all()

    assert not mail.kept
    assert await service.made.notices.waiting(WHO, Channel.EMAIL, 10) == []
    assert set(await service.kinds(WHO)) == {"obligation_set", "featured"}


async def test_who_was_closed_and_comes_back_gets_letters_under_ids_of_their_own(
    service: Notification, mail: MailServer
) -> None:
    await tell(service, NoticeKind.RETURNED)
    await service.send_all()
    await service.made.forgetting.forget(WHO)
    service.clock.advance(121)
    await tell(service, NoticeKind.REFUSED)
    await service.send_all()

    assert [one["Message-ID"] for one in mail.kept] == [f"<notice.{WHO}.{n}@localhost>" for n in (1, 2)]


async def test_two_copies_send_every_letter_once(service: Notification, other: Notification, mail: MailServer) -> None:
    for _ in range(4):
        await tell(service, NoticeKind.RETURNED)
        service.clock.advance(121)
        other.clock.advance(121)
        await asyncio.gather(*(copy.made.sending.look() for copy in (service, other, service, other)))
    await service.send_all()

    ids = [one["Message-ID"] for one in mail.kept]
    assert len(ids) == len(set(ids))
    assert "".join(text_of(one) for one in mail.kept).count("■") == 4


async def test_a_source_that_is_told_by_two_copies_at_once_is_one_notice(
    service: Notification, other: Notification
) -> None:
    await asyncio.gather(*(tell(copy, NoticeKind.RETURNED, "t:same") for copy in (service, other) for _ in range(5)))

    assert await service.kinds(WHO) == ["returned"]


async def test_the_link_of_a_letter_ends_letters_by_one_post_and_by_no_look(
    service: Notification, mail: MailServer
) -> None:
    await tell(service, NoticeKind.RETURNED)
    await service.send_all()
    link = mail.kept[0]["List-Unsubscribe"].strip().strip("<>").removeprefix("http://localhost:8080/api/notification")

    looked = await service.client.get(link)
    await tell(service, NoticeKind.RETURNED)
    service.clock.advance(121)
    await service.send_all()
    posted = await service.client.post(link, content="List-Unsubscribe=One-Click")
    await tell(service, NoticeKind.RETURNED)
    service.clock.advance(121)
    await service.send_all()

    assert (looked.status_code, posted.status_code) == (303, 204)
    assert looked.headers["location"].startswith("http://localhost:8080/inbox/unsubscribe?t=")
    assert len(mail.kept) == 2
    assert len(await service.kinds(WHO)) == 3
    assert (await service.client.post(f"{link}x")).status_code == 401
    await service.made.relay.drained()
    assert [act.verb for act in await service.realm.acts()].count("letters.end") == 1


async def test_choices_decide_and_two_pages_that_choose_at_once_do_not_overwrite_each_other(
    service: Notification, mail: MailServer
) -> None:
    header = service.as_(WHO, SCHOOL)
    before = (await service.client.get("/v1/choices", headers=header)).json()
    body = {
        "channels": {Group.RETURNED.value: ["page"], Group.QUEUE.value: []},
        "quiet": {"start": "00:00", "end": "00:00"},
        "revision": before["revision"],
    }
    put = await service.client.put("/v1/choices", json=body, headers=header)
    again = await service.client.put("/v1/choices", json=body, headers=header)
    other = await service.client.put("/v1/choices", json=body | {"channels": {}}, headers=header)
    await tell(service, NoticeKind.RETURNED)
    await tell(service, NoticeKind.QUEUE)
    await service.send_all()

    assert before["letters"] is True
    assert (put.status_code, again.status_code, other.status_code) == (200, 200, 409)
    assert not mail.kept
    assert await service.kinds(WHO) == ["returned"]


async def test_without_a_mail_server_nothing_waits_and_readiness_says_so_kindly(servers: Servers, prefix: str) -> None:
    async with provisioned(realm_on(servers, prefix)) as bare, running(bare, book=Book()) as service:
        await tell(service, NoticeKind.RETURNED)
        ready = await service.client.get("/health/ready")

        assert ready.status_code == 200
        assert "WEEKWIRE_SMTP" in ready.json()["remarks"]["letters"]
        assert await service.made.notices.count_waiting(Channel.EMAIL) == 0
        assert await service.kinds(WHO) == ["returned"]
        choices = await service.client.get("/v1/choices", headers=service.as_(WHO, SCHOOL, Role.FILER))
        assert choices.json()["letters"] is False
