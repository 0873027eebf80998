"""aiokafka's clients where it leaves something behind: starts that are interrupted, and fetches that wait to be tried again."""

import asyncio
from collections.abc import Awaitable

from aiokafka.client import AIOKafkaClient
from aiokafka.consumer.fetcher import Fetcher

GRACE_SECONDS = 5.0


async def started(starting: Awaitable[object]) -> None:
    """Await the start of a client; an interruption is heeded once the start has ended, or after the grace.

    aiokafka forgets its first connection where it is interrupted between opening it and the first answer, and then nobody
    can close it any more. Raises what the start raises.
    """
    start = asyncio.ensure_future(starting)
    try:
        await asyncio.shield(start)
    except asyncio.CancelledError:
        try:
            await asyncio.wait([start], timeout=GRACE_SECONDS)
        finally:
            start.cancel()
            await asyncio.gather(start, return_exceptions=True)
        raise


async def _close_fetcher(fetcher: Fetcher) -> None:
    """End every fetch, also one that waits to be tried again while the cluster is away."""
    fetcher._closed = True  # noqa: SLF001 - this takes the place of aiokafka's own method.
    for waiter in fetcher._fetch_waiters:  # noqa: SLF001 - as above.
        fetcher._notify(waiter)  # noqa: SLF001 - as above.
    fetches = [fetcher._fetch_task, *fetcher._pending_tasks]  # noqa: SLF001 - as above.
    for fetch in fetches:
        fetch.cancel()
    await asyncio.gather(*fetches, return_exceptions=True)


# aiokafka 0.14 awaits the fetches that it cancels, so that stopping a consumer while the cluster is away raises CancelledError
# to a caller whom nobody has cancelled, who then ends without a word, and leaves the consumer's connections open.
Fetcher.close = _close_fetcher

_connect = AIOKafkaClient.bootstrap


async def _connect_whole(client: AIOKafkaClient) -> None:
    await started(_connect(client))


# A start of several clients one after another, or one that waits for its group, may outlast the grace above. Whichever client
# is then in the middle of connecting ends that first, in a grace of its own, and so knows the connection that it opened.
AIOKafkaClient.bootstrap = _connect_whole
