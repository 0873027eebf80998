"""What a reader sees: for one scope, accepted or with what is pending, the versions whose facts count.

The nation and its units count what the unit accepted. A board below a unit counts what its own level passed up. `pending`
takes the version in review instead of the accepted one. Every view chooses versions; none changes a fact.
"""

from dataclasses import dataclass

import numpy as np

from contracts.organisations import MINISTRY
from services.aggregation.domain.columns import Ints, SlotColumns
from services.aggregation.domain.ledger import CODES_AN_INDICATOR, KEY, NONE, Dimensions, Home, Ledger
from services.aggregation.domain.relations import standing_back

NATION = "nation"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose board is read. `organisation` is None for the nation; `unit` tells whether it is a reporting unit."""

    name: str
    unit: bool = False

    @property
    def nation(self) -> bool:
        """Whether this is the whole country."""
        return self.name in (NATION, MINISTRY)


@dataclass(frozen=True, slots=True)
class View:
    """The visible facts of one scope and edition, sorted by code, and the columns to group them by.

    `slot`, `dimensions`, `code` and `value` are parallel; `homes` is the home of each slot of the ledger.
    """

    scope: Scope
    edition: str
    slot: Ints
    dimensions: Ints
    code: Ints
    value: Ints
    version_of_slot: Ints
    home_of_slot: Ints
    homes: tuple[Home, ...]
    dimension_values: tuple[Dimensions, ...]
    stood_back: frozenset[int]

    def rows_of(self, indicator: int) -> slice:
        """Where the rows of an indicator (by its number) stand, keys included."""
        low = int(np.searchsorted(self.code, indicator * CODES_AN_INDICATOR, "left"))
        return slice(low, int(np.searchsorted(self.code, indicator * CODES_AN_INDICATOR + KEY, "right")))

    def position(self, slot: int) -> int:
        """The chain step at which the scope stands for a slot; the chain's length for the nation."""
        chain = self.homes[self.home_of_slot[slot]].chain
        return chain.index(self.scope.name) if self.scope.name in chain else len(chain)


def view_of(ledger: Ledger, edition: str, scope: Scope, *, pending: bool = False) -> View:
    """Build the view of `scope`; a pure function of the ledger's state."""
    homes = tuple(ledger.homes.values)
    visible, home_of_slot = visible_versions(ledger, edition, scope, pending=pending)
    back = _standing_back(ledger, visible)
    for slot in back:
        visible[slot] = NONE
    table = ledger.table()
    slot_of_version = ledger.versions.snapshot("slot")
    slots = slot_of_version[table[:, 0]] if len(table) else table[:, 0]
    shown = visible[slots] == table[:, 0] if len(table) else np.zeros(0, bool)
    rows, slots = table[shown], slots[shown]
    order = np.argsort(rows[:, 2], kind="stable")
    return View(
        scope=scope,
        edition=edition,
        slot=slots[order],
        dimensions=rows[order, 1],
        code=rows[order, 2],
        value=rows[order, 3],
        version_of_slot=visible,
        home_of_slot=home_of_slot,
        homes=homes,
        dimension_values=tuple(ledger.dimensions.values),
        stood_back=frozenset(back),
    )


def visible_versions(ledger: Ledger, edition: str, scope: Scope, *, pending: bool) -> tuple[Ints, Ints]:
    """The version each slot shows in a scope before joint activities and duplicates are weighed (-1: none), and its home."""
    slots: SlotColumns = ledger.slots
    counted, review = slots.snapshot("counted"), slots.snapshot("review")
    home_of_slot = slots.snapshot("home")
    level_needed = np.array(
        [_level_needed(home, edition, scope, pending=pending) for home in ledger.homes.values], np.int64
    )
    if not len(home_of_slot):
        return counted, home_of_slot
    needed = level_needed[home_of_slot]
    reviewed = (review >= 0) & (needed >= 0) & (slots.snapshot("review_level") >= needed)
    visible = np.where(reviewed, review, counted)
    visible[needed == HIDDEN] = NONE
    return visible, home_of_slot


HIDDEN, ACCEPTED_ONLY = -2, -1


def _level_needed(home: Home, edition: str, scope: Scope, *, pending: bool) -> int:
    """The level from which a version in review is seen in a scope, or HIDDEN, or ACCEPTED_ONLY."""
    if home.edition != edition:
        return HIDDEN
    if scope.nation or (scope.unit and home.unit == scope.name):
        return 0 if pending else ACCEPTED_ONLY
    if scope.unit or scope.name not in home.chain:
        return HIDDEN
    return 0 if pending else home.chain.index(scope.name)


def _standing_back(ledger: Ledger, visible: Ints) -> set[int]:
    involved = {slot for slot in (*ledger.joint, *ledger.duplicate_of) if visible[slot] >= 0}
    targets = {slot: ledger.slot_of[target] for slot, target in ledger.duplicate_of.items() if target in ledger.slot_of}
    involved |= {target for slot, target in targets.items() if slot in involved and visible[target] >= 0}
    return standing_back(involved, ledger.joint, targets, ledger.identities)
