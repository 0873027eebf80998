"""Upload grants: minted at each reading of a receipt, for whoever may amend its item, and kept nowhere."""

from dataclasses import dataclass

from contracts.submissions import File
from services.ingest.domain.promises import Promise, open_promises
from services.ingest.domain.record import Record
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller
from services.kit.tickets import Grant, mint_grant


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send, and the grant to send it with."""

    file: File
    grant: str


@dataclass(frozen=True, slots=True)
class Granting:
    """Mints grants. `seconds` is the longest that one lasts."""

    view: DirectoryView
    clock: Clock
    secret: str
    seconds: float

    def uploads(self, record: Record, caller: Caller) -> tuple[Upload, ...]:
        """A grant for each file of the newest version whose bytes may still come."""
        edition = self.view.edition(record.state.edition)
        if edition is None or edition.sealed:
            return ()
        promises = open_promises(record.state, edition.rules, self.clock.now(), self.seconds)
        return tuple(Upload(one.file, self._mint(record, one, caller)) for one in promises)

    def _mint(self, record: Record, promise: Promise, caller: Caller) -> str:
        state, file = record.state, promise.file
        grant = Grant(
            submission=state.submission,
            version=state.version,
            edition=state.edition,
            submission_kind=state.kind,
            organisation=state.organisation,
            unit=record.unit,
            person=caller.hands,
            name=file.name,
            sha256=file.sha256,
            size_bytes=file.size_bytes,
            kind=file.kind,
            expires_at=int(promise.until.timestamp()),
        )
        return mint_grant(grant, self.secret)
