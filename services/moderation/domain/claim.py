"""Taking an item in hand, so that two reviewers do not do the same work: a lease that runs out by itself.

A claim is no decision: it changes no standing, makes no event, and gives no right that its holder would not have without it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from contracts.problems import Problem, ProblemCode
from services.moderation.domain.record import Claim, Person, Record
from services.moderation.domain.rules import Surroundings, allowance
from services.moderation.domain.table import CLAIM


def claim(record: Record, person: Person, around: Surroundings, token: str) -> Record:
    """Take an item in hand for the edition's lease; whoever holds it already renews the lease and keeps its token.

    Raises the problems of `allowance`.
    """
    allowed = allowance(record, person, CLAIM, around)
    held = record.claimed_at(around.now)
    until = around.now + timedelta(seconds=around.edition.rules.claim_lease_seconds)
    return replace(record, claim=Claim(person.person, allowed.organisation, held.token if held else token, until))


def release(record: Record, person: Person, token: str, now: datetime) -> Record:
    """Give an item back; one that nobody holds any more stays as it is. Raises Problem(claimed_by_other)."""
    held = record.claimed_at(now)
    if held is None:
        return record
    if held.person != person.person or held.token != token:
        raise Problem(ProblemCode.CLAIMED_BY_OTHER, until=held.until.isoformat())
    return replace(record, claim=None)
