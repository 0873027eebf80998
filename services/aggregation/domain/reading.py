"""Reading decisions fast: the same body as `contracts.moderation.DecisionEvent`, but only what counting needs.

The facts of a part stay undecoded bytes until they are known to be new; most decisions change where a version stands, not
what it says.
"""

from hashlib import blake2b

import msgspec

from services.aggregation.domain.qualifiers import INDEX

DIGEST_BYTES = 8


class Measure(msgspec.Struct, frozen=True, gc=False):
    """One number of a fact set."""

    indicator: str
    value: int
    qualifier: str
    keys: tuple[str, ...] = ()


class FactSet(msgspec.Struct, frozen=True, gc=False):
    """Facts that share their dimensions (`contracts.submissions.FactSet`)."""

    series: str
    window: str
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

    version: int
    level: int
    facts: msgspec.Raw


class Standing(msgspec.Struct, frozen=True, gc=False):
    """What a submission has become (`contracts.moderation.Standing`)."""

    edition: str
    kind: str
    organisation: str
    unit: str
    chain: tuple[str, ...]
    state: str
    version: int
    level: int
    obligation: str | None
    verdict: str
    received_at: str
    counted: Part | None = None
    in_review: Part | None = None
    featured: bool = False
    files_missing: bool = False
    joint_activity: str | None = None
    joint_named_at: str | None = None
    duplicate_of: str | None = None


class Decision(msgspec.Struct, frozen=True, gc=False):
    """A decision event as the ledger takes it."""

    submission: str
    revision: int
    standing: Standing


_DECISIONS = msgspec.json.Decoder(Decision)
_FACTS = msgspec.json.Decoder(tuple[FactSet, ...])


class Unreadable(Exception):  # noqa: N818 - what the log holds, not an error of this code.
    """A decision that this code cannot read; its submission stays at the last readable standing."""


def read_decision(body: bytes) -> Decision:
    """Decode a body. Raises Unreadable."""
    try:
        return _DECISIONS.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Unreadable(str(fault)) from fault


def read_facts(raw: msgspec.Raw) -> tuple[FactSet, ...]:
    """Decode the facts of a part. Raises Unreadable, also for a qualifier this code does not know."""
    try:
        facts = _FACTS.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Unreadable(str(fault)) from fault
    for fact_set in facts:
        for measure in fact_set.measures:
            if measure.qualifier not in INDEX:
                raise Unreadable(measure.qualifier)
    return facts


def content_digest(body: bytes | memoryview) -> int:
    """64 bits of BLAKE2b over the bytes, the same in every process."""
    return int.from_bytes(blake2b(body, digest_size=DIGEST_BYTES).digest(), "little")
