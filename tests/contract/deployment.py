"""The deployment's files as the tests read them: the compose file with its defaults filled in, settings, metrics."""

import importlib
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

from services.kit.settings import ServiceSettings

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("directory", "ingest", "media", "moderation", "aggregation", "syndication", "notification")
DEFAULTED = re.compile(r"\$\{(\w+):-([^}]*)\}")
REQUIRED = re.compile(r"\$\{(\w+)\}|\$(\w+)")


def needs(program: str) -> pytest.MarkDecorator:
    """Skip where a program of the doctor's list is missing, and say so in the report."""
    missing = shutil.which(program) is None
    return pytest.mark.skipif(missing, reason=f"{program} is not installed: `make doctor` tells how to get it")


def compose_text() -> str:
    """The compose file as it stands."""
    return (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


def compose() -> dict[str, Any]:
    """The compose file as an engine sees it where no variable is set."""
    filled: dict[str, Any] = _filled(yaml.safe_load(compose_text()))
    return filled


def _filled(value: Any) -> Any:  # noqa: ANN401 (whatever YAML holds)
    if isinstance(value, str):
        return DEFAULTED.sub(lambda match: match[2], value)
    if isinstance(value, dict):
        return {name: _filled(inner) for name, inner in value.items()}
    return [_filled(inner) for inner in value] if isinstance(value, list) else value


def settings_class(service: str) -> type[ServiceSettings]:
    """The settings of a service; of the kit for jobs that are no service."""
    if service not in SERVICES:
        return ServiceSettings
    module = importlib.import_module(f"services.{service}.settings")
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, ServiceSettings) and value.__module__ == module.__name__
    ]
    assert len(found) == 1, f"{module.__name__} has {len(found)} classes of settings"
    return found[0]


def metrics() -> dict[str, str]:
    """Every series name of the services' own metrics, with the sentence that documents its metric."""
    for package in ("kit", *SERVICES):
        importlib.import_module(f"services.{package}.metrics")
    endings = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",)}
    return {
        f"{metric.name}{ending}": metric.documentation
        for metric in REGISTRY.collect()
        if metric.name.startswith("weekwire_")
        for ending in endings[metric.type]
    }


def metric_labels() -> dict[str, frozenset[str]]:
    """The labels of every series of the services' own metrics, by the series' name; a histogram's buckets have `le` too."""
    found: dict[str, frozenset[str]] = {}
    series = metrics()
    for collector, names in REGISTRY._collector_to_names.items():
        labels = frozenset(getattr(collector, "_labelnames", ()))
        found |= {
            name: labels | ({"le"} if name.endswith("_bucket") else frozenset()) for name in names if name in series
        }
    return found
