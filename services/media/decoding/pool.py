"""Warm child processes of one kind: each works on one file at a time, and is replaced when it is worn, ended or stuck.

What ended a child decides what is said of its file: a limit or a crash of a parser is the file's problem (`decode_limit`),
anything from outside is a fault that passes.
"""

import asyncio
import contextlib
import os
import resource
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from contracts.problems import Problem, ProblemCode
from services.media import metrics
from services.media.decoding.limits import ChildLimits, DecodingLimits
from services.media.decoding.messages import Answer, Done, Faulted, Ready, Refused, Task, answer_of, line_of
from services.media.decoding.shapes import DecoderDied, FileKind

ROOT = Path(__file__).parents[3]
LONGEST_ANSWER_BYTES = 65_536
# The kernel ends who reaches a limit by the first two; the others are a parser that broke on its file, which it does again.
BY_THE_FILE = frozenset(
    {
        *(signal.SIGXCPU, signal.SIGXFSZ),
        *(signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGFPE, signal.SIGILL, signal.SIGSYS),
    }
)
# A child that ran out of wall time without having worked for a fiftieth of it was kept from working.
WORKED = 0.02
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONPATH": str(ROOT),
    "PYTHONDONTWRITEBYTECODE": "1",
    # Libraries that start a thread a core would spend the address space on stacks.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


@dataclass(slots=True)
class Child:
    """One running child process."""

    process: Process
    limits: ChildLimits
    files: int = 0

    @classmethod
    async def start(cls, kind: FileKind, limits: ChildLimits, start_seconds: float) -> "Child":
        """Start a child and wait until it has given up what it does not need. Raises `DecoderDied`."""
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-P", "-m", "services.media.decoding.child", kind, str(os.getpid())),
                msgspec.json.encode(limits).decode(),
                stdin=PIPE,
                stdout=PIPE,
                env=ENVIRONMENT,
                cwd="/",
                limit=LONGEST_ANSWER_BYTES,
                # A terminal's Ctrl-C is for the service, which then ends its children itself.
                start_new_session=True,
            )
        except OSError as fault:
            raise DecoderDied(f"a decoding child could not start: {fault!r}") from fault
        child = cls(process, limits)
        try:
            async with asyncio.timeout(start_seconds):
                first = await child._answer()
        except TimeoutError as fault:
            await child.end()
            raise DecoderDied("a decoding child did not get ready") from fault
        except BaseException:
            await child.end()
            raise
        if not isinstance(first, Ready):
            await child.end()
            raise DecoderDied("a decoding child began with the wrong word")
        return child

    @property
    def alive(self) -> bool:
        """Whether it still runs, as far as is known."""
        return self.process.returncode is None

    async def work(self, task: Task) -> Done | Refused:
        """Work on one file. Raises `Problem` where a limit ended it, `DecoderDied` where it ended for another reason."""
        self.files += 1
        before = self._cpu_seconds()
        try:
            self._allow(before + self.limits.cpu_seconds)
            async with asyncio.timeout(self.limits.wall_seconds):
                await self._send(task)
                answer = await self._answer()
        except TimeoutError as fault:
            worked = self._cpu_seconds() - before
            await self.end()
            if worked < WORKED * self.limits.wall_seconds:
                raise DecoderDied("a decoding child was kept from working") from fault
            raise Problem(ProblemCode.DECODE_LIMIT, limit="wall time") from fault
        except BaseException:
            await self.end()
            raise
        if isinstance(answer, Done | Refused):
            return answer
        await self.end()
        raise DecoderDied(answer.fault if isinstance(answer, Faulted) else "a decoding child said the wrong word")

    async def end(self) -> None:
        """End the process, whatever it does, and wait until it is gone."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await asyncio.shield(self.process.wait())

    async def _send(self, task: Task) -> None:
        if self.process.stdin is None:
            raise AssertionError("a child is started with an input")
        self.process.stdin.write(line_of(task))
        with contextlib.suppress(ConnectionError):
            # Its end, if it has come, is seen and judged where the answer is awaited.
            await self.process.stdin.drain()

    async def _answer(self) -> Answer:
        if self.process.stdout is None:
            raise AssertionError("a child is started with an output")
        try:
            line = await self.process.stdout.readline()
            if line.endswith(b"\n"):
                return answer_of(line)
        except ValueError as fault:  # Too long a line, or not an answer.
            raise DecoderDied(f"a decoding child spoke nonsense: {fault!r}") from fault
        raise _ending(await self.process.wait())

    def _allow(self, cpu_seconds: float) -> None:
        """Bound the processor time of the process as a whole: what it has used, and what it may use for the next file."""
        with contextlib.suppress(ProcessLookupError):
            hard = resource.prlimit(self.process.pid, resource.RLIMIT_CPU)[1]
            most = int(cpu_seconds) + 1
            soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(self.process.pid, resource.RLIMIT_CPU, (soft, hard))

    def _cpu_seconds(self) -> float:
        """Processor time used so far; 0 for a process that is gone."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return 0.0
        user, system = fields.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _ending(code: int) -> Exception:
    """What an ended child means for its file."""
    if code < 0 and -code in BY_THE_FILE:
        metrics.DECODERS_ENDED.labels("limit").inc()
        return Problem(ProblemCode.DECODE_LIMIT, limit=signal.Signals(-code).name)
    metrics.DECODERS_ENDED.labels("outside").inc()
    return DecoderDied(f"a decoding child ended with {code}")


@dataclass(slots=True)
class Pool:
    """`limits.children(kind)` places for children of one kind. A place whose child is gone is filled anew, beforehand."""

    kind: FileKind
    limits: DecodingLimits
    _free: deque[asyncio.Task[Child]] = field(default_factory=deque)
    _ends: set[asyncio.Task[None]] = field(default_factory=set)
    _places: asyncio.Semaphore = field(init=False)
    _stopped: bool = False

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.limits.children(self.kind))

    async def start(self) -> None:
        """Start every child and wait for them. Raises `DecoderDied`."""
        for _place in range(self.limits.children(self.kind)):
            self._fill()
        await asyncio.gather(*self._free)

    async def stop(self) -> None:
        """End the children that wait for work; whoever waits for one at work is cancelled by its own owner."""
        self._stopped = True
        for start in self._free:
            start.cancel()
        started = await asyncio.gather(*self._free, return_exceptions=True)
        self._free.clear()
        await asyncio.gather(*(child.end() for child in started if isinstance(child, Child)), *self._ends)

    async def work(self, task: Task) -> Done | Refused:
        """Work on a file as soon as a place is free. Raises `Problem` or `DecoderDied`."""
        async with self._places:
            child = await self._take()
            try:
                answer = await child.work(task)
            except BaseException:
                self._fill()
                raise
            worn = child.files >= self.limits.files_per_child or answer.memory_bytes > self.limits.child_memory_bytes
            if worn or self._stopped:
                metrics.DECODERS_REPLACED.inc()
                self._end_later(child)
                self._fill()
            else:
                self._fill(child)
            return answer

    async def _take(self) -> Child:
        """A living child: the one that has waited longest, or a new one."""
        while self._free:
            child = await self._free.popleft()
            if child.alive:
                return child
        return await self._start()

    async def _start(self) -> Child:
        return await Child.start(self.kind, self.limits.of(self.kind), self.limits.start_seconds)

    def _fill(self, child: Child | None = None) -> None:
        """Put a child, or the start of one, where the next file finds it."""
        if not self._stopped:
            self._free.append(asyncio.create_task(self._start() if child is None else _at_once(child)))

    def _end_later(self, child: Child) -> None:
        ending = asyncio.create_task(child.end())
        self._ends.add(ending)
        ending.add_done_callback(self._ends.discard)


async def _at_once(child: Child) -> Child:
    return child
