"""Drafts: save anything, lose nothing. A draft has an etag, and neither version nor receipt nor event.

The etag is the hash of what is saved, so a save whose reply was lost is recognised, and so is one that somebody overtook.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from contracts.base import Contract

ETAG_CHARACTERS = 32
NAME_CHARACTERS = 64


class DraftRequest(Contract):
    """The body of `PUT /v1/drafts/{uuid}`: for whom, under which title, and the form as far as it is filled in."""

    organisation: str = Field(min_length=1, max_length=64)
    title: str = Field(default="", max_length=200)
    form: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A saved draft. Its author sees it, and so do those who file in one of `seen_by`."""

    draft: UUID
    revision: int
    organisation: str
    seen_by: tuple[str, ...]
    author: str
    title: str
    form_json: str
    created_at: datetime
    saved_at: datetime

    @property
    def etag(self) -> str:
        """The hash of organisation, title and form."""
        return etag_of(self.organisation, self.title, self.form_json)


@dataclass(frozen=True, slots=True)
class DraftCount:
    """How many drafts of one kind a person began for an organisation, and left."""

    organisation: str
    kind: str
    person: str
    count: int


def call_of(form: str) -> tuple[str | None, str | None]:
    """The edition and the kind that a form, as it is stored, is filled in for; None for what it does not say: a draft may be anything."""
    filled = json.loads(form)
    content = filled.get("content")
    return _name(filled.get("edition")), _name(content.get("kind") if isinstance(content, dict) else None)


def form_json(request: DraftRequest) -> str:
    """The form as it is stored and hashed."""
    return json.dumps(request.form, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def etag_of(organisation: str, title: str, form: str) -> str:
    """The etag of what is saved."""
    whole = json.dumps([organisation, title, form], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:ETAG_CHARACTERS]


def may_replace(held: Draft, if_match: str | None, etag: str) -> bool:
    """Whether a save may replace what is held: it says the same, or it saw what is held."""
    return held.etag in {etag, if_match}


def _name(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= NAME_CHARACTERS else None
