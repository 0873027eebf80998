"""What an operator does with rules from a shell: check a folder, and try it against past items before it applies."""

import argparse
import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from contracts.problems import Problem
from services.kit.clock import service_clock
from services.kit.directory_view import DirectoryView
from services.moderation.app import parts
from services.moderation.checks import RuleSet, TrialReport
from services.moderation.operations.checking import Checking
from services.moderation.operations.rules import Rules
from services.moderation.operations.trying import Trying
from services.moderation.settings import ModerationSettings

WRONG = 1
DIRECTORY_SECONDS = 30.0


async def rules(arguments: list[str]) -> int:
    """`weekwire rules check FOLDER` and `weekwire rules try FOLDER [--edition E] [--items N]`.

    Returns 0 where the folder is valid (and was tried), 1 where it is not; every fault is a line on standard error.
    """
    asked = _parser().parse_args(arguments)
    try:
        candidate = await asyncio.to_thread(RuleSet.load, asked.folder)
    except Problem as problem:
        return _faulty(problem)
    sys.stdout.write(f"{asked.folder}: valid, {len(candidate.rules)} rules, hash {candidate.hash}\n")
    if asked.verb == "try":
        try:
            _tell(await _try(candidate, asked.edition, asked.items))
        except Problem as problem:
            return _faulty(problem)
    return 0


def _faulty(problem: Problem) -> int:
    places = [field.path for field in problem.fields] or [str(problem.facts.get("where", problem.code.value))]
    sys.stderr.write("\n".join([*places, ""]))
    return WRONG


async def _try(candidate: RuleSet, edition: str | None, items: int) -> TrialReport:
    """Both rule sets over what the service has checked; nothing is written."""
    settings, view = ModerationSettings(), DirectoryView()
    made = parts(settings, service_clock(settings.clock_ahead_seconds))
    following = asyncio.create_task(view.follow(settings))
    try:
        await made.prepare()
        # Editions are needed for what is judged by their days; where Kafka is away, the trial does without.
        with suppress(TimeoutError):
            await asyncio.wait_for(view.ready(), DIRECTORY_SECONDS)
        in_force = Rules(settings.moderation_rules, made.clock)
        checking = Checking(made.beside.checks, made.items, in_force, view, made.clock)
        trying = Trying(in_force, made.beside.checks, checking, settings.moderation_trial_items)
        return await trying.run(candidate, edition, items)
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        await made.stop()


def _tell(report: TrialReport) -> None:
    changed = f"{report.items_changed} would change, {report.newly_blocked} come to have a block"
    lines = [
        f"tried on {report.items} items against {report.current[:12]}: {changed}, {report.no_longer_blocked} to have none"
    ]
    lines += [
        f"  {one.rule}: {one.new} new, {one.gone} gone, {one.severity} of another severity" for one in report.rules
    ]
    for example in report.examples:
        told = example.after or example.before
        if told:
            where = f"{told.path}:{told.start}-{told.end}"
            lines.append(f"    {example.change} {told.rule} {example.submission} v{example.version} {where} {told.zh}")
    sys.stdout.write("\n".join(lines) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="weekwire rules", description="Check rules, and try them on past items.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="whether a folder of rules is valid")
    trial = verbs.add_parser("try", help="what a folder of rules would change on past items")
    for verb in (check, trial):
        verb.add_argument("folder", type=Path, help="the folder with the rule files")
    trial.add_argument("--edition", default=None, help="only items of this edition")
    trial.add_argument("--items", type=int, default=500, help="how many of the newest items")
    return parser
