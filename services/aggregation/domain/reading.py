"""Reading decisions fast: the same body as `contracts.moderation.DecisionEvent`, but only what counting needs.

The facts of a part stay undecoded bytes until they are known to be new; most decisions change where a version stands, not
what it says. Whatever a ledger could not hold is refused here, so that it never takes over half a decision.
"""

from datetime import datetime
from hashlib import sha256
from struct import Struct
from typing import Annotated, Literal
from uuid import UUID

import msgspec

UUID_BYTES = 16
LARGEST_VALUE = 10**15
"""A thousand times what ingest accepts; thousands of such facts still add up in 64 bits."""

# The decoder turns a literal into one shared string, and refuses any other: what a newer writer means by it is not known.
StateName = Literal["in_review", "accepted", "returned", "refused", "withdrawn"]
VerdictName = Literal["on_time", "late_accepted", "late_refused", "not_owed"]
QualifierName = Literal["exact", "at_least", "nearly", "about", "expected"]
SeriesName = Literal["actual", "expected", "declared"]
WindowName = Literal["week", "own", "outside"]

_Revision = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
_VersionNumber = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
_Level = Annotated[int, msgspec.Meta(ge=0, le=127)]
_Value = Annotated[int, msgspec.Meta(ge=-LARGEST_VALUE, le=LARGEST_VALUE)]
_Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Measure(msgspec.Struct, frozen=True, gc=False):
    """One number of a fact set."""

    indicator: str
    value: _Value
    qualifier: QualifierName
    keys: tuple[str, ...] = ()


class FactSet(msgspec.Struct, frozen=True, gc=False):
    """Facts that share their dimensions (`contracts.submissions.FactSet`)."""

    series: SeriesName
    window: WindowName
    place: str
    measures: tuple[Measure, ...]
    day: str | None = None
    since: str | None = None
    through: str | None = None
    department: str | None = None
    council: str | None = None
    activity: str | None = None
    local_types: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    highlight: bool = False
    scope: str | None = None


class Part(msgspec.Struct, frozen=True, gc=False):
    """A version that counts somewhere, its facts undecoded."""

    version: _VersionNumber
    level: _Level
    facts: msgspec.Raw


class Standing(msgspec.Struct, frozen=True, gc=False):
    """What a submission has become (`contracts.moderation.Standing`)."""

    edition: str
    kind: str
    organisation: str
    unit: str
    chain: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    state: StateName
    version: _VersionNumber
    obligation: str | None
    verdict: VerdictName
    received_at: _Moment
    counted: Part | None = None
    in_review: Part | None = None
    featured: bool = False
    files_missing: bool = False
    joint_activity: str | None = None
    joint_named_at: _Moment | None = None
    duplicate_of: UUID | None = None


class Decision(msgspec.Struct, frozen=True, gc=False):
    """A decision event as the ledger takes it."""

    submission: str
    revision: _Revision
    standing: Standing


class _Revised(msgspec.Struct, frozen=True, gc=False):
    revision: _Revision


_first_64_bits = Struct("<Q").unpack_from
_DECISIONS = msgspec.json.Decoder(Decision)
_FACTS = msgspec.json.Decoder(tuple[FactSet, ...])
_REVISED = msgspec.json.Decoder(_Revised)


class Unreadable(Exception):  # noqa: N818 - what the log holds, not an error of this code.
    """A decision that this code cannot read; its submission stays at the last readable standing."""


def read_decision(body: bytes) -> Decision:
    """Decode a body. Raises Unreadable."""
    try:
        return _DECISIONS.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Unreadable(str(fault)) from fault


def read_facts(raw: msgspec.Raw) -> tuple[FactSet, ...]:
    """Decode the facts of a part. Raises Unreadable, also for a word this code does not know."""
    try:
        return _FACTS.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Unreadable(str(fault)) from fault


def read_identity(submission: str) -> bytes:
    """The 16 bytes of a UUID in its usual form. Raises Unreadable."""
    try:
        identity = bytes.fromhex(submission.replace("-", ""))
    except ValueError as fault:
        raise Unreadable(submission) from fault
    if len(identity) != UUID_BYTES:
        raise Unreadable(submission)
    return identity


def revision_told(body: bytes) -> int | None:
    """The revision of a decision that cannot be read as a whole; None where not even that can be read."""
    try:
        return _REVISED.decode(body).revision
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def content_digest(body: bytes) -> int:
    """The first 64 bits of SHA-256 over the bytes: the same in every process, and made by the processor itself."""
    digest: int = _first_64_bits(sha256(body).digest())[0]
    return digest
