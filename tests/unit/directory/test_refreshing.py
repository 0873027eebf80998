"""Refreshing while somebody else changes the same session: a copy of the token ends it, a sign-out is no theft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest

from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.directory.domain.people import Person
from services.directory.domain.sessions import Session, ended, rotated
from services.directory.operations.record import Recorder
from services.directory.operations.sessions import SessionDesk
from services.directory.settings import DirectorySettings
from services.directory.store.people import StoredPerson, StoredSession
from services.kit.clock import FixedClock

NOW = datetime(2024, 5, 18, 15, 40, tzinfo=UTC)
TOKEN = "s.first"
PERSON = Person("p-1", 1, "wang.li", "王丽", "330600", (("330600", Role.FILER),))


def _sha256(token: str) -> str:
    return sha256(token.encode()).hexdigest()


FRESH = Session("s", 1, "p-1", _sha256(TOKEN), (), NOW, NOW)


@dataclass
class Sessions:
    """One session in memory. `meanwhile` is what somebody else makes of it just before the first write."""

    session: Session = FRESH
    meanwhile: Callable[[Session], Session] | None = None
    refusals: list[str] = field(default_factory=list)

    async def find(self, _session: str) -> StoredSession:
        return StoredSession(self.session)

    async def replace(self, known: StoredSession, session: Session, _events: Sequence[Any]) -> bool:
        if self.meanwhile is not None:
            self.session, self.meanwhile = self.meanwhile(self.session), None
        if known.session.revision != self.session.revision:
            return False
        self.session = session
        return True

    async def put_refusal(self, refusal: str, _at: datetime, _event: object) -> None:
        self.refusals.append(refusal)


def desk_over(sessions: Sessions, person: Person = PERSON) -> SessionDesk:
    async def find(_person: str) -> StoredPerson:
        return StoredPerson(person, None)

    async def is_missing(_person: Person) -> bool:
        return False

    clock = FixedClock(NOW)
    database: Any = SimpleNamespace(people=SimpleNamespace(find=find), sessions=sessions, delegations=None)
    keys: Any = SimpleNamespace(sign=lambda claims: f"signed for {claims['sub']}")
    unused: Any = None
    second_factors: Any = SimpleNamespace(is_missing=is_missing)
    recorder = Recorder(database.sessions, clock)
    return SessionDesk(database, DirectorySettings(), keys, unused, second_factors, recorder, clock)


async def _refused(sessions: Sessions, person: Person = PERSON) -> ProblemCode:
    with pytest.raises(Problem) as refused:
        await desk_over(sessions, person).refresh(TOKEN, "10.0.0.1")
    return refused.value.code


async def test_a_refresh_gives_the_next_token_and_remembers_the_one_before() -> None:
    sessions = Sessions()

    signed_in = await desk_over(sessions).refresh(TOKEN, "10.0.0.1")

    assert signed_in.access_token == "signed for p-1"
    assert sessions.session.refresh_sha256 == _sha256(signed_in.refresh_token)
    assert sessions.session.used_sha256 == (_sha256(TOKEN),)


async def test_two_who_present_the_same_token_at_once_end_the_session_and_that_is_on_record() -> None:
    sessions = Sessions(meanwhile=lambda session: rotated(session, _sha256("s.other"), NOW, 2))

    assert await _refused(sessions) is ProblemCode.TOKEN_INVALID

    assert sessions.session.ended_by == "reuse"
    assert len(sessions.refusals) == 1


async def test_who_signs_out_in_the_same_moment_is_no_thief() -> None:
    sessions = Sessions(meanwhile=lambda session: ended(session, "sign_out", NOW, 2))

    assert await _refused(sessions) is ProblemCode.TOKEN_INVALID

    assert sessions.session.ended_by == "sign_out"
    assert sessions.refusals == []


async def test_a_write_that_somebody_else_overtook_without_touching_the_token_is_tried_again() -> None:
    sessions = Sessions(meanwhile=lambda session: replace(session, revision=2))

    await desk_over(sessions).refresh(TOKEN, "10.0.0.1")

    assert sessions.session.used_sha256 == (_sha256(TOKEN),)


async def test_a_person_who_has_left_gets_no_further_token() -> None:
    sessions = Sessions()

    assert await _refused(sessions, replace(PERSON, closed=True)) is ProblemCode.TOKEN_INVALID

    assert sessions.session == FRESH
