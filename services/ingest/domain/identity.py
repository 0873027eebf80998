"""What a PUT under a chosen id means: something new, the same again, the next version, or a conflict.

Source: architecture.md, "Idempotent from the outside". The rule needs no clock and no content, only hashes.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contracts.base import Contract
from services.ingest.domain.request import SubmissionRequest


@dataclass(frozen=True, slots=True)
class VersionMark:
    """What the rule needs of one version: its number, the `If-Match` it was made from (None: without), its hash."""

    version: int
    made_from: int | None
    content_sha256: str


@dataclass(frozen=True, slots=True)
class Created:
    """Nothing stands under the id: this is version 1."""


@dataclass(frozen=True, slots=True)
class Same:
    """The request has been answered before; `version` is the one it made or equals."""

    version: int


@dataclass(frozen=True, slots=True)
class Next:
    """The request makes `version` out of the current one."""

    version: int


@dataclass(frozen=True, slots=True)
class Absent:
    """The request names a version of something that does not exist."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """The request knows neither the current version nor equals it; `current` is what it must look at first."""

    current: int


Outcome = Created | Same | Next | Absent | Conflict


def settle(versions: Sequence[VersionMark], if_match: int | None, content_sha256: str) -> Outcome:
    """Say what a PUT means, given every version so far, oldest first.

    Content equal to the current version, or to the version that was made from this same `If-Match`, is the same
    request again (its answer was lost); `If-Match` on the current version with other content makes the next one, even
    where an older version was equal; everything else is a conflict.
    """
    if not versions:
        return Created() if if_match is None else Absent()
    current = versions[-1]
    if current.content_sha256 == content_sha256:
        return Same(current.version)
    for mark in versions:
        if mark.made_from == if_match and mark.content_sha256 == content_sha256:
            return Same(mark.version)
    if if_match == current.version:
        return Next(current.version + 1)
    return Conflict(current.version)


def content_sha256(request: SubmissionRequest) -> str:
    """The hash that decides whether two requests say the same: edition, organisation, content and manifest.

    The contact, the reason for lateness and `If-Match` are left out. A field that holds its default is left out as
    well, so that an optional field added later changes no hash of what was filed before.
    """
    whole = {
        "edition": request.edition,
        "organisation": request.organisation,
        "kind": request.content.kind.value,
        "content": _plain(request.content),
        "manifest": [_plain(file) for file in request.manifest],
    }
    canonical = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(part: Contract) -> dict[str, Any]:
    return part.model_dump(mode="json", exclude_defaults=True)
