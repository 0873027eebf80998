"""The way out of a letter: a link that ends letters to one person, signed, so that nobody ends another's."""

from typing import Any
from urllib.parse import urlencode

import jwt

from contracts.problems import Problem, ProblemCode

ALGORITHM = "HS256"
AUDIENCE = "unsubscribe"


def unsubscribe_token(person: str, secret: str) -> str:
    """What the link carries. It does not end: a letter of last year must still be a way out."""
    return jwt.encode({"aud": AUDIENCE, "sub": person}, secret, algorithm=ALGORITHM)


def unsubscribe_address(pages: str, token: str) -> str:
    """The link for mail programs; a POST to it is enough (RFC 8058)."""
    return f"{pages}/api/notification/v1/unsubscribe?{urlencode({'t': token})}"


def unsubscribe_page(pages: str, token: str) -> str:
    """Where a person is asked before letters end."""
    return f"{pages}/inbox/unsubscribe?{urlencode({'t': token})}"


def unsubscribing(token: str, secret: str) -> str:
    """Whose letters a link ends. Raises Problem(token_invalid)."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token, secret, algorithms=[ALGORITHM], audience=AUDIENCE, options={"require": ["aud", "sub"]}
        )
        return str(claims["sub"])
    except (jwt.PyJWTError, KeyError, ValueError, TypeError, OverflowError, RecursionError) as fault:
        raise Problem(ProblemCode.TOKEN_INVALID) from fault
