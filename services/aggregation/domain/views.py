"""What a reader sees: for one scope, accepted or with what is pending, the versions whose facts count.

The nation and its units count what the unit accepted. A board below a unit counts what its own level passed up. `pending`
takes the version in review instead of the accepted one. Every view chooses versions; none changes a fact.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contracts.organisations import MINISTRY
from services.aggregation.domain.columns import CODES_AN_INDICATOR, Integers, Ints, places_of
from services.aggregation.domain.interning import Facets
from services.aggregation.domain.ledger import NONE, Dimensions, Home, Ledger
from services.aggregation.domain.relations import standing_back

NATION = "nation"
NARROW_CODES = 1 << 15


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose board is read. The nation is a scope of its own; `unit` tells whether an organisation is a reporting unit."""

    name: str
    unit: bool = False

    @property
    def nation(self) -> bool:
        """Whether this is the whole country."""
        return self.name in (NATION, MINISTRY)


@dataclass(frozen=True, slots=True)
class View:
    """The visible facts of one scope and edition, sorted by code, and the columns to group them by.

    `slot`, `dimensions`, `code` and `value` are parallel. Homes, dimensions and identities are the ledger's own lists, which
    only ever grow, so that what the view's numbers mean in them stays. `starts` says where each indicator's rows start and,
    last, where all end. `stood_back` are the slots that would be visible and do not count, because another one tells the same.
    """

    scope: Scope
    edition: str
    slot: Integers
    dimensions: Integers
    code: Integers
    value: Integers
    starts: Ints
    version_of_slot: Integers
    home_of_slot: Integers
    homes: Sequence[Home]
    home_facets: Facets[Home]
    dimension_values: Sequence[Dimensions]
    dimension_facets: Facets[Dimensions]
    identities: Sequence[bytes]
    stood_back: frozenset[int]

    def rows_of(self, indicator: int) -> slice:
        """Where the rows of an indicator (by its number) stand, keys included."""
        if indicator + 1 >= len(self.starts):
            return slice(0, 0)
        return slice(int(self.starts[indicator]), int(self.starts[indicator + 1]))


def view_of(ledger: Ledger, edition: str, scope: Scope, *, pending: bool = False) -> View:
    """Build the view of `scope`; a pure function of the ledger's state."""
    visible, home_of_slot = visible_versions(ledger, edition, scope, pending=pending)
    back = _stood_back(ledger, edition, scope, visible, pending=pending)
    visible[list(back)] = NONE
    slots = np.flatnonzero(visible >= 0)
    versions = visible[slots]
    counts = ledger.versions.at("count", versions)
    places = places_of(ledger.versions.at("start", versions), counts)
    code = ledger.rows.at("code", places)
    # Sorting is by far the longest part; short numbers are sorted digit by digit.
    narrow = code.astype(np.int16) if len(ledger.indicators) * CODES_AN_INDICATOR < NARROW_CODES else code
    order = np.argsort(narrow, kind="stable")
    places, code = places[order], code[order]
    codes = np.arange(len(ledger.indicators) + 1, dtype=code.dtype) * CODES_AN_INDICATOR
    return View(
        scope=scope,
        edition=edition,
        slot=np.repeat(slots, counts)[order],
        dimensions=ledger.rows.at("dimensions", places),
        code=code,
        value=ledger.rows.at("value", places),
        starts=np.searchsorted(code, codes),
        version_of_slot=visible,
        home_of_slot=home_of_slot,
        homes=ledger.homes.values,
        home_facets=ledger.home_facets,
        dimension_values=ledger.dimensions.values,
        dimension_facets=ledger.dimension_facets,
        identities=ledger.identities,
        stood_back=back,
    )


def visible_versions(ledger: Ledger, edition: str, scope: Scope, *, pending: bool) -> tuple[Ints, Ints]:
    """The version each slot shows in a scope before joint activities and duplicates are weighed (-1: none), and its home."""
    slots = ledger.slots
    counted, review = slots.snapshot("counted"), slots.snapshot("review")
    home_of_slot = slots.snapshot("home")
    needed = _levels_needed(ledger, edition, scope, pending=pending)[home_of_slot]
    reviewed = (review >= 0) & (needed >= 0) & (slots.snapshot("review_level") >= needed)
    visible = np.where(reviewed, review, counted)
    visible[needed == HIDDEN] = NONE
    return visible, home_of_slot


HIDDEN, ACCEPTED_ONLY = -2, -1


def _levels_needed(ledger: Ledger, edition: str, scope: Scope, *, pending: bool) -> Ints:
    """By home, the level from which a version in review is seen in a scope, or HIDDEN, or ACCEPTED_ONLY."""
    facets = ledger.home_facets
    seen = facets.is_word("edition", lambda home: home.edition, edition)
    if scope.unit and not scope.nation:
        seen &= facets.is_word("unit", lambda home: home.unit, scope.name)
    if scope.nation or scope.unit:
        return np.where(seen, 0 if pending else ACCEPTED_ONLY, HIDDEN)
    needed = np.full(len(seen), HIDDEN)
    for number in np.flatnonzero(seen).tolist():
        chain = ledger.homes.values[number].chain
        if scope.name in chain:
            needed[number] = 0 if pending else chain.index(scope.name)
    return needed


def _stood_back(ledger: Ledger, edition: str, scope: Scope, visible: Ints, *, pending: bool) -> frozenset[int]:
    """The visible slots whose activity another one tells.

    What counts for a unit is weighed over the whole country, so that units add up to the nation; a board below a unit enters
    no other sum and weighs only what it shows.
    """
    if not ledger.joint and not ledger.duplicate_of:
        return frozenset()
    weighed = visible
    if scope.unit and not scope.nation:
        weighed, _homes = visible_versions(ledger, edition, Scope(NATION), pending=pending)
    targets = {slot: ledger.slot_of[target] for slot, target in ledger.duplicate_of.items() if target in ledger.slot_of}
    told = {slot for slot in (*ledger.joint, *targets, *targets.values()) if weighed[slot] >= 0}
    back = standing_back(told, ledger.joint, targets, ledger.identities)
    return frozenset(slot for slot in back if visible[slot] >= 0)
