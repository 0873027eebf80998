"""The `weekwire` command: one verb, one function, imported only when it is asked for."""

import asyncio
import importlib
import inspect
import sys
from collections.abc import Sequence
from typing import NamedTuple

INTERRUPTED = 130
"""The exit code of a command that was ended by Ctrl-C, as a shell counts it."""


class Verb(NamedTuple):
    """Where a verb's function is (`module:function`, takes the arguments, returns the exit code), and what it does."""

    target: str
    does: str


VERBS: dict[str, Verb] = {
    "topics": Verb("services.kit.topics:main", "apply | remove: create and configure every topic, or delete a run's"),
    "dead-letters": Verb("services.kit.worklist:main", "list | replay | done: work off the events that were set aside"),
    "seed": Verb("services.directory.commands:seed", "make organisations and people to begin with"),
    "audit": Verb("services.directory.audit_commands:audit", "verify | export [CHAIN]: the audit chain of all acts"),
    "rebuild": Verb("services.aggregation.commands:rebuild", "compute the figures from the log alone and compare"),
    "as-of": Verb("services.aggregation.commands:as_of", "the figures at an earlier moment, exactly"),
    "digest": Verb("services.aggregation.commands:digest", "compare the digests of replicas"),
    "watch": Verb("services.aggregation.watching:watch", "watch national figures move"),
    "subscribe": Verb(
        "services.syndication.commands:subscribe", "receive deliveries as a newsroom does, and check them"
    ),
    "restate": Verb("services.moderation.commands:restate", "say standings again that no code could read"),
    "rules": Verb("services.moderation.rule_commands:rules", "check | try FOLDER: rules of the automatic checks"),
}


def usage() -> str:
    """Every verb with one line."""
    width = max(len(name) for name in VERBS)
    lines = [f"  {name.ljust(width)}  {verb.does}" for name, verb in VERBS.items()]
    return "\n".join(["usage: weekwire VERB [ARGUMENTS]", "", *lines])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; 2 where it is not known."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0 if given else 2
    verb = VERBS.get(given[0])
    if verb is None:
        print(f"unknown verb: {given[0]}\n\n{usage()}", file=sys.stderr)
        return 2
    module, _, name = verb.target.partition(":")
    try:
        result = getattr(importlib.import_module(module), name)(given[1:])
        if inspect.iscoroutine(result):
            result = asyncio.run(result)
    except KeyboardInterrupt:
        return INTERRUPTED
    return int(result)


if __name__ == "__main__":
    sys.exit(main())
