"""The AsyncAPI 3.0.0 document of all topics and their dead letters, made from the table of topics.

CloudEvents attributes are message headers (binary mode), keys and topic settings are Kafka bindings of version 0.5.0.
"""

from typing import Any

from pydantic.json_schema import models_json_schema

from contracts.base import Contract
from contracts.envelope import CONTENT_TYPE, DEAD_HEADERS, ENVELOPE_HEADERS, OPTIONAL_HEADERS, SPEC_VERSION
from contracts.topics import Topic, all_topics

ASYNCAPI_VERSION = "3.0.0"
BINDING_VERSION = "0.5.0"
SCHEMAS = "#/components/schemas/"
REPLICAS = 3
"""The document shows the settings of a deployment with three brokers; one broker changes replicas and in-sync replicas."""

Node = dict[str, Any]


def document() -> Node:
    """The whole document, deterministic: the order is that of the table of topics."""
    topics = list(all_topics().values())
    payloads, schemas = _schemas(topics)
    return {
        "asyncapi": ASYNCAPI_VERSION,
        "info": {
            "title": "Weekwire topics",
            "version": "1.0.0",
            "description": "What the services of Weekwire say to each other. Every body is a complete state with a "
            "revision: ignore a revision that is not above the one you hold. Topics may stand under a prefix.",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {"kafka": {"host": "localhost:9092", "protocol": "kafka", "description": "WEEKWIRE_KAFKA"}},
        "channels": {name: node for topic in topics for name, node in _channels(topic)},
        "operations": {name: node for topic in topics for name, node in _operations(topic)},
        "components": {
            "messages": {topic.name: _message(topic, payloads[topic.event]) for topic in topics}
            | {"dead_letter": _dead_letter()},
            "schemas": schemas,
        },
    }


def _channels(topic: Topic) -> list[tuple[str, Node]]:
    living = {
        "address": topic.name,
        "title": topic.says,
        "description": f"Written by {topic.owner} alone; key: {topic.key}; kept: {topic.kept}.",
        "messages": {"event": {"$ref": f"#/components/messages/{topic.name}"}},
        "bindings": {"kafka": _channel_binding(topic.config(REPLICAS), topic.partitions)},
    }
    dead = {
        "address": topic.dead,
        "title": f"what a reader of {topic.name} could not read or handle",
        "description": "Original bytes and headers, and why they are here; replayed or dropped by a person.",
        "messages": {"dead_letter": {"$ref": "#/components/messages/dead_letter"}},
        "bindings": {"kafka": _channel_binding(topic.dead_config(REPLICAS), 1)},
    }
    return [(topic.name, living), (topic.dead, dead)]


def _channel_binding(config: dict[str, str], partitions: int | None) -> Node:
    settings: Node = {name: _setting(name, value) for name, value in config.items()}
    binding: Node = {"replicas": REPLICAS, "topicConfiguration": settings, "bindingVersion": BINDING_VERSION}
    # Where the table leaves the number to the deployment, so does the document.
    return binding if partitions is None else {"partitions": partitions, **binding}


def _setting(name: str, value: str) -> str | int | list[str]:
    if name == "cleanup.policy":
        return value.split(",")
    return int(value) if value.removeprefix("-").isdigit() else value


def _operations(topic: Topic) -> list[tuple[str, Node]]:
    return [
        (
            f"say.{topic.name}",
            {
                "action": "send",
                "channel": _channel(topic.name),
                "summary": topic.says,
                "messages": [{"$ref": f"{_channel(topic.name)['$ref']}/messages/event"}],
            },
        ),
        (
            f"set_aside.{topic.dead}",
            {
                "action": "send",
                "channel": _channel(topic.dead),
                "summary": f"a reader of {topic.name} sets a record aside",
                "messages": [{"$ref": f"{_channel(topic.dead)['$ref']}/messages/dead_letter"}],
            },
        ),
    ]


def _channel(name: str) -> dict[str, str]:
    return {"$ref": f"#/channels/{name}"}


def _message(topic: Topic, payload: Node) -> Node:
    own: Node = {"properties": {"ce_type": {"const": topic.event_type}, "ce_source": {"const": topic.owner}}}
    return {
        "name": topic.event_type,
        "title": topic.says,
        "contentType": CONTENT_TYPE,
        "headers": {"type": "object", "allOf": [{"$ref": f"{SCHEMAS}CloudEventHeaders"}, own]},
        "payload": payload,
        "bindings": {"kafka": {"key": _key(topic.key), "bindingVersion": BINDING_VERSION}},
    }


def _dead_letter() -> Node:
    return {
        "name": "dead_letter",
        "title": "a record that a reader set aside",
        "contentType": "application/octet-stream",
        "headers": {"$ref": f"{SCHEMAS}DeadLetterHeaders"},
        "payload": {"description": "The original value, byte for byte."},
        "bindings": {"kafka": {"key": _key("as in the topic it comes from"), "bindingVersion": BINDING_VERSION}},
    }


def _key(meaning: str) -> Node:
    return {"type": "string", "description": meaning}


def _schemas(topics: list[Topic]) -> tuple[dict[type[Contract], Node], Node]:
    """A reference to the schema of every event, and all schemas by name."""
    models = {topic.event: None for topic in topics}
    references, made = models_json_schema([(model, "validation") for model in models], ref_template=SCHEMAS + "{model}")
    schemas = {name: _plain(schema) for name, schema in sorted(made["$defs"].items())}
    headers = {"CloudEventHeaders": _cloud_event_headers(), "DeadLetterHeaders": _dead_letter_headers()}
    return {model: references[model, "validation"] for model in models}, headers | schemas


def _plain(node: Any) -> Any:  # noqa: ANN401 - any JSON.
    """An AsyncAPI schema object: its discriminator is the name of the field alone, without OpenAPI's mapping."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {name: _plain(value) for name, value in node.items()}
    if isinstance(node.get("discriminator"), dict):
        plain["discriminator"] = node["discriminator"]["propertyName"]
    return plain


def _cloud_event_headers() -> Node:
    properties: Node = {name: {"type": "string", "description": says} for name, says in ENVELOPE_HEADERS.items()}
    properties["content-type"]["const"] = CONTENT_TYPE
    properties["ce_specversion"]["const"] = SPEC_VERSION
    properties["ce_time"]["format"] = "date-time"
    required = [name for name in ENVELOPE_HEADERS if name not in OPTIONAL_HEADERS]
    return {
        "type": "object",
        "description": "CloudEvents 1.0, binary mode",
        "properties": properties,
        "required": required,
    }


def _dead_letter_headers() -> Node:
    properties = {name: {"type": "string", "description": says} for name, says in DEAD_HEADERS.items()}
    return {
        "type": "object",
        "description": "The original headers, and these beside them",
        "properties": properties,
        "required": list(properties),
    }
