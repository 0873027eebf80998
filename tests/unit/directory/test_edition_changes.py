"""What a wanted edition changes, and what its dates do to what organisations owe."""

from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.editions import shipped_editions
from contracts.organisations import MINISTRY, Obligation
from contracts.submissions import Kind
from services.directory.domain.edition_changes import changes_between, foresee

EDITION = next(one for one in shipped_editions() if one.edition == "2024")
DAY = timedelta(days=1)
DUE = datetime(2024, 5, 25, 15, 59, 59, tzinfo=UTC)
NOW = datetime(2024, 5, 14, tzinfo=UTC)


def owed(name: str, due_at: datetime = DUE, **fields: Any) -> Obligation:  # noqa: ANN401 - any field.
    given: dict[str, Any] = {
        "obligation": name,
        "revision": 1,
        "edition": "2024",
        "debtor": name,
        "creditor": MINISTRY,
        "kind": Kind.SUMMARY,
        "due_at": due_at,
        "set_by": MINISTRY,
        "source": "",
    }
    return Obligation(**(given | fields))


def test_a_field_of_an_entry_is_named_by_the_entry_and_not_by_its_place() -> None:
    units = list(EDITION.units)
    index = next(place for place, unit in enumerate(units) if unit.code == "330000")
    units[index] = units[index].model_copy(update={"short_name": "浙"})
    wanted = EDITION.model_copy(update={"units": tuple(reversed(units)), "theme": "新主题", "revision": 99})

    changes = {change.path: (change.before, change.after) for change in changes_between(EDITION, wanted)}

    assert changes.keys() == {"theme", "units.order", "units[330000].short_name"}
    assert changes["units[330000].short_name"] == ("浙江", "浙")


def test_limits_and_entries_that_come_and_go_are_named() -> None:
    limits = EDITION.limits.model_copy(update={"photo_max_bytes": 1})
    wanted = EDITION.model_copy(update={"limits": limits, "focus": EDITION.focus[1:]})

    changes = {change.path: (change.before, change.after) for change in changes_between(EDITION, wanted)}

    assert changes["limits.photo_max_bytes"] == ("20000000", "1")
    gone = changes[f"focus[{EDITION.focus[0].code}]"]
    assert (gone[0] is not None, gone[1]) == (True, None)


def test_another_order_is_a_change_and_what_comes_or_goes_is_none_of_it() -> None:
    first, second, *others = EDITION.departments
    turned = EDITION.model_copy(update={"departments": (second, first, *others)})
    shorter = EDITION.model_copy(update={"departments": (second, *others)})

    assert [one.path for one in changes_between(EDITION, turned)] == ["departments.order"]
    assert (changes_between(EDITION, turned)[0].after or "").split()[:2] == [second.code, first.code]
    assert [one.path for one in changes_between(EDITION, shorter)] == [f"departments[{first.code}]"]


def test_the_same_edition_changes_nothing_and_a_new_one_everything() -> None:
    assert changes_between(EDITION, EDITION.model_copy(update={"revision": 7})) == ()
    assert any(change.path == "theme" and change.before is None for change in changes_between(None, EDITION))


def test_obligations_are_made_moved_ended_or_left_to_whom_set_them() -> None:
    known = {
        "a": owed("a"),
        "b": owed("b", DUE - DAY),
        "c": owed("c"),
        "d": owed("d"),
        "e": owed("e", cancelled=True),
    }
    wanted = [owed("a"), owed("b"), owed("d", DUE + DAY), owed("e"), owed("f")]

    found = foresee(wanted, known, frozenset({"d"}), frozenset("abcde"), NOW)

    assert [one.obligation for one in found.made] == ["e", "f"]
    assert [(one.obligation, one.before, one.after) for one in found.moved] == [("b", DUE - DAY, DUE)]
    assert [one.obligation for one in found.ended] == ["c"]
    assert (found.kept, found.overdue, found.too_late) == (1, (), ())


def test_a_date_that_is_past_and_a_level_that_asks_too_late_are_named() -> None:
    province, city = owed("330000"), owed("x", DUE - DAY, debtor="330600", creditor="330000")
    early = owed("330000", DUE - 2 * DAY)

    found = foresee([early], {"330000": province, "x": city}, frozenset({"x"}), frozenset({"330000"}), DUE - DAY)

    assert found.overdue == ("330000",)
    assert found.too_late == ("x",)
    assert foresee([province], {"330000": province, "x": city}, frozenset({"x"}), frozenset(), NOW).too_late == ()
