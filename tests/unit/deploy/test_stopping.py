"""Whoever is told to end clears up first, however often and by whatever it is told."""

import signal
import subprocess
import sys
import time

import pytest

from deploy.native.servers import CHECKOUT

CLEARS_UP = """
import time
from deploy.native.servers import stopping_on_sigterm
with stopping_on_sigterm():
    try:
        print("at work", flush=True)
        time.sleep(60)
    finally:
        print("told", flush=True)
        time.sleep(0.5)
        print("cleared up", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_second_signal_does_not_cut_short_what_the_first_began(number: signal.Signals) -> None:
    # Whoever runs the tests under nohup has made them deaf to SIGHUP, and children inherit that.
    hears = f"import signal\nsignal.signal(signal.SIGHUP, signal.SIG_DFL)\n{CLEARS_UP}"
    with subprocess.Popen(
        [sys.executable, "-c", hears], cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "at work\n"
        child.send_signal(number)
        assert child.stdout.readline() == "told\n"

        child.send_signal(number)
        child.send_signal(signal.SIGTERM)

        assert child.stdout.readline() == "cleared up\n"
        assert child.wait(10) == 128 + number


def test_what_nohup_has_made_deaf_to_a_closing_terminal_stays_so() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n{CLEARS_UP}"],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGHUP)
        time.sleep(0.2)

        assert child.poll() is None
        child.kill()
