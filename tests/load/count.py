"""`count_vs_raw` and `count_vs_quix`: from the log to figures in one process, on one topic, answers compared."""

import asyncio
import json
import secrets
import time
from pathlib import Path

from aiokafka import AIOKafkaConsumer

from contracts import topics
from contracts.editions import indicators
from contracts.submissions import Window
from services.aggregation.counting import CountingLoop
from services.aggregation.domain.figures import Counter, Question
from services.aggregation.domain.grouping import Breakdown, grouped
from services.aggregation.domain.ledger import Ledger
from services.aggregation.domain.views import NATION, Scope, view_of
from services.aggregation.replica import MAX_RECORDS, decision_consumer
from services.kit.directory_view import assigned
from services.kit.settings import ServiceSettings
from tests.load.decisions import INDICATORS, decision_log
from tests.load.logs import fresh_log, remove_repartitions
from tests.load.pairs import Result, in_pairs

RAW_SUBMISSIONS = 40_000
QUIX_SUBMISSIONS = 6_000
STAGES = 3
RAW_BAR = 0.35
QUIX_BAR = 20.0
QUIX_PYTHON = Path(__file__).parents[2] / ".venv-bench" / "bin" / "python"
QUIX_SCRIPT = Path(__file__).with_name("quix_count.py")
BREAKDOWNS = (
    Breakdown.UNIT,
    Breakdown.PLACE,
    Breakdown.DAY,
    Breakdown.WINDOW,
    Breakdown.LOCAL_TYPE,
    Breakdown.FOCUS,
    Breakdown.TAG,
)
Figures = dict[str, int]
"""Totals by `<indicator>/<breakdown>/<group>`, the whole under `all/all`."""


async def count_vs_raw(settings: ServiceSettings) -> Result:
    """Our loop, figures included, against a bare `getmany` loop that only reads."""
    decisions = RAW_SUBMISSIONS * STAGES
    async with fresh_log(settings, decision_log(RAW_SUBMISSIONS)) as log:

        async def ours() -> float:
            seconds, figures = await count(log)
            if figures["session_count/all/all"] <= 0:
                raise AssertionError(figures)
            return decisions / seconds

        async def raw() -> float:
            return decisions / await read_only(log)

        return await in_pairs("count_vs_raw", ours, raw, RAW_BAR, "decisions/s")


async def count_vs_quix(settings: ServiceSettings) -> Result:
    """Our loop against Quix Streams doing the same: the highest revision of each submission, the same eight sets of figures."""
    decisions = QUIX_SUBMISSIONS * STAGES
    async with fresh_log(settings, decision_log(QUIX_SUBMISSIONS, seed=2)) as log:
        answers: dict[str, Figures] = {}

        async def ours() -> float:
            seconds, answers["ours"] = await count(log)
            return decisions / seconds

        async def quix() -> float:
            process = await asyncio.create_subprocess_exec(
                str(QUIX_PYTHON),
                str(QUIX_SCRIPT),
                log.kafka,
                log.topic(topics.DECISIONS.name),
                f"{log.prefix}quix-{secrets.token_hex(4)}",
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            out, fault = await process.communicate()
            if process.returncode:
                raise RuntimeError(fault.decode()[-2_000:])
            answer = json.loads(out.decode().splitlines()[-1])
            await remove_repartitions(log)
            answers["quix"] = answer["figures"]
            if "ours" in answers and answers["quix"] != answers["ours"]:
                raise AssertionError("the two figures differ")
            return float(answer["decisions"]) / float(answer["seconds"])

        return await in_pairs("count_vs_quix", ours, quix, QUIX_BAR, "decisions/s")


async def count(settings: ServiceSettings) -> tuple[float, Figures]:
    """Seconds from the first fetch to the figures by unit, and these figures."""
    consumer, ends = await _opened(settings)
    try:
        loop = CountingLoop(Ledger(indicators()))
        left = sum(ends.values())
        started = time.perf_counter()
        while left:
            for partition, records in (await consumer.getmany(timeout_ms=1_000, max_records=MAX_RECORDS)).items():
                loop.take(partition.partition, records)
                left -= len(records)
        figures = _figures(loop.ledger)
        seconds = time.perf_counter() - started
    finally:
        await consumer.stop()
    return seconds, figures


def _figures(ledger: Ledger) -> Figures:
    view = view_of(ledger, "2024", Scope(NATION))
    counter = Counter(view, indicators(), ledger.indicators.numbers)
    found: Figures = {}
    for by in (None, *BREAKDOWNS):
        totals = counter.totals(INDICATORS, Question(windows=(Window.WEEK,)), grouped(view, by) if by else None)
        for name, groups in totals.items():
            for label, total in groups.items():
                found[f"{name}/{by.value if by else 'all'}/{label}"] = total.value or 0
    return found


async def read_only(settings: ServiceSettings) -> float:
    """Seconds to fetch every record and do nothing with it."""
    consumer, ends = await _opened(settings)
    try:
        left = sum(ends.values())
        started = time.perf_counter()
        while left:
            batch = await consumer.getmany(timeout_ms=1_000, max_records=MAX_RECORDS)
            left -= sum(len(records) for records in batch.values())
        return time.perf_counter() - started
    finally:
        await consumer.stop()


async def _opened(settings: ServiceSettings) -> tuple[AIOKafkaConsumer, dict[object, int]]:
    consumer = decision_consumer(settings)
    await consumer.start()
    partitions = await assigned(consumer, [settings.topic(topics.DECISIONS.name)])
    ends = await consumer.end_offsets(partitions)
    for partition in partitions:
        consumer.seek(partition, 0)
    return consumer, ends
