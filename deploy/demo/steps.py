"""What happens in the demo, as plain steps: each is a dictionary that says what is done, by whom, to what.

Steps of one `lane` follow each other; lanes of one `phase` run side by side; a phase begins when the one before is over.
The expected figures are computed from these steps and the organisations alone.
"""

from collections.abc import Iterable
from typing import Any

Step = dict[str, Any]

SETTINGS, LIVES, RELATIONS, NEWSROOM = 0, 1, 2, 3
"""Phases: windows and obligations; every submission for itself; what one is to another; what newsrooms are given."""
EDITORS = 3
"""初审一校, 复审二校, 终审三校: three people read before anything is public."""

REASON_RETURN = "数据与附件不一致，请核对后重报"
REASON_REFUSE = "与活动周无关"
REASON_OVERRIDE = "已与填报单位核实，予以通过"
REASON_WITHDRAW = "填报单位来函撤回"


def window(unit: str, edition: str, start: str, end: str, *, kind: str = "own_window") -> Step:
    """A unit declares its own window or activity month."""
    return {
        "phase": SETTINGS,
        "lane": f"window:{unit}",
        "do": "window",
        "who": f"p-{unit}-manager-1",
        "unit": unit,
        "edition": edition,
        "start": start,
        "end": end,
        "kind": kind,
    }


def oblige(
    obligation: str, edition: str, debtor: str, creditor: str, due_in_seconds: int, *, grace_seconds: int = 0
) -> Step:
    """A level asks one below it for a summary; the due moment is counted from when the demo runs."""
    return {
        "phase": SETTINGS,
        # What a level owes itself bounds what it may ask for, so these are set one after another.
        "lane": "obligations",
        "do": "oblige",
        "who": f"p-{creditor}-manager-1",
        "obligation": obligation,
        "edition": edition,
        "debtor": debtor,
        "creditor": creditor,
        "kind": "summary",
        "due_in_seconds": due_in_seconds,
        "grace_seconds": grace_seconds,
    }


def release(obligation: str) -> Step:
    """The ministry asks somebody for nothing after all."""
    return {
        "phase": SETTINGS,
        "lane": "obligations",
        "do": "release",
        "who": "p-ministry-manager-1",
        "obligation": obligation,
    }


def file(submission: str, edition: str, organisation: str, who: str, **said: Any) -> Step:  # noqa: ANN401 - parts of a form.
    """Somebody files version 1. `said` holds `content`, and where needed `manifest`, `contact`, `late_reason`.

    Files in `files` are made and sent, and their manifest follows from them.
    With `refused`, the problem code, the filing is expected to be turned down and nothing stands afterwards.
    """
    return {
        "phase": LIVES,
        "lane": submission,
        "do": "file",
        "who": who,
        "submission": submission,
        "edition": edition,
        "organisation": organisation,
        **said,
    }


def amend(filed: Step, version: int, **said: Any) -> Step:  # noqa: ANN401 - parts of a form.
    """The same person sends the next version of what was filed."""
    return {**filed, "do": "amend", "version": version, **said}


def withdraw(filed: Step, version: int, phase: int = LIVES, lane: str | None = None) -> Step:
    """The filer takes it back."""
    return {
        "phase": phase,
        "lane": lane or filed["lane"],
        "do": "withdraw",
        "who": filed["who"],
        "submission": filed["submission"],
        "version": version,
    }


def judge(do: str, submission: str, at: str, role: str, version: int, **said: Any) -> Step:  # noqa: ANN401 - as above.
    """Somebody at the desk of `at` decides on a version: pass up, accept, return, refuse, undo, withdraw for the filer."""
    reasons = {"return": REASON_RETURN, "refuse": REASON_REFUSE, "take_out": REASON_WITHDRAW}
    step = {
        "phase": LIVES,
        "lane": submission,
        "do": do,
        "who": f"p-{at}-{role}-1",
        "at": at,
        "submission": submission,
        "version": version,
        **said,
    }
    return step | ({"reason": reasons[do]} if do in reasons else {})


def relate(do: str, lane: str, submission: str, at: str, version: int, **said: str) -> Step:
    """The unit's approver, or an editor of the ministry, says what one submission is to another."""
    role = "editor" if at == "ministry" else "approver"
    step = judge(do, submission, at, role, version, **said)
    return {**step, "phase": RELATIONS, "lane": lane}


def publish(submission: str, version: int, refused: str | None = None) -> list[Step]:
    """Three editors read a version, and the last of them features it; with `refused`, the problem code, it may not be."""
    readers = [f"p-ministry-editor-{number}" for number in range(1, EDITORS + 1)]
    steps = [judge("proofread", submission, "ministry", "editor", version, who=reader) for reader in readers]
    featuring = judge("feature", submission, "ministry", "editor", version, who=readers[-1])
    steps.append(featuring | ({"refused": refused} if refused else {}))
    return [{**step, "phase": NEWSROOM} for step in steps]


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Steps by phase; inside a phase as they were given."""
    return sorted(steps, key=lambda step: step["phase"])
