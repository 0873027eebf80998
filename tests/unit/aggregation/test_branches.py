"""Whatever is asked, by whoever, in whatever role: what lies below a unit never appears outside its branch."""

from dataclasses import replace
from itertools import product

import httpx
import pytest

from contracts.organisations import Obligation, Role
from contracts.submissions import Kind
from services.aggregation.access import READERS
from tests.unit.aggregation.asking import asking
from tests.unit.aggregation.making import NINGBO_SCHOOL, SCHOOL, Filer, accepted, event, in_review, sessions, submission
from tests.unit.aggregation.standins import NOW, World

OTHER_SCHOOL = Filer("3651000001", "510000", ("3651000001", "511300", "510000"))
FILERS = (SCHOOL, NINGBO_SCHOOL, OTHER_SCHOOL)
SCOPES = ("nation", "330000", "330600", SCHOOL.name, "330200", "510000", "C08")
ORGANISATIONS = (None, "ministry", "330000", "330600", SCHOOL.name, "330200", "510000", "C08")
SECRETS: dict[str, frozenset[str]] = {
    # What must not appear, and whose branch it lies in.
    **{str(submission(number)): frozenset((*who.chain, "ministry")) for number, who in enumerate(FILERS, 1)},
    **{who.name: frozenset((*who.chain, "ministry")) for who in FILERS},
    "330600": frozenset(("330600", "330000", "ministry")),
    "511300": frozenset(("511300", "510000", "ministry")),
    "owed-by-the-city": frozenset(("330600", "330000", "ministry")),
}
PATHS = [
    *[("/v1/counts", {"scope": scope, "by": by}) for scope, by in product(SCOPES, ("", "child", "unit,place,kind"))],
    *[("/v1/counts", {"scope": scope, "incl": "pending"}) for scope in SCOPES],
    *[(path, {"scope": scope}) for path, scope in product(("/v1/coverage", "/v1/completeness"), SCOPES)],
    *[(f"/v1/counts/2024:{scope}:session_count/sources", {}) for scope in SCOPES],
    *[(f"/v1/counts/2024:{scope}:session_count/sources", {"incl": "pending"}) for scope in SCOPES],
    *[(f"/v1/submissions/{submission(number)}/proof", {}) for number in (1, 2, 3, 4)],
    ("/v1/checks", {}),
    ("/v1/static/2024", {}),
    ("/v1/counts", {"as_of": NOW.isoformat(), "by": "unit"}),
]


def owed(name: str, debtor: str, creditor: str) -> Obligation:
    """A summary, due now."""
    return Obligation(
        obligation=name,
        revision=1,
        edition="2024",
        debtor=debtor,
        creditor=creditor,
        kind=Kind.SUMMARY,
        due_at=NOW,
        set_by=creditor,
        source="its own",
    )


async def world_of_three_branches() -> World:
    """A school in each of three units with an accepted report and one in review, and something owed by a city."""
    world = World()
    world.hear(*(event(accepted(number, sessions(number), who=who), 1) for number, who in enumerate(FILERS, 1)))
    world.hear(*(event(in_review(number, sessions(1), who=who), 1) for number, who in enumerate(FILERS, 11)))
    world.directory.adopt(owed("owed-by-the-city", debtor="330600", creditor="330000"))
    await world.publisher.publish()
    return world


@pytest.mark.parametrize("role", list(Role))
async def test_nothing_of_another_branch_appears(role: Role) -> None:
    async with asking(await world_of_three_branches()) as desk:
        for (path, query), who in product(PATHS, ORGANISATIONS):
            answer = await replace(desk, role=role).ask(path, who, **query)
            assert answer.status_code in {200, 401, 404}, answer.text
            if answer.status_code != httpx.codes.OK:
                continue
            body = answer.text.replace(f'"scope":"{query.get("scope")}"', "")
            for secret, branch in SECRETS.items():
                if secret in body:
                    assert role in READERS, (path, query, who, secret)
                    assert who in branch, (path, query, who, secret)


async def test_everything_of_the_own_branch_can_be_seen() -> None:
    """So that the test before would notice if there were nothing to hide."""
    async with asking(await world_of_three_branches()) as desk:
        bodies = [(await desk.ask(path, "ministry", **query)).text for path, query in PATHS]

    assert [secret for secret in SECRETS if not any(secret in body for body in bodies)] == []


async def test_whoever_asked_sees_what_became_of_it_also_outside_its_branch() -> None:
    world = await world_of_three_branches()
    world.directory.adopt(owed("asked-of-another-branch", debtor="511300", creditor="330000"))
    async with asking(world) as desk:
        asked = await desk.said("/v1/completeness", "330000", scope="330000")
        below = await desk.said("/v1/completeness", "330600", scope="330600")

    assert [one["obligation"] for one in asked["obligations"]] == ["asked-of-another-branch", "owed-by-the-city"]
    assert [one["obligation"] for one in below["obligations"]] == ["owed-by-the-city"]
