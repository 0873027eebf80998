"""The order in which items wait: what is owed, what was mended, the rest."""

from services.moderation.domain.queue import Band, band
from tests.unit.moderation.builders import Desk, said


def test_what_is_owed_comes_before_what_was_mended_and_that_before_the_rest() -> None:
    ordinary, mended, owed = Desk.receive(), Desk.receive(), Desk.receive(said(obligation="2024:summary:330000"))
    mended.hear(said(2))
    assert [band(desk.record) for desk in (owed, mended, ordinary)] == [Band.OWED, Band.MENDED, Band.ORDINARY]

    owed.hear(said(2, obligation="2024:summary:330000"))

    assert band(owed.record) is Band.OWED
    assert sorted([Band.ORDINARY, Band.OWED, Band.MENDED]) == [Band.OWED, Band.MENDED, Band.ORDINARY]
