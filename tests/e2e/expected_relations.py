"""Which of several submissions that tell the same is counted: all but one stand back. Source: architecture.md, "What counts"."""

from collections.abc import Iterable

from tests.e2e.expected_standings import Standing


def stand_back(visible: Iterable[Standing]) -> set[str]:
    """The submissions among the visible that do not count, because another visible one tells the same.

    In a joint activity the one named last counts, and of several named at once the lowest id; a duplicate stands back
    while its target is there; a ring counts its lowest id. Each submission points to what is counted in its place, so what
    counts lies where following leads to nothing further: one that points nowhere, or a ring that nothing leaves.
    """
    seen = {standing.submission: standing for standing in visible}
    points = {name: _pointed_at(standing, seen) for name, standing in seen.items()}
    reached = {name: _reached(name, points) for name in seen}
    counted = {min(reached[name]) for name in seen if all(name in reached[other] for other in reached[name])}
    return seen.keys() - counted


def _pointed_at(standing: Standing, seen: dict[str, Standing]) -> set[str]:
    points = {standing.duplicate_of} if standing.duplicate_of in seen else set()
    if standing.joint is not None:
        members = [one for one in seen.values() if one.joint == standing.joint]
        last = max(one.named for one in members)
        points.add(min(one.submission for one in members if one.named == last))
    return points - {standing.submission}


def _reached(name: str, points: dict[str, set[str]]) -> set[str]:
    """Everything one comes to from a submission by following what each points to, itself included."""
    reached, frontier = {name}, {name}
    while frontier:
        frontier = {target for one in frontier for target in points[one]} - reached
        reached |= frontier
    return reached
