"""Whoever was erased leaves nothing here but the id: whenever the word comes, however often, and whatever a slower copy does."""

from datetime import timedelta
from uuid import uuid4

from contracts import topics
from contracts.organisations import PersonState, Role
from services.kit.acts import Actor
from services.notification.domain.choices import Choices
from services.notification.domain.kinds import Channel, NoticeKind
from services.notification.domain.notices import Telling, notice_of
from services.notification.domain.unsubscribing import unsubscribe_token
from services.notification.store.people import CHOICES, ENDPOINTS, Endpoint
from tests.integration.kit.letters import MailServer
from tests.integration.notification.running import Notification, address_of, code_of, until
from tests.unit.notification.builders import CITY, NOW, SCHOOL, obligation, person, returned, said

COLLECTIONS = {"notices": "person", "lanes": "person", "letters": "person", "choices": "_id", "endpoints": "_id"}


def somebody() -> PersonState:
    return person(f"p-{uuid4().hex[:8]}", SCHOOL, Role.FILER)


def erased(known: PersonState) -> PersonState:
    return known.model_copy(update={"revision": 2, "grants": (), "closed": True, "is_erased": True})


async def introduce(service: Notification, *people: PersonState) -> None:
    await service.realm.tell(topics.PEOPLE, *((one.person, one) for one in people))

    async def known() -> bool:
        return all(service.made.view.people.get(one.person) == one for one in people)

    await until(known)


async def tell_of_a_return(service: Notification) -> None:
    item = uuid4()
    await service.realm.tell(topics.SUBMISSIONS, (str(item), said(submission=item)))
    await service.realm.tell(topics.DECISIONS, (str(item), returned(submission=item)))


async def traces(service: Notification, who: str) -> list[str]:
    """The collections that hold something about a person."""
    mongo = service.made.mongo
    return [name for name, field in COLLECTIONS.items() if await mongo.collection(name).find_one({field: who})]


async def has_no_trace(service: Notification, who: str) -> None:
    async def gone() -> bool:
        return not await traces(service, who)

    await until(gone)


async def test_an_erased_person_leaves_nothing_and_a_colleague_keeps_all(
    notification: Notification, mail: MailServer
) -> None:
    leaver, stays = somebody(), somebody()
    await introduce(notification, leaver, stays)
    for one in (leaver, stays):
        header = notification.as_(one.person, SCHOOL)
        body = {"channels": {"progress": ["page"]}, "quiet": {"start": "21:00", "end": "08:00"}, "revision": 0}
        chosen = await notification.client.put("/v1/choices", json=body, headers=header)
        named = await notification.client.put("/v1/webhook", json={"url": "http://127.0.0.1/hook"}, headers=header)
        assert (chosen.status_code, named.status_code) == (200, 200)
    await tell_of_a_return(notification)
    for one in (leaver, stays):
        await notification.has_told(one.person, "returned")
        await notification.made.lanes.claim_letter(f"notice.{one.person}.1", one.person, [], NOW)
        assert await traces(notification, one.person) == list(COLLECTIONS)

    word = erased(leaver)
    await notification.realm.tell(topics.PEOPLE, (leaver.person, word), (leaver.person, word))
    await has_no_trace(notification, leaver.person)
    await notification.send_all()

    assert not mail.to(address_of(leaver.person))
    assert await traces(notification, stays.person) == list(COLLECTIONS)
    assert await notification.kinds(stays.person) == ["returned"]
    late = await notification.client.get("/v1/notices", headers=notification.as_(leaver.person, SCHOOL))
    assert (late.status_code, code_of(late)) == (401, "token_invalid")


async def test_the_word_may_come_before_the_person_was_known(notification: Notification) -> None:
    leaver, stays = somebody(), somebody()
    await introduce(notification, stays, erased(leaver))
    await introduce(notification, stays)

    await notification.realm.tell(topics.PEOPLE, (leaver.person, leaver))
    await tell_of_a_return(notification)
    await notification.has_told(stays.person, "returned")

    assert await traces(notification, leaver.person) == []


async def test_what_a_slower_copy_or_an_old_letter_brings_afterwards_goes_too(notification: Notification) -> None:
    leaver, made = somebody(), notification.made
    await introduce(notification, leaver)
    # Known here alone: the deletion that the word brings by the topic might still be at it, and take what comes below.
    made.view.adopt(erased(leaver))
    telling = Telling(f"decision:{uuid4()}:1", NoticeKind.RETURNED, NOW)

    await made.notices.add(notice_of(telling, leaver.person, (Channel.PAGE, Channel.EMAIL)))
    await made.lanes.wake(Channel.EMAIL, leaver.person, NOW + timedelta(days=1))
    await made.lanes.claim_letter(f"notice.{leaver.person}.1", leaver.person, [], NOW)
    await made.people.put_choices(Choices(leaver.person), None)
    await made.people.put_endpoint(Endpoint(leaver.person, "https://hook.example/", "sealed"), None)
    assert await traces(notification, leaver.person) == list(COLLECTIONS)
    await made.forgetting.again()
    await made.forgetting.again()

    assert await traces(notification, leaver.person) == []
    token = unsubscribe_token(leaver.person, notification.realm.settings.service_secret.get_secret_value())
    ended = await notification.client.post("/v1/unsubscribe", params={"t": token})
    assert ended.status_code == 204
    assert await traces(notification, leaver.person) == []


async def test_what_kafka_has_not_yet_taken_of_the_record_is_kept_until_it_has(notification: Notification) -> None:
    leaver, made = somebody(), notification.made
    await introduce(notification, leaver)
    act = made.ledger.done(_actor(leaver), "webhook.make", f"person:{leaver.person}")
    document = {"_id": leaver.person, "revision": 1, "outbox": [act], "suspended": None, "failing_since": None}
    endpoints = made.mongo.collection(ENDPOINTS)
    await endpoints.insert_one(document | {"url": "https://hook.example/", "sealed": "sealed"})

    await made.forgetting.forget(leaver.person)
    left = await endpoints.find_one({"_id": leaver.person})
    assert left is not None
    assert (left["url"], left["sealed"], len(left["outbox"])) == ("", "", 1)
    assert await made.people.endpoint(leaver.person) is None
    made.relay.hand_over(ENDPOINTS, document)

    async def on_record() -> bool:
        return any(one.object == f"person:{leaver.person}" for one in await notification.realm.acts())

    await until(on_record)

    async def is_sent() -> bool:
        return await endpoints.find_one({"_id": leaver.person, "outbox": []}) is not None

    await until(is_sent)
    await made.forgetting.erase(leaver.person)
    assert await traces(notification, leaver.person) == []


async def test_what_an_erased_person_added_to_reminders_goes_and_that_it_reminded_stays(
    notification: Notification,
) -> None:
    boss = person(f"p-{uuid4().hex[:8]}", CITY, Role.MANAGER)
    owed = obligation(obligation=f"330600:summary:{uuid4().hex}")
    await introduce(notification, boss)
    await notification.realm.tell(topics.OBLIGATIONS, (owed.obligation, owed))

    async def known() -> bool:
        return notification.made.view.obligation(owed.obligation) is not None

    await until(known)
    body = {"request": str(uuid4()), "obligations": [owed.obligation], "note": "打我电话 0575-85000000"}
    header = notification.as_(boss.person, CITY, Role.MANAGER)
    answer = await notification.client.post("/v1/reminders", json=body, headers=header)
    assert answer.status_code == 200, answer.text

    await notification.realm.tell(topics.PEOPLE, (boss.person, erased(boss)))

    async def blank() -> bool:
        asked = (await notification.made.reminders.asked([owed.obligation]))[owed.obligation]
        return (asked.by, asked.note, asked.told) == (boss.person, "", True)

    await until(blank)


async def test_choices_of_who_comes_back_after_being_closed_are_the_usual_ones(notification: Notification) -> None:
    leaver = somebody()
    await introduce(notification, leaver)
    await notification.made.people.put_choices(Choices(leaver.person).without_letters(), None)
    closed = leaver.model_copy(update={"revision": 2, "closed": True})
    await notification.realm.tell(topics.PEOPLE, (leaver.person, closed))
    await has_no_trace(notification, leaver.person)

    await introduce(notification, leaver.model_copy(update={"revision": 3}))

    chosen = await notification.client.get("/v1/choices", headers=notification.as_(leaver.person, SCHOOL))
    assert "email" in chosen.json()["channels"]["returned"]
    assert await notification.made.mongo.collection(CHOICES).find_one({"_id": leaver.person}) is None


def _actor(somebody: PersonState) -> Actor:
    return Actor(somebody.person, SCHOOL, None)
