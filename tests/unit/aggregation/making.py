"""Standings, decisions and logs for the tests of counting, made with the contracts that moderation writes with."""

# ruff: noqa: ANN401 - a maker takes any field of what it makes; the model it calls types them.

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from contracts.base import encode
from contracts.editions import indicators
from contracts.envelope import event_id
from contracts.moderation import DECISION_TYPE, Act, Decision, DecisionEvent, Part, Standing, State
from contracts.submissions import FactMeasure, FactSet, Kind, Qualifier, Series, Verdict, Window
from services.aggregation.domain.ledger import Ledger, Position
from services.aggregation.domain.reading import read_decision

DICTIONARY = indicators()
RECEIVED = datetime(2024, 5, 13, 1, 2, 3, tzinfo=UTC)
WEEK_DAY = date(2024, 5, 14)


@dataclass(frozen=True, slots=True)
class Filer:
    """An organisation that files, with its reporting unit and its chain of review."""

    name: str
    unit: str
    chain: tuple[str, ...]


def filer(*chain: str) -> Filer:
    """A filer whose unit is the last step of its chain."""
    return Filer(chain[0], chain[-1], chain)


SCHOOL = filer("3633000001", "330600", "330000")
OTHER_SCHOOL = filer("3633000002", "330600", "330000")
COLLEGE = filer("4133010337", "330000")
NINGBO_SCHOOL = filer("3633020001", "330200")
COUNCIL = filer("C08")
FILERS = (SCHOOL, OTHER_SCHOOL, COLLEGE, NINGBO_SCHOOL, COUNCIL)
UNITS = ("330000", "330200", "C08")
"""A province, a separately planned city, and a council: all units of the same standing."""


def submission(number: int) -> UUID:
    """The submission of this number; lower numbers have lower ids."""
    return UUID(int=(number << 64) + 0x8000_0000_0000_0000)


def measure(
    indicator: str, value: int = 1, qualifier: Qualifier = Qualifier.EXACT, keys: Sequence[str] = ()
) -> FactMeasure:
    """One number, or names."""
    return FactMeasure(
        indicator=indicator, value=len(keys) if keys else value, qualifier=qualifier, keys=tuple(sorted(set(keys)))
    )


def fact(*measures: FactMeasure, **fields: Any) -> FactSet:
    """Facts of one day of the week in one district."""
    known: dict[str, Any] = {
        "series": Series.ACTUAL,
        "window": Window.WEEK,
        "place": "330602",
        "day": WEEK_DAY,
        "measures": measures,
    }
    return FactSet(**(known | fields))


def sessions(number: int, qualifier: Qualifier = Qualifier.EXACT, **fields: Any) -> FactSet:
    """So many sessions."""
    return fact(measure("session_count", number, qualifier), **fields)


def standing(number: int, who: Filer = SCHOOL, **fields: Any) -> Standing:
    """A standing as it is on receipt, unless told otherwise."""
    known: dict[str, Any] = {
        "submission": submission(number),
        "edition": "2024",
        "kind": Kind.ACTIVITY_REPORT,
        "organisation": who.name,
        "unit": who.unit,
        "chain": who.chain,
        "state": State.IN_REVIEW,
        "version": 1,
        "level": 0,
        "obligation": None,
        "verdict": Verdict.NOT_OWED,
        "received_at": RECEIVED,
    }
    return Standing(**(known | fields))


def part(*facts: FactSet, version: int = 1, level: int = 0) -> Part:
    """A version with its facts, passed by a step of the chain."""
    return Part(version=version, level=level, facts=facts)


def accepted(number: int, *facts: FactSet, who: Filer = SCHOOL, **fields: Any) -> Standing:
    """A standing whose only version was accepted by the unit."""
    level = len(who.chain) - 1
    counted = part(*facts, level=level)
    return standing(number, who, **({"state": State.ACCEPTED, "level": level, "counted": counted} | fields))


def in_review(number: int, *facts: FactSet, who: Filer = SCHOOL, level: int = 0, **fields: Any) -> Standing:
    """A standing whose only version was last passed by step `level` of the chain."""
    return standing(number, who, level=level, in_review=part(*facts, level=level), **fields)


def withdrawn(number: int, who: Filer = SCHOOL) -> Standing:
    """A standing that counts nowhere any more."""
    return standing(number, who, state=State.WITHDRAWN)


def event(after: Standing, revision: int = 1, act: Act = Act.RECEIVE, reason: str | None = None) -> DecisionEvent:
    """A decision with the standing after it."""
    decision = Decision(
        id=f"{after.submission}:{revision}",
        act=act,
        actor="p-1",
        organisation=after.unit,
        level=after.level,
        version=after.version,
        at=RECEIVED + timedelta(seconds=revision),
        reason=reason,
        rule="test",
    )
    return DecisionEvent(submission=after.submission, revision=revision, decision=decision, standing=after)


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the decision log, with what counting reads of it."""

    offset: int
    value: bytes | None
    key: bytes | None = None
    headers: tuple[tuple[str, bytes], ...] = ()
    timestamp: int = 1_715_562_123_000


def record(told: DecisionEvent, offset: int = 0, body: bytes | None = None) -> Record:
    """The record of a decision, as the relay sends it; `body` in place of its own makes it unreadable."""
    name = str(told.submission)
    headers = (
        ("content-type", b"application/json"),
        ("ce_specversion", b"1.0"),
        ("ce_id", event_id(name, told.revision, DECISION_TYPE).encode()),
        ("ce_source", b"moderation"),
    )
    return Record(offset, encode(told) if body is None else body, name.encode(), headers)


def apply(ledger: Ledger, told: DecisionEvent, partition: int = 0, offset: int = 0) -> bool:
    """Tell a ledger one decision."""
    body = encode(told)
    return ledger.apply(read_decision(body), Position(partition, offset, 1_715_562_123_000), body)


def ledger_of(*standings: Standing) -> Ledger:
    """A ledger that heard these standings, in this order, as one revision after the other."""
    ledger = Ledger(DICTIONARY)
    for revision, one in enumerate(standings, 1):
        apply(ledger, event(one, revision), offset=revision)
    return ledger


def ledger_from(told: Iterable[DecisionEvent], partitions: int = 1) -> Ledger:
    """A ledger that heard these decisions in this order, spread over partitions by submission."""
    ledger = Ledger(DICTIONARY)
    for offset, one in enumerate(told):
        apply(ledger, one, partition_of(one, partitions), offset)
    return ledger


def partition_of(told: DecisionEvent, partitions: int) -> int:
    """The partition of a submission where there are so many."""
    return (told.submission.int >> 64) % partitions
