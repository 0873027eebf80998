"""Loopback ports: chosen free, or set and then checked, with an error that names port and setting.

Between the choice and the moment a server listens lie seconds, so that a chosen port is also reserved for this process
against other checkouts that choose meanwhile.
"""

import fcntl
import os
import random
import socket
from collections.abc import Iterable

from deploy.native.cache import cache_root

# Below the range from which kernels take the source ports of outgoing connections, so that a stopped server finds its
# port free again when it comes back.
FIRST_PORT, LAST_PORT = 20_000, 32_000
ATTEMPTS = 200

# The open lock files of reserved ports; they end with the process, however it goes.
_RESERVED: dict[int, int] = {}


class PortBusyError(Exception):
    """A port that was set is in use; the text names the port and the setting."""


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(taken: Iterable[int] = ()) -> int:
    """A free port that is not one of `taken`."""
    chosen = random.SystemRandom()
    avoided = set(taken)
    for _ in range(ATTEMPTS):
        port = chosen.randrange(FIRST_PORT, LAST_PORT)
        if port not in avoided and is_free(port) and _reserve(port):
            return port
    raise PortBusyError(f"no free port between {FIRST_PORT} and {LAST_PORT} in {ATTEMPTS} tries")


def _reserve(port: int) -> bool:
    """Reserve a port for this process; false where another process, or an earlier choice of this one, has it."""
    folder = cache_root() / "locks" / "ports"
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / str(port), os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return False
    _RESERVED[port] = lock
    return True


def set_or_free_port(setting: str, taken: Iterable[int] = ()) -> int:
    """The port named by the environment variable `setting`, or a free one where it is not set.

    Raises PortBusyError where the port that was set is in use or is no port.
    """
    given = os.environ.get(setting, "").strip()
    if not given or given == "0":
        return free_port(taken)
    if not given.isdecimal() or not 0 < int(given) < 1 << 16:
        raise PortBusyError(f"{setting}={given} is no port: give a number from 1 to 65535, or unset it for a free one")
    port = int(given)
    if port in set(taken) or not is_free(port):
        raise PortBusyError(f"port {port} is in use: stop what listens on it, or set {setting} to another port")
    return port
