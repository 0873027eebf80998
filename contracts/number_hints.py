"""Numbers that are worth a second look: the pairs and bounds that whoever enters a number and whoever judges it both go by.

Source: domain report 3.3 (a look at outliers while somebody types). They are hints: nothing is refused for them.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from contracts.base import Contract

HINTS_FILE = Path(__file__).parent / "number_hints.yaml"


class HintWords(Contract):
    """The name of the rule, and what people read; facts stand in braces."""

    rule: str
    zh: str
    en: str


class MorePair(Contract):
    """Two indicators, the first of which is never below the second inside one session or one report."""

    more: str
    less: str


class NeedPair(Contract):
    """An indicator that comes from another, which is given with it."""

    number: str
    needs: str


class AtLeastHint(HintWords):
    """Pairs that must not stand the wrong way round."""

    pairs: tuple[MorePair, ...]


class NeedsHint(HintWords):
    """Numbers that do not stand alone."""

    pairs: tuple[NeedPair, ...]


class DigitsHint(HintWords):
    """The most digits of a number of people at one session in a place of that level."""

    indicators: tuple[str, ...]
    county: int = Field(ge=1)
    city: int = Field(ge=1)
    province: int = Field(ge=1)
    elsewhere: int = Field(ge=1)


class SlipHint(HintWords):
    """Numbers about ten thousand times another of their kind; `least` is the smallest that is looked at."""

    indicators: tuple[str, ...]
    least: int = Field(ge=1)


class NumberHints(Contract):
    """All of them."""

    at_least: AtLeastHint
    needs: NeedsHint
    digits: DigitsHint
    slip: SlipHint


@cache
def number_hints() -> NumberHints:
    """The hints that the project carries."""
    loaded: dict[str, Any] = yaml.safe_load(HINTS_FILE.read_text(encoding="utf-8"))
    return NumberHints.model_validate_json(json.dumps(loaded, ensure_ascii=False), extra="forbid")
