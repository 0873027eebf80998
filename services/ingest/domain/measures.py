"""The rules of a single number: its indicator, its value or its names, and that nothing is said twice."""

from collections.abc import Iterable, Mapping

from contracts.counts import Aggregation, Indicator
from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import Measure, Qualifier
from services.ingest.domain.keys import read_keys
from services.ingest.domain.lists import EditionLists

MAX_VALUE = 1_000_000_000_000
"""A number above this is a slip of the keyboard; it also keeps every sum inside 64 bits."""


def measure_problems(
    path: str, measures: Iterable[Measure], indicators: Mapping[str, Indicator], lists: EditionLists
) -> list[FieldProblem]:
    """Everything that is wrong with the measures of one place of the form (`content.measures`, a session's measures)."""
    found: list[FieldProblem] = []
    seen: set[tuple[str, bool, bool, str]] = set()
    for index, measure in enumerate(measures):
        here = f"{path}.{index}"
        indicator = indicators.get(measure.indicator)
        if indicator is None:
            found.append(_problem(here, "indicator", ProblemCode.UNKNOWN_CODE, {"code": measure.indicator}))
            continue
        if indicator.aggregation is Aggregation.RATIO:
            found.append(_problem(here, "indicator", ProblemCode.COMPUTED_INDICATOR))
            continue
        # A claim without names may stand beside the names that are known; they are kept apart.
        expected, platform = measure.qualifier is Qualifier.EXPECTED, (measure.platform or "").strip()
        mark = (measure.indicator, bool(measure.keys), expected, platform)
        if mark in seen:
            found.append(_problem(here, "indicator", ProblemCode.DUPLICATE_MEASURE))
        seen.add(mark)
        found += _value_problems(here, measure) or _keys_problems(here, measure, indicator, lists)
    return found


def _value_problems(here: str, measure: Measure) -> list[FieldProblem]:
    if measure.value is not None and not 0 <= measure.value <= MAX_VALUE:
        return [_problem(here, "value", ProblemCode.OUT_OF_RANGE, {"expected": f"0-{MAX_VALUE}"})]
    return []


def _keys_problems(here: str, measure: Measure, indicator: Indicator, lists: EditionLists) -> list[FieldProblem]:
    if indicator.aggregation is not Aggregation.DISTINCT:
        if measure.keys:
            return [_problem(here, "keys", ProblemCode.KEYS_NOT_ALLOWED)]
        return [] if measure.value is not None else [_problem(here, "value", ProblemCode.MISSING_FIELD)]
    if not measure.keys:
        return [] if measure.value is not None else [_problem(here, "value", ProblemCode.KEYS_OR_VALUE)]
    if len(measure.names) > len(measure.keys):
        return [_problem(here, "names", ProblemCode.TOO_LONG, {"limit": len(measure.keys)})]
    read = read_keys(measure.keys, indicator, lists)
    found = [_problem(here, f"keys.{index}", code, {"key": key}) for index, code, key in read.wrong]
    if not found and measure.value is not None and measure.value != len(read.keys):
        differing: dict[str, object] = {"value": measure.value, "derived": len(read.keys)}
        found.append(_problem(here, "value", ProblemCode.COUNT_DIFFERS, differing))
    return found


def _problem(here: str, name: str, code: ProblemCode, facts: dict[str, object] | None = None) -> FieldProblem:
    return FieldProblem(f"{here}.{name}", code, facts or {})
