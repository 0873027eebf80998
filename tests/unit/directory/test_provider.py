"""What is believed of an OpenID Connect provider: tokens signed with its own keys, for us, for this way, and not too old."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from pydantic import SecretStr

from contracts.problems import Problem, ProblemCode
from services.directory.domain import oidc as rules
from services.directory.operations.provider import Provider
from services.directory.settings import DirectorySettings
from services.kit.clock import FixedClock

NOW = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
ISSUER, SECRET = "https://idp.example", "a-secret-that-the-provider-gave"
SETTINGS = DirectorySettings(directory_oidc_issuer=ISSUER, directory_oidc_secret=SecretStr(SECRET))
KEY, NEXT_KEY, STRANGER = (RSAKey.generate_key(2048, {"kid": kid, "use": "sig"}) for kid in ("k1", "k2", "k1"))
GOOD = {"iss": ISSUER, "aud": "weekwire", "sub": "u1", "nonce": "n", "iat": AT, "exp": AT + 300}


@dataclass
class Idp:
    """A provider in memory; what it answers may be altered by path. `asked` counts requests by path."""

    key: RSAKey = field(default_factory=lambda: KEY)
    claims: dict[str, Any] = field(default_factory=lambda: dict(GOOD))
    altered: dict[str, Callable[[httpx.Request], httpx.Response]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    last: httpx.Request | None = None
    token: str | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append(path)
        self.last = request
        if path in self.altered:
            return self.altered[path](request)
        return httpx.Response(200, json=getattr(self, path.strip("/").rpartition("/")[2].replace("-", "_"))())

    def openid_configuration(self) -> dict[str, Any]:
        names = ("authorization", "token", "userinfo")
        return {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/jwks"} | {
            f"{name}_endpoint": f"{ISSUER}/{name}" for name in names
        }

    def jwks(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    def token_(self) -> str:
        return self.token or jwt.encode({"alg": "RS256", "kid": self.key.kid}, self.claims, self.key)

    def userinfo(self) -> dict[str, Any]:
        return {"sub": "u1", "email": "u1@school.example", "email_verified": True}


def provider_of(idp: Idp) -> Provider:
    idp.altered.setdefault(
        "/token", lambda _request: httpx.Response(200, json={"access_token": "a", "id_token": idp.token_()})
    )
    return Provider(SETTINGS, FixedClock(NOW), httpx.MockTransport(idp))


async def refusal(idp: Idp) -> ProblemCode:
    with pytest.raises(Problem) as refused:
        await provider_of(idp).claims("code", "n", "verifier", "sub")
    return refused.value.code


async def test_a_token_that_is_in_order_tells_who_came() -> None:
    idp = Idp()

    claims = await provider_of(idp).claims("the code", "n", "the verifier", "sub")

    assert claims["sub"] == "u1"
    (sent,) = [path for path in idp.asked if path == "/token"]
    assert sent
    assert idp.last is not None
    assert idp.last.headers["authorization"] == "Basic " + base64.b64encode(f"weekwire:{SECRET}".encode()).decode()
    body = dict(httpx.QueryParams(idp.last.content.decode()))
    assert body["code"] == "the code"
    assert body["code_verifier"] == "the verifier"
    assert body["redirect_uri"] == "http://localhost:8080/api/directory/v1/sessions/oidc/callback"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": ["weekwire", "another"], "azp": "another"},
        {"nonce": "of another way"},
        {"nonce": None},
        {"exp": AT - 61},
        {"exp": None},
        {"sub": None},
        {"iat": AT + 120},
        {"nbf": AT + 120},
        {"at_hash": "x"},
    ],
    ids=str,
)
async def test_a_token_for_another_place_way_or_time_is_refused(changed: dict[str, Any]) -> None:
    claims = {name: value for name, value in (GOOD | changed).items() if value is not None}

    assert await refusal(Idp(claims=claims)) is ProblemCode.OIDC_REFUSED


def _unsigned() -> str:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none'})}.{part(GOOD)}."


@pytest.mark.parametrize(
    "token",
    [
        _unsigned(),
        jwt.encode({"alg": "RS256", "kid": "k1"}, GOOD, STRANGER),
        jwt.encode({"alg": "HS256", "kid": "k1"}, GOOD, OctKey.import_key(SECRET)),
        jwt.encode({"alg": "HS256"}, GOOD, OctKey.import_key(hashlib.sha256(b"x").hexdigest())),
        "nonsense",
    ],
    ids=["unsigned", "a stranger's key", "our own secret", "any secret", "nonsense"],
)
async def test_a_token_that_its_own_keys_did_not_sign_is_refused(token: str) -> None:
    assert await refusal(Idp(token=token)) is ProblemCode.OIDC_REFUSED


async def test_a_key_that_is_new_there_is_asked_for_once() -> None:
    idp = Idp()
    provider = provider_of(idp)
    await provider.claims("code", "n", "verifier", "sub")
    idp.key = NEXT_KEY

    assert (await provider.claims("code", "n", "verifier", "sub"))["sub"] == "u1"
    assert (await provider.claims("code", "n", "verifier", "sub"))["sub"] == "u1"
    assert idp.asked.count("/jwks") == 2


async def test_what_is_not_in_the_token_is_asked_for_and_must_be_of_the_same_person() -> None:
    idp = Idp()

    claims = await provider_of(idp).claims("code", "n", "verifier", "email")

    assert claims["email"] == "u1@school.example"
    assert idp.last is not None
    assert idp.last.headers["authorization"] == "Bearer a"
    idp.altered["/userinfo"] = lambda _request: httpx.Response(200, json={"sub": "u2", "email": "u2@school.example"})
    with pytest.raises(Problem) as refused:
        await provider_of(idp).claims("code", "n", "verifier", "email")
    assert refused.value.code is ProblemCode.OIDC_REFUSED


def _away(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("away", request=request)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks", "/token"])
@pytest.mark.parametrize(
    "answer",
    [_away, lambda _: httpx.Response(503), lambda _: httpx.Response(200, text="<html>"), lambda _: httpx.Response(302)],
    ids=["away", "busy", "no JSON", "elsewhere"],
)
async def test_a_provider_that_does_not_answer_is_away(
    path: str, answer: Callable[[httpx.Request], httpx.Response]
) -> None:
    assert await refusal(Idp(altered={path: answer})) is ProblemCode.OIDC_AWAY


@pytest.mark.parametrize("said", [{"issuer": "https://evil.example"}, {"issuer": f"{ISSUER}/"}, {"jwks_uri": None}])
async def test_a_provider_that_says_it_is_another_is_not_believed(said: dict[str, Any]) -> None:
    described = {name: value for name, value in (Idp().openid_configuration() | said).items() if value}
    idp = Idp(altered={"/.well-known/openid-configuration": lambda _: httpx.Response(200, json=described)})

    assert await refusal(idp) is ProblemCode.OIDC_AWAY


async def test_a_code_that_the_provider_refuses_is_refused() -> None:
    idp = Idp(altered={"/token": lambda _: httpx.Response(400, json={"error": "invalid_grant"})})

    assert await refusal(idp) is ProblemCode.OIDC_REFUSED


@pytest.mark.parametrize(
    ("claims", "claim", "value"),
    [
        ({"sub": "u1"}, "sub", "u1"),
        ({"sub": ""}, "sub", None),
        ({"sub": 7}, "sub", None),
        ({}, "sub", None),
        ({"email": "A@b.cn", "email_verified": True}, "email", "A@b.cn"),
        ({"email": "a@b.cn", "email_verified": "true"}, "email", None),
        ({"email": "a@b.cn"}, "email", None),
        ({"number": " 42 "}, "number", " 42 "),
    ],
)
def test_only_a_claim_that_is_there_and_verified_says_who_it_is(
    claims: dict[str, Any], claim: str, value: str | None
) -> None:
    assert rules.value_in(claims, claim) == value


@given(st.text(max_size=40))
def test_whatever_is_asked_for_one_goes_on_with_a_path_of_ours(asked: str) -> None:
    back = rules.safe_back(asked)

    assert back.startswith("/")
    assert not back.startswith(("//", "/\\"))
    assert not any(character.isspace() or character == "\\" for character in back)
