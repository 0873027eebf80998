"""What automatic checks say of a version: findings with place, evidence and words in both languages, and their report.

All of it goes to JSON and back unchanged, so that a store may keep it as it is.
"""

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

MAX_EVIDENCE_CHARACTERS = 160


class Severity(StrEnum):
    """How much a finding weighs. A block needs a person's reason to be overridden; nothing here decides by itself."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class About:
    """A place elsewhere that a finding speaks of: a stretch of another submission, and the stretch here it equals.

    `path` and characters `start:end` are the other's, `own_start:own_end` are of the finding's own field. A picture has no
    stretch (all four are 0). Whether a reader may see the other submission is for whoever shows it to judge.
    """

    submission: UUID
    edition: str
    organisation: str
    path: str
    start: int = 0
    end: int = 0
    own_start: int = 0
    own_end: int = 0

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self) | {"submission": str(self.submission)}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        return cls(**(kept | {"submission": UUID(kept["submission"])}))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found. `path` is dotted as in problem lists; `start:end` are characters of the original field.

    A finding about a whole field, number or file has `start == end == 0`. `evidence` is what was found, shortened.
    """

    rule: str
    severity: Severity
    path: str
    start: int
    end: int
    evidence: str
    zh: str
    en: str
    about: tuple[About, ...] = ()
    rule_version: int = 1

    @property
    def id(self) -> str:
        """The name an override calls it by: the same as long as rule, place, evidence and the others it is about are."""
        others = sorted({str(one.submission) for one in self.about})
        told = "\x1f".join([self.rule, self.path, str(self.start), str(self.end), self.evidence, *others])
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, the id among them."""
        return asdict(self) | {
            "id": self.id,
            "severity": self.severity.value,
            "about": [one.as_json() for one in self.about],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """What `as_json` gave; the id follows from the rest."""
        fields = {name: value for name, value in kept.items() if name != "id"}
        about = tuple(About.from_json(one) for one in fields.pop("about"))
        return cls(**(fields | {"severity": Severity(fields["severity"]), "about": about}))


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All findings on one version. `rule_set` is the hash of the rules that were applied."""

    rule_set: str
    findings: tuple[Finding, ...]
    version: int
    checked_at: datetime
    by_id: dict[str, Finding] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {finding.id: finding for finding in self.findings})

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """What needs a reason before the item goes on."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.BLOCK)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "rule_set": self.rule_set,
            "version": self.version,
            "checked_at": self.checked_at.isoformat(),
            "findings": [finding.as_json() for finding in self.findings],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        findings = tuple(Finding.from_json(one) for one in kept["findings"])
        return cls(kept["rule_set"], findings, kept["version"], datetime.fromisoformat(kept["checked_at"]))


def shortened(evidence: str) -> str:
    """Evidence as it is kept: whole where it is short, else its beginning."""
    if len(evidence) <= MAX_EVIDENCE_CHARACTERS:
        return evidence
    return evidence[: MAX_EVIDENCE_CHARACTERS - 1] + "…"
