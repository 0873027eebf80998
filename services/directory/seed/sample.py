"""What the seed makes: the organisations of the notice, and a realistic, deterministic sample of cities and schools.

Names and codes of cities and counties are real. Schools called 样例 are made up, and so are their codes: their serial
numbers begin with 9, where no real one was found; the ten digits are right in shape.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from contracts.editions import Promoter, Unit, shipped_editions
from contracts.organisations import MINISTRY, Organisation, OrganisationKind, SchoolType
from services.directory.domain.tree import HUMAN_RESOURCES, place

FOLDER = Path(__file__).parent
COUNCILS_OFFICE = "councils_office"
ListedT = TypeVar("ListedT", Promoter, Unit)

SAMPLE_MARK = "(样例)"


@dataclass(frozen=True, slots=True)
class Draft:
    """An organisation before its place is derived."""

    organisation: str
    kind: OrganisationKind
    name: str
    short_name: str
    parent: str | None
    body: str | None = None
    school_type: SchoolType | None = None
    school_code: str | None = None
    gb2260: str | None = None


@cache
def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return loaded


def fact_organisations() -> dict[str, str]:
    """Which organisation of the seed files which fact of earlier weeks (`F04` -> `330000`)."""
    return dict(_read("named.yaml")["facts"])


def notice_organisations() -> list[Organisation]:
    """The organisations that the notices themselves name: ministry, departments, councils, their office, units, bodies."""
    return _placed(_of_the_notice())


def sample_organisations() -> list[Organisation]:
    """All of the seed: those of the notice, and the sample of cities, counties, divisions and schools; parents first."""
    return _placed([*_of_the_notice(), *_regions(), *_named(), *_schools()])


def _placed(drafts: Iterable[Draft]) -> list[Organisation]:
    found: dict[str, Organisation] = {}
    for draft in drafts:
        parent = found[draft.parent] if draft.parent is not None else None
        placing = place(draft.organisation, draft.kind, draft.school_type, parent)
        found[draft.organisation] = Organisation(
            organisation=draft.organisation,
            revision=0,
            kind=draft.kind,
            name=draft.name,
            short_name=draft.short_name,
            parent=draft.parent,
            path=placing.path,
            chain=placing.chain,
            unit=placing.unit,
            body=draft.body,
            school_type=draft.school_type,
            school_code=draft.school_code,
            gb2260=draft.gb2260,
        )
    return list(found.values())


def _newest(entries: Iterable[ListedT]) -> list[ListedT]:
    """Every department, council or unit that any edition lists, as the newest of them has it."""
    return list({entry.code: entry for entry in entries}.values())


def _units() -> list[Unit]:
    return _newest(unit for edition in shipped_editions() for unit in edition.units)


def _of_the_notice() -> Iterator[Draft]:
    editions = shipped_editions()
    yield Draft(MINISTRY, OrganisationKind.MINISTRY, "教育部", "教育部", None)
    office = "教育部行业职业教育教学指导委员会工作办公室"
    yield Draft(COUNCILS_OFFICE, OrganisationKind.COUNCILS_OFFICE, office, "行指委工作办公室", MINISTRY)
    for kind, promoters in (
        (OrganisationKind.DEPARTMENT, (one for edition in editions for one in edition.departments)),
        (OrganisationKind.COUNCIL, (one for edition in editions for one in edition.councils)),
    ):
        for promoter in _newest(promoters):
            yield Draft(promoter.code, kind, promoter.name, promoter.short_name or promoter.name, MINISTRY)
    for unit in _units():
        kind = OrganisationKind(unit.kind)
        yield Draft(unit.code, kind, unit.name, unit.short_name, MINISTRY, gb2260=unit.gb2260)
        names = editions[-1].body_names.get(unit.kind, {})
        for body in editions[-1].bodies.get(unit.kind, ()):
            yield _body(unit.code, unit.short_name, body, names.get(body, body))


def _body(parent: str, place_name: str, body: str, body_name: str) -> Draft:
    kind = OrganisationKind.BODY
    return Draft(f"{parent}:{body}", kind, f"{place_name}{body_name}", body_name, parent, body=body)


def _regions() -> Iterator[Draft]:
    for province, below in _read("regions.yaml").items():
        cities: dict[str, str] = below.get("cities", {})
        for code, name in cities.items():
            yield Draft(code, OrganisationKind.CITY, name, name, province, gb2260=code)
        for code, name in below["counties"].items():
            city = f"{code[:4]}00"
            parent = city if city in cities else province
            yield Draft(code, OrganisationKind.COUNTY, name, name, parent, gb2260=code)


def _named() -> Iterator[Draft]:
    named = _read("named.yaml")
    for code, one in named["divisions"].items():
        yield Draft(code, OrganisationKind.DIVISION, one["name"], one["short_name"], "660000")
    for slug, one in named["schools"].items():
        school_type = SchoolType(one["type"])
        yield Draft(slug, OrganisationKind.SCHOOL, one["name"], one["name"], one["parent"], school_type=school_type)
    for slug, one in named["hosts"].items():
        yield Draft(slug, OrganisationKind(one["kind"]), one["name"], one["name"], one["parent"])


def _schools() -> Iterator[Draft]:
    """Made-up schools of every type, so that every chain is there: under cities, counties, units, divisions and 人社."""
    short = {unit.code: unit.short_name for unit in _units()}
    for unit, below in _read("regions.yaml").items():
        makes = _Maker(unit)
        counties: dict[str, str] = below["counties"]
        cities: dict[str, str] = below.get("cities", {})
        if cities:
            first, *others = cities.items()
            yield makes.school(first[0], f"{first[1]}职业中等专业学校", SchoolType.SECONDARY)
            if others[1:]:
                yield _body(first[0], first[1], HUMAN_RESOURCES, "人力资源社会保障局")
                yield makes.school(f"{first[0]}:{HUMAN_RESOURCES}", f"{first[1]}技工学校", SchoolType.TECHNICAL)
            yield from (makes.school(code, f"{name}中等专业学校", SchoolType.SECONDARY) for code, name in others)
        county, county_name = next(iter(counties.items()))
        yield makes.school(county, f"{county_name}职业教育中心", SchoolType.SECONDARY)
        yield makes.school(f"{unit}:{HUMAN_RESOURCES}", f"{short[unit]}技师学院", SchoolType.TECHNICAL)
        yield makes.school(unit, f"{short[unit]}职业技术学院", SchoolType.COLLEGE)
        if len(counties) > 1 or len(cities) > 2:  # noqa: PLR2004 - the provinces with the fuller lists.
            yield makes.school(unit, f"{short[unit]}职业技术大学", SchoolType.VOCATIONAL_UNIVERSITY)
            yield makes.school(unit, f"{short[unit]}直属中等职业学校", SchoolType.SECONDARY)
    makes = _Maker("650000", first_serial=50)
    for division, one in _read("named.yaml")["divisions"].items():
        yield makes.school(division, f"{one['short_name']}职业技术学校", SchoolType.SECONDARY)
    yield makes.school("660000-08", "第八师职业技术学院", SchoolType.COLLEGE)
    yield makes.school("660000", "兵团职业技术学院", SchoolType.COLLEGE)
    yield makes.school(f"660000:{HUMAN_RESOURCES}", "兵团技师学院", SchoolType.TECHNICAL)


class _Maker:
    """Makes the schools of one unit with codes that count up; a school of the Corps carries Xinjiang's 65."""

    def __init__(self, unit: str, first_serial: int = 1) -> None:
        # The five cities lie in provinces that count their own schools, so theirs begin where those cannot be.
        self._province = unit[:2]
        self._serial = first_serial + (0 if unit.endswith("0000") else 20)

    def school(self, parent: str, name: str, school_type: SchoolType) -> Draft:
        """A made-up school under `parent`. Technical schools have no school code; universities have `0` in the fifth place."""
        serial = self._serial
        self._serial += 1
        code = {
            SchoolType.SECONDARY: f"36{self._province}9{serial:05d}",
            SchoolType.COLLEGE: f"41{self._province}09{serial:04d}",
            SchoolType.VOCATIONAL_UNIVERSITY: f"41{self._province}09{serial:04d}",
            SchoolType.TECHNICAL: None,
        }[school_type]
        organisation = code or f"s-{parent.split(':', maxsplit=1)[0]}-jigong-{serial}"
        full = f"{name}{SAMPLE_MARK}"
        return Draft(
            organisation, OrganisationKind.SCHOOL, full, name, parent, school_type=school_type, school_code=code
        )
