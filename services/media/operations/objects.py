"""The object store's absence as a problem that passes: nothing that was answered is lost, and the same request settles it."""

from collections.abc import Iterator
from contextlib import contextmanager

from contracts.problems import Problem, ProblemCode
from services.kit.objects import AWAY
from services.media import metrics

RETRY_AFTER_SECONDS = 5


@contextmanager
def object_guard() -> Iterator[None]:
    """Turn whatever the store raises while it is away into Problem(object_store_away)."""
    try:
        yield
    except AWAY as fault:
        metrics.OBJECT_STORE_AWAY.inc()
        raise Problem(ProblemCode.OBJECT_STORE_AWAY, retry_after_seconds=RETRY_AFTER_SECONDS) from fault
