"""`weekwire audit verify | export`: is the record whole, and the record in a form that others can check."""

import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from contracts.problems import Problem
from services.directory.operations.verifying import Findings, Verifier
from services.directory.settings import DirectorySettings
from services.directory.store.anchors import AnchorStore, audit_objects
from services.directory.store.chain import ChainStore
from services.kit.clock import Clock, service_clock
from services.kit.mongo import Mongo
from services.kit.objects import AWAY

USAGE = "usage: weekwire audit verify | export [CHAIN]\n"
WHOLE, FAULTY, MISUSED, AWAY_NOW = 0, 1, 2, 3


async def audit(arguments: Sequence[str]) -> int:
    """Verify (0: whole, 1: not) or export to standard output; 3 where the store or the bucket is away."""
    match arguments:
        case ["verify"]:
            return await _with_verifier(_verify)
        case ["export", *rest] if len(rest) <= 1:
            only = rest[0] if rest else None
            return await _with_verifier(lambda verifier: _export(verifier, only))
    sys.stderr.write(USAGE)
    return MISUSED


async def _with_verifier(act: Callable[[Verifier], Awaitable[int]]) -> int:
    settings = DirectorySettings()
    mongo, objects = Mongo.connect(settings, "directory"), audit_objects(settings)
    clock: Clock = service_clock(settings.clock_ahead_seconds)
    try:
        return await act(Verifier(ChainStore(mongo), AnchorStore(objects), settings.audit_ring, clock))
    except (Problem, *AWAY) as fault:
        sys.stderr.write(f"not verified, the store or the bucket is away: {fault!r}\n")
        return AWAY_NOW
    finally:
        objects.close()
        mongo.close()


async def _verify(verifier: Verifier) -> int:
    findings = await verifier.verify()
    sys.stdout.write(told(findings))
    return FAULTY if findings.faults else WHOLE


async def _export(verifier: Verifier, only: str | None) -> int:
    async for line in verifier.export(only):
        sys.stdout.write(line)
    return WHOLE


def told(findings: Findings) -> str:
    """What a verification found, a line a fault, and how far each chain is proven."""
    lines = [f"FAULT {one.kind} {one.chain}:{one.number} {one.detail}".rstrip() for one in findings.faults]
    for chain in findings.chains:
        above = chain.entries - chain.anchored
        rest = f", {above} above it stand under the key alone" if above > 0 else ""
        lines.append(f"{chain.chain}: {chain.entries} acts, proven to {chain.anchored}{rest}")
    entries = sum(chain.entries for chain in findings.chains)
    until = findings.proven_until_ms
    moment = "nothing is anchored yet" if until is None else f"anchored until {_iso(until)}"
    verdict = f"{len(findings.faults)} faults" if findings.faults else "whole"
    return "\n".join([*lines, f"{entries} acts in {len(findings.chains)} chains, {moment}: {verdict}"]) + "\n"


def _iso(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1_000, UTC).isoformat(timespec="seconds")
