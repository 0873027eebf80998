"""A decision log as a week makes it: every report received, passed up by its city and accepted by its province, interleaved."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from contracts.base import encode
from contracts.moderation import Act, Decision, DecisionEvent, Part, Standing, State
from contracts.submissions import FactMeasure, FactSet, Kind, Qualifier, Series, Verdict, Window

INDICATORS = ("session_count", "participant_visits", "student_count", "pupil_count", "open_site_count")
PROVINCES = tuple(
    f"{code}0000" for code in (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45)
)
CITIES_A_UNIT = 14
SCHOOLS_A_UNIT = 400
FIRST_DAY = date(2024, 5, 12)
REVIEW_WEEKS = 0.1
"""How long a level takes with a report: most of a day."""
RECEIVED_AT = datetime(2024, 5, 13, 1, 2, 3, tzinfo=UTC)


class LoggedDecision(NamedTuple):
    """One record of the log as moderation writes it: the key, the revision that its id names, and the body."""

    key: bytes
    revision: int
    body: bytes


def decision_log(submissions: int, seed: int = 1, *, stages: int = 3) -> Iterator[LoggedDecision]:
    """The decisions in the order of the log: `stages` a submission, with others in between."""
    chance = random.Random(seed)
    moments = sorted(moment for number in range(submissions) for moment in _life(number, stages, chance))
    identities = [UUID(int=chance.getrandbits(128), version=4) for _ in range(submissions)]
    for revision, (_moment, number, stage) in enumerate(moments, start=1):
        event = _event(identities[number], random.Random(seed * 1_000_003 + number), stage, revision)
        yield LoggedDecision(str(identities[number]).encode(), event.revision, encode(event))


def _life(number: int, stages: int, chance: random.Random) -> Iterator[tuple[float, int, int]]:
    """When, in weeks, each stage of a report is reached: received some time in the week, then a review after the other."""
    at = chance.random()
    for stage in range(stages):
        yield at, number, stage
        at += chance.expovariate(1 / REVIEW_WEEKS)


def _event(submission: UUID, chance: random.Random, stage: int, revision: int) -> DecisionEvent:
    unit = chance.choice(PROVINCES)
    number = chance.randrange(SCHOOLS_A_UNIT)
    school, city = f"36{unit[:2]}{number:06d}", f"{unit[:2]}{number % CITIES_A_UNIT + 1:02d}00"
    accepted = stage == 2
    part = Part(version=1, level=stage, facts=(_facts(chance, city),))
    at = RECEIVED_AT + timedelta(seconds=revision)
    standing = Standing(
        submission=submission,
        edition="2024",
        kind=Kind.ACTIVITY_REPORT,
        organisation=school,
        unit=unit,
        chain=(school, city, unit),
        state=State.ACCEPTED if accepted else State.IN_REVIEW,
        version=1,
        level=stage,
        obligation=None,
        verdict=Verdict.NOT_OWED,
        received_at=RECEIVED_AT,
        counted=part if accepted else None,
        in_review=None if accepted else part,
    )
    act = (Act.RECEIVE, Act.PASS_UP, Act.ACCEPT)[stage]
    decision = Decision(
        id=f"{submission}:{stage}",
        act=act,
        actor=f"p-{unit}-reviewer-{stage}",
        organisation=standing.chain[stage],
        level=stage,
        version=1,
        at=at,
        rule=f"{act.value}_at_own_level",
    )
    return DecisionEvent(
        submission=submission, revision=1_715_562_123_000 + revision, decision=decision, standing=standing
    )


def _facts(chance: random.Random, city: str) -> FactSet:
    return FactSet(
        series=Series.ACTUAL,
        window=Window.WEEK,
        place=city,
        day=FIRST_DAY + timedelta(days=chance.randrange(7)),
        local_types=(f"L{chance.randrange(1, 12):02d}",),
        focus=(f"F{chance.randrange(1, 6)}",),
        tags=(chance.choice(("open_campus", "open_enterprise", "enter_community")),),
        measures=tuple(
            FactMeasure(indicator=name, value=chance.randrange(1, 1_000), qualifier=Qualifier.EXACT)
            for name in INDICATORS
        ),
    )
