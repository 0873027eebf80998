"""Who sends a request: by header or cookie, from a page of ours where it changes anything, and in person where nobody lends."""

import pytest
from fastapi import Request

from contracts.problems import Problem, ProblemCode
from services.kit.clock import FixedClock
from services.kit.directory_view import DirectoryView
from services.kit.identity import in_person, optional_caller, signed_in
from tests.unit.kit.tokens import SETTINGS, claims, token


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


async def test_what_is_a_persons_alone_is_no_colleagues(view: DirectoryView, clock: FixedClock) -> None:
    own = in_person(signed_in(view, SETTINGS, clock))
    assert (await own(request(f"Bearer {token(claims())}"))).person == "person-1"

    with pytest.raises(Problem) as refused:
        await own(request(f"Bearer {token(claims(act={'sub': 'person-9'}))}"))

    assert (refused.value.code, refused.value.status) == (ProblemCode.NOT_FOR_ANOTHER, 403)
