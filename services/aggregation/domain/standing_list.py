"""The standings themselves: where each submission stands, in how many buckets they fall, and the proof that one is counted."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import numpy as np

from contracts.submissions import Series
from services.aggregation.domain.columns import CODES_AN_INDICATOR, KEY, Ints
from services.aggregation.domain.ledger import NONE, STATES, VERDICTS, Home, Ledger
from services.aggregation.domain.views import View


class Bucket(StrEnum):
    """Where a submission stands for the check `received = pending + accepted + returned + refused + withdrawn + duplicate`."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"


_ORDER = tuple(Bucket)
_WITHOUT_VERSION = {"refused": Bucket.REFUSED, "withdrawn": Bucket.WITHDRAWN}
_BY_STATE = np.array([_ORDER.index(_WITHOUT_VERSION.get(state, Bucket.RETURNED)) for state in STATES])
"""By state, the bucket (its place in `_ORDER`) of what has neither an accepted version nor one in review."""


@dataclass(frozen=True, slots=True)
class Item:
    """One submission's standing, unpacked. Times are milliseconds since 1970; `waiting_for` is the chain's next step."""

    submission: UUID
    home: Home
    state: str
    verdict: str
    obligation: str | None
    version: int
    counted_version: int | None
    review_version: int | None
    review_level: int
    revision: int
    partition: int
    offset: int
    appended_ms: int
    received_ms: int
    joint_activity: str | None
    duplicate_of: UUID | None

    @property
    def waiting_for(self) -> str | None:
        """The organisation whose turn it is, None where nothing is under review."""
        if self.review_version is None:
            return None
        return self.home.chain[min(self.review_level + 1, len(self.home.chain) - 1)]


def item_of(ledger: Ledger, slot: int) -> Item:
    """Unpack the standing in a slot."""
    slots, versions = ledger.slots, ledger.versions
    counted, review, obligation = slots.counted[slot], slots.review[slot], slots.obligation[slot]
    joint, target = ledger.joint.get(slot), ledger.duplicate_of.get(slot)
    return Item(
        submission=UUID(bytes=ledger.identities[slot]),
        home=ledger.homes.values[slots.home[slot]],
        state=STATES[slots.state[slot]],
        verdict=VERDICTS[slots.verdict[slot]],
        obligation=None if obligation == NONE else ledger.obligations.values[obligation],
        version=slots.version[slot],
        counted_version=None if counted == NONE else versions.version[counted],
        review_version=None if review == NONE else versions.version[review],
        review_level=slots.review_level[slot],
        revision=slots.revision[slot],
        partition=slots.partition[slot],
        offset=slots.offset[slot],
        appended_ms=slots.appended_ms[slot],
        received_ms=slots.received_ms[slot],
        joint_activity=joint.activity if joint else None,
        duplicate_of=None if target is None else UUID(bytes=target),
    )


def readable(ledger: Ledger, slots: Ints, may_read: Callable[[Home], bool]) -> Ints:
    """Those of the slots whose home somebody may read, the newest decision first, then by id.

    Homes are few and slots are many, so each home is asked for once.
    """
    homes, of_slot = np.unique(ledger.slots.at("home", slots), return_inverse=True)
    may = np.array([may_read(ledger.homes.values[home]) for home in homes.tolist()], bool)
    own: Ints = slots[may[of_slot]]
    identities = np.frombuffer(b"".join([ledger.identities[slot] for slot in own.tolist()]), ">u8")
    newest_first = np.lexsort((identities[1::2], identities[::2], -ledger.slots.at("appended_ms", own)))
    ordered: Ints = own[newest_first]
    return ordered


def buckets(ledger: Ledger, nation: View) -> dict[Bucket, int]:
    """How many submissions of the view's edition fall in each bucket; every one falls in exactly one.

    What has an accepted version is accepted, whatever became of a newer one.
    """
    slots = ledger.slots
    stood_back = np.zeros(len(slots), bool)
    stood_back[list(nation.stood_back)] = True
    found = np.select(
        [stood_back, slots.snapshot("counted") >= 0, slots.snapshot("review") >= 0],
        [_ORDER.index(bucket) for bucket in (Bucket.DUPLICATE, Bucket.ACCEPTED, Bucket.PENDING)],
        _BY_STATE[slots.snapshot("state")],
    )
    of_edition = ledger.home_facets.is_word("edition", lambda home: home.edition, nation.edition)
    tally = np.bincount(found[of_edition[slots.snapshot("home")]], minlength=len(_ORDER))
    return dict(zip(_ORDER, tally.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one submission adds to one indicator of a view: a number, or names of a distinct indicator."""

    indicator: str
    series: Series
    window: str
    value: int
    keys: tuple[str, ...]


def contributions(ledger: Ledger, version: int) -> tuple[Contribution, ...]:
    """The facts of a version (a row number of the ledger's versions), joined by indicator, series and window."""
    start, count = ledger.versions.start[version], ledger.versions.count[version]
    numbers: dict[tuple[str, str, str], int] = {}
    keys: dict[tuple[str, str, str], list[str]] = {}
    places = np.arange(start, start + count)
    rows = (ledger.rows.at(name, places).tolist() for name in ("dimensions", "code", "value"))
    for dimensions, code, value in zip(*rows, strict=True):
        one = ledger.dimensions.values[dimensions]
        name = (ledger.indicators.values[code // CODES_AN_INDICATOR], one.series, one.window)
        if code % CODES_AN_INDICATOR == KEY:
            keys.setdefault(name, []).append(ledger.keys.values[value])
        else:
            numbers[name] = numbers.get(name, 0) + value
    return tuple(
        Contribution(name[0], Series(name[1]), name[2], numbers.get(name, 0), tuple(sorted(set(keys.get(name, ())))))
        for name in dict.fromkeys((*numbers, *keys))
    )
