"""Who may do what to an item now: the table read for one person, one record and one moment.

A decision and every `may_...` of a read go through `allowance`, so that what is shown is what is done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from contracts.editions import Edition
from contracts.moderation import Act, Standing
from contracts.organisations import MINISTRY
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.files import all_ready, without_consent, without_text
from services.moderation.domain.record import NATIONAL_DESK, Person, Record, turn_of
from services.moderation.domain.table import (
    BY_PERSONS,
    DESPITE_A_CLAIM,
    DESPITE_A_SEAL,
    REVIEWING,
    TABLE,
    UNDOABLE,
    Column,
    Desk,
    Need,
    Rule,
)

PROOF_STEPS = ("初审一校", "复审二校", "终审三校")
"""Three readings by three people before anything is public; the third is the reading of whoever may feature it."""
PROOFS_NEEDED = len(PROOF_STEPS)


@dataclass(frozen=True, slots=True)
class Route:
    """Where the directory now says an organisation's items go: its unit and its chain in the item's edition."""

    unit: str
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a rule must know beside the record.

    `route` is the organisation's present one, `target` the item that a mark points to (with its unit), `joint_owner` whose
    the name of the joint activity is: a unit's, the ministry's, or nobody's yet. `blocks` are the ids of what automatic
    checks found in the newest version and that blocks; `unchecked` tells that they crashed or have not run. Names are the directory's.
    """

    edition: Edition
    now: datetime
    route: Route | None = None
    target: Standing | None = None
    joint_owner: str | None = None
    blocks: tuple[str, ...] = ()
    unchecked: bool = False
    organisation_name: str = ""
    unit_name: str = ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """That an act is allowed: by which rule, in which organisation, at which chain step and desk."""

    rule: str
    organisation: str
    level: int
    desk: str


@dataclass(frozen=True, slots=True)
class _Case:
    record: Record
    person: Person
    around: Surroundings
    desk: str


@dataclass(frozen=True, slots=True)
class _Verdict:
    allowed: Allowed | None = None
    problem: Problem | None = None
    passed: int = 0


def allowance(record: Record, person: Person, column: Column, around: Surroundings) -> Allowed:
    """By which rule `person` may do this now.

    Raises Problem(edition_sealed, wrong_state, already_withdrawn, claimed_by_other, not_your_turn, forbidden, same_person,
    files_missing, consent_missing, caption_missing, credit_missing, proofs_missing, conflict, nothing_to_undo, undo_expired);
    that of the rule that came nearest where several refuse.
    """
    standing = record.standing
    # What is public can be taken back for as long as it is public.
    if around.edition.sealed and not (column in DESPITE_A_SEAL and record.published is not None):
        raise Problem(ProblemCode.EDITION_SEALED, edition=standing.edition)
    cell = TABLE[standing.state][column]
    if isinstance(cell, ProblemCode):
        raise Problem(cell, state=standing.state.value)
    verdicts = [_judge(rule, record, person, around) for rule in cell]
    for verdict in verdicts:
        if verdict.allowed:
            if column not in DESPITE_A_CLAIM:
                _refuse_claimed(record, person, around.now)
            return verdict.allowed
    telling = max(verdicts, key=lambda verdict: verdict.passed)
    raise telling.problem or Problem(ProblemCode.FORBIDDEN)


def permissions(record: Record, person: Person, around: Surroundings) -> dict[Column, ProblemCode | None]:
    """For everything a person may do to an item: None where this one may, else the problem's code."""
    found: dict[Column, ProblemCode | None] = {}
    for column in BY_PERSONS:
        try:
            allowance(record, person, column, around)
        except Problem as problem:
            found[column] = problem.code
        else:
            found[column] = None
    return found


def common_ancestors(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """The organisations above the whole of a move, lowest first: the end that both chains share, and the ministry."""
    shared: list[str] = []
    for before, after in zip(reversed(old[1:]), reversed(new[1:]), strict=False):
        if before != after:
            break
        shared.append(before)
    return (*reversed(shared), MINISTRY) if MINISTRY not in shared else tuple(reversed(shared))


def set_nationally(record: Record, act: Act) -> bool:
    """Whether the newest standing act of this sort was done at the national desk; what it has set it alone may change."""
    undone = {kept.decision.undoes for kept in record.history}
    stands = (kept.decision for kept in reversed(record.history) if kept.decision.id not in undone)
    newest = next((decision for decision in stands if decision.act is act), None)
    return newest is not None and newest.rule.endswith(".national")


def _judge(rule: Rule, record: Record, person: Person, around: Surroundings) -> _Verdict:
    if rule.desk is Desk.SERVICE:
        return _Verdict(problem=Problem(ProblemCode.FORBIDDEN))
    if rule.desk is Desk.OWN_ACT and not (record.undoable and record.undoable.person == person.person):
        return _Verdict(problem=Problem(ProblemCode.NOTHING_TO_UNDO))
    organisation = next(
        (one for one in _organisations(rule.desk, record, around) if person.holds(one, rule.roles)), None
    )
    if organisation is None:
        return _Verdict(problem=_missing_role(rule, record, person))
    desk = NATIONAL_DESK if rule.desk is Desk.NATIONAL else organisation
    case = _Case(record, person, around, desk)
    for passed, need in enumerate(rule.needs, start=1):
        problem = _CHECKS[need](case)
        if problem:
            return _Verdict(problem=problem, passed=passed)
    return _Verdict(Allowed(rule.name, organisation, _level(record.standing, rule.desk, organisation), desk))


def _organisations(desk: Desk, record: Record, around: Surroundings) -> tuple[str, ...]:
    standing = record.standing
    if desk is Desk.TURN:
        return (standing.chain[turn_of(standing)],)
    if desk is Desk.ACCEPTING:
        return (standing.chain[-1],)
    if desk is Desk.UNIT:
        return (standing.unit, standing.chain[-1])
    if desk is Desk.OWN_ACT:
        return (record.undoable.organisation,) if record.undoable else ()
    if desk is Desk.COMMON_ANCESTOR:
        return common_ancestors(standing.chain, around.route.chain) if around.route else (MINISTRY,)
    return (MINISTRY,)


def _missing_role(rule: Rule, record: Record, person: Person) -> Problem:
    """Somebody with a desk elsewhere on the chain is told to wait; anybody else that it is not for them."""
    standing = record.standing
    desks = person.organisations(REVIEWING) & frozenset(standing.chain)
    waits = rule.desk is Desk.TURN and desks and standing.chain[turn_of(standing)] not in desks
    return Problem(ProblemCode.NOT_YOUR_TURN if waits else ProblemCode.FORBIDDEN)


def _level(standing: Standing, desk: Desk, organisation: str) -> int:
    if desk is Desk.NATIONAL or organisation not in standing.chain:
        return len(standing.chain)
    return standing.chain.index(organisation)


def _refuse_claimed(record: Record, person: Person, now: datetime) -> None:
    claim = record.claimed_at(now)
    if claim and claim.person != person.person:
        raise Problem(ProblemCode.CLAIMED_BY_OTHER, until=claim.until.isoformat())


def _when(holds: Callable[[_Case], bool], code: ProblemCode) -> Callable[[_Case], Problem | None]:
    """A check that is satisfied where `holds`, and otherwise answers the problem with this code."""

    def check(case: _Case) -> Problem | None:
        return None if holds(case) else Problem(code, state=case.record.standing.state.value)

    return check


def _at_last_step(case: _Case) -> bool:
    return turn_of(case.record.standing) == len(case.record.standing.chain) - 1


def _has_moved(case: _Case) -> bool:
    """Whether the directory now has another unit or chain for the item's organisation."""
    standing, route = case.record.standing, case.around.route
    return route is not None and (route.unit, route.chain) != (standing.unit, standing.chain)


def _is_other_person(case: _Case) -> bool:
    """Not the filer of this version, nor whoever it was filed for, and not somebody who has judged it at another desk."""
    elsewhere = {handled.person for handled in case.record.handled if handled.desk != case.desk}
    newest = case.record.newest
    return case.person.person not in {newest.filed_by, newest.filed_for, *elsewhere}


def _check_proofs_open(case: _Case) -> Problem | None:
    if len(case.record.proofs) >= PROOFS_NEEDED:
        return Problem(ProblemCode.WRONG_STATE, state=case.record.standing.state.value)
    if any(proof.person == case.person.person for proof in case.record.proofs):
        return Problem(ProblemCode.SAME_PERSON)
    return None


def _check_proofs_done(case: _Case) -> Problem | None:
    """Three people have read; whoever features may be the last of them, and none of the others."""
    readers = [proof.person for proof in case.record.proofs]
    if len(set(readers)) < PROOFS_NEEDED:
        return Problem(ProblemCode.PROOFS_MISSING, done=len(readers))
    return Problem(ProblemCode.SAME_PERSON) if case.person.person in readers[: PROOFS_NEEDED - 1] else None


def _is_featured(case: _Case) -> bool:
    """Whether the newest version is what is public now; an older one that is may be replaced by it."""
    published, newest = case.record.published, case.record.newest
    return published is not None and (published.item.version, published.content_sha256) == (
        newest.version,
        newest.content_sha256,
    )


def _check_consent(case: _Case) -> Problem | None:
    files = without_consent(case.record)
    return Problem(ProblemCode.CONSENT_MISSING, count=len(files), files=files) if files else None


def _check_texts(case: _Case) -> Problem | None:
    """Whether every picture and film says what it shows and whose it is."""
    for field, code in (("caption", ProblemCode.CAPTION_MISSING), ("credit", ProblemCode.CREDIT_MISSING)):
        files = without_text(case.record.newest.manifest, field)
        if files:
            return Problem(code, count=len(files), files=files)
    return None


def _check_undoable(case: _Case) -> Problem | None:
    undoable = case.record.undoable
    if undoable is None:
        return Problem(ProblemCode.NOTHING_TO_UNDO)
    last_moment = undoable.at + timedelta(seconds=case.around.edition.rules.undo_window_seconds)
    return Problem(ProblemCode.UNDO_EXPIRED) if case.around.now > last_moment else None


_CHECKS: dict[Need, Callable[[_Case], Problem | None]] = {
    Need.STEP_BEFORE_LAST: _when(lambda case: not _at_last_step(case), ProblemCode.FORBIDDEN),
    Need.LAST_STEP: _when(_at_last_step, ProblemCode.FORBIDDEN),
    Need.OWN_ITEM: _when(lambda case: len(case.record.standing.chain) == 1, ProblemCode.FORBIDDEN),
    Need.ANOTHERS_ITEM: _when(lambda case: len(case.record.standing.chain) > 1, ProblemCode.FORBIDDEN),
    Need.OTHER_PERSON: _when(_is_other_person, ProblemCode.SAME_PERSON),
    Need.FILES_TO_ACCEPT: _when(
        lambda case: not case.record.standing.files_missing or case.around.edition.rules.accept_while_files_missing,
        ProblemCode.FILES_MISSING,
    ),
    Need.FILES_TO_FEATURE: _when(
        lambda case: (
            case.around.edition.rules.feature_while_files_missing
            or (not case.record.standing.files_missing and all_ready(case.record))
        ),
        ProblemCode.FILES_MISSING,
    ),
    Need.COUNTED: _when(lambda case: case.record.standing.counted is not None, ProblemCode.WRONG_STATE),
    Need.CONSENT: _check_consent,
    Need.TEXTS: _check_texts,
    Need.FEATURED: _when(lambda case: case.record.standing.featured, ProblemCode.WRONG_STATE),
    Need.NOT_FEATURED: _when(lambda case: not _is_featured(case), ProblemCode.WRONG_STATE),
    Need.PROOFS_OPEN: _check_proofs_open,
    Need.PROOFS_DONE: _check_proofs_done,
    Need.DUPLICATE: _when(lambda case: case.record.standing.duplicate_of is not None, ProblemCode.WRONG_STATE),
    Need.NOT_DUPLICATE: _when(lambda case: case.record.standing.duplicate_of is None, ProblemCode.WRONG_STATE),
    Need.DUPLICATE_NOT_NATIONAL: _when(
        lambda case: not set_nationally(case.record, Act.MARK_DUPLICATE), ProblemCode.ACROSS_UNITS
    ),
    Need.JOINT: _when(lambda case: case.record.standing.joint_activity is not None, ProblemCode.WRONG_STATE),
    Need.JOINT_NOT_NATIONAL: _when(
        lambda case: case.record.standing.joint_activity is None or not set_nationally(case.record, Act.NAME_JOINT),
        ProblemCode.ACROSS_UNITS,
    ),
    Need.MOVED: _when(_has_moved, ProblemCode.CONFLICT),
    Need.UNDOABLE: _check_undoable,
}


def may_be_undone(act: Act) -> bool:
    """Whether the actor of such an act may take it back."""
    return act in UNDOABLE
