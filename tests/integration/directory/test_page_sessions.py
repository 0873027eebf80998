"""Sessions of pages: tokens in cookies that no script reads, nothing changed by a foreign page, and leaving on the server."""

from http.cookies import Morsel, SimpleCookie

from httpx import Response

from contracts.organisations import MINISTRY, Role
from services.directory.seed.people import person_id
from tests.integration.directory.running import PASSWORD, Directory

PAGE = {"X-Weekwire-Page": "1", "Sec-Fetch-Site": "same-origin"}
FOREIGN = {"X-Weekwire-Page": "1", "Sec-Fetch-Site": "cross-site"}
ACCESS, REFRESH = "weekwire_access", "weekwire_refresh"


def cookies_in(answer: Response) -> dict[str, "Morsel[str]"]:
    found: SimpleCookie = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        found.load(line)
    return dict(found)


def held(answer: Response) -> dict[str, str]:
    """The header in which a browser brings them back."""
    return {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in cookies_in(answer).items())}


async def enter(directory: Directory, name: str, headers: dict[str, str] | None = None) -> Response:
    body = {"name": name, "password": PASSWORD}
    return await directory.client.post("/v1/sessions", json=body, headers=PAGE if headers is None else headers)


async def test_a_page_gets_its_tokens_as_cookies_and_not_in_the_body(directory: Directory) -> None:
    answer = await enter(directory, person_id("330000", Role.FILER))

    assert answer.status_code == 201, answer.text
    assert (answer.json()["access_token"], answer.json()["refresh_token"]) == (None, None)
    assert answer.headers["cache-control"] == "no-store"
    access, refresh = cookies_in(answer)[ACCESS], cookies_in(answer)[REFRESH]
    for morsel, path in ((access, "/api"), (refresh, "/api/directory/v1/sessions")):
        assert (morsel["path"], morsel["samesite"], morsel["httponly"]) == (path, "strict", True)
        assert (morsel["domain"], morsel["max-age"]) == ("", "1800")
        assert not morsel["secure"], "where people open it without TLS, the browser would not send it back"
    assert answer.json()["idle_seconds"] == 1_800


async def test_a_client_that_is_no_page_gets_no_cookie(directory: Directory) -> None:
    answer = await enter(directory, person_id("330000", Role.FILER), {})

    assert answer.json()["access_token"]
    assert answer.json()["refresh_token"]
    assert not cookies_in(answer)


async def test_a_foreign_page_signs_nobody_in(directory: Directory) -> None:
    answer = await enter(directory, person_id("330000", Role.FILER), FOREIGN)

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_refused")
    assert not cookies_in(answer)


async def test_a_page_learns_who_is_signed_in(directory: Directory) -> None:
    browser = held(await enter(directory, person_id("330600", Role.FILER)))

    me = (await directory.get("/v1/me", browser)).json()

    assert (me["person"], me["organisation"], me["home"]["kind"], me["home"]["unit"]) == (
        "p-330600-filer-1",
        "330600",
        "city",
        "330000",
    )
    assert me["home"]["path"] == [MINISTRY, "330000", "330600"]
    assert me["home"]["name"]
    assert (me["language"], me["needs"], me["idle_seconds"], me["acting"]) == ("zh-CN", [], 1_800, None)
    assert [(role["organisation"], role["role"]) for role in me["roles"]] == [("330600", "filer")]


async def test_only_a_page_of_ours_changes_anything_with_a_cookie(directory: Directory) -> None:
    browser = held(await enter(directory, person_id("340000", Role.FILER)))
    change = {"current": PASSWORD, "wanted": "short"}

    mere = await directory.put("/v1/me/password", change, browser)
    foreign = await directory.put("/v1/me/password", change, browser | FOREIGN)
    own = await directory.put("/v1/me/password", change, browser | PAGE)

    assert (mere.status_code, mere.json()["code"]) == (403, "csrf_refused")
    assert (foreign.status_code, foreign.json()["code"]) == (403, "csrf_refused")
    assert (own.status_code, own.json()["fields"][0]["code"]) == (422, "weak_password")


async def test_a_page_refreshes_with_its_cookie_and_an_empty_body(directory: Directory) -> None:
    first = await enter(directory, person_id("350000", Role.FILER))
    path = "/v1/sessions/refresh"

    mere = await directory.post(path, {}, held(first))
    foreign = await directory.post(path, {}, held(first) | FOREIGN)
    second = await directory.post(path, {}, held(first) | PAGE)

    assert (mere.status_code, mere.json()["code"]) == (401, "not_signed_in")
    assert (foreign.status_code, foreign.json()["code"]) == (403, "csrf_refused")
    assert (second.status_code, second.json()["access_token"]) == (200, None)
    assert held(second) != held(first)
    assert (await directory.get("/v1/me", held(second))).status_code == 200


async def test_an_answer_that_a_weak_line_lost_signs_nobody_out(directory: Directory) -> None:
    first = await enter(directory, person_id("360000", Role.FILER))
    path = "/v1/sessions/refresh"
    lost = await directory.post(path, {}, held(first) | PAGE)

    directory.clock.advance(100)
    again = await directory.post(path, {}, held(first) | PAGE)
    directory.clock.advance(100)
    further = await directory.post(path, {}, held(again) | PAGE)
    stolen = await directory.post(path, {}, held(lost) | PAGE)

    assert (again.status_code, further.status_code) == (200, 200)
    assert (stolen.status_code, stolen.json()["code"]) == (401, "token_invalid")
    assert (await directory.get("/v1/me", held(further) | PAGE)).json()["code"] == "token_invalid", "a copy ends it"


async def test_a_page_whose_session_has_ended_lets_its_cookies_go(directory: Directory) -> None:
    browser = held(await enter(directory, person_id("370000", Role.FILER)))
    directory.clock.advance(1_801)

    refused = await directory.post("/v1/sessions/refresh", {}, browser | PAGE)

    assert (refused.status_code, refused.json()["code"]) == (401, "token_invalid")
    assert {(name, morsel.value, morsel["max-age"]) for name, morsel in cookies_in(refused).items()} == {
        (ACCESS, "", "0"),
        (REFRESH, "", "0"),
    }


async def test_leaving_clears_the_cookies_and_ends_the_session_on_the_server(directory: Directory) -> None:
    entered = await enter(directory, person_id("410000", Role.FILER))
    browser = held(entered)

    mere = await directory.client.delete("/v1/sessions/current", headers=browser)
    assert mere.json()["code"] == "csrf_refused"
    assert (await directory.get("/v1/me", browser)).status_code == 200
    directory.clock.advance(700)
    left = await directory.client.delete("/v1/sessions/current", headers=browser | PAGE)

    assert left.status_code == 204, "although the access token had ended before"
    assert {name: morsel["max-age"] for name, morsel in cookies_in(left).items()} == {ACCESS: "0", REFRESH: "0"}
    refused = await directory.post("/v1/sessions/refresh", {}, browser | PAGE)
    assert (refused.status_code, refused.json()["code"]) == (401, "token_invalid")


async def test_a_made_up_refresh_cookie_ends_nobodys_session(directory: Directory) -> None:
    entered = await enter(directory, person_id("420000", Role.FILER))
    made_up = {"Cookie": f"{REFRESH}={entered.json()['session']}.made-up"}

    left = await directory.client.delete("/v1/sessions/current", headers=made_up | PAGE)

    assert left.status_code == 204
    assert (await directory.get("/v1/me", held(entered))).status_code == 200
