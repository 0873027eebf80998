"""What an event tells: decisions, featured items, uses, files and obligations as tellings, before it is known to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from contracts.deliveries import DeliveryState
from contracts.featured import FeaturedItem
from contracts.media import AssetState, MediaState
from contracts.moderation import Act, DecisionEvent, Standing, State
from contracts.organisations import Obligation
from contracts.submissions import SubmissionState
from services.notification.domain.answering import Answered
from services.notification.domain.kinds import NoticeKind
from services.notification.domain.notices import Facts, Telling

NameOf = Callable[[str], str]
"""The short name of an organisation by its id."""

SHOWN_MARKS = 20
SHOWN_FILES = 5
TITLE_CHARACTERS = 80
REASON_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What notification keeps of a submission: enough to name it, and to know who filed it and what it answers."""

    submission: str
    revision: int
    version: int
    edition: str
    kind: str
    title: str
    organisation: str
    filed_by: str
    obligation: str | None
    withdrawn: bool


def report_of(state: SubmissionState) -> Report:
    """What is kept of a submission's newest state."""
    return Report(
        submission=str(state.submission),
        revision=state.revision,
        version=state.version,
        edition=state.edition,
        kind=state.kind.value,
        title=_short(state.content.title),
        organisation=state.organisation,
        filed_by=state.filed_by,
        obligation=state.obligation,
        withdrawn=state.withdrawn,
    )


_TOLD: dict[Act, NoticeKind] = {
    Act.RETURN: NoticeKind.RETURNED,
    Act.REFUSE: NoticeKind.REFUSED,
    Act.PASS_UP: NoticeKind.PASSED_UP,
    Act.MARK_DUPLICATE: NoticeKind.DUPLICATE,
    Act.UNDO: NoticeKind.UNDONE,
    Act.WITHDRAW: NoticeKind.WITHDRAWN,
    Act.FILES_MISSING: NoticeKind.FILES_MISSING,
}
ARRIVING = frozenset({Act.RECEIVE, Act.NEW_VERSION, Act.PASS_UP})
"""Acts after which something waits for the next desk that was not there before."""


def told_of_decision(event: DecisionEvent, report: Report, name_of: NameOf) -> Telling | None:
    """What the filers are told of a decision; None for those that change nothing for them."""
    decision, standing = event.decision, event.standing
    kind = _TOLD.get(decision.act)
    if decision.act is Act.ACCEPT and standing.state is State.ACCEPTED:
        has_facts = standing.counted is not None and bool(standing.counted.facts)
        kind = NoticeKind.COUNTED if has_facts else NoticeKind.ACCEPTED
    if kind is None:
        return None
    waiting = waits_for(standing)
    facts = about(report) | {
        "version": decision.version,
        "by": name_of(decision.organisation),
        "reason": (decision.reason or "")[:REASON_CHARACTERS].rstrip("。."),
        "marked": len(decision.fields),
        "fields": [{"path": one.path, "note": one.note} for one in decision.fields[:SHOWN_MARKS]],
        "state": standing.state.value,
        "waits_for": name_of(waiting) if waiting else "",
    }
    return Telling(f"decision:{event.submission}:{event.revision}", kind, decision.at, facts)


def waits_for(standing: Standing) -> str | None:
    """The organisation whose turn it is; None where nothing is in review. An organisation's own item is signed at home."""
    if standing.state is not State.IN_REVIEW:
        return None
    return standing.chain[min(standing.level + 1, len(standing.chain) - 1)]


def told_of_answer(answered: Answered, report: Report, name_of: NameOf) -> Telling:
    """What whoever returned a report is told of the version that answers it, once a version. It goes through all desks anew."""
    returned, version, chain = answered.returned, answered.version, answered.chain
    facts = about(report) | {
        "version": version.version,
        "by": name_of(returned.organisation),
        "organisation_name": name_of(report.organisation),
        "marked": returned.marked,
        "waits_for": name_of(chain[min(1, len(chain) - 1)]),
    }
    return Telling(f"answered:{report.submission}:{version.version}", NoticeKind.ANSWERED, version.at, facts)


def told_of_featured(item: FeaturedItem, report: Report) -> Telling | None:
    """What the filers are told of a featured item; a correction is their own."""
    if item.change == "corrected":
        return None
    kind = NoticeKind.FEATURED if item.change == "featured" else NoticeKind.RECALLED
    facts = about(report) | {"why": item.reason or "unfeatured"}
    return Telling(f"{kind.value}:{item.item}:{item.revision}", kind, item.changed_at, facts)


def told_of_use(delivery: DeliveryState, report: Report) -> Telling | None:
    """What the filers are told of a use of their item. A newsroom's address is shown as its host, and led to by the page."""
    if delivery.state != "used" or delivery.used_at is None:
        return None
    host = _host(delivery.address)
    facts = about(report) | {"address": delivery.address or "", "where": host}
    return Telling(f"used:{delivery.delivery}", NoticeKind.USED, delivery.used_at, facts)


def told_of_files(state: MediaState, report: Report) -> Telling | None:
    """What the filers are told of files that failed and will not mend by themselves, once for each set of them."""
    # What never came is moderation's to tell, once, for the submission.
    failed = [one for one in state.assets if one.state is AssetState.FAILED and one.problem != "bytes_never_came"]
    if not failed or state.withdrawn:
        return None
    shown = "、".join(_short(one.name) for one in failed[:SHOWN_FILES])
    names = shown if len(failed) <= SHOWN_FILES else f"{shown}…"
    facts = about(report) | {
        "version": state.version,
        "count": len(failed),
        "files": names,
        "problems": sorted({one.problem or "media_failed" for one in failed}),
    }
    # A set that grows is told anew; one that is said again, or shrinks while it is being mended, is not.
    source = f"files:{state.submission}:{state.version}:{len(failed)}"
    return Telling(source, NoticeKind.FILES_FAILED, moment_of(state.revision), facts)


def told_of_obligation(event: Obligation, known: Obligation | None, name_of: NameOf) -> Telling | None:
    """What a debtor is told of an obligation; None where nothing that it must know has changed, or the time is over."""
    at = moment_of(event.revision)
    if event.due_at <= at:
        return None
    if event.cancelled:
        kind = NoticeKind.OBLIGATION_CANCELLED if known is not None and not known.cancelled else None
    elif known is None or known.cancelled:
        kind = NoticeKind.OBLIGATION_SET
    else:
        kind = NoticeKind.OBLIGATION_CHANGED if known.due_at != event.due_at else None
    if kind is None:
        return None
    facts = about_obligation(event, name_of)
    if kind is NoticeKind.OBLIGATION_CHANGED and known is not None:
        facts["was"] = known.due_at.isoformat()
    return Telling(f"obligation:{event.obligation}:{event.revision}", kind, at, facts)


def about_obligation(obligation: Obligation, name_of: NameOf) -> Facts:
    """What every notice of an obligation says."""
    return {
        "obligation": obligation.obligation,
        "edition": obligation.edition,
        "kind": obligation.kind.value,
        "due": obligation.due_at.isoformat(),
        "debtor": obligation.debtor,
        "debtor_name": name_of(obligation.debtor),
        "creditor_name": name_of(obligation.creditor),
    }


def about(report: Report) -> Facts:
    """What every notice of a report says."""
    facts: dict[str, Any] = {
        "submission": report.submission,
        "version": report.version,
        "edition": report.edition,
        "kind": report.kind,
        "title": report.title,
        "organisation": report.organisation,
    }
    return facts


def moment_of(revision: int) -> datetime:
    """The moment a revision was made: it is the milliseconds of its time, or follows on one that was."""
    return datetime.fromtimestamp(revision / 1_000, UTC)


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= TITLE_CHARACTERS else f"{shown[: TITLE_CHARACTERS - 1]}…"


def _host(address: str | None) -> str:
    try:
        return urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
