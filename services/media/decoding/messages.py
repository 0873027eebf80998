"""The words between a service and its decoding children: one JSON line each way a file.

A child may have been taken over by the file it opened, so its answers hold no paths and are checked like any other input.
"""

from typing import Any

import msgspec

from services.media.decoding.shapes import DecodeRequest


class Task(msgspec.Struct, frozen=True):
    """One file to work on: where it lies, the empty folder for what is made of it, what was promised."""

    source: str
    into: str
    request: DecodeRequest
    max_frames: int


class Made(msgspec.Struct, frozen=True):
    """One thing that lies in the folder under `name`."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str
    width: int | None = None
    height: int | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What a file is and what was made of it."""

    media_type: str
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    perceptual_hash: str | None = None
    perceptual_quality: int | None = None
    made: tuple[Made, ...] = ()


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The child has loaded what it needs and has given up what it does not."""


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The file is good. `memory_bytes` is what the child holds now."""

    outcome: Outcome
    memory_bytes: int


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The file has a problem, by its code, with the facts for its text."""

    code: str
    facts: dict[str, Any]
    memory_bytes: int


class Faulted(msgspec.Struct, frozen=True, tag="faulted"):
    """Something went wrong that says nothing about the file."""

    fault: str


Answer = Ready | Done | Refused | Faulted

_encoder = msgspec.json.Encoder()
_tasks = msgspec.json.Decoder(Task)
_answers: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)


def line_of(message: Task | Answer) -> bytes:
    """A message as one line."""
    return _encoder.encode(message) + b"\n"


def task_of(line: bytes) -> Task:
    """The task on a line."""
    return _tasks.decode(line)


def answer_of(line: bytes) -> Answer:
    """The answer on a line; raises `msgspec.ValidationError` or `DecodeError` where it is none."""
    return _answers.decode(line)
