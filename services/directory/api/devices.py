"""One's own sessions: on which devices one is signed in, and how to end that from afar."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from services.directory.api.access import Access, SessionId
from services.directory.operations.desks import Desks
from services.kit.identity import Caller


class SessionView(BaseModel):
    """A session of one's own; times are UTC. `address` is where its last token was taken, `current` the one that asks."""

    session: str
    current: bool
    device: str
    address: str | None
    began_at: datetime
    refreshed_at: datetime
    ends_at: datetime


class Sessions(BaseModel):
    """One's sessions that go on, the last used first."""

    items: list[SessionView]


def device_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of one's own sessions."""
    router = APIRouter(prefix="/v1/me/sessions", tags=["sessions"])
    asking = Annotated[Caller, Depends(access.owner)]

    @router.get("")
    async def find(caller: asking) -> Sessions:
        """On which devices one is signed in."""
        return Sessions(
            items=[
                SessionView(
                    session=session.session,
                    current=session.session == caller.session,
                    device=session.device,
                    address=session.address,
                    began_at=session.began_at,
                    refreshed_at=session.refreshed_at,
                    ends_at=ends_at,
                )
                for session, ends_at in await desks.sessions.live_ones(caller.person)
            ]
        )

    @router.delete("", status_code=204)
    async def end_others(caller: asking) -> Response:
        """Sign out everywhere else."""
        await desks.sessions.end_others(caller.person, caller.session, caller.address)
        return Response(status_code=204)

    @router.delete("/{session}", status_code=204)
    async def end(session: SessionId, caller: asking) -> Response:
        """End one of one's sessions; of somebody else's: 404. Ended already changes nothing."""
        async with desks.recorder.watching("session.end", caller, f"session:{session}"):
            await desks.sessions.end_one(caller.person, session, caller.address)
        return Response(status_code=204)

    return router
