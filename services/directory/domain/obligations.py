"""Who owes what to whom by when: national obligations follow from the edition, each level sets its own for the one below.

Sources: notice 教职成函〔2024〕2号, section 六(五); domain report 0.1 and 0.3.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from pydantic import Field

from contracts.base import Contract, encode
from contracts.editions import Edition, ObligationRule, Promoter, Unit, chain_for, province_of
from contracts.organisations import MINISTRY, Obligation, Organisation, OrganisationKind
from contracts.problems import FieldProblem, Problem, ProblemCode
from contracts.submissions import Kind
from services.directory.domain.identifiers import EDITION_PATTERN
from services.directory.domain.organisations import guard
from services.kit.clock import SHANGHAI

YEAR_SECONDS = 31_536_000
FIRST_YEAR, LAST_YEAR = 2000, 2100
UNIT_KINDS = (OrganisationKind.PROVINCE, OrganisationKind.SEPARATELY_PLANNED_CITY, OrganisationKind.CORPS)


class ObligationForm(Contract):
    """What a level asks of one directly below it. `revision` is the one that was seen; absent where it is new.

    `reason` says why a date is moved or grace is given; it stands in the record of acts and nowhere else.
    """

    edition: str = Field(min_length=1, max_length=16)
    debtor: str = Field(min_length=1, max_length=64)
    creditor: str = Field(min_length=1, max_length=64)
    kind: Kind
    due_at: datetime
    grace_seconds: int = Field(default=0, ge=0, le=YEAR_SECONDS)
    term_after_return_seconds: int = Field(default=259_200, ge=0, le=YEAR_SECONDS)
    source: str = Field(default="", max_length=500)
    reason: str = Field(default="", max_length=500)
    revision: int | None = None


def rule_digest(rule: ObligationRule) -> str:
    """A short fingerprint of a rule, by which it is seen whether an obligation made from it is out of date."""
    return hashlib.sha256(encode(rule)).hexdigest()[:16]


def national(edition: Edition, organisations: Iterable[Organisation]) -> list[tuple[Obligation, str]]:
    """The obligations that an edition puts on organisations, each with the digest of its rule; revisions are 0.

    Ids are deterministic (`2024:summary:330000`). Whoever no rule names owes nothing and is never missing, and neither is
    one that the edition's list of its kind does not hold, that was founded after the week, or that has closed before
    the day on which it would have been due.
    """
    return [
        (_from_rule(edition, rule, debtor), rule_digest(rule))
        for debtor in organisations
        if _takes_part(debtor, edition)
        for rule in edition.obligations
        if debtor.kind in rule.debtor_kinds and not has_closed_by(debtor, rule.due_at)
    ]


def _takes_part(organisation: Organisation, edition: Edition) -> bool:
    lists: dict[OrganisationKind, Sequence[Promoter | Unit]] = {
        OrganisationKind.COUNCIL: edition.councils,
        OrganisationKind.DEPARTMENT: edition.departments,
        **dict.fromkeys(UNIT_KINDS, edition.units),
    }
    listed = lists.get(organisation.kind, ())
    is_left_out = bool(listed) and all(one.code != organisation.organisation for one in listed)
    return not is_left_out and (organisation.opened_on is None or organisation.opened_on <= edition.end)


def has_closed_by(organisation: Organisation, at: datetime) -> bool:
    """Whether the last day of an organisation is over on the day of `at` in Asia/Shanghai."""
    return organisation.closed_on is not None and organisation.closed_on < at.astimezone(SHANGHAI).date()


def _from_rule(edition: Edition, rule: ObligationRule, debtor: Organisation) -> Obligation:
    return Obligation(
        obligation=f"{edition.edition}:{rule.rule}:{debtor.organisation}",
        revision=0,
        edition=edition.edition,
        debtor=debtor.organisation,
        creditor=MINISTRY,
        kind=rule.kind,
        due_at=rule.due_at.astimezone(UTC),
        grace_seconds=rule.grace_seconds,
        term_after_return_seconds=rule.term_after_return_seconds,
        set_by=MINISTRY,
        source=rule.source,
    )


def levels_above(debtor: Organisation, edition: Edition) -> frozenset[str]:
    """Who may ask `debtor` for something: its parent, and the next step of its chain in this edition.

    Where both routes of the five cities are open, a city's items go directly, and its province may ask it all the same.
    """
    above = {debtor.parent, *chain_for(debtor, edition)[1:2]}
    if edition.rules.five_cities_route == "both" and debtor.kind is OrganisationKind.SEPARATELY_PLANNED_CITY:
        above.add(province_of(debtor.organisation, edition))
    return frozenset(one for one in above if one is not None and one != debtor.organisation)


def is_void(known: Obligation, debtor: Organisation, edition: Edition, now: datetime) -> bool:
    """Whether nobody can owe this any more, so that it must end: nobody is to be missing who cannot file.

    The debtor has closed before the due time, or (by a move, or a changed route) stands below another level by now; what
    was due before that stays as it was. Whom the nation asks is the edition's affair.
    """
    if known.cancelled or edition.sealed:
        return False
    is_set_by_a_level = known.creditor != MINISTRY
    has_left = is_set_by_a_level and known.due_at > now and known.creditor not in levels_above(debtor, edition)
    return has_left or has_closed_by(debtor, known.due_at)


def is_kept_for_another(obligation: str, creditor: str) -> bool:
    """Whether a new id belongs to somebody else: `<edition>:...` is the nation's, unless the creditor follows at once."""
    edition, _, rest = obligation.partition(":")
    if creditor in {MINISTRY, edition} or rest.startswith(f"{creditor}:"):
        return False
    return bool(rest) and re.fullmatch(EDITION_PATTERN, edition) is not None


def judge_obligation(
    form: ObligationForm,
    debtor: Organisation,
    creditor: Organisation,
    edition: Edition,
    creditor_owes: Iterable[Obligation],
) -> None:
    """Refuse what no level may ask. `creditor_owes` is what the creditor itself owes of this kind in this edition.

    Raises Problem(edition_sealed, organisation_closed, obligation_not_below, obligation_not_earlier, invalid).
    """
    if edition.sealed:
        raise Problem(ProblemCode.EDITION_SEALED, edition=edition.edition)
    if debtor.closed_on is not None or creditor.closed_on is not None:
        raise Problem(ProblemCode.ORGANISATION_CLOSED)
    if creditor.organisation not in levels_above(debtor, edition):
        raise Problem(ProblemCode.OBLIGATION_NOT_BELOW)
    if form.due_at.tzinfo is None or not FIRST_YEAR < form.due_at.year < LAST_YEAR:
        problem = FieldProblem("due_at", ProblemCode.OUT_OF_RANGE, {"expected": "2001-2099, +08:00"})
        raise Problem(ProblemCode.INVALID, fields=(problem,), count=1)
    own = [one.due_at for one in creditor_owes if not one.cancelled and one.kind is form.kind]
    if own and form.due_at >= min(own):
        raise Problem(ProblemCode.OBLIGATION_NOT_EARLIER, limit=min(own).astimezone(SHANGHAI).isoformat())


def set_obligation(obligation: str, form: ObligationForm, set_by: str, revision: int) -> Obligation:
    """The obligation that a judged form asks for."""
    return Obligation(
        obligation=obligation,
        revision=revision,
        edition=form.edition,
        debtor=form.debtor,
        creditor=form.creditor,
        kind=form.kind,
        due_at=form.due_at.astimezone(UTC),
        grace_seconds=form.grace_seconds,
        term_after_return_seconds=form.term_after_return_seconds,
        set_by=set_by,
        source=form.source,
    )


def asks_the_same(form: ObligationForm, known: Obligation) -> bool:
    """Whether the form asks for what is already so."""
    if known.cancelled or form.due_at.tzinfo is None or form.due_at != known.due_at:
        return False
    names = (name for name in ObligationForm.model_fields if name not in {"revision", "due_at", "reason"})
    return all(getattr(form, name) == getattr(known, name) for name in names)


def reset_obligation(known: Obligation, form: ObligationForm, set_by: str, revision: int) -> Obligation:
    """The obligation under a new form. Who owes what to whom stays: that would be another obligation.

    Raises Problem(conflict) on another revision, Problem(id_taken) where edition, debtor, creditor or kind differ.
    """
    guard(known.revision, form.revision)
    if any(getattr(form, name) != getattr(known, name) for name in ("edition", "debtor", "creditor", "kind")):
        raise Problem(ProblemCode.ID_TAKEN)
    return set_obligation(known.obligation, form, set_by, revision)


def cancelled(known: Obligation, revision: int) -> Obligation:
    """The obligation ended: nobody is asked for it, and nobody is missing for it."""
    return known.model_copy(update={"cancelled": True, "revision": revision})
