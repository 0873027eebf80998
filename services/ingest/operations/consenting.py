"""Consent taken back: the people in a picture no longer agree, and every service that shows it hears so."""

from dataclasses import dataclass
from uuid import UUID

from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.ingest import metrics
from services.ingest.domain.record import Record, without_consent
from services.ingest.domain.rights import READING_ROLES, consent_organisation
from services.ingest.operations.refusals import Refusals
from services.ingest.operations.telling import Deed, news_of
from services.ingest.store.submissions import SUBMISSIONS, SubmissionStore
from services.kit.clock import Clock, whole_milliseconds
from services.kit.identity import Caller
from services.kit.outbox import Relay, next_revision

MAX_TRIES = 8
VERB = "withdraw_consent"


@dataclass(frozen=True, slots=True)
class Consenting:
    """Takes consents back. Everything it needs is handed in."""

    store: SubmissionStore
    relay: Relay
    refusals: Refusals
    clock: Clock

    async def withdraw(self, submission: UUID, sha256: str, caller: Caller) -> Record:
        """Take back the consent for a file of any version of a submission; it stays so, and saying it again changes nothing.

        It makes a new revision and no new version: what is public without the file's people agreeing is closed within
        seconds, whatever becomes of the item. Raises Problem(not_found, forbidden, store_away, conflict).
        """
        target = f"submission:{submission}"
        for _ in range(MAX_TRIES):
            stored = await self.store.load(submission)
            if stored is None:
                raise Problem(ProblemCode.NOT_FOUND)
            record = stored.record
            acting = consent_organisation(_held(caller), record.filers, record.unit)
            if acting is None:
                sees = caller.may(READING_ROLES, record.scope)
                problem = Problem(ProblemCode.FORBIDDEN if sees else ProblemCode.NOT_FOUND)
                raise await self.refusals.record(problem, VERB, caller, target)
            if sha256 in record.state.consents_withdrawn:
                return record
            if not await self._promised(record, sha256):
                raise Problem(ProblemCode.NOT_FOUND)
            at = whole_milliseconds(self.clock.now())
            after = without_consent(record, sha256, next_revision(record.revision, at))
            news = news_of(after, Deed(VERB, caller, acting, at), record)
            if await self.store.change(record, after, at, news):
                self.relay.hand_over(SUBMISSIONS, {"_id": str(submission), "outbox": [*stored.outbox, *news]})
                metrics.CONSENTS_WITHDRAWN.labels(record.state.kind.value).inc()
                return after
        raise Problem(ProblemCode.CONFLICT)

    async def _promised(self, record: Record, sha256: str) -> bool:
        """Whether any version has the file: an older one may be the one that is public."""
        if any(file.sha256 == sha256 for file in record.state.manifest):
            return True
        for version in range(record.state.version - 1, 0, -1):
            state = await self.store.archived(record.submission, version)
            if state and any(file.sha256 == sha256 for file in state.manifest):
                return True
        return False


def _held(caller: Caller) -> list[tuple[str, Role]]:
    return [(grant.organisation, grant.role) for grant in caller.grants]
