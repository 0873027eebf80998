"""Routes of the rules that automatic checks follow: which are in force, and what others would change."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import Field

from contracts.base import Contract
from contracts.problems import FieldProblem, ProblemCode
from services.kit.identity import Caller
from services.kit.web import closed_body, invalid
from services.moderation.api.items import CallerOf
from services.moderation.operations.trying import Trying

FILES = 50
FILE_CHARACTERS = 500_000
FILE_NAME_CHARACTERS = 100


class RulesAnswer(Contract):
    """The rules in force. `fault` says what is wrong with the files that lie there now, where they are not taken over."""

    hash: str
    since: datetime
    files: tuple[str, ...]
    rules: int
    fault: str | None


class TryBody(Contract):
    """Candidate files by name: each replaces or joins those in force, null leaves one out. Tried on the newest `items`."""

    files: dict[str, str | None] = Field(min_length=1, max_length=FILES)
    edition: str | None = Field(default=None, max_length=16)
    items: int = Field(default=500, ge=1)


class Tried(Contract):
    """What would change: counts by rule, and examples with the finding before and after."""

    candidate: str
    current: str
    items: int
    items_changed: int
    newly_blocked: int
    no_longer_blocked: int
    rules: tuple[dict[str, Any], ...]
    examples: tuple[dict[str, Any], ...]


def rule_routes(trying: Trying, caller_of: CallerOf) -> APIRouter:
    """The rules in force, and trials of others."""
    router = APIRouter(prefix="/v1", tags=["rules"])
    signed = Annotated[Caller, Depends(caller_of)]

    @router.get("/rules")
    async def in_force(_caller: signed) -> RulesAnswer:
        """Which rules are in force, and since when."""
        found = trying.rules.in_force
        return RulesAnswer(
            hash=found.rule_set.hash,
            since=found.since,
            files=found.files,
            rules=len(found.rule_set.rules),
            fault=str(found.fault.facts.get("where")) if found.fault else None,
        )

    @router.post("/rules:try")
    async def try_rules(body: Annotated[TryBody, closed_body(TryBody)], caller: signed) -> Tried:
        """Try candidate rules against past items before they apply; the ministry's desk alone. Nothing is changed."""
        _refuse_names(body)
        report = await trying.try_texts(body.files, body.edition, body.items, caller)
        said = report.as_json()
        return Tried(**(said | {"rules": tuple(said["rules"]), "examples": tuple(said["examples"])}))

    return router


def _refuse_names(body: TryBody) -> None:
    """Raise Problem(invalid) naming every file whose name or text is too long."""
    wrong = tuple(
        FieldProblem(f"files.{name[:FILE_NAME_CHARACTERS]}", ProblemCode.TOO_LONG, {"limit": limit})
        for name, text in body.files.items()
        for length, limit in ((len(name), FILE_NAME_CHARACTERS), (len(text or ""), FILE_CHARACTERS))
        if length > limit
    )
    if wrong:
        raise invalid(wrong)
