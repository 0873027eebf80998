"""Every way to fail, once: code, HTTP status, text in Chinese and English, and what to do.

Used in RFC 9457 bodies, dead-letter reasons, import reports and pages. Raise `Problem(code, **facts)`; the edge turns it
into a response, a dead letter or a row of a report.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from contracts.problem_texts import TEXTS, ProblemText


class ProblemCode(StrEnum):
    """The stable code of a problem; clients may depend on it."""

    INVALID = "invalid"
    INVALID_JSON = "invalid_json"
    UNKNOWN_FIELD = "unknown_field"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_CHOICE = "unknown_choice"
    OTHER_NEEDS_TEXT = "other_needs_text"
    BAD_KEY = "bad_key"
    BAD_CHECK_DIGIT = "bad_check_digit"
    DUPLICATE_KEY = "duplicate_key"
    KEYS_NOT_ALLOWED = "keys_not_allowed"
    KEYS_OR_VALUE = "keys_or_value"
    COUNT_DIFFERS = "count_differs"
    COMPUTED_INDICATOR = "computed_indicator"
    DUPLICATE_MEASURE = "duplicate_measure"
    BAD_SPAN = "bad_span"
    BAD_PLACE = "bad_place"
    UNKNOWN_EDITION = "unknown_edition"
    EDITION_SEALED = "edition_sealed"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    ORGANISATION_CLOSED = "organisation_closed"
    WRONG_PARENT = "wrong_parent"
    BRANCH_OPEN = "branch_open"
    MERGER_IMPOSSIBLE = "merger_impossible"
    CLOSING_OVER = "closing_over"
    TOO_MANY_FILES = "too_many_files"
    FILE_TOO_LARGE = "file_too_large"
    EMPTY_FILE = "empty_file"
    WRONG_FILE_KIND = "wrong_file_kind"
    CAPTION_MISSING = "caption_missing"
    CREDIT_MISSING = "credit_missing"
    DUPLICATE_FILE = "duplicate_file"
    PICTURES_COUNT = "pictures_count"
    QUOTA_EXCEEDED = "quota_exceeded"
    TOO_MANY_DRAFTS = "too_many_drafts"
    TOO_MANY_VERSIONS = "too_many_versions"
    LATE_NEEDS_REASON = "late_needs_reason"
    LATE_REFUSED = "late_refused"
    ENTRY_TIME = "entry_time"
    SHEET_KIND = "sheet_kind"
    SHEET_UNREADABLE = "sheet_unreadable"
    SHEET_HEADINGS = "sheet_headings"
    SHEET_ROWS = "sheet_rows"
    OBLIGATION_NOT_EARLIER = "obligation_not_earlier"
    OBLIGATION_NOT_BELOW = "obligation_not_below"
    NOT_SIGNED_IN = "not_signed_in"
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - a code, not a secret.
    TOKEN_INVALID = "token_invalid"  # noqa: S105 - a code, not a secret.
    CSRF_REFUSED = "csrf_refused"
    WRONG_SIGN_IN = "wrong_sign_in"
    SIGN_IN_LOCKED = "sign_in_locked"
    WEAK_PASSWORD = "weak_password"  # noqa: S105 - a code, not a secret.
    PASSWORD_USED = "password_used"  # noqa: S105 - a code, not a secret.
    LINK_ENDED = "link_ended"
    ADDRESS_MISSING = "address_missing"
    POST_MISSING = "post_missing"
    STEPS_NEEDED = "steps_needed"
    SECOND_FACTOR_NEEDED = "second_factor_needed"
    SECOND_FACTOR_WRONG = "second_factor_wrong"
    PASSKEY_REFUSED = "passkey_refused"
    TOO_MANY_PASSKEYS = "too_many_passkeys"
    OIDC_AWAY = "oidc_away"
    OIDC_REFUSED = "oidc_refused"
    OIDC_UNKNOWN = "oidc_unknown"
    IDENTITY_TAKEN = "identity_taken"
    NO_COLLEAGUE = "no_colleague"
    NOTHING_TO_LEND = "nothing_to_lend"
    NOT_LENT = "not_lent"
    NOT_FOR_ANOTHER = "not_for_another"
    ROLES_APART = "roles_apart"
    OWN_RIGHTS = "own_rights"
    OWN_LOCK = "own_lock"
    LAST_ADMINISTRATOR = "last_administrator"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    CONFLICT = "conflict"
    DRAFT_CHANGED = "draft_changed"
    STALE_VERSION = "stale_version"
    ID_TAKEN = "id_taken"
    ALREADY_WITHDRAWN = "already_withdrawn"
    WRONG_STATE = "wrong_state"
    NOT_YOUR_TURN = "not_your_turn"
    SAME_PERSON = "same_person"
    CLAIMED_BY_OTHER = "claimed_by_other"
    REASON_NEEDED = "reason_needed"
    UNDO_EXPIRED = "undo_expired"
    NOTHING_TO_UNDO = "nothing_to_undo"
    FILES_MISSING = "files_missing"
    PROOFS_MISSING = "proofs_missing"
    ACROSS_UNITS = "across_units"
    SELF_DUPLICATE = "self_duplicate"
    PREVIEW_EXPIRED = "preview_expired"
    BODY_TOO_LARGE = "body_too_large"
    RATE_LIMITED = "rate_limited"
    BAD_CURSOR = "bad_cursor"
    BAD_CUT = "bad_cut"
    PRECONDITION_FORMAT = "precondition_format"
    UNREADABLE_EVENT = "unreadable_event"
    EVENT_TOO_LARGE = "event_too_large"
    HANDLER_FAILED = "handler_failed"
    REVISION_CONFLICT = "revision_conflict"
    GRANT_INVALID = "grant_invalid"
    GRANT_SUPERSEDED = "grant_superseded"
    UPLOAD_EXPIRED = "upload_expired"
    PART_OUT_OF_RANGE = "part_out_of_range"
    UPLOAD_INCOMPLETE = "upload_incomplete"
    SIZE_DIFFERS = "size_differs"
    HASH_DIFFERS = "hash_differs"
    TYPE_NOT_ALLOWED = "type_not_allowed"
    TYPE_DIFFERS = "type_differs"
    PICTURE_TOO_LARGE = "picture_too_large"
    PICTURE_BROKEN = "picture_broken"
    TOO_MANY_FRAMES = "too_many_frames"
    FILM_BROKEN = "film_broken"
    FILM_TOO_LONG = "film_too_long"
    DOCUMENT_BROKEN = "document_broken"
    DOCUMENT_ACTIVE = "document_active"
    MALWARE_FOUND = "malware_found"
    DECODE_LIMIT = "decode_limit"
    BYTES_NEVER_CAME = "bytes_never_came"
    MEDIA_QUOTA_EXCEEDED = "media_quota_exceeded"
    MEDIA_FAILED = "media_failed"
    ASSET_WITHDRAWN = "asset_withdrawn"
    OBJECT_STORE_AWAY = "object_store_away"
    BLOCK_NEEDS_REASON = "block_needs_reason"
    CONSENT_MISSING = "consent_missing"
    RULES_INVALID = "rules_invalid"
    WORKBOOK_UNREADABLE = "workbook_unreadable"
    FORMULA_REFUSED = "formula_refused"
    COLUMN_MISSING = "column_missing"
    TOO_MANY_ROWS = "too_many_rows"
    ROW_REPEATED = "row_repeated"
    CURSOR_GONE = "cursor_gone"
    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    SUBSCRIBER_SUSPENDED = "subscriber_suspended"
    SIGNATURE_INVALID = "signature_invalid"
    STORE_AWAY = "store_away"
    NOT_READY = "not_ready"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with one field. `path` is dotted with indexes, as in `sessions.0.place.code`."""

    path: str
    code: ProblemCode
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Field path, code, text in both languages and what to do."""
        text = text_of(self.code)
        return {"path": self.path, **_words(self.code, text, self.facts)}


class Problem(Exception):  # noqa: N818 - the field's word (RFC 9457) is problem.
    """The one way to fail. `facts` fill the texts; `fields` holds every problem of a form at once."""

    def __init__(self, code: ProblemCode, /, *, fields: tuple[FieldProblem, ...] = (), **facts: Any) -> None:  # noqa: ANN401 - facts fill texts.
        super().__init__(code.value, facts)
        self.code = code
        self.fields = fields
        self.facts = facts

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return text_of(self.code).status

    def as_json(self, instance: str | None = None) -> dict[str, Any]:
        """The RFC 9457 body: type, title, status, detail in both languages, facts, and the fields' problems."""
        text = text_of(self.code)
        body: dict[str, Any] = {
            "type": f"urn:weekwire:problem:{self.code.value}",
            "title": text.en.format_map(_Facts(self.facts)).rstrip("."),
            "status": text.status,
            **_words(self.code, text, self.facts),
        }
        if instance:
            body["instance"] = instance
        if self.fields:
            body["fields"] = [problem.as_json() for problem in self.fields]
        return body


def text_of(code: ProblemCode) -> ProblemText:
    """The texts and the status of a code."""
    return TEXTS[code.value]


def _words(code: ProblemCode, text: ProblemText, facts: dict[str, Any]) -> dict[str, Any]:
    known = _Facts(facts)
    return {
        "code": code.value,
        "detail_zh": text.zh.format_map(known),
        "detail_en": text.en.format_map(known),
        "remedy_zh": text.remedy_zh.format_map(known),
        "remedy_en": text.remedy_en.format_map(known),
        "facts": facts,
    }


class _Facts(dict[str, Any]):
    """Facts for a text; one that is absent shows as an ellipsis, since a text must never fail to be shown."""

    def __missing__(self, key: str) -> str:
        return "…"
