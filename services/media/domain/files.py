"""What becomes of one file: granted, uploaded, made into what is shown, failed, never come.

Each rule gives the next record, or None where it is already so or where the file is none of the submission's any more.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from contracts.media import Asset, AssetState, asset_id
from contracts.problems import Problem, ProblemCode
from services.kit.tickets import Grant
from services.media.domain.jobs import Made, Refused
from services.media.domain.record import Held, Record, bare, put_back


def granted(record: Record | None, grant: Grant, revision: int) -> Record | None:
    """A grant was shown: its file is known from now on, also where its version was not heard yet.

    Raises Problem(grant_superseded) where the file has left the newest version or was taken back.
    """
    known = record or bare(
        grant.submission,
        grant.edition,
        grant.submission_kind,
        organisation=grant.organisation,
        unit=grant.unit,
        chain=(grant.organisation, grant.unit),
    )
    held = next((one for one in known.files if one.sha256 == grant.sha256), None)
    if known.closed or grant.sha256 in known.consents_withdrawn:
        raise Problem(ProblemCode.GRANT_SUPERSEDED)
    if held is not None:
        if held.asset.size_bytes != grant.size_bytes:
            raise Problem(ProblemCode.GRANT_SUPERSEDED)
        return None
    if known.heard is not None and grant.version <= known.version:
        raise Problem(ProblemCode.GRANT_SUPERSEDED)
    early = next((one for one in known.early if one.sha256 == grant.sha256), None)
    if early is not None and early.version >= grant.version:
        return None
    others = tuple(one for one in known.early if one is not early)
    met = replace(early, version=grant.version) if early else _met(known, grant)
    former = tuple(one for one in known.former if one.sha256 != grant.sha256)
    return replace(known, revision=revision, early=(*others, met), former=former)


def uploaded(record: Record | None, sha256: str, at: datetime, revision: int) -> Record | None:
    """All bytes of a file are in the object store, not yet verified."""
    held = _open(record, sha256)
    if record is None or held is None or held.asset.state in {AssetState.UPLOADED, AssetState.READY}:
        return None
    said = {"state": AssetState.UPLOADED, "uploaded_at": at, "problem": None, "retry_helps": False}
    changed = replace(held, asset=held.asset.model_copy(update=said), original=None, facts=())
    return replace(put_back(record, changed), revision=revision)


def made_ready(
    record: Record | None, sha256: str, made: Made, *, original: str, at: datetime, revision: int
) -> Record | None:
    """A file was verified, its bytes lie in the object `original`, and everything is made of it."""
    held = _open(record, sha256)
    if record is None or held is None:
        return None
    if held.asset.state is AssetState.READY and (held.original, held.recipe) == (original, made.recipe):
        return None
    said = {
        "state": AssetState.READY,
        "problem": None,
        "retry_helps": False,
        "media_type": made.media_type,
        "width": made.width,
        "height": made.height,
        "duration_ms": made.duration_ms,
        "perceptual_hash": made.perceptual_hash,
        "perceptual_quality": made.perceptual_quality,
        "renditions": made.renditions,
        "uploaded_at": held.asset.uploaded_at or at,
        "ready_at": at,
    }
    done = replace(held, asset=held.asset.model_copy(update=said), original=original, recipe=made.recipe, facts=())
    return replace(put_back(record, done), revision=revision)


def refused(record: Record | None, sha256: str, why: Refused, revision: int) -> Record | None:
    """Something is wrong with the bytes that came. A file that is ready stays so."""
    held = _open(record, sha256)
    if record is None or held is None or held.asset.state is not AssetState.UPLOADED:
        return None
    said = {"state": AssetState.FAILED, "problem": why.code.value, "retry_helps": why.retry_helps, "renditions": ()}
    facts = tuple((name, value if isinstance(value, int) else str(value)) for name, value in why.facts.items())
    changed = replace(held, asset=held.asset.model_copy(update=said), original=None, recipe=None, facts=facts)
    return replace(put_back(record, changed), revision=revision)


def never_came(record: Record | None, still_coming: frozenset[str], now: datetime, revision: int) -> Record | None:
    """The time of what is still awaited has run out, but for what is on its way (by SHA-256)."""
    if record is None or record.closed or record.files_due_at is None or record.files_due_at > now:
        return None
    late = [
        held
        for held in record.files
        if held.asset.state is AssetState.AWAITED and not record.is_closed(held) and held.sha256 not in still_coming
    ]
    after = record
    for held in late:
        said = {"state": AssetState.FAILED, "problem": ProblemCode.BYTES_NEVER_CAME.value, "retry_helps": False}
        after = put_back(after, replace(held, asset=held.asset.model_copy(update=said)))
    return replace(after, revision=revision) if late else None


def problem_of(held: Held) -> Problem:
    """What is wrong with a file that has failed, with the facts for its text."""
    facts: dict[str, Any] = dict(held.facts)
    return Problem(ProblemCode(held.asset.problem or ProblemCode.MEDIA_FAILED.value), **facts)


def _open(record: Record | None, sha256: str) -> Held | None:
    """A file that is still the submission's."""
    held = record.find(sha256) if record else None
    return held if record and held and not record.is_closed(held) else None


def _met(record: Record, grant: Grant) -> Held:
    """The file of a grant whose version was not heard yet; a ready former one goes on as it is."""
    former = next((one for one in record.former if one.sha256 == grant.sha256), None)
    if former:
        return replace(former, version=grant.version)
    asset = Asset(
        asset=asset_id(grant.submission, grant.sha256),
        name=grant.name,
        sha256=grant.sha256,
        size_bytes=grant.size_bytes,
        kind=grant.kind,
    )
    return Held(asset, grant.version)
