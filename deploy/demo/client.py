"""People at the public HTTP interfaces: signed in when first needed, and patient with a service that is away.

Every request may be sent again: what it does has an id of the client's choice, so its outcome is settled by repeating it.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx

PASSWORD = "weekwire-demo"  # noqa: S105 - the demo's, which production refuses.
PATIENCE_SECONDS = 120.0
WAIT_SECONDS = (0.1, 0.2, 0.5, 1.0)
AWAY = frozenset({429, 502, 503, 504})
UNAUTHORIZED, FIRST_ERROR, NOT_FOUND = 401, 400, 404


class RefusedError(Exception):
    """An answer that says no, with its status and problem code; `said` is its whole body, where it was a problem."""

    def __init__(self, status: int, code: str, detail: str, said: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.said = said or {}


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a person to a service. `taken` are statuses of 400 and more that are an answer like any other."""

    who: str
    service: str
    method: str
    path: str
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] | None = None
    query: Mapping[str, str] | None = None
    taken: frozenset[int] = frozenset()


class Client:
    """Sends requests for everybody. `addresses` are the services' base addresses; `at_once` bounds open requests."""

    def __init__(self, addresses: Mapping[str, str], at_once: int = 24) -> None:
        self.addresses = dict(addresses)
        self._http = httpx.AsyncClient(timeout=30.0, limits=httpx.Limits(max_connections=at_once * 2))
        self._open = asyncio.Semaphore(at_once)
        self._tokens: dict[str, str] = {}
        self._signing_in: dict[str, asyncio.Lock] = {}
        self.repeats = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    @property
    def people(self) -> int:
        """How many people have signed in."""
        return len(self._tokens)

    async def send(self, request: Request) -> httpx.Response:
        """Send until it is answered. Raises RefusedError on an answer that says no, also when patience is over."""
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        attempt = 0
        while True:
            answer = await self._once(request)
            if answer is not None and answer.status_code == UNAUTHORIZED and attempt == 0:
                self.forget(request.who)
            elif answer is not None and answer.status_code not in AWAY:
                return answer if answer.status_code in request.taken else _checked(answer)
            if asyncio.get_running_loop().time() > deadline:
                raise RefusedError(0, "no_answer", f"{request.method} {request.service} {request.path}")
            self.repeats += 1
            await asyncio.sleep(WAIT_SECONDS[min(attempt, len(WAIT_SECONDS) - 1)])
            attempt += 1

    async def token(self, who: str) -> str:
        """A person's access token; signs in where there is none yet."""
        async with self._signing_in.setdefault(who, asyncio.Lock()):
            if who not in self._tokens:
                body = {"name": who, "password": PASSWORD}
                answer = await self._http.post(f"{self.addresses['directory']}/v1/sessions", json=body)
                self._tokens[who] = str(_checked(answer).json()["access_token"])
            return self._tokens[who]

    def forget(self, who: str) -> None:
        """Drop a token that is not accepted any more; the next request signs in again."""
        self._tokens.pop(who, None)

    async def _once(self, request: Request) -> httpx.Response | None:
        """One try; None where nobody answered."""
        try:
            async with self._open:
                headers = {"authorization": f"Bearer {await self.token(request.who)}", **(request.headers or {})}
                return await self._http.request(
                    request.method,
                    f"{self.addresses[request.service]}{request.path}",
                    json=request.body,
                    headers=headers,
                    params=request.query,
                )
        except httpx.TransportError:
            return None
        except RefusedError as refused:
            # Signing in met a directory that was not ready; a wrong password would not get better by repeating.
            if refused.status not in AWAY:
                raise
            return None


def _checked(answer: httpx.Response) -> httpx.Response:
    if answer.status_code < FIRST_ERROR:
        return answer
    try:
        body = answer.json()
    except ValueError:
        body = {}
    detail = str(body.get("fields") or body.get("detail_en") or answer.text[:300])
    raise RefusedError(answer.status_code, str(body.get("code", "")), detail, body)
