"""Every endpoint x role x organisation: data of another branch never appears, and nothing of it can be touched."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.organisations import Role
from services.moderation.app import create_app
from services.moderation.settings import ModerationSettings
from tests.integration.moderation.running import (
    COUNCIL,
    FAR_CITY,
    FAR_PROVINCE,
    FAR_SCHOOL,
    OTHER_CITY,
    OTHER_SCHOOL,
    Moderation,
)
from tests.unit.moderation.builders import CITY, MINISTRY, PROVINCE, SCHOOL

ORGANISATIONS = (
    MINISTRY,
    PROVINCE,
    CITY,
    SCHOOL,
    OTHER_CITY,
    OTHER_SCHOOL,
    FAR_PROVINCE,
    FAR_CITY,
    FAR_SCHOOL,
    COUNCIL,
)
SEEING = {MINISTRY, PROVINCE, CITY, SCHOOL}
BUSINESS = (Role.FILER, Role.REVIEWER, Role.APPROVER, Role.MANAGER, Role.EDITOR, Role.READER)
ADMINISTRATORS = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)
SECRET = "Only this branch knows"
NOTHING_OF_IT = {"revision": 0, "version": 0, "title": "", "problem": "not_found"}
"""What a preview says of an item that was asked for by its id and is not the caller's to see."""
CALLERS = [(role, name) for role in Role for name in ORGANISATIONS]


@pytest.fixture(scope="module")
async def secret(moderation: Moderation) -> UUID:
    """An item of the first province's school, waiting in its city."""
    filed = await moderation.filed(filed_by=SECRET)
    await moderation.filed(organisation=FAR_SCHOOL)
    return filed


async def ask_everything(moderation: Moderation, who: dict[str, str], item: UUID) -> dict[str, Any]:
    """Every endpoint once, with what it answers; the acts are such that nobody may do them."""
    client, one = moderation.client, f"/v1/items/{item}"
    decision = {"act": "undo", "version": 1}
    preview = {"select": {"submissions": [str(item)]}, "act": "mark_duplicate", "target": str(item)}
    complaint = {"complaint": str(uuid4()), "item": str(item), "about": "facts", "text": "that is not so"}
    settled = {"outcome": "kept", "reason": "it is so"}
    moved = {"organisation": SCHOOL, "edition": "2024", "reason": "moved"}
    return {
        "GET queue": await client.get("/v1/queue", headers=who),
        "GET items": await client.get("/v1/items", headers=who, params={"limit": 1_000}),
        "GET items by unit": await client.get("/v1/items", headers=who, params={"unit": PROVINCE}),
        "GET items by desk": await client.get("/v1/items", headers=who, params={"waits_for": CITY}),
        "GET item": await client.get(one, headers=who),
        "PUT decision": await client.put(f"{one}/decisions/{uuid4()}", headers=who, json=decision),
        "DELETE claim": await client.delete(f"{one}/claim/token", headers=who),
        "POST bulk preview": await client.post("/v1/bulk-previews", headers=who, json=preview),
        "PUT bulk decision": await client.put(f"/v1/bulk-decisions/{uuid4()}", headers=who, json={"preview": "none"}),
        "PUT reattribution": await client.put(f"/v1/reattributions/{uuid4()}", headers=who, json=moved),
        "POST complaint": await client.post("/v1/complaints", json=complaint),
        "GET complaint": await client.get("/v1/complaints/TS-1", headers=who | {"X-Weekwire-Secret": "no"}),
        "GET complaints": await client.get("/v1/complaints", headers=who),
        "PUT settlement": await client.put("/v1/complaints/TS-1/settlement", headers=who, json=settled),
        "GET rules": await client.get("/v1/rules", headers=who),
        "POST rules:try": await client.post("/v1/rules:try", headers=who, json={"files": {"words.yaml": None}}),
        "GET clues": await client.get("/v1/clues", headers=who),
    }


async def try_to_take(moderation: Moderation, who: dict[str, str], item: UUID) -> dict[str, Any]:
    """The endpoints that take something in hand, for those who must not get hold of this item."""
    return {
        "POST claim": await moderation.client.post(f"/v1/items/{item}/claim", headers=who),
        "POST next": await moderation.client.post("/v1/queue/next", headers=who, json={"unit": PROVINCE}),
    }


@pytest.mark.parametrize(("role", "organisation"), CALLERS)
async def test_an_item_is_seen_from_its_chain_and_from_nowhere_else(
    moderation: Moderation, secret: UUID, role: Role, organisation: str
) -> None:
    who = moderation.as_(f"p-{organisation}-{role.value}", (organisation, role))
    sees = organisation in SEEING and role in BUSINESS

    answers = await ask_everything(moderation, who, secret)

    assert all(answer.status_code < 500 for answer in answers.values())
    showing = {name for name, answer in answers.items() if answer.status_code == 200 and str(secret) in answer.text}
    if not sees:
        answers |= await try_to_take(moderation, who, secret)
        assert answers["POST claim"].status_code == 404
        assert answers["POST next"].status_code == 204
        assert showing == {"POST bulk preview"}
        assert answers["POST bulk preview"].json()["items"] == [NOTHING_OF_IT | {"submission": str(secret)}]
        assert not any(SECRET in answer.text for answer in answers.values())
        missing = {name: answers[name].status_code for name in ("GET item", "PUT decision", "DELETE claim")}
        assert set(missing.values()) == {404}
        assert answers["PUT reattribution"].status_code == 404
        # The item is not public: nobody learns by a complaint that it exists.
        assert answers["POST complaint"].status_code == 404
        assert organisation == MINISTRY or answers["POST rules:try"].status_code == 403
    else:
        assert {"GET items", "GET items by unit", "GET items by desk", "GET item"} <= showing
        assert ("GET queue" in showing) == (organisation == CITY and role in {Role.REVIEWER, Role.APPROVER})
        assert answers["PUT decision"].json()["code"] == "nothing_to_undo"


@pytest.mark.parametrize("organisation", [FAR_CITY, COUNCIL])
async def test_counts_are_those_of_ones_own_branch(moderation: Moderation, secret: UUID, organisation: str) -> None:
    who = moderation.reviewer(organisation)

    counts = (await moderation.client.get("/v1/queue", headers=who)).json()["counts"]

    assert counts["in_review"] == (1 if organisation == FAR_CITY else 0)
    assert str(secret) not in str(counts)


@pytest.mark.parametrize("path", ["/v1/queue", "/v1/items", f"/v1/items/{UUID(int=1)}"])
async def test_whoever_is_not_signed_in_sees_nothing(moderation: Moderation, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer no.such.token"}):
        assert (await moderation.client.get(path, headers=headers)).status_code == 401


def test_every_endpoint_is_asked() -> None:
    paths: dict[str, dict[str, object]] = create_app(ModerationSettings()).openapi()["paths"]
    asked = {
        "/v1/queue": {"get"},
        "/v1/queue/next": {"post"},
        "/v1/items": {"get"},
        "/v1/items/{submission}": {"get"},
        "/v1/items/{submission}/decisions/{decision}": {"put"},
        "/v1/items/{submission}/claim": {"post"},
        "/v1/items/{submission}/claim/{token}": {"delete"},
        "/v1/bulk-previews": {"post"},
        "/v1/bulk-decisions/{bulk}": {"put"},
        "/v1/reattributions/{move}": {"put"},
        "/v1/complaints": {"get", "post"},
        "/v1/complaints/{number}": {"get"},
        "/v1/complaints/{number}/settlement": {"put"},
        "/v1/rules": {"get"},
        "/v1/rules:try": {"post"},
        "/v1/clues": {"get"},
    }

    assert {path: set(methods) for path, methods in paths.items() if path.startswith("/v1/")} == asked


async def test_administrators_look_after_the_system_and_not_after_its_material() -> None:
    assert set(BUSINESS) | set(ADMINISTRATORS) == set(Role)
