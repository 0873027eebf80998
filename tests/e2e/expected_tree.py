"""The expected way of every organisation's items, from kinds and parents alone. Source: domain report 3.1, chains 1-7.

Written a second time on purpose: nothing here comes from the services whose figures it is held against.
"""

from collections.abc import Iterable, Mapping
from typing import Any

UNIT_KINDS = {"ministry", "department", "council", "province", "separately_planned_city", "corps"}
STRAIGHT_TO_THE_UNIT = {"college", "vocational_university"}


class Tree:
    """Organisations by id, with their unit, their chain to the organisation that accepts, and their path from the root."""

    def __init__(self, organisations: Iterable[Mapping[str, Any]]) -> None:
        self._rows = {row["organisation"]: row for row in organisations}

    def kind(self, organisation: str) -> str:
        """The kind of an organisation."""
        return str(self._rows[organisation]["kind"])

    def of_kinds(self, kinds: Iterable[str]) -> list[str]:
        """The organisations of these kinds, sorted."""
        wanted = set(kinds)
        return sorted(name for name, row in self._rows.items() if row["kind"] in wanted)

    def children(self, organisation: str) -> list[str]:
        """Who stands directly below."""
        return sorted(name for name, row in self._rows.items() if row["parent"] == organisation)

    def path(self, organisation: str) -> tuple[str, ...]:
        """From the root to the organisation itself."""
        parent = self._rows[organisation]["parent"]
        return (*(self.path(parent) if parent else ()), organisation)

    def unit(self, organisation: str) -> str:
        """The reporting unit that manages it."""
        return next(name for name in reversed(self.path(organisation)) if self.kind(name) in UNIT_KINDS)

    def chain(self, organisation: str) -> tuple[str, ...]:
        """From the organisation to the one whose acceptance counts."""
        row = self._rows[organisation]
        if row["kind"] in UNIT_KINDS:
            return (organisation,)
        parent = row["parent"]
        above = self.chain(parent)
        if row["kind"] == "school" and self.kind(parent) != "division":
            if row["school_type"] in STRAIGHT_TO_THE_UNIT:
                above = above[-1:]
            elif self.kind(parent) == "body":
                # A technical school files to the human resources authority, and the unit merges what that sends.
                above = (above[0], above[-1])
        return (organisation, *above)
