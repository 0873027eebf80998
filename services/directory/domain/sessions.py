"""Signing in: failures and the lock, sessions and their refresh tokens, and what an access token says.

Sources: domain report 5 (GB/T 22239-2019 8.1.4.1: lock, timeout, server-side end); RFC 6819 5.2.2.3 and RFC 9700 4.14 (reuse).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.directory.domain.delegations import lendable
from services.directory.domain.people import Person
from services.directory.domain.rights import ADMINISTRATOR_ROLES

REMEMBERED_TOKENS = 500


@dataclass(frozen=True, slots=True)
class LockPolicy:
    """When an account is locked for an address: after `failures` within `window_seconds`, for `lock_seconds`."""

    failures: int
    window_seconds: float
    lock_seconds: float


@dataclass(frozen=True, slots=True)
class Attempts:
    """Sign-ins of one typed name from one address that have not succeeded, whether or not the name exists."""

    count: int
    since: datetime
    locked_until: datetime | None = None


def attempt(known: Attempts | None, now: datetime, policy: LockPolicy) -> tuple[Attempts, int]:
    """Count one sign-in before its password is looked at, so that parallel guesses count too.

    Returns the attempts to store, and for how many seconds this sign-in is locked out (0: it may go on). The last one that
    may go on locks those after it, whenever they come; where it succeeds, all are forgotten.
    """
    if known is not None and known.locked_until is not None and now < known.locked_until:
        return known, max(1, round((known.locked_until - now).total_seconds()))
    stale = known is None or known.locked_until is not None or now - known.since > _seconds(policy.window_seconds)
    counted = Attempts(1, now) if known is None or stale else replace(known, count=known.count + 1)
    if counted.count < policy.failures:
        return counted, 0
    return replace(counted, locked_until=now + _seconds(policy.lock_seconds)), 0


class Locked(StrEnum):
    """What was wrong too often."""

    PASSWORD = "password"  # noqa: S105 - what was typed wrongly.
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Owner:
    """At whose account attempts are aimed, with what, and from where (None: from wherever)."""

    person: str
    what: Locked
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """A person who is locked out: a password wrong too often from one address, or a code from wherever (None)."""

    person: str
    what: Locked
    address: str | None
    until: datetime


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """How long tokens and sessions live. A page refreshes well before its access token ends, while somebody is at work.

    Only a refresh keeps a session from being idle, so a page that nobody touches leaves it out.
    """

    access_seconds: float
    idle_seconds: float
    session_seconds: float
    administrator_idle_seconds: float = 600.0

    def idle_of(self, person: Person) -> float:
        """After how many seconds without a refresh a session of this person ends."""
        is_administrator = any(role in ADMINISTRATOR_ROLES for _, role in person.grants)
        return min(self.idle_seconds, self.administrator_idle_seconds) if is_administrator else self.idle_seconds

    def access_of(self, person: Person) -> float:
        """Life of an access token in seconds: it ends well before the session, so that there is something to refresh."""
        return min(self.access_seconds, self.idle_of(person) / 2)


class Way(StrEnum):
    """How somebody came in."""

    PASSWORD = "password"  # noqa: S105 - a way to come in.
    PASSKEY = "passkey"
    OIDC = "oidc"


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in. Refresh tokens are kept as SHA-256 only: the one that is good now, and those already used.

    `device` is what the browser called itself at sign-in, `address` where the last token was taken; `idle_seconds` go by
    the roles at that moment (None: those of the policy). `code_owed` while a code of the second factor has not been given.
    `for_person` is whom the session's person acts for, while that is lent.
    """

    session: str
    revision: int
    person: str
    refresh_sha256: str
    used_sha256: tuple[str, ...]
    began_at: datetime
    refreshed_at: datetime
    ended_at: datetime | None = None
    ended_by: str | None = None
    idle_seconds: float | None = None
    address: str | None = None
    device: str = ""
    way: Way = Way.PASSWORD
    code_owed: bool = False
    for_person: str | None = None


class Step(StrEnum):
    """What a person must do before a session may do anything else."""

    PASSWORD = "password"  # noqa: S105 - the name of a step.
    SECOND_FACTOR = "second_factor"
    CODE = "code"


def audience_of(audience: str, needs: Collection[Step]) -> str:
    """Whom a token is meant for: while steps are needed the directory alone, and nobody who checks for `audience`."""
    return f"{audience}/first-steps" if needs else audience


class Refresh(StrEnum):
    """What presenting a refresh token means."""

    ROTATE = "rotate"
    REUSED = "reused"
    REFUSE = "refuse"


def judge_refresh(
    session: Session, presented_sha256: str, now: datetime, policy: SessionPolicy, grace_seconds: float = 0.0
) -> Refresh:
    """Judge a presented token: the current one of a live session is rotated, one that was used ends the session.

    Within `grace_seconds` the one used last is rotated again: a weak line may have lost the answer that held its follower.
    """
    is_last = bool(session.used_sha256) and presented_sha256 == session.used_sha256[-1]
    if is_last and now - session.refreshed_at < _seconds(grace_seconds) and is_live(session, now, policy):
        return Refresh.ROTATE
    if presented_sha256 in session.used_sha256:
        return Refresh.REFUSE if session.ended_at else Refresh.REUSED
    if presented_sha256 != session.refresh_sha256 or not is_live(session, now, policy):
        return Refresh.REFUSE
    return Refresh.ROTATE


def knows_token(session: Session, presented_sha256: str) -> bool:
    """Whether a token is or was a refresh token of the session."""
    return presented_sha256 == session.refresh_sha256 or presented_sha256 in session.used_sha256


def is_live(session: Session, now: datetime, policy: SessionPolicy) -> bool:
    """Whether a session goes on: not ended, not idle too long, not too old."""
    idle_seconds = policy.idle_seconds if session.idle_seconds is None else session.idle_seconds
    return (
        session.ended_at is None
        and now - session.refreshed_at <= _seconds(idle_seconds)
        and now - session.began_at <= _seconds(policy.session_seconds)
    )


def ends_at(session: Session, policy: SessionPolicy) -> datetime:
    """The moment at which a session ends in any case."""
    return session.began_at + _seconds(policy.session_seconds)


def rotated(
    session: Session, next_sha256: str, now: datetime, revision: int, presented_sha256: str | None = None
) -> Session:
    """The session with its next refresh token; the one just presented is remembered as the last one used."""
    presented = presented_sha256 or session.refresh_sha256
    before = [token for token in (*session.used_sha256, session.refresh_sha256) if token != presented]
    used = (*before, presented)[-REMEMBERED_TOKENS:]
    return replace(session, refresh_sha256=next_sha256, used_sha256=used, refreshed_at=now, revision=revision)


def ended(session: Session, by: str, now: datetime, revision: int) -> Session:
    """The session ended, by `sign_out`, `device` (from another one), `reuse`, `password` or `closed`."""
    return replace(session, ended_at=now, ended_by=by, revision=revision)


def claims(
    person: Person, session: Session, now: datetime, access_seconds: float, *, issuer: str, audience: str
) -> dict[str, object]:
    """What an access token says (RFC 7519); `grants` are pairs of organisation and role. No name, no phone.

    Where the session's own person acts for this one, `act` says so (RFC 8693), and only what may be lent is granted.
    """
    issued_at = int(now.timestamp())
    acts = session.person != person.person
    grants = lendable(person.grants) if acts else person.grants
    return {
        "iss": issuer,
        "aud": audience,
        "sub": person.person,
        "sid": session.session,
        "iat": issued_at,
        "exp": issued_at + round(access_seconds),
        "grants": [[organisation, role.value] for organisation, role in grants],
    } | ({"act": {"sub": session.person}} if acts else {})


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
