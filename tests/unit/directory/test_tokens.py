"""Tokens as every service checks them: offline, against published keys."""

from datetime import UTC, datetime

import jwt
import pytest

from contracts.organisations import PublicKey, Role
from contracts.problems import Problem, ProblemCode
from services.directory.domain.people import Person
from services.directory.domain.sessions import Session, claims
from services.directory.tokens import PrivateKey, make_private_key, read_private_key
from services.kit.clock import FixedClock
from services.kit.directory_view import DirectoryView
from services.kit.identity import Grant, read_token
from services.kit.settings import ServiceSettings

NOW = datetime(2024, 5, 18, 15, 40, tzinfo=UTC)
SETTINGS = ServiceSettings()
PERSON = Person("p-1", 1, "wang.li", "王丽", "330600", (("330000", Role.REVIEWER), ("330600", Role.FILER)))
SESSION = Session("s-1", 1, "p-1", "token-0", (), NOW, NOW)
KEY = make_private_key()


@pytest.fixture
def view() -> DirectoryView:
    found = DirectoryView()
    found.adopt(PublicKey(key=KEY.name, revision=1, jwk=KEY.jwk, not_after=datetime(2024, 6, 18, tzinfo=UTC)))
    return found


def token(key: PrivateKey = KEY, **changed: object) -> str:
    said = claims(PERSON, SESSION, NOW, 600, issuer=SETTINGS.token_issuer, audience=SETTINGS.token_audience)
    return key.sign(said | changed)


def test_a_token_is_read_offline_by_any_service(view: DirectoryView) -> None:
    caller = read_token(token(), view, SETTINGS, FixedClock(NOW))

    assert (caller.person, caller.session) == ("p-1", "s-1")
    assert caller.grants == (Grant("330000", Role.REVIEWER), Grant("330600", Role.FILER))
    assert caller.may({Role.REVIEWER}, ("ministry", "330000", "330700"))
    assert not caller.may({Role.FILER}, ("ministry", "330000", "330700"))


def test_an_old_token_is_told_apart_from_a_false_one(view: DirectoryView) -> None:
    clock = FixedClock(NOW)
    clock.advance(700)

    with pytest.raises(Problem) as old:
        read_token(token(), view, SETTINGS, clock)

    assert old.value.code is ProblemCode.TOKEN_EXPIRED


@pytest.mark.parametrize(
    "false",
    [
        token(make_private_key()),
        token(iss="somebody"),
        token(aud="something"),
        token(grants=[["330000", "emperor"]]),
        token()[:-4] + "AAAA",
        jwt.encode({"sub": "p-1"}, "", algorithm="none", headers={"kid": KEY.name}),
        jwt.encode({"sub": "p-1"}, KEY.jwk["x"].ljust(32, "x"), algorithm="HS256", headers={"kid": KEY.name}),
        "nonsense",
    ],
)
def test_a_false_token_is_refused(view: DirectoryView, false: str) -> None:
    with pytest.raises(Problem) as refused:
        read_token(false, view, SETTINGS, FixedClock(NOW))

    assert refused.value.code is ProblemCode.TOKEN_INVALID


def test_a_key_survives_being_written_down_and_shows_its_secret_to_nobody() -> None:
    again = read_private_key(KEY.pem())

    assert again.name == KEY.name
    assert "secret" not in repr(KEY)
    assert set(KEY.jwk) == {"crv", "kty", "x", "use", "alg", "kid"}


def test_a_key_is_named_by_its_thumbprint() -> None:
    # RFC 8037, appendix A.1 to A.3.
    secret = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----"

    key = read_private_key(secret)

    assert key.jwk["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert key.name == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.mark.parametrize("pem", ["", "x", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"])
def test_what_is_no_key_is_refused(pem: str) -> None:
    with pytest.raises(ValueError, match="key"):
        read_private_key(pem)
