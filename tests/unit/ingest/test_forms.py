"""The form of a call comes from its edition: words, order, duty and numbers are data."""

import pytest

from contracts.editions import indicators, shipped_editions
from contracts.forms import Form, FormField
from contracts.problems import ProblemCode
from contracts.submissions import Choice, Kind, Plan
from services.ingest.domain.forms import FIELD_TYPES, MODELS, OUTSIDE, describe, entries_of, required_problems
from services.ingest.domain.validation import form_problems
from tests.unit.ingest.making import EDITION, context, report, request, session


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("edition", shipped_editions(), ids=lambda one: one.edition)
def test_every_edition_has_a_form_for_every_kind_with_words_in_both_languages(edition: object, kind: Kind) -> None:
    form = describe(edition, kind, indicators())  # type: ignore[arg-type]

    assert form is not None
    assert len(form.asked) == len(form.form.fields), "a field of the form is none of the kind's"
    assert all(asked.field.zh and asked.field.en for asked in form.asked)
    assert {"title", "no_state_secrets", "manifest"} <= {asked.field.field for asked in form.asked}


def test_every_field_of_every_kind_could_be_asked_for() -> None:
    fields = {name for model in MODELS.values() for name in model.model_fields} - {"kind"}

    assert fields | OUTSIDE == set(FIELD_TYPES)


def test_the_limits_of_a_text_are_those_of_the_call() -> None:
    shorter = EDITION.model_copy(
        update={"limits": EDITION.limits.model_copy(update={"manuscript_max_characters": 800})}
    )

    described = describe(shorter, Kind.MANUSCRIPT, indicators())

    assert described is not None
    limits = {asked.field.field: asked.max_characters for asked in described.asked}
    assert (limits["text"], limits["title"], limits["focus"]) == (800, 200, None)


def test_numbers_that_matter_come_first_and_a_rate_is_never_typed() -> None:
    described = describe(EDITION, Kind.ACTIVITY_REPORT, indicators())

    assert described is not None
    codes = [one.code for one, _suggested in described.indicators]
    assert codes[0] == "attendee_count"
    assert described.indicators[0][1]
    assert "adoption_rate" not in codes
    assert len(codes) == len(set(codes)) == len(indicators()) - 1


def test_a_call_that_requires_more_refuses_what_is_empty_there() -> None:
    asks = Form(
        kind=Kind.ACTIVITY_REPORT,
        zh="活动",
        en="Report",
        fields=tuple(FormField(field=name, zh=name, en=name, required=True) for name in ("title", "focus", "manifest")),
    )
    stricter = EDITION.model_copy(update={"forms": (asks,)})
    empty = request(report(session()))
    filled = request(report(session(), focus=(Choice(code="F1"),)))

    found = [(one.path, one.code) for one in required_problems(empty, stricter)]

    assert found == [("content.focus", ProblemCode.MISSING_FIELD), ("manifest", ProblemCode.MISSING_FIELD)]
    assert [one.path for one in required_problems(filled, stricter)] == ["manifest"]
    assert [one.path for one in form_problems(empty, context(edition=stricter))] == ["content.focus", "manifest"]


def test_what_a_rule_has_said_the_form_does_not_repeat() -> None:
    without_title = request(report(session(), title=" ", no_state_secrets=False))

    paths = [one.path for one in form_problems(without_title, context())]

    assert paths == ["content.title", "content.no_state_secrets"]


def test_whom_an_open_activity_is_for_is_chosen_from_the_list_of_the_edition() -> None:
    plan = Plan(
        title="开放日",
        no_state_secrets=True,
        open_to_public=True,
        audience=(Choice(code="residents"), Choice(code="aliens"), Choice(code="other")),
    )

    found = {one.path: one.code for one in form_problems(request(plan), context())}

    assert found == {
        "content.audience.1.code": ProblemCode.UNKNOWN_CODE,
        "content.audience.2.text": ProblemCode.OTHER_NEEDS_TEXT,
    }


def test_listed_activities_stand_under_whoever_lists_them_and_duties_are_none() -> None:
    entries = {entry.code: entry for entry in entries_of(EDITION, "activities")}

    assert entries["C09-01"].name == "“耕读+”劳动育人系列活动"
    assert entries["C09-01"].group == "供销合作"
    assert "D01-04" not in entries
