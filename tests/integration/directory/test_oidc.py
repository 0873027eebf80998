"""Signing in at a real OpenID Connect provider, and coming back as the person whom a manager has named."""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx import Response

from contracts.organisations import Role
from deploy.native.servers import Servers
from services.directory.commands import seed_into
from services.directory.domain.second_factor import code_at, step_at
from services.directory.seed.people import person_id
from services.kit.clock import FixedClock
from tests.integration.directory.providers import SECRET, Issuer, issuer
from tests.integration.directory.running import (
    IN_THE_WEEK,
    PASSWORD,
    Directory,
    provisioned,
    running_directory,
    settings_on,
)
from tests.integration.kit.waiting import eventually

PAGE = {"X-Weekwire-Page": "1"}
START = "/v1/sessions/oidc/start"
CALLBACK = "/v1/sessions/oidc/callback"


@dataclass
class Realm:
    """A directory with a provider beside it, both at the machine's time: the provider knows no other."""

    directory: Directory
    issuer: Issuer

    async def manager(self, organisation: str = "330600") -> dict[str, str]:
        """The header of a manager."""
        return await self.directory.as_(organisation, Role.MANAGER)

    async def link(self, person: str, value: str, who: dict[str, str] | None = None) -> Response:
        """Enter as whom a person is known."""
        path = f"/v1/people/{person}/identities"
        body = {"value": f"{value}@school.EXAMPLE"}
        return await self.directory.post(path, body, who if who is not None else await self.manager())

    async def leave(self, back: str = "/work") -> tuple[str, dict[str, str]]:
        """Where the browser goes, and the cookie that it keeps."""
        left = await self.directory.get(START, {}, back=back)
        assert left.status_code == 303, left.text
        return left.headers["location"], cookies_of(left)

    async def come(self, name: str, back: str = "/work") -> Response:
        """The whole way of a person who is called `name` there."""
        start, browser = await self.leave(back)
        return await self.back(await self.issuer.sign_in(start, name), browser)

    async def back(self, address: str, browser: dict[str, str]) -> Response:
        """The browser comes back."""
        return await self.directory.client.get(f"{CALLBACK}?{urlsplit(address).query}", headers=browser)

    async def reset(self) -> None:
        """Sign-ins of managers end while the clock moves on."""
        self.directory._tokens.clear()


def cookies_of(answer: Response) -> dict[str, str]:
    found: SimpleCookie = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        found.load(line)
    return {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in found.items() if morsel.value)}


def problem_of(answer: Response) -> str:
    """What the sign-in page is told."""
    assert answer.status_code == 303, answer.text
    page = urlsplit(answer.headers["location"])
    assert page.path == "/sign-in"
    assert "weekwire_access" not in str(answer.headers.get_list("set-cookie"))
    return parse_qs(page.query)["problem"][0]


@pytest.fixture(scope="module")
async def provider() -> AsyncIterator[Issuer]:
    async with issuer() as running:
        yield running


@pytest.fixture(scope="module")
async def realm(servers: Servers, prefix: str, provider: Issuer) -> AsyncIterator[Realm]:
    own = settings_on(
        servers,
        prefix,
        directory_oidc_issuer=provider.address,
        directory_oidc_secret=SECRET,
        directory_oidc_claim="email",
        directory_oidc_name="统一认证",
    )
    async with provisioned(own):
        await seed_into(own, FixedClock(IN_THE_WEEK))
        async with running_directory(own, datetime.now(UTC)) as directory:
            yield Realm(directory, provider)


async def test_one_signs_in_elsewhere_and_goes_on_where_one_was(realm: Realm) -> None:
    name = person_id("330600", Role.FILER)
    assert (await realm.link(name, "wang.li")).status_code == 201

    answer = await realm.come("wang.li", "/report/new?kind=case")

    assert (answer.status_code, answer.headers["location"]) == (303, "/report/new?kind=case")
    browser = cookies_of(answer)
    me = (await realm.directory.get("/v1/me", browser)).json()
    assert (me["person"], me["needs"]) == (name, [])
    refreshed = await realm.directory.post("/v1/sessions/refresh", {}, browser | PAGE)
    assert (refreshed.status_code, refreshed.json()["person"]) == (200, name)
    (identity,) = (await realm.directory.get(f"/v1/people/{name}/identities", await realm.manager())).json()["items"]
    assert (identity["value"], identity["claim"], identity["issuer"]) == (
        "wang.li@school.example",
        "email",
        realm.issuer.address,
    )
    assert identity["used_at"] is not None


async def test_the_way_out_carries_state_nonce_and_a_challenge_and_only_the_browser_holds_the_rest(
    realm: Realm,
) -> None:
    left = await realm.directory.get(START, {}, back="/")
    asked = parse_qs(urlsplit(left.headers["location"]).query)

    assert asked["code_challenge_method"] == ["S256"]
    assert len({asked["state"][0], asked["nonce"][0], asked["code_challenge"][0]}) == 3
    assert asked["redirect_uri"] == ["http://localhost:8080/api/directory/v1/sessions/oidc/callback"]
    (cookie,) = left.headers.get_list("set-cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/api/directory/v1/sessions/oidc" in cookie
    assert realm.directory.settings.directory_oidc_secret.get_secret_value() not in left.headers["location"]


async def test_the_sign_in_page_learns_what_to_offer(realm: Realm) -> None:
    assert (await realm.directory.get("/v1/ways", {})).json() == {"letters": False, "elsewhere": "统一认证"}


async def test_who_is_known_there_and_not_here_is_told_so_by_a_page(realm: Realm) -> None:
    assert problem_of(await realm.come("nobody-knows")) == "oidc_unknown"

    async def recorded() -> bool:
        return any(act.problem == "oidc_unknown" for act in await realm.directory.acts())

    await eventually(recorded)


async def test_an_address_that_somebody_else_began_signs_nobody_in(realm: Realm) -> None:
    await realm.link(person_id("330600", Role.FILER, 2), "attacker")
    start, _ = await realm.leave()
    address = await realm.issuer.sign_in(start, "attacker")
    _, victims = await realm.leave()

    assert problem_of(await realm.back(address, victims)) == "oidc_refused"
    assert problem_of(await realm.back(address, {})) == "oidc_refused"


async def test_a_way_back_is_good_once_and_for_ten_minutes(realm: Realm) -> None:
    await realm.link(person_id("330600", Role.FILER), "wang.li")
    start, browser = await realm.leave()
    address = await realm.issuer.sign_in(start, "wang.li")

    assert (await realm.back(address, browser)).headers["location"] == "/work"
    assert problem_of(await realm.back(address, browser)) == "oidc_refused"
    _, late = await realm.leave()
    realm.directory.clock.advance(601)
    assert problem_of(await realm.back("http://x?state=made-up&code=x", late)) == "oidc_refused"
    await realm.reset()


async def test_another_state_another_code_and_a_no_are_refused(realm: Realm) -> None:
    start, browser = await realm.leave()
    state = parse_qs(urlsplit(start).query)["state"][0]

    assert problem_of(await realm.back(f"http://x?state={state}&error=access_denied", browser)) == "oidc_refused"
    start, browser = await realm.leave()
    state = parse_qs(urlsplit(start).query)["state"][0]
    assert problem_of(await realm.back(f"http://x?state={state}&code=made-up", browser)) == "oidc_refused"
    start, browser = await realm.leave()
    state = parse_qs(urlsplit(start).query)["state"][0]
    foreign = await realm.back(f"http://x?state={state}&code=x&iss=http://evil.example", browser)
    assert problem_of(foreign) == "oidc_refused"


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
async def test_one_goes_on_with_a_page_of_ours_and_no_other(realm: Realm, back: str) -> None:
    await realm.link(person_id("330600", Role.FILER), "wang.li")

    assert (await realm.come("wang.li", back)).headers["location"] == "/"


async def test_an_identity_belongs_to_one_person_and_is_entered_by_the_manager_of_the_branch(realm: Realm) -> None:
    first, second = person_id("330600", Role.FILER), person_id("330600", Role.REVIEWER)
    assert (await realm.link(first, "one.of.us")).status_code == 201

    taken = await realm.link(second, "one.of.us")
    elsewhere = await realm.link(first, "other", await realm.manager("340000"))
    itself = await realm.link(first, "other", await realm.directory.as_person(first))

    assert (taken.status_code, taken.json()["code"]) == (409, "identity_taken")
    assert (elsewhere.status_code, itself.status_code) == (404, 404)
    identities = (await realm.directory.get(f"/v1/people/{first}/identities", await realm.manager())).json()["items"]
    (identity,) = [one["identity"] for one in identities if one["value"].startswith("one.of.us")]
    path = f"/v1/people/{first}/identities/{identity}"
    assert (await realm.directory.client.delete(path, headers=await realm.manager())).status_code == 204
    assert problem_of(await realm.come("one.of.us")) == "oidc_unknown"
    assert (await realm.link(second, "one.of.us")).status_code == 201, "and is then free for another"


async def test_who_gives_roles_enters_no_identity_and_may_take_one_away(realm: Realm) -> None:
    name = person_id("330700", Role.FILER)
    security, system = [
        await realm.directory.as_("ministry", role) for role in (Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR)
    ]
    path = f"/v1/people/{name}/identities"

    refused = await realm.link(name, "i.am.you", security)
    entered = await realm.link(name, "she.is.she", system)
    (seen,) = (await realm.directory.get(path, security)).json()["items"]
    taken_away = await realm.directory.client.delete(f"{path}/{seen['identity']}", headers=security)
    administrator = await realm.link(person_id("ministry", Role.AUDIT_ADMINISTRATOR), "auditor", security)

    assert (refused.status_code, entered.status_code, taken_away.status_code) == (403, 201, 204)
    assert seen["value"] == "she.is.she@school.example"
    assert administrator.status_code == 403


async def test_who_has_a_second_factor_gives_its_code_after_coming_back(realm: Realm) -> None:
    name, directory = person_id("330600", Role.APPROVER), realm.directory
    await realm.link(name, "with.code")
    own = {"Authorization": f"Bearer {(await directory.sign_in(name)).json()['access_token']}"}
    secret = (await directory.post("/v1/me/second-factor", {"password": PASSWORD}, own)).json()["secret"]

    def code() -> str:
        return code_at(base64.b32decode(secret), step_at(directory.clock.now()))

    assert (await directory.put("/v1/me/second-factor", {"code": code()}, own)).status_code == 200
    browser = cookies_of(await realm.come("with.code"))
    refused = await directory.get("/v1/organisations", browser | PAGE)
    wrong = await directory.post("/v1/sessions/code", {"code": "000000x"}, browser | PAGE)
    directory.clock.advance(30)
    given = await directory.post("/v1/sessions/code", {"code": code()}, browser | PAGE)
    whole = await directory.post("/v1/sessions/refresh", {}, browser | PAGE)
    opened = await directory.get("/v1/organisations", cookies_of(whole))

    assert (refused.status_code, refused.json()["facts"]) == (403, {"needs": "code"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "second_factor_wrong")
    assert (given.status_code, whole.json()["needs"], opened.status_code) == (204, [], 200)


async def test_an_address_that_the_provider_has_not_verified_lets_nobody_in(realm: Realm) -> None:
    assert (await realm.link(person_id("330600", Role.FILER), "unverified")).status_code == 201

    assert problem_of(await realm.come("unverified")) == "oidc_unknown"
