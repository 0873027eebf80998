"""The audit record over HTTP: the audit administrator alone reads it, finds by every filter, and is on record for that."""

from typing import Any

from aiokafka import AIOKafkaProducer

from contracts import topics
from contracts.acts import ACT_TYPE
from contracts.base import encode
from contracts.organisations import MINISTRY, Role
from services.directory.seed.people import person_id
from tests.integration.directory.audit.records import AUDITOR, act
from tests.integration.directory.running import IN_THE_WEEK, Directory
from tests.integration.kit.clients import opened
from tests.integration.kit.waiting import eventually


async def sealed(directory: Directory, **asked: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any filter.
    answer = await directory.get("/v1/audit", await directory.as_person(AUDITOR), **asked)
    assert answer.status_code == 200, answer.text
    return [item["act"] for item in answer.json()["items"]]


async def test_what_people_do_and_are_refused_is_read_by_the_audit_administrator_alone(directory: Directory) -> None:
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.MANAGER):
        refused = await directory.get("/v1/audit", await directory.as_(MINISTRY, role))
        assert refused.status_code == 403
    manager = person_id(MINISTRY, Role.MANAGER)

    async def is_on_record() -> bool:
        return bool(await sealed(directory, actor=manager, outcome="refused", verb="audit.read"))

    await eventually(is_on_record)
    assert (await directory.client.get("/v1/audit")).status_code == 401


async def test_reading_the_record_is_on_record(directory: Directory) -> None:
    await sealed(directory, object="submission:nothing")

    async def is_on_record() -> bool:
        found = await sealed(directory, actor=AUDITOR, verb="audit.read", outcome="done")
        return "object=submission:nothing" in {one["after"] for one in found}

    await eventually(is_on_record)


async def test_acts_of_every_service_are_sealed_and_found_by_every_filter(directory: Directory) -> None:
    settings = directory.settings
    producer = AIOKafkaProducer(bootstrap_servers=settings.kafka)
    async with opened(producer):
        for service in ("media", "syndication"):
            for number in range(3):
                event = act(number, service=service, act=f"{service}-{number}", verb="asset.put")
                headers = [("ce_id", b"x"), ("ce_source", service.encode()), ("ce_type", ACT_TYPE.encode())]
                headers += [("ce_specversion", b"1.0"), ("content-type", b"application/json")]
                headers += [("ce_subject", b"s"), ("ce_time", event.at.isoformat().encode())]
                name = settings.topic(topics.ACTS[service].name)
                await producer.send_and_wait(name, encode(event), key=b"330600", headers=headers)

    async def are_sealed() -> bool:
        return len(await sealed(directory, verb="asset.put")) == 6

    await eventually(are_sealed)
    assert len(await sealed(directory, service="media", organisation="330600")) == 3
    since, until = IN_THE_WEEK.replace(minute=1), IN_THE_WEEK.replace(minute=2)
    inside = await sealed(directory, verb="asset.put", since=since.isoformat(), until=until.isoformat())
    assert {one["object"] for one in inside} == {"submission:1"}
    assert await sealed(directory, verb="asset.put", outcome="refused") == []


async def test_pages_hold_every_act_once_newest_first(directory: Directory) -> None:
    who = await directory.as_person(AUDITOR)

    async def enough() -> bool:
        return len(await sealed(directory, service="directory", outcome="done")) > 2

    await eventually(enough)
    whole = (await directory.get("/v1/audit", who, service="directory", outcome="refused")).json()["items"]
    paged: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        asked = {"service": "directory", "outcome": "refused", "limit": 1} | ({"cursor": cursor} if cursor else {})
        page = (await directory.get("/v1/audit", who, **asked)).json()
        paged += page["items"]
        cursor = page["next"]
        if cursor is None:
            break

    assert paged == whole
    assert [item["place"] for item in paged] == sorted((item["place"] for item in paged), reverse=True)
