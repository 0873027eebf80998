"""Complaints: opened by anybody, looked up with the secret of the receipt, settled at the ministry's desk."""

import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from contracts.organisations import MINISTRY
from contracts.problems import Problem, ProblemCode
from services.kit.acts import Actor, Change, act_outgoing
from services.kit.identity import Caller
from services.kit.mongo import Document
from services.kit.outbox import Relay
from services.moderation import metrics
from services.moderation.domain.complaint import (
    SETTLING,
    About,
    Complaint,
    Contact,
    Outcome,
    Settlement,
    Shown,
    number_of,
    require_public,
    settle,
)
from services.moderation.domain.table import EDITING, REVIEWING
from services.moderation.operations.ledger import SERVICE, Ledger, actor_of, person_of
from services.moderation.store.complaints import COMPLAINTS, ComplaintStore, KeptComplaint
from services.moderation.store.items import Scope

ATTEMPTS = 5
READING = REVIEWING | EDITING | SETTLING
"""Roles that see complaints about the items of their unit; the ministry's desk sees all."""
PUBLIC = Actor("public", "public")
OPEN_ACT, SETTLE_ACT = "complain", "settle_complaint"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody sends in. `item` is None where it is about none in particular."""

    complaint: UUID
    item: UUID | None
    about: About
    text: str
    contact: Contact

    def body_sha256(self) -> str:
        """The digest by which the same request is told from another one under the same id."""
        return hashlib.sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()


class Complaints:
    """What anybody and what the desks do with complaints."""

    def __init__(self, ledger: Ledger, store: ComplaintStore, relay: Relay) -> None:
        self._ledger = ledger
        self._store = store
        self._relay = relay

    async def open(self, asked: Asked) -> Complaint:
        """Open a complaint, or give the receipt again that was given. Raises Problem(not_found, id_taken, store_away)."""
        digest = asked.body_sha256()
        known = await self._store.load(asked.complaint)
        if known is None:
            complaint = await self._new(asked)
            event = self._act(OPEN_ACT, PUBLIC, complaint, "open")
            document = await self._store.open(complaint, digest, [event])
            if document is not None:
                self._relay.hand_over(COMPLAINTS, document)
                metrics.COMPLAINTS.labels("opened").inc()
                return complaint
            known = await self._store.load(asked.complaint)
        if known is None or known.body_sha256 != digest:
            raise Problem(ProblemCode.ID_TAKEN)
        return known.complaint

    async def look_up(self, number: str, secret: str) -> Complaint:
        """A complaint for whoever has its receipt. Raises Problem(not_found), also for a wrong secret."""
        known = await self._store.numbered(number)
        if known is None or not hmac.compare_digest(known.complaint.secret.encode(), secret.encode()):
            raise Problem(ProblemCode.NOT_FOUND)
        return known.complaint

    async def page(
        self, caller: Caller, state: str | None, after: tuple[int, str] | None, limit: int
    ) -> list[Complaint]:
        """Complaints for the caller's desks. Who complains is shown to the ministry's desk alone."""
        scope = Scope(frozenset(caller.organisations(READING)))
        found = await self._store.page(scope, state, after, limit)
        if scope.is_national:
            return found
        return [replace(complaint, contact=Contact()) for complaint in found]

    async def settle(self, number: str, outcome: Outcome, reason: str, caller: Caller) -> Complaint:
        """Settle a complaint; the same request again gets the same answer. Raises the problems of the domain's `settle`."""
        async with self._ledger.refusals_on_record(caller, SETTLE_ACT, f"complaint:{number}"):
            for _ in range(ATTEMPTS):
                known = await self._visible(number, caller)
                item = known.complaint.item
                stored = await self._ledger.items.load(item) if item else None
                if item and stored is None:
                    raise Problem(ProblemCode.NOT_FOUND)
                wanted = Settlement(outcome, reason, caller.hands, self._ledger.now())
                settled = settle(known.complaint, stored.record if stored else None, person_of(caller), wanted)
                if settled is known.complaint or await self._keep(known, settled, caller):
                    return settled
        raise Problem(ProblemCode.CONFLICT)

    async def _new(self, asked: Asked) -> Complaint:
        now = self._ledger.now()
        shown = await self._shown(asked.item) if asked.item else None
        return Complaint(
            complaint=asked.complaint,
            number=number_of(now, secrets.token_hex(8)),
            secret=secrets.token_urlsafe(24),
            item=asked.item,
            version=shown.version if shown else None,
            unit=shown.unit if shown else MINISTRY,
            title=shown.title if shown else "",
            about=asked.about,
            text=asked.text,
            contact=asked.contact,
            received_at=now,
        )

    async def _shown(self, item: UUID) -> Shown:
        stored = await self._ledger.items.load(item)
        return require_public(stored.record if stored else None)

    async def _visible(self, number: str, caller: Caller) -> KeptComplaint:
        known = await self._store.numbered(number)
        scope = Scope(frozenset(caller.organisations(READING)))
        if known is None or not (scope.is_national or known.complaint.unit in scope.organisations):
            raise Problem(ProblemCode.NOT_FOUND)
        return known

    async def _keep(self, known: KeptComplaint, settled: Complaint, caller: Caller) -> bool:
        after = settled.settlement.outcome.value if settled.settlement else "open"
        actor = actor_of(caller, next(iter(caller.organisations(SETTLING)), "none"))
        document = await self._store.settle(known, settled, [self._act(SETTLE_ACT, actor, settled, after)])
        if document is None:
            return False
        self._relay.hand_over(COMPLAINTS, document)
        metrics.COMPLAINTS.labels(after).inc()
        return True

    def _act(self, verb: str, actor: Actor, complaint: Complaint, after: str) -> Document:
        """The act as the audit chain keeps it: no word of who complained, or of what they wrote."""
        return act_outgoing(
            SERVICE,
            verb,
            actor,
            f"submission:{complaint.item}" if complaint.item else f"complaint:{complaint.number}",
            self._ledger.now(),
            act=f"complaint:{complaint.number}:{verb}",
            change=Change(after=f"{complaint.number}:{after}"),
        )
