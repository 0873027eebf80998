"""A newsroom on this machine: it subscribes, takes what is featured with the reference receiver, and takes down what is recalled.

It is told from the beginning, so it may come late; every number is checked, and every recall acknowledged.
"""

import asyncio
import io
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from PIL import Image

from deploy.demo.client import Client, Request
from services.kit.clock import Clock
from services.kit.webhooks.signing import key_of
from services.syndication.commands import line
from services.syndication.domain.desk import Arrived, Item, Outcome
from services.syndication.receiver import Acknowledging, Receiver, listening

SUBSCRIBER = "demo-news"
NAME = "演示通讯社"
MANAGER = "p-ministry-manager-1"
SETTLE_SECONDS = 90.0
LOOK_AGAIN_SECONDS = 0.2
SHOWN_RENDITIONS = ("w1600.jpg", "press.jpg")
OK = 200

Say = Callable[[str], None]
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a newsroom got for the address of a picture. `marks` are the EXIF fields that it still carries."""

    name: str
    status: int
    media_type: str
    size_bytes: int
    marks: int


@dataclass
class Newsroom:
    """A subscriber with its receiver. Moments are seconds of the monotonic clock, by item."""

    client: Client
    receiver: Receiver
    say: Say
    arrivals: dict[tuple[str, Outcome], float] = field(default_factory=dict)
    acknowledged: list[float] = field(default_factory=list)
    counted: Counter[Outcome] = field(default_factory=Counter)
    log: list[Arrived] = field(default_factory=list)
    refused: int = 0
    withdrawn: dict[str, Item] = field(default_factory=dict)

    def take(self, arrived: Arrived) -> None:
        """Note a delivery and say it."""
        self.counted[arrived.outcome] += 1
        self.log.append(arrived)
        if arrived.item is not None:
            name = str(arrived.item.item)
            self.arrivals[name, arrived.outcome] = time.monotonic()
            if arrived.outcome is Outcome.WITHDRAWN:
                self.withdrawn[name] = arrived.item
        self.say(f"  {NAME} {line(arrived)}")

    def refuse(self, _problem: object) -> None:
        """Note a request that was no delivery of ours."""
        self.refused += 1

    def acknowledge(self, recall: str, why_not: str | None) -> None:
        """Note what became of an acknowledgement."""
        if why_not is None:
            self.acknowledged.append(time.monotonic())
        self.say(f"  {NAME} 撤稿回执 acknowledged {recall}{f': {why_not}' if why_not else ''}")

    def versions(self) -> dict[str, int]:
        """The items on the desk that may be used, with their versions."""
        return {str(item.item): int(item.ninjs["version"]) for item in self.receiver.desk.items.values()}

    async def subscribe(self) -> None:
        """Be made a subscriber by the ministry. What is shown once may have been lost with an answer: then it is made anew."""
        path = f"/v1/subscribers/{SUBSCRIBER}"
        body = {"name": NAME, "webhook": self.receiver.address, "start": {"beginning": True}}
        made = await self._ask("PUT", path, body)
        token = made["feed_token"] or (await self._ask("POST", f"{path}/feed-token"))["feed_token"]
        secret = made["webhook_secret"] or (await self._ask("POST", f"{path}/webhook-secret"))["webhook_secret"]
        self.receiver.keys = [key_of(secret)]
        self.receiver.acknowledging = Acknowledging((self.client.addresses["syndication"],), token)

    async def until_delivered(self, item: str) -> None:
        """Wait until an item is on the desk. Raises TimeoutError."""
        async with asyncio.timeout(SETTLE_SECONDS):
            while item not in self.versions():  # noqa: ASYNC110 - the receiver keeps a desk and rings no bell.
                await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def settled(self, public: Mapping[str, int]) -> list[str]:
        """What is wrong with the desk once nothing changes any more: nothing, if it is as public says it is in time."""
        deadline = asyncio.get_running_loop().time() + SETTLE_SECONDS
        while True:
            wrong = await self._wrong(public)
            if not wrong or asyncio.get_running_loop().time() > deadline:
                return wrong
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def fetch(self, item: Item) -> list[Fetched]:
        """Fetch the first picture of an item as the newsroom would, in the sizes that tell most."""
        links = {
            one["name"]: one["href"]
            for associated in item.ninjs.get("associations", ())
            if associated["type"] == "picture"
            for one in reversed(associated.get("renditions", ()))
        }
        async with httpx.AsyncClient(follow_redirects=True, timeout=30.0) as http:
            answers = {name: await http.get(links[name]) for name in SHOWN_RENDITIONS if name in links}
        return [_fetched(name, answer) for name, answer in answers.items()]

    async def _wrong(self, public: Mapping[str, int]) -> list[str]:
        desk, found = self.receiver.desk, self.versions()
        told = await self._ask("GET", f"/v1/subscribers/{SUBSCRIBER}")
        numbers = set(range(1, told["last_number"] + 1))
        open_recalls = (await self._ask("GET", "/v1/recalls"))["recalls"]
        wrong = [
            f"{item}: version {found.get(item)} instead of {public.get(item)}"
            for item in sorted(name for name in {*found, *public} if found.get(name) != public.get(name))
        ]
        wrong += [f"number {number} has not come" for number in sorted(numbers - desk.numbers.keys())]
        return wrong + [f"{one['recall']} is not acknowledged" for one in open_recalls]

    async def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        answer: Answer = (await self.client.send(Request(MANAGER, "syndication", method, path, body))).json()
        return answer


@asynccontextmanager
async def newsroom_on(client: Client, say: Say, clock: Clock) -> AsyncIterator[Newsroom]:
    """A subscribed newsroom while inside; its receiver stops afterwards."""
    receiver = Receiver((), clock=clock)
    newsroom = Newsroom(client, receiver, say)
    receiver.arrived, receiver.refused = newsroom.take, newsroom.refuse
    receiver.acknowledged = newsroom.acknowledge
    async with listening(receiver):
        await newsroom.subscribe()
        yield newsroom


def _fetched(name: str, answer: httpx.Response) -> Fetched:
    media_type = answer.headers.get("content-type", "")
    marks = 0
    if answer.status_code == OK and media_type.startswith("image/"):
        with Image.open(io.BytesIO(answer.content)) as picture:
            marks = len(picture.getexif())
    return Fetched(name, answer.status_code, media_type, len(answer.content), marks)
