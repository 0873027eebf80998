"""The way in: one judgement for the API and for an import, with everything said at once in a dry run."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from contracts.submissions import Verdict, Video
from services.ingest.domain.identity import content_sha256
from services.ingest.domain.judging import examine, judge_submission
from services.ingest.domain.request import Prior, Ruling
from tests.unit.ingest.making import (
    EDITION,
    SCHOOL,
    UNIT,
    context,
    film,
    measure,
    obligation,
    report,
    request,
    session,
    summary,
)

AFTER_DUE = datetime(2024, 5, 26, tzinfo=UTC)
GOOD = request(report(session(measure("attendee_count", 300))))


def test_a_good_report_is_judged_with_its_hash_facts_and_no_verdict_owed() -> None:
    judged = judge_submission(GOOD, context())

    assert judged.content_sha256 == content_sha256(GOOD)
    assert judged.ruling == Ruling(Verdict.NOT_OWED)
    assert len(judged.facts) == 1
    assert judged.flags == ()


def test_a_bad_form_is_refused_with_all_its_problems() -> None:
    with pytest.raises(Problem) as raised:
        judge_submission(request(report(title=" ", activity="Z")), context())

    assert raised.value.code is ProblemCode.INVALID
    assert [one.path for one in raised.value.fields] == ["content.title", "content.activity"]
    assert raised.value.facts["count"] == 2


def test_a_sealed_edition_receives_nothing() -> None:
    with pytest.raises(Problem) as raised:
        judge_submission(GOOD, context(edition=EDITION.model_copy(update={"sealed": True})))

    assert raised.value.code is ProblemCode.EDITION_SEALED


def test_a_closed_organisation_files_until_its_last_day_is_over() -> None:
    closed = SCHOOL.model_copy(update={"closed_on": date(2024, 5, 13)})
    today = SCHOOL.model_copy(update={"closed_on": date(2024, 5, 14)})

    assert judge_submission(GOOD, context(today)).flags == ()
    with pytest.raises(Problem) as raised:
        judge_submission(GOOD, context(closed))
    assert raised.value.code is ProblemCode.ORGANISATION_CLOSED


def test_the_quota_stops_new_submissions_and_no_amendment() -> None:
    full = context(filed=EDITION.limits.submissions_per_organisation)

    assert judge_submission(GOOD, replace(full, prior=Prior(Ruling(Verdict.NOT_OWED)))).flags == ()
    with pytest.raises(Problem) as raised:
        judge_submission(GOOD, full)
    assert raised.value.code is ProblemCode.QUOTA_EXCEEDED


def test_a_summary_is_ruled_against_what_its_unit_owes() -> None:
    owed = (obligation(),)
    sent = request(summary(), filing=UNIT)

    assert judge_submission(sent, context(UNIT, obligations=owed)).ruling.verdict is Verdict.ON_TIME
    with pytest.raises(Problem) as raised:
        judge_submission(sent, context(UNIT, obligations=owed, now=AFTER_DUE))
    assert raised.value.code is ProblemCode.LATE_NEEDS_REASON


def test_a_dry_run_says_everything_and_the_verdict_even_where_it_would_be_refused() -> None:
    bad = request(summary(scope="nowhere"), filing=UNIT)
    late = context(UNIT, obligations=(obligation(),), now=AFTER_DUE + timedelta(days=9))

    said = examine(bad, late)

    assert [one.path for one in said.problems] == ["content.scope"]
    assert said.ruling == Ruling(Verdict.LATE_REFUSED)
    assert said.refusal is not None
    assert (said.refusal.code, said.refusal.fields) == (ProblemCode.LATE_REFUSED, said.problems)


def test_a_missing_reason_for_lateness_is_one_of_the_problems_of_the_form() -> None:
    late = context(UNIT, obligations=(obligation(),), now=AFTER_DUE)

    with pytest.raises(Problem) as alone:
        judge_submission(request(summary(), filing=UNIT), late)
    with pytest.raises(Problem) as beside:
        judge_submission(request(summary(scope="nowhere"), filing=UNIT), late)

    assert (alone.value.code, [one.path for one in alone.value.fields]) == (
        ProblemCode.LATE_NEEDS_REASON,
        ["late_reason"],
    )
    assert "2024-05-25 23:59:59" in alone.value.as_json()["fields"][0]["detail_zh"]
    assert (beside.value.code, [one.path for one in beside.value.fields]) == (
        ProblemCode.INVALID,
        ["content.scope", "late_reason"],
    )


def test_a_dry_run_shows_the_facts_of_what_only_lacks_a_reason() -> None:
    late = context(UNIT, obligations=(obligation(),), now=AFTER_DUE)
    sent = request(summary(measures=(measure("session_count", 248),)), filing=UNIT)

    said = examine(sent, late)

    assert [one.path for one in said.problems] == ["late_reason"]
    assert len(said.facts) == 1


def test_who_is_too_late_is_told_whom_to_ring() -> None:
    late = context(UNIT, obligations=(obligation(),), now=AFTER_DUE + timedelta(days=9))

    with pytest.raises(Problem) as raised:
        judge_submission(request(summary(), filing=UNIT), late)

    told = raised.value.as_json()
    assert EDITION.contact.phone is not None
    assert EDITION.contact.phone in told["remedy_zh"]
    assert EDITION.contact.phone in told["remedy_en"]


def test_a_film_without_the_declaration_is_flagged_and_received() -> None:
    content = Video(title="短片", no_state_secrets=True)

    assert judge_submission(request(content, film()), context()).flags == ("watermark_undeclared",)


@given(st.lists(st.sampled_from(["attendee_count", "school_count", "adoption_rate", "smile_count"]), max_size=5))
def test_a_dry_run_and_a_put_agree(codes: list[str]) -> None:
    sent = request(report(measures=tuple(measure(code, 1) for code in codes)))

    said = examine(sent, context())

    if said.refusal is None:
        judged = judge_submission(sent, context())
        assert (judged.facts, judged.flags, judged.ruling) == (said.facts, said.flags, said.ruling)
    else:
        with pytest.raises(Problem) as raised:
            judge_submission(sent, context())
        assert raised.value.fields == said.problems
        assert said.facts == ()
