"""Tokens are checked offline against the keys that were heard, and a role reaches the branch below its organisation."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisations import PublicKey, Role
from contracts.problems import Problem, ProblemCode
from services.kit import identity
from services.kit.clock import FixedClock
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller, Grant, Tokens, in_person, optional_caller, read_token, signed_in
from services.kit.settings import ServiceSettings

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
SETTINGS = ServiceSettings(token_issuer="weekwire", token_audience="weekwire")
KEY = Ed25519PrivateKey.generate()
OLD_KEY = Ed25519PrivateKey.generate()
STRANGER = Ed25519PrivateKey.generate()


def public(name: str, key: Ed25519PrivateKey, not_after: datetime, revision: int = 1) -> PublicKey:
    x = base64.urlsafe_b64encode(key.public_key().public_bytes_raw()).rstrip(b"=").decode()
    return PublicKey(key=name, revision=revision, jwk={"kty": "OKP", "crv": "Ed25519", "x": x}, not_after=not_after)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def view() -> DirectoryView:
    known = DirectoryView()
    known.adopt(public("k1", KEY, NOW + timedelta(days=30)))
    known.adopt(public("k0", OLD_KEY, NOW + timedelta(seconds=60)))
    return known


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


def test_a_good_token_tells_who_calls_and_what_they_may(view: DirectoryView, clock: FixedClock) -> None:
    caller = read_token(token(claims()), view, SETTINGS, clock)

    assert caller == Caller(
        "person-1",
        "session-1",
        (Grant("sichuan", Role.REVIEWER), Grant("chengdu", Role.FILER)),
        int(NOW.timestamp()) + 600,
    )


def test_a_token_ends_and_a_small_skew_of_clocks_is_forgiven(view: DirectoryView, clock: FixedClock) -> None:
    given = token(claims())
    clock.advance(629)
    read_token(given, view, SETTINGS, clock)

    clock.advance(2)

    assert code_of(view, clock, given) is ProblemCode.TOKEN_EXPIRED


def test_a_token_does_not_hold_before_its_time(view: DirectoryView, clock: FixedClock) -> None:
    given = token(claims(nbf=int(NOW.timestamp()) + 60))
    assert code_of(view, clock, given) is ProblemCode.TOKEN_INVALID

    clock.advance(31)

    assert read_token(given, view, SETTINGS, clock).person == "person-1"


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "another"},
        {"nbf": "tomorrow"},
        {"nbf": [1]},
        {"aud": ["another", "third"]},
        {"aud": None},
        {"iss": "another"},
        {"iss": None},
        {"sub": None},
        {"sub": 7},
        {"sid": None},
        {"iat": None},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": float("inf")},
        {"exp": [1]},
        {"grants": None},
        {"grants": [["sichuan", "emperor"]]},
        {"grants": [["sichuan"]]},
        {"grants": ["sichuan"]},
        {"grants": 7},
    ],
    ids=str,
)
def test_a_signed_token_that_says_something_else_is_invalid(
    view: DirectoryView, clock: FixedClock, changed: dict[str, object]
) -> None:
    # jwt refuses to sign a few of these itself, so the body is signed as bytes.
    header = {"alg": "EdDSA", "kid": "k1", "typ": "JWT"}
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims(**changed))]
    signed = b".".join(parts)
    signature = base64.urlsafe_b64encode(KEY.sign(signed)).rstrip(b"=")

    assert code_of(view, clock, (signed + b"." + signature).decode()) is ProblemCode.TOKEN_INVALID


def test_an_audience_among_several_is_enough(view: DirectoryView, clock: FixedClock) -> None:
    assert read_token(token(claims(aud=["another", "weekwire"])), view, SETTINGS, clock).person == "person-1"


FORGED = {
    "signed by a stranger": token(claims(), STRANGER),
    "names an unknown key": token(claims(), KEY, "unknown"),
    "names no key": token(claims(), KEY, None),
    "names another key": token(claims(), KEY, "k0"),
    "signed with a shared secret": token(claims(), "a shared secret that is long enough for HMAC", "k1", "HS256"),
    "signed with our public key as a secret": token(claims(), KEY.public_key().public_bytes_raw(), "k1", "HS256"),
    "not signed": token(claims(), None, "k1", "none"),
    "signature torn": token(claims())[:-8] + "AAAAAAAA",
    "body swapped": ".".join(token(claims(sub=who)).split(".")[n] for n, who in enumerate(("a", "admin", "a"))),
    "empty": "",
    "no token": "not.a.token",
    "deep": base64.urlsafe_b64encode(b"[" * 30_000).decode() + ".e30.AA",
    "a list of keys": base64.urlsafe_b64encode(b'{"alg": "EdDSA", "kid": ["k1"]}').decode() + ".e30.AA",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_token_is_invalid(view: DirectoryView, clock: FixedClock, forged: str) -> None:
    assert code_of(view, clock, forged) is ProblemCode.TOKEN_INVALID


@given(st.text())
def test_no_text_at_all_does_more_than_be_invalid(text: str) -> None:
    known = DirectoryView()
    known.adopt(public("k1", KEY, NOW + timedelta(days=30)))

    assert code_of(known, FixedClock(NOW), text) is ProblemCode.TOKEN_INVALID


def test_a_key_that_was_retired_signs_nothing_any_more(view: DirectoryView, clock: FixedClock) -> None:
    old = token(claims(), OLD_KEY, "k0")
    assert read_token(old, view, SETTINGS, clock).person == "person-1"

    clock.advance(61)

    assert code_of(view, clock, old) is ProblemCode.TOKEN_INVALID


def test_a_key_that_is_taken_back_at_once_signs_nothing_any_more(view: DirectoryView, clock: FixedClock) -> None:
    view.adopt(public("k1", KEY, NOW - timedelta(seconds=1), revision=2))

    assert code_of(view, clock, token(claims())) is ProblemCode.TOKEN_INVALID


def test_a_reader_that_remembers_tokens_asks_each_time_whether_they_are_still_in_force(
    view: DirectoryView, clock: FixedClock
) -> None:
    tokens, good = Tokens(view, SETTINGS, clock), token(claims())
    assert tokens.read(good) is tokens.read(good), "a signature is checked once"

    # The same key under a new state; then one of another pair under the same name; then none in force.
    view.adopt(public("k1", KEY, NOW + timedelta(days=10), revision=2))
    assert tokens.read(good).person == "person-1"
    for taken_back in (
        public("k1", STRANGER, NOW + timedelta(days=30), revision=3),
        public("k1", KEY, NOW - timedelta(seconds=1), revision=4),
    ):
        view.adopt(taken_back)
        with pytest.raises(Problem) as refused:
            tokens.read(good)
        assert refused.value.code is ProblemCode.TOKEN_INVALID

    view.adopt(public("k1", KEY, NOW + timedelta(days=30), revision=5))
    assert tokens.read(good).person == "person-1"
    clock.advance(631)
    with pytest.raises(Problem) as refused:
        tokens.read(good)
    assert refused.value.code is ProblemCode.TOKEN_EXPIRED


def test_a_reader_remembers_only_so_many_tokens_and_none_that_is_bad(
    view: DirectoryView, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "TOKENS_KEPT", 5)
    tokens = Tokens(view, SETTINGS, clock)
    for number in range(12):
        assert tokens.read(token(claims(sub=f"person-{number}"))).person == f"person-{number}"
        with pytest.raises(Problem):
            tokens.read(f"bad-{number}")

    assert len(tokens._checked) == 5


def caller(*grants: Grant) -> Caller:
    return Caller("person-1", "session-1", grants, 0)


@pytest.mark.parametrize(
    ("roles", "path", "may"),
    [
        ([Role.REVIEWER], ["ministry", "sichuan"], True),
        ([Role.REVIEWER], ["ministry", "sichuan", "chengdu", "school"], True),
        ([Role.REVIEWER], ["school", "chengdu", "sichuan", "ministry"], True),
        ([Role.REVIEWER, Role.APPROVER], ["ministry", "sichuan"], True),
        ([Role.APPROVER], ["ministry", "sichuan"], False),
        ([Role.REVIEWER], ["ministry"], False),
        ([Role.REVIEWER], ["ministry", "yunnan", "kunming"], False),
        ([Role.FILER], ["ministry", "sichuan"], False),
        ([Role.FILER], ["ministry", "sichuan", "chengdu"], True),
        ([], ["ministry", "sichuan"], False),
        ([Role.REVIEWER], [], False),
    ],
)
def test_a_role_reaches_the_branch_below_and_nothing_beside_or_above(
    roles: list[Role], path: list[str], *, may: bool
) -> None:
    person = caller(Grant("sichuan", Role.REVIEWER), Grant("chengdu", Role.FILER))

    assert person.may(roles, path) is may
    if may:
        person.require(roles, path)
    else:
        with pytest.raises(Problem) as refused:
            person.require(roles, path)
        assert (refused.value.code, refused.value.status) == (ProblemCode.FORBIDDEN, 403)


NAMES = st.sampled_from(["ministry", "sichuan", "chengdu", "school", "yunnan"])
GRANTS = st.lists(st.builds(Grant, NAMES, st.sampled_from(Role)), max_size=5)


@given(GRANTS, st.lists(st.sampled_from(Role)), st.lists(NAMES, max_size=4), st.lists(NAMES, max_size=3))
def test_rights_grow_with_roles_and_path_and_never_come_from_nothing(
    grants: list[Grant], roles: list[Role], path: list[str], deeper: list[str]
) -> None:
    person = caller(*grants)

    may = person.may(roles, path)

    assert may == any(person.holds([role], organisation) for role in roles for organisation in path)
    assert may <= person.may(roles, [*path, *deeper]), "what is below is reached too"
    assert may <= person.may(Role, path)
    assert may == bool(set(person.organisations(roles)) & set(path))
    assert not caller().may(roles, path)


def test_the_organisations_of_a_caller_are_those_of_the_roles_asked_for() -> None:
    person = caller(Grant("b", Role.FILER), Grant("a", Role.FILER), Grant("c", Role.READER), Grant("a", Role.READER))

    assert person.organisations() == ("a", "b", "c")
    assert person.organisations([Role.FILER]) == ("a", "b")
    assert person.organisations([]) == ()


def request(authorization: str | None, method: str = "GET", **headers: str) -> Request:
    given = headers | ({"authorization": authorization} if authorization is not None else {})
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()]
    return Request({"type": "http", "method": method, "headers": raw, "client": ("10.0.0.7", 1)})


def cookie() -> dict[str, str]:
    return {"cookie": f"other=1; weekwire_access={token(claims())}"}


async def test_a_request_without_a_token_is_anonymous_where_that_is_allowed_and_refused_elsewhere(
    view: DirectoryView, clock: FixedClock
) -> None:
    anyone, someone = optional_caller(view, SETTINGS, clock), signed_in(view, SETTINGS, clock)
    for header in (None, "", "Basic cGVyc29uOnNlY3JldA=="):
        assert await anyone(request(header)) is None
        with pytest.raises(Problem) as refused:
            await someone(request(header))
        assert refused.value.code is ProblemCode.NOT_SIGNED_IN


async def test_a_request_with_a_token_has_a_caller_with_an_address(view: DirectoryView, clock: FixedClock) -> None:
    for scheme in ("Bearer", "bearer", "BEARER"):
        found = await signed_in(view, SETTINGS, clock)(request(f"{scheme} {token(claims())}"))
        assert (found.person, found.address) == ("person-1", "10.0.0.7")


async def test_a_bad_token_is_refused_even_where_nobody_need_sign_in(view: DirectoryView, clock: FixedClock) -> None:
    with pytest.raises(Problem) as refused:
        await optional_caller(view, SETTINGS, clock)(request("Bearer nonsense"))

    assert refused.value.code is ProblemCode.TOKEN_INVALID


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
async def test_a_cookie_is_enough_to_read(view: DirectoryView, clock: FixedClock, method: str) -> None:
    """Streams, downloads and pictures set no header."""
    found = await signed_in(view, SETTINGS, clock)(request(None, method, **cookie()))

    assert (found.person, found.address) == ("person-1", "10.0.0.7")


@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, ProblemCode.CSRF_REFUSED),
        ({"sec_fetch_site": "same-origin"}, ProblemCode.CSRF_REFUSED),
        ({"x_weekwire_page": "1", "sec_fetch_site": "cross-site"}, ProblemCode.CSRF_REFUSED),
        ({"x_weekwire_page": "1", "sec_fetch_site": "same-site"}, ProblemCode.CSRF_REFUSED),
        ({"x_weekwire_page": "1", "sec_fetch_site": "none"}, ProblemCode.CSRF_REFUSED),
        ({"x_weekwire_page": "1", "sec_fetch_site": "same-origin"}, None),
        ({"x_weekwire_page": "1"}, None),
    ],
)
async def test_with_a_cookie_only_a_page_of_ours_changes_anything(
    view: DirectoryView, clock: FixedClock, method: str, said: dict[str, str], code: ProblemCode | None
) -> None:
    find = signed_in(view, SETTINGS, clock)
    if code is None:
        assert (await find(request(None, method, **cookie(), **said))).person == "person-1"
        return

    with pytest.raises(Problem) as refused:
        await find(request(None, method, **cookie(), **said))

    assert (refused.value.code, refused.value.status) == (code, 403)


async def test_who_brings_the_token_in_a_header_is_no_browser_that_was_tricked(
    view: DirectoryView, clock: FixedClock
) -> None:
    other = f"Bearer {token(claims(sub='person-2'))}"

    found = await signed_in(view, SETTINGS, clock)(request(other, "PUT", sec_fetch_site="cross-site", **cookie()))

    assert found.person == "person-2", "and a header goes before a cookie"


async def test_a_picture_with_an_old_cookie_is_anybodys_while_a_page_is_told_to_refresh(
    view: DirectoryView, clock: FixedClock
) -> None:
    anyone, someone = optional_caller(view, SETTINGS, clock), signed_in(view, SETTINGS, clock)
    old = cookie()
    clock.advance(631)

    assert await anyone(request(None, **old)) is None
    with pytest.raises(Problem) as unknown:
        await someone(request(None, **old))
    with pytest.raises(Problem) as told:
        await anyone(request(None, x_weekwire_page="1", **old))

    assert unknown.value.code is ProblemCode.NOT_SIGNED_IN
    assert told.value.code is ProblemCode.TOKEN_EXPIRED


def test_a_token_of_a_colleague_names_both(view: DirectoryView, clock: FixedClock) -> None:
    lent = read_token(token(claims(act={"sub": "person-9"})), view, SETTINGS, clock)
    own = read_token(token(claims()), view, SETTINGS, clock)

    assert (lent.person, lent.acting, lent.hands) == ("person-1", "person-9", "person-9")
    assert (own.person, own.acting, own.hands) == ("person-1", None, "person-1")


@pytest.mark.parametrize("act", ["person-9", [], {}, {"name": "person-9"}])
def test_a_token_that_does_not_say_who_acts_is_refused(view: DirectoryView, clock: FixedClock, act: object) -> None:
    assert code_of(view, clock, token(claims(act=act))) is ProblemCode.TOKEN_INVALID


async def test_what_is_a_persons_alone_is_no_colleagues(view: DirectoryView, clock: FixedClock) -> None:
    own = in_person(signed_in(view, SETTINGS, clock))
    assert (await own(request(f"Bearer {token(claims())}"))).person == "person-1"

    with pytest.raises(Problem) as refused:
        await own(request(f"Bearer {token(claims(act={'sub': 'person-9'}))}"))

    assert (refused.value.code, refused.value.status) == (ProblemCode.NOT_FOR_ANOTHER, 403)
