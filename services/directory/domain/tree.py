"""The tree of organisations: where each kind may stand, and what path, chain and unit follow from its parent.

Sources: domain report 0.1, 3.1 (chains by type of school) and 4 (who manages a school, not where it stands).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contracts.organisations import REPORTING_UNIT_KINDS, Organisation, OrganisationKind, SchoolType
from services.directory.domain.chains import Onward, chain_of

HUMAN_RESOURCES = "human_resources"
"""The body that technical schools (技工学校) file to."""

_UNITS = frozenset({OrganisationKind.PROVINCE, OrganisationKind.SEPARATELY_PLANNED_CITY, OrganisationKind.CORPS})
_LEVELS = _UNITS | {OrganisationKind.CITY, OrganisationKind.COUNTY, OrganisationKind.DIVISION}
_ROOT_ONLY = frozenset({OrganisationKind.MINISTRY})
_HOSTS_STAND_UNDER = _LEVELS | {OrganisationKind.MINISTRY, OrganisationKind.DEPARTMENT, OrganisationKind.COUNCIL}

PARENT_KINDS: Mapping[OrganisationKind, frozenset[OrganisationKind]] = {
    OrganisationKind.MINISTRY: frozenset(),
    OrganisationKind.DEPARTMENT: _ROOT_ONLY,
    OrganisationKind.COUNCILS_OFFICE: _ROOT_ONLY,
    OrganisationKind.COUNCIL: _ROOT_ONLY,
    OrganisationKind.PROVINCE: _ROOT_ONLY,
    OrganisationKind.SEPARATELY_PLANNED_CITY: _ROOT_ONLY,
    OrganisationKind.CORPS: _ROOT_ONLY,
    OrganisationKind.CITY: frozenset({OrganisationKind.PROVINCE}),
    OrganisationKind.COUNTY: frozenset(
        {OrganisationKind.PROVINCE, OrganisationKind.CITY, OrganisationKind.SEPARATELY_PLANNED_CITY}
    ),
    OrganisationKind.DIVISION: frozenset({OrganisationKind.CORPS}),
    OrganisationKind.BODY: _LEVELS,
    OrganisationKind.SCHOOL: _LEVELS | {OrganisationKind.BODY},
    OrganisationKind.ENTERPRISE: _HOSTS_STAND_UNDER,
    OrganisationKind.TRAINING_BASE: _HOSTS_STAND_UNDER,
    OrganisationKind.INSTITUTE: _HOSTS_STAND_UNDER,
    OrganisationKind.CONSORTIUM: _HOSTS_STAND_UNDER,
}
"""Under which kinds an organisation of a kind may stand. Districts of a municipality stand directly under it.

No kind can come to stand below itself, and a kind never changes, so no move can make a ring.
"""


@dataclass(frozen=True, slots=True)
class Placing:
    """What follows from a parent: the path from the ministry, the default chain, and the reporting unit."""

    path: tuple[str, ...]
    chain: tuple[str, ...]
    unit: str


def may_stand_under(kind: OrganisationKind, school_type: SchoolType | None, parent: Organisation | None) -> bool:
    """Whether an organisation of this kind may stand under `parent` (None: at the root).

    A technical school stands under a human resources body, or under the Corps and its divisions, which have their own;
    no other school stands under a body.
    """
    if parent is None:
        return kind is OrganisationKind.MINISTRY
    if parent.kind not in PARENT_KINDS[kind]:
        return False
    if kind is not OrganisationKind.SCHOOL:
        return True
    if parent.kind is OrganisationKind.BODY:
        return school_type is SchoolType.TECHNICAL and parent.body == HUMAN_RESOURCES
    own_authority = parent.kind in {OrganisationKind.CORPS, OrganisationKind.DIVISION}
    return school_type is not SchoolType.TECHNICAL or own_authority


def place(
    organisation: str, kind: OrganisationKind, school_type: SchoolType | None, parent: Organisation | None
) -> Placing:
    """Path, chain and unit of an organisation under `parent`, whose own placing is taken as right."""
    path = (*(parent.path if parent else ()), organisation)
    if parent is None or kind in REPORTING_UNIT_KINDS:
        return Placing(path, (organisation,), organisation)
    return Placing(path, (organisation, *_onward(kind, school_type, parent)), parent.unit)


def _onward(kind: OrganisationKind, school_type: SchoolType | None, parent: Organisation) -> tuple[str, ...]:
    onward = chain_of(kind, school_type, parent.kind).onward
    if onward is Onward.OWN:
        return ()
    if onward is Onward.UNIT:
        return (parent.unit,)
    if onward is Onward.BODY:
        # The unit's education authority merges what the human resources bodies send; the city's is passed by.
        return (parent.organisation, parent.unit)
    return parent.chain


def is_placed_as(organisation: Organisation, placing: Placing) -> bool:
    """Whether an organisation already stands as `placing` says."""
    return (organisation.path, organisation.chain, organisation.unit) == (placing.path, placing.chain, placing.unit)


@dataclass(frozen=True, slots=True)
class Derived:
    """What the parents say the tree must be: organisations whose placing is stale, and those no path leads to."""

    stale: tuple[tuple[Organisation, Placing], ...]
    unreachable: tuple[str, ...]


def derive(organisations: Iterable[Organisation]) -> Derived:
    """Derive every placing from the parents alone, parents first; nothing is changed here.

    This is what makes a move that stopped half-way complete: it can be run at any time and as often as one likes.
    `unreachable` names organisations in a ring or under a parent that does not exist, which is a fault.
    """
    below: dict[str | None, list[Organisation]] = {}
    for one in organisations:
        below.setdefault(one.parent, []).append(one)
    stale: list[tuple[Organisation, Placing]] = []
    waiting: list[tuple[Organisation, Organisation | None]] = [(one, None) for one in below.pop(None, [])]
    while waiting:
        one, parent = waiting.pop()
        placing = place(one.organisation, one.kind, one.school_type, parent)
        if not is_placed_as(one, placing):
            stale.append((one, placing))
        right = placed(one, placing)
        waiting.extend((child, right) for child in below.pop(one.organisation, []))
    unreachable = tuple(sorted(one.organisation for left in below.values() for one in left))
    return Derived(tuple(stale), unreachable)


def derive_branch(root: Organisation, descendants: Iterable[Organisation]) -> tuple[tuple[Organisation, Placing], ...]:
    """As `derive`, for the organisations below `root`, whose own placing is taken as right; parents come first."""
    below: dict[str | None, list[Organisation]] = {}
    for one in descendants:
        below.setdefault(one.parent, []).append(one)
    stale: list[tuple[Organisation, Placing]] = []
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        for child in below.pop(parent.organisation, []):
            placing = place(child.organisation, child.kind, child.school_type, parent)
            if not is_placed_as(child, placing):
                stale.append((child, placing))
            waiting.append(placed(child, placing))
    return tuple(stale)


def placed(organisation: Organisation, placing: Placing, revision: int | None = None) -> Organisation:
    """The organisation as it stands under `placing`, at a new revision where one is given."""
    return organisation.model_copy(
        update={
            "path": placing.path,
            "chain": placing.chain,
            "unit": placing.unit,
            "revision": organisation.revision if revision is None else revision,
        }
    )
