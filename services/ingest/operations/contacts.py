"""Whom to ring about an item: shown to those who work on it, and whoever looks is on record before they see it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from contracts.problems import Problem, ProblemCode
from contracts.submissions import Contact
from services.ingest.domain.record import Record
from services.ingest.domain.rights import CONTACT_ROLES
from services.ingest.operations.reading import Reading
from services.ingest.operations.refusals import SERVICE
from services.ingest.store.refusals import REFUSALS, RefusalStore
from services.kit.acts import Change, act_outgoing, actor_for
from services.kit.clock import Clock, milliseconds
from services.kit.identity import Caller
from services.kit.outbox import Relay

LOOK = "read_contact"
LONG_PHONE = 8
"""A shorter number would be given away by its last four digits."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Shows a contact. `new_id` gives an id that was never given before."""

    reading: Reading
    store: RefusalStore
    relay: Relay
    clock: Clock
    new_id: Callable[[], str]

    async def masked(self, submission: UUID, caller: Caller) -> Contact:
        """That there is somebody to ring, with name and number made unreadable. Raises as `look`, but for the store."""
        _record, contact, _acting = await self._find(submission, caller)
        return Contact(name=masked_name(contact.name), phone=masked_phone(contact.phone))

    async def look(self, submission: UUID, caller: Caller) -> Contact:
        """Whom to ring, once it is on record that `caller` has asked.

        Raises Problem(not_found) where there is nobody, or the item is not the caller's to see; Problem(forbidden) for who
        only reads it; Problem(store_away), and then shows nothing.
        """
        record, contact, acting = await self._find(submission, caller)
        await self._note(record, acting, caller)
        return contact

    async def _find(self, submission: UUID, caller: Caller) -> tuple[Record, Contact, str]:
        """The item, its contact, and the organisation in which the caller works on it."""
        record = await self.reading.one(submission, caller)
        held = caller.organisations(CONTACT_ROLES)
        acting = next((organisation for organisation in record.scope if organisation in held), None)
        if acting is None:
            target = f"submission:{submission}"
            raise await self.reading.refusals.record(Problem(ProblemCode.FORBIDDEN), LOOK, caller, target)
        if record.contact is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return record, record.contact, acting

    async def _note(self, record: Record, acting: str, caller: Caller) -> None:
        now, act = self.clock.now(), f"{SERVICE}:{LOOK}:{self.new_id()}"
        own = record.state.organisation
        actor = actor_for(caller, acting, own if acting != own else None)
        target = f"submission:{record.submission}"
        event = act_outgoing(SERVICE, LOOK, actor, target, now, act=act, change=Change())
        self.relay.hand_over(REFUSALS, await self.store.insert(act, milliseconds(now), [event]))


def masked_name(name: str) -> str:
    """The family name, as a rule: `王**`."""
    return f"{name[:1]}**"


def masked_phone(phone: str) -> str:
    """The last digits, by which one knows a number again and cannot ring it: `****0000`."""
    return f"****{phone[-4:]}" if len(phone) >= LONG_PHONE else "*****"
