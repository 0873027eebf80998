"""Automatic checks on real servers: run on arrival, shown to reviewers, overridden with a reason, never a silent pass."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from contracts import topics
from contracts.moderation import Act
from contracts.submissions import ActivityReport
from deploy.native.servers import Servers
from services.kit.metrics import CONSUMER_STOPPED
from services.moderation import checks, metrics
from services.moderation.checks import SHIPPED_RULES, RuleCrashed
from services.moderation.operations import checking
from tests.integration.moderation.running import (
    FAR_SCHOOL,
    OTHER_SCHOOL,
    Moderation,
    code_of,
    provisioned,
    realm_on,
    running,
    until,
)
from tests.unit.moderation.builders import CHAIN, CITY, PROVINCE, said

WORD = "绝密级试验词"
RULE = f"""
rules:
  - rule: trial_word
    version: 1
    kind: words
    severity: block
    zh: "不得使用“{{found}}”。"
    en: "'{{found}}' must not be used."
    source: 试验
    entries: [{{word: {WORD}}}]
"""
LONG = "学校组织学生走进企业车间开展职业体验活动,师生共同参观了智能制造生产线,并与技能大师面对面交流。" * 4


def report(text: str, title: str = "开放日") -> ActivityReport:
    return ActivityReport(title=title, text=text, no_state_secrets=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rules with one more, in a folder that a test may change."""
    made = tmp_path_factory.mktemp("rules")
    for file in SHIPPED_RULES.glob("*.yaml"):
        (made / file.name).write_bytes(file.read_bytes())
    (made / "trial.yaml").write_text(RULE, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
async def checked(servers: Servers, prefix: str, folder: Path) -> Any:  # noqa: ANN401 - an async generator of Moderation.
    """Moderation with rules from that folder."""
    async with provisioned(realm_on(servers, prefix, moderation_rules=folder)) as realm, running(realm) as service:
        yield service


async def blocked(moderation: Moderation) -> tuple[UUID, str]:
    """An item in which a word blocks, and the finding's id."""
    submission = await moderation.filed(content=report(f"本校{WORD}活动。"))
    findings = (await moderation.checked(submission))["findings"]
    return submission, next(one["finding"] for one in findings if one["rule"] == "trial_word")


async def test_what_a_check_found_is_shown_where_it_stands_and_under_which_rules(checked: Moderation) -> None:
    submission, name = await blocked(checked)

    item = await checked.item(submission, checked.reviewer())

    finding = next(one for one in item["check"]["findings"] if one["finding"] == name)
    text = item["content"]["text"]
    assert (finding["path"], text[finding["start"] : finding["end"]]) == ("content.text", WORD)
    assert (finding["severity"], finding["override"]) == ("block", None)
    assert item["check"]["rule_set"] == (await checked.client.get("/v1/rules", headers=checked.editor())).json()["hash"]
    queue = (await checked.client.get("/v1/queue", headers=checked.reviewer(), params={"limit": 200})).json()["items"]
    line = next(one for one in queue if one["submission"] == str(submission))
    assert (line["check_state"], line["blocks"]) == ("checked", 1)


async def test_a_block_decides_nothing_and_passes_with_a_reason_that_stays_on_record(checked: Moderation) -> None:
    submission, name = await blocked(checked)

    refused = await checked.decide(submission, Act.PASS_UP, checked.reviewer())
    empty = await checked.decide(
        submission, Act.PASS_UP, checked.reviewer(), overrides=[{"finding": name, "reason": " "}]
    )
    assert (code_of(refused), refused.json()["facts"]["findings"]) == ("block_needs_reason", [name])
    assert code_of(empty) == "block_needs_reason"
    override = {"finding": name, "reason": "引用的是展板原文"}
    await checked.done(submission, Act.PASS_UP, checked.reviewer(), overrides=[override])

    item = await checked.item(submission)
    finding = next(one for one in item["check"]["findings"] if one["finding"] == name)
    assert (finding["override"]["person"], finding["override"]["reason"]) == (f"{CITY}-reviewer", "引用的是展板原文")
    assert item["blocks"] == 0
    assert item["history"][-1]["decision"]["overrides"] == [override]
    # What one desk let pass with a reason the next one sees, and may still return.
    await checked.done(submission, Act.ACCEPT, checked.approver(PROVINCE))
    event = (await checked.events(submission, 3))[1]
    assert [one.finding for one in event.decision.overrides] == [name]


async def test_a_block_stops_nobody_from_returning_and_a_bulk_lists_it(checked: Moderation) -> None:
    submission, _ = await blocked(checked)
    body = {"select": {"submissions": [str(submission)]}, "act": "pass_up", "reason": "good"}

    preview = (await checked.client.post("/v1/bulk-previews", headers=checked.reviewer(), json=body)).json()
    await checked.done(submission, Act.RETURN, checked.reviewer())

    assert preview["items"][0]["problem"] == "block_needs_reason"


async def test_of_a_likeness_each_desk_sees_what_it_may_and_the_act_that_is_proposed(checked: Moderation) -> None:
    text = f"{LONG}第一组。"
    first = await checked.filed(content=report(text))
    await checked.checked(first)
    near = await checked.filed(organisation=OTHER_SCHOOL, content=report(text))
    far = await checked.filed(organisation=FAR_SCHOOL, content=report(text))
    for one in (near, far):
        await checked.checked(one)

    async def findings(submission: UUID, who: dict[str, str]) -> list[dict[str, Any]]:
        found = (await checked.item(submission, who))["check"]["findings"]
        return [one for one in found if one["about"] or one["hidden"]]

    mine = await findings(near, checked.approver(PROVINCE))
    assert {"act": "mark_duplicate", "target": str(first), "with_submission": None, "joint_activity": None} in [
        proposal for one in mine for proposal in one["proposals"]
    ]
    assert all(text[one["start"] : one["end"]] for one in mine)
    theirs = await findings(far, checked.approver("340000"))
    assert theirs
    assert all((one["about"], one["proposals"]) == ([], []) for one in theirs)
    assert str(first) not in str(theirs)
    assert CHAIN[0] not in str(theirs)
    national = await findings(far, checked.editor())
    assert any(about["submission"] == str(first) for one in national for about in one["about"])


async def test_a_check_that_crashes_makes_a_dead_letter_and_an_item_that_is_marked_and_still_reviewable(
    servers: Servers, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = checks.check

    def crashing(given: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - the engine's own arguments.
        if "boom" in given.state.content.title:
            raise RuleCrashed("a_rule")
        return real(given, *rest, **named)

    monkeypatch.setattr(checking, "check", crashing)
    settings = {"moderation_housekeeping_seconds": 0.1}
    async with provisioned(realm_on(servers, prefix, **settings)) as realm, running(realm) as moderation:
        submission = await moderation.filed(content=report("text", "boom"))
        other = await moderation.filed()

        crashed = await moderation.checked(submission, "unchecked")
        assert (crashed["findings"], crashed["fault"]) == ([], "the rule a_rule crashed")
        await moderation.checked(other)

        async def letters() -> list[Any]:
            return await realm.said(topics.SUBMISSIONS, dead=True)

        (letter,) = await until(letters)
        assert letter.key == str(submission).encode()
        assert dict(letter.headers)["dead_code"] == b"handler_failed"

        async def counted() -> bool:
            return bool(metrics.UNCHECKED._value.get() == 1)

        await until(counted)
        await moderation.accepted(submission)
        for number in (1, 2, 3):
            await moderation.done(submission, Act.PROOFREAD, moderation.editor(number))
        # Nothing unchecked becomes public without somebody saying why.
        assert code_of(await moderation.decide(submission, Act.FEATURE, moderation.editor(3))) == "block_needs_reason"
        passes = [{"finding": "unchecked", "reason": "read three times by people"}]
        await moderation.done(submission, Act.FEATURE, moderation.editor(3), overrides=passes)

        monkeypatch.setattr(checking, "check", real)
        await realm.tell_submissions(said(submission=submission, chain=CHAIN, content=report("text", "boom")))
        await moderation.checked(submission)


async def test_where_the_checks_stop_standings_and_reviewers_go_on(
    servers: Servers, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crashing(*_given: Any, **_named: Any) -> Any:  # noqa: ANN401 - the engine's own arguments.
        raise RuleCrashed("a_rule")

    monkeypatch.setattr(checking, "check", crashing)
    settings = {"dead_letter_max_run": 1}
    async with provisioned(realm_on(servers, prefix, **settings)) as realm, running(realm) as moderation:
        crashed = [await moderation.filed() for _ in range(3)]
        stopped = CONSUMER_STOPPED.labels(topics.SUBMISSIONS.name)

        async def has_stopped() -> bool:
            return bool(stopped._value.get() == 1)

        await until(has_stopped)
        last = await moderation.filed()

        assert (await moderation.item(last))["check"]["state"] == "pending"
        assert (await moderation.client.get("/health/ready")).status_code == 200
        for submission in (crashed[0], last):
            await moderation.accepted(submission)
        for number in (1, 2, 3):
            await moderation.done(last, Act.PROOFREAD, moderation.editor(number))
        early = await moderation.decide(last, Act.FEATURE, moderation.editor(3))
        assert (code_of(early), early.json()["facts"]["findings"]) == ("block_needs_reason", ["unchecked"])


async def test_rules_are_taken_over_without_a_restart_and_invalid_ones_change_nothing(
    checked: Moderation, folder: Path
) -> None:
    async def rules() -> dict[str, Any]:
        found: dict[str, Any] = (await checked.client.get("/v1/rules", headers=checked.editor())).json()
        return found

    before = await rules()
    (folder / "more.yaml").write_text("rules: [{rule: broken}]", encoding="utf-8")

    async def faulty() -> dict[str, Any]:
        found = await rules()
        return found if found["fault"] else {}

    assert (await until(faulty))["hash"] == before["hash"]
    assert metrics.RULES_INVALID._value.get() == 1
    (folder / "more.yaml").write_text(
        RULE.replace("trial_word", "more_word").replace(WORD, "新禁用词"), encoding="utf-8"
    )

    async def taken_over() -> bool:
        return bool((await rules())["hash"] != before["hash"])

    await until(taken_over)
    assert "more.yaml" in (await rules())["files"]
    submission = await checked.filed(content=report("这里有新禁用词。"))
    assert "more_word" in {one["rule"] for one in (await checked.checked(submission))["findings"]}


async def test_candidate_rules_are_tried_on_past_items_and_change_nothing(checked: Moderation) -> None:
    submission = await checked.filed(content=report("此处有候选词。"))
    await checked.checked(submission)
    candidate = RULE.replace("trial_word", "candidate_word").replace(WORD, "候选词")
    body = {"files": {"candidate.yaml": candidate}, "items": 200}

    told = await checked.client.post("/v1/rules:try", headers=checked.editor(), json=body)
    refused = await checked.client.post("/v1/rules:try", headers=checked.approver(PROVINCE), json=body)
    wrong = await checked.client.post(
        "/v1/rules:try", headers=checked.editor(), json={"files": {"candidate.yaml": "rules: 7"}}
    )

    assert told.status_code == 200, told.text
    found = told.json()
    assert {"rule": "candidate_word", "new": 1, "gone": 0, "severity": 0} in found["rules"]
    assert (found["newly_blocked"], found["items_changed"]) == (1, 1)
    assert [one["submission"] for one in found["examples"]] == [str(submission)]
    assert code_of(refused) == "forbidden"
    assert code_of(wrong) == "rules_invalid"
    rules = {one["rule"] for one in (await checked.checked(submission))["findings"]}
    assert "candidate_word" not in rules


async def test_after_a_restart_new_texts_are_compared_with_what_was_checked_before(
    servers: Servers, prefix: str
) -> None:
    async with provisioned(realm_on(servers, prefix)) as realm:
        async with running(realm) as moderation:
            first = await moderation.filed(content=report(f"{LONG}重启前。"))
            await moderation.checked(first)
        async with running(realm) as moderation:
            second = await moderation.filed(organisation=FAR_SCHOOL, content=report(f"{LONG}重启前。"))
            findings = (await moderation.checked(second))["findings"]

    assert str(first) in {about["submission"] for one in findings for about in one["about"]}


async def test_two_copies_compare_with_each_others_texts(servers: Servers, prefix: str) -> None:
    settings = {"moderation_neighbours_seconds": 0.2}
    async with (
        provisioned(realm_on(servers, prefix, **settings)) as realm,
        running(realm) as one,
        running(realm) as two,
    ):
        texts = [f"{LONG}第{number}件。{'甲乙丙丁戊己庚辛'[number] * 30}" for number in range(8)]
        first = [str(await one.filed(content=report(text))) for text in texts]
        for submission in first:
            await two.checked(UUID(submission))

        async def compared(text: str) -> bool:
            again = await one.filed(organisation=FAR_SCHOOL, content=report(text))
            found = (await one.checked(again))["findings"]
            return any(about["submission"] in first for finding in found for about in finding["about"])

        for text in texts:
            await until(partial(compared, text))
