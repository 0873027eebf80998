"""Grants come with the receipt at each reading, to those who may amend; a consent is taken back by those it concerns."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import topics
from contracts.acts import ActEvent
from contracts.base import decode_open
from contracts.editions import shipped_editions
from contracts.media import asset_id
from contracts.organisations import MINISTRY, Role
from deploy.native.servers import Servers
from services.kit.mongo import Mongo
from services.kit.tickets import Grant, read_grant
from tests.integration.ingest.running import (
    CITY,
    IN_THE_WEEK,
    OTHER_UNIT,
    SCHOOL,
    UNIT,
    Ingest,
    provisioned,
    realm_on,
    report_body,
    running_ingest,
    shown,
)
from tests.integration.kit.waiting import eventually

PHOTO: dict[str, Any] = {
    "name": "开幕式 现场.jpg",
    "size_bytes": 3_000_000,
    "sha256": "a" * 64,
    "kind": "photo",
    "caption": "学生体验数控加工",
    "credit": "校宣传部",
}
FILM: dict[str, Any] = {"name": "短片.mp4", "size_bytes": 300_000_000, "sha256": "b" * 64, "kind": "video"}


def body(*files: dict[str, Any], visitors: int = 300) -> dict[str, Any]:
    return report_body(visitors=visitors, manifest=list(files or (PHOTO, FILM)))


def grants(ingest: Ingest, answer: dict[str, Any]) -> list[Grant]:
    """The grants of a receipt, read as media reads them."""
    secret = ingest.realm.settings.ticket_secret.get_secret_value()
    return [read_grant(upload["grant"], secret, ingest.clock.now()) for upload in answer["uploads"]]


async def filed(ingest: Ingest, *files: dict[str, Any]) -> UUID:
    submission = uuid4()
    answer = await ingest.put(submission, body(*files))
    assert answer.status_code == 201, shown(answer)
    return submission


async def test_a_receipt_brings_the_grants_for_what_it_promises(ingest: Ingest) -> None:
    submission = uuid4()
    received = (await ingest.put(submission, body())).json()

    assert [upload["name"] for upload in received["uploads"]] == ["开幕式 现场.jpg", "短片.mp4"]
    assert {upload["path"] for upload in received["uploads"]} == {"/v1/uploads"}
    assert received["uploads"][0]["asset"] == str(asset_id(submission, PHOTO["sha256"]))
    first, second = grants(ingest, received)
    assert (first.submission, first.version, first.organisation, first.unit) == (submission, 1, SCHOOL, UNIT)
    assert (first.name, first.sha256, first.size_bytes) == (PHOTO["name"], PHOTO["sha256"], PHOTO["size_bytes"])
    assert (second.kind, second.person) == ("video", "p-school-filer")
    assert first.expires_at == int((IN_THE_WEEK + timedelta(days=1)).timestamp())


async def test_a_receipt_says_until_when_the_bytes_of_its_version_may_come(ingest: Ingest) -> None:
    submission, without = uuid4(), uuid4()
    received = (await ingest.put(submission, body())).json()
    plain = (await ingest.put(without, report_body())).json()
    await ingest.put(submission, body(visitors=301), if_match=1)
    older = (await ingest.get(f"/v1/receipts/{submission}.1")).json()
    withdrawal = f"/v1/submissions/{submission}/withdraw"
    gone = await ingest.client.post(withdrawal, json={"version": 2}, headers=ingest.school_filer())

    seconds = next(one.rules.files_due_seconds for one in shipped_editions() if one.edition == "2024")
    assert datetime.fromisoformat(received["files_due_at"]) == IN_THE_WEEK + timedelta(seconds=seconds)
    assert [plain["files_due_at"], older["files_due_at"], gone.json()["files_due_at"]] == [None, None, None]


async def test_grants_are_minted_anew_at_each_reading_and_stored_nowhere(servers: Servers, prefix: str) -> None:
    async with provisioned(realm_on(servers, prefix)) as realm, running_ingest(realm) as ingest:
        submission = await filed(ingest)
        ingest.clock.advance(5 * 3_600)

        answer = await ingest.get(f"/v1/receipts/{submission}.1")
        assert answer.headers["cache-control"] == "no-store"
        again = answer.json()
        assert grants(ingest, again)[0].expires_at == int((IN_THE_WEEK + timedelta(hours=29)).timestamp())
        whole = (await ingest.get(f"/v1/submissions/{submission}")).json()
        assert len(whole["receipt"]["uploads"]) == 2

        mongo = Mongo.connect(realm.settings, "ingest")
        document = await mongo.collection("submissions").find_one({"_id": str(submission)})
        assert again["uploads"][0]["grant"].split(".")[0] not in str(document)
        mongo.close()

        ingest.clock.advance(4 * 86_400)
        assert (await ingest.get(f"/v1/receipts/{submission}.1")).json()["uploads"] == []


async def test_only_those_who_may_amend_are_given_grants_and_only_for_the_newest_version(ingest: Ingest) -> None:
    submission = await filed(ingest)
    reader = ingest.as_("p-reader", (CITY, Role.READER))
    assert (await ingest.get(f"/v1/receipts/{submission}.1", reader)).json()["uploads"] == []
    reviewer = ingest.as_("p-reviewer", (CITY, Role.REVIEWER))
    granted = grants(ingest, (await ingest.get(f"/v1/receipts/{submission}.1", reviewer)).json())
    assert {grant.person for grant in granted} == {"p-reviewer"}

    amended = (await ingest.put(submission, body(FILM), if_match=1)).json()
    assert [grant.version for grant in grants(ingest, amended)] == [2]
    assert (await ingest.get(f"/v1/receipts/{submission}.1")).json()["uploads"] == []

    headers = ingest.school_filer() | {"If-Match": '"2"'}
    withdrawn = await ingest.client.post(f"/v1/submissions/{submission}/withdraw", headers=headers)
    assert withdrawn.json()["uploads"] == []
    assert (await ingest.get(f"/v1/receipts/{submission}.2")).json()["uploads"] == []


async def take_back(ingest: Ingest, submission: UUID, sha256: str, who: dict[str, str]) -> Any:  # noqa: ANN401 - httpx's.
    path = f"/v1/submissions/{submission}/files/{sha256}/withdraw-consent"
    return await ingest.client.post(path, headers=who)


async def test_a_consent_is_taken_back_once_said_to_the_world_and_kept_by_later_versions(ingest: Ingest) -> None:
    submission = await filed(ingest)
    filer, photo = ingest.school_filer(), PHOTO["sha256"]

    for _saying in range(2):
        answer = await take_back(ingest, submission, photo, filer)
        assert answer.status_code == 200, shown(answer)
        assert answer.json()["consents_withdrawn"] == [photo]
        assert (answer.json()["version"], answer.headers["etag"]) == (1, '"1"')
        assert [upload["sha256"] for upload in answer.json()["uploads"]] == [FILM["sha256"]]
    amended = await ingest.put(submission, body(visitors=301), if_match=1)
    assert amended.json()["consents_withdrawn"] == [photo]
    assert [upload["sha256"] for upload in amended.json()["uploads"]] == [FILM["sha256"]]
    # The older version's own film may be the one that is public, whatever the newest one holds.
    await ingest.put(submission, body(PHOTO, visitors=302), if_match=2)
    assert (await take_back(ingest, submission, FILM["sha256"], filer)).status_code == 200

    async def said() -> bool:
        return len(await ingest.realm.states_of(submission)) == 5

    await eventually(said)
    states = await ingest.realm.states_of(submission)
    assert [(one.version, len(one.consents_withdrawn)) for one in states] == [(1, 0), (1, 1), (2, 1), (3, 1), (3, 2)]
    assert states[1].content == states[0].content
    acts = [decode_open(ActEvent, one.value) for one in await ingest.realm.said(topics.ACTS["ingest"])]
    # An event may be sent again; its id tells.
    mine = {act.act: act for act in acts if act.object == f"submission:{submission}"}.values()
    assert [act.after for act in mine if act.verb == "withdraw_consent"] == [
        f"version 1, consent withdrawn for {'a' * 12}",
        f"version 3, consent withdrawn for {'a' * 12}, {'b' * 12}",
    ]


@pytest.mark.parametrize(
    ("role", "organisation", "expected"),
    [
        (Role.FILER, SCHOOL, 200),
        (Role.APPROVER, UNIT, 200),
        (Role.EDITOR, MINISTRY, 200),
        (Role.REVIEWER, CITY, 403),
        (Role.READER, UNIT, 403),
        (Role.EDITOR, UNIT, 403),
        (Role.APPROVER, OTHER_UNIT, 404),
        (Role.SYSTEM_ADMINISTRATOR, MINISTRY, 404),
    ],
)
async def test_a_consent_is_taken_back_by_the_filer_the_unit_or_the_ministry(
    ingest: Ingest, role: Role, organisation: str, expected: int
) -> None:
    submission = await filed(ingest)
    who = ingest.as_(f"p-{role.value}", (organisation, role))

    answer = await take_back(ingest, submission, PHOTO["sha256"], who)

    assert answer.status_code == expected, shown(answer)
    held = (await ingest.get(f"/v1/submissions/{submission}")).json()
    assert held["receipt"]["consents_withdrawn"] == ([PHOTO["sha256"]] if expected == 200 else [])
    seen = await ingest.get(f"/v1/submissions/{submission}", who)
    if seen.status_code == 200:
        assert seen.json()["may_withdraw_consent"] == (expected == 200)


async def test_a_file_that_was_never_promised_has_no_consent_to_take_back(ingest: Ingest) -> None:
    submission = await filed(ingest)

    assert (await take_back(ingest, submission, "c" * 64, ingest.school_filer())).status_code == 404
    assert (await take_back(ingest, uuid4(), PHOTO["sha256"], ingest.school_filer())).status_code == 404
    assert (await take_back(ingest, submission, "C", ingest.school_filer())).status_code == 422


async def test_a_consent_is_taken_back_also_after_the_item_was(ingest: Ingest) -> None:
    submission = await filed(ingest)
    headers = ingest.school_filer() | {"If-Match": '"1"'}
    await ingest.client.post(f"/v1/submissions/{submission}/withdraw", headers=headers)

    answer = await take_back(ingest, submission, PHOTO["sha256"], ingest.school_filer())

    assert (answer.status_code, answer.json()["consents_withdrawn"]) == (200, [PHOTO["sha256"]])
    assert answer.json()["stand"]["state"] == "withdrawn"
