"""Tickets between services: what one signs the other reads, for its own purpose, under one secret, and for a time."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind
from services.kit.tickets import (
    ALGORITHM,
    CLOCK_SKEW_SECONDS,
    GRANT,
    Grant,
    PressTicket,
    mint_grant,
    mint_press,
    read_grant,
    read_press,
)

NOW = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
SECRET = "s" * 32
OTHER = "t" * 32
THING = UUID("3f0e4f0a-6d7e-4f59-9a58-0d7a5c3f1a11")
LATER = int((NOW + timedelta(hours=1)).timestamp())
FILE = Grant(
    submission=THING,
    version=2,
    edition="2024",
    submission_kind=Kind.PHOTO_SET,
    organisation="3633000001",
    unit="330000",
    person="p-1",
    name="开幕式 现场.jpg",
    sha256="0" * 64,
    size_bytes=3_000_000,
    kind="photo",
    expires_at=LATER,
)
PRESS = PressTicket(THING, "新华社", LATER)


def refused(ticket: str, secret: str = SECRET, now: datetime = NOW) -> bool:
    """Whether a text is taken neither for a grant nor for a press ticket."""
    found: list[ProblemCode | None] = []
    for read in (read_grant, read_press):
        try:
            read(ticket, secret, now)
            found.append(None)
        except Problem as problem:
            found.append(problem.code)
    return found == [ProblemCode.GRANT_INVALID] * 2


@given(st.builds(Grant, kind=st.sampled_from(["photo", "video", "document"]), expires_at=st.just(LATER)))
def test_a_grant_comes_out_as_it_was_minted(grant: Grant) -> None:
    assert read_grant(mint_grant(grant, SECRET), SECRET, NOW) == grant


def test_a_press_ticket_comes_out_as_it_was_minted() -> None:
    assert read_press(mint_press(PRESS, SECRET), SECRET, NOW) == PRESS


def test_one_kind_of_ticket_is_not_taken_for_another() -> None:
    with pytest.raises(Problem):
        read_press(mint_grant(FILE, SECRET), SECRET, NOW)
    with pytest.raises(Problem):
        read_grant(mint_press(PRESS, SECRET), SECRET, NOW)


def test_a_ticket_holds_under_its_own_secret_and_until_its_time() -> None:
    for ticket in (mint_grant(FILE, SECRET), mint_press(PRESS, SECRET)):
        ends = NOW + timedelta(hours=1, seconds=CLOCK_SKEW_SECONDS)
        assert not refused(ticket, now=ends)
        assert refused(ticket, now=ends + timedelta(seconds=1))
        assert refused(ticket, OTHER)


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_whatever_is_no_ticket_is_refused_as_one(text: str) -> None:
    assert refused(text)


def test_a_ticket_that_was_changed_or_not_signed_is_refused() -> None:
    header, body, signature = mint_grant(FILE, SECRET).split(".")
    said = json.loads(urlsafe_b64decode(body + "=="))
    said["of"]["size_bytes"] = 10**12
    larger = urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()

    assert refused(f"{header}.{larger}.{signature}")
    assert refused(jwt.encode(said, "", algorithm="none"))
    assert refused(jwt.encode(said, OTHER, algorithm=ALGORITHM))


def test_a_grant_of_a_newer_writer_is_read_and_one_that_lacks_something_is_not() -> None:
    said = {"aud": GRANT, "exp": LATER, "of": {}}
    known = jwt.decode(mint_grant(FILE, SECRET), SECRET, [ALGORITHM], {"verify_exp": False}, audience=GRANT)["of"]

    newer = jwt.encode(said | {"of": known | {"colour": "red"}}, SECRET, algorithm=ALGORITHM)
    assert read_grant(newer, SECRET, NOW) == FILE
    for name in known.keys() - {"expires_at"}:
        less = {key: value for key, value in known.items() if key != name}
        assert refused(jwt.encode(said | {"of": less}, SECRET, algorithm=ALGORITHM))
    odd = jwt.encode(said | {"of": known | {"submission_kind": "poem"}}, SECRET, algorithm=ALGORITHM)
    assert refused(odd)


def test_the_time_that_counts_is_the_signed_one() -> None:
    soon = replace(FILE, expires_at=LATER - 3_600)

    assert read_grant(mint_grant(soon, SECRET), SECRET, NOW).expires_at == soon.expires_at
