"""The public calendar over HTTP: open to everybody, it follows decisions, is cached, and is there while the store is away."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import icalendar
import pytest

from contracts import topics
from contracts.moderation import Act, Part, State
from contracts.problems import Problem, ProblemCode
from deploy.native.servers import Servers
from services.ingest.store.lookups import Lookups
from tests.integration.ingest.running import SCHOOL, Ingest, provisioned, realm_on, running_ingest, shown
from tests.integration.ingest.test_receipts import decided
from tests.integration.kit.waiting import eventually

DAY = "2024-05-14"


@pytest.fixture(scope="module")
async def ingest(servers: Servers, prefix: str) -> AsyncIterator[Ingest]:
    """Ingest whose calendar is read anew at every question."""
    async with (
        provisioned(realm_on(servers, prefix, ingest_calendar_seconds=0)) as realm,
        running_ingest(realm) as running,
    ):
        yield running


def plan_body(title: str, **content: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a plan.
    told = {
        "kind": "plan",
        "title": title,
        "no_state_secrets": True,
        "open_to_public": True,
        "audience": [{"code": "residents"}],
        "registration": "现场领券",
        "sessions": [
            {
                "when": {"start": DAY, "end": DAY},
                "place": {"kind": "district", "code": "330602", "name": "实训楼"},
                "starts": "09:00",
                "ends": "11:30",
                "address": "示范路1号",
            }
        ],
    } | content
    contact = {"name": "李老师", "phone": "0575-12345"}
    return {"edition": "2024", "organisation": SCHOOL, "content": told, "contact": contact}


async def decide(
    ingest: Ingest, submission: UUID, revision: int, *, version: int, state: State, counted: int | None
) -> None:
    """Tell what moderation would, with the version that then stands as accepted."""
    act = Act.ACCEPT if state is State.ACCEPTED else Act.NEW_VERSION
    name, number, event = decided(submission, revision, act, state, version=version, level=2)
    part = Part(version=counted, level=2, facts=()) if counted else None
    standing = event.standing.model_copy(update={"counted": part})
    event = event.model_copy(update={"standing": standing})
    await ingest.realm.tell(topics.DECISIONS, [(name, number, event)])


async def listed(ingest: Ingest, mark: str) -> list[dict[str, Any]]:
    answer = await ingest.client.get(f"/v1/calendar?q={mark}")
    assert answer.status_code == 200, shown(answer)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def accepted(ingest: Ingest, title: str, **content: Any) -> UUID:  # noqa: ANN401 - any field of a plan.
    """A plan that was filed and accepted, and is in the calendar."""
    submission = uuid4()
    filed = await ingest.put(submission, plan_body(title, **content))
    assert filed.status_code == 201, shown(filed)
    await decide(ingest, submission, 1, version=1, state=State.ACCEPTED, counted=1)

    async def there() -> bool:
        return bool(await listed(ingest, title))

    await eventually(there)
    return submission


async def test_an_open_activity_is_shown_to_everybody_once_it_is_accepted_and_names_nobody(ingest: Ingest) -> None:
    mark, waiting = f"开放{uuid4().hex}", f"待审{uuid4().hex}"
    await ingest.put(uuid4(), plan_body(waiting))
    submission = await accepted(ingest, mark)
    closed = await ingest.put(uuid4(), plan_body(f"内部{uuid4().hex}", open_to_public=False))

    answer = await ingest.client.get(
        f"/v1/calendar?q={mark}&from={DAY}&to={DAY}&unit=330000&city=330600&audience=residents"
    )
    (one,) = answer.json()["items"]

    assert closed.status_code == 201
    assert (one["title"], one["submission"], one["start"], one["starts"]) == (mark, str(submission), DAY, "09:00")
    assert (one["organisation_name"], one["unit_name"]) == ("3633000001局", "330000局")
    assert one["where"] | {"name": "实训楼", "address": "示范路1号", "code": "330602"} == one["where"]
    assert one["audience"] == [{"code": "residents", "name": "社会公众(社区居民)"}]
    assert answer.json()["choices"]["cities"] == [{"code": "330600", "name": "330600", "count": 1}]
    assert "李老师" not in answer.text
    assert "0575" not in answer.text
    assert "p-school-filer" not in answer.text
    assert await listed(ingest, waiting) == []


async def test_a_withdrawn_plan_is_gone_and_a_cancelled_one_is_struck_out_at_once(ingest: Ingest) -> None:
    gone, off = f"撤回{uuid4().hex}", f"取消{uuid4().hex}"
    first, second = await accepted(ingest, gone), await accepted(ingest, off)

    await ingest.client.post(f"/v1/submissions/{first}/withdraw", json={"version": 1}, headers=ingest.school_filer())
    await ingest.put(second, plan_body(off, status="cancelled"), 1)
    text = (await ingest.client.get(f"/v1/calendar.ics?q={off}")).text
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")

    assert await listed(ingest, gone) == []
    assert [one["cancelled"] for one in await listed(ingest, off)] == [True]
    assert (event["STATUS"], event["SEQUENCE"], event["UID"]) == ("CANCELLED", 2, f"{second}-0@weekwire")
    assert (await ingest.client.get(f"/v1/calendar/{first}.ics")).status_code == 404


async def test_another_time_is_shown_only_when_it_is_accepted(ingest: Ingest) -> None:
    mark = f"改期{uuid4().hex}"
    submission = await accepted(ingest, mark)
    moved = plan_body(mark)
    moved["content"]["sessions"][0]["when"] = {"start": "2024-05-16", "end": "2024-05-16"}

    await ingest.put(submission, moved, 1)
    await decide(ingest, submission, 2, version=2, state=State.IN_REVIEW, counted=1)
    before = [one["start"] for one in await listed(ingest, mark)]
    await decide(ingest, submission, 3, version=2, state=State.ACCEPTED, counted=2)

    async def moved_on() -> bool:
        return [one["start"] for one in await listed(ingest, mark)] == ["2024-05-16"]

    await eventually(moved_on)
    assert before == [DAY]


async def test_who_has_it_already_is_told_so_and_anybody_may_keep_it_for_a_minute(ingest: Ingest) -> None:
    mark = f"缓存{uuid4().hex}"
    submission = await accepted(ingest, mark)

    etags = {}
    for path in (f"/v1/calendar?q={mark}", f"/v1/calendar.ics?q={mark}", f"/v1/calendar/{submission}.ics"):
        first = await ingest.client.get(path)
        ingest.clock.advance(1)
        etags[path] = first.headers["etag"]
        again = await ingest.client.get(path, headers={"If-None-Match": etags[path]})
        assert first.headers["cache-control"] == "public, max-age=60"
        assert (again.status_code, again.content) == (304, b"")
    await ingest.put(submission, plan_body(mark, status="cancelled"), 1)

    for path, etag in etags.items():
        assert (await ingest.client.get(path, headers={"If-None-Match": etag})).status_code == 200


async def test_the_calendar_is_read_page_by_page_in_the_order_of_days_and_times(ingest: Ingest) -> None:
    mark = f"分页{uuid4().hex}"
    days = ["2024-05-15", "2024-05-13", "2024-05-14", "2024-05-14"]
    sessions = [{"when": {"start": day, "end": day}, "starts": f"{9 + index:02}:00"} for index, day in enumerate(days)]
    await accepted(ingest, mark, sessions=sessions)

    found: list[str] = []
    path, cursor = f"/v1/calendar?q={mark}&limit=1", ""
    while True:
        page = (await ingest.client.get(path + cursor)).json()
        assert page["total"] == 4
        found += [f"{one['start']} {one['starts']}" for one in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"

    assert found == ["2024-05-13 10:00", "2024-05-14 11:00", "2024-05-14 12:00", "2024-05-15 09:00"]


async def test_while_the_store_is_away_the_last_calendar_is_shown_with_its_moment(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = f"断库{uuid4().hex}"
    await accepted(ingest, mark)
    before = (await ingest.client.get(f"/v1/calendar?q={mark}")).json()
    ingest.clock.advance(60)

    def away(_lookups: Lookups, _since: object) -> AsyncIterator[object]:
        raise Problem(ProblemCode.STORE_AWAY)

    with monkeypatch.context() as patched:
        patched.setattr(Lookups, "plans", away)
        during = (await ingest.client.get(f"/v1/calendar?q={mark}")).json()
    after = (await ingest.client.get(f"/v1/calendar?q={mark}")).json()

    assert (during["items"], during["as_of"]) == (before["items"], before["as_of"])
    assert after["as_of"] > before["as_of"]


async def test_a_question_that_makes_no_sense_is_refused_in_words(ingest: Ingest) -> None:
    for query in ("from=someday", "city=33", "limit=0", "cursor=nonsense"):
        answer = await ingest.client.get(f"/v1/calendar?{query}")
        assert answer.status_code in {400, 422}
        assert answer.headers["content-type"] == "application/problem+json"
