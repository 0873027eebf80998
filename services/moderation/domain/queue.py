"""The order in which items wait for an organisation: bands by urgency, inside a band the one that has waited longest."""

from enum import IntEnum

from services.moderation.domain.record import Record


class Band(IntEnum):
    """How urgent an item is. What answers an obligation with a date comes first, then what its filer has mended."""

    OWED = 0
    MENDED = 1
    ORDINARY = 2


def band(record: Record) -> Band:
    """The band of an item that waits for somebody."""
    if record.standing.obligation is not None:
        return Band.OWED
    return Band.MENDED if record.standing.version > 1 else Band.ORDINARY
