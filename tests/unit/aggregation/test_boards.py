"""A board says what was counted, at the cut that was reached."""

from contracts.moderation import DecisionEvent
from services.aggregation.domain.figures import Total
from tests.unit.aggregation.making import accepted, event, sessions
from tests.unit.aggregation.standins import World

REPORT = event(accepted(1, sessions(3)), 1)


def shown(world: World, scope: str = "nation") -> Total:
    board = world.boards.board("2024", scope)
    (figure,) = world.boards.figures(board, ["session_count"])
    return figure.headline


def test_a_repeat_moves_the_cut_of_a_board_although_it_changes_no_figure() -> None:
    world = World()
    world.hear(REPORT)
    before = world.boards.board("2024", "nation")

    world.hear(REPORT)
    after = world.boards.board("2024", "nation")

    assert after.cut.newer_than(before.cut)
    assert after.cut == world.replica.cut
    assert after.counter is before.counter


def test_a_log_that_was_made_anew_is_not_taken_for_the_one_before() -> None:
    """Both ledgers have changed once."""
    world = World()
    world.hear(REPORT)
    assert shown(world).value == 3

    world.begin("another epoch")
    world.hear(event(accepted(1, sessions(8)), 1))

    assert shown(world).value == 8
    assert world.boards.board("2024", "nation").cut.epoch == "another epoch"


def test_an_edition_whose_headline_is_changed_shows_it_at_once() -> None:
    world = World()
    world.hear(REPORT)
    assert shown(world).value == 3
    edition = world.boards.edition("2024")

    rules = edition.rules.model_copy(update={"headline_windows": ("outside",)})
    world.directory.adopt(edition.model_copy(update={"rules": rules, "revision": edition.revision + 1}))

    assert shown(world).value is None


def test_only_announced_editions_are_published_and_checked() -> None:
    world = World()
    told: list[DecisionEvent] = [event(accepted(2, sessions(1), edition="1999"), 1), REPORT]
    world.hear(*told)

    assert world.boards.editions() == ["2024"]


def test_the_time_of_a_board_is_that_of_the_newest_decision() -> None:
    world = World()
    assert world.boards.board("2024", "nation").as_of.timestamp() == 0

    world.hear(REPORT)

    assert world.boards.board("2024", "nation").as_of.timestamp() == 1_715_562_123
