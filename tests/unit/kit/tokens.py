"""Tokens as the directory signs them, with keys of the test's own, and what reading one is refused with."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contracts.organisations import PublicKey
from contracts.problems import Problem, ProblemCode
from services.kit.clock import FixedClock
from services.kit.directory_view import DirectoryView
from services.kit.identity import read_token
from services.kit.settings import ServiceSettings

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
SETTINGS = ServiceSettings(token_issuer="weekwire", token_audience="weekwire")
KEY = Ed25519PrivateKey.generate()
OLD_KEY = Ed25519PrivateKey.generate()
STRANGER = Ed25519PrivateKey.generate()


def public(name: str, key: Ed25519PrivateKey, not_after: datetime, revision: int = 1) -> PublicKey:
    x = base64.urlsafe_b64encode(key.public_key().public_bytes_raw()).rstrip(b"=").decode()
    return PublicKey(key=name, revision=revision, jwk={"kty": "OKP", "crv": "Ed25519", "x": x}, not_after=not_after)


def claims(**changed: object) -> dict[str, Any]:
    stated = {
        "iss": "weekwire",
        "aud": "weekwire",
        "sub": "person-1",
        "sid": "session-1",
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 600,
        "grants": [["sichuan", "reviewer"], ["chengdu", "filer"]],
    }
    return {name: value for name, value in (stated | changed).items() if value is not None}


def token(stated: Mapping[str, object], key: Any = KEY, name: str | None = "k1", algorithm: str = "EdDSA") -> str:  # noqa: ANN401 - any key that jwt takes.
    return jwt.encode(dict(stated), key, algorithm, {"kid": name} if name else {})


def code_of(view: DirectoryView, clock: FixedClock, text: str) -> ProblemCode:
    with pytest.raises(Problem) as refused:
        read_token(text, view, SETTINGS, clock)
    assert refused.value.status == 401
    return refused.value.code
