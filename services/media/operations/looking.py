"""Looking at files: how far they have come, and links to what is made of them, each for whoever may see it."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from contracts.media import Asset, AssetState
from contracts.problems import Problem, ProblemCode
from services.kit.identity import Caller
from services.kit.objects import MultipartStore
from services.kit.tickets import Grant, read_press
from services.media import metrics
from services.media.domain.access import ORIGINAL, READING, Seen, file_name, right_to, scope_of
from services.media.domain.estimates import Estimate
from services.media.domain.files import problem_of
from services.media.domain.places import rendition_key
from services.media.domain.record import Held, Record, shown
from services.media.operations.acting import Acting, actor_of
from services.media.operations.ledger import Ledger
from services.media.operations.objects import object_guard
from services.media.settings import MediaSettings

PLACES_KEPT = 100_000


class Estimates(Protocol):
    """What is asked of the queue."""

    def estimate(self, asset: object) -> Estimate | None:
        """About where a file stands and how long it takes; None where it is in no queue."""
        ...


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the holder of a grant, a signed-in person, or anybody."""

    caller: Caller | None = None
    grant: Grant | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file has come. `problem` says what is wrong with it; `estimate` is there while it is queued or in work."""

    asset: Asset
    estimate: Estimate | None
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of `seconds` to a rendition, and how long it may be remembered by whom."""

    url: str
    seen: Seen
    cache_seconds: int


class Looking:
    """Reads for a viewer; what belongs to another branch is not there."""

    def __init__(
        self,
        ledger: Ledger,
        objects: MultipartStore,
        estimates: Estimates,
        acting: Acting,
        settings: MediaSettings,
    ) -> None:
        self._ledger = ledger
        self._objects = objects
        self._estimates = estimates
        self._acting = acting
        self._settings = settings
        self._places: OrderedDict[UUID, UUID] = OrderedDict()

    async def progress(self, asset: UUID, viewer: Viewer) -> Progress:
        """How far one file has come. Raises Problem(not_found, not_signed_in, asset_withdrawn)."""
        _require_somebody(viewer)
        record, held = await self._find(asset)
        await self._require_sight(record, viewer, f"asset:{asset}")
        if record.is_closed(held):
            raise Problem(ProblemCode.ASSET_WITHDRAWN)
        return self._progress(record, held)

    async def all_of(self, submission: UUID, viewer: Viewer) -> tuple[Record, tuple[Progress, ...]]:
        """How far the files of a submission's newest version have come. Raises Problem(not_found, not_signed_in)."""
        _require_somebody(viewer)
        record = await self._ledger.read(submission)
        if record is None:
            raise Problem(ProblemCode.NOT_FOUND)
        await self._require_sight(record, viewer, f"submission:{submission}")
        return record, tuple(self._progress(record, held) for held in (*record.files, *record.early))

    async def link(self, asset: UUID, name: str, caller: Caller | None, ticket: str | None) -> Link:
        """A link to a rendition, for as long as its state and the viewer's right allow it.

        Raises Problem(not_found, asset_withdrawn, grant_invalid, object_store_away).
        """
        try:
            record, held = await self._find(asset)
            of_branch = caller is not None and caller.may(READING, scope_of(record))
            seen = right_to(record, held, name, of_branch=of_branch, has_ticket=self._is_ticket(ticket, asset))
            url = await self._signed(held, name)
        except Problem as problem:
            metrics.LINKS.labels(problem.code.value).inc()
            raise
        metrics.LINKS.labels(seen.value).inc()
        return Link(url, seen, self._settings.media_cache_seconds)

    async def _find(self, asset: UUID) -> tuple[Record, Held]:
        submission = await self._submission_of(asset)
        record = await self._ledger.read(submission) if submission else None
        held = record.find_asset(asset) if record else None
        if record is None or held is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return record, held

    async def _submission_of(self, asset: UUID) -> UUID | None:
        """To which submission a file belongs, which never changes and is remembered."""
        known = self._places.get(asset)
        if known is None:
            known = await self._ledger.records.submission_of(asset)
            if known is not None:
                self._places[asset] = known
                if len(self._places) > PLACES_KEPT:
                    self._places.popitem(last=False)
        return known

    async def _require_sight(self, record: Record, viewer: Viewer, target: str) -> None:
        """Raise Problem(not_found) for whoever may not see an item; a person's look into another branch is on record."""
        if viewer.grant is not None and viewer.grant.submission == record.submission:
            return
        if viewer.caller is None:
            raise Problem(ProblemCode.NOT_FOUND)
        if not viewer.caller.may(READING, scope_of(record)):
            problem = Problem(ProblemCode.NOT_FOUND)
            await self._acting.refused("read", actor_of(viewer.caller), target, problem)
            raise problem

    def _progress(self, record: Record, held: Held) -> Progress:
        asset = shown(record, held)
        waits = asset.state is AssetState.UPLOADED
        problem = problem_of(held) if asset.problem else None
        return Progress(asset, self._estimates.estimate(asset.asset) if waits else None, problem)

    def _is_ticket(self, ticket: str | None, asset: UUID) -> bool:
        """Whether a press ticket is for this file. Raises Problem(grant_invalid) for one that is none."""
        if ticket is None:
            return False
        secret = self._settings.ticket_secret.get_secret_value()
        return read_press(ticket, secret, self._ledger.clock.now()).asset == asset

    async def _signed(self, held: Held, name: str) -> str:
        if name == ORIGINAL:
            key, media_type = held.original, held.asset.media_type
        else:
            found = held.rendition(name)
            known = found is not None and held.recipe is not None
            key = rendition_key(held.sha256, held.recipe or "", name) if known else None
            media_type = found.media_type if found else None
        if key is None:
            raise Problem(ProblemCode.NOT_FOUND)
        with object_guard():
            return await self._objects.presign_get(
                key, self._settings.media_link_seconds, file_name(held, name), media_type
            )


def _require_somebody(viewer: Viewer) -> None:
    """Asked before anything is looked for, so that the answer does not tell what is there."""
    if viewer.caller is None and viewer.grant is None:
        raise Problem(ProblemCode.NOT_SIGNED_IN)
