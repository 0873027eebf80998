"""The table of topics: names, owners, and what the broker is told."""

import re

import pytest

from contracts.generate import topics_page
from contracts.topics import ACTS, STATE_TOPICS, Topic, all_topics

NAME = re.compile(r"(?P<owner>[a-z]+)\.(?P<things>[a-z]+)\.v(?P<major>[1-9]\d*)")
EVENT_TYPE = re.compile(r"weekwire(\.[a-z]+){1,2}\.v(?P<major>[1-9]\d*)")
EACH = pytest.mark.parametrize("topic", STATE_TOPICS, ids=lambda topic: topic.name)

# What a reader of a topic relies on beside the shape of its events: their type, what they are keyed by, how they are kept.
PROMISED = {
    "directory.organisations.v1": ("weekwire.directory.organisation.v1", "organisation", "compacted"),
    "directory.editions.v1": ("weekwire.directory.edition.v1", "edition", "compacted"),
    "directory.obligations.v1": ("weekwire.directory.obligation.v1", "obligation", "compacted"),
    "directory.keys.v1": ("weekwire.directory.key.v1", "key id", "compacted"),
    "directory.people.v1": ("weekwire.directory.person.v1", "person", "compacted"),
    "ingest.submissions.v1": ("weekwire.ingest.submission.v1", "submission", "until_sealed"),
    "moderation.decisions.v1": ("weekwire.moderation.decision.v1", "submission", "until_sealed"),
    "aggregation.figures.v1": ("weekwire.aggregation.figures.v1", "scope", "compacted"),
    "media.assets.v1": ("weekwire.media.assets.v1", "submission", "until_sealed"),
    "moderation.featured.v1": ("weekwire.moderation.featured.v1", "item", "until_sealed"),
    "syndication.deliveries.v1": ("weekwire.syndication.delivery.v1", "subscriber", "until_sealed"),
    "directory.acts.v1": ("weekwire.act.v1", "organisation", "until_sealed"),
    "ingest.acts.v1": ("weekwire.act.v1", "organisation", "until_sealed"),
    "moderation.acts.v1": ("weekwire.act.v1", "organisation", "until_sealed"),
    "aggregation.acts.v1": ("weekwire.act.v1", "organisation", "until_sealed"),
    "media.acts.v1": ("weekwire.act.v1", "organisation", "until_sealed"),
    "syndication.acts.v1": ("weekwire.act.v1", "organisation", "until_sealed"),
    "notification.acts.v1": ("weekwire.act.v1", "organisation", "until_sealed"),
}


def test_type_key_and_keeping_of_a_topic_stay_what_was_promised() -> None:
    assert {
        name: (topic.event_type, topic.key, topic.kept) for name, topic in all_topics().items() if name in PROMISED
    } == PROMISED
    assert set(PROMISED) == set(all_topics())


@EACH
def test_a_topic_is_named_after_its_owner_its_things_and_its_major_version(topic: Topic) -> None:
    name = NAME.fullmatch(topic.name)
    event_type = EVENT_TYPE.fullmatch(topic.event_type)

    assert name is not None
    assert event_type is not None
    assert name["owner"] == topic.owner
    assert name["major"] == event_type["major"]
    assert topic.dead == topic.name + ".dead"


def test_no_name_is_used_twice_also_not_by_dead_letters() -> None:
    names = [name for topic in STATE_TOPICS for name in (topic.name, topic.dead)]

    assert len(set(names)) == len(names)
    assert list(all_topics().values()) == list(STATE_TOPICS)


def test_only_acts_share_an_event_and_its_type() -> None:
    others = [topic for topic in STATE_TOPICS if topic.name not in {acts.name for acts in ACTS.values()}]

    assert len({topic.event for topic in others}) == len(others)
    assert len({topic.event_type for topic in STATE_TOPICS}) == len(others) + 1
    assert len({topic.event for topic in ACTS.values()}) == 1


@EACH
def test_every_event_carries_a_revision(topic: Topic) -> None:
    assert topic.event.model_fields["revision"].annotation is int


@EACH
def test_nothing_of_a_week_expires_before_its_edition_is_sealed(topic: Topic) -> None:
    config = topic.config(3)

    assert (config["retention.ms"], config["retention.bytes"]) == ("-1", "-1")
    assert config["cleanup.policy"] == ("compact" if topic.kept == "compacted" else "delete")


@EACH
def test_dead_letters_are_kept_thirty_days_with_room_for_the_largest_event_and_its_reason(topic: Topic) -> None:
    config = topic.dead_config(3)

    assert config["cleanup.policy"] == "delete"
    assert config["retention.ms"] == str(30 * 24 * 3_600 * 1_000)
    assert int(config["max.message.bytes"]) == int(topic.config(3)["max.message.bytes"]) + 65_536


@EACH
def test_a_write_needs_a_second_broker_where_there_are_three(topic: Topic) -> None:
    assert [topic.config(brokers)["min.insync.replicas"] for brokers in (1, 2, 3)] == ["1", "1", "2"]


def test_only_decisions_are_stamped_by_the_broker() -> None:
    stamped = [topic.name for topic in STATE_TOPICS if topic.config(1)["message.timestamp.type"] == "LogAppendTime"]

    assert stamped == ["moderation.decisions.v1"]


@EACH
def test_the_page_of_topics_has_a_line_for_it(topic: Topic) -> None:
    assert f"| `{topic.name}` | {topic.key} | {topic.says} | `{topic.event_type}` |" in topics_page()
