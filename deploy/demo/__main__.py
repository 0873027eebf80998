"""`make demo`: the main job on real input, on real servers. `python -m deploy.demo`, with ONCE=1 or --once to end by itself."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from deploy.demo import result, shown
from deploy.demo.calls import EDITION
from deploy.demo.client import Client, RefusedError
from deploy.demo.everything import everything
from deploy.demo.hosts import Hosts
from deploy.demo.letters import letter_box
from deploy.demo.moments import Stream
from deploy.demo.newsroom import public_after
from deploy.demo.organisations import listed
from deploy.demo.restarting import restarting
from deploy.demo.result import Expectation
from deploy.demo.stage import Stage, StageError, stage
from deploy.demo.steps import Step
from deploy.demo.story import READER, Story, StoryError
from deploy.demo.subscriber import Newsroom, newsroom_on
from deploy.demo.visitors import invitation
from deploy.native.cache import ProvisioningError
from deploy.native.kinds import ServersError
from deploy.native.ports import PortBusyError
from deploy.native.servers import CHECKOUT
from deploy.native.supervisor import SERVICES, SupervisorError

INTERRUPTED = 130
LETTERS = CHECKOUT / "build" / "letters" / f"demo-{os.getpid()}"
PROGRESS_SECONDS = 2.0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """Play the demo; 0 where every figure was as expected. Faults of servers are one message without a stack of calls."""
    once = "--once" in arguments or os.environ.get("ONCE", "") not in {"", "0"}
    began = time.monotonic()
    try:
        with letter_box(LETTERS) as post, stage(say, post) as made, restarting(made, say):
            right = _played(made, began, once=once)
    except (ServersError, PortBusyError, ProvisioningError, SupervisorError, StageError, StoryError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0 if right else 1


def _played(made: Stage, began: float, *, once: bool) -> bool:
    """Whether all was as expected. Unless it is played once, everybody stays until Ctrl-C, the newsroom too."""
    outcome: list[bool] = []
    try:
        asyncio.run(_play(made, began, outcome, once=once))
    except KeyboardInterrupt:
        if not outcome:
            raise
    return all(outcome)


async def _play(made: Stage, began: float, outcome: list[bool], *, once: bool) -> None:
    addresses = {service: made.address(service) for service in SERVICES}
    async with Client(addresses) as client:
        hosts = Hosts(await listed(client))
        steps = everything(hosts)
        stream = Stream(client, READER, EDITION)
        story = Story(client, stream, made.clock)
        following = asyncio.create_task(stream.follow())
        say(f"实时统计 live after {time.monotonic() - began:.0f} s: {_counts(addresses)}")
        say(
            f"  看数字变动 watch the figures move: {made.public} or .venv/bin/weekwire watch {addresses['aggregation']}"
        )
        async with newsroom_on(client, say, made.clock) as newsroom:
            story.delivered = newsroom.until_delivered
            async with _progress(story, client):
                await story.play(steps)
            say(
                f"全部报送与审核完成 all reports filed and judged after {time.monotonic() - began:.0f} s, {client.people} people"
            )
            outcome.append(await _show(story, hosts, steps))
            outcome.append(await _show_newsroom(story, newsroom, steps))
            following.cancel()
            _say_addresses(made, addresses)
            if not once:
                for line in invitation(made.public, LETTERS):
                    say(line)
                say("按 Ctrl-C 结束 press Ctrl-C to end")
                await asyncio.Event().wait()


async def _show(story: Story, hosts: Hosts, steps: Sequence[Step]) -> bool:
    expectation = await asyncio.to_thread(Expectation, hosts, steps)
    boards, comparison = await result.settled(story.client, expectation, ("unit", "place", "day", "council"))
    for line in (
        "",
        *result.table(boards[EDITION]),
        "",
        *result.summary_of_facts({year: board for year, board in boards.items() if year != EDITION}),
        "",
        *result.differences(comparison),
        "用时 how long people wait",
        *result.times(await story.moments()),
        *result.proof_lines(await story.proof(_accepted(steps))),
        *shown.media_lines(story.sending.account),
        *shown.refusal_lines(story.refusals),
    ):
        say(line)
    return not comparison.differences


async def _show_newsroom(story: Story, newsroom: Newsroom, steps: Sequence[Step]) -> bool:
    public = public_after(steps)
    wrong = await newsroom.settled(public)
    usable = next((item for item in newsroom.receiver.desk.items.values() if item.pictures), None)
    fetched = await newsroom.fetch(usable) if usable else []
    closed = [one for item in newsroom.withdrawn.values() for one in await newsroom.fetch(item)]
    for line in (*shown.newsroom_lines(newsroom, story, public, wrong), *shown.fetched_lines(fetched, closed)):
        say(line)
    return not wrong


def _accepted(steps: Sequence[Step]) -> str:
    """A report of the edition whose last step is its acceptance."""
    of_edition = [step for step in steps if "submission" in step]
    last = {step["submission"]: step["do"] for step in of_edition}
    held = [
        str(step["submission"])
        for step in of_edition
        if step["do"] == "file" and step["edition"] == EDITION and step["content"].get("sessions")
    ]
    return next(name for name in held if last[name] == "accept")


@asynccontextmanager
async def _progress(story: Story, client: Client) -> AsyncIterator[None]:
    """Say every few seconds how far the story is."""

    async def tell() -> None:
        while True:
            await asyncio.sleep(PROGRESS_SECONDS)
            progress, board = story.progress, await result.nation(client, EDITION)
            sessions = next(figure for figure in board["figures"] if figure["indicator"] == "session_count")
            say(
                f"  {progress.done}/{progress.steps} · 已报 filed {progress.filed} · 已审 judged {progress.judged} · "
                f"全国场次 sessions {sessions['value'] or 0:,}{shown.files_in_short(story.sending.account)}"
            )

    telling = asyncio.create_task(tell())
    try:
        yield
    finally:
        telling.cancel()
        with suppress(asyncio.CancelledError, RefusedError):
            await telling


def _say_addresses(made: Stage, addresses: dict[str, str]) -> None:
    say("地址 addresses")
    say(f"  counts   {_counts(addresses)}")
    say(f"  stream   {addresses['aggregation']}/v1/counts/stream?edition={EDITION}&indicator=session_count")
    say(f"  metrics  {'  '.join(f'{address}/metrics' for address in addresses.values())}")
    say(f"  watch    .venv/bin/weekwire watch {addresses['aggregation']}")
    processes = [f"{service} {made.process_id(service)}" for service in SERVICES]
    say(f"  pids     {'  '.join(processes)} (kill -9: 自动重启 it comes back)")
    say(f"  logs     {made.supervisor.logs}")
    say(f"  letters  {LETTERS}")


def _counts(addresses: dict[str, str]) -> str:
    return f"{addresses['aggregation']}/v1/counts?edition={EDITION}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
