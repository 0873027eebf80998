"""Alerts and dashboard speak of metrics that exist, and every metric that asks for an act has its alert."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import yaml

from tests.contract.deployment import ROOT, SERVICES, compose, metric_labels, metrics, needs

PROMETHEUS = ROOT / "deploy" / "prometheus"
ALERTS = PROMETHEUS / "alerts.yml"
ALERTMANAGER = ROOT / "deploy" / "alertmanager" / "alertmanager.yml"
NAME = re.compile(r"weekwire_\w+")
OF_TARGET = frozenset({"service", "instance", "job"})
"""What Prometheus adds to every series of ours."""
GROUPED = re.compile(r"by \(([^)]*)\)")
SELECTED = re.compile(r"(\w+)(?:=~|!~|!=|=)\"")
SHOWN = re.compile(r"\$labels\.(\w+)|\{\{(\w+)\}\}")
RUNBOOK = re.compile(r"Runbook: (docs/runbooks/[\w-]+\.md)")


def _yaml(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def _alerts() -> list[dict[str, Any]]:
    return [rule for group in _yaml(ALERTS)["groups"] for rule in group["rules"]]


def _board() -> dict[str, Any]:
    board: dict[str, Any] = json.loads((ROOT / "deploy/grafana/dashboards/weekwire.json").read_text(encoding="utf-8"))
    return board


def _questions() -> list[str]:
    return [target["expr"] for panel in _board()["panels"] for target in panel.get("targets", [])]


def _passes(*command: str | Path) -> None:
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@needs("promtool")
def test_prometheus_reads_its_settings_and_rules() -> None:
    _passes("promtool", "check", "config", PROMETHEUS / "prometheus.yml")


@needs("promtool")
def test_alerts_fire_when_they_must_and_are_quiet_otherwise() -> None:
    _passes("promtool", "test", "rules", PROMETHEUS / "alerts_test.yml")


@needs("promtool")
def test_prometheus_understands_every_question_of_the_dashboard(tmp_path: Path) -> None:
    rules = [{"record": f"question:{place}", "expr": question} for place, question in enumerate(_questions())]
    file = tmp_path / "questions.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}), encoding="utf-8")

    assert rules
    _passes("promtool", "check", "rules", file)


@needs("amtool")
def test_alertmanager_reads_its_settings_and_wakes_the_duty_officer_for_pages_alone() -> None:
    _passes("amtool", "check-config", ALERTMANAGER)
    told = {
        severity: subprocess.run(
            ["amtool", "config", "routes", "test", f"--config.file={ALERTMANAGER}", f"severity={severity}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for severity in ("page", "ticket")
    }

    assert told == {"page": "duty-officer", "ticket": "morning"}


def test_every_alert_has_a_known_severity_and_a_runbook() -> None:
    wrong = [
        rule["alert"]
        for rule in _alerts()
        if rule["labels"]["severity"] not in {"page", "ticket"}
        or not rule["annotations"]["runbook"].startswith("docs/runbooks/")
    ]

    assert wrong == []


def test_every_alert_has_its_page_and_every_page_its_alert() -> None:
    asked = {rule["annotations"]["runbook"] for rule in _alerts()}

    assert asked == {str(page.relative_to(ROOT)) for page in (ROOT / "docs" / "runbooks").glob("*.md")}


def test_alerts_and_dashboard_speak_of_labels_that_their_metrics_have() -> None:
    texts = [(rule["expr"], rule["annotations"]["summary"]) for rule in _alerts()]
    texts += [
        (target["expr"], target.get("legendFormat", ""))
        for panel in _board()["panels"]
        for target in panel.get("targets", [])
    ]

    assert {
        expression: wrong for expression, shown in texts if (wrong := _labels_that_nobody_has(expression, shown))
    } == {}


def _labels_that_nobody_has(expression: str, shown: str) -> set[str]:
    """The labels that an expression groups or selects by, or that its text shows, and that none of its metrics has."""
    known = metric_labels()
    had = OF_TARGET.union(*(known.get(name, frozenset()) for name in NAME.findall(expression)))
    groups = {name.strip() for group in GROUPED.findall(expression) for name in group.split(",")}
    told = {first or second for first, second in SHOWN.findall(shown)}
    left = groups - {"le"} if groups else had
    return (groups | set(SELECTED.findall(expression))) - had | (told - left)


def test_alerts_speak_of_metrics_that_exist() -> None:
    named = {name for rule in _alerts() for name in NAME.findall(rule["expr"])}

    assert named - metrics().keys() == set()


def test_the_dashboard_speaks_of_metrics_that_exist() -> None:
    named = {name for question in _questions() for name in NAME.findall(question)}

    assert named
    assert named - metrics().keys() == set()


def test_every_metric_with_a_runbook_has_an_alert_with_this_runbook() -> None:
    alarmed = {(name, rule["annotations"]["runbook"]) for rule in _alerts() for name in NAME.findall(rule["expr"])}
    series: dict[tuple[str, str], set[str]] = {}
    for name, sentence in metrics().items():
        for runbook in RUNBOOK.findall(sentence):
            series.setdefault((sentence, runbook), set()).add(name)

    assert series
    assert [
        sorted(names) for (_, runbook), names in series.items() if not any((name, runbook) in alarmed for name in names)
    ] == []


def test_prometheus_reads_every_service_on_its_port() -> None:
    jobs = {job["job_name"]: job for job in _yaml(PROMETHEUS / "prometheus.yml")["scrape_configs"]}
    found = jobs["weekwire"]["dns_sd_configs"][0]
    ports = {compose()["services"][name]["environment"]["WEEKWIRE_PORT"] for name in SERVICES}

    assert set(found["names"]) == set(SERVICES)
    assert {str(found["port"])} == ports


def test_prometheus_looks_for_the_others_where_they_listen() -> None:
    read = _yaml(PROMETHEUS / "prometheus.yml")
    listed = [
        target
        for part in (*read["alerting"]["alertmanagers"], *read["scrape_configs"])
        for group in part.get("static_configs", [])
        for target in group["targets"]
    ]
    services = compose()["services"]
    minio = services["minio"]["command"]
    listening = {
        f"{name}:{service['ports'][0].rpartition(':')[2]}" for name, service in services.items() if "ports" in service
    }
    listening |= {f"minio{minio[minio.index('--address') + 1]}"}
    listening |= {target.replace("prometheus", "127.0.0.1") for target in listening if target.startswith("prometheus:")}

    assert {"alertmanager:9093", "minio:9000"} <= set(listed)
    assert set(listed) - listening == set()


def test_every_panel_says_what_it_shows() -> None:
    panels = [panel for panel in _board()["panels"] if panel["type"] != "row"]

    assert panels
    assert [panel["title"] for panel in panels if not panel["description"].endswith(".")] == []


def test_panels_do_not_lie_over_one_another() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in _board()["panels"]:
        place = panel["gridPos"]
        fields = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert place["x"] + place["w"] <= 24
        assert not taken & fields
        taken |= fields
