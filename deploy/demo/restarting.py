"""Whoever kills a service of the demo sees it come back: it is started again, and the figures are right all the same."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.demo.stage import Say, Stage
from deploy.native import gateway
from deploy.native.supervisor import SERVICES

LOOK_SECONDS = 0.5
WATCHED = (*SERVICES, gateway.NAME)
TIMES_AT_MOST = 5
"""A service that ends again and again is broken, and a person has to look at its log."""


@contextmanager
def restarting(made: Stage, say: Say) -> Iterator[None]:
    """Start every service again that ends while inside, a few times each, and say so."""
    leaving = threading.Event()
    watching = threading.Thread(target=_watch, args=(made, say, leaving), name="restarting", daemon=True)
    watching.start()
    try:
        yield
    finally:
        leaving.set()
        watching.join()


def _watch(made: Stage, say: Say, leaving: threading.Event) -> None:
    times = dict.fromkeys(WATCHED, 0)
    while not leaving.wait(LOOK_SECONDS):
        for service in WATCHED:
            if made.supervisor.is_alive(service) or times[service] > TIMES_AT_MOST:
                continue
            times[service] += 1
            if times[service] > TIMES_AT_MOST:
                say(f"{service} 多次停止 ends again and again; its log: {made.supervisor.unit(service).log}")
                continue
            made.supervisor.start_again(service)
            say(f"{service} 已停止，重新启动 has ended and is started again")
