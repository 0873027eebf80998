"""Whose drafts lie unsent, told to the service that reminds of deadlines and to nobody else."""

from typing import Any
from uuid import UUID, uuid4

from httpx import Response

from contracts.organisations import Role
from services.kit.service_tokens import mint_service_token
from services.notification.drafts import IngestDrafts, Unsent
from services.notification.neighbours import Neighbour
from services.notification.settings import NotificationSettings
from tests.integration.ingest.running import CITY, OTHER_UNIT, SCHOOL, Ingest

KIND = "case"


def service_header(ingest: Ingest, service: str = "notification", audience: str = "ingest") -> dict[str, str]:
    secret = ingest.realm.settings.service_secret.get_secret_value()
    return {"Authorization": f"Bearer {mint_service_token(service, audience, secret, ingest.clock.now())}"}


async def ask(ingest: Ingest, edition: str, *organisations: str, who: dict[str, str] | None = None) -> Response:
    body = {"edition": edition, "organisations": list(organisations)}
    header = service_header(ingest) if who is None else who
    return await ingest.client.post("/v1/draft-counts", json=body, headers=header)


async def saved(ingest: Ingest, edition: str, who: dict[str, str] | None = None, name: UUID | None = None) -> UUID:
    name, form = name or uuid4(), {"edition": edition, "content": {"kind": KIND, "title": "草稿"}}
    body: dict[str, Any] = {"organisation": SCHOOL, "title": "草稿", "form": form}
    answer = await ingest.client.put(f"/v1/drafts/{name}", json=body, headers=who or ingest.school_filer())
    assert answer.status_code == 201, answer.text
    return name


async def test_drafts_are_counted_by_organisation_kind_and_who_began_them(ingest: Ingest) -> None:
    edition, city = f"e-{uuid4().hex[:6]}", ingest.as_("p-city-1", (CITY, Role.FILER))
    first = await saved(ingest, edition)
    await saved(ingest, edition)
    await saved(ingest, edition, city)
    await saved(ingest, f"{edition}-other")
    person = (await ingest.get(f"/v1/drafts/{first}")).json()["author"]

    answer = await ask(ingest, edition, SCHOOL, CITY, "no-such")

    counted = {(one["organisation"], one["kind"], one["person"]): one["count"] for one in answer.json()["items"]}
    assert counted == {(SCHOOL, KIND, person): 2, (SCHOOL, KIND, "p-city-1"): 1}
    assert (await ask(ingest, edition, OTHER_UNIT)).json() == {"items": []}
    await ingest.client.delete(f"/v1/drafts/{first}", headers=ingest.school_filer())
    assert {one["count"] for one in (await ask(ingest, edition, SCHOOL)).json()["items"]} == {1}


async def test_nobody_but_the_service_that_reminds_is_told(ingest: Ingest) -> None:
    edition = f"e-{uuid4().hex[:6]}"
    await saved(ingest, edition)
    nobody: dict[str, str] = {}
    asked = (
        nobody,
        ingest.school_filer(),
        service_header(ingest, audience="directory"),
        service_header(ingest, "media"),
    )

    answers = [await ask(ingest, edition, SCHOOL, who=who) for who in asked]

    assert [answer.status_code for answer in answers] == [401, 401, 401, 403]
    assert not any(SCHOOL in answer.text for answer in answers)


async def test_the_service_that_reminds_reads_the_answer_with_its_own_question(ingest: Ingest) -> None:
    edition = f"e-{uuid4().hex[:6]}"
    await saved(ingest, edition, ingest.as_("p-city-1", (CITY, Role.FILER)))
    secret = ingest.realm.settings.service_secret.get_secret_value()
    address = NotificationSettings(notification_ingest=str(ingest.client.base_url)).ingest

    found = await IngestDrafts(Neighbour("ingest", address, secret, ingest.clock, ingest.client)).of(edition, [SCHOOL])

    assert found == [Unsent(SCHOOL, KIND, "p-city-1", 1)]
