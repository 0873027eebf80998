"""Reviewers at their desks: each reads the queue of the own organisation and judges what the story has in store for it."""

import asyncio
import time
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from deploy.demo.client import Client, RefusedError, Request
from deploy.demo.steps import REASON_OVERRIDE, Step

NAMESPACE = UUID("9c1f6a9e-5d0a-5b4e-8f5e-2024051220dd")
LOOK_AGAIN_SECONDS = (0.1, 0.15, 0.2, 0.3, 0.5)
QUEUE_PAGE = "200"
PATIENCE_SECONDS = 120.0
ACTS = {"take_out": "withdraw"}
"""Words of the story that are another word in moderation."""
PARTS = ("reason", "target", "joint_activity", "fields")

Answer = dict[str, Any]


class Desk:
    """One reviewer. What is to be judged is put on the desk; it is judged once the queue shows it."""

    def __init__(self, who: str, client: Client) -> None:
        self._who = who
        self._client = client
        self._waiting: dict[tuple[str, int], tuple[Step, asyncio.Future[Answer]]] = {}
        self._working: asyncio.Task[None] | None = None

    async def judge(self, step: Step) -> Answer:
        """Judge this version when it comes up in the queue; the answer of the decision."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[step["submission"], step["version"]] = step, answer
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        return await answer

    async def _work(self) -> None:
        """Read the queue again and again while something is on the desk."""
        idle = 0
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while self._waiting:
            try:
                judged = await self._look()
            except Exception as fault:  # noqa: BLE001 - whoever put something on the desk has to hear of it.
                self._give_up(fault)
                return
            idle = 0 if judged else idle + 1
            now = asyncio.get_running_loop().time()
            deadline = now + PATIENCE_SECONDS if judged else deadline
            if now > deadline:
                self._give_up(TimeoutError(f"{self._who} waits in vain for {sorted(self._waiting)}"))
            await asyncio.sleep(LOOK_AGAIN_SECONDS[min(idle, len(LOOK_AGAIN_SECONDS) - 1)])

    async def _look(self) -> int:
        """Judge everything in the queue that is also on the desk; how many that were."""
        query = {"limit": QUEUE_PAGE}
        page = (await self._client.send(Request(self._who, "moderation", "GET", "/v1/queue", query=query))).json()
        found = [(item["submission"], item["version"]) for item in page["items"]]
        due = [self._waiting.pop(name) for name in found if name in self._waiting]
        await asyncio.gather(*(self._judge(step, answer) for step, answer in due))
        return len(due)

    async def _judge(self, step: Step, answer: asyncio.Future[Answer]) -> None:
        try:
            answer.set_result(await decide(self._client, step))
        except Exception as fault:  # noqa: BLE001 - it is raised where the step is waited for.
            answer.set_exception(fault)

    def _give_up(self, fault: Exception) -> None:
        for _step, answer in self._waiting.values():
            answer.set_exception(fault)
        self._waiting.clear()


class Desks:
    """All desks, made when first needed."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._desks: dict[str, Desk] = {}

    async def judge(self, step: Step) -> Answer:
        """Put a step on the desk of whoever does it."""
        who = step["who"]
        if who not in self._desks:
            self._desks[who] = Desk(who, self._client)
        return await self._desks[who].judge(step)


async def decide(client: Client, step: Step) -> Answer:
    """Take the decision of a step. Its id follows from the step, so sending it again takes it once.

    The answer is moderation's, with the moment it was asked for (`sent_at`, seconds of the monotonic clock).
    """
    verb, submission = step["do"], step["submission"]
    said = "|".join(str(step.get(part, "")) for part in ("do", "who", "version", "target", "joint_activity", "turn"))
    decision = uuid5(NAMESPACE, f"{submission}|{said}")
    body = {"act": ACTS.get(verb, verb), "version": step["version"]}
    body |= {part: step[part] for part in PARTS if part in step}
    path = f"/v1/items/{submission}/decisions/{decision}"
    sent_at = time.monotonic()
    answer = await _answer(client, Request(step["who"], "moderation", "PUT", path, body))
    return answer | {"sent_at": sent_at}


async def _answer(client: Client, request: Request) -> Answer:
    """The answer to a decision. Where a check would block it, the reviewer has looked and says why it may pass."""
    try:
        answer: Answer = (await client.send(request)).json()
    except RefusedError as refused:
        if refused.code != "block_needs_reason":
            raise
        overrides = [{"finding": finding, "reason": REASON_OVERRIDE} for finding in refused.said["facts"]["findings"]]
        again = replace(request, body={**(request.body or {}), "overrides": overrides})
        answer = (await client.send(again)).json()
    return answer
