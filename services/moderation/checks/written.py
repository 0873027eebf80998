"""Numbers as people write them in texts: 1.5万人次, 800余人, 102%, 2024年5月14日. Read from normalised text in one pass."""

import re
from dataclasses import dataclass
from datetime import date

_NUMBER = re.compile(r"\d[\d,]{0,15}(?:\.\d{1,6})?")
_AFTER = re.compile(
    r"\s?(?P<scale>[百千万亿]{0,2})(?:余|多|来|几)?(?P<unit>人次|名|位|人|%|场次|场|项|所|家|个|支|件|份|篇|次)?"
)
_DATE = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
_SCALES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
DECIMALS = 4
"""What is left of a written number after its scale; floating point would leave more (0.57 times 10,000)."""
PEOPLE = frozenset({"人", "名", "位"})


@dataclass(frozen=True, slots=True)
class Written:
    """A number at characters `start:end` of a normalised text, its scale and unit among them.

    `digits` is how it begins, `value` what it comes to. A date has the year as its value and `day` where a calendar has it.
    """

    start: int
    end: int
    digits: str
    scale: str
    unit: str
    value: float
    is_date: bool = False
    day: date | None = None


def written_in(text: str) -> list[Written]:
    """Every number of a normalised text that has a unit or is a whole date, from left to right."""
    found: list[Written] = []
    past = 0
    for number in _NUMBER.finditer(text):
        if number.start() < past:
            continue
        whole = _DATE.match(text, number.start())
        read = _date(whole) if whole else _quantity(text, number)
        if read is not None:
            found.append(read)
            past = read.end
    return found


def _date(match: re.Match[str]) -> Written:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    return Written(match.start(), match.end(), match["year"], "", "年", year, is_date=True, day=_day(year, month, day))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _quantity(text: str, number: re.Match[str]) -> Written | None:
    after = _AFTER.match(text, number.end())
    if after is None or after["unit"] is None:
        return None
    digits = number[0].rstrip(",").replace(",", "")
    value = float(digits)
    for letter in after["scale"]:
        value = round(value * _SCALES[letter], DECIMALS)
    return Written(number.start(), after.end(), digits, after["scale"], after["unit"], value)


_FIGURES = {figure: value for value, figure in enumerate("零一二三四五六七八九十")} | {"两": 2}


def age(written: str) -> int | None:
    """An age in Arabic or Chinese figures below a hundred: 12, 十二, 九; None where it is none."""
    if written.isascii():
        return int(written) if written.isdigit() else None
    tens, ten, ones = written.partition("十")
    if not ten:
        return _FIGURES.get(written)
    high, low = _FIGURES.get(tens, 1 if not tens else None), _FIGURES.get(ones, 0 if not ones else None)
    return None if high is None or low is None else high * 10 + low


def as_unit(written: str) -> str:
    """The unit of the indicator dictionary that a written one stands for."""
    return "人" if written in PEOPLE else "场" if written == "场次" else written
