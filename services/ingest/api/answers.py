"""What ingest answers, as models, so that the interface's description is true."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from contracts.base import Contract
from contracts.mark_words import reason_words
from contracts.media import asset_id
from contracts.moderation import MarkedField
from contracts.submissions import AnyContent, Contact, Entered, FactSet, File, Kind, SubmissionState, Verdict
from services.ingest.domain.drafts import Draft
from services.ingest.domain.judging import Examination
from services.ingest.domain.record import Record, Version
from services.ingest.domain.uses import Use
from services.ingest.operations.granting import Upload
from services.ingest.operations.reading import Reading
from services.kit.identity import Caller

UPLOADS_PATH = "/v1/uploads"
"""Where media takes uploads (services/media/README.md)."""


class MarkAnswer(Contract):
    """A field that a return asks to mend; `zh` and `en` are what its reason is called, None where none was chosen."""

    path: str
    note: str
    code: str | None
    zh: str | None
    en: str | None


class UseAnswer(Contract):
    """Where a newsroom says that it used the item, and when."""

    address: str
    used_at: datetime


class UsedAnswer(Contract):
    """How many newsrooms say that they used the item, and where, the newest first; which of them it was is theirs to tell."""

    newsrooms: int
    uses: tuple[UseAnswer, ...]


class StandAnswer(Contract):
    """Where a version stands, in plain words; `waits_for` is the organisation whose turn it is.

    An answer to a return that comes until `answer_by` keeps the returned version's verdict. `featured` says that some
    version is public now.
    """

    state: str
    zh: str
    en: str
    waits_for: str | None
    waits_for_name: str | None
    reason: str | None
    fields: tuple[MarkAnswer, ...]
    answer_by: datetime | None
    featured: bool


class UploadAnswer(Contract):
    """A file whose bytes may be sent now: POST to `path` of the media service with `grant` in `X-Weekwire-Grant`.

    The grant alone is the right to it, so it is shown to nobody else. `asset` is what media calls the file.
    """

    name: str
    sha256: str
    size_bytes: int
    kind: Literal["photo", "video", "document"]
    asset: UUID
    path: str
    grant: str


class ReceiptAnswer(Contract):
    """The receipt of one version. Number, time and verdict never change; `stand` does.

    `uploads` are minted anew at each reading, for the newest version and whoever may amend it. `consents_withdrawn`
    are the SHA-256 of files that are closed for good. `received_at` is when it came; where a clerk typed in what came by
    another way, `entered` says how it came and when it was typed in. `filed_from` is the organisation that filed for the
    item's own, `filed_for` the colleague whose work `filed_by` did. Until `files_due_at` the bytes of this version may come;
    None where none may. `used` is what newsrooms say, None where none did.
    """

    receipt: str
    submission: UUID
    version: int
    current_version: int
    edition: str
    kind: Kind
    organisation: str
    received_at: datetime
    verdict: Verdict
    obligation: str | None
    late_reason: str | None
    flags: tuple[str, ...]
    filed_by: str
    filed_from: str | None
    filed_from_name: str | None
    filed_for: str | None
    content_sha256: str
    stand: StandAnswer
    uploads: tuple[UploadAnswer, ...]
    files_due_at: datetime | None
    consents_withdrawn: tuple[str, ...]
    entered: Entered | None = None
    used: UsedAnswer | None = None


class SubmissionAnswer(Contract):
    """One version of a submission, complete, with its receipt and what the caller may do."""

    submission: UUID
    version: int
    edition: str
    kind: Kind
    organisation: str
    unit: str
    chain: tuple[str, ...]
    title: str
    content: AnyContent
    manifest: tuple[File, ...]
    contact: Contact | None
    facts: tuple[FactSet, ...]
    withdrawn: bool
    received_at: datetime
    receipt: ReceiptAnswer
    may_amend: bool
    may_withdraw: bool
    may_withdraw_consent: bool


class VersionsAnswer(Contract):
    """Every version's receipt, oldest first."""

    submission: UUID
    current_version: int
    items: tuple[ReceiptAnswer, ...]


class HintAnswer(Contract):
    """A number that is worth a second look, by the name of its rule; it refuses nothing."""

    rule: str
    path: str
    zh: str
    en: str


class CheckAnswer(Contract):
    """What a PUT of the same body would say. `refusal` is the problem it would be answered with, None where it would not."""

    problems: tuple[dict[str, Any], ...]
    flags: tuple[str, ...]
    facts: tuple[FactSet, ...]
    verdict: Verdict | None
    obligation: str | None
    refusal: dict[str, Any] | None
    hints: tuple[HintAnswer, ...]


class DraftAnswer(Contract):
    """A draft as it was last saved."""

    draft: UUID
    organisation: str
    title: str
    author: str
    etag: str
    created_at: datetime
    saved_at: datetime
    form: dict[str, Any]


class DraftLine(Contract):
    """A draft in a list, without its form."""

    draft: UUID
    organisation: str
    title: str
    author: str
    etag: str
    created_at: datetime
    saved_at: datetime


class DraftsAnswer(Contract):
    """A page of drafts; `next` is the cursor of the page after it."""

    items: tuple[DraftLine, ...]
    next: str | None


def receipt_id(submission: UUID | str, version: int) -> str:
    """The number of a receipt."""
    return f"{submission}.{version}"


def receipt_answer(
    reading: Reading, record: Record, version: Version, caller: Caller, uses: Sequence[Use] = ()
) -> ReceiptAnswer:
    """The receipt of one version of a record, for a caller, with where newsrooms have used it."""
    state, stand, filer = record.state, reading.stand(record, version.version), version.filer
    return ReceiptAnswer(
        receipt=receipt_id(state.submission, version.version),
        submission=state.submission,
        version=version.version,
        current_version=state.version,
        edition=state.edition,
        kind=state.kind,
        organisation=state.organisation,
        received_at=version.received_at,
        verdict=version.ruling.verdict,
        obligation=version.ruling.obligation,
        late_reason=version.ruling.late_reason,
        flags=version.flags,
        filed_by=filer.person,
        filed_from=filer.filed_from,
        filed_from_name=reading.name(filer.filed_from) if filer.filed_from else None,
        filed_for=filer.filed_for,
        content_sha256=version.content_sha256,
        stand=StandAnswer(
            state=stand.state,
            zh=stand.zh,
            en=stand.en,
            waits_for=stand.waits_for,
            waits_for_name=reading.name(stand.waits_for) if stand.waits_for else None,
            reason=stand.reason,
            fields=tuple(_mark_answer(mark) for mark in stand.fields),
            answer_by=stand.answer_by,
            featured=stand.featured,
        ),
        uploads=tuple(
            _upload_answer(state.submission, one) for one in reading.uploads(record, version.version, caller)
        ),
        files_due_at=reading.files_due_at(record, version.version),
        consents_withdrawn=state.consents_withdrawn,
        entered=version.entered,
        used=_used_answer(uses),
    )


def _used_answer(uses: Sequence[Use]) -> UsedAnswer | None:
    if not uses:
        return None
    return UsedAnswer(
        newsrooms=len({one.newsroom for one in uses}),
        uses=tuple(UseAnswer(address=one.address, used_at=one.used_at) for one in uses),
    )


def _mark_answer(mark: MarkedField) -> MarkAnswer:
    words = reason_words(mark.code)
    return MarkAnswer(
        path=mark.path, note=mark.note, code=mark.code, zh=words.zh if words else None, en=words.en if words else None
    )


def _upload_answer(submission: UUID, upload: Upload) -> UploadAnswer:
    file = upload.file
    return UploadAnswer(
        name=file.name,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        kind=file.kind,
        asset=asset_id(submission, file.sha256),
        path=UPLOADS_PATH,
        grant=upload.grant,
    )


def submission_answer(
    reading: Reading, record: Record, said: SubmissionState, caller: Caller, uses: Sequence[Use] = ()
) -> SubmissionAnswer:
    """One version of a record, as `said` then, for a caller, with where newsrooms have used the item."""
    may = reading.may(record, caller)
    return SubmissionAnswer(
        submission=said.submission,
        version=said.version,
        edition=said.edition,
        kind=said.kind,
        organisation=said.organisation,
        unit=record.unit,
        chain=record.chain,
        title=said.content.title,
        content=said.content,
        manifest=said.manifest,
        contact=record.contact if may.see_contact else None,
        facts=said.facts,
        withdrawn=record.state.withdrawn,
        received_at=record.state.received_at,
        receipt=receipt_answer(reading, record, record.versions[said.version - 1], caller, uses),
        may_amend=may.amend,
        may_withdraw=may.withdraw,
        may_withdraw_consent=may.withdraw_consent,
    )


def check_answer(said: Examination) -> CheckAnswer:
    """What a dry run says."""
    return CheckAnswer(
        problems=tuple(problem.as_json() for problem in said.problems),
        flags=said.flags,
        facts=said.facts,
        verdict=said.ruling.verdict if said.ruling else None,
        obligation=said.ruling.obligation if said.ruling else None,
        refusal=said.refusal.as_json() if said.refusal else None,
        hints=tuple(HintAnswer(rule=one.rule, path=one.path, zh=one.zh, en=one.en) for one in said.hints),
    )


def draft_line(draft: Draft) -> DraftLine:
    """A draft in a list."""
    return DraftLine(
        draft=draft.draft,
        organisation=draft.organisation,
        title=draft.title,
        author=draft.author,
        etag=draft.etag,
        created_at=draft.created_at,
        saved_at=draft.saved_at,
    )


def draft_answer(draft: Draft) -> DraftAnswer:
    """A draft with its form."""
    return DraftAnswer(
        draft=draft.draft,
        organisation=draft.organisation,
        title=draft.title,
        author=draft.author,
        etag=draft.etag,
        created_at=draft.created_at,
        saved_at=draft.saved_at,
        form=json.loads(draft.form_json),
    )
