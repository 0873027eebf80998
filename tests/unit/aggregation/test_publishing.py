"""What the leased replica says to the world: whole, once, never an older cut, and never what is half read."""

from datetime import datetime, timedelta

import orjson
import pytest

from services.aggregation.domain.cuts import Cut
from services.aggregation.publishing import newest_key
from services.aggregation.store import Publication
from tests.unit.aggregation.making import accepted, event, sessions, withdrawn
from tests.unit.aggregation.standins import NOW, World, later

REPORT = event(accepted(1, sessions(3)), 1)
AHEAD = Cut("epoch", (90, 90))


def publication(cut: Cut, *, complete: bool = True) -> Publication:
    """What another replica published."""
    return Publication("2024", 7, cut, NOW - timedelta(minutes=5), None, None, complete)


async def test_changed_figures_are_said_with_the_cut_they_are_of() -> None:
    world = World()
    world.hear(REPORT)

    await world.publisher.publish()

    said = world.said("330000")
    assert [(one.value, one.sources) for one in said.figures if one.indicator == "session_count"] == [(3, 1)]
    assert said.cut == world.said("nation").cut == str(world.replica.cut)
    assert world.static()["cut"] == str(world.replica.cut)


async def test_the_newest_file_stands_alone_and_is_renewed_every_minute() -> None:
    """It is what pages show while no replica answers, and its age must tell that nobody writes it any more."""
    world = World()
    world.hear(REPORT)
    await world.publisher.publish()
    first = orjson.loads(world.objects.bodies[newest_key("2024")])

    await world.minute_later()
    second = orjson.loads(world.objects.bodies[newest_key("2024")])

    assert first["cut"] == second["cut"] == str(world.replica.cut)
    assert datetime.fromisoformat(second["written_at"]) - datetime.fromisoformat(first["written_at"]) == timedelta(
        minutes=1
    )
    assert {unit["code"] for unit in first["units"]} >= {"330000", "660000"}


async def test_a_bucket_that_is_away_keeps_nobody_from_publishing() -> None:
    world = World()
    world.hear(REPORT)
    world.objects.away = True

    await world.publisher.publish()

    assert world.said("nation").figures != ()
    assert newest_key("2024") not in world.objects.bodies


async def test_what_has_not_changed_is_not_said_again() -> None:
    world = World()
    world.hear(REPORT)
    await world.publisher.publish()
    before = len(world.sent)

    world.hear(event(accepted(2, sessions(1)), 1))
    await world.publisher.publish()

    assert [scope for scope, _state in world.sent[before:]] == ["nation", "330000"]
    assert world.said("nation").revision > world.sent[0][1].revision


async def test_a_unit_whose_last_report_is_withdrawn_is_said_to_have_nothing() -> None:
    world = World()
    world.hear(REPORT)
    await world.publisher.publish()

    world.hear(event(withdrawn(1), 2))
    await world.publisher.publish()

    assert world.said("330000").figures == ()
    assert world.said("nation").figures == ()


async def test_a_unit_that_only_others_have_said_something_of_is_said_to_have_nothing() -> None:
    """The replica that takes over cannot know what stands on the topic."""
    world = World()
    world.hear(REPORT)

    await world.publisher.publish()

    assert world.said("510000").figures == ()


async def test_a_replica_that_lags_behind_what_was_published_says_nothing() -> None:
    world = World()
    world.store.publications["2024"] = publication(AHEAD)
    world.hear(REPORT)

    await world.minute_later()

    assert world.sent == []
    assert world.store.kept == []
    assert world.store.publications["2024"] == publication(AHEAD)


async def test_without_the_lease_nothing_is_said() -> None:
    world = World()
    world.hear(REPORT)
    world.lease.held = False

    await world.publisher.publish()

    assert (world.sent, world.store.kept, world.objects.bodies) == ([], [], {})


async def test_nothing_is_said_of_a_log_that_is_only_half_read() -> None:
    world = World()
    world.hear(REPORT)
    world.replica.ready.clear()

    await world.publisher.publish()

    assert (world.sent, world.store.kept, world.objects.bodies) == ([], [], {})


async def test_a_static_file_that_could_not_be_written_is_written_later_without_a_new_decision() -> None:
    world = World()
    world.hear(REPORT)
    world.objects.away = True
    await world.publisher.publish()
    assert world.store.publications["2024"].static is None
    assert world.said("nation").figures != ()

    world.objects.away = False
    await world.publisher.publish()

    assert world.static()["cut"] == str(world.replica.cut)
    assert world.store.publications["2024"].complete


async def test_what_another_began_to_publish_is_finished_at_the_same_cut() -> None:
    world = World()
    world.hear(REPORT)
    world.store.publications["2024"] = publication(world.replica.cut, complete=False)

    await world.publisher.publish()

    assert world.said("nation").figures != ()
    assert world.static()["cut"] == str(world.replica.cut)


async def test_figures_are_said_again_after_another_replica_may_have_said_others() -> None:
    world = World()
    world.hear(REPORT)
    await world.publisher.publish()
    world.lease.held = False
    await world.publisher.publish()
    world.lease.held = True
    before = len(world.sent)

    world.hear(event(accepted(1, sessions(3), featured=True), 2))
    await world.publisher.publish()

    assert "330000" in [scope for scope, _state in world.sent[before:]]


async def test_what_was_not_acknowledged_is_not_known_to_have_been_said() -> None:
    """It may have arrived, and then what was said before it no longer stands."""
    world = World()
    world.hear(REPORT)
    await world.publisher.publish()
    world.hear(event(accepted(1, sessions(8)), 2))
    world.unacknowledged = True
    with pytest.raises(TimeoutError):
        await world.publisher.publish()
    world.unacknowledged = False

    world.hear(event(accepted(1, sessions(3)), 3))
    await world.publisher.publish()

    assert [one.value for one in world.said("nation").figures if one.indicator == "session_count"] == [3]


async def test_of_two_that_publish_at_once_one_wins_and_the_other_says_nothing() -> None:
    first = World()
    second = World(store=first.store, objects=first.objects, holder="b")
    for world in (first, second):
        world.hear(REPORT)
    ask = first.store.publication
    stale = [await ask("2024")]

    async def asked_a_moment_ago(edition: str) -> Publication | None:
        return stale.pop() if stale else await ask(edition)

    await second.publisher.publish()
    first.store.publication = asked_a_moment_ago  # type: ignore[method-assign]
    await first.publisher.publish()

    assert first.sent == []
    assert len(second.sent) > 0
    numbered = [key for key in first.objects.bodies if key != newest_key("2024")]
    assert numbered == [first.store.publications["2024"].static]


async def test_old_static_files_go_but_not_the_one_somebody_may_be_fetching() -> None:
    world = World()
    for number in range(1, 6):
        world.hear(event(accepted(number, sessions(1)), 1))
        await world.minute_later()

    kept = world.store.publications["2024"]
    assert sorted(world.objects.bodies) == sorted(filter(None, [kept.static, kept.before, newest_key("2024")]))


async def test_an_edition_that_nobody_announced_holds_up_no_other() -> None:
    world = World()
    world.hear(event(accepted(1, sessions(1), edition="1999"), 1), event(accepted(2, sessions(4)), 1))

    await world.publisher.publish()

    assert {state.edition for _scope, state in world.sent} == {"2024"}


async def test_every_minute_has_a_record_although_nothing_changes() -> None:
    world = World()
    world.hear(REPORT)

    for _minute in range(3):
        await world.minute_later()

    assert [one.at for one in world.store.kept] == [later(60), later(120), later(180)]
    assert {one.scopes["330000"]["session_count"].value for one in world.store.kept} == {3}
    assert len([scope for scope, _state in world.sent if scope == "nation"]) == 1


async def test_a_sealed_edition_gets_no_more_records() -> None:
    world = World()
    world.hear(REPORT)
    await world.publisher.publish()
    edition = world.boards.edition("2024")
    world.directory.adopt(edition.model_copy(update={"sealed": True, "revision": edition.revision + 1}))

    for _minute in range(3):
        await world.minute_later()

    assert [one.at for one in world.store.kept] == [NOW]
    assert world.store.publications["2024"].complete


async def test_a_record_is_of_its_own_moment_and_not_of_the_minutes_beginning() -> None:
    """What was counted at half past is no answer to what stood at a quarter past."""
    world = World()
    world.hear(REPORT)
    await world.publisher.publish()

    assert await world.store.minute_at("2024", NOW - timedelta(seconds=15)) is None
    assert await world.store.minute_at("2024", NOW) == world.store.kept[0]


async def test_a_log_that_was_made_anew_is_published_although_its_offsets_are_lower() -> None:
    world = World()
    world.hear(REPORT, event(accepted(2, sessions(4)), 1))
    await world.publisher.publish()

    world.begin("another epoch")
    world.hear(event(accepted(1, sessions(1)), 1))
    await world.publisher.publish()

    assert [one.value for one in world.said("nation").figures if one.indicator == "session_count"] == [1]
