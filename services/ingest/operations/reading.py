"""Looking at what was filed: one item, its versions, its receipts and lists, each for whoever belongs to its branch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.moderation import State
from contracts.problems import Problem, ProblemCode
from contracts.submissions import SubmissionState
from services.ingest.domain.promises import files_due_at
from services.ingest.domain.receipts import Stand, stand_of, with_term
from services.ingest.domain.record import Record, Version
from services.ingest.domain.rights import (
    CONTACT_ROLES,
    READING_ROLES,
    acting_organisation,
    consent_organisation,
    scope_of,
)
from services.ingest.domain.uses import Use
from services.ingest.domain.verdicts import answer_by, obligation_of
from services.ingest.operations.granting import Granting, Upload
from services.ingest.operations.refusals import Refusals
from services.ingest.store.documents import Summary
from services.ingest.store.submissions import Filter, Position, SubmissionStore
from services.ingest.store.uses import UseStore
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller

MAX_VERSION_DIGITS = 9


@dataclass(frozen=True, slots=True)
class May:
    """What a caller may do with an item."""

    amend: bool
    withdraw: bool
    withdraw_consent: bool
    see_contact: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """A version with its record, and where newsrooms say that they used the item."""

    record: Record
    version: Version
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads for a caller; what belongs to another branch is not there."""

    store: SubmissionStore
    uses_heard: UseStore
    view: DirectoryView
    refusals: Refusals
    granting: Granting

    async def one(self, submission: UUID, caller: Caller) -> Record:
        """An item the caller may see. Raises Problem(not_found); looking into another branch is put on record."""
        stored = await self.store.load(submission)
        if stored and caller.may(READING_ROLES, stored.record.scope):
            return stored.record
        problem = Problem(ProblemCode.NOT_FOUND)
        if stored:
            await self.refusals.record(problem, "read", caller, f"submission:{submission}")
        raise problem

    async def version(self, submission: UUID, version: int, caller: Caller) -> tuple[Record, SubmissionState]:
        """An item and one of its versions as it was said. Raises Problem(not_found)."""
        record = await self.one(submission, caller)
        if version == record.state.version:
            return record, record.state
        if not 0 < version < record.state.version:
            raise Problem(ProblemCode.NOT_FOUND)
        state = await self.store.archived(submission, version)
        if state is None:
            raise Problem(ProblemCode.INTERNAL)
        return record, state

    async def receipt(self, receipt: str, caller: Caller) -> tuple[Record, Version]:
        """The version a receipt is for. Raises Problem(not_found)."""
        submission, version = _read_receipt_id(receipt)
        record = await self.one(submission, caller)
        if not 0 < version <= len(record.versions):
            raise Problem(ProblemCode.NOT_FOUND)
        return record, record.versions[version - 1]

    async def receipts(self, receipts: Sequence[str], caller: Caller) -> list[Receipt]:
        """The versions of several receipts, in their order; what the caller may not see, or is not there, is left out."""
        asked = [_read_receipt_id(receipt) for receipt in receipts]
        records = await self.store.load_all({submission for submission, _version in asked})
        seen = {name: one for name, one in records.items() if caller.may(READING_ROLES, one.scope)}
        uses = await self.uses_heard.of_items([name for name, one in seen.items() if one.heard])
        return [
            Receipt(record, record.versions[version - 1], tuple(uses.get(name, ())))
            for name, version in asked
            if (record := seen.get(name)) and 0 < version <= len(record.versions)
        ]

    async def answers(self, organisation: str, edition: str, caller: Caller) -> list[Summary]:
        """Which of an organisation's items answer what it owes, the newest first. Raises Problem(not_found)."""
        known = self.view.organisation(organisation)
        if known is None or not caller.may(READING_ROLES, scope_of(known.chain)):
            raise Problem(ProblemCode.NOT_FOUND)
        return await self.store.answers(organisation, edition)

    async def page(
        self, caller: Caller, wanted: Filter, after: Position | None, limit: int
    ) -> tuple[list[Summary], Position | None]:
        """A page of what the caller may see, newest first."""
        return await self.store.page(caller.organisations(READING_ROLES), wanted, after, limit)

    async def uses(self, record: Record) -> list[Use]:
        """Where newsrooms say that they used an item, the newest first. Raises Problem(store_away)."""
        # What nobody has judged was never public.
        return await self.uses_heard.of_item(record.submission) if record.heard else []

    def stand(self, record: Record, version: int) -> Stand:
        """Where a version stands, in words, and until when a returned one is best answered."""
        state = record.state
        stand = stand_of(version, state.version, record.chain, record.heard, withdrawn=state.withdrawn, name=self.name)
        if stand.state != State.RETURNED.value:
            return stand
        owed = self.view.obligations(state.edition, state.organisation, state.kind)
        obligation = obligation_of(record.prior, owed)
        until = answer_by(record.prior, obligation) if obligation else None
        return with_term(stand, until) if until else stand

    def uploads(self, record: Record, version: int, caller: Caller) -> tuple[Upload, ...]:
        """What the caller may send for a version: something only for the newest, and for whoever may amend it."""
        if version != record.state.version or not self.may(record, caller).amend:
            return ()
        return self.granting.uploads(record, caller)

    def files_due_at(self, record: Record, version: int) -> datetime | None:
        """Until when the bytes of a version may come: of the newest one, as long as it is not taken back; else None."""
        state = record.state
        edition = self.view.edition(state.edition)
        if edition is None or version != state.version or state.withdrawn or not state.manifest:
            return None
        return files_due_at(state, edition.rules)

    def name(self, organisation: str) -> str:
        """An organisation's name, its id where the directory has not told it."""
        known = self.view.organisation(organisation)
        return known.name if known else organisation

    def may(self, record: Record, caller: Caller) -> May:
        """What the caller may do with an item, by the rules that would refuse it."""
        state = record.state
        open_still = not state.withdrawn and not record.is_taken_out
        held = [(grant.organisation, grant.role) for grant in caller.grants]
        return May(
            amend=open_still and acting_organisation(held, record.chain) is not None,
            withdraw=not state.withdrawn and acting_organisation(held, record.filers) is not None,
            withdraw_consent=consent_organisation(held, record.filers, record.unit) is not None,
            # Whoever works on another's item asks for its contact by itself, and that is on record.
            see_contact=caller.may(CONTACT_ROLES, record.filers),
        )


def _read_receipt_id(receipt: str) -> tuple[UUID, int]:
    submission, _dot, version = receipt.rpartition(".")
    digits = version.isascii() and version.isdigit() and len(version) <= MAX_VERSION_DIGITS
    try:
        return UUID(submission), int(version) if digits else 0
    except ValueError as fault:
        raise Problem(ProblemCode.NOT_FOUND) from fault
