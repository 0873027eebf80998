"""The columns of a table of reports, made from the form of the call: the same for template, import and export."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contracts.counts import Aggregation, Indicator
from contracts.editions import Edition, Entry
from contracts.forms import FormField
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind, PlaceKind
from services.ingest.domain.forms import FIELD_TYPES, choice_list, describe, entries_of
from services.ingest.domain.keys import one_name

IMPORTED_KINDS = (Kind.PLAN, Kind.ACTIVITY_REPORT, Kind.MANUSCRIPT, Kind.SUMMARY)
"""Kinds that can do without files, which no table brings."""
NUMBER, ORGANISATION, LATE_REASON = "number", "organisation", "late_reason"
PLACE_KINDS = (
    Entry(code=PlaceKind.DISTRICT.value, name="国内"),
    Entry(code=PlaceKind.OVERSEAS.value, name="海外"),
    Entry(code=PlaceKind.ONLINE.value, name="线上"),
    Entry(code=PlaceKind.NONE.value, name="无"),
)
YES_NO = (Entry(code="yes", name="是"), Entry(code="no", name="否"))
_MARKS = re.compile(r"[*\s]+$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` says where its cells go, `type` how they are read; `entries` is what may be chosen.

    Types: line, text, lines, choice, choices, names, tick, date, time, amount (a number with its qualifier), keys (names or
    codes, or a bare number).
    """

    key: str
    heading: str
    type: str
    note: str = ""
    required: bool = False
    entries: tuple[Entry, ...] = ()
    indicator: Indicator | None = None


def columns_of(edition: Edition, kind: Kind, indicators: Mapping[str, Indicator]) -> tuple[Column, ...]:
    """The columns for a kind in an edition. Raises Problem(sheet_kind) where it comes with files, or is not asked for."""
    described = describe(edition, kind, indicators)
    if described is None or kind not in IMPORTED_KINDS:
        raise Problem(ProblemCode.SHEET_KIND, kind=kind.value)
    numbers = [one for one, suggested in described.indicators if suggested]
    columns = [
        Column(NUMBER, "编号", "line", "本单位自编，同一编号只报送一次；同一活动有多场时，各行填同一编号"),
        Column(ORGANISATION, "报送单位", "line", "单位代码，不填即本单位"),
    ]
    for asked in described.asked:
        columns += _columns_for(asked.field, edition, numbers)
    if kind is Kind.PLAN:
        columns = [column for column in columns if column.indicator is None]
    return (*columns, Column(LATE_REASON, "迟报原因", "line", "截止后补报时填写"))


def by_heading(columns: Iterable[Column]) -> dict[str, Column]:
    """The columns under their headings as they are compared: width, case, spaces and the star of duty do not matter."""
    return {heading_key(column.heading): column for column in columns}


def heading_key(heading: str) -> str:
    """A heading as it is compared."""
    return one_name(_MARKS.sub("", heading))


def _columns_for(field: FormField, edition: Edition, numbers: list[Indicator]) -> list[Column]:
    kind = FIELD_TYPES[field.field]
    if kind == "sessions":
        return list(_SESSION_COLUMNS)
    if kind == "contact":
        return [Column("contact.name", "联系人", "line"), Column("contact.phone", "联系电话", "line")]
    if kind in {"files", "submission", "organisation"}:
        return []
    if kind == "measures":
        return [_number_column(one) for one in numbers]
    entries = (
        YES_NO if kind == "tick" else entries_of(edition, choice_list(field.field) or "") if _is_chosen(kind) else ()
    )
    cell_type = "names" if kind == "hosts" else kind
    note = _MANY.get(cell_type, field.hint_zh or "")
    return [Column(f"content.{field.field}", field.zh, cell_type, note, field.required, entries)]


def _is_chosen(kind: str) -> bool:
    return kind in {"choice", "choices"}


def _number_column(indicator: Indicator) -> Column:
    heading = f"{indicator.name}({indicator.unit})"
    distinct = indicator.aggregation is Aggregation.DISTINCT
    note = "填数字，或逐个填写名称或代码，用分号隔开" if distinct else "可写 12万、约300、300余"
    return Column(f"measure.{indicator.code}", heading, "keys" if distinct else "amount", note, indicator=indicator)


_MANY = {
    "choices": "可选多项，用分号隔开",
    "names": "多个单位用分号隔开",
    "lines": "每条一行(单元格内换行)",
}
_SESSION_COLUMNS = (
    Column("session.start", "开始日期", "date", "如 2024-05-14 或 5月14日"),
    Column("session.end", "结束日期", "date", "只有一天可不填"),
    Column("session.starts", "开始时间", "time", "如 9:30"),
    Column("session.ends", "结束时间", "time"),
    Column("session.kind", "地点类型", "choice", "不填即国内", entries=PLACE_KINDS),
    Column("session.code", "地点代码", "line", "国内填6位行政区划代码，海外填三字母国家代码"),
    Column("session.name", "地点名称", "line"),
    Column("session.address", "详细地址", "line"),
)
