"""Two copies of the service side by side: whichever is asked, each decision is taken once and each item has one next reader."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from uuid import UUID, uuid4

import pytest

from contracts.moderation import Act, State
from deploy.native.servers import Servers
from tests.integration.moderation.running import Moderation, code_of, provisioned, realm_on, running, until
from tests.unit.moderation.builders import CITY, PROVINCE, said

Copies = tuple[Moderation, Moderation]


@pytest.fixture(scope="module")
async def copies(servers: Servers, prefix: str) -> AsyncIterator[Copies]:
    """Two moderations on one store and one consumer group."""
    async with provisioned(realm_on(servers, prefix)) as realm, running(realm) as one, running(realm) as other:
        yield one, other


async def filed_at(copies: Copies, count: int) -> list[UUID]:
    """So many new items, once both copies answer for them."""
    submissions = [uuid4() for _ in range(count)]
    await copies[0].realm.tell_submissions(*(said(1, submission=one) for one in submissions))
    for copy in copies:
        for submission in submissions:
            await until(partial(is_there, copy, submission))
    return submissions


async def is_there(copy: Moderation, submission: UUID) -> bool:
    answer = await copy.client.get(f"/v1/items/{submission}", headers=copy.editor())
    return answer.status_code == 200


async def test_one_decision_sent_to_both_is_taken_once(copies: Copies) -> None:
    for submission in await filed_at(copies, 5):
        decision = uuid4()
        answers = await asyncio.gather(
            *(copy.done(submission, Act.PASS_UP, copy.reviewer(), decision=decision) for copy in copies * 3)
        )

        assert all(answer == answers[0] for answer in answers)
        assert [event.decision.act for event in await copies[0].events(submission, 2)] == [Act.RECEIVE, Act.PASS_UP]


async def test_of_two_decisions_sent_to_one_copy_each_one_is_taken_and_the_other_judged_on_what_came_of_it(
    copies: Copies,
) -> None:
    one, other = copies
    for submission in await filed_at(copies, 5):
        passed, returned = await asyncio.gather(
            one.decide(submission, Act.PASS_UP, one.reviewer()),
            other.decide(submission, Act.RETURN, other.reviewer(CITY, "second")),
        )

        assert sorted((passed.status_code == 200, returned.status_code == 200)) == [False, True]
        loser = returned if passed.status_code == 200 else passed
        assert code_of(loser) in {"not_your_turn", "wrong_state"}
        events = await one.events(submission, 2)
        assert events[-1].standing.state is (State.IN_REVIEW if passed.status_code == 200 else State.RETURNED)


async def test_reviewers_at_both_copies_are_given_different_items(copies: Copies) -> None:
    filed = set(await filed_at(copies, 6))
    wanted = [
        (copy, copy.reviewer(CITY, f"r{number}-{index}")) for number in range(3) for index, copy in enumerate(copies)
    ]

    answers = await asyncio.gather(*(copy.client.post("/v1/queue/next", headers=who, json={}) for copy, who in wanted))

    taken = [UUID(answer.json()["item"]["submission"]) for answer in answers if answer.status_code == 200]
    assert len(taken) == len(set(taken)) == 6
    assert set(taken) <= filed


async def test_a_new_version_heard_by_either_makes_decisions_at_both_stale(copies: Copies) -> None:
    (submission,) = await filed_at(copies, 1)
    await copies[0].realm.tell_submissions(said(2, submission=submission))

    async def second_is_known() -> bool:
        return bool((await copies[1].item(submission))["version"] == 2)

    await until(second_is_known)
    answers = [await copy.decide(submission, Act.PASS_UP, copy.reviewer(), version=1) for copy in copies]

    assert {code_of(answer) for answer in answers} == {"stale_version"}
    await copies[0].accepted(submission, 2)
    assert (await copies[1].item(submission))["standing"]["counted"]["version"] == 2
    assert (await copies[1].item(submission, copies[1].approver(PROVINCE)))["may_undo"]
