"""What a decoding child gives up before it opens the first file: memory, files, sockets, other programs, its parent's death.

Linux only. Limits of the process hold everywhere; the filter of system calls holds on x86-64 and ARM64, elsewhere and in
kernels without it the child says so and goes on with the limits alone.
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
from dataclasses import dataclass

from services.media.decoding.limits import ChildLimits

PR_SET_PDEATHSIG = 1
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
SECCOMP_MODE_FILTER = 2

# The classic packet filter, as linux/filter.h and linux/seccomp.h have it.
LOAD_WORD = 0x20
JUMP_EQUAL = 0x15
JUMP_AT_LEAST = 0x35
RETURN = 0x06
ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | errno.EPERM
NUMBER_AT, ARCHITECTURE_AT, NEW_LIMIT_AT = 0, 4, 32
X32_CALLS = 0x40000000


@dataclass(frozen=True, slots=True)
class Calls:
    """System calls of one architecture: those a decoder has no use for, and the one that sets limits.

    Refused are sockets, starting and tracing programs, ending other processes, mounts, and the ways around such a filter.
    """

    architecture: int
    limits: int
    refused: tuple[int, ...]


CALLS = {
    "x86_64": Calls(
        architecture=0xC000003E,
        limits=302,
        # socket connect accept bind listen socketpair, vfork execve kill tkill, ptrace, mount, setrlimit,
        # accept4, process_vm_readv/writev, bpf, execveat, userfaultfd, io_uring_setup, pidfd_open, open_by_handle_at.
        refused=(
            *(41, 42, 43, 49, 50, 53, 58, 59, 62, 200, 101, 165, 160),
            *(288, 310, 311, 321, 322, 323, 425, 434, 304),
        ),
    ),
    "aarch64": Calls(
        architecture=0xC00000B7,
        limits=261,
        # The same calls; this architecture has no vfork.
        refused=(
            *(198, 203, 202, 200, 201, 199, 221, 129, 130, 117, 40, 164),
            *(242, 270, 271, 280, 281, 282, 425, 434, 265),
        ),
    ),
}


def die_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent ends; exits at once where that has happened already."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit("the parent is gone")


def confine(limits: ChildLimits) -> None:
    """Give up for good what a decoder does not need. Called once everything is loaded, before the first file.

    Processor time is no part of it: the parent sets it for each file (`resource.prlimit`).
    """
    for what, wanted in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_FSIZE, limits.written_file_bytes),
        (resource.RLIMIT_AS, limits.address_space_bytes),
    ):
        hard = resource.getrlimit(what)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(what, (most, most))
    if limits.nice:
        os.nice(limits.nice)
    refuse_calls()


def refuse_calls() -> bool:
    """Install the filter of system calls; False where this machine has none."""
    calls = CALLS.get(platform.machine())
    if calls is None:
        return False
    program = _program(calls)
    code = ctypes.create_string_buffer(b"".join(program), 8 * len(program))
    # struct sock_fprog: a count, padding, and the address of the instructions.
    whole = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    try:
        _prctl(PR_SET_NO_NEW_PRIVS, 1)
        _prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(whole))
    except OSError:
        return False
    return True


def _program(calls: Calls) -> list[bytes]:
    """Refuse another architecture's calls, the named calls, and setting (not asking for) limits; allow the rest."""
    count = len(calls.refused)
    refused = [_instruction(JUMP_EQUAL, number, then=count - place + 5) for place, number in enumerate(calls.refused)]
    return [
        _instruction(LOAD_WORD, ARCHITECTURE_AT),
        _instruction(JUMP_EQUAL, calls.architecture, otherwise=count + 8),
        _instruction(LOAD_WORD, NUMBER_AT),
        _instruction(JUMP_AT_LEAST, X32_CALLS, then=count + 6),
        *refused,
        _instruction(JUMP_EQUAL, calls.limits, otherwise=4),
        _instruction(LOAD_WORD, NEW_LIMIT_AT),
        _instruction(JUMP_EQUAL, 0, otherwise=3),
        _instruction(LOAD_WORD, NEW_LIMIT_AT + 4),
        _instruction(JUMP_EQUAL, 0, otherwise=1),
        _instruction(RETURN, ALLOW),
        _instruction(RETURN, REFUSE),
    ]


def _instruction(code: int, operand: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, otherwise, operand)


def _prctl(option: int, value: int, pointer: int = 0) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(option, ctypes.c_ulong(value), ctypes.c_ulong(pointer), ctypes.c_ulong(0), ctypes.c_ulong(0)):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
