"""Who asks: people as everywhere, but none whom the directory has closed or erased, however long their token still holds."""

from collections.abc import Awaitable, Callable

from fastapi import Request

from contracts.problems import Problem, ProblemCode
from services.kit.identity import Caller

CallerOf = Callable[[Request], Awaitable[Caller]]


def still_here(find: CallerOf, has_left: Callable[[str], bool]) -> CallerOf:
    """Whom `find` finds. Raises Problem(token_invalid) where the person has left: nothing new may be kept of one who was erased."""

    async def present(request: Request) -> Caller:
        caller = await find(request)
        if has_left(caller.person):
            raise Problem(ProblemCode.TOKEN_INVALID)
        return caller

    return present
