"""Jobs and queues for the tests of the fair order, and one who works a queue off as the workers do."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from services.media.domain.fair import FairOrder, Waiting
from services.media.domain.jobs import Job

AT = datetime(2024, 5, 12, 15, 40, tzinfo=UTC)
ZHEJIANG, SICHUAN = "330000", "510000"


def job(name: str = "incoming/1", **fields: Any) -> Job:  # noqa: ANN401 - any field of a job.
    """A photo of a school in Zhejiang, queued at 23:40 on the last day."""
    known = Job(
        asset=uuid5(NAMESPACE_URL, f"asset:{name}"),
        submission=uuid5(NAMESPACE_URL, f"submission:{name}"),
        edition="2024",
        organisation="3633000001",
        unit=ZHEJIANG,
        kind="photo",
        object_key=name,
        sha256="ab" * 32,
        size_bytes=2_600_000,
        ai_generated=False,
        queued_at=AT,
        revision=1,
    )
    return replace(known, **fields)


def later(seconds: float) -> datetime:
    """So many seconds after the jobs were queued."""
    return AT + timedelta(seconds=seconds)


def files(unit: str, school: str, number: int, since: int = 0, cost: float = 1.0) -> list[Waiting]:
    """So many files of a school, one a millisecond."""
    return [Waiting(f"{school}/{place}", unit, school, since + place, cost) for place in range(number)]


def queue_of(*files_of: Iterable[Waiting], weights: Mapping[str, float] | None = None) -> FairOrder:
    """An order in which these wait."""
    order = FairOrder(weights)
    for some in files_of:
        for one in some:
            order.add(one)
    return order


def work_off(order: FairOrder, most: int = 1_000_000) -> list[Waiting]:
    """What one slot serves, one after another."""
    served: list[Waiting] = []
    while len(served) < most and (one := order.next()):
        order.hold(one)
        order.discard(one.job)
        served.append(one)
    return served


def shares(served: Iterable[Waiting], *, by: str) -> dict[str, float]:
    """What was served of each unit or organisation, by cost."""
    spent: dict[str, float] = defaultdict(float)
    for one in served:
        spent[getattr(one, by)] += one.cost
    return dict(spent)
