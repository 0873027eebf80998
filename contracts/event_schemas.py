"""JSON Schemas of the events, made from the models: what a tolerant reader of a topic accepts.

Fields with a default are optional and unknown fields are allowed, as readers have it; writers always write every field.
"""

from typing import Any

from contracts.topics import Topic, all_topics

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def event_schema(topic: Topic) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the bodies on `topic`, complete in itself."""
    schema = topic.event.model_json_schema(mode="validation")
    return {"$schema": DIALECT, "$id": f"urn:weekwire:schema:{topic.name}", **schema}


def event_schemas() -> dict[str, dict[str, Any]]:
    """The schema of every topic's event by the topic's name."""
    return {name: event_schema(topic) for name, topic in all_topics().items()}
