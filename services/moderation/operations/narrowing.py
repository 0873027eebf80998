"""What a list is narrowed to that only a look into each item tells: what checks found, what is public, how often it was read."""

from dataclasses import dataclass
from enum import StrEnum

from services.moderation.checks import Severity
from services.moderation.domain.overrides import overridden
from services.moderation.domain.record import Record
from services.moderation.store.checks import Checked, CheckStatus


class Found(StrEnum):
    """What automatic checks said of the newest version: an open block, a warning or a block, neither, or nothing yet."""

    BLOCKED = "blocked"
    NOTABLE = "notable"
    CLEAN = "clean"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Inside:
    """What a list is narrowed to beside its filter; nothing where all is None. `proofs_done` counts readings of three."""

    found: Found | None = None
    featured: bool | None = None
    proofs_done: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it narrows nothing."""
        return self.found is None and self.featured is None and self.proofs_done is None

    def fits(self, record: Record, checked: Checked | None) -> bool:
        """Whether an item belongs in the list."""
        return (
            (self.found is None or _fits(self.found, record, checked))
            and (self.featured is None or self.featured == record.standing.featured)
            and (self.proofs_done is None or self.proofs_done == len(record.proofs))
        )


def _fits(found: Found, record: Record, checked: Checked | None) -> bool:
    report = checked.report if checked and checked.status is CheckStatus.CHECKED else None
    if report is None or found is Found.UNCHECKED:
        return report is None and found is Found.UNCHECKED
    if found is Found.BLOCKED:
        known = overridden(record)
        return any(finding.id not in known for finding in report.blocks)
    notable = any(finding.severity is not Severity.INFO for finding in report.findings)
    return notable == (found is Found.NOTABLE)
