"""Tokens are checked offline against the keys that were heard; whatever says something else is refused."""

import base64
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.kit import identity
from services.kit.clock import FixedClock
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller, Grant, Tokens, read_token
from tests.unit.kit.tokens import KEY, NOW, OLD_KEY, SETTINGS, STRANGER, claims, code_of, public, token


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


def test_a_token_of_a_colleague_names_both(view: DirectoryView, clock: FixedClock) -> None:
    lent = read_token(token(claims(act={"sub": "person-9"})), view, SETTINGS, clock)
    own = read_token(token(claims()), view, SETTINGS, clock)

    assert (lent.person, lent.acting, lent.hands) == ("person-1", "person-9", "person-9")
    assert (own.person, own.acting, own.hands) == ("person-1", None, "person-1")


@pytest.mark.parametrize("act", ["person-9", [], {}, {"name": "person-9"}])
def test_a_token_that_does_not_say_who_acts_is_refused(view: DirectoryView, clock: FixedClock, act: object) -> None:
    assert code_of(view, clock, token(claims(act=act))) is ProblemCode.TOKEN_INVALID
