"""What a wanted edition changes, field by field, and what its new dates do to what organisations owe. Nothing is changed here."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.base import encode
from contracts.editions import Edition
from contracts.organisations import MINISTRY, Obligation

KEYS = ("code", "rule", "field", "name", "kind")
"""The fields that tell the entries of a list apart, the first that all of them have."""
MAX_CHANGES = 500
MAX_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as text; None where there was none or will be none.

    A path reads `units[330000].name`; `units.order` is the order of what was there and stays.
    """

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class DueChange:
    """One obligation and its date before and after; None where it is new, or would end."""

    obligation: str
    debtor: str
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a wanted edition does to obligations.

    `made`, `moved` and `ended` are national ones; `kept` were set or cancelled by a person and stay as they are. `overdue` would be
    past their date at once; `too_late` are those of levels that would not be earlier than what the level itself then owes.
    Verdicts that receipts carry stay: they were passed at receipt, on the date of that moment.
    """

    made: tuple[DueChange, ...] = ()
    moved: tuple[DueChange, ...] = ()
    ended: tuple[DueChange, ...] = ()
    kept: int = 0
    overdue: tuple[str, ...] = ()
    too_late: tuple[str, ...] = ()


def changes_between(known: Edition | None, wanted: Edition) -> tuple[FieldChange, ...]:
    """Every field that differs, the revision aside, at most `MAX_CHANGES`."""
    before = json.loads(encode(known)) if known is not None else {}
    after = json.loads(encode(wanted))
    for one in (before, after):
        one.pop("revision", None)
    return tuple(_differences("", before, after))[:MAX_CHANGES]


def _differences(path: str, before: Any, after: Any) -> Iterable[FieldChange]:  # noqa: ANN401 - any JSON.
    if before == after:
        return
    if isinstance(before, list) and isinstance(after, list):
        key = _key_of((*before, *after))
        if key is not None:
            yield from _order(path, [one[key] for one in before], [one[key] for one in after])
            before, after = ({f"[{one[key]}]": one for one in value} for value in (before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys((*before, *after)):
            inner = f"{path}{name}" if name.startswith("[") else f"{path}.{name}".lstrip(".")
            yield from _differences(inner, before.get(name), after.get(name))
        return
    yield FieldChange(path, _text(before), _text(after))


def _order(path: str, before: Sequence[str], after: Sequence[str]) -> Iterable[FieldChange]:
    """That what stands in both lists stands in another order, which is the order in which people see it."""
    was, will_be = ([key for key in one if key in other] for one, other in ((before, after), (after, before)))
    if was != will_be:
        yield FieldChange(f"{path}.order", _text(" ".join(was)), _text(" ".join(will_be)))


def _key_of(entries: Sequence[Any]) -> str | None:
    """The field by which the entries of a list are told apart; None where nothing does."""
    if not entries or not all(isinstance(one, dict) for one in entries):
        return None
    return next((key for key in KEYS if all(isinstance(one.get(key), str) for one in entries)), None)


def _text(value: Any) -> str | None:  # noqa: ANN401 - any JSON.
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_CHARACTERS else text[: MAX_CHARACTERS - 1] + "…"


def foresee(
    wanted: Sequence[Obligation],
    known: Mapping[str, Obligation],
    by_hand: frozenset[str],
    by_rule: frozenset[str],
    now: datetime,
) -> Foreseen:
    """What becomes of obligations. `known` are those of the edition; `by_hand` were touched by a person, `by_rule` came from a rule."""
    made, moved = [], []
    ids = {one.obligation for one in wanted}
    for one in wanted:
        there = known.get(one.obligation)
        if one.obligation in by_hand:
            continue
        change = DueChange(one.obligation, one.debtor, _due(there), one.due_at)
        if there is None or there.cancelled:
            made.append(change)
        elif there.due_at != one.due_at:
            moved.append(change)
    ended = [
        DueChange(one.obligation, one.debtor, one.due_at, None)
        for one in known.values()
        if one.obligation in by_rule - by_hand and not one.cancelled and one.obligation not in ids
    ]
    after = {
        **{one.obligation: one for one in known.values()},
        **{w.obligation: w for w in wanted if w.obligation not in by_hand},
    }
    for change in ended:
        after.pop(change.obligation)
    return Foreseen(
        made=tuple(made),
        moved=tuple(moved),
        ended=tuple(ended),
        kept=len(ids & by_hand),
        overdue=tuple(one.obligation for one in (*made, *moved) if one.after is not None and one.after <= now),
        too_late=_too_late(after.values()),
    )


def _due(obligation: Obligation | None) -> datetime | None:
    return obligation.due_at if obligation is not None and not obligation.cancelled else None


def _too_late(obligations: Iterable[Obligation]) -> tuple[str, ...]:
    standing = [one for one in obligations if not one.cancelled]
    earliest: dict[tuple[str, str], datetime] = {}
    for one in standing:
        place = (one.debtor, one.kind.value)
        earliest[place] = min(one.due_at, earliest.get(place, one.due_at))
    return tuple(
        sorted(
            one.obligation
            for one in standing
            if one.creditor != MINISTRY
            and one.due_at
            >= earliest.get((one.creditor, one.kind.value), datetime.max.replace(tzinfo=one.due_at.tzinfo))
        )
    )
