"""Who may file in the demo: the organisations as the directory lists them, and where each of them stands on the map."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MINISTRY = "ministry"
CORPS = "660000"
SEATS_OF_DIVISIONS = {"660000": "650100", "660000-01": "659002", "660000-06": "659004", "660000-08": "659001"}
"""GB/T 2260 codes of the cities in which the Corps and its divisions sit; they have no code of their own."""


@dataclass(frozen=True, slots=True)
class Host:
    """One organisation, as far as a report needs it. `chain` runs from it to the organisation whose acceptance counts."""

    organisation: str
    kind: str
    name: str
    short_name: str
    parent: str | None
    unit: str
    chain: tuple[str, ...]
    body: str | None
    school_type: str | None
    school_code: str | None
    gb2260: str | None

    def person(self, role: str, number: int = 1) -> str:
        """The sign-in name that the seed gives to one of its people."""
        return person_of(self.organisation, role, number)


def person_of(organisation: str, role: str, number: int = 1) -> str:
    """The sign-in name that the seed gives to somebody: `p-330000-filer-1`."""
    return f"p-{organisation}-{role}-{number}"


class Hosts:
    """All organisations of a directory, in the order of their ids, so that the same directory gives the same reports."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        found = sorted((_host(row) for row in rows), key=lambda host: host.organisation)
        self.by_id = {host.organisation: host for host in found}

    def of_kind(self, *kinds: str) -> list[Host]:
        """The organisations of these kinds."""
        return [host for host in self.by_id.values() if host.kind in kinds]

    def units(self) -> list[Host]:
        """The 37 reporting units of the notice's address line."""
        return self.of_kind("province", "separately_planned_city", "corps")

    def below(self, unit: str, *kinds: str) -> list[Host]:
        """The organisations of these kinds that a unit manages."""
        return [host for host in self.of_kind(*kinds) if host.unit == unit]

    def place_of(self, host: Host) -> str:
        """The GB/T 2260 code of the place an organisation sits in; Beijing's for national ones."""
        step: Host | None = host
        while step is not None:
            code = step.gb2260 or SEATS_OF_DIVISIONS.get(step.organisation)
            if code:
                return code
            step = self.by_id.get(step.parent) if step.parent else None
        return "110102"

    def rows(self) -> list[dict[str, Any]]:
        """The organisations as plain rows: what the expected figures are computed from, without paths, chains and units."""
        return [
            {
                "organisation": host.organisation,
                "kind": host.kind,
                "parent": host.parent,
                "body": host.body,
                "school_type": host.school_type,
            }
            for host in self.by_id.values()
        ]


def _host(row: Mapping[str, Any]) -> Host:
    return Host(
        organisation=row["organisation"],
        kind=row["kind"],
        name=row["name"],
        short_name=row["short_name"],
        parent=row["parent"],
        unit=row["unit"],
        chain=tuple(row["chain"]),
        body=row["body"],
        school_type=row["school_type"],
        school_code=row["school_code"],
        gb2260=row["gb2260"],
    )
