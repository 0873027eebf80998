"""Whoever reads the audit record reads words: each verb of an act has its words in every language of the pages, and no other has."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.moderation import Act
from services.directory.domain.imports import Imported
from services.directory.domain.links import Purpose

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("directory", "ingest", "media", "moderation", "syndication", "notification")
LOCALES = ROOT / "services" / "portal" / "web" / "src" / "locales"
SAYING = {
    "watching",
    "refusals_on_record",
    "on_record",
    "refused",
    "_refused",
    "done",
    "noted",
    "record",
    "read",
    "_put_on_record",
    "_keep",
    "_act",
    "Deed",
    "Done",
    "act_of",
}
"""The calls that put an act on record, or its refusal. The first of their arguments that is a word is the verb."""
VERB = re.compile(r"[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)?")
COMPOSED = {
    *(act.value for act in Act),
    *(f"{kind.value}.import" for kind in Imported),
    *(f"person.{purpose.value}_letter" for purpose in Purpose),
    *(f"organisation.{verb}" for verb in ("rename", "amend")),
}
"""Verbs that are made of another word."""
UNSAID = {Act.RECEIVE.value, Act.NEW_VERSION.value, Act.FILES_MISSING.value, Act.FILES_COMPLETE.value}
"""What moderation notes of an item by itself is no act of anybody."""


def constants_of(tree: ast.Module) -> dict[str, str]:
    """The words that a module gives names to."""
    found: dict[str, str] = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(word))):
                found[name] = word
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(word))):
                found[name] = word
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=words)):
                pairs = zip(names, words, strict=True)
                found |= {
                    name.id: word.value
                    for name, word in pairs
                    if isinstance(name, ast.Name) and isinstance(word, ast.Constant) and isinstance(word.value, str)
                }
            case _:
                pass
    return found


def said_in(tree: ast.Module, constants: dict[str, str]) -> Iterator[str]:
    """The verbs of the acts that a module puts on record."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in SAYING:
            yield from first_word(call.args, constants)
        elif name == "Change":
            yield from (f"organisation.{word}" for word in first_word(call.args[:1], {}))


def first_word(arguments: list[ast.expr], constants: dict[str, str]) -> list[str]:
    """The first argument that is a word."""
    for one in arguments:
        match one:
            case ast.Constant(value=str(word)) if VERB.fullmatch(word):
                return [word]
            case ast.Name(id=name) if VERB.fullmatch(constants.get(name, "")):
                return [constants[name]]
            case ast.IfExp(body=ast.Constant(value=str(word)), orelse=ast.Constant(value=str(other))):
                return [word, other]
            case _:
                pass
    return []


def verbs() -> set[str]:
    """Every verb that a service puts on record."""
    found: set[str] = set()
    for service in SERVICES:
        trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "services" / service).rglob("*.py")]
        everywhere = {name: word for tree in trees for name, word in constants_of(tree).items() if name != "VERB"}
        for tree in trees:
            found.update(said_in(tree, everywhere | constants_of(tree)))
    return (found | COMPOSED) - UNSAID


def flat(words: dict[str, Any], before: str = "") -> dict[str, str]:
    """Nested words by their whole keys."""
    found: dict[str, str] = {}
    for key, value in words.items():
        found |= flat(value, f"{before}{key}.") if isinstance(value, dict) else {before + key: value}
    return found


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_verb_of_an_act_has_words_and_no_other_has(language: str) -> None:
    texts = json.loads((LOCALES / language / "administration.json").read_text("utf-8"))

    words = flat(texts["audit"]["verbs"])

    assert set(words) == verbs()
    assert all(words.values())
