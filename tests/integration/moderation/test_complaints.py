"""Complaints about public items on real servers: a receipt for anybody, a list for the desks, an outcome that must be true."""

from typing import Any
from uuid import UUID, uuid4

from contracts import topics
from contracts.moderation import Act
from deploy.native.servers import Servers
from tests.integration.moderation.running import (
    FAR_PROVINCE,
    Moderation,
    code_of,
    provisioned,
    realm_on,
    running,
)
from tests.unit.moderation.builders import CITY, PROVINCE, said

PHONE = "13800000000"


def complaint(item: UUID, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a complaint.
    contact = {"name": "王女士", "phone": PHONE}
    return {
        "complaint": str(uuid4()),
        "item": str(item),
        "about": "privacy",
        "text": "照片里有我的孩子。",
        "contact": contact,
    } | changes


async def opened(moderation: Moderation, item: UUID) -> dict[str, Any]:
    answer = await moderation.client.post("/v1/complaints", json=complaint(item))
    assert answer.status_code == 200, answer.text
    receipt: dict[str, Any] = answer.json()
    return receipt


async def settle(moderation: Moderation, number: str, outcome: str, who: dict[str, str], reason: str = "查明") -> Any:  # noqa: ANN401 - an answer.
    body = {"outcome": outcome, "reason": reason}
    return await moderation.client.put(f"/v1/complaints/{number}/settlement", headers=who, json=body)


async def public_item(moderation: Moderation) -> UUID:
    submission = await moderation.filed()
    await moderation.public(submission)
    return submission


async def test_anybody_complains_about_a_public_item_and_follows_it_with_the_receipt(moderation: Moderation) -> None:
    item = await public_item(moderation)
    body = complaint(item)

    first = (await moderation.client.post("/v1/complaints", json=body)).json()
    again = (await moderation.client.post("/v1/complaints", json=body)).json()
    other = await moderation.client.post("/v1/complaints", json=body | {"text": "something else"})

    assert first == again
    assert code_of(other) == "id_taken"
    number, secret = first["number"], first["secret"]
    shown = await moderation.client.get(f"/v1/complaints/{number}", headers={"X-Weekwire-Secret": secret})
    assert (shown.json()["state"], shown.json()["secret"]) == ("open", None)
    wrong = await moderation.client.get(f"/v1/complaints/{number}", headers={"X-Weekwire-Secret": "guessed"})
    assert wrong.status_code == 404
    assert (await moderation.item(item))["complaints"] == 1


async def test_what_is_not_public_cannot_be_complained_about_and_is_not_betrayed(moderation: Moderation) -> None:
    private = await moderation.filed()
    await moderation.accepted(private)

    for item in (private, uuid4()):
        answer = await moderation.client.post("/v1/complaints", json=complaint(item))
        assert code_of(answer) == "not_found"


async def test_the_ministrys_desk_sees_all_a_unit_its_own_and_nobody_else_who_complained(
    moderation: Moderation,
) -> None:
    number = (await opened(moderation, await public_item(moderation)))["number"]

    async def listed(who: dict[str, str]) -> list[dict[str, Any]]:
        page = await moderation.client.get("/v1/complaints", headers=who, params={"limit": 200, "state": "open"})
        return [one for one in page.json()["complaints"] if one["number"] == number]

    (national,) = await listed(moderation.editor())
    (units,) = await listed(moderation.approver(PROVINCE))
    assert (national["contact_phone"], units["contact_phone"]) == (PHONE, "")
    assert await listed(moderation.approver(FAR_PROVINCE)) == []
    assert await listed(moderation.reviewer(CITY)) == []


async def test_a_complaint_is_settled_by_another_person_as_what_has_become_of_the_item(moderation: Moderation) -> None:
    item = await public_item(moderation)
    receipt = await opened(moderation, item)
    number = receipt["number"]

    assert code_of(await settle(moderation, number, "withdrawn", moderation.editor(4))) == "wrong_state"
    assert code_of(await settle(moderation, number, "kept", moderation.editor(3))) == "same_person"
    assert code_of(await settle(moderation, number, "kept", moderation.approver(PROVINCE))) == "forbidden"
    assert code_of(await settle(moderation, number, "kept", moderation.approver(FAR_PROVINCE))) == "not_found"
    await moderation.done(item, Act.UNFEATURE, moderation.editor(4))
    settled = await settle(moderation, number, "withdrawn", moderation.editor(4))
    again = await settle(moderation, number, "withdrawn", moderation.editor(4))
    other = await settle(moderation, number, "withdrawn", moderation.editor(1), "another reason")

    assert settled.status_code == 200, settled.text
    assert settled.json() == again.json()
    assert code_of(other) == "wrong_state"
    shown = await moderation.client.get(f"/v1/complaints/{number}", headers={"X-Weekwire-Secret": receipt["secret"]})
    assert (shown.json()["outcome"], shown.json()["reason"]) == ("withdrawn", "查明")


async def test_a_corrected_item_settles_its_complaint_as_corrected(moderation: Moderation) -> None:
    item = await public_item(moderation)
    number = (await opened(moderation, item))["number"]
    await moderation.hear(said(2, submission=item))
    await moderation.public(item, 2)

    assert code_of(await settle(moderation, number, "kept", moderation.editor(4))) == "wrong_state"
    assert (await settle(moderation, number, "corrected", moderation.editor(4))).status_code == 200


async def test_a_complaint_in_general_is_the_ministrys_and_gets_an_answer(moderation: Moderation) -> None:
    body = complaint(uuid4(), about="other", text="报送页面的字太小了。") | {"item": None}
    receipt = (await moderation.client.post("/v1/complaints", json=body)).json()
    number = receipt["number"]

    assert (receipt["item"], receipt["title"], receipt["state"]) == (None, "", "open")
    units = await moderation.client.get("/v1/complaints", headers=moderation.approver(PROVINCE), params={"limit": 200})
    assert number not in {one["number"] for one in units.json()["complaints"]}
    assert code_of(await settle(moderation, number, "kept", moderation.editor(4))) == "wrong_state"
    settled = await settle(moderation, number, "answered", moderation.editor(4), "已加大字号")
    assert settled.status_code == 200, settled.text
    shown = await moderation.client.get(f"/v1/complaints/{number}", headers={"X-Weekwire-Secret": receipt["secret"]})
    assert (shown.json()["outcome"], shown.json()["reason"]) == ("answered", "已加大字号")


async def test_acts_say_that_a_complaint_came_and_was_settled_and_nothing_of_who_complained(
    moderation: Moderation,
) -> None:
    item = await public_item(moderation)
    number = (await opened(moderation, item))["number"]
    moderation.clock.advance(1)
    await settle(moderation, number, "kept", moderation.editor(4))

    acts = await moderation.acts(f"submission:{item}", 8)

    mine = [(act.verb, act.actor, act.after) for act in acts if number in (act.after or "")]
    assert mine == [("complain", "public", f"{number}:open"), ("settle_complaint", "editor-4", f"{number}:kept")]
    for topic in (topics.ACTS["moderation"], topics.DECISIONS, topics.FEATURED):
        assert not any(PHONE.encode() in record.value for record in await moderation.realm.said(topic))


async def test_complaints_of_one_address_are_limited_and_too_long_ones_refused(servers: Servers, prefix: str) -> None:
    limited = realm_on(servers, prefix, moderation_complaints_per_minute=3)
    async with provisioned(limited) as realm, running(realm) as moderation:
        long = await moderation.client.post("/v1/complaints", json=complaint(uuid4(), text="长" * 2_001))
        answers = [await moderation.client.post("/v1/complaints", json=complaint(uuid4())) for _ in range(4)]

    assert long.json()["fields"][0]["code"] == "too_long"
    assert [code_of(answer) for answer in answers] == ["not_found"] * 3 + ["rate_limited"]
    assert int(answers[-1].headers["Retry-After"]) >= 1
