"""What the expected figures need of an edition, read from its data file: dates, listed activities, obligations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONTRACTS = Path(__file__).parents[2] / "contracts"


@dataclass(frozen=True)
class Edition:
    """Dates of the week, who lists which activity, and the notice's obligations."""

    name: str
    start: date
    end: date
    activities: dict[str, tuple[str, str, str | None]]
    """Listed activity -> who lists it, its kind, and under which other line it is counted."""
    departments: frozenset[str]
    councils: frozenset[str]
    obligations: tuple[dict[str, Any], ...]
    headline: tuple[str, ...]

    def canonical(self, activity: str | None) -> str | None:
        """The one code of a listed activity; None for an umbrella, a duty, or what is not listed."""
        _by, kind, same_as = self.activities.get(activity or "", ("", "", None))
        return (same_as or activity) if kind == "activity" else None

    def lister(self, activity: str | None) -> str | None:
        """The department or council that lists an activity."""
        return self.activities[activity][0] if activity in self.activities else None

    def days(self) -> list[date]:
        """The days of the week."""
        return [self.start + timedelta(days=number) for number in range((self.end - self.start).days + 1)]


def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((CONTRACTS / "editions" / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def edition(name: str) -> Edition:
    """An edition by its year. An heir takes lists and obligations, due as long after its last day, and no activities."""
    own = _load(name)
    base = _load(own["inherits"]) if "inherits" in own else own
    later = date.fromisoformat(own["end"]) - date.fromisoformat(base["end"])
    activities = {
        activity["code"]: (promoter["code"], activity.get("kind", "activity"), activity.get("same_as"))
        for promoter in (*own.get("departments", ()), *own.get("councils", ()))
        for activity in promoter.get("activities", ())
    }
    return Edition(
        name=name,
        start=date.fromisoformat(own["start"]),
        end=date.fromisoformat(own["end"]),
        activities=activities,
        departments=_codes(base["departments"]),
        councils=_codes(base["councils"]),
        obligations=tuple(
            {**rule, "due_at": (datetime.fromisoformat(rule["due_at"]) + later).astimezone(UTC)}
            for rule in base["obligations"]
        ),
        headline=tuple(own.get("rules", base["rules"])["headline_windows"]),
    )


def _codes(promoters: Iterable[dict[str, Any]]) -> frozenset[str]:
    return frozenset(promoter["code"] for promoter in promoters)


@cache
def meanings() -> dict[str, dict[str, Any]]:
    """The indicator dictionary by code."""
    rows = yaml.safe_load((CONTRACTS / "indicators.yaml").read_text(encoding="utf-8"))["indicators"]
    return {row["code"]: row for row in rows}
