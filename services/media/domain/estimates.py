"""Where a file stands in the queue and how long it may take: from counters, so approximate, and labelled so.

Nobody simulates the order: what comes before mine is counted by turns (`FairOrder.before`), and how fast the queue moves
is what jobs have taken lately, by as many at once as are worked on.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.media.domain.jobs import FileKind

FIRST_GUESS_SECONDS: Mapping[FileKind, float] = {"photo": 1.5, "video": 20.0, "document": 1.0}
"""What a job takes until one was seen; from measurements of the decoders on one core."""
NEWEST_WEIGHT = 0.1
"""How much the newest job changes the mean: about the last twenty count."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An approximate answer. `position` counts from 1 and is 0 while the file is worked on; `seconds` is until it is ready."""

    position: int
    seconds: float
    approximate: bool = True


class Pace:
    """How long jobs of each kind have taken lately."""

    def __init__(self) -> None:
        self._mean_seconds: dict[FileKind, float] = {}

    def note(self, kind: FileKind, seconds: float) -> None:
        """A job of this kind has taken so long, from taking it to its end."""
        known = self._mean_seconds.get(kind)
        self._mean_seconds[kind] = seconds if known is None else known + NEWEST_WEIGHT * (seconds - known)

    def mean_seconds(self, kind: FileKind) -> float:
        """What a job of this kind takes."""
        return self._mean_seconds.get(kind, FIRST_GUESS_SECONDS[kind])

    def per_second(self, kind: FileKind, at_once: int) -> float:
        """How many jobs of this kind are served a second where so many are worked on at once."""
        return max(at_once, 1) / self.mean_seconds(kind)

    def of_waiting(self, kind: FileKind, before: int, at_once: int, delay_seconds: float = 0.0) -> Estimate:
        """The estimate for a job with so many before it; `delay_seconds` is what a retry still has to wait."""
        turn = max(before / self.per_second(kind, at_once), delay_seconds)
        return Estimate(before + 1, turn + self.mean_seconds(kind))

    def of_worked_on(self, kind: FileKind, seconds: float) -> Estimate:
        """The estimate for a job that has been worked on for so long: what is left of the mean, and never nothing."""
        mean = self.mean_seconds(kind)
        return Estimate(0, max(mean - seconds, mean / 4))
