"""Reading a cell as people write it in an office: full-width digits, 12万, 约300, dates as dates or as text."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from contracts.editions import Entry
from contracts.submissions import OTHER, Qualifier

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a spreadsheet gives, or a text of a CSV."""
EXCEL_EPOCH = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 36_526, 73_050
"""Days that Excel counts for 2000 to 2099: a number between them in a column of dates is a day without its format."""
MINUTES_A_DAY = 24 * 60
_SCALES = {
    "": 1,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_AMOUNT = re.compile(
    r"(?P<before>约|大约|近|超|超过|逾|预计|至少|不少于)?"
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<inner>余|多)?(?P<scale>千万|百万|十万|亿|万|千|百)?(?P<after>余|多|\+)?"
    r"(?P<unit>[^0-9.+\-]{0,4}?)(?P<end>左右|上下|以上)?"
)
_QUALIFIERS = {
    "约": Qualifier.ABOUT,
    "大约": Qualifier.ABOUT,
    "左右": Qualifier.ABOUT,
    "上下": Qualifier.ABOUT,
    "近": Qualifier.NEARLY,
    "预计": Qualifier.EXPECTED,
    "超": Qualifier.AT_LEAST,
    "超过": Qualifier.AT_LEAST,
    "逾": Qualifier.AT_LEAST,
    "至少": Qualifier.AT_LEAST,
    "不少于": Qualifier.AT_LEAST,
    "以上": Qualifier.AT_LEAST,
    "余": Qualifier.AT_LEAST,
    "多": Qualifier.AT_LEAST,
    "+": Qualifier.AT_LEAST,
}
_DATES = (
    re.compile(r"(?P<year>[0-9]{4})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(r"(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"),
)
_MIDNIGHT = re.compile(r"\s+0?0:00(:00)?$")
_TIME = re.compile(r"(?P<half>上午|下午)?(?P<hour>[0-9]{1,2})(?:[:点时](?P<minute>[0-9]{1,2})?分?)(?::[0-9]{2})?")
_SEPARATORS = re.compile(r"[;；、\n]+")
_YES = frozenset({"是", "y", "yes", "true", "√", "1", "已确认"})
_NO = frozenset({"否", "n", "no", "false", "×", "x", "0"})
_NONE = frozenset({"", "-", "—", "/", "无", "none", "n/a"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was written: its value in the indicator's unit, and how exact it is."""

    value: int
    qualifier: Qualifier


class UnreadError(ValueError):
    """A cell that does not hold what its column asks for; `expected` shows what would."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def text_of(cell: Cell) -> str:
    """A cell as text, trimmed; a whole number without the point that a spreadsheet puts behind it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(sep=" ", timespec="minutes")
    return str(cell).strip()


def folded(cell: Cell) -> str:
    """A cell as it is compared: half-width, lower case, without spaces."""
    return unicodedata.normalize("NFKC", text_of(cell)).replace(" ", "").casefold()


def is_blank(cell: Cell) -> bool:
    """Whether nothing is written there."""
    return text_of(cell) == ""


def parts_of(cell: Cell) -> list[str]:
    """What stands in a cell one after another, by semicolon, 、 or line."""
    return [part.strip() for part in _SEPARATORS.split(unicodedata.normalize("NFC", text_of(cell))) if part.strip()]


def read_amount(cell: Cell) -> Amount:
    """A number with its qualifier. Raises UnreadError where it is none, or no whole one."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if isinstance(cell, float) and not cell.is_integer():
            raise UnreadError("300")
        return Amount(int(cell), Qualifier.EXACT)
    found = _AMOUNT.fullmatch(folded(cell).replace(",", ""))
    if found is None:
        raise UnreadError("300 / 12万 / 约300 / 300余")
    try:
        value = Decimal(found["number"]) * _SCALES[found["scale"] or ""]
    except InvalidOperation as fault:
        raise UnreadError("300") from fault
    if value != value.to_integral_value():
        raise UnreadError("300")
    said = [found[name] for name in ("before", "inner", "after", "end") if found[name]]
    return Amount(int(value), _QUALIFIERS[said[0]] if said else Qualifier.EXACT)


def read_date(cell: Cell, year: int) -> date:
    """A day; one without its year is of `year`. Raises UnreadError."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = folded(_MIDNIGHT.sub("", text_of(cell)))
    if text.isdecimal() and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return EXCEL_EPOCH + timedelta(days=int(text))
    found = next((match for shape in _DATES if (match := shape.fullmatch(text))), None)
    if found is None:
        raise UnreadError("2024-05-14")
    parts = found.groupdict()
    try:
        return date(int(parts.get("year") or year), int(parts["month"]), int(parts["day"]))
    except ValueError as fault:
        raise UnreadError("2024-05-14") from fault


def read_time(cell: Cell) -> str:
    """A time of day as `09:30`. Raises UnreadError."""
    if isinstance(cell, datetime | time):
        return cell.strftime("%H:%M")
    if isinstance(cell, timedelta):
        return _clock(round(cell.total_seconds() / 60))
    if isinstance(cell, float) and 0 <= cell < 1:
        return _clock(round(cell * MINUTES_A_DAY))
    found = _TIME.fullmatch(folded(cell))
    if found is None:
        raise UnreadError("9:30")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"] == "下午" and hour < 12:  # noqa: PLR2004 - noon.
        hour += 12
    return _clock(hour * 60 + minute) if minute < 60 else _clock(-1)  # noqa: PLR2004 - minutes of an hour.


def read_tick(cell: Cell) -> bool:
    """A yes or a no. Raises UnreadError."""
    text = folded(cell)
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise UnreadError("是 / 否")


def read_choice(text: str, entries: Iterable[Entry]) -> tuple[str, str | None]:
    """The code of a choice and its text where it is `other`. Written as code, as name, or as both; else as it was written."""
    wanted = folded(text)
    head, _colon, tail = text.strip().replace("：", ":").partition(":")
    if folded(head) in {OTHER, "其他", "其它"}:
        return OTHER, tail.strip() or None
    for entry in entries:
        if wanted in {folded(entry.code), folded(entry.name), folded(f"{entry.code}{entry.name}")}:
            return entry.code, None
    return text.strip(), None


def is_none(cell: Cell) -> bool:
    """Whether a cell of numbers says that there is none to tell."""
    return folded(cell) in _NONE


def _clock(minutes: int) -> str:
    if not 0 <= minutes < MINUTES_A_DAY:
        raise UnreadError("9:30")
    return f"{minutes // 60:02}:{minutes % 60:02}"
