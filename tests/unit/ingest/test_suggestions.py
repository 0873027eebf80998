"""Nothing is asked twice: what an organisation entered before comes back, most used first."""

from datetime import date
from uuid import uuid4

from contracts.editions import indicators
from contracts.submissions import (
    AnyContent,
    Choice,
    Contact,
    FactMeasure,
    Host,
    Measure,
    Place,
    PlaceKind,
    Qualifier,
    Series,
    SubmissionState,
    Verdict,
)
from services.ingest.domain.copying import copied_form
from services.ingest.domain.facts import Origin, derive_facts
from services.ingest.domain.suggestions import known_keys, suggest, sums_of
from tests.unit.ingest.making import EDITION, NOW, SCHOOL, UNIT, case, measure, report, session, summary

MAKER = "uscc:91330000142919420W"


def state(content: AnyContent) -> SubmissionState:
    submission = uuid4()
    origin = Origin(submission, SCHOOL.organisation, EDITION, UNIT, indicators())
    return SubmissionState(
        submission=submission,
        revision=1,
        version=1,
        change="received",
        edition="2024",
        kind=content.kind,
        organisation=SCHOOL.organisation,
        unit=SCHOOL.unit,
        chain=SCHOOL.chain,
        filed_by="p-1",
        content=content,
        facts=derive_facts(content, origin).facts,
        content_sha256="0" * 64,
        verdict=Verdict.NOT_OWED,
        received_at=NOW,
        version_received_at=NOW,
    )


def at(address: str | None, code: str = "330602") -> Place:
    return Place(kind=PlaceKind.DISTRICT, code=code, name=address)


def test_the_newest_contact_and_the_most_used_venue_are_suggested_first() -> None:
    hall, yard = at("实训楼"), at("操场")
    older = state(report(session(place=hall), session(place=hall), session(place=yard)))
    newer = state(report(session(place=yard), hosts=(Host(name="某校", body="school"),), focus=(Choice(code="F1"),)))

    found = suggest([(newer, Contact(name="新老师", phone="057500000")), (older, Contact(name="旧", phone="0575111"))])

    assert found.contact == Contact(name="新老师", phone="057500000")
    assert [(venue.place.name, venue.used) for venue in found.venues] == [("操场", 2), ("实训楼", 2)]
    assert found.hosts == (Host(name="某校", body="school"),)
    assert found.choices["focus"] == (Choice(code="F1"),)
    assert found.of == 2


def test_whoever_filed_nothing_yet_is_suggested_nothing() -> None:
    found = suggest([])

    assert (found.contact, found.venues, found.keys, found.of) == (None, (), (), 0)


def test_a_code_keeps_the_newest_name_that_somebody_gave_it_and_names_are_one_however_written() -> None:
    old = Measure(indicator="enterprise_count", keys=(MAKER, "name:ACME 工厂"), names=("旧名", ""))
    new = Measure(indicator="enterprise_visited_count", keys=(MAKER.lower().replace("uscc", "uscc"), "name:acme工厂"))
    named = Measure(indicator="enterprise_count", keys=(MAKER,), names=("浙江某机械厂",))

    found = {
        one.key: one for one in known_keys([report(measures=(named,)), report(session(new)), summary(measures=(old,))])
    }

    assert found[MAKER].name == "浙江某机械厂"
    assert found[MAKER].used == 3
    assert found[MAKER].indicators == ("enterprise_count", "enterprise_visited_count")
    assert (found["name:acme工厂"].used, found["name:acme工厂"].name) == (2, "acme工厂")


def test_a_summary_is_added_up_from_what_was_held_and_names_are_counted_once() -> None:
    one = state(
        report(session(measure("attendee_count", 300), measure("enterprise_count", None, Qualifier.EXACT, MAKER)))
    )
    two = state(
        report(
            session(measure("attendee_count", 200, Qualifier.AT_LEAST), day=date(2024, 5, 15)),
            measures=(measure("enterprise_count", None, Qualifier.EXACT, MAKER, "name:别厂"),),
        )
    )
    expected = state(report(session(measure("attendee_count", 9_000, Qualifier.EXPECTED))))
    declared = state(summary(measures=(measure("attendee_count", 70_000),)))

    found = {one.indicator: one for one in sums_of([one, two, expected, declared], indicators())}

    assert found["attendee_count"] == FactMeasure(indicator="attendee_count", value=500, qualifier=Qualifier.AT_LEAST)
    assert found["enterprise_count"].value == 2
    assert found["session_count"].value == 3
    assert Series.DECLARED not in {facts.series for facts in one.facts}


def test_a_copy_keeps_what_comes_again_and_leaves_out_days_numbers_files_and_the_tick() -> None:
    told = report(
        session(measure("attendee_count", 300), place=at("实训楼")),
        measures=(measure("enterprise_count", None, Qualifier.EXACT, MAKER),),
        focus=(Choice(code="F1"),),
        highlight=True,
        text="每年一次的开放日",
    )

    form = copied_form(state(told), Contact(name="李老师", phone="057512345"), "2025")

    content = form["content"]
    assert (form["edition"], form["organisation"], form["manifest"]) == ("2025", SCHOOL.organisation, [])
    assert content["sessions"] == [
        {
            "place": {"kind": "district", "code": "330602", "name": "实训楼"},
            "measures": [{"indicator": "attendee_count"}],
        }
    ]
    assert content["measures"] == [{"indicator": "enterprise_count", "keys": [MAKER]}]
    assert (content["kind"], content["text"], content["focus"]) == (
        "activity_report",
        "每年一次的开放日",
        [{"code": "F1"}],
    )
    assert not {"no_state_secrets", "highlight"} & content.keys()
    assert form["contact"] == {"name": "李老师", "phone": "057512345"}


def test_a_copied_case_keeps_its_words() -> None:
    form = copied_form(state(case()), None, "2025")

    assert form["content"]["practice"] == "职" * 500
    assert "contact" not in form
