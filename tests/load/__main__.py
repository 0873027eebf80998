"""`make bench`: run the benchmarks on the real servers, print the table, write build/bench.json and docs/benchmarks.md.

`python -m tests.load [ID ...]` runs only those named.
"""

import json
import os
import platform
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from deploy.native.servers import running_servers
from services.kit.run import keep_what_is_loaded
from services.kit.settings import ServiceSettings
from tests.load.check import check_vs_scan
from tests.load.count import count_vs_quix, count_vs_raw
from tests.load.deliver import deliver_vs_httpx
from tests.load.latency import latencies
from tests.load.lone import lone_photo_vs_idle
from tests.load.pairs import Result
from tests.load.photos import photos_vs_pillow
from tests.load.put import put_vs_insert
from tests.load.restart import restart_vs_rebuild
from tests.load.upload import upload_vs_direct

ROOT = Path(__file__).parents[2]
BUILD, PAGE = ROOT / "build" / "bench.json", ROOT / "docs" / "benchmarks.md"


async def _one(result: Awaitable[Result]) -> list[Result]:
    return [await result]


BENCHMARKS: dict[str, Callable[[ServiceSettings], Awaitable[list[Result]]]] = {
    "count_vs_raw": lambda settings: _one(count_vs_raw(settings)),
    "count_vs_quix": lambda settings: _one(count_vs_quix(settings)),
    "restart_vs_rebuild": restart_vs_rebuild,
    "put_vs_insert": put_vs_insert,
    "accept_to_sse": latencies,
    "check_vs_scan": lambda _settings: _one(check_vs_scan()),
    "deliver_vs_httpx": lambda settings: _one(deliver_vs_httpx(settings)),
    "lone_photo_vs_idle": lone_photo_vs_idle,
    "upload_vs_direct": upload_vs_direct,
    "photos_vs_pillow": photos_vs_pillow,
}


async def run(names: list[str]) -> list[Result]:
    """Run the named benchmarks one after another."""
    results: list[Result] = []
    for name in names:
        print(f"{name} ...", flush=True)
        results += await BENCHMARKS[name](ServiceSettings())
    return results


def table(results: list[Result]) -> str:
    """The results as a Markdown table."""
    lines = ["| benchmark | ours | against | ratio | low | high | bar | |", "|---|---|---|---|---|---|---|---|"]
    for one in results:
        bar = "none" if one.bar is None else f"{'>=' if one.at_least else '<='} {one.bar:g}"
        verdict = "" if one.bar is None else "missed" if one.missed else "met"
        lines.append(
            f"| `{one.id}` | {one.ours:,.4g} {one.unit} | {one.against:,.4g} {one.unit} | {one.ratio:.3g} | {one.low:.3g} "
            f"| {one.high:.3g} | {bar} | {verdict} |"
        )
    return "\n".join(lines)


def page(results: list[Result]) -> str:
    """The committed page: command, machine, table."""
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return (
        "# Benchmarks\n\n"
        "Written by `make bench`. Ratios of interleaved pairs inside one run (median, lowest, highest); a bar is missed only\n"
        "when the whole spread is on its wrong side. Absolute numbers are this machine's and move from run to run.\n\n"
        f"{datetime.now(UTC):%Y-%m-%d}, {machine}; real Apache Kafka, the embedded MongoDB-protocol server, MinIO on the same machine.\n\n"
        f"{table(results)}\n"
    )


def main() -> int:
    """Run, print, write."""
    names = sys.argv[1:] or list(BENCHMARKS)
    keep_what_is_loaded()
    with running_servers() as servers:
        os.environ.update(servers.environment())
        results = uvloop.run(run(names))
    print(table(results))
    BUILD.parent.mkdir(exist_ok=True)
    BUILD.write_text(json.dumps([one.as_json() for one in results], indent=1) + "\n", encoding="utf-8")
    if names == list(BENCHMARKS):
        PAGE.write_text(page(results), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
