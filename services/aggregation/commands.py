"""`weekwire rebuild | as-of | digest`: the figures from the log alone, at its end and at any moment."""

import argparse
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from contracts.counts import Aggregation
from contracts.editions import indicators, shipped_editions
from contracts.submissions import Series
from services.aggregation.app import CODE_VERSION, SERVICE
from services.aggregation.domain.figures import Counter, Question
from services.aggregation.domain.views import NATION, Scope, view_of
from services.aggregation.logjob import Reckoning, reckon
from services.aggregation.replica import checkpoint_name
from services.aggregation.settings import AggregationSettings
from services.aggregation.store import AggregationStore
from services.aggregation.watching import MARKS
from services.kit.clock import SHANGHAI
from services.kit.mongo import Mongo

DIFFERENT = "DIFFERENT"


@dataclass(frozen=True, slots=True)
class Digest:
    """The digests of one partition at one offset, from the log alone."""

    partition: int
    offset: int
    standings: str
    figures: str


async def rebuild(arguments: list[str]) -> int:
    """Count the whole log from offset 0 and compare its digests with those that replicas recorded; 1 where any differs."""
    _parser("rebuild", "Rebuild all figures from the log.").parse_args(arguments)
    settings, digests = AggregationSettings(), list[Digest]()
    started = time.perf_counter()
    reckoning = await reckon(settings, on_checkpoint=lambda *told: digests.append(Digest(*told)))
    seconds = time.perf_counter() - started
    _say(f"{reckoning.decisions} decisions, {len(reckoning.ledger.identities)} standings in {seconds:.1f} s")
    _say(f"cut {reckoning.cut}")
    found = await _recorded(settings, reckoning.cut.epoch, digests := [*digests, *_at_the_end(reckoning)])
    compared = [(one, told) for one, told in zip(digests, found, strict=True) if told is not None]
    different = [one for one, told in compared if _compared(one, told) == DIFFERENT]
    for one in different:
        _say(f"partition {one.partition} offset {one.offset}: the log says {one.standings} {one.figures}")
    _say(f"digests compared with a replica's: {len(compared)}, that differ: {len(different)}")
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
    """Print each partition's digests at the log's end and what replicas recorded there; 1 where any differs."""
    _parser("digest", "Digests of every partition at the log's end: standings, figures, replicas.").parse_args(
        arguments
    )
    settings = AggregationSettings()
    reckoning = await reckon(settings)
    digests = _at_the_end(reckoning)
    found = await _recorded(settings, reckoning.cut.epoch, digests)
    words = [_compared(one, told) for one, told in zip(digests, found, strict=True)]
    for one, word in zip(digests, words, strict=True):
        _say(f"{one.partition:5d} {one.offset:12d} {one.standings} {one.figures} {word}")
    return 1 if DIFFERENT in words else 0


def _compared(one: Digest, told: tuple[str, str] | None) -> str:
    if told is None:
        return "not recorded"
    return "equal" if told == (one.standings, one.figures) else DIFFERENT


def _at_the_end(reckoning: Reckoning) -> list[Digest]:
    offsets = enumerate(reckoning.cut.offsets)
    return [Digest(partition, offset, *reckoning.ledger.checkpoint(partition)) for partition, offset in offsets]


async def _recorded(
    settings: AggregationSettings, epoch: str, digests: Iterable[Digest]
) -> list[tuple[str, str] | None]:
    """What replicas recorded at these places, None where none did. Raises Problem(store_away)."""
    mongo = Mongo.connect(settings, SERVICE)
    try:
        store = AggregationStore(mongo)
        names = [checkpoint_name(epoch, one.partition, one.offset, CODE_VERSION) for one in digests]
        return [await store.checkpoint(name) for name in names]
    finally:
        mongo.close()


def _print_nation(reckoning: Reckoning, edition: str) -> None:
    windows = next((one.rules.headline_windows for one in shipped_editions() if one.edition == edition), None)
    dictionary = indicators()
    view = view_of(reckoning.ledger, edition, Scope(NATION))
    counter = Counter(view, dictionary, reckoning.ledger.indicators.numbers)
    question = Question(Series.ACTUAL, windows) if windows else Question()
    for code, one in dictionary.items():
        total = counter.total(code, question)
        if total.sources:
            in_percent = one.aggregation is Aggregation.RATIO
            value = "-" if total.value is None else f"{total.value / 100:,.2f}" if in_percent else f"{total.value:,}"
            claimed = f" (+{total.claimed:,} not deduplicated)" if total.claimed else ""
            _say(f"{one.name:<14} {value:>15}{MARKS[total.qualifier.value]} {one.unit}{claimed}  [{total.sources}]")


def _parser(verb: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"weekwire {verb}", description=description)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
