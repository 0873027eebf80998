"""The route of clues for coverage (宣传线索)."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from contracts.base import Contract
from contracts.submissions import ActivityReport, Case, Kind, Plan, Session
from services.kit.clock import milliseconds
from services.kit.identity import Caller
from services.moderation.api.cursors import place_cursor, read_place
from services.moderation.domain.clue import clue_of, clue_since
from services.moderation.domain.record import Filed, Record
from services.moderation.operations.clues import Clues
from services.moderation.store.items import ClueFilter

TEXT_CHARACTERS = 2_000
SESSIONS = 50
CallerOf = Callable[[Request], Awaitable[Caller]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to, and which page of it."""

    edition: Annotated[str | None, Query(max_length=64)] = None
    kind: Kind | None = None
    text: Annotated[str | None, Query(max_length=100, description="In the title.")] = None
    cursor: Annotated[str | None, Query(max_length=200)] = None
    limit: Annotated[int, Query(ge=1, le=200)] = 50


class ClueSession(Contract):
    """When and where. Days and times of day are Asia/Shanghai."""

    start: date
    end: date
    starts: str | None
    ends: str | None
    place: str | None
    address: str | None


class Clue(Contract):
    """One clue: what, who, when and where. `text` is cut; `is_public` says that newsrooms have it whole, with its pictures."""

    item: UUID
    version: int
    kind: Kind
    title: str
    text: str
    organisation: str
    organisation_name: str
    unit: str
    hosts: tuple[str, ...]
    sessions: tuple[ClueSession, ...]
    photos: int
    videos: int
    accepted_at: datetime
    is_public: bool


class CluePage(Contract):
    """Clues, the newest first; `next` is the cursor of the page after."""

    clues: tuple[Clue, ...]
    next: str | None


def clue_routes(clues: Clues, caller_of: CallerOf) -> APIRouter:
    """What may be covered, for offices of publicity and for the branch itself."""
    router = APIRouter(prefix="/v1/clues", tags=["clues"])

    @router.get("")
    async def find(caller: Annotated[Caller, Depends(caller_of)], asked: Annotated[Asked, Depends()]) -> CluePage:
        """Accepted material of the caller's level that is meant for coverage."""
        limit, after = asked.limit, read_place(asked.cursor) if asked.cursor else None
        wanted = ClueFilter(asked.edition, asked.kind.value if asked.kind else None, asked.text)
        found = await clues.page(caller, wanted, after, limit + 1)
        shown = [(stored.record, filed) for stored in found[:limit] if (filed := clue_of(stored.record))]
        last = found[limit - 1].record if len(found) > limit else None
        following = place_cursor(milliseconds(clue_since(last)), str(last.standing.submission)) if last else None
        return CluePage(clues=tuple(_clue(record, filed, clues.name) for record, filed in shown), next=following)

    return router


def _clue(record: Record, filed: Filed, name: Callable[[str], str]) -> Clue:
    content, standing = filed.content, record.standing
    sessions = content.sessions if isinstance(content, ActivityReport | Plan) else ()
    hosts = (host.name or name(host.organisation or "") for host in content.hosts)
    return Clue(
        item=standing.submission,
        version=filed.version,
        kind=standing.kind,
        title=content.title,
        text=(content.practice if isinstance(content, Case) and not content.text else content.text)[:TEXT_CHARACTERS],
        organisation=standing.organisation,
        organisation_name=name(standing.organisation),
        unit=standing.unit,
        hosts=tuple(host for host in hosts if host),
        sessions=tuple(_sessions(sessions)),
        photos=sum(file.kind == "photo" for file in filed.manifest),
        videos=sum(file.kind == "video" for file in filed.manifest),
        accepted_at=clue_since(record),
        is_public=record.published is not None,
    )


def _sessions(sessions: Iterable[Session]) -> Iterable[ClueSession]:
    for one in tuple(sessions)[:SESSIONS]:
        yield ClueSession(
            start=one.when.start,
            end=one.when.end,
            starts=one.starts,
            ends=one.ends,
            place=one.place.name,
            address=one.address,
        )
