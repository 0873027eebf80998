"""Whoever types a number and whoever judges it go by the same hints: ingest's file and moderation's rules say one thing."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.number_hints import number_hints

RULES = Path(__file__).resolve().parents[2] / "services" / "moderation" / "checks" / "rules" / "numbers.yaml"
DEFAULTS = {"least": 2}
"""What a rule file may leave out (services/moderation/checks/kinds.py)."""


@pytest.mark.parametrize("kind", ["at_least", "needs", "digits", "slip"])
def test_a_hint_says_what_moderation_finds(kind: str) -> None:
    rules: list[dict[str, Any]] = yaml.safe_load(RULES.read_text(encoding="utf-8"))["rules"]
    hint = getattr(number_hints(), kind).model_dump(mode="json")

    rule = next(one for one in rules if one["kind"] == kind)

    assert {name: rule.get(name, DEFAULTS.get(name)) for name in hint} == hint
