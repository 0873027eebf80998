"""Counting what must not be tried too often: sign-ins, codes, letters. What is counted is kept as a hash."""

import hashlib

from contracts.problems import Problem, ProblemCode
from services.directory.domain import sessions as rules
from services.directory.domain.sessions import LockPolicy, Owner
from services.directory.store.people import SessionStore
from services.kit.clock import Clock

RACES = 20


class Counter:
    """Counts attempts by what they are aimed at, over all copies of the service."""

    def __init__(self, sessions: SessionStore, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    async def count(self, aim: str, policy: LockPolicy, owner: Owner | None = None) -> int:
        """Count one attempt before it is looked at; returns for how many seconds it is locked out (0: it may go on).

        `owner` is whose account it is aimed at, where somebody has it: a lock of theirs can be seen and lifted.
        """
        key = _key(aim)
        for _ in range(RACES):
            known, revision = await self._sessions.attempts(key)
            attempts, locked_seconds = rules.attempt(known, self._clock.now(), policy)
            if attempts == known or await self._sessions.put_attempts(key, attempts, revision, owner):
                return locked_seconds
        # So many at once with one aim are no person at a keyboard.
        return 1

    async def guard(self, aim: str, policy: LockPolicy, owner: Owner | None) -> None:
        """The same for attempts to get in. Raises Problem(sign_in_locked)."""
        locked_seconds = await self.count(aim, policy, owner)
        if locked_seconds:
            raise Problem(ProblemCode.SIGN_IN_LOCKED, retry_after_seconds=locked_seconds)

    async def forget(self, aim: str) -> None:
        """Forget what came before a success."""
        await self._sessions.forget_attempts(_key(aim))


def _key(aim: str) -> str:
    return hashlib.sha256(aim.encode()).hexdigest()
