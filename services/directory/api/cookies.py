"""Tokens of pages: in cookies that no script can read, set where a page of the application signs in, cleared where it leaves.

Sources: RFC 6265bis (HttpOnly, SameSite, Secure, Path); OWASP session management. Clients that are no pages hold their tokens
themselves and get no cookie.
"""

from dataclasses import dataclass
from typing import Literal

from fastapi import Request, Response

from services.directory.domain.oidc import FLOW_SECONDS
from services.kit.identity import is_page, require_page
from services.kit.web import ACCESS_COOKIE

REFRESH_COOKIE = "weekwire_refresh"
ACCESS_PATH = "/api"
REFRESH_PATH = "/api/directory/v1/sessions"
WAY_COOKIE = "weekwire_way"
WAY_PATH = "/api/directory/v1/sessions/oidc"


@dataclass(frozen=True, slots=True)
class Cookies:
    """Sets, reads and clears the cookies of pages. `is_secure` where people open the application under TLS.

    For `grace_seconds` a page's last refresh token may come again: a weak line loses the answer with the next one.
    """

    is_secure: bool
    grace_seconds: float

    def set(self, response: Response, access_token: str, refresh_token: str, idle_seconds: float) -> None:
        """Hand a page its tokens. The browser forgets them when the session would be idle too long anyway."""
        self._set(response, ACCESS_COOKIE, access_token, ACCESS_PATH, round(idle_seconds))
        self._set(response, REFRESH_COOKIE, refresh_token, REFRESH_PATH, round(idle_seconds))

    def clear(self, response: Response) -> None:
        """Take a page's tokens out of the browser."""
        self._set(response, ACCESS_COOKIE, "", ACCESS_PATH, 0)
        self._set(response, REFRESH_COOKIE, "", REFRESH_PATH, 0)

    def set_way(self, response: Response, browser: str) -> None:
        """Let a browser be known again when it comes back from a provider, which is a page elsewhere (hence Lax)."""
        self._set(response, WAY_COOKIE, browser, WAY_PATH, round(FLOW_SECONDS), same_site="lax")

    def clear_way(self, response: Response) -> None:
        """It is back."""
        self._set(response, WAY_COOKIE, "", WAY_PATH, 0, same_site="lax")

    @staticmethod
    def way(request: Request) -> str:
        """The secret of a browser that comes back; empty where it brings none."""
        return request.cookies.get(WAY_COOKIE, "")

    def _set(  # noqa: PLR0917 - all of a cookie.
        self,
        response: Response,
        name: str,
        value: str,
        path: str,
        max_age_seconds: int,
        same_site: Literal["strict", "lax"] = "strict",
    ) -> None:
        response.set_cookie(
            name, value, max_age_seconds, path=path, secure=self.is_secure, httponly=True, samesite=same_site
        )


def page_asks(request: Request) -> bool:
    """Whether a page asks for its tokens as cookies. Raises Problem(csrf_refused) where a foreign page says it were one."""
    if not is_page(request):
        return False
    require_page(request)
    return True


def refresh_cookie(request: Request) -> str | None:
    """The refresh token that a page's request brings along."""
    return request.cookies.get(REFRESH_COOKIE) or None
