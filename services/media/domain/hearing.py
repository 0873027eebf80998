"""What media makes of what it hears: manifests and withdrawals of ingest, standings and featured items of moderation.

Whatever comes late or twice changes nothing: of each speaker the highest revision wins, whatever came first.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from contracts.featured import FeaturedItem
from contracts.media import AssetState
from contracts.moderation import Standing, State
from contracts.problems import Problem, ProblemCode
from contracts.submissions import File, SubmissionState
from services.media.domain.record import Heard, Held, Record, bare, promised, touching

NEVER_CAME = ProblemCode.BYTES_NEVER_CAME.value


def hear_submission(record: Record | None, state: SubmissionState, due_at: datetime, revision: int) -> Record | None:
    """Take over what ingest says of a submission, its files due at `due_at`.

    Raises Problem(revision_conflict) where one revision of ingest has two contents.
    """
    known = record or bare(
        state.submission,
        state.edition,
        state.kind,
        organisation=state.organisation,
        unit=state.unit,
        chain=state.chain,
    )
    heard = Heard(state.revision, state.content_sha256, state.withdrawn)
    if known.heard and heard.revision <= known.heard.revision:
        if heard.revision == known.heard.revision and heard != known.heard:
            raise Problem(ProblemCode.REVISION_CONFLICT, revision=state.revision)
        return None
    after = replace(
        known,
        revision=revision,
        kind=state.kind,
        # Once moderation has spoken, it alone says where an item belongs.
        chain=known.chain if known.judged else state.chain,
        unit=known.unit if known.judged else state.unit,
        heard=heard,
        withdrawn=state.withdrawn,
        files_due_at=due_at if state.manifest else None,
        consents_withdrawn=known.consents_withdrawn | frozenset(state.consents_withdrawn),
    )
    after = _with_manifest(after, state)
    closed = [held.sha256 for held in after.known() if after.is_closed(held) and not known.is_closed(held)]
    return touching(after, closed)


def hear_standing(record: Record | None, standing: Standing, heard: int, revision: int) -> Record | None:
    """Take over a standing under its revision `heard`: where the item belongs, what is referred to, what was taken out."""
    known = record or bare(
        standing.submission,
        standing.edition,
        standing.kind,
        organisation=standing.organisation,
        unit=standing.unit,
        chain=standing.chain,
    )
    if heard <= known.judged:
        return None
    parts = [part.version for part in (standing.counted, standing.in_review) if part]
    taken_out = standing.state is State.WITHDRAWN
    after = replace(
        known,
        revision=revision,
        judged=heard,
        judged_version=standing.version,
        counted=min(parts, default=None),
        chain=standing.chain,
        unit=standing.unit,
        taken_out=taken_out,
    )
    if taken_out != known.taken_out:
        if not taken_out:
            after = replace(after, files=tuple(_back_again(held) for held in after.files))
        after = touching(after, [held.sha256 for held in after.known()])
    return _without_left_behind(after)


def hear_featured(record: Record | None, item: FeaturedItem, revision: int) -> Record | None:
    """Take over which files a featured item shows; what it shows no longer is no longer public."""
    known = record or bare(
        item.item,
        item.edition,
        item.kind,
        organisation=item.organisation,
        unit=item.unit,
        chain=(item.organisation, item.unit),
    )
    if item.revision <= known.featured:
        return None
    public: frozenset[UUID] = frozenset()
    if item.change != "withdrawn":
        public = frozenset(asset.asset for asset in item.assets)
    return _without_left_behind(replace(known, revision=revision, featured=item.revision, public=public))


def _with_manifest(record: Record, state: SubmissionState) -> Record:
    """The files that a version promises, with what is there of them already; the rest leaves, unless it is still shown."""
    lines = {file.sha256: file for file in reversed(state.manifest)}
    order = dict.fromkeys(file.sha256 for file in state.manifest)
    known = {held.sha256: held for held in record.known()}
    newer = state.version > record.version
    files = tuple(_amended(record, lines[name], known.get(name), state.version, newer=newer) for name in order)
    early = tuple(one for one in record.early if one.sha256 not in order and one.version > state.version)
    former = tuple(
        one
        for one in (*record.files, *record.former)
        if one.sha256 not in order and one.asset.state is AssetState.READY
    )
    after = replace(record, version=state.version, files=files, early=early, former=former)
    left = known.keys() - {held.sha256 for held in after.known()}
    again = {held.sha256 for held in files if _needs_work(held, known.get(held.sha256))}
    return _without_left_behind(touching(after, left | again))


def _amended(record: Record, file: File, known: Held | None, version: int, *, newer: bool) -> Held:
    """A line of the manifest, with what became of the same bytes before."""
    fresh = promised(record.submission, file)
    if known is None:
        return Held(fresh, version)
    asset = known.asset
    other_kind = asset.kind != file.kind
    never_came = asset.state is AssetState.FAILED and (asset.problem == NEVER_CAME or other_kind)
    if asset.state is AssetState.AWAITED or (newer and never_came):
        return Held(fresh, version)
    said = {name: getattr(fresh, name) for name in ("name", "kind", "caption", "credit", "consent", "ai_generated")}
    if asset.state is AssetState.READY and (other_kind or asset.ai_generated != file.ai_generated):
        # What is made of a file depends on its kind and on its mark, so that it is made anew from the bytes that are there.
        said |= {"state": AssetState.UPLOADED, "renditions": (), "ready_at": None}
        return replace(known, asset=asset.model_copy(update=said), version=version, recipe=None)
    return replace(known, asset=asset.model_copy(update=said), version=version)


def _needs_work(held: Held, known: Held | None) -> bool:
    return known is not None and held.asset.state is AssetState.UPLOADED and known.asset.state is AssetState.READY


def _back_again(held: Held) -> Held:
    """A file of an item that comes back: unverified bytes were given up meanwhile and are awaited again."""
    if held.asset.state is AssetState.UPLOADED and held.original is None:
        return replace(held, asset=held.asset.model_copy(update={"state": AssetState.AWAITED, "uploaded_at": None}))
    return held


def _without_left_behind(record: Record) -> Record:
    """Drop the former files that are not shown and that moderation, which knows the newest version, refers to no more."""
    kept = tuple(held for held in record.former if _is_referred_to(record, held))
    if len(kept) == len(record.former):
        return record
    gone = {held.sha256 for held in record.former} - {held.sha256 for held in kept}
    return touching(replace(record, former=kept), gone)


def _is_referred_to(record: Record, held: Held) -> bool:
    if record.withdrawn or held.sha256 in record.consents_withdrawn:
        return False
    # What a reviewer took out may come back by an undo.
    if record.taken_out or held.asset.asset in record.public or record.judged_version < record.version:
        return True
    return record.counted is not None and record.counted <= held.version
