"""A test past its limit shows what it waits for, what failed before is told, and the run does not go on."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HANGING = """
import asyncio

def test_before():
    assert 1 == 2, "told before the end"

async def inner():
    await asyncio.Event().wait()

async def test_hanging():
    await asyncio.create_task(inner(), name="the-one-that-waits")

def test_after():
    print("went on")
"""


def test_a_test_past_its_limit_says_where_it_waits_and_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(HANGING, encoding="utf-8")
    options = ["-p", "tests.hanging", "-p", "no:cacheprovider", "--asyncio-mode=auto", "--timeout=1", "-v"]

    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "--rootdir", str(tmp_path), "-c", "/dev/null", *options, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    said = ended.stdout + ended.stderr
    assert ended.returncode == 2, said
    assert "test_hanging has not ended after 1 s" in said
    task = said.partition("the-one-that-waits inner")[2]
    assert "test_it.py:8 inner" in task.partition("\n    <Future")[0], said
    assert "told before the end" in said
    assert "test_after" not in said
