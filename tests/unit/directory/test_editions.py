"""Editions: what may be changed, and when a shipped file takes over."""

from datetime import datetime, timedelta, timezone

import pytest

from contracts.editions import Edition, Rules, shipped_editions
from contracts.problems import Problem, ProblemCode
from services.directory.domain.editions import content_digest, edited, judge_edition, shipped_replaces

KNOWN: Edition = next(one for one in shipped_editions() if one.edition == "2024").model_copy(update={"revision": 7})
ROUTED = KNOWN.model_copy(update={"rules": Rules(five_cities_route="through_province")})


def test_what_stands_in_a_list_needs_a_code_and_a_name_and_a_promoter_a_kind_of_its_annex() -> None:
    first, *others = KNOWN.departments
    line = first.activities[0].model_copy(update={"name": " "})
    nameless = first.model_copy(update={"name": "", "kind": "ministry", "activities": (line,)})
    unit = KNOWN.units[0].model_copy(update={"code": ""})
    wrong = KNOWN.model_copy(update={"departments": (nameless, *others), "units": (unit, *KNOWN.units[1:])})

    assert _judged(wrong) == [
        ("departments.0.name", "missing_field"),
        ("units.0.code", "missing_field"),
        ("departments.0.activities.0.name", "missing_field"),
        ("departments.0.kind", "unknown_code"),
    ]


def test_a_route_is_changed_at_the_revision_that_was_seen() -> None:
    after = edited(KNOWN, ROUTED, 8)

    assert after is not None
    assert (after.revision, after.rules.five_cities_route) == (8, "through_province")


def test_the_same_content_is_no_change_whatever_revision_it_names() -> None:
    assert edited(KNOWN, KNOWN.model_copy(update={"revision": 1}), 8) is None


def test_a_change_on_another_state_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        edited(KNOWN, ROUTED.model_copy(update={"revision": 6}), 8)

    assert (refused.value.code, refused.value.facts) == (ProblemCode.CONFLICT, {"revision": 7})


def test_a_sealed_edition_never_changes_again() -> None:
    with pytest.raises(Problem) as refused:
        edited(KNOWN.model_copy(update={"sealed": True}), ROUTED, 8)

    assert refused.value.code is ProblemCode.EDITION_SEALED


def test_a_new_edition_names_no_revision() -> None:
    fresh = KNOWN.model_copy(update={"edition": "2031", "revision": 0})

    added = edited(None, fresh, 1)

    assert added is not None
    assert added.revision == 1
    with pytest.raises(Problem):
        edited(None, KNOWN, 1)


def test_all_that_is_wrong_with_an_edition_comes_at_once() -> None:
    twice = (KNOWN.obligations[0], KNOWN.obligations[0])
    wrong = KNOWN.model_copy(update={"end": KNOWN.start - timedelta(days=1), "timezone": "UTC", "obligations": twice})

    found = {(problem.path, problem.code.value) for problem in judge_edition("2023", wrong)}

    assert found == {
        ("edition", "unknown_edition"),
        ("end", "bad_span"),
        ("timezone", "unknown_code"),
        ("obligations", "duplicate_key"),
    }


@pytest.mark.parametrize(
    "due_at",
    [datetime(2024, 5, 25), datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), datetime.max],  # noqa: DTZ001, DTZ901
)
def test_a_due_time_is_a_moment_of_this_century(due_at: datetime) -> None:
    rule = KNOWN.obligations[0].model_copy(update={"due_at": due_at})
    wrong = KNOWN.model_copy(update={"obligations": (rule,)})

    assert [(problem.path, problem.code.value) for problem in judge_edition("2024", wrong)] == [
        ("obligations.0.due_at", "bad_span")
    ]


def _judged(edition: Edition) -> list[tuple[str, str]]:
    return [(problem.path, problem.code.value) for problem in judge_edition(edition.edition, edition)]


def test_a_number_with_which_nobody_could_work_is_refused() -> None:
    limits = KNOWN.limits.model_copy(update={"case_max_pictures": 2, "photo_max_bytes": -1})
    rules = KNOWN.rules.model_copy(update={"claim_lease_seconds": 0, "undo_window_seconds": 10**12})
    rule = KNOWN.obligations[0].model_copy(update={"grace_seconds": -1})

    wrong = KNOWN.model_copy(
        update={"limits": limits, "rules": rules, "obligations": (rule,), "ordinal": 10**30, "council_count": -1}
    )

    assert sorted(_judged(wrong)) == [
        ("council_count", "out_of_range"),
        ("limits.case_max_pictures", "out_of_range"),
        ("limits.photo_max_bytes", "out_of_range"),
        ("obligations.0.grace_seconds", "out_of_range"),
        ("ordinal", "out_of_range"),
        ("rules.claim_lease_seconds", "out_of_range"),
        ("rules.undo_window_seconds", "out_of_range"),
    ]


@pytest.mark.parametrize(
    "name",
    ["departments", "councils", "local_types", "focus", "tags", "manuscript_forms", "units", "coverage_goals"],
)
def test_a_code_stands_once_in_its_list(name: str) -> None:
    entries = getattr(KNOWN, name)

    found = _judged(KNOWN.model_copy(update={name: (*entries, entries[-1])}))

    assert (name, "duplicate_key") in found


def test_other_is_a_value_of_every_list_and_stands_in_none() -> None:
    other = KNOWN.tags[0].model_copy(update={"code": "other"})

    assert _judged(KNOWN.model_copy(update={"tags": (*KNOWN.tags, other)})) == [("tags", "duplicate_key")]


@pytest.mark.parametrize("target", ["C99-01", "D05-01"])
def test_an_activity_is_counted_under_a_line_that_exists_and_is_not_itself_counted_elsewhere(target: str) -> None:
    industry = KNOWN.departments[4]
    activity = industry.activities[0].model_copy(update={"same_as": target})
    departments = list(KNOWN.departments)
    departments[4] = industry.model_copy(update={"activities": (activity,)})

    found = _judged(KNOWN.model_copy(update={"departments": tuple(departments)}))

    assert found == [("departments.4.activities.0.same_as", "unknown_code")]


def test_the_province_of_a_city_of_the_five_is_a_unit() -> None:
    units = tuple(unit for unit in KNOWN.units if unit.code != "370000")
    qingdao = next(index for index, unit in enumerate(units) if unit.code == "370200")

    assert _judged(KNOWN.model_copy(update={"units": units})) == [(f"units.{qingdao}.gb2260_parent", "unknown_code")]


def test_every_shipped_edition_is_sound() -> None:
    assert [(one.edition, judge_edition(one.edition, one)) for one in shipped_editions()] == [
        (one.edition, ()) for one in shipped_editions()
    ]


@pytest.mark.parametrize(
    ("shipped", "known", "was_edited", "replaces"),
    [
        (KNOWN, None, False, True),
        (KNOWN, KNOWN, False, False),
        (ROUTED, KNOWN, False, True),
        # What the ministry changed is kept when the file changes, unless the file says that it is a newer one.
        (ROUTED, KNOWN, True, False),
        (ROUTED.model_copy(update={"revision": 9}), KNOWN, True, True),
        (ROUTED.model_copy(update={"revision": 6}), KNOWN, False, False),
        (ROUTED.model_copy(update={"revision": 9}), KNOWN.model_copy(update={"sealed": True}), False, False),
    ],
)
def test_a_shipped_file_takes_over_only_where_it_is_newer(
    shipped: Edition,
    known: Edition | None,
    was_edited: bool,  # noqa: FBT001 - a column of the table.
    replaces: bool,  # noqa: FBT001 - as above.
) -> None:
    assert shipped_replaces(shipped, known, content_digest(KNOWN), 7, was_edited=was_edited) is replaces
