"""An edition edited without code: a draft that may be wrong, a preview of what it does, publishing, and its history."""

from typing import Any

from contracts.organisations import MINISTRY, Role
from tests.integration.directory.running import Directory


async def published(directory: Directory, edition: str = "2025") -> dict[str, Any]:
    answer: dict[str, Any] = (await directory.client.get(f"/v1/editions/{edition}")).json()
    return answer


async def test_a_draft_is_kept_and_seen_by_nobody_until_it_is_published(directory: Directory) -> None:
    who = await directory.as_(MINISTRY, Role.MANAGER)
    wanted = await published(directory) | {"theme": "草稿主题"}

    kept = await directory.put("/v1/editions/2025/draft", {"state": wanted}, who)
    assert kept.status_code == 200, kept.text
    assert (await published(directory))["theme"] != "草稿主题"
    blind = await directory.put("/v1/editions/2025/draft", {"state": wanted | {"theme": "另"}}, who)
    assert blind.json()["code"] == "conflict"

    seen = {"revision": kept.json()["revision"], "note": "主题改定"}
    done = await directory.post("/v1/editions/2025/publish", seen, who)
    assert (done.status_code, done.json()["theme"]) == (200, "草稿主题")
    assert (await directory.get("/v1/editions/2025/draft", who)).status_code == 404
    history = (await directory.get("/v1/editions/2025/history", who)).json()
    assert (history[-1]["note"], [one["path"] for one in history[-1]["changes"]]) == ("主题改定", ["theme"])


async def test_a_preview_says_what_is_wrong_and_what_becomes_of_obligations(directory: Directory) -> None:
    who = await directory.as_(MINISTRY, Role.MANAGER)
    before = await published(directory, "2024")
    rules = [{**rule, "due_at": "2024-05-24T18:00:00+08:00"} for rule in before["obligations"]]

    preview = (await directory.post("/v1/editions/2024/preview", before | {"obligations": rules}, who)).json()

    assert preview["problems"] == []
    assert preview["obligations"]["moved"] == 77
    assert {change["path"].partition("]")[2] for change in preview["changes"]} == {".due_at"}
    assert await published(directory, "2024") == before

    wrong = before | {"end": "2024-01-01", "limits": before["limits"] | {"case_min_pictures": -1}}
    refused = (await directory.post("/v1/editions/2024/preview", wrong, who)).json()
    assert {one["path"] for one in refused["problems"]} == {"end", "limits.case_min_pictures"}


async def test_a_wrong_draft_is_kept_and_not_published(directory: Directory) -> None:
    who = await directory.as_(MINISTRY, Role.MANAGER)
    wanted = await published(directory, "2023") | {"end": "2020-01-01"}
    kept = await directory.put("/v1/editions/2023/draft", {"state": wanted}, who)

    refused = await directory.post("/v1/editions/2023/publish", {"revision": kept.json()["revision"]}, who)

    assert [field["path"] for field in refused.json()["fields"]] == ["end"]
    assert (await directory.get("/v1/editions/2023/draft", who)).status_code == 200
    assert (await directory.client.delete("/v1/editions/2023/draft", headers=who)).status_code == 204
