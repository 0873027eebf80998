"""`weekwire rebuild | as-of | digest`: the figures from the log alone, at its end and at any moment."""

import argparse
import sys
import time
from datetime import datetime

from contracts.editions import indicators, shipped_editions
from contracts.submissions import Series
from services.aggregation.app import CODE_VERSION, SERVICE
from services.aggregation.domain.figures import Counter, Question
from services.aggregation.domain.views import NATION, Scope, view_of
from services.aggregation.logjob import Reckoning, reckon
from services.aggregation.settings import AggregationSettings
from services.aggregation.store import AggregationStore
from services.aggregation.watching import MARKS
from services.kit.clock import SHANGHAI
from services.kit.mongo import Mongo


async def rebuild(arguments: list[str]) -> int:
    """Count the whole log from offset 0 and compare its digests with those that replicas recorded; 1 where any differs."""
    _parser("rebuild", "Rebuild all figures from the log.").parse_args(arguments)
    settings = AggregationSettings()
    started = time.perf_counter()
    reckoning = await reckon(settings)
    seconds = time.perf_counter() - started
    _say(f"{reckoning.decisions} decisions, {len(reckoning.ledger.identities)} standings in {seconds:.1f} s")
    different = await _compare(settings, reckoning)
    _say(f"cut {reckoning.cut}")
    _say(f"digests that differ from a replica's: {different}")
    return 1 if different else 0


async def as_of(arguments: list[str]) -> int:
    """Print the national figures as they stood at a moment, exactly, from the log by its append time."""
    parser = _parser(
        "as-of", "National figures as of a moment, e.g. 2024-05-18T18:00 (Asia/Shanghai unless an offset is given)."
    )
    parser.add_argument("moment", type=datetime.fromisoformat)
    parser.add_argument("--edition", default="2024")
    parsed = parser.parse_args(arguments)
    moment: datetime = parsed.moment if parsed.moment.tzinfo else parsed.moment.replace(tzinfo=SHANGHAI)
    reckoning = await reckon(AggregationSettings(), moment)
    _say(f"as of {moment.isoformat()}, cut {reckoning.cut}")
    _print_nation(reckoning, parsed.edition)
    return 0


async def digest(arguments: list[str]) -> int:
    """Print the digests of every partition at the log's end: standings, then partial figures."""
    _parser("digest", "Digests of every partition at the log's end.").parse_args(arguments)
    reckoning = await reckon(AggregationSettings())
    for partition, offset in enumerate(reckoning.cut.offsets):
        standings, figures = reckoning.ledger.checkpoint(partition)
        _say(f"{partition:5d} {offset:12d} {standings} {figures}")
    return 0


async def _compare(settings: AggregationSettings, reckoning: Reckoning) -> int:
    mongo = Mongo.connect(settings, SERVICE)
    store = AggregationStore(mongo)
    different = 0
    for partition, offset in enumerate(reckoning.cut.offsets):
        name = f"{reckoning.cut.epoch}:{partition}:{offset}:{CODE_VERSION}"
        if not await store.record_checkpoint(name, *reckoning.ledger.checkpoint(partition)):
            different += 1
    mongo.close()
    return different


def _print_nation(reckoning: Reckoning, edition: str) -> None:
    windows = next((one.rules.headline_windows for one in shipped_editions() if one.edition == edition), None)
    dictionary = indicators()
    view = view_of(reckoning.ledger, edition, Scope(NATION))
    counter = Counter(view, dictionary, reckoning.ledger.indicators.numbers)
    question = Question(Series.ACTUAL, windows) if windows else Question()
    for code, one in dictionary.items():
        total = counter.total(code, question)
        if total.sources:
            value = "-" if total.value is None else f"{total.value:,}"
            claimed = f" (+{total.claimed:,} not deduplicated)" if total.claimed else ""
            _say(f"{one.name:<14} {value:>15}{MARKS[total.qualifier.value]} {one.unit}{claimed}  [{total.sources}]")


def _parser(verb: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"weekwire {verb}", description=description)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
