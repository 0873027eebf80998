"""The story itself: every step through the public HTTP interfaces, phase by phase, with many lanes at once."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import Any

from deploy.demo.client import NOT_FOUND, Client, RefusedError, Request
from deploy.demo.desks import Desks, decide
from deploy.demo.materials import manifest_of
from deploy.demo.moments import Position, Spread, Stream, spread
from deploy.demo.sending import Sending, SendingError
from deploy.demo.steps import Step
from services.kit.clock import Clock

READER = "p-ministry-editor-2"
"""Who reads the ministry's boards and proofs in the demo."""
MEASURED = 6
"""Of so many filings one is looked for in the log as soon as it is there."""
LANES_AT_ONCE = 32
"""Submissions under way at a time: enough to keep two cores busy, few enough that nobody waits for others' work."""
LOOK_AGAIN_SECONDS = 0.05
FILES_HEARD_SECONDS = 60.0
FORM = ("edition", "organisation", "content", "manifest", "contact", "late_reason")
JUDGED_IN_REVIEW = frozenset({"pass_up", "accept", "return", "refuse"})


class StoryError(Exception):
    """The story cannot go on; the text is what a service said, or for what somebody waits in vain."""


@dataclass(slots=True)
class Progress:
    """How far the story is."""

    steps: int = 0
    filed: int = 0
    judged: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Moments:
    """How long people waited: from a PUT to pending, from an acceptance to counted, as a reader of the stream saw it."""

    pending: Spread | None
    counted: Spread | None


@dataclass(slots=True)
class Story:
    """Plays steps by the services' `clock`. `stream` is a reader's, by which times are measured; `refusals` were refused as the steps foretold.

    `delivered` waits until a newsroom has an item. `featured` and `withdrawn` are when somebody asked for it the first time, in seconds of the monotonic clock.
    """

    client: Client
    stream: Stream
    clock: Clock
    progress: Progress = field(default_factory=Progress)
    sending: Sending = field(init=False)
    delivered: Callable[[str], Awaitable[None]] | None = None
    refusals: list[RefusedError] = field(default_factory=list)
    featured: dict[str, float] = field(default_factory=dict)
    withdrawn: dict[str, float] = field(default_factory=dict)
    _sent: dict[str, float] = field(default_factory=dict)
    _received: dict[str, Position] = field(default_factory=dict)
    _accepted: dict[str, float] = field(default_factory=dict)
    _in_review: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sending = Sending(self.client)

    async def play(self, steps: Sequence[Step]) -> None:
        """Play all steps. Raises StoryError where an answer says no that the story does not expect, or none comes."""
        self.progress.steps += len(steps)
        desks, at_once = Desks(self.client), asyncio.Semaphore(LANES_AT_ONCE)
        for _phase, of_phase in groupby(steps, key=lambda step: int(step["phase"])):
            lanes: dict[str, list[Step]] = {}
            for step in of_phase:
                lanes.setdefault(step["lane"], []).append(step)
            try:
                async with asyncio.TaskGroup() as group:
                    for lane in lanes.values():
                        group.create_task(self._lane(lane, desks, at_once))
            except ExceptionGroup as faults:
                told, unexpected = faults.split((RefusedError, TimeoutError, SendingError))
                if told is None or unexpected is not None:
                    raise
                raise StoryError("; ".join(str(fault) for fault in told.exceptions)) from faults
            await self._wait_for_settings([step for lane in lanes.values() for step in lane])
        try:
            await self.sending.all_settled()
        except SendingError as fault:
            raise StoryError(str(fault)) from fault

    async def reached(self, done: int) -> None:
        """Wait until so many steps are done."""
        while True:
            if self.progress.done >= done:
                return
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def moments(self) -> Moments:
        """What was measured; asks for the place of every acceptance that is still the last word on its submission."""
        pending = [self._lag(self._sent[name], position) for name, position in self._received.items()]
        counted = await asyncio.gather(*(self._acceptance_lag(name, at) for name, at in self._accepted.items()))
        return Moments(
            spread(lag for lag in pending if lag is not None), spread(lag for lag in counted if lag is not None)
        )

    async def proof(self, submission: str) -> dict[str, Any]:
        """The ministry's proof of a submission. Raises RefusedError where it is not known yet."""
        answer = await self.client.send(Request(READER, "aggregation", "GET", f"/v1/submissions/{submission}/proof"))
        found: dict[str, Any] = answer.json()
        return found

    async def _lane(self, steps: Iterable[Step], desks: Desks, at_once: asyncio.Semaphore) -> None:
        verbs: Mapping[str, Callable[[Step], Awaitable[None]]] = {
            "window": self._window,
            "oblige": self._oblige,
            "release": self._release,
            "file": self._file,
            "amend": self._amend,
            "withdraw": self._withdraw,
        }
        async with at_once:
            for step in steps:
                if step.get("once_delivered") and self.delivered:
                    await self.delivered(step["submission"])
                if step["do"] in verbs:
                    await verbs[step["do"]](step)
                else:
                    await self._judge(step, desks)
                self.progress.done += 1

    async def _window(self, step: Step) -> None:
        body = {name: step[name] for name in ("start", "end", "kind")}
        path = f"/v1/organisations/{step['unit']}/windows/{step['edition']}"
        await self.client.send(Request(step["who"], "directory", "PUT", path, body))

    async def _oblige(self, step: Step) -> None:
        path = f"/v1/obligations/{step['obligation']}"
        due_at = self.clock.now() + timedelta(seconds=step["due_in_seconds"])
        names = ("edition", "debtor", "creditor", "kind", "grace_seconds")
        body = {name: step[name] for name in names} | {"due_at": due_at.isoformat(), "source": "演示 demo"}
        try:
            known = (await self.client.send(Request(step["who"], "directory", "GET", path))).json()
            body["revision"] = known["revision"]
        except RefusedError as refused:
            if refused.status != NOT_FOUND:
                raise
        await self.client.send(Request(step["who"], "directory", "PUT", path, body))

    async def _release(self, step: Step) -> None:
        await self.client.send(Request(step["who"], "directory", "DELETE", f"/v1/obligations/{step['obligation']}"))

    async def _file(self, step: Step) -> None:
        submission = step["submission"]
        body = await _form(step)
        self._sent[submission] = time.monotonic()
        try:
            receipt = (await self.client.send(_put(step, body, {}))).json()
        except RefusedError as refused:
            if refused.code != step.get("refused"):
                raise
            return
        self.progress.filed += 1
        self._in_review[submission] = True
        self.sending.begin(step, receipt)
        if self.progress.filed % MEASURED == 0:
            self._received[submission] = await self._position(submission)

    async def _amend(self, step: Step) -> None:
        await self.client.send(_put(step, await _form(step), {"if-match": f'"{step["version"] - 1}"'}))
        self.progress.filed += 1
        self._in_review[step["submission"]] = True
        self._accepted.pop(step["submission"], None)

    async def _withdraw(self, step: Step) -> None:
        path = f"/v1/submissions/{step['submission']}/withdraw"
        self.withdrawn[step["submission"]] = time.monotonic()
        await self.client.send(Request(step["who"], "ingest", "POST", path, {"version": step["version"]}))
        self._accepted.pop(step["submission"], None)

    async def _judge(self, step: Step, desks: Desks) -> None:
        """What is in review is taken from the queue; what is not is decided on directly."""
        verb, submission = step["do"], step["submission"]
        waits = verb in JUDGED_IN_REVIEW and self._in_review[submission]
        if verb == "feature":
            await self.sending.settled(submission)
        try:
            answer = await (desks.judge(step) if waits else self._decided(step))
        except RefusedError as refused:
            if refused.code != step.get("refused"):
                raise
            self.refusals.append(refused)
            self.progress.judged += 1
            return
        self._in_review[submission] = answer["state"] == "in_review"
        self._accepted.pop(submission, None)
        # What has files moves on in the log when they are ready, so its place there says nothing of its acceptance.
        if verb == "accept" and submission not in self.sending.submissions:
            self._accepted[submission] = answer["sent_at"]
        if verb == "feature":
            self.featured.setdefault(submission, answer["sent_at"])
        self.progress.judged += 1

    async def _decided(self, step: Step) -> dict[str, Any]:
        """A decision on what is in no queue. Moderation may hear that the files are there a moment after media has said so."""
        deadline = time.monotonic() + FILES_HEARD_SECONDS
        while True:
            try:
                return await decide(self.client, step)
            except RefusedError as refused:
                if refused.code != "files_missing" or time.monotonic() > deadline:
                    raise
                await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def _position(self, submission: str) -> Position:
        """Where the newest decision on a submission stands in the log; waits until there is one."""
        while True:
            try:
                found = await self.proof(submission)
            except RefusedError as refused:
                if refused.status != NOT_FOUND:
                    raise
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
                continue
            return Position(found["partition"], found["offset"])

    async def _acceptance_lag(self, submission: str, since: float) -> float | None:
        found = await self.proof(submission)
        return self._lag(since, Position(found["partition"], found["offset"])) if found["counted"] else None

    def _lag(self, since: float, position: Position) -> float | None:
        seen_at = self.stream.seen_at(position)
        return None if seen_at is None else seen_at - since

    async def _wait_for_settings(self, done: Iterable[Step]) -> None:
        """Wait until ingest has heard of windows and obligations: it says what it would make of a report."""
        waits = [_heard(step) for step in done if step["do"] in {"window", "oblige", "release"}]
        await asyncio.gather(*(self._until(*wait) for wait in waits))

    async def _until(self, request: Request, holds: Callable[[dict[str, Any]], bool]) -> None:
        while True:
            if holds((await self.client.send(request)).json()):
                return
            await asyncio.sleep(LOOK_AGAIN_SECONDS)


async def _form(step: Step) -> dict[str, Any]:
    """What a PUT says; the bytes of its files are made now, since the manifest promises their size and hash."""
    body = {name: step[name] for name in FORM if name in step}
    if step.get("files"):
        body["manifest"] = await asyncio.to_thread(manifest_of, step["files"])
    return body


def _put(step: Step, body: Mapping[str, Any], headers: Mapping[str, str]) -> Request:
    return Request(step["who"], "ingest", "PUT", f"/v1/submissions/{step['submission']}", body, headers)


def _heard(step: Step) -> tuple[Request, Callable[[dict[str, Any]], bool]]:
    """What to ask ingest, and what its answer is once it has heard of a window or an obligation."""
    if step["do"] == "window":
        span = {"start": step["end"], "end": step["end"]}
        content = {"kind": "activity_report", "sessions": [{"when": span, "place": {"kind": "none"}}]}
        ask = _check(step["unit"], step["edition"], content)
        return ask, lambda said: any(facts["window"] in {"own", "week"} for facts in said["facts"])
    debtor = step["debtor"] if step["do"] == "oblige" else step["obligation"].rsplit(":", 1)[1]
    ask = _check(debtor, step["obligation"].split(":", 1)[0], {"kind": "summary"})
    if step["do"] == "release":
        return ask, lambda said: said["verdict"] == "not_owed"
    if step["due_in_seconds"] < 0:
        return ask, lambda said: (said["refusal"] or {}).get("code") == "late_needs_reason"
    return ask, lambda said: said["obligation"] == step["obligation"] and said["verdict"] == "on_time"


def _check(organisation: str, edition: str, content: dict[str, Any]) -> Request:
    body = {"edition": edition, "organisation": organisation, "content": content}
    content |= {"title": "试填", "no_state_secrets": True}
    return Request(f"p-{organisation}-filer-1", "ingest", "POST", "/v1/submissions:check", body)
