"""Events from ingest on real servers: repeated, reordered, unreadable, and a service that is killed while it hears them."""

import random
from uuid import UUID, uuid4

from contracts import topics
from contracts.base import decode_open
from contracts.envelope import Envelope, event_id
from contracts.moderation import Act, DecisionEvent, State
from deploy.native.servers import Servers
from services.kit.clock import FixedClock
from services.kit.directory_view import DirectoryView
from services.moderation.app import parts
from services.moderation.operations.hearing import Hearing
from tests.integration.moderation.running import Moderation, code_of, provisioned, realm_on, running, until
from tests.unit.moderation.builders import START, said


async def test_repeated_and_reordered_states_end_where_the_right_order_ends(moderation: Moderation) -> None:
    chance = random.Random(7)
    submissions = [uuid4() for _ in range(20)]
    states = []
    for number, submission in enumerate(submissions):
        own = [said(version, submission=submission) for version in (1, 2, 3)]
        if number % 2:
            own.append(said(3, revision=99, submission=submission, withdrawn=True, change="withdrawn"))
        own *= 2
        chance.shuffle(own)
        states += own
    # Different submissions are interleaved; the order of each one's states is the shuffled one.
    await moderation.hear(*states)
    await moderation.hear(*(said(3, submission=one) for one in submissions[::2]))

    for number, submission in enumerate(submissions):
        item = await moderation.item(submission)
        assert (item["state"], item["version"]) == ("withdrawn" if number % 2 else "in_review", 3)
        events = await moderation.events(submission, 1)
        assert [event.revision for event in events] == sorted({event.revision for event in events})
        assert events[-1].standing.state is (State.WITHDRAWN if number % 2 else State.IN_REVIEW)


async def test_what_is_first_heard_as_withdrawn_never_comes_into_review(moderation: Moderation) -> None:
    submission = uuid4()

    await moderation.hear(said(1, revision=11, submission=submission, withdrawn=True, change="withdrawn"))
    await moderation.realm.tell_submissions(said(1, submission=submission))
    await moderation.filed()

    assert (await moderation.item(submission))["state"] == "withdrawn"
    assert [event.decision.act for event in await moderation.events(submission, 1)] == [Act.WITHDRAW]


async def test_an_event_nobody_can_read_becomes_one_dead_letter_and_holds_nothing_up(
    servers: Servers, prefix: str
) -> None:
    broken, topic = uuid4(), topics.SUBMISSIONS
    envelope = Envelope(event_id(str(broken), 10, topic.event_type), "ingest", topic.event_type, str(broken), START)
    async with provisioned(realm_on(servers, prefix)) as realm, running(realm) as moderation:
        await realm.tell_raw(topic, [(envelope, b'{"submission": "cut of')])
        after = await moderation.filed()
        other = [await moderation.filed() for _ in range(3)]
        letters = await realm.said(topic, dead=True)

        assert (await moderation.item(after))["state"] == "in_review"
        assert len(other) == 3
        assert [letter.value for letter in letters] == [b'{"submission": "cut of']
        headers = {name: value.decode() for name, value in letters[0].headers}
        assert headers["dead_code"] == "unreadable_event"
        assert headers["ce_subject"] == str(broken)


async def test_one_revision_with_two_contents_is_set_aside_and_the_first_one_stays(moderation: Moderation) -> None:
    submission = await moderation.filed()

    await moderation.realm.tell_submissions(said(1, submission=submission, content_sha256="f" * 64))
    letters = await until(lambda: moderation.realm.said(topics.SUBMISSIONS, dead=True))

    assert dict(letters[-1].headers)["dead_code"] == b"revision_conflict"
    assert (await moderation.item(submission))["version"] == 1


async def test_what_a_crash_left_in_the_outbox_is_sent_by_the_next_start(servers: Servers, prefix: str) -> None:
    submission = uuid4()
    async with provisioned(realm_on(servers, prefix)) as realm:
        crashed = parts(realm.settings, FixedClock(START))
        await crashed.prepare()
        # The relay is never started: the decision is durable and the process ends before anything was sent.
        await Hearing(crashed.ledger, crashed.early, DirectoryView()).hear(said(1, submission=submission))
        await crashed.items.stop()
        crashed.mongo.close()
        assert await realm.decisions_of(submission) == []

        async with running(realm) as moderation:
            events = await moderation.events(submission, 1)
            await moderation.hear(said(1, submission=submission))
            assert [event.decision.act for event in events] == [Act.RECEIVE]
            assert len(await realm.decisions_of(submission)) == 1


async def test_a_standing_that_no_code_could_read_is_said_again_under_a_new_revision(moderation: Moderation) -> None:
    submission = await moderation.filed()
    await moderation.accepted(submission)
    told = await moderation.events(submission, 3)
    again = parts(moderation.realm.settings, moderation.clock)
    await again.prepare()
    again.relay.start()
    await again.bus.start()

    revision = await Hearing(again.ledger, again.early, DirectoryView()).restate(
        submission, "on-duty", "offset 7 could not be read"
    )
    await again.relay.drained()
    await again.stop()

    newest = (await moderation.events(submission, 4))[-1]
    assert (newest.revision, newest.decision.act, newest.decision.actor) == (revision, Act.RESTATE, "on-duty")
    assert newest.standing == told[-1].standing
    assert newest.revision > told[-1].revision


async def test_equal_keys_go_to_one_partition_in_the_order_of_their_revisions(moderation: Moderation) -> None:
    submissions = [await moderation.filed() for _ in range(4)]
    for submission in submissions:
        await moderation.accepted(submission)
        await moderation.events(submission, 3)

    by_key: dict[bytes, list[tuple[int, int]]] = {}
    for record in await moderation.realm.said(topics.DECISIONS):
        event = decode_open(DecisionEvent, record.value)
        assert record.key == str(event.submission).encode()
        assert record.timestamp_type == 1
        by_key.setdefault(record.key, []).append((record.partition, event.revision))
    for name in (str(one).encode() for one in submissions):
        assert len({partition for partition, _ in by_key[name]}) == 1
        assert [revision for _, revision in by_key[name]] == sorted(revision for _, revision in by_key[name])


async def test_an_unknown_item_is_not_found_however_it_is_asked_for(moderation: Moderation) -> None:
    unknown = UUID(int=5)

    assert code_of(await moderation.client.get(f"/v1/items/{unknown}", headers=moderation.editor())) == "not_found"
    assert code_of(await moderation.decide(unknown, Act.REFUSE, moderation.editor())) == "not_found"
