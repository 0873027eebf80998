"""The table of topics: names, owners, and what the broker is told."""

import re

import pytest

from contracts.generate import topics_page
from contracts.topics import ACTS, STATE_TOPICS, Topic, all_topics

NAME = re.compile(r"(?P<owner>[a-z]+)\.(?P<things>[a-z]+)\.v(?P<major>[1-9]\d*)")
EVENT_TYPE = re.compile(r"weekwire(\.[a-z]+){1,2}\.v(?P<major>[1-9]\d*)")
EACH = pytest.mark.parametrize("topic", STATE_TOPICS, ids=lambda topic: topic.name)


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
