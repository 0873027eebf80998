"""A level's own deadline: one date of a kind for everybody directly below it, earlier than what it owes itself.

Someone who was not asked is not missing: whoever is left out owes nothing (domain report 0.1 and 0.3).
"""

from datetime import datetime

from pydantic import Field

from contracts.base import Contract
from contracts.organisations import Organisation, OrganisationKind
from contracts.submissions import Kind
from services.directory.domain.obligations import YEAR_SECONDS, ObligationForm

ASKED_KINDS = frozenset(OrganisationKind) - {OrganisationKind.MINISTRY, OrganisationKind.COUNCILS_OFFICE}
MAX_DEBTORS = 2_000


class DeadlineForm(Contract):
    """What a level asks of those below it. `debtors` names some of them; absent: all that are open."""

    kind: Kind
    due_at: datetime
    grace_seconds: int = Field(default=0, ge=0, le=YEAR_SECONDS)
    term_after_return_seconds: int = Field(default=259_200, ge=0, le=YEAR_SECONDS)
    source: str = Field(default="", max_length=500)
    debtors: tuple[str, ...] | None = Field(default=None, max_length=MAX_DEBTORS)


def obligation_id(edition: str, creditor: str, kind: Kind, debtor: str) -> str:
    """The id under which a level asks one below it for a kind: asked again, it is the same obligation with another date."""
    return f"{edition}:{creditor}:{kind.value}:{debtor}"


def form_for(edition: str, creditor: str, debtor: str, form: DeadlineForm, seen: int | None) -> ObligationForm:
    """The obligation of one of them."""
    return ObligationForm(
        edition=edition,
        debtor=debtor,
        creditor=creditor,
        kind=form.kind,
        due_at=form.due_at,
        grace_seconds=form.grace_seconds,
        term_after_return_seconds=form.term_after_return_seconds,
        source=form.source,
        revision=seen,
    )


def is_asked(organisation: Organisation) -> bool:
    """Whether somebody below is asked where nobody is named: whoever is open and files."""
    return organisation.closed_on is None and organisation.kind in ASKED_KINDS
