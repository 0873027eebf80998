"""The names behind a distinct number: `scheme:value`, brought into one form so that two reports name one thing alike."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from contracts.counts import Indicator
from contracts.problems import ProblemCode
from services.ingest.domain.codes import (
    COUNTRIES,
    credit_check_character,
    is_community,
    is_credit_code_shaped,
    is_district,
    is_school,
)
from services.ingest.domain.lists import EditionLists

MAX_NAME_CHARACTERS = 100
_SPACES = re.compile(r"\s+")
_NEEDLESS_SPACE = re.compile(r"(?<![0-9a-z]) | (?![0-9a-z])")


@dataclass(frozen=True, slots=True)
class ReadKeys:
    """The keys of a measure in their one form, in the order given, with what is wrong: (index, code, key)."""

    keys: tuple[str, ...]
    wrong: tuple[tuple[int, ProblemCode, str], ...]


def read_keys(keys: Iterable[str], indicator: Indicator, lists: EditionLists) -> ReadKeys:
    """Bring every key into its one form and find what is wrong: scheme, digits, check digit, repetition.

    A repetition is judged on the form: `name:ACME ` and `name:acme` are one.
    """
    good: list[str] = []
    wrong: list[tuple[int, ProblemCode, str]] = []
    seen: set[str] = set()
    for index, key in enumerate(keys):
        found = _read(key, indicator.key_schemes, lists)
        if isinstance(found, ProblemCode):
            wrong.append((index, found, key))
        elif found in seen:
            wrong.append((index, ProblemCode.DUPLICATE_KEY, key))
        else:
            seen.add(found)
            good.append(found)
    return ReadKeys(tuple(good), tuple(wrong))


def activity_key(code_or_submission: str) -> str:
    """The key under which an activity is counted once."""
    return f"activity:{code_or_submission}"


def district_key(code: str) -> str:
    """The key of a place in the country."""
    return f"district:{code}"


def country_key(code: str) -> str:
    """The key of a country."""
    return f"country:{code}"


def one_name(text: str) -> str:
    """A name as it is compared: width, case and spaces evened out; a space stays only between Latin words."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    spaced = _NEEDLESS_SPACE.sub("", _SPACES.sub(" ", folded).strip())
    # Without its space an accent joins the letter before it.
    return unicodedata.normalize("NFKC", spaced)


def _read(key: str, schemes: tuple[str, ...], lists: EditionLists) -> str | ProblemCode:
    scheme, colon, value = key.partition(":")
    if not colon or scheme not in schemes:
        return ProblemCode.BAD_KEY
    read = _READERS.get(scheme)
    found = read(value.strip(), lists) if read else None
    if found is None:
        return ProblemCode.BAD_KEY
    # A problem code is a text as well, so it is told apart first.
    return found if isinstance(found, ProblemCode) else f"{scheme}:{found}"


_Read = str | ProblemCode | None


def _credit_code(value: str, _lists: EditionLists) -> _Read:
    code = value.upper()
    if not is_credit_code_shaped(code):
        return None
    return code if credit_check_character(code[:17]) == code[17] else ProblemCode.BAD_CHECK_DIGIT


def _school(value: str, _lists: EditionLists) -> _Read:
    return value if is_school(value) else None


def _district(value: str, _lists: EditionLists) -> _Read:
    return value if is_district(value) else None


def _community(value: str, _lists: EditionLists) -> _Read:
    return value if is_community(value) else None


def _country(value: str, _lists: EditionLists) -> _Read:
    return value.upper() if value.upper() in COUNTRIES else None


def _name(value: str, _lists: EditionLists) -> _Read:
    name = one_name(value)
    return name if 0 < len(name) <= MAX_NAME_CHARACTERS else None


def _activity(value: str, lists: EditionLists) -> _Read:
    if value in lists.activities:
        return lists.canonical_activity(value)
    try:
        return str(UUID(value))
    except ValueError:
        return None


_READERS: dict[str, Callable[[str, EditionLists], _Read]] = {
    "activity": _activity,
    "community": _community,
    "country": _country,
    "district": _district,
    "name": _name,
    "school": _school,
    "uscc": _credit_code,
}
