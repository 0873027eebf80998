"""A decoding child: `python -m services.media.decoding.child KIND PARENT LIMITS`. Started by `pool.py`, by nobody else.

It loads what its kind needs, gives up everything else, and then answers one line for every line it is sent, until its input
ends or its parent does.
"""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from contracts.problems import Problem, ProblemCode
from services.media.decoding.confine import confine, die_with_parent
from services.media.decoding.limits import ChildLimits
from services.media.decoding.messages import Answer, Done, Faulted, Outcome, Ready, Refused, Task, line_of, task_of
from services.media.decoding.shapes import FileKind

Work = Callable[[Task], Outcome]

REACHED_A_LIMIT = frozenset({errno.EFBIG, errno.EMFILE, errno.ENOMEM})


def main() -> None:
    """Load, confine, answer until the end."""
    kind, parent, limits = sys.argv[1:4]
    die_with_parent(int(parent))
    answers = _own_answers()
    work = work_of(cast("FileKind", kind))
    confine(msgspec.json.decode(limits, type=ChildLimits))
    _say(answers, Ready())
    # Libraries print what they think of a file; nobody reads it, and a file must not write into the log.
    os.dup2(1, 2)
    for line in sys.stdin.buffer:
        _say(answers, answer(work, task_of(line)))


def work_of(kind: FileKind) -> Work:
    """What children of a kind do, with all that it imports."""
    # A child loads what its own kind needs: less memory, less to attack.
    match kind:
        case "photo":
            from services.media.decoding.photo import decode_photo  # noqa: PLC0415

            return decode_photo
        case "video":
            from services.media.decoding.film import decode_film  # noqa: PLC0415

            return decode_film
        case "document":
            from services.media.decoding.document import decode_document  # noqa: PLC0415

            return decode_document


def answer(work: Work, task: Task) -> Answer:
    """Work on one file; every way in which that can end is an answer, so that the child lives on."""
    try:
        return Done(work(task), memory_bytes())
    except Problem as problem:
        return Refused(problem.code.value, problem.facts, memory_bytes())
    except MemoryError:
        return Refused(ProblemCode.DECODE_LIMIT.value, {"limit": "memory"}, memory_bytes())
    except OSError as fault:
        if fault.errno in REACHED_A_LIMIT:
            return Refused(ProblemCode.DECODE_LIMIT.value, {"limit": "files"}, memory_bytes())
        return Faulted(repr(fault))
    except Exception as fault:  # noqa: BLE001 - whatever a library throws must reach the parent as words.
        return Faulted(repr(fault))


def memory_bytes() -> int:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_bytes().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _own_answers() -> BinaryIO:
    """The way to the parent, kept apart from what libraries print."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return cast("BinaryIO", answers)


def _say(answers: BinaryIO, message: Answer) -> None:
    answers.write(line_of(message))


if __name__ == "__main__":
    main()
