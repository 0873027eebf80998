"""Where an item stands, in words for the person who filed it: from the newest decision heard, if it is about this version.

A receipt's id is `<submission>.<version>`; it says number, time and verdict, which never change, and the standing, which does.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from contracts.moderation import Act, DecisionEvent, MarkedField, State
from services.ingest.domain.moments import in_shanghai

RECEIVED = "received"
REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Heard:
    """What this service keeps of the newest decision on a submission. `returned_at` is the last return's moment.

    `counted` is the version that stands as accepted, which a newer one in review leaves in place; `counts` says whether
    figures hold anything of it.
    """

    revision: int
    version: int
    state: State
    level: int
    chain: tuple[str, ...]
    act: Act
    organisation: str
    at: datetime
    reason: str | None = None
    fields: tuple[MarkedField, ...] = ()
    featured: bool = False
    files_missing: bool = False
    duplicate_of: UUID | None = None
    unit: str | None = None
    returned_at: datetime | None = None
    counted: int | None = None
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a version stands. `waits_for` is the organisation whose turn it is; `fields` are marked for mending.

    An answer to a return that comes until `answer_by` keeps the returned version's verdict. `featured` says that some
    version of it is public now.
    """

    state: str
    zh: str
    en: str
    waits_for: str | None = None
    featured: bool = False
    reason: str | None = None
    fields: tuple[MarkedField, ...] = ()
    answer_by: datetime | None = None


def hear(event: DecisionEvent, known: Heard | None) -> Heard | None:
    """What to keep after a decision; None where it is not newer than the one known (a repeat, or late)."""
    if known is not None and event.revision <= known.revision:
        return None
    decision, standing = event.decision, event.standing
    explained = decision.act in _EXPLAINED
    return Heard(
        revision=event.revision,
        version=standing.version,
        state=standing.state,
        level=standing.level,
        chain=standing.chain,
        act=decision.act,
        organisation=decision.organisation if explained or known is None else known.organisation,
        at=decision.at,
        reason=decision.reason if explained or known is None else known.reason,
        fields=decision.fields if explained or known is None else known.fields,
        featured=standing.featured,
        files_missing=standing.files_missing,
        duplicate_of=standing.duplicate_of,
        unit=standing.unit,
        returned_at=_returned_at(event, known),
        counted=standing.counted.version if standing.counted else None,
        counts=standing.counted is not None and bool(standing.counted.facts) and standing.duplicate_of is None,
    )


def _returned_at(event: DecisionEvent, known: Heard | None) -> datetime | None:
    """The last return's moment. Where the return itself could not be read, what next tells of it stands for it."""
    before = known.returned_at if known is not None else None
    was_returned = known is not None and known.state is State.RETURNED
    if event.decision.act is Act.RETURN:
        return event.decision.at
    if event.standing.state is State.RETURNED:
        return before or event.decision.at
    # An undone return asks for nothing, so nothing can answer it.
    return None if was_returned and event.decision.act is Act.UNDO else before


_EXPLAINED = frozenset(
    {
        Act.RECEIVE,
        Act.NEW_VERSION,
        Act.WITHDRAW,
        Act.PASS_UP,
        Act.RETURN,
        Act.REFUSE,
        Act.ACCEPT,
        Act.UNDO,
        Act.REATTRIBUTE,
    }
)
"""Acts that say why an item stands where it stands; the others (files, featuring, duplicates) leave that reason alone."""


def state_of(version: int, heard: Heard | None, *, withdrawn: bool) -> str:
    """The state of the version now held: a decision counts only if it is about this version."""
    if withdrawn:
        return State.WITHDRAWN.value
    return heard.state.value if heard and heard.version == version else RECEIVED


def stand_of(
    version: int,
    current: int,
    chain: tuple[str, ...],
    heard: Heard | None,
    *,
    withdrawn: bool,
    name: Callable[[str], str],
) -> Stand:
    """Where `version` of a submission stands, with `name` giving an organisation's name.

    A decision about another version than the one now held is not shown: it would be an answer to something else.
    """
    if version != current:
        return Stand(REPLACED, f"已由第 {current} 版替代。", f"Replaced by version {current}.")
    if withdrawn:
        return Stand(State.WITHDRAWN.value, "已撤回。", "Withdrawn.")
    if heard is None or heard.version != version:
        return _received(chain, name)
    return _HEARD[heard.state](heard, name)


def with_term(stand: Stand, answer_by: datetime) -> Stand:
    """The stand of a returned version with the moment until which an answer keeps its verdict."""
    local = in_shanghai(answer_by)
    return replace(
        stand,
        zh=f"{stand.zh}请于 {local} 前重新提交，时效仍按原次报送认定。",
        en=f"{stand.en} Sent again by {local} (Asia/Shanghai) it keeps its verdict on time.",
        answer_by=answer_by,
    )


def _received(chain: tuple[str, ...], name: Callable[[str], str]) -> Stand:
    waits_for = next_on(chain, 0)
    return Stand(
        RECEIVED,
        f"已收到，等待{name(waits_for)}审核。",
        f"Received, waiting for review by {name(waits_for)}.",
        waits_for,
    )


def next_on(chain: tuple[str, ...], level: int) -> str:
    """Whose turn it is on a chain of which step `level` was the last to pass the item (0 = filed)."""
    return chain[min(level + 1, len(chain) - 1)]


def _in_review(heard: Heard, name: Callable[[str], str]) -> Stand:
    if heard.level == 0:
        stand = _received(heard.chain, name)
        return Stand(heard.state.value, stand.zh + _files_zh(heard), stand.en + _files_en(heard), stand.waits_for)
    passed, waits_for = heard.chain[heard.level], next_on(heard.chain, heard.level)
    return Stand(
        heard.state.value,
        f"{name(passed)}已审核并转报，等待{name(waits_for)}审核。{_files_zh(heard)}",
        f"Passed up by {name(passed)}, waiting for review by {name(waits_for)}.{_files_en(heard)}",
        waits_for,
    )


def _accepted(heard: Heard, name: Callable[[str], str]) -> Stand:
    accepted_by = name(heard.chain[-1])
    zh, en = f"{accepted_by}已审核通过。", f"Accepted by {accepted_by}."
    if heard.featured:
        zh, en = f"{zh}已入选推介。", f"{en} Featured."
    if heard.duplicate_of:
        zh, en = f"{zh}与另一件材料重复，合并计数。", f"{en} Counted together with another submission of the same."
    return Stand(heard.state.value, zh + _files_zh(heard), en + _files_en(heard), featured=heard.featured)


def _returned(heard: Heard, name: Callable[[str], str]) -> Stand:
    by = name(heard.organisation)
    return Stand(
        heard.state.value,
        f"{by}已退回，请修改后重新提交。{_reason_zh(heard)}",
        f"Returned by {by}: mend it and send it again.{_reason_en(heard)}",
        waits_for=heard.chain[0],
        reason=heard.reason,
        fields=heard.fields,
    )


def _refused(heard: Heard, name: Callable[[str], str]) -> Stand:
    by = name(heard.organisation)
    return Stand(
        heard.state.value,
        f"{by}未予采用。{_reason_zh(heard)}",
        f"Not adopted by {by}.{_reason_en(heard)}",
        reason=heard.reason,
    )


def _taken_out(heard: Heard, name: Callable[[str], str]) -> Stand:
    by = name(heard.organisation)
    return Stand(
        heard.state.value,
        f"{by}已撤下。{_reason_zh(heard)}",
        f"Taken out by {by}.{_reason_en(heard)}",
        reason=heard.reason,
    )


def _reason_zh(heard: Heard) -> str:
    return f"理由：{heard.reason.rstrip('。')}。" if heard.reason else ""


def _reason_en(heard: Heard) -> str:
    return f" Reason: {heard.reason}" if heard.reason else ""


def _files_zh(heard: Heard) -> str:
    return "所附文件尚未传完。" if heard.files_missing else ""


def _files_en(heard: Heard) -> str:
    return " Promised files are still missing." if heard.files_missing else ""


_HEARD: dict[State, Callable[[Heard, Callable[[str], str]], Stand]] = {
    State.IN_REVIEW: _in_review,
    State.ACCEPTED: _accepted,
    State.RETURNED: _returned,
    State.REFUSED: _refused,
    State.WITHDRAWN: _taken_out,
}
