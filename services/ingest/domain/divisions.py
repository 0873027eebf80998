"""Finding the place of a session as people write it: 越城, 越城区, yuecheng, yc or 330602; what is near comes first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from contracts.divisions import Division, divisions
from services.ingest.domain.codes import is_district
from services.ingest.domain.keys import one_name

_ENDING = re.compile(r"(?:(?:壮|回|维吾尔)族|维吾尔)?自治区$|特别行政区$|[省市区县旗州盟]$")
"""What people leave out of a name where something is left of it."""
LEAST_CHARACTERS = 2
PROVINCE_DIGITS, CITY_DIGITS, COUNTY_DIGITS = 2, 4, 6


@dataclass(frozen=True, slots=True)
class Place:
    """A division as it is found: its words, its pinyin without spaces, the initials of it."""

    division: Division
    words: tuple[str, ...]
    spelled: str
    initials: str


def find_places(asked: str, near: Iterable[str], limit: int) -> list[Division]:
    """Divisions that `asked` may mean. Those that begin with it come before those that only hold it.

    Among each: those of the county, then the city, then the province of `near` (GB/T 2260 codes; others are ignored), the
    closest match, and the larger division first.
    """
    evened = one_name(asked)
    if not evened:
        return []
    home = max((code for code in near if is_district(code)), key=_depth, default="")
    found = [(rank, place) for place in _places() if (rank := _rank(evened, place)) is not None]
    found.sort(key=lambda one: _order(one[0], one[1], home))
    return [place.division for _rank, place in found[:limit]]


def names_above(division: Division) -> tuple[str, ...]:
    """The names of what a division belongs to, the province first; groups that have no name of their own are left out."""
    known = divisions()
    return tuple(known[code].name for code in division.above if code in known)


def _order(rank: int, place: Place, home: str) -> tuple[bool, int, int, int, str]:
    division = place.division
    return rank > _BEGINS, _distance(division.code, home), rank, _depth(division.code), division.code


_BEGINS = 3


def _rank(asked: str, place: Place) -> int | None:
    """0 its name or code, 1 its name begins so, 2 its initials begin so, 3 its pinyin, 4 and 5 they hold it."""
    letters = asked.replace(" ", "") if asked.isascii() else ""
    if asked in place.words or asked == place.division.code:
        return 0
    if place.words[0].startswith(asked) or (asked.isdigit() and place.division.code.startswith(asked)):
        return 1
    if letters and (place.initials.startswith(letters) or place.spelled.startswith(letters)):
        return 2 if place.initials.startswith(letters) else _BEGINS
    if asked in place.words[0]:
        return 4
    return 5 if letters and len(letters) >= LEAST_CHARACTERS and letters in place.spelled else None


def _distance(code: str, home: str) -> int:
    """0 in the same county, 1 in the same city, 2 in the same province, 3 elsewhere."""
    for steps, digits in enumerate((COUNTY_DIGITS, CITY_DIGITS, PROVINCE_DIGITS)):
        if home and home[digits - 2 : digits] != "00" and code[:digits] == home[:digits]:
            return steps
    return 3


def _depth(code: str) -> int:
    """How far down a code reaches: 2 a province, 4 a city, 6 a county."""
    if code.endswith("0000"):
        return PROVINCE_DIGITS
    return CITY_DIGITS if code.endswith("00") else COUNTY_DIGITS


@cache
def _places() -> tuple[Place, ...]:
    return tuple(_place(one) for one in divisions().values())


def _place(division: Division) -> Place:
    name = one_name(division.name)
    short = _ENDING.sub("", name)
    words = (name, short) if len(short) >= LEAST_CHARACTERS else (name,)
    syllables = division.pinyin.split()
    return Place(division, words, "".join(syllables), "".join(syllable[:1] for syllable in syllables))
