"""What an operator does with moderation from a shell: say a standing again that no code could read."""

import argparse
import asyncio
import sys
from uuid import UUID

from contracts.problems import Problem
from services.kit.clock import service_clock
from services.kit.directory_view import DirectoryView
from services.moderation.app import parts
from services.moderation.operations.hearing import Hearing
from services.moderation.settings import ModerationSettings

DELIVERY_SECONDS = 30.0


async def restate(arguments: list[str]) -> int:
    """`weekwire restate <submission>... [--reason TEXT] [--operator NAME]`: each standing again under a new revision.

    Returns 0 when Kafka has acknowledged all of them, 1 where one is unknown or could not be delivered in time; what is
    written is sent later by the running service in any case.
    """
    asked = _parser().parse_args(arguments)
    settings = ModerationSettings()
    made = parts(settings, service_clock(settings.clock_ahead_seconds))
    await made.prepare()
    try:
        hearing = Hearing(made.ledger, made.early, DirectoryView())
        said = [await _restate(hearing, submission, asked.operator, asked.reason) for submission in asked.submissions]
        await asyncio.wait_for(made.bus.start(), DELIVERY_SECONDS)
        made.relay.start()
        await asyncio.wait_for(made.relay.drained(), DELIVERY_SECONDS)
    except TimeoutError:
        sys.stderr.write("Kafka did not take everything in time; the running service sends the rest\n")
        return 1
    finally:
        await made.stop()
    return 0 if all(said) else 1


async def _restate(hearing: Hearing, submission: UUID, operator: str, reason: str) -> bool:
    try:
        revision = await hearing.restate(submission, operator, reason)
    except Problem as problem:
        sys.stderr.write(f"{submission}: {problem.code.value}\n")
        return False
    sys.stdout.write(f"{submission}: revision {revision}\n")
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="weekwire restate", description="Say standings again under a new revision.")
    parser.add_argument("submissions", nargs="+", type=UUID, metavar="submission")
    parser.add_argument("--reason", default="a reader could not read the decision", help="kept with the decision")
    parser.add_argument("--operator", default="operator", help="who does it, kept with the decision")
    return parser
