"""A featured item as this service keeps it: its newest state, where in the log that stands, and what it was before.

What it was before is needed twice: who got an earlier version must hear that it is withdrawn or left their filter, and no
feed may show content that something newer has replaced.
"""

from dataclasses import dataclass, replace

from contracts.featured import FeaturedItem
from contracts.problems import Problem, ProblemCode


@dataclass(frozen=True, slots=True)
class Facets:
    """What filters ask of an item."""

    edition: str
    kind: str
    unit: str
    local_types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """An item at the offset of the log that last raised its revision. `was` holds the facets of every state it had."""

    state: FeaturedItem
    epoch: str
    offset: int
    was: tuple[Facets, ...]

    @property
    def withdrawn(self) -> bool:
        """Whether nothing of it may be shown any more."""
        return self.state.change == "withdrawn"


def facets_of(state: FeaturedItem) -> Facets:
    """What filters ask of this state."""
    return Facets(state.edition, state.kind.value, state.unit, state.local_types, state.tags)


def raised(known: Kept | None, state: FeaturedItem, epoch: str, offset: int) -> Kept | None:
    """The item after one event of the log; None where the event does not raise its revision and is passed over.

    The first offset that holds a revision is its place, so that reading the log again from its start ends the same. What
    another log has said counts for nothing here. Raises Problem(revision_conflict) for two contents under one revision.
    """
    if known is None or known.epoch != epoch:
        return Kept(state, epoch, offset, (facets_of(state),))
    if state.revision == known.state.revision:
        if state != known.state:
            raise Problem(ProblemCode.REVISION_CONFLICT)
        return replace(known, offset=offset) if offset <= known.offset else None
    if state.revision < known.state.revision:
        return None
    facets = facets_of(state)
    return Kept(state, epoch, offset, known.was if facets in known.was else (*known.was, facets))
