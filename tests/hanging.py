"""A test that hangs says where: past its limit every thread and every waiting task is shown, and the run ends.

The limit is pytest-timeout's. Its own dump shows threads only, and in a loop all of them wait for the selector; and it
ends the process at once, without the report of what failed before.
"""

import asyncio
import faulthandler
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import CoroutineType, FrameType
from typing import IO, NoReturn

import pytest
from pytest_timeout import Settings, is_debugging

GRACE_SECONDS = 30.0
"""For the tests' servers to be stopped and what failed to be told; then the process ends, whatever still waits."""

INTERRUPTED = 2


def pytest_timeout_set_timer(item: pytest.Item, settings: Settings) -> bool:
    """Watch a test, its fixtures included; takes the place of pytest-timeout's own watch."""
    timer = threading.Timer(settings.timeout, _give_up, (item, settings.timeout))
    timer.daemon = True

    def cancel() -> None:
        timer.cancel()

    # Unlike Ctrl-C, which a run in the background is deaf to.
    signal.signal(signal.SIGALRM, _interrupt)
    item.cancel_timeout = cancel  # type: ignore[attr-defined] # pytest-timeout calls it when the test is over.
    timer.start()
    return True


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _give_up(item: pytest.Item, limit_seconds: float) -> None:
    if is_debugging():
        return
    capture = item.config.pluginmanager.getplugin("capturemanager")
    if capture is not None:
        capture.suspend_global_capture(in_=False)
    tell(sys.stderr, f"{item.nodeid} has not ended after {limit_seconds:g} s")
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGALRM)
    threading.Event().wait(GRACE_SECONDS)
    os._exit(INTERRUPTED)


def tell(output: IO[str], headline: str) -> None:
    """Write where every thread is and what every task of every loop waits for."""
    output.write(f"\n=== {headline}; threads:\n")
    output.flush()
    faulthandler.dump_traceback(output)
    output.write("=== tasks:\n")
    for task in [found for found in gc.get_objects() if issubclass(type(found), asyncio.Task)]:
        if not task.done():
            output.write(f"{task.get_name()} {getattr(task.get_coro(), '__qualname__', '')}\n")
            output.writelines(f"    {place}\n" for place in _waiting(task.get_coro()))
    output.flush()


def _waiting(awaited: object) -> Iterator[str]:
    """The places at which a coroutine and those that it awaits stand, the outermost first."""
    while isinstance(awaited, CoroutineType):
        if awaited.cr_frame is not None:
            yield f"{awaited.cr_code.co_filename}:{awaited.cr_frame.f_lineno} {awaited.cr_code.co_qualname}"
        awaited = awaited.cr_await
    if awaited is not None:
        yield repr(awaited)
