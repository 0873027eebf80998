"""The way out of a letter: a link that ends letters to one person, signed, so that nobody ends another's."""

from typing import Any

import jwt

from contracts.problems import Problem, ProblemCode

ALGORITHM = "HS256"
AUDIENCE = "unsubscribe"


def unsubscribe_token(person: str, secret: str) -> str:
    """What the link carries. It does not end: a letter of last year must still be a way out."""
    return jwt.encode({"aud": AUDIENCE, "sub": person}, secret, algorithm=ALGORITHM)


def unsubscribe_address(pages: str, person: str, secret: str) -> str:
    """The link of a letter; a POST to it is enough (RFC 8058)."""
    return f"{pages}/api/notification/v1/unsubscribe?t={unsubscribe_token(person, secret)}"


def unsubscribing(token: str, secret: str) -> str:
    """Whose letters a link ends. Raises Problem(token_invalid)."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token, secret, algorithms=[ALGORITHM], audience=AUDIENCE, options={"require": ["aud", "sub"]}
        )
        return str(claims["sub"])
    except (jwt.PyJWTError, KeyError, ValueError, TypeError, OverflowError, RecursionError) as fault:
        raise Problem(ProblemCode.TOKEN_INVALID) from fault
