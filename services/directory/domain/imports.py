"""Organisations and accounts from a sheet: its columns, what a row means, and what a person is told about it.

Nothing is asked twice: ids that a row leaves out follow from what it says, so that the same sheet is the same import.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from contracts.organisations import OrganisationKind, Role, SchoolType
from contracts.problems import FieldProblem, ProblemCode
from services.directory.domain.people import Grants
from services.directory.domain.rights import ADMINISTRATOR_ROLES
from services.kit.workbooks import Column, Row

MAX_ROWS = 2_000
DERIVED_CHARACTERS = 12
KIND_WORDS: Mapping[str, OrganisationKind] = {
    "省(区、市)": OrganisationKind.PROVINCE,
    "计划单列市": OrganisationKind.SEPARATELY_PLANNED_CITY,
    "地市": OrganisationKind.CITY,
    "区县": OrganisationKind.COUNTY,
    "师": OrganisationKind.DIVISION,
    "部门机构": OrganisationKind.BODY,
    "学校": OrganisationKind.SCHOOL,
    "企业": OrganisationKind.ENTERPRISE,
    "实训基地": OrganisationKind.TRAINING_BASE,
    "研究院所": OrganisationKind.INSTITUTE,
    "产教联合体": OrganisationKind.CONSORTIUM,
    "行(教)指委": OrganisationKind.COUNCIL,
    "部门": OrganisationKind.DEPARTMENT,
}
SCHOOL_WORDS: Mapping[str, SchoolType] = {
    "中职": SchoolType.SECONDARY,
    "技工学校": SchoolType.TECHNICAL,
    "高职": SchoolType.COLLEGE,
    "职业本科": SchoolType.VOCATIONAL_UNIVERSITY,
}
ROLE_WORDS: Mapping[str, Role] = {
    "填报员": Role.FILER,
    "审核员": Role.REVIEWER,
    "签发人": Role.APPROVER,
    "管理员": Role.MANAGER,
    "编辑": Role.EDITOR,
    "读者": Role.READER,
}
LANGUAGE_WORDS = {"中文": "zh-CN", "zh": "zh-CN", "zh-cn": "zh-CN", "英文": "en", "english": "en", "en": "en"}
_LIST = re.compile(r"[、,;,;\s/]+")
_DAY = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")


class Imported(StrEnum):
    """What kind of rows a sheet holds."""

    ORGANISATIONS = "organisations"
    PEOPLE = "people"


class Outcome(StrEnum):
    """What a row came to, or would come to: a refused one changes nothing, and one that says what is so neither."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"
    HELD_BACK = "held_back"


ORGANISATION_COLUMNS = (
    Column(
        "organisation",
        "单位编号",
        "Id",
        note="可不填：学校用学校代码，其他用统一社会信用代码。行政区划填6位代码。 Left out, it follows from the codes.",
        example="3633900003",
    ),
    Column("kind", "类别", "Kind", needed=True, choices=tuple(KIND_WORDS), example="学校"),
    Column("name", "单位全称", "Name", needed=True, note="最多100字", example="绍兴市样例职业学校"),
    Column("short_name", "简称", "Short name", note="不填同全称，最多50字", example="样例职校"),
    Column("parent", "上级单位编号", "Parent", needed=True, note="可以是本表中的编号", example="330600"),
    Column("school_type", "学校类型", "School type", choices=tuple(SCHOOL_WORDS), note="学校必填", example="中职"),
    Column("school_code", "学校代码", "School code", note="10位", example="3633900003"),
    Column("credit_code", "统一社会信用代码", "Credit code", note="18位"),
    Column("gb2260", "行政区划代码", "GB/T 2260", note="6位", example="330602"),
    Column("body", "机构代码", "Body", note="部门机构必填，如 human_resources"),
    Column("other_code", "其他编号", "Other code"),
    Column("opened_on", "启用日期", "Opened on", note="2024-05-01", example="2024-05-01"),
)
PEOPLE_COLUMNS = (
    Column("person", "账号编号", "Id", note="可不填，由登录名得出。 Left out, it follows from the sign-in name."),
    Column("name", "登录名", "Sign-in name", needed=True, note="不含空格，全国唯一", example="wang.li"),
    Column("display_name", "姓名", "Display name", example="王丽"),
    Column("organisation", "单位编号", "Organisation", needed=True, example="330600"),
    Column(
        "roles", "角色", "Roles", choices=(), note="、".join(ROLE_WORDS) + ";多个用顿号分开", example="填报员、审核员"
    ),
    Column("email", "电子邮箱", "E-mail", note="有邮箱的发邀请信；没有的得到一次性密码", example="wangli@example.cn"),
    Column("phone", "电话", "Phone", example="0575-85131234"),
    Column("language", "语言", "Language", choices=("中文", "英文"), example="中文"),
)
COLUMNS: Mapping[Imported, Sequence[Column]] = {
    Imported.ORGANISATIONS: ORGANISATION_COLUMNS,
    Imported.PEOPLE: PEOPLE_COLUMNS,
}
TITLES = {Imported.ORGANISATIONS: "单位 Organisations", Imported.PEOPLE: "账号 Accounts"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was understood: its id, the fields of its form, and what is wrong with its cells, by column."""

    row: Row
    object_id: str
    fields: dict[str, Any]
    problems: tuple[FieldProblem, ...]


def organisation_line(row: Row) -> Line:
    """What a row says about an organisation."""
    problems = list(_formulas(row))
    kind = _chosen(row, "kind", KIND_WORDS, OrganisationKind, problems)
    school_type = _chosen(row, "school_type", SCHOOL_WORDS, SchoolType, problems)
    names = ("school_code", "credit_code", "gb2260", "body", "other_code")
    codes = {name: row.text(name).replace(" ", "") or None for name in names}
    parent = row.text("parent") or None
    fields = {
        "kind": kind,
        "name": row.text("name"),
        "short_name": row.text("short_name") or row.text("name")[:50],
        "parent": parent,
        "school_type": school_type,
        **codes,
        "opened_on": _day(row, problems),
    }
    problems += _needed(row, ("name", "parent"))
    return Line(row, row.text("organisation") or _organisation_id(kind, parent, row, codes), fields, tuple(problems))


def _organisation_id(kind: str | None, parent: str | None, row: Row, codes: Mapping[str, str | None]) -> str:
    if kind == OrganisationKind.BODY:
        return f"{parent}:{codes['body']}"
    known = codes["gb2260"] if kind in {"city", "county", "province"} else codes["school_code"] or codes["credit_code"]
    return known or "s-" + _digest(parent or "", row.text("name"))


def person_line(row: Row) -> Line:
    """What a row says about a person; `roles` are those in the person's own organisation."""
    problems = list(_formulas(row))
    roles: list[str] = []
    for word in filter(None, _LIST.split(row.text("roles"))):
        role = ROLE_WORDS.get(word) or next((one for one in Role if one.value == word.lower()), None)
        if role is None or role in ADMINISTRATOR_ROLES:
            facts = {"code": word, "allowed": "、".join(ROLE_WORDS)}
            problems.append(FieldProblem("roles", ProblemCode.UNKNOWN_CHOICE, facts))
        else:
            roles.append(role.value)
    said = row.text("language")
    language = LANGUAGE_WORDS.get(said.lower()) if said else "zh-CN"
    if language is None:
        problems.append(FieldProblem("language", ProblemCode.UNKNOWN_CHOICE, {"code": said, "allowed": "中文、英文"}))
    fields = {
        "name": row.text("name"),
        "display_name": row.text("display_name"),
        "organisation": row.text("organisation"),
        "email": row.text("email") or None,
        "phone": row.text("phone") or None,
        "language": language,
        "roles": sorted(set(roles)),
    }
    problems += _needed(row, ("name", "organisation"))
    return Line(row, row.text("person") or "u-" + _digest(row.text("name").casefold()), fields, tuple(problems))


def line_of(kind: Imported, row: Row) -> Line:
    """What a row of either kind says."""
    return organisation_line(row) if kind is Imported.ORGANISATIONS else person_line(row)


def repeated(lines: Iterable[Line]) -> dict[int, FieldProblem]:
    """By row number, what is wrong with rows that speak of what an earlier row speaks of."""
    first: dict[str, int] = {}
    found: dict[int, FieldProblem] = {}
    for line in lines:
        earlier = first.setdefault(line.object_id, line.row.number)
        if earlier != line.row.number:
            found[line.row.number] = FieldProblem("name", ProblemCode.ROW_REPEATED, {"row": earlier})
    return found


def parents_first(lines: Sequence[Line]) -> list[Line]:
    """The lines so that whoever stands below another of them comes after it; a ring keeps its order."""
    waiting = {line.object_id: line for line in lines}
    ordered: list[Line] = []

    def take(line: Line) -> None:
        path = [line]
        while (above := waiting.get(path[-1].fields.get("parent") or "")) is not None and above not in path:
            path.append(above)
        ordered.extend(one for one in reversed(path) if waiting.pop(one.object_id, None) is not None)

    for line in lines:
        take(line)
    return ordered + [line for line in lines if line not in ordered]


def merged_grants(known: Grants, organisation: str, roles: Iterable[str]) -> list[dict[str, str]]:
    """The roles a person has after a row: those it names in its organisation, and what was there elsewhere."""
    elsewhere = [{"organisation": place, "role": role.value} for place, role in known if place != organisation]
    return elsewhere + [{"organisation": organisation, "role": role} for role in roles]


def _formulas(row: Row) -> Iterable[FieldProblem]:
    return (
        FieldProblem(code, ProblemCode.FORMULA_REFUSED, {"value": cell.text[:40]})
        for code, cell in row.cells.items()
        if cell.is_formula
    )


def _needed(row: Row, names: Iterable[str]) -> list[FieldProblem]:
    return [FieldProblem(name, ProblemCode.MISSING_FIELD) for name in names if not row.text(name)]


def _chosen(
    row: Row, column: str, words: Mapping[str, StrEnum], values: type[StrEnum], problems: list[FieldProblem]
) -> str | None:
    said = row.text(column).replace("(", "(").replace(")", ")")
    plain = {word.replace("(", "(").replace(")", ")"): value for word, value in words.items()}
    if said in plain:
        return plain[said].value
    if said.lower() in {one.value for one in values}:
        return said.lower()
    if said:
        facts = {"code": said, "allowed": "、".join(words)}
        problems.append(FieldProblem(column, ProblemCode.UNKNOWN_CHOICE, facts))
    elif column == "kind":
        problems.append(FieldProblem(column, ProblemCode.MISSING_FIELD))
    return None


def _day(row: Row, problems: list[FieldProblem]) -> str | None:
    said = row.text("opened_on")
    if not said:
        return None
    found = _DAY.fullmatch(said)
    try:
        if found:
            return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        pass
    problems.append(FieldProblem("opened_on", ProblemCode.WRONG_TYPE, {"expected": "2024-05-01"}))
    return None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:DERIVED_CHARACTERS]
