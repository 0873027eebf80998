"""What an answer says of automatic checks and of files, to the eyes of one caller.

A finding may speak of another submission. Whoever does not see that one learns that there is one, and nothing of it.
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

from contracts.base import Contract
from contracts.media import AssetState
from contracts.moderation import Act
from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import Consent
from services.moderation.checks import Finding, Severity
from services.moderation.domain.files import FileNow, files_now, without_consent
from services.moderation.domain.overrides import overridden
from services.moderation.domain.record import Record
from services.moderation.operations.reviewing import Seen
from services.moderation.store.checks import CheckStatus

TITLE = "content.title"
"""Where a finding stands that speaks of the same activity told by another; texts and pictures have places of their own."""
HIDDEN_ZH = "与您无权查看的另一份材料相同或相似。"
HIDDEN_EN = "The same as, or much like, material that you may not see."


class AboutAnswer(Contract):
    """A stretch of another submission (`start:end` of `path`) that equals one here (`own_start:own_end` of the finding's path)."""

    submission: UUID
    edition: str
    organisation: str
    path: str
    start: int
    end: int
    own_start: int
    own_end: int


class Proposal(Contract):
    """An act that a finding suggests, with what to send: `target` with mark_duplicate, `with_submission` to name together."""

    act: Act
    target: UUID | None = None
    with_submission: UUID | None = None
    joint_activity: str | None = None


class OverrideAnswer(Contract):
    """That somebody has let a finding pass, by which decision and why."""

    decision: str
    person: str
    organisation: str
    at: datetime
    reason: str


class FindingAnswer(Contract):
    """One thing that automatic checks found: characters `start:end` of the field at `path` (both 0: the whole field).

    `hidden` is how many other submissions it speaks of that the caller may not see. An open block needs an override.
    """

    finding: str
    rule: str
    rule_version: int
    severity: Severity
    path: str
    start: int
    end: int
    evidence: str
    zh: str
    en: str
    about: tuple[AboutAnswer, ...]
    hidden: int
    proposals: tuple[Proposal, ...]
    override: OverrideAnswer | None


class CheckAnswer(Contract):
    """What automatic checks said of the newest version, under which rules; `fault` is what one crashed with, if any did.

    Flags of ingest stand apart, in `checks`.
    """

    state: CheckStatus
    rule_set: str | None = None
    checked_at: datetime | None = None
    fault: str | None = None
    findings: tuple[FindingAnswer, ...] = ()


class FileAnswer(Contract):
    """A promised file as it stands. `problem` is a code, said in words beside it; `retry_helps` whether sending it again can."""

    name: str
    sha256: str
    kind: Literal["photo", "video", "document"]
    caption: str
    credit: str
    consent: Consent
    consent_missing: bool
    state: AssetState
    asset: UUID | None = None
    renditions: tuple[str, ...] = ()
    problem: str | None = None
    problem_zh: str | None = None
    problem_en: str | None = None
    retry_helps: bool = False


def check_state(seen: Seen) -> CheckStatus:
    """Whether the newest version has been checked."""
    return seen.checked.status if seen.checked else CheckStatus.PENDING


def open_block_count(seen: Seen) -> int:
    """How many findings block the newest version that nobody has let pass."""
    report = seen.checked.report if seen.checked else None
    known = overridden(seen.record)
    return sum(finding.id not in known for finding in report.blocks) if report else 0


def notable_count(seen: Seen) -> int:
    """How many findings of the newest version are more than a remark, whether or not somebody has let them pass."""
    report = seen.checked.report if seen.checked else None
    return sum(finding.severity is not Severity.INFO for finding in report.findings) if report else 0


def check_answer(seen: Seen) -> CheckAnswer:
    """The report as one caller may see it."""
    report = seen.checked.report if seen.checked else None
    fault = seen.checked.fault if seen.checked else None
    if report is None:
        return CheckAnswer(state=check_state(seen), fault=fault)
    overrides = _overrides(seen.record)
    return CheckAnswer(
        state=check_state(seen),
        rule_set=report.rule_set,
        checked_at=report.checked_at,
        fault=fault,
        findings=tuple(_finding(finding, seen, overrides.get(finding.id)) for finding in report.findings),
    )


def file_answers(record: Record) -> tuple[FileAnswer, ...]:
    """The newest version's files."""
    closed = frozenset(without_consent(record))
    return tuple(_file(now, now.file.name in closed) for now in files_now(record.newest, record.media))


def _finding(finding: Finding, seen: Seen, override: OverrideAnswer | None) -> FindingAnswer:
    shown = tuple(about for about in finding.about if about.submission in seen.sees)
    hidden = {about.submission for about in finding.about} - seen.sees
    return FindingAnswer(
        finding=finding.id,
        rule=finding.rule,
        rule_version=finding.rule_version,
        severity=finding.severity,
        path=finding.path,
        start=finding.start,
        end=finding.end,
        evidence=finding.evidence,
        zh=HIDDEN_ZH if hidden else finding.zh,
        en=HIDDEN_EN if hidden else finding.en,
        about=tuple(
            AboutAnswer(
                submission=about.submission,
                edition=about.edition,
                organisation=about.organisation,
                path=about.path,
                start=about.start,
                end=about.end,
                own_start=about.own_start,
                own_end=about.own_end,
            )
            for about in shown
        ),
        hidden=len(hidden),
        proposals=_proposals(finding, seen),
        override=override,
    )


def _proposals(finding: Finding, seen: Seen) -> tuple[Proposal, ...]:
    """What the acts of review can make of likenesses inside one edition; across editions nothing is counted together."""
    record = seen.record
    others = {about.submission: about for about in finding.about if about.submission in seen.sees}
    same_edition = [name for name, about in others.items() if about.edition == record.standing.edition]
    if finding.path != TITLE:
        return tuple(Proposal(act=Act.MARK_DUPLICATE, target=name) for name in same_edition)
    # Both parties are proposed the same name, whichever of the two is looked at first.
    own = record.standing
    return tuple(
        Proposal(
            act=Act.NAME_JOINT,
            with_submission=name,
            joint_activity=own.joint_activity or f"joint-{min(str(name), str(own.submission))}",
        )
        for name in same_edition
    )


def _overrides(record: Record) -> dict[str, OverrideAnswer]:
    known = overridden(record)
    return {
        name: OverrideAnswer(
            decision=decision.id,
            person=decision.actor,
            organisation=decision.organisation,
            at=decision.at,
            reason=override.reason,
        )
        for name, (decision, override) in known.items()
    }


def _file(now: FileNow, consent_missing: bool) -> FileAnswer:  # noqa: FBT001 - one of two arguments, named where it is called.
    file, asset = now.file, now.asset
    words = _words(asset.problem) if asset and asset.problem else {}
    return FileAnswer(
        name=file.name,
        sha256=file.sha256,
        kind=file.kind,
        caption=file.caption,
        credit=file.credit,
        consent=file.consent,
        consent_missing=consent_missing,
        state=asset.state if asset else AssetState.AWAITED,
        asset=asset.asset if asset else None,
        renditions=tuple(one.name for one in asset.renditions) if asset else (),
        problem=asset.problem if asset else None,
        problem_zh=words.get("detail_zh"),
        problem_en=words.get("detail_en"),
        retry_helps=asset.retry_helps if asset else False,
    )


def _words(problem: str) -> dict[str, str]:
    """The words of a problem's code; none for one that a newer media has and this service does not know."""
    if problem not in set(ProblemCode):
        return {}
    return FieldProblem("", ProblemCode(problem)).as_json()
