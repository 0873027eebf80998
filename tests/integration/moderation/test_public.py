"""What newsrooms are told on real servers: featured with its files, corrected, and taken back the moment a right is lost."""

from uuid import uuid4

import pytest

from contracts import topics
from contracts.base import decode_open
from contracts.editions import shipped_editions
from contracts.featured import FeaturedItem
from contracts.media import AssetState, asset_id
from contracts.moderation import Act
from deploy.native.servers import Servers
from services.kit.directory_view import DirectoryView
from services.moderation.app import parts
from services.moderation.operations.hearing import Hearing
from tests.integration.moderation.running import (
    Moderation,
    code_of,
    files_of,
    provisioned,
    realm_on,
    running,
    until,
)
from tests.unit.moderation.builders import CHAIN, CITY, MINORS, PROVINCE, asset, photo, said, sha256_of

ONE, TWO = photo("校门.jpg"), photo("2.jpg")


async def test_a_featured_item_goes_to_newsrooms_with_its_files_and_is_corrected_by_a_newer_version(
    moderation: Moderation,
) -> None:
    submission = await moderation.filed(manifest=(ONE, TWO))
    await moderation.realm.tell_media(files_of(submission, asset(ONE), asset(TWO)))
    await moderation.events(submission, 2)

    await moderation.public(submission)
    await moderation.hear(said(2, submission=submission, manifest=(ONE,)))
    await moderation.public(submission, 2)

    first, second = await moderation.told(submission, 2)
    assert (first.change, first.version, first.organisation_name) == ("featured", 1, CHAIN[0])
    assert [one.asset for one in first.assets] == [asset_id(submission, file.sha256) for file in (ONE, TWO)]
    assert (second.change, second.version, len(second.assets)) == ("corrected", 2, 1)
    events = {event.revision: event for event in await moderation.events(submission, 12)}
    assert events[first.revision].decision.act is Act.FEATURE
    assert all(events[one.revision].standing.featured for one in (first, second))
    item = await moderation.item(submission)
    assert (item["published"]["version"], item["published"]["revision"]) == (2, second.revision)


async def test_files_that_come_before_their_submission_are_known_when_it_does(moderation: Moderation) -> None:
    submission, marker = uuid4(), uuid4()
    await moderation.realm.tell_media(files_of(submission, asset(ONE)))
    await moderation.filed(submission=marker, manifest=(TWO,))
    await moderation.realm.tell_media(files_of(marker, asset(TWO)))
    await moderation.events(marker, 2)

    await moderation.filed(submission=submission, manifest=(ONE,))

    events = await moderation.events(submission, 2)
    assert [event.decision.act for event in events] == [Act.RECEIVE, Act.FILES_COMPLETE]
    assert [event.standing.files_missing for event in events] == [True, False]


async def test_a_file_that_failed_is_shown_to_reviewers_in_plain_words(moderation: Moderation) -> None:
    submission = await moderation.filed(manifest=(ONE, TWO))
    failed = asset(ONE, AssetState.FAILED, problem="picture_broken", retry_helps=False)
    await moderation.realm.tell_media(files_of(submission, failed, asset(TWO)))

    async def shown() -> list[dict[str, object]]:
        files: list[dict[str, object]] = (await moderation.item(submission, moderation.reviewer()))["files"]
        return files if files[0]["state"] == "failed" else []

    broken, ready = await until(shown)

    assert (broken["name"], broken["problem"], broken["retry_helps"]) == ("校门.jpg", "picture_broken", False)
    assert broken["problem_zh"]
    assert (ready["state"], ready["renditions"]) == ("ready", ["w400.jpg"])
    # By the edition's rule it may be accepted nevertheless.
    await moderation.accepted(submission)


async def test_a_picture_of_minors_without_consent_is_named_when_somebody_would_feature_it(
    moderation: Moderation,
) -> None:
    class_photo = photo("三年级.jpg", consent=MINORS)
    submission = await moderation.filed(manifest=(class_photo,))
    await moderation.realm.tell_media(files_of(submission, asset(class_photo)))
    await moderation.events(submission, 2)
    blocks = [
        one["finding"] for one in (await moderation.checked(submission))["findings"] if one["severity"] == "block"
    ]
    passes = [{"finding": block, "reason": "for the file, not for the press"} for block in blocks]
    await moderation.done(submission, Act.PASS_UP, moderation.reviewer(CITY), overrides=passes)
    await moderation.done(submission, Act.ACCEPT, moderation.approver(PROVINCE), overrides=passes)
    for number in (1, 2, 3):
        await moderation.done(submission, Act.PROOFREAD, moderation.editor(number), overrides=passes)

    answer = await moderation.decide(submission, Act.FEATURE, moderation.editor(3), overrides=passes)

    assert (code_of(answer), answer.json()["facts"]["files"]) == ("consent_missing", ["三年级.jpg"])
    item = await moderation.item(submission, moderation.editor(3))
    assert item["why_not"]["may_feature"] == "consent_missing"
    assert [one["consent_missing"] for one in item["files"]] == [True]


async def test_the_moment_a_consent_is_withdrawn_newsrooms_are_told_to_take_the_item_back(
    moderation: Moderation,
) -> None:
    submission = await moderation.filed(manifest=(ONE,))
    await moderation.realm.tell_media(files_of(submission, asset(ONE)))
    await moderation.events(submission, 2)
    await moderation.public(submission)

    lost = said(1, 11, submission=submission, chain=CHAIN, manifest=(ONE,), consents_withdrawn=(sha256_of(ONE.name),))
    await moderation.realm.tell_submissions(lost)

    last = (await moderation.told(submission, 2))[-1]
    assert (last.change, last.reason, last.assets, last.text) == ("withdrawn", "consent_withdrawn", (), "")
    item = await moderation.item(submission)
    assert (item["featured"], item["published"], item["state"]) == (False, None, "accepted")
    assert item["history"][-1]["decision"]["actor"] == "moderation"


async def test_what_was_interrupted_between_a_word_and_its_consequence_is_finished_when_the_word_comes_again(
    servers: Servers, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with provisioned(realm_on(servers, prefix)) as realm, running(realm) as moderation:
        submission = await moderation.filed(manifest=(ONE,))
        await realm.tell_media(files_of(submission, asset(ONE)))
        await moderation.events(submission, 2)
        await moderation.public(submission)
        made = parts(realm.settings, moderation.clock)
        lost = said(
            1, 11, submission=submission, chain=CHAIN, manifest=(ONE,), consents_withdrawn=(sha256_of(ONE.name),)
        )

        async def killed(_record: object) -> None:
            raise InterruptedError

        hearing = Hearing(made.ledger, made.early, DirectoryView())
        monkeypatch.setattr(hearing, "_follow", killed)
        with pytest.raises(InterruptedError):
            await hearing.hear(lost)
        await made.stop()
        assert (await moderation.item(submission))["featured"]
        await realm.tell_submissions(lost)

        assert (await moderation.told(submission, 2))[-1].reason == "consent_withdrawn"


async def test_bytes_that_never_come_send_an_item_back_where_the_edition_says_so(servers: Servers, prefix: str) -> None:
    async with provisioned(realm_on(servers, prefix)) as realm:
        edition = next(one for one in shipped_editions() if one.edition == "2024")
        rules = edition.rules.model_copy(update={"files_never_come": "return"})
        strict = edition.model_copy(update={"rules": rules, "revision": edition.revision + 1})
        await realm.tell(topics.EDITIONS, [(strict.edition, strict.revision, strict)])
        async with running(realm) as moderation:
            submission = await moderation.filed(manifest=(ONE, TWO))
            late = asset(TWO, AssetState.FAILED, problem="bytes_never_came")
            await realm.tell_media(files_of(submission, asset(ONE), late))

            decision = (await moderation.events(submission, 2))[-1].decision

            assert (decision.act, decision.actor) == (Act.RETURN, "moderation")
            assert "2.jpg" in (decision.reason or "")


async def test_the_three_readings_are_named_and_the_next_one_too(moderation: Moderation) -> None:
    submission = await moderation.filed()
    await moderation.accepted(submission)
    await moderation.done(submission, Act.PROOFREAD, moderation.editor(1))

    item = await moderation.item(submission)

    assert [(one["step"], one["name"]) for one in item["proofs"]] == [(1, "初审一校")]
    assert item["next_proof"] == "复审二校"
    early = await moderation.decide(submission, Act.FEATURE, moderation.editor(3))
    assert (code_of(early), early.json()["facts"]["done"]) == ("proofs_missing", 1)


async def test_killed_between_media_and_submission_nothing_that_was_heard_is_lost(
    servers: Servers, prefix: str
) -> None:
    early, late = uuid4(), uuid4()
    async with provisioned(realm_on(servers, prefix)) as realm:
        async with running(realm) as moderation:
            await realm.tell_media(files_of(early, asset(ONE)))
            await moderation.filed(submission=late, manifest=(TWO,))
        await realm.tell_media(files_of(late, asset(TWO)))
        await realm.tell_submissions(said(submission=early, chain=CHAIN, manifest=(ONE,)))
        async with running(realm) as moderation:
            for submission in (early, late):
                events = await moderation.events(submission, 2)
                assert not events[-1].standing.files_missing
            await moderation.public(late)
            await moderation.told(late, 1)
        # A restart says nothing twice under another revision.
        async with running(realm) as moderation:
            await moderation.filed()
            told = [decode_open(FeaturedItem, one.value) for one in await realm.said(topics.FEATURED)]
            assert {one.item for one in told} == {late}
            assert len({one.revision for one in told}) == 1
