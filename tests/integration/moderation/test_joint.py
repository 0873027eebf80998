"""One activity told by several parties, on real servers: names of joint activities, duplicates, and what is another branch's."""

import asyncio
from uuid import uuid4

from contracts.moderation import Act
from tests.integration.moderation.running import FAR_PROVINCE, FAR_SCHOOL, Moderation, code_of
from tests.unit.moderation.builders import CITY, PROVINCE, SCHOOL


async def test_of_two_units_that_use_one_name_at_once_one_has_it(moderation: Moderation) -> None:
    approvers = (moderation.approver(PROVINCE), moderation.approver(FAR_PROVINCE))
    for _ in range(5):
        items = (await moderation.filed(), await moderation.filed(organisation=FAR_SCHOOL))
        name = f"joint-{uuid4()}"

        answers = await asyncio.gather(
            *(
                moderation.decide(item, Act.NAME_JOINT, who, joint_activity=name)
                for item, who in zip(items, approvers, strict=True)
            )
        )

        assert sorted(answer.status_code for answer in answers) == [200, 403]
        assert {code_of(answer) for answer in answers if answer.status_code != 200} == {"across_units"}


async def test_a_name_stays_its_units_while_nobody_is_a_member_and_is_the_ministrys_once_it_goes_across_units(
    moderation: Moderation,
) -> None:
    near, far, name = await moderation.filed(), await moderation.filed(organisation=FAR_SCHOOL), f"joint-{uuid4()}"
    one, two = moderation.approver(PROVINCE), moderation.approver(FAR_PROVINCE)
    await moderation.done(near, Act.NAME_JOINT, one, joint_activity=name)
    await moderation.done(near, Act.LEAVE_JOINT, one)

    meanwhile = await moderation.decide(far, Act.NAME_JOINT, two, joint_activity=name)
    await moderation.done(near, Act.UNDO, one)
    await moderation.done(far, Act.NAME_JOINT, moderation.editor(), joint_activity=name)
    another = await moderation.filed()
    later = await moderation.decide(another, Act.NAME_JOINT, one, joint_activity=name)

    assert (code_of(meanwhile), code_of(later)) == ("across_units", "across_units")
    assert (await moderation.item(near))["standing"]["joint_activity"] == name
    assert (await moderation.item(far))["standing"]["joint_activity"] == name


async def test_an_item_of_another_branch_cannot_be_pointed_to_nor_found_out_about(moderation: Moderation) -> None:
    near, far = await moderation.filed(), await moderation.filed(organisation=FAR_SCHOOL)
    who = moderation.approver(PROVINCE)

    foreign = await moderation.decide(near, Act.MARK_DUPLICATE, who, target=str(far))
    unknown = await moderation.decide(near, Act.MARK_DUPLICATE, who, target=str(uuid4()))

    assert code_of(foreign) == "not_found"
    assert foreign.json() | {"instance": ""} == unknown.json() | {"instance": ""}


async def test_of_what_a_duplicate_counts_under_only_those_are_told_who_see_it(moderation: Moderation) -> None:
    near, far, same = [await moderation.filed(organisation=one) for one in (SCHOOL, FAR_SCHOOL, SCHOOL)]
    await moderation.done(near, Act.MARK_DUPLICATE, moderation.editor(), target=str(far))
    await moderation.done(same, Act.MARK_DUPLICATE, moderation.approver(PROVINCE), target=str(near))
    of_unit, of_city = moderation.approver(PROVINCE), moderation.reviewer(CITY)

    for who, item, shown in (
        (moderation.editor(), near, str(far)),
        (of_unit, near, None),
        (of_city, near, None),
        (of_unit, same, str(near)),
    ):
        found = await moderation.item(item, who)
        assert (found["is_duplicate"], found["standing"]["duplicate_of"]) == (True, shown)
    listed = await moderation.client.get("/v1/items", headers=of_unit, params={"limit": 200})
    assert str(far) not in listed.text
    taken = await moderation.client.post("/v1/queue/next", headers=of_city, json={})
    assert str(far) not in taken.text


async def test_chains_and_rings_of_duplicates_are_the_ministrys_to_tie_and_aggregations_to_weigh(
    moderation: Moderation,
) -> None:
    items = [await moderation.filed(), await moderation.filed(organisation=FAR_SCHOOL), await moderation.filed()]
    for item, target in zip(items, [*items[1:], items[0]], strict=True):
        await moderation.done(item, Act.MARK_DUPLICATE, moderation.editor(), target=str(target))

    for item, target in zip(items, [*items[1:], items[0]], strict=True):
        newest = (await moderation.events(item, 2))[-1]
        assert newest.standing.duplicate_of == target
