"""A clerk enters what came by mail or fax: with its true time, on record, on the receipt, and never for oneself."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from contracts import topics
from contracts.acts import ActEvent
from contracts.base import decode_open
from contracts.organisations import MINISTRY, Role
from contracts.submissions import Channel, SubmissionState
from tests.integration.ingest.running import (
    CITY,
    IN_THE_WEEK,
    OTHER_UNIT,
    SCHOOL,
    UNIT,
    Ingest,
    report_body,
    shown,
    summary_body,
)
from tests.integration.kit.waiting import eventually

YESTERDAY = IN_THE_WEEK - timedelta(days=1)


def on_paper(body: dict[str, Any], **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of an entry.
    entry = {"received_at": YESTERDAY.isoformat(), "channel": "fax", "reference": "传真117"} | fields
    return body | {"entered": entry}


async def acts_on(submission: UUID, count: int, ingest: Ingest) -> list[ActEvent]:
    """The acts on a submission, once as many as expected are on record."""
    found: list[ActEvent] = []

    async def said() -> bool:
        acts = [decode_open(ActEvent, one.value) for one in await ingest.realm.said(topics.ACTS["ingest"])]
        found[:] = [one for one in acts if one.object == f"submission:{submission}"]
        return len(found) >= count

    await eventually(said, 30)
    return found


async def test_what_came_by_fax_keeps_both_times_and_who_entered_it_where(ingest: Ingest) -> None:
    submission = uuid4()
    clerk = ingest.as_("p-clerk", (CITY, Role.REVIEWER))

    filed = await ingest.put(submission, on_paper(report_body("传真来的开放日")), who=clerk)
    again = await ingest.put(submission, on_paper(report_body("传真来的开放日")), who=clerk)
    told = (await ingest.get(f"/v1/submissions/{submission}")).json()

    assert (filed.status_code, again.status_code) == (201, 200), shown(filed)
    receipt = told["receipt"]
    assert receipt["received_at"] == told["received_at"] == "2024-05-13T04:00:00Z"
    assert receipt["entered"] == {
        "received_at": "2024-05-13T04:00:00Z",
        "channel": "fax",
        "reference": "传真117",
        "entered_at": ingest.clock.now().isoformat().replace("+00:00", "Z"),
    }
    assert (receipt["filed_by"], receipt["filed_from"]) == ("p-clerk", CITY)


async def test_the_state_that_is_said_names_both_times_and_the_act_is_on_record(ingest: Ingest) -> None:
    submission = uuid4()
    editor = ingest.as_("p-editor", (MINISTRY, Role.EDITOR))
    body = on_paper(summary_body("寄来的总结"), channel="mail", reference=None)

    filed = await ingest.put(submission, body, who=editor)

    assert filed.status_code == 201, shown(filed)
    (act,) = await acts_on(submission, 1, ingest)
    (state,) = await ingest.realm.states_of(submission)
    assert state.entered_as is not None
    assert (state.entered_as.channel, state.filed_from) == (Channel.MAIL, MINISTRY)
    assert state.received_at == YESTERDAY
    assert state.version_received_at == state.entered_as.entered_at == ingest.clock.now()
    assert (act.verb, act.actor, act.organisation, act.on_behalf_of) == ("enter", "p-editor", MINISTRY, UNIT)
    assert act.after is not None
    assert "by mail, received 2024-05-13T04:00:00+00:00" in act.after


async def test_nobody_enters_for_oneself_from_below_or_from_elsewhere_and_the_attempt_is_on_record(
    ingest: Ingest,
) -> None:
    submission = uuid4()
    own = ingest.as_("p-own", (SCHOOL, Role.MANAGER))
    filer = ingest.as_("p-city-filer", (CITY, Role.FILER))
    stranger = ingest.as_("p-elsewhere", (OTHER_UNIT, Role.MANAGER))

    answers = [await ingest.put(submission, on_paper(report_body()), who=who) for who in (own, filer, stranger)]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(403, "forbidden")] * 3
    refused = await acts_on(submission, 3, ingest)
    assert [(one.verb, one.outcome) for one in refused] == [("enter", "refused")] * 3


async def test_a_time_that_cannot_be_is_named_with_every_other_fault_of_the_form(ingest: Ingest) -> None:
    clerk = ingest.as_("p-clerk", (CITY, Role.REVIEWER))
    tomorrow = (ingest.clock.now() + timedelta(days=1)).isoformat()
    body = on_paper(report_body(" "), received_at=tomorrow)

    refused = await ingest.put(uuid4(), body, who=clerk)
    wrong_way = await ingest.put(uuid4(), on_paper(report_body(), channel="pigeon"), who=clerk)

    assert {one["path"]: one["code"] for one in refused.json()["fields"]} == {
        "content.title": "missing_field",
        "entered.received_at": "entry_time",
    }
    assert wrong_way.json()["fields"][0]["code"] == "unknown_choice"


async def test_an_answer_that_came_on_paper_becomes_the_next_version_of_what_the_school_filed(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, report_body("原报"))
    clerk = ingest.as_("p-clerk", (CITY, Role.MANAGER))

    amended = await ingest.put(submission, on_paper(report_body("更正"), channel="by_hand"), 1, clerk)
    versions = (await ingest.get(f"/v1/submissions/{submission}/versions")).json()["items"]

    assert amended.status_code == 201, shown(amended)
    assert [one["entered"] and one["entered"]["channel"] for one in versions] == [None, "by_hand"]
    assert [one["filed_from"] for one in versions] == [None, CITY]


async def test_a_city_files_for_a_school_below_it_in_its_own_name_and_time(ingest: Ingest) -> None:
    submission = uuid4()

    filed = await ingest.put(submission, report_body("代报"), who=ingest.as_("p-city", (CITY, Role.FILER)))

    assert filed.status_code == 201, shown(filed)
    assert (filed.json()["filed_from"], filed.json()["entered"]) == (CITY, None)
    assert filed.json()["filed_from_name"] == "330600局"


async def test_what_a_colleague_files_for_somebody_names_both_on_the_receipt_and_to_the_world(ingest: Ingest) -> None:
    submission = uuid4()
    lent = ingest.as_("p-absent", (SCHOOL, Role.FILER), acting="p-colleague")

    filed = await ingest.put(submission, report_body("代同事报"), who=lent)
    amended = await ingest.put(submission, report_body("本人更正"), 1, ingest.as_("p-absent", (SCHOOL, Role.FILER)))

    assert (filed.json()["filed_by"], filed.json()["filed_for"]) == ("p-colleague", "p-absent")
    assert (amended.json()["filed_by"], amended.json()["filed_for"]) == ("p-absent", None)
    states: list[SubmissionState] = []

    async def said() -> bool:
        states[:] = await ingest.realm.states_of(submission)
        return len(states) == 2

    await eventually(said, 30)
    assert [(one.filed_by, one.filed_for) for one in states] == [("p-colleague", "p-absent"), ("p-absent", None)]
