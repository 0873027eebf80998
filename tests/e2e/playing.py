"""The demo played for tests: a stage of its own, the story on it, and questions to the boards as the demo's people ask them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from deploy.demo.calls import EDITION
from deploy.demo.client import Client, Request
from deploy.demo.hosts import Hosts
from deploy.demo.moments import Stream
from deploy.demo.organisations import listed
from deploy.demo.stage import Stage
from deploy.demo.steps import Step
from deploy.demo.story import READER, Story
from deploy.demo.subscriber import Newsroom, newsroom_on
from deploy.native.supervisor import SERVICES
from tests.e2e.expected import Board, answered, differences, figures
from tests.e2e.expected_standings import World

SETTLE_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Played:
    """The stage with everybody signed in who acted, and all steps that were played on it so far."""

    stage: Stage
    client: Client
    hosts: Hosts
    story: Story
    steps: list[Step]
    newsroom: Newsroom

    async def ask(self, path: str, who: str = READER, **query: str) -> dict[str, Any]:
        """An answer of aggregation."""
        answer: dict[str, Any] = (await self.client.send(Request(who, "aggregation", "GET", path, query=query))).json()
        return answer

    async def counts(self, board: Board, who: str = READER) -> dict[str, Any]:
        """The answer of `GET /v1/counts` to this question."""
        query = {"edition": board.edition, "scope": board.scope, "windows": board.windows, "series": board.series}
        query |= {"by": ",".join(board.by)} | ({"incl": "pending"} if board.pending else {})
        return await self.ask("/v1/counts", who, **query)

    async def differences(self, world: World, board: Board, who: str = READER) -> list[str]:
        """How a board differs from the expectation, with the board's name before each line."""
        found = differences(figures(world, board), answered(await self.counts(board, who)))
        return [f"{board.edition} {board.scope}: {line}" for line in found]

    def world(self) -> World:
        """The expectation after all steps so far."""
        return World(self.hosts.rows(), self.steps, self.stage.clock.now())

    async def settled(self) -> World:
        """The expectation, once the national board says it: the last events may still be on their way."""
        world = self.world()
        deadline = asyncio.get_running_loop().time() + SETTLE_SECONDS
        board = Board(EDITION, pending=True)
        while True:
            if not await self.differences(world, board) or asyncio.get_running_loop().time() > deadline:
                return world
            await asyncio.sleep(LOOK_AGAIN_SECONDS)


@asynccontextmanager
async def playing(made: Stage) -> AsyncIterator[Played]:
    """A stage with a client and nothing played yet; the stream is followed while inside."""
    async with Client({service: made.address(service) for service in SERVICES}) as client:
        stream = Stream(client, READER, EDITION)
        following = asyncio.create_task(stream.follow())
        try:
            async with newsroom_on(client, lambda _line: None, made.clock) as newsroom:
                story = Story(client, stream, made.clock, delivered=newsroom.until_delivered)
                yield Played(made, client, Hosts(await listed(client)), story, [], newsroom)
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)


async def play(played: Played, steps: Sequence[Step]) -> None:
    """Play steps and remember them."""
    await played.story.play(steps)
    played.steps.extend(steps)
