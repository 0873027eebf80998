"""The committed schemas: fresh, true to the golden events, no break of what was released, valid AsyncAPI."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from contracts import generate
from contracts.compatibility import BASELINE_FOLDER, breaks_with_baseline, released
from contracts.event_schemas import event_schemas
from contracts.topics import all_topics
from tests.contract.golden import Golden, golden_events

DATA_FOLDER = Path(__file__).parent.parent / "data"
TOPICS = all_topics()


@pytest.fixture(scope="module")
def asyncapi() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((generate.SCHEMAS_FOLDER / "asyncapi.yaml").read_text(encoding="utf-8"))
    return loaded


def _validator_of_asyncapi() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads((DATA_FOLDER / "asyncapi-3.0.0.json").read_text(encoding="utf-8")))


def test_generated_files_are_up_to_date() -> None:
    assert generate.stale() == []


def test_generating_twice_gives_the_same_bytes() -> None:
    assert generate.generated() == generate.generated()


def test_no_event_breaks_what_was_released() -> None:
    assert {
        name: [str(change) for change in changes] for name, changes in breaks_with_baseline(event_schemas()).items()
    } == {}


def test_every_topic_has_a_released_shape() -> None:
    assert set(released()) == set(TOPICS)


@pytest.mark.parametrize("golden", golden_events(), ids=str)
def test_a_golden_event_satisfies_the_committed_and_the_released_schema(golden: Golden) -> None:
    for folder in (generate.SCHEMAS_FOLDER, BASELINE_FOLDER):
        schema = json.loads((folder / f"{golden.topic.name}.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(golden.body)


@pytest.mark.parametrize("golden", golden_events(), ids=str)
def test_a_committed_schema_refuses_an_event_without_its_first_field(golden: Golden) -> None:
    schema = json.loads((generate.SCHEMAS_FOLDER / f"{golden.topic.name}.json").read_text(encoding="utf-8"))
    first = schema["required"][0]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({name: value for name, value in golden.body.items() if name != first}, schema)


def test_the_asyncapi_document_is_valid(asyncapi: dict[str, Any]) -> None:
    problems = [f"{error.json_path}: {error.message}" for error in _validator_of_asyncapi().iter_errors(asyncapi)]

    assert problems == []


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("operations", "say.ingest.submissions.v1", "action"), "shout"),
        (("channels", "directory.keys.v1", "bindings", "kafka", "partitions"), 0),
        (("channels", "directory.keys.v1", "bindings", "kafka", "topicConfiguration", "cleanup.policy"), "compact"),
        (("components", "messages", "directory.keys.v1", "payload"), []),
        (("asyncapi",), "2.6.0"),
    ],
)
def test_a_broken_asyncapi_document_is_found(asyncapi: dict[str, Any], path: tuple[str, ...], wrong: object) -> None:
    broken = json.loads(json.dumps(asyncapi))
    node = broken
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = wrong

    assert not _validator_of_asyncapi().is_valid(broken)


def test_every_reference_of_the_asyncapi_document_leads_somewhere(asyncapi: dict[str, Any]) -> None:
    references = list(_references(asyncapi))

    assert references
    for reference in references:
        node = asyncapi
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]


def _references(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _references(item)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name == "$ref":
                yield value
            else:
                yield from _references(value)


def test_every_topic_and_its_dead_letters_are_channels_and_are_sent_to(asyncapi: dict[str, Any]) -> None:
    wanted = {name for topic in TOPICS.values() for name in (topic.name, topic.dead)}
    sent_to = {
        operation["channel"]["$ref"].removeprefix("#/channels/") for operation in asyncapi["operations"].values()
    }

    assert set(asyncapi["channels"]) == wanted
    assert {channel["address"] for channel in asyncapi["channels"].values()} == wanted
    assert sent_to == wanted


@pytest.mark.parametrize("name", TOPICS)
def test_a_message_names_its_type_in_the_cloudevents_headers(asyncapi: dict[str, Any], name: str) -> None:
    message = asyncapi["components"]["messages"][name]
    shared, own = message["headers"]["allOf"]

    assert own["properties"]["ce_type"] == {"const": TOPICS[name].event_type}
    assert shared == {"$ref": "#/components/schemas/CloudEventHeaders"}


@pytest.mark.parametrize("golden", golden_events(), ids=str)
def test_a_golden_event_satisfies_the_payload_of_its_message(asyncapi: dict[str, Any], golden: Golden) -> None:
    payload = asyncapi["components"]["messages"][golden.topic.name]["payload"]
    # AsyncAPI names the discriminating field by text alone; draft 7 does not look at it.
    schema = {**payload, "components": asyncapi["components"]}

    validator = jsonschema.Draft7Validator(schema)

    assert validator.is_valid(golden.body)
    assert not validator.is_valid({})


def test_a_stale_and_a_left_over_file_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "SCHEMAS_FOLDER", tmp_path / "contracts" / "schemas")
    monkeypatch.setattr(generate, "DOCS_FOLDER", tmp_path / "docs")
    generate.main([])
    assert generate.main(["--check"]) == 0

    (tmp_path / "docs" / "topics.md").write_text("edited by hand", encoding="utf-8")
    (tmp_path / "contracts" / "schemas" / "portal.clicks.v1.json").write_text("{}", encoding="utf-8")

    assert generate.stale() == ["contracts/schemas/portal.clicks.v1.json", "docs/topics.md"]
    assert generate.main(["--check"]) == 1
    assert generate.main([]) == 0
    assert generate.stale() == []


def test_a_release_is_refused_where_it_would_break_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("contracts.generate", "contracts.compatibility"):
        monkeypatch.setattr(f"{module}.BASELINE_FOLDER", tmp_path)
    assert generate.main(["--release"]) == 0
    path = tmp_path / "directory.keys.v1.json"
    promised = json.loads(path.read_text(encoding="utf-8"))
    promised["properties"]["algorithm"] = {"type": "string"}
    path.write_text(json.dumps(promised), encoding="utf-8")

    assert generate.main(["--release"]) == 1
    assert json.loads(path.read_text(encoding="utf-8")) == promised


def test_an_unknown_option_is_answered_with_the_usage() -> None:
    assert generate.main(["--everything"]) == 2
