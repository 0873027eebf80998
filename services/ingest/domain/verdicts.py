"""Whether what is owed came in time: judged on the moment the manifest was received, never on when its bytes arrived."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from contracts.organisations import Obligation
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind, Verdict
from services.ingest.domain.moments import in_shanghai
from services.ingest.domain.request import Prior, Ruling


def owed_for(obligations: Iterable[Obligation], edition: str, debtor: str, kind: Kind) -> tuple[Obligation, ...]:
    """What a debtor owes of a kind in an edition, the one due first at the front; cancelled ones ask for nothing."""
    owed = (
        one
        for one in obligations
        if one.debtor == debtor and one.edition == edition and one.kind is kind and not one.cancelled
    )
    return tuple(sorted(owed, key=lambda one: (one.due_at, one.obligation)))


def obligation_for(
    owed: tuple[Obligation, ...], prior: Prior | None, answered: frozenset[str], now: datetime
) -> Obligation | None:
    """The obligation that a submission answers, of those `owed_for` its kind.

    A later version answers what the one before it did. Otherwise, of those still open at `now`, the one due first that
    nothing else has `answered`; where all are answered the one due first, and where none is open the last to close.
    """
    kept = obligation_of(prior, owed) if prior else None
    if kept or not owed:
        return kept
    still_open = [one for one in owed if _second(now) <= closes_at(one)]
    if not still_open:
        return max(owed, key=closes_at)
    return next((one for one in still_open if one.obligation not in answered), still_open[0])


def obligation_of(prior: Prior, owed: Iterable[Obligation]) -> Obligation | None:
    """The obligation that the version before answers, as it is now; None where it answers none, or a cancelled one."""
    return next((one for one in owed if one.obligation == prior.ruling.obligation), None)


def answer_by(prior: Prior, obligation: Obligation) -> datetime | None:
    """Until when an answer to a return keeps the ruling of the returned version; None where nothing is to be answered."""
    if prior.returned_at is None or prior.ruling.obligation is None:
        return None
    return prior.returned_at + timedelta(seconds=obligation.term_after_return_seconds)


def closes_at(obligation: Obligation) -> datetime:
    """The last second in which an answer is taken: due time and grace together."""
    return obligation.due_at + timedelta(seconds=obligation.grace_seconds)


def rule_on_time(obligation: Obligation | None, prior: Prior | None, now: datetime, late_reason: str | None) -> Ruling:
    """Rule on a version received at `now` (UTC).

    ON_TIME until the due second is over; LATE_ACCEPTED inside the grace, where a reason is needed; NOT_OWED where
    nothing with a date is owed. A version that comes within the return's own term keeps the ruling of the returned one.
    Raises Problem(late_needs_reason, late_refused); times in their texts are Asia/Shanghai.
    """
    if obligation is None:
        return Ruling(Verdict.NOT_OWED)
    keeps_until = answer_by(prior, obligation) if prior else None
    if prior and keeps_until and now <= keeps_until:
        return prior.ruling
    if _second(now) <= obligation.due_at:
        return Ruling(Verdict.ON_TIME, obligation.obligation)
    if _second(now) > closes_at(obligation):
        raise Problem(ProblemCode.LATE_REFUSED, closes_at=in_shanghai(closes_at(obligation)))
    reason = (late_reason or "").strip()
    if not reason:
        raise Problem(ProblemCode.LATE_NEEDS_REASON, due_at=in_shanghai(obligation.due_at))
    return Ruling(Verdict.LATE_ACCEPTED, obligation.obligation, reason)


def _second(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(microsecond=0)
