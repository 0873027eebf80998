"""The history of an organisation, and what an act says of a change: the values before, and those after it."""

import json
from datetime import datetime
from typing import TypedDict

from services.directory.domain.organisations import Change
from services.kit.mongo import Document

MAX_CHARACTERS = 600


class ActWords(TypedDict):
    """What an act says was so before, and after."""

    before: str | None
    after: str


def entry_of(change: Change, at: datetime) -> Document:
    """One line of the history. Who did it is in the audit record."""
    before = {name: _plain(value) for name, value in change.before.items()}
    return {"revision": change.after.revision, "at": at.isoformat(), "verb": change.verb, "before": before}


def act_words(change: Change) -> ActWords:
    """The changed fields before and after, for the act of a change. Nothing about an organisation is personal."""
    after = {name: _plain(getattr(change.after, name, None)) for name in change.before}
    return words_of({name: _plain(value) for name, value in change.before.items()}, after, change.after.revision)


def words_of(before: Document, after: Document, revision: int) -> ActWords:
    """Two short states; without any changed field, the revision alone."""
    if not before and not after:
        return {"before": None, "after": str(revision)}
    return {"before": _short(before) if before else None, "after": _short({**after, "revision": revision})}


def _short(state: Document) -> str:
    text = json.dumps(state, ensure_ascii=False, sort_keys=True, default=str)
    return text if len(text) <= MAX_CHARACTERS else text[: MAX_CHARACTERS - 1] + "…"


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return value if value is None or isinstance(value, (str, list)) else str(value)
