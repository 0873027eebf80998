"""An earlier item as the beginning of another: what stays the same from year to year is kept, what happens once is not."""

from typing import Any

from contracts.submissions import ActivityReport, Contact, Plan, SubmissionState

ONCE = frozenset({"plan", "highlight", "no_state_secrets", "no_watermark"})
"""What is said of one item only: its plan, and what its filer declares for it."""


def copied_form(state: SubmissionState, contact: Contact | None, edition: str) -> dict[str, Any]:
    """The form of a draft made from an item, for `edition`.

    Days, numbers and files are left out: the same number filed twice would be counted twice. Of a session the venue
    and its indicators stay, of a measure its indicator; names of keys stay, since the same schools come again.
    """
    content = state.content.model_dump(mode="json", exclude_defaults=True, exclude=set(ONCE))
    if isinstance(state.content, Plan | ActivityReport):
        content["sessions"] = [_session(row) for row in content.get("sessions", ())]
    if "measures" in content:
        content["measures"] = [_measure(row) for row in content["measures"]]
    if isinstance(state.content, Plan):
        content.pop("status", None)
    form: dict[str, Any] = {
        "edition": edition,
        "organisation": state.organisation,
        "content": {**content, "kind": state.kind.value},
        "manifest": [],
        "page": {"copied_from": f"{state.submission}.{state.version}"},
    }
    if contact is not None:
        form["contact"] = contact.model_dump(mode="json")
    return form


def _session(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in {"when", "measures"}}
    measures = [_measure(measure) for measure in row.get("measures", ())]
    return {**kept, "measures": measures} if measures else kept


def _measure(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("indicator", "keys", "names", "platform") if name in row}
