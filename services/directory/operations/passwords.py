"""Passwords as argon2id hashes (RFC 9106). Hashing takes memory and time on purpose, so only a few run at once, in threads."""

import asyncio
import secrets
from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from contracts.problems import FieldProblem, ProblemCode
from services.directory.domain.people import PASSWORDS_REMEMBERED, judge_password
from services.directory.settings import DirectorySettings


class Passwords:
    """Makes and checks hashes. A name that does not exist costs the same as one that does."""

    def __init__(self, settings: DirectorySettings) -> None:
        self._hasher = PasswordHasher(
            time_cost=settings.directory_hash_time_cost,
            memory_cost=settings.directory_hash_memory_kib,
            parallelism=settings.directory_hash_lanes,
        )
        self._room = asyncio.Semaphore(settings.directory_hash_at_once)
        self._nobody = self._hasher.hash(secrets.token_urlsafe(24))

    async def hash(self, password: str) -> str:
        """The hash of a password under a fresh salt."""
        async with self._room:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is the one behind the hash. Without a hash the same work is done, and the answer is no."""
        async with self._room:
            matched = await asyncio.to_thread(self._verify, password_hash or self._nobody, password)
        return matched and password_hash is not None

    async def is_one_of(self, hashes: Sequence[str], password: str) -> bool:
        """Whether the password is behind one of the hashes."""
        for password_hash in hashes:
            if await self.matches(password_hash, password):
                return True
        return False

    async def judge(self, remembered: Sequence[str], wanted: str, name: str, path: str) -> tuple[FieldProblem, ...]:
        """What is wrong with a password that somebody chose, whose earlier ones are behind the `remembered` hashes."""
        problems = judge_password(wanted, name, path)
        if not problems and await self.is_one_of(remembered, wanted):
            problems = [FieldProblem(path, ProblemCode.PASSWORD_USED, {"count": PASSWORDS_REMEMBERED})]
        return tuple(problems)

    def is_outdated(self, password_hash: str) -> bool:
        """Whether a hash was made under other parameters than today's; it is made anew at the next sign-in."""
        return self._hasher.check_needs_rehash(password_hash)

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (Argon2Error, InvalidHashError):
            return False
