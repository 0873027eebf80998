"""Reminders that a level asks for, with a look before, and the banner of an incident."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from contracts.organisations import Role
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.kit.identity import Caller
from services.kit.outbox import next_revision
from services.kit.web import closed_body, invalid
from services.notification.api.answers import BannerAnswer, RemindersAnswer, banner_answer, reminders_answer
from services.notification.api.bodies import BannerBody, PreviewBody, RemindersBody
from services.notification.api.callers import CallerOf
from services.notification.operations.asking import ASKING, VERB, Asking
from services.notification.operations.ledger import Ledger, acting
from services.notification.store.asked import Banner, ReminderStore

SETTING = frozenset({Role.SYSTEM_ADMINISTRATOR})
BANNER_TARGET = "banner:all"


def reminder_routes(asking_for: Asking, ledger: Ledger, caller_of: CallerOf) -> APIRouter:
    """Remind, and see before whom that would reach."""
    router = APIRouter(prefix="/v1/reminders", tags=["reminders"])
    asking = Annotated[Caller, Depends(caller_of)]

    @router.post("/preview")
    async def preview(body: Annotated[PreviewBody, closed_body(PreviewBody)], caller: asking) -> RemindersAnswer:
        """Whom a reminder would reach, and whom not and why. Nothing is sent."""
        return reminders_answer(await asking_for.preview(_once(body.obligations), caller))

    @router.post("")
    async def remind(body: Annotated[RemindersBody, closed_body(RemindersBody)], caller: asking) -> RemindersAnswer:
        """Remind whoever is below the caller of what they owe and have not reported; each obligation once in half a day."""
        obligations = _once(body.obligations)
        async with ledger.on_record(acting(caller, ASKING), VERB, f"obligation:{obligations[0]}"):
            rows = await asking_for.ask(str(body.request), obligations, " ".join(body.note.split()), caller)
        return reminders_answer(rows)

    return router


def banner_routes(store: ReminderStore, ledger: Ledger, caller_of: CallerOf) -> APIRouter:
    """What every page shows above everything else; read without a sign-in, set by a system administrator."""
    router = APIRouter(prefix="/v1/banner", tags=["banner"])
    asking = Annotated[Caller, Depends(caller_of)]

    @router.get("")
    async def read(response: Response) -> BannerAnswer:
        """The banner as it is now."""
        response.headers["Cache-Control"] = "no-cache"
        return banner_answer(await store.banner(), ledger.now())

    @router.put("")
    async def put(body: Annotated[BannerBody, closed_body(BannerBody)], caller: asking) -> BannerAnswer:
        """Set the banner over the revision that was seen."""
        if body.active and not (body.text_zh.strip() and body.text_en.strip()):
            missing = [name for name in ("text_zh", "text_en") if not getattr(body, name).strip()]
            raise invalid(tuple(FieldProblem(name, ProblemCode.MISSING_FIELD) for name in missing))
        async with ledger.on_record(acting(caller, SETTING), "banner.put", BANNER_TARGET):
            if not caller.organisations(SETTING):
                raise Problem(ProblemCode.FORBIDDEN)
            banner = await _set(body, caller)
        return banner_answer(banner, ledger.now())

    async def _set(body: BannerBody, caller: Caller) -> Banner:
        now = ledger.now()
        banner = Banner(
            revision=next_revision(body.revision, now),
            active=body.active,
            level=body.level,
            text_zh=body.text_zh.strip(),
            text_en=body.text_en.strip(),
            changed_at=now,
            until=body.until,
        )
        before = str(body.revision) if body.revision else None
        act = ledger.done(acting(caller, SETTING), "banner.put", BANNER_TARGET, before, str(banner.revision))
        if not await store.put_banner(banner, body.revision, act):
            known = await store.banner()
            raise Problem(ProblemCode.CONFLICT, version=known.revision if known else 0)
        return banner

    return router


def _once(obligations: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(obligations))
