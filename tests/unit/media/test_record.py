"""What a submission's files become of what is heard: manifests, withdrawals, lost consents, standings, featured items."""

from typing import Any

import pytest

from contracts.media import AssetState
from contracts.moderation import State
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Consent
from services.media.domain.files import granted, made_ready, never_came, problem_of, refused, uploaded
from services.media.domain.hearing import hear_featured, hear_standing, hear_submission
from services.media.domain.jobs import Refused
from services.media.domain.record import Record, settled, state_of
from tests.unit.media.making import (
    AT,
    DUE,
    MADE,
    asset,
    featured,
    grant,
    heard,
    line,
    ready,
    said_of,
    sha,
    standing,
    state,
)


def states(record: Record) -> dict[str, AssetState]:
    said = said_of(record)
    return {one.name.removesuffix(".jpg"): one.state for one in said.assets}


def test_a_manifest_is_told_in_its_order_with_what_newsrooms_must_know() -> None:
    consent = Consent(identifiable_minors=True, on_file=True, reference="纸-1")
    record = heard(files=(line("b", caption="图二", credit="校", consent=consent), line("a", ai_generated=True)))

    said = said_of(record)

    assert [one.name for one in said.assets] == ["b.jpg", "a.jpg"]
    assert (said.assets[0].caption, said.assets[0].credit, said.assets[0].consent) == ("图二", "校", consent)
    assert said.assets[1].ai_generated
    assert said.files_due_at == DUE


def test_a_state_that_is_late_or_repeated_changes_nothing() -> None:
    record = heard("a", revision=2)

    assert hear_submission(record, state(2, "a"), DUE, 200) is None
    assert hear_submission(record, state(1, "b"), DUE, 200) is None


def test_two_contents_under_one_revision_are_a_fault() -> None:
    with pytest.raises(Problem) as refusal:
        hear_submission(heard("a"), state(1, "a", content_sha256="f" * 64), DUE, 200)

    assert refusal.value.code is ProblemCode.REVISION_CONFLICT


def test_a_withdrawal_that_is_heard_first_stays_also_when_its_version_comes_late() -> None:
    record = heard("a", revision=2, version=1, withdrawn=True)

    assert states(record) == {"a": AssetState.WITHDRAWN}
    assert hear_submission(record, state(1, "a"), DUE, 200) is None
    with pytest.raises(Problem) as refusal:
        granted(record, grant("a"), 200)
    assert refusal.value.code is ProblemCode.GRANT_SUPERSEDED


def test_the_same_bytes_in_a_newer_version_stay_ready_under_their_new_words() -> None:
    record = ready(heard("a", "b"), "a")

    amended = heard(revision=2, record=record, files=(line("c"), line("a", caption="新")))

    said = said_of(amended)
    assert states(amended) == {"c": AssetState.AWAITED, "a": AssetState.READY}
    assert (said.assets[1].caption, said.assets[1].renditions) == ("新", MADE.renditions)
    assert sha("b") in amended.touched


def test_another_mark_or_kind_of_the_same_bytes_is_worked_on_anew_without_being_sent_again() -> None:
    record = ready(heard("a"), "a")

    amended = heard(revision=2, record=record, files=(line("a", ai_generated=True),))

    held = amended.find(sha("a"))
    assert held is not None
    assert (held.asset.state, held.original, held.recipe) == (AssetState.UPLOADED, "incoming/a", None)
    assert sha("a") in amended.touched


def test_a_file_that_is_still_shown_stays_open_until_it_is_shown_no_more() -> None:
    record = ready(heard("a"), "a")
    record = hear_standing(record, standing(State.ACCEPTED, 1, counted=1), 10, 300) or record
    record = hear_featured(record, featured(10, "a"), 301) or record
    amended = heard("b", revision=2, record=record)
    reviewed = hear_standing(amended, standing(State.IN_REVIEW, 2, counted=1, in_review=2), 11, 302) or amended
    accepted = hear_standing(reviewed, standing(State.ACCEPTED, 2, counted=2), 12, 303) or reviewed
    corrected = hear_featured(accepted, featured(12, "b", change="corrected"), 304) or accepted

    for still in (amended, reviewed, accepted):
        held = still.find(sha("a"))
        assert held is not None
        assert still.is_public(held)
        assert states(still) == {"b": AssetState.AWAITED}
    assert corrected.find(sha("a")) is None
    assert sha("a") in corrected.touched


def test_a_file_left_out_before_moderation_has_seen_it_waits_for_moderation() -> None:
    record = ready(heard("a"), "a")
    amended = heard("b", revision=2, record=record)

    seen = hear_standing(amended, standing(State.IN_REVIEW, 2, in_review=2), 11, 302)

    assert amended.find(sha("a")) is not None
    assert seen is not None
    assert seen.find(sha("a")) is None


def test_a_lost_consent_closes_its_file_in_every_later_version() -> None:
    record = ready(ready(heard("a", "b"), "a"), "b")
    record = hear_featured(record, featured(10, "a", "b"), 300) or record

    lost = heard("a", "b", revision=2, record=record, version=1, consents_withdrawn=(sha("a"),))
    later = heard("b", "a", revision=3, record=lost, consents_withdrawn=(sha("a"),))

    for closed in (lost, later):
        said = {one.name: one for one in said_of(closed).assets}
        assert said["a.jpg"].consent_withdrawn
        assert said["a.jpg"].state is AssetState.WITHDRAWN
        assert not said["a.jpg"].public
        assert said["a.jpg"].renditions == ()
        assert said["b.jpg"].public
    assert sha("a") in lost.touched
    assert not lost.holds(sha("a"))


def test_what_a_reviewer_took_out_comes_back_as_it_was_but_for_bytes_that_nobody_had_checked() -> None:
    record = ready(heard("a", "b"), "a")
    record = uploaded(record, sha("b"), AT, 290) or record
    out = hear_standing(record, standing(State.WITHDRAWN), 10, 300) or record
    back = hear_standing(out, standing(State.ACCEPTED, counted=1), 11, 301) or out

    assert states(out) == {"a": AssetState.WITHDRAWN, "b": AssetState.WITHDRAWN}
    assert said_of(out).withdrawn
    assert states(back) == {"a": AssetState.READY, "b": AssetState.AWAITED}
    assert out.touched == back.touched == {sha("a"), sha("b")}


def test_where_an_item_belongs_moderation_says_once_it_has_spoken() -> None:
    moved = standing().model_copy(update={"chain": ("3633000001", "510000"), "unit": "510000"})
    record = hear_standing(None, moved, 10, 300)
    assert record is not None

    after = heard("a", record=record)

    assert after.chain == ("3633000001", "510000")
    assert after.unit == "510000"


def test_a_standing_or_a_featured_item_that_comes_first_says_nothing_to_the_world_but_is_kept() -> None:
    out = hear_standing(None, standing(State.WITHDRAWN), 10, 300)
    shown = hear_featured(None, featured(10, "a"), 300)

    assert out is not None
    assert shown is not None
    assert state_of(out) is state_of(shown) is None
    assert states(heard("a", record=out)) == {"a": AssetState.WITHDRAWN}
    assert said_of(ready(heard("a", record=shown), "a")).assets[0].public


def test_a_grant_alone_begins_a_file_and_its_manifest_takes_it_over() -> None:
    record = granted(None, grant("a"), 300)
    assert record is not None
    sent = ready(record, "a")

    after = heard("b", "a", record=sent)

    assert state_of(sent) is None
    assert states(after) == {"b": AssetState.AWAITED, "a": AssetState.READY}
    assert granted(after, grant("a"), 301) is None


def test_a_grant_of_a_version_to_come_is_taken_and_one_that_has_left_is_not() -> None:
    record = heard("a", revision=2)

    early = granted(record, grant("new", version=3), 300)
    with pytest.raises(Problem) as old:
        granted(record, grant("b", version=1), 300)
    with pytest.raises(Problem) as other_size:
        granted(record, grant("a", version=2, size_bytes=7), 300)

    assert early is not None
    assert [one.asset.name for one in early.early] == ["new.jpg"]
    assert states(early) == {"a": AssetState.AWAITED}
    assert {old.value.code, other_size.value.code} == {ProblemCode.GRANT_SUPERSEDED}
    left = heard("a", revision=3, record=early)
    assert left.early == ()
    assert sha("new") in left.touched


def test_a_file_that_is_ready_neither_fails_nor_waits_again() -> None:
    record = ready(heard("a"), "a")
    why = Refused(ProblemCode.PICTURE_BROKEN, retry_helps=False)

    assert uploaded(record, sha("a"), AT, 300) is None
    assert refused(record, sha("a"), why, 300) is None
    assert made_ready(record, sha("a"), MADE, original="incoming/a", at=AT, revision=300) is None


def test_what_is_wrong_with_a_file_is_kept_with_the_facts_of_its_text() -> None:
    record = uploaded(heard("a"), sha("a"), AT, 300)
    why = Refused(ProblemCode.PICTURE_TOO_LARGE, retry_helps=False, facts={"found": 900_000_000, "limit": 50_000_000})

    failed = refused(record, sha("a"), why, 301)

    assert failed is not None
    held = failed.find(sha("a"))
    assert held is not None
    assert (held.asset.state, held.asset.problem) == (AssetState.FAILED, "picture_too_large")
    assert "900000000" in problem_of(held).as_json()["detail_zh"]


@pytest.mark.parametrize(
    ("problem", "fields", "then"),
    [
        (ProblemCode.TYPE_NOT_ALLOWED, {}, AssetState.FAILED),
        (ProblemCode.TYPE_DIFFERS, {"kind": "video"}, AssetState.AWAITED),
        (ProblemCode.BYTES_NEVER_CAME, {}, AssetState.AWAITED),
    ],
)
def test_a_newer_version_gives_another_chance_to_what_it_can_mend(
    problem: ProblemCode, fields: dict[str, Any], then: AssetState
) -> None:
    record = uploaded(heard("a"), sha("a"), AT, 300)
    record = refused(record, sha("a"), Refused(problem, retry_helps=False), 301)

    amended = heard(revision=2, record=record, files=(line("a", **fields),))

    assert states(amended) == {"a": then}


def test_only_what_is_awaited_and_not_on_its_way_runs_out_of_time() -> None:
    record = ready(heard("a", "b", "c"), "a")

    late = never_came(record, frozenset({sha("b")}), DUE, 300)

    assert never_came(record, frozenset(), AT, 300) is None
    assert late is not None
    assert states(late) == {"a": AssetState.READY, "b": AssetState.AWAITED, "c": AssetState.FAILED}
    assert never_came(late, frozenset({sha("b")}), DUE, 301) is None


def test_nothing_is_done_to_a_file_that_was_taken_back() -> None:
    record = heard("a", revision=2, withdrawn=True)

    assert uploaded(record, sha("a"), AT, 300) is None
    assert made_ready(record, sha("a"), MADE, original="x", at=AT, revision=300) is None
    assert refused(record, sha("a"), Refused(ProblemCode.PICTURE_BROKEN, retry_helps=False), 300) is None
    assert never_came(record, frozenset(), DUE, 300) is None
    assert record.find_asset(asset("a")) is not None


def test_a_record_forgets_what_was_settled_and_nothing_else() -> None:
    record = heard("b", revision=2, record=heard("a", "x"))

    done = settled(record, frozenset({sha("a")}), 300)

    assert done is not None
    assert done.touched == {sha("x")}
    assert settled(done, frozenset({sha("a")}), 301) is None
