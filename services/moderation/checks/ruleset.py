"""The rule set: a folder of YAML files read strictly, its hash, and the automaton that finds all its words in one pass.

A set is frozen. What is wrong is told all at once as rules_invalid with file and place; nothing is half loaded.
"""

import hashlib
import json
import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import Field, ValidationError

from contracts.problems import FieldProblem, Problem, ProblemCode
from services.moderation.checks.kinds import AnyRule, Rule, Setting, Word, Words, unknown_indicator
from services.moderation.checks.normal import normalised
from services.moderation.checks.scanning import Scanner

SHIPPED_RULES = Path(__file__).parent / "rules"
SUFFIX = ".yaml"
MAX_FILES = 50
MAX_FILE_BYTES = 2_000_000
MAX_DEPTH = 20
_BRACKET = re.compile(r"[\[\]{}]")


class RuleFile(Setting):
    """One file: rules, and phrases in which no word of any list of the whole set is a hit (`allow`)."""

    rules: tuple[AnyRule, ...] = ()
    allow: tuple[Word, ...] = Field(default=(), max_length=20_000)


@dataclass(frozen=True, eq=False)
class RuleSet:
    """All rules in force together. `hash` is the SHA-256 over names and contents of all files, in hexadecimal."""

    hash: str
    rules: tuple[Rule, ...]
    allow: tuple[str, ...]
    scanner: Scanner = field(repr=False)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read every `*.yaml` below `folder`; hidden ones and folders are passed over.

        Raises Problem(rules_invalid) whose `where` is the first fault, and whose `fields` are all of them.
        """
        return cls.of(rule_files(folder))

    @classmethod
    def of(cls, contents: dict[str, bytes]) -> Self:
        """The same from files at hand, by name: for trials of what is not on disk."""
        _refuse_sizes({name: len(content) for name, content in contents.items()})
        faults: list[FieldProblem] = []
        files = {name: parsed for name in sorted(contents) if (parsed := _parsed(name, contents[name], faults))}
        placed = [(f"{name}: rules.{at}", one) for name, file in files.items() for at, one in enumerate(file.rules)]
        faults += _faults_across(placed)
        if not placed and not faults:
            faults.append(_fault("rules", "there is no rule"))
        if faults:
            raise Problem(ProblemCode.RULES_INVALID, fields=tuple(faults), where=faults[0].path)
        rules = tuple(rule for _place, rule in placed)
        allow = tuple(normalised(phrase) for file in files.values() for phrase in file.allow)
        return cls(_hash(contents), rules, allow, Scanner(rules, allow))


class CurrentRules:
    """Answers the rule set in force, and takes over another one from its folder only where that is valid."""

    def __init__(self, folder: Path = SHIPPED_RULES) -> None:
        """Raises Problem(rules_invalid): a service does not start without rules."""
        self._folder = folder
        self._rule_set = RuleSet.load(folder)

    @property
    def rule_set(self) -> RuleSet:
        """The rules in force."""
        return self._rule_set

    def reload(self) -> bool:
        """Look again; whether another set came into force.

        Raises Problem(rules_invalid) where the files are wrong; the former set stays in force. Reading takes milliseconds for
        every thousand words, so an event loop leaves it to a thread.
        """
        contents = rule_files(self._folder)
        if _hash(contents) == self._rule_set.hash:
            return False
        self._rule_set = RuleSet.of(contents)
        return True


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without its traps: a key given twice is an error, and nothing is a date, a number or a truth by its looks only."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - the library's own signature.
        keys = [key.value for key, _value in node.value]
        twice = next((key for at, key in enumerate(keys) if key in keys[:at]), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice!r} stands twice", node.start_mark)
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made


def rule_files(folder: Path) -> dict[str, bytes]:
    """The rule files below a folder by name. Raises Problem(rules_invalid) where there are too many, or they cannot be read."""
    # A mounted configuration map keeps its files in hidden folders and shows links to them.
    try:
        paths = [
            path
            for path in sorted(folder.rglob(f"*{SUFFIX}"))
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        ]
        # Nothing larger than what is refused anyway is read into memory.
        sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in paths}
        _refuse_sizes(sizes)
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    except OSError as error:
        raise _invalid(str(folder), str(error)) from error


def _refuse_sizes(sizes: dict[str, int]) -> None:
    if len(sizes) > MAX_FILES:
        raise _invalid("rules", f"more than {MAX_FILES} files")
    large = next((name for name, size in sizes.items() if size > MAX_FILE_BYTES), None)
    if large:
        raise _invalid(large, f"larger than {MAX_FILE_BYTES} bytes")


def _hash(contents: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(f"{name}\0{len(contents[name])}\0".encode())
        digest.update(contents[name])
    return digest.hexdigest()


def _parsed(name: str, content: bytes, faults: list[FieldProblem]) -> RuleFile | None:
    try:
        text = content.decode("utf-8")
        _refuse_traps(text)
        loaded = yaml.load(text, Loader=_Loader)  # noqa: S506 - it is a safe loader.
        return RuleFile.model_validate_json(json.dumps(loaded, ensure_ascii=False))
    except ValidationError as error:
        faults += [_fault(f"{name}: {_dotted(one['loc'])}", one["msg"]) for one in error.errors(include_url=False)]
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, ValueError) as error:
        faults.append(_fault(name, " ".join(str(error).split())))
    return None


def _refuse_traps(text: str) -> None:
    """What makes a small file costly to read: brackets in brackets, on which the parser is slow, and aliases of aliases."""
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        if depth > MAX_DEPTH:
            raise ValueError(f"more than {MAX_DEPTH} brackets inside each other")
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError("aliases (*name) are not allowed")  # noqa: TRY004 - it is what the text says, not its type.
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise ValueError(f"more than {MAX_DEPTH} levels")


def _faults_across(placed: Sequence[tuple[str, Rule]]) -> Iterator[FieldProblem]:
    """What is wrong with a rule as a whole, or beside another."""
    seen: dict[str, str] = {}
    for place, rule in placed:
        if rule.rule in seen:
            yield _fault(f"{place}.rule", f"{rule.rule} is the id of {seen[rule.rule]}, too")
        seen.setdefault(rule.rule, place)
        code = unknown_indicator(rule)
        if code is not None:
            yield _fault(place, f"{code} is no indicator")
        for name in ("zh", "en"):
            wrong = _wrong_fact(getattr(rule, name), rule.facts)
            if wrong is not None:
                yield _fault(f"{place}.{name}", f"{wrong}; it may name {', '.join(sorted(rule.facts)) or 'nothing'}")
        if isinstance(rule, Words):
            yield from _twice(place, rule)


def _wrong_fact(template: str, facts: frozenset[str]) -> str | None:
    try:
        named = [(name, form, how) for _text, name, form, how in string.Formatter().parse(template) if name is not None]
    except ValueError as error:
        return str(error)
    wrong = next((name for name, form, how in named if name not in facts or form or how), None)
    return None if wrong is None else f"{{{wrong}}} is no fact of such a rule"


def _twice(place: str, rule: Words) -> Iterator[FieldProblem]:
    """Words that are the same once normalised, words that normalise to nothing, and words that are allowed as a whole."""
    seen: set[str] = set()
    allowed = {normalised(phrase) for phrase in rule.allow}
    for at, entry in enumerate(rule.entries):
        word = normalised(entry.word)
        if not word.strip() or word in seen or word in allowed | {normalised(one) for one in entry.allow}:
            yield _fault(
                f"{place}.entries.{at}.word", f"{entry.word!r} is empty, stands twice, or is allowed as a whole"
            )
        seen.add(word)


def _dotted(place: tuple[int | str, ...]) -> str:
    return ".".join(map(str, place)) or "file"


def _fault(place: str, what: str) -> FieldProblem:
    return FieldProblem(f"{place}: {what}", ProblemCode.RULES_INVALID, {"where": f"{place}: {what}"})


def _invalid(place: str, what: str) -> Problem:
    fault = _fault(place, what)
    return Problem(ProblemCode.RULES_INVALID, fields=(fault,), where=fault.path)
