"""The quota book is right after a count, whatever was begun and ended while it ran."""

from typing import Any

import pytest

from services.media.operations.quotas import QuotaBook

NAME = ("3633000001", "2024")


class Counted:
    """A store whose count takes its time: what happens meanwhile is in it, or not."""

    def __init__(self, used_bytes: int) -> None:
        self.used = used_bytes
        self.meanwhile: Any = lambda: None

    async def used_bytes(self) -> dict[tuple[str, str], int]:
        self.meanwhile()
        return {NAME: self.used}


@pytest.mark.parametrize("seen", [True, False], ids=["in the count", "missing in the count"])
@pytest.mark.parametrize("change", [70, -30], ids=["begun", "ended"])
async def test_what_changes_while_a_count_runs_is_counted_once(change: int, *, seen: bool) -> None:
    store = Counted(100)
    book = QuotaBook(store)
    await book.refresh()
    store.used = 100 + change if seen else 100
    store.meanwhile = lambda: book.note(*NAME, change)

    await book.refresh()

    assert book.used_bytes(*NAME) == 100 + change


async def test_what_other_copies_have_begun_is_known_after_a_count() -> None:
    store = Counted(100)
    book = QuotaBook(store)
    book.note(*NAME, 40)

    before = book.used_bytes(*NAME)
    await book.refresh()

    assert (before, book.used_bytes(*NAME)) == (40, 100)
    assert book.used_bytes("510000", "2024") == 0
