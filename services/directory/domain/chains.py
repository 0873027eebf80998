"""The chains along which items are filed, as a table: the first line that fits an organisation says where it sends them.

Sources: domain report 3.1 (chains 1-7: 1-3 as in a province's system, 4-7 from the notice's address line) and 4 (a). An edition
may lengthen a chain (`contracts.editions.chain_for`): the five cities through their province, councils through their office.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from contracts.organisations import REPORTING_UNIT_KINDS, OrganisationKind, SchoolType

KIND = OrganisationKind
ANY_KIND = frozenset(OrganisationKind)


class Onward(StrEnum):
    """Where an organisation sends its items: it accepts them itself, along its parent's chain, straight to its unit, or by its body."""

    OWN = "own"
    PARENT = "parent"
    UNIT = "unit"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Chain:
    """One line: which organisations it is for, and where theirs go. `number` is the domain report's, 0 where it names none.

    Without `school_types` it is for every type of school.
    """

    number: int
    zh: str
    en: str
    onward: Onward
    kinds: Collection[OrganisationKind]
    school_types: Collection[SchoolType] | None = None
    under: Collection[OrganisationKind] = ANY_KIND

    def fits(self, kind: OrganisationKind, school_type: SchoolType | None, parent: OrganisationKind) -> bool:
        """Whether an organisation of this kind and type under a parent of that kind files along this line."""
        of_type = self.school_types is None or school_type in self.school_types
        return kind in self.kinds and of_type and parent in self.under


SCHOOLS = frozenset({KIND.SCHOOL})
CHAINS: tuple[Chain, ...] = (
    Chain(
        6,
        "行(教)指委 → 教育部(届次规定时经工作办公室)",
        "council → ministry (through the councils' office where the edition says so)",
        Onward.OWN,
        {KIND.COUNCIL},
    ),
    Chain(7, "部门联络处 → 教育部(自愿)", "department → ministry, voluntary", Onward.OWN, {KIND.DEPARTMENT}),
    Chain(0, "报送单位 → 教育部", "reporting unit → ministry", Onward.OWN, REPORTING_UNIT_KINDS),
    Chain(
        5,
        "兵团学校 → 师教育局 → 兵团教育局 → 教育部",
        "school of the Corps → division → Corps → ministry",
        Onward.PARENT,
        SCHOOLS,
        under={KIND.CORPS, KIND.DIVISION},
    ),
    Chain(
        4,
        "计划单列市学校 → 该市教育局 → 教育部(不经省厅)",
        "school in a separately planned city → that city → ministry, not through its province",
        Onward.PARENT,
        SCHOOLS,
        under={KIND.SEPARATELY_PLANNED_CITY},
    ),
    Chain(
        2,
        "高职院校、职业本科 → 省教育厅 → 教育部",
        "college → province → ministry, also where a city runs it",
        Onward.UNIT,
        SCHOOLS,
        {SchoolType.COLLEGE, SchoolType.VOCATIONAL_UNIVERSITY},
    ),
    Chain(
        2,
        "省属中职学校 → 省教育厅 → 教育部",
        "province-run secondary school → province → ministry",
        Onward.PARENT,
        SCHOOLS,
        under={KIND.PROVINCE},
    ),
    Chain(
        3,
        "技工学校 → 人社部门(市或省) → 省教育厅汇总 → 教育部",
        "technical school → human resources body → province merges → ministry",
        Onward.BODY,
        SCHOOLS,
        {SchoolType.TECHNICAL},
        {KIND.BODY},
    ),
    Chain(
        1,
        "市县中职学校 →(县)→ 市教育局 → 省教育厅 → 教育部",
        "city or county secondary school → (county) → city → province → ministry",
        Onward.PARENT,
        SCHOOLS,
    ),
    Chain(0, "其他单位 → 上级单位的路径", "any other → along the chain of its parent", Onward.PARENT, ANY_KIND),
)


def chain_of(kind: OrganisationKind, school_type: SchoolType | None, parent: OrganisationKind) -> Chain:
    """The first line that fits; the last one fits everything."""
    return next(chain for chain in CHAINS if chain.fits(kind, school_type, parent))
