"""What a reader learns of findings: where they stand, what they propose, and nothing of material that is not theirs to see."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from contracts.media import AssetState
from contracts.moderation import Act, Override
from services.moderation.api.answers import item_of, line_of
from services.moderation.api.findings import HIDDEN_EN, Proposal
from services.moderation.checks import About, CheckReport, Finding, Severity
from services.moderation.domain.rules import permissions
from services.moderation.operations.reviewing import Seen
from services.moderation.store.checks import Checked, CheckStatus
from tests.unit.moderation.builders import (
    CITY_REVIEWER,
    MINORS,
    OTHER_SUBMISSION,
    START,
    SUBMISSION,
    Desk,
    asset,
    photo,
    said,
)

FAR = UUID("00000000-0000-4000-8000-000000000003")


def finding(path: str, *others: UUID, edition: str = "2024", severity: Severity = Severity.WARN) -> Finding:
    about = tuple(About(other, edition, f"org-of-{other}", path, 0, 9, 1, 10) for other in others)
    words = f"like that of {others}"
    return Finding("alike", severity, path, 1, 10, "evidence", words, words, about)


def seen(desk: Desk, *findings: Finding, sees: frozenset[UUID] = frozenset()) -> Seen:
    report = CheckReport("hash", findings, 1, START)
    checked = Checked(SUBMISSION, 1, status=CheckStatus.CHECKED, report=report)
    may = permissions(desk.record, CITY_REVIEWER, desk.around())
    return Seen(desk.record, may, checked=checked, sees=sees)


def test_a_likeness_proposes_to_mark_a_duplicate_and_the_same_activity_told_twice_one_name_for_both() -> None:
    desk = Desk.receive()
    sees = frozenset({OTHER_SUBMISSION})
    text, title = finding("content.text", OTHER_SUBMISSION), finding("content.title", OTHER_SUBMISSION)

    alike, joint = item_of(seen(desk, text, title, sees=sees), "me", START).check.findings

    assert alike.proposals == (Proposal(act=Act.MARK_DUPLICATE, target=OTHER_SUBMISSION),)
    assert [(one.act, one.with_submission) for one in joint.proposals] == [(Act.NAME_JOINT, OTHER_SUBMISSION)]
    # The other party, looked at from its own side, is proposed the same name.
    other = Desk.receive(said(submission=OTHER_SUBMISSION))
    mirrored = finding("content.title", SUBMISSION)
    theirs = item_of(seen(other, mirrored, sees=frozenset({SUBMISSION})), "me", START).check.findings[0]
    assert theirs.proposals[0].joint_activity == joint.proposals[0].joint_activity
    assert len(joint.proposals[0].joint_activity or "") <= 64


def test_of_material_that_one_may_not_see_one_learns_that_there_is_some() -> None:
    desk = Desk.receive()
    both = finding("content.text", OTHER_SUBMISSION, FAR)

    (shown,) = item_of(seen(desk, both, sees=frozenset({OTHER_SUBMISSION})), "me", START).check.findings

    assert [one.submission for one in shown.about] == [OTHER_SUBMISSION]
    assert (shown.hidden, shown.en) == (1, HIDDEN_EN)
    assert str(FAR) not in shown.model_dump_json()


def test_nothing_is_counted_together_across_editions() -> None:
    desk = Desk.receive()
    older = finding("content.text", OTHER_SUBMISSION, edition="2023")

    (shown,) = item_of(seen(desk, older, sees=frozenset({OTHER_SUBMISSION})), "me", START).check.findings

    assert (len(shown.about), shown.proposals) == (1, ())


def test_a_line_counts_the_blocks_that_nobody_has_let_pass() -> None:
    desk = Desk.receive()
    block, warning = finding("content.text", severity=Severity.BLOCK), finding("content.title")
    assert line_of(seen(desk, block, warning), "me", START).blocks == 1
    known = {"blocks": (block.id,)}
    desk.decide(CITY_REVIEWER, Act.PASS_UP, known=known, overrides=(Override(finding=block.id, reason="a quote"),))

    after = item_of(seen(desk, block, warning), "me", START)

    assert after.blocks == 0
    override = after.check.findings[0].override
    assert override is not None
    assert (override.person, override.reason) == (CITY_REVIEWER.person, "a quote")


def test_what_has_not_been_checked_is_pending_and_what_crashed_is_unchecked() -> None:
    desk = Desk.receive()
    pending = replace(seen(desk), checked=None)
    crashed = replace(seen(desk), checked=Checked(SUBMISSION, 1, status=CheckStatus.UNCHECKED))

    assert item_of(pending, "me", START).check.state is CheckStatus.PENDING
    assert item_of(crashed, "me", START + timedelta(days=1)).check.state is CheckStatus.UNCHECKED


def test_every_file_says_where_it_stands_and_what_is_wrong_with_it_in_words() -> None:
    files = (photo("1.jpg"), photo("2.jpg"), photo("3.jpg", consent=MINORS))
    desk = Desk.receive(said(manifest=files))
    desk.hear_media(asset(files[0]), asset(files[1], AssetState.FAILED, problem="picture_broken", retry_helps=True))

    ready, broken, awaited = item_of(seen(desk), "me", START).files

    assert (ready.state, ready.renditions, ready.problem) == (AssetState.READY, ("w400.jpg",), None)
    assert (broken.state, broken.problem, broken.retry_helps) == (AssetState.FAILED, "picture_broken", True)
    assert broken.problem_zh
    assert broken.problem_en
    assert (awaited.state, awaited.consent_missing, awaited.asset) == (AssetState.AWAITED, True, None)


def test_a_problem_that_only_a_newer_media_knows_is_shown_by_its_code() -> None:
    desk = Desk.receive(said(manifest=(photo(),)))
    desk.hear_media(asset(photo(), AssetState.FAILED, problem="quite_new"))

    (file,) = item_of(seen(desk), "me", START).files

    assert (file.problem, file.problem_zh) == ("quite_new", None)
