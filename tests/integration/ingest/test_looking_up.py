"""What a form asks while somebody fills it in, over HTTP: nothing is asked twice, and nothing leaves its branch."""

from typing import Any
from uuid import uuid4

import pytest

from contracts import topics
from contracts.moderation import Act, State
from contracts.organisations import MINISTRY, Role
from contracts.submissions import Kind
from services.ingest.store import lookups
from services.kit.mongo import Mongo
from tests.integration.ingest.running import CITY, OTHER_UNIT, SCHOOL, UNIT, Ingest, report_body, shown, summary_body
from tests.integration.ingest.test_receipts import decided, until

MAKER = "uscc:91330000142919420W"


async def test_a_form_says_what_it_asks_in_both_languages_and_is_sent_once(ingest: Ingest) -> None:
    first = await ingest.get("/v1/forms/2024/activity_report")
    again = await ingest.client.get(
        "/v1/forms/2024/activity_report", headers=ingest.school_filer() | {"If-None-Match": first.headers["etag"]}
    )
    told = first.json()

    assert first.status_code == 200, shown(first)
    assert [field["field"] for field in told["fields"]][:2] == ["title", "activity"]
    assert told["numbers"][0] | {"suggested": True, "unit": "人"} == told["numbers"][0]
    assert {"code": "C08-01"}.items() <= next(
        entry for entry in told["lists"]["activities"] if entry["code"] == "C08-01"
    ).items()
    assert (again.status_code, again.content) == (304, b"")
    assert (await ingest.get("/v1/forms/1999/case")).status_code == 404
    assert (await ingest.client.get("/v1/forms/2024/case")).status_code == 401


async def test_what_was_entered_once_is_suggested_the_next_time_and_to_nobody_else(ingest: Ingest) -> None:
    content = {
        "measures": [{"indicator": "enterprise_count", "keys": [MAKER], "names": ["浙江某机械厂"]}],
        "hosts": [{"name": "某校团委", "body": "school"}],
    }
    contact = {"name": "李老师", "phone": "0575-12345"}
    filed = await ingest.put(uuid4(), report_body("开放日一", content=content, contact=contact))
    path = f"/v1/suggestions?edition=2024&organisation={SCHOOL}&kind=activity_report"

    found = (await ingest.get(path)).json()
    city = await ingest.get(path, ingest.as_("p-city", (CITY, Role.REVIEWER)))
    stranger = await ingest.get(path, ingest.as_("p-other", (OTHER_UNIT, Role.FILER)))
    reader = await ingest.get(path, ingest.as_("p-reader", (SCHOOL, Role.READER)))

    assert filed.status_code == 201, shown(filed)
    assert found["contact"] == contact
    assert {"organisation": None, "name": "某校团委", "body": "school"} in found["hosts"]
    assert [key["name"] for key in found["keys"] if key["key"] == MAKER] == ["浙江某机械厂"]
    assert found["venues"][0]["place"]["code"] == "330602"
    assert found["sums"] is None
    assert [city.status_code, stranger.status_code, reader.status_code] == [200, 403, 403]
    assert (await ingest.get(path.replace(SCHOOL, "nobody"))).json()["fields"][0]["code"] == "unknown_organisation"


async def test_a_summary_is_offered_the_sums_of_what_was_accepted(ingest: Ingest) -> None:
    submission = uuid4()
    unit = ingest.as_("p-unit", (UNIT, Role.MANAGER))
    path = f"/v1/suggestions?edition=2024&organisation={UNIT}&kind=summary"
    await ingest.put(submission, report_body("已通过", visitors=321))
    before = (await ingest.get(path, unit)).json()["sums"]
    await ingest.realm.tell(topics.DECISIONS, [decided(submission, 1, Act.ACCEPT, State.ACCEPTED, level=2)])
    await until(ingest, submission, lambda one: one["state"] == "accepted")

    found = (await ingest.get(path, unit)).json()["sums"]

    assert before == {"measures": [], "highlights": [], "cases": [], "of": 0, "complete": True}
    assert (found["of"], found["complete"]) == (1, True)
    assert {one["indicator"]: one["value"] for one in found["measures"]} == {
        "attendee_count": 321,
        "session_count": 1,
        "activity_count": 1,
        "district_count": 1,
    }


async def test_the_sums_of_a_summary_are_of_all_that_counts_or_say_that_they_are_not(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookups, "READ_AT_ONCE", 2)
    path = f"/v1/suggestions?edition=2025&organisation={UNIT}&kind=summary"
    unit = ingest.as_("p-unit", (UNIT, Role.MANAGER))
    ids = [uuid4() for _ in range(3)]
    for number, submission in enumerate(ids):
        highlight = {"highlight": number == 0}
        body = report_body(f"合计{number}", visitors=100, content=highlight) | {"edition": "2025"}
        assert (await ingest.put(submission, body)).status_code == 201
    accepted = [decided(one, 1, Act.ACCEPT, State.ACCEPTED, level=2, stage="counted") for one in ids]
    await ingest.realm.tell(topics.DECISIONS, accepted)
    for one in ids:
        await until(ingest, one, lambda stand: stand["state"] == "accepted")
    # What was accepted counts on while its newer version waits.
    await ingest.put(ids[0], report_body("改过的", visitors=999) | {"edition": "2025"}, if_match=1)

    whole = (await ingest.get(path, unit)).json()["sums"]
    mongo = Mongo.connect(ingest.realm.settings, "ingest")
    spoilt = {"_id": str(ids[1])}
    before = await mongo.collection("submissions").find_one(spoilt) or {}
    await mongo.collection("submissions").update_one(spoilt, {"$set": {"current": "{}"}})
    part = (await ingest.get(path, unit)).json()["sums"]
    await mongo.collection("submissions").update_one(spoilt, {"$set": {"current": before["current"]}})
    mongo.close()

    def visitors(sums: dict[str, Any]) -> int:
        return sum(one["value"] for one in sums["measures"] if one["indicator"] == "attendee_count")

    assert (visitors(whole), whole["of"], whole["complete"], whole["highlights"]) == (300, 3, True, ["合计0"])
    assert (visitors(part), part["of"], part["complete"]) == (200, 2, False)


async def test_an_enterprise_that_somebody_of_the_branch_typed_is_found_there_and_nowhere_else(ingest: Ingest) -> None:
    content = {"measures": [{"indicator": "enterprise_count", "keys": [MAKER], "names": ["浙江某机械厂"]}]}
    await ingest.put(uuid4(), report_body("开放日二", content=content))
    path = "/v1/keys?q=某机械&scheme=uscc&scheme=name"

    own = (await ingest.get(path)).json()["items"]
    city = (await ingest.get(path, ingest.as_("p-city-2", (CITY, Role.FILER)))).json()["items"]
    elsewhere = (await ingest.get(path, ingest.as_("p-else", (OTHER_UNIT, Role.FILER)))).json()["items"]
    body = (await ingest.get("/v1/keys?q=330600局")).json()["items"]

    assert [(one["key"], one["name"], one["source"]) for one in own] == [(MAKER, "浙江某机械厂", "entered")]
    assert own == city
    assert elsewhere == []
    assert [(one["organisation"], one["kind"], one["source"]) for one in body] == [(CITY, "city", "directory")]


async def test_a_units_own_themes_of_the_year_are_offered_to_its_schools_and_a_clerks_entry_to_those_above(
    ingest: Ingest,
) -> None:
    asked = f"/v1/suggestions?edition=2024&organisation={SCHOOL}&kind=activity_report"
    entering = {
        "own": ingest.as_("p-own", (SCHOOL, Role.MANAGER)),
        "city": ingest.as_("p-city", (CITY, Role.REVIEWER)),
        "city's filer": ingest.as_("p-city-filer", (CITY, Role.FILER)),
        "ministry's editor": ingest.as_("p-editor", (MINISTRY, Role.EDITOR)),
    }

    found = {name: (await ingest.get(asked, who)).json() for name, who in entering.items()}
    reader = await ingest.get(asked, ingest.as_("p-ministry-reader", (MINISTRY, Role.READER)))

    assert found["own"]["themes"] == [{"name": "匠心之江", "text": "省内各地统一使用"}]
    assert {name: one["may_enter"] for name, one in found.items()} == {
        "own": False,
        "city": True,
        "city's filer": False,
        "ministry's editor": True,
    }
    assert reader.status_code == 403


async def test_places_alone_are_found_where_a_place_is_asked_for(ingest: Ingest) -> None:
    all_of_them = (await ingest.get("/v1/keys?q=330")).json()["items"]
    places = (await ingest.get(f"/v1/keys?q=yuecheng&districts=true&organisation={SCHOOL}")).json()["items"]
    nearest = (await ingest.get(f"/v1/keys?q=330&districts=true&organisation={SCHOOL}&limit=2")).json()["items"]

    assert {one["organisation"] for one in all_of_them} > {CITY, UNIT, "330000:education"}
    assert [(one["district"], one["name"], one["where"], one["path"]) for one in places[:1]] == [
        ("330602", "越城区", ["浙江省", "绍兴市"], [UNIT, CITY])
    ]
    assert {one["source"] for one in places} == {"divisions"}
    assert [one["district"] for one in nearest] == [CITY, "330602"]


async def test_a_list_is_searched_by_its_titles_and_counted_by_state(ingest: Ingest) -> None:
    mark = uuid4().hex[:8]
    kept, gone = uuid4(), uuid4()
    await ingest.put(kept, report_body(f"匠心(开放)日 {mark}A"))
    await ingest.put(gone, report_body(f"匠心(开放)日 {mark}b"))
    await ingest.client.post(f"/v1/submissions/{gone}/withdraw", json={"version": 1}, headers=ingest.school_filer())
    asked = f"text=(开放)日 {mark}"

    found = (await ingest.get(f"/v1/submissions?{asked}")).json()["items"]
    folded = (await ingest.get(f"/v1/submissions?text={mark.upper()}a")).json()["items"]
    counted = (await ingest.get(f"/v1/submission-counts?{asked}&kind=activity_report")).json()
    elsewhere = await ingest.get(f"/v1/submission-counts?{asked}", ingest.as_("p-x", (OTHER_UNIT, Role.FILER)))
    administrator = ingest.as_("p-a", (SCHOOL, Role.SYSTEM_ADMINISTRATOR))

    assert {one["submission"] for one in found} == {str(kept), str(gone)}
    assert [one["submission"] for one in folded] == [str(kept)]
    assert counted == {"total": 2, "states": {"received": 1, "withdrawn": 1}}
    assert elsewhere.json() == {"total": 0, "states": {}}
    assert (await ingest.get("/v1/submission-counts", administrator)).json()["total"] == 0


async def test_an_earlier_report_becomes_a_draft_once_without_its_days_and_numbers(ingest: Ingest) -> None:
    submission, draft = uuid4(), uuid4()
    await ingest.put(submission, report_body("年年开放日", contact={"name": "李老师", "phone": "0575-12345"}))
    path = f"/v1/drafts/{draft}/copy?submission={submission}&edition=2025"

    first = await ingest.client.put(path, headers=ingest.school_filer())
    again = await ingest.client.put(path, headers=ingest.school_filer())
    stranger = await ingest.client.put(path, headers=ingest.as_("p-y", (OTHER_UNIT, Role.FILER)))

    assert (first.status_code, again.status_code) == (201, 200), shown(first)
    assert first.json()["etag"] == again.json()["etag"]
    form = first.json()["form"]
    assert (form["edition"], form["content"]["title"], form["manifest"]) == ("2025", "年年开放日", [])
    assert form["content"]["sessions"] == [
        {"place": {"kind": "district", "code": "330602"}, "measures": [{"indicator": "attendee_count"}]}
    ]
    assert form["contact"]["name"] == "李老师"
    assert stranger.status_code == 404


async def test_two_windows_on_one_draft_the_second_is_shown_what_the_first_has_saved(ingest: Ingest) -> None:
    draft, who = uuid4(), ingest.school_filer()
    body = {"organisation": SCHOOL, "title": "一", "form": {"content": {"title": "一"}}}
    etag = (await ingest.client.put(f"/v1/drafts/{draft}", json=body, headers=who)).json()["etag"]
    held = who | {"If-Match": f'"{etag}"'}
    newer = body | {"title": "二", "form": {"content": {"title": "二"}}}

    first = await ingest.client.put(f"/v1/drafts/{draft}", json=newer, headers=held)
    second = await ingest.client.put(f"/v1/drafts/{draft}", json=body | {"title": "三"}, headers=held)

    assert (first.status_code, second.status_code) == (200, 409)
    present = second.json()["facts"]["draft"]
    assert (present["title"], present["form"], present["author"]) == ("二", newer["form"], "p-school-filer")
    assert present["etag"] == first.json()["etag"] == second.json()["facts"]["etag"]
    assert second.json()["code"] == "draft_changed"


async def test_a_form_of_a_kind_is_one_that_a_put_takes(ingest: Ingest) -> None:
    told = (await ingest.get(f"/v1/forms/2024/{Kind.SUMMARY.value}")).json()
    fields = {field["field"] for field in told["fields"]} - {"manifest", "contact"}
    body = summary_body()
    body["content"] |= {name: [] for name in fields & {"measures", "highlights", "cases"}} | {"text": "总结"}

    filed = await ingest.put(uuid4(), body, who=ingest.as_("p-unit", (UNIT, Role.FILER)))

    assert fields <= set(body["content"])
    assert filed.status_code == 201, shown(filed)


async def test_a_school_is_found_by_the_initials_of_its_pinyin_from_the_first_question_on(ingest: Ingest) -> None:
    found = (await ingest.get("/v1/keys?q=3633000001j")).json()["items"]

    assert [one["organisation"] for one in found] == [SCHOOL]
