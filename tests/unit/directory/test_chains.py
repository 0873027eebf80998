"""The seven chains of the domain report, each with an organisation that files along it."""

import pytest

from contracts.editions import chain_for, shipped_editions
from contracts.organisations import OrganisationKind, SchoolType
from services.directory.domain.chains import CHAINS, chain_of
from services.directory.domain.tree import place
from services.directory.seed.sample import sample_organisations

KIND = OrganisationKind
KNOWN = {one.organisation: one for one in sample_organisations()}
EDITION = next(one for one in shipped_editions() if one.edition == "2024")


@pytest.mark.parametrize(
    ("number", "kind", "school_type", "parent", "onward"),
    [
        (1, KIND.SCHOOL, SchoolType.SECONDARY, "330600", ("330600", "330000")),
        (2, KIND.SCHOOL, SchoolType.COLLEGE, "330600", ("330000",)),
        (2, KIND.SCHOOL, SchoolType.SECONDARY, "330000", ("330000",)),
        (3, KIND.SCHOOL, SchoolType.TECHNICAL, "330000:human_resources", ("330000:human_resources", "330000")),
        (4, KIND.SCHOOL, SchoolType.SECONDARY, "370200", ("370200",)),
        (5, KIND.SCHOOL, SchoolType.SECONDARY, "660000-08", ("660000-08", "660000")),
        (6, KIND.COUNCIL, None, "ministry", ()),
        (7, KIND.DEPARTMENT, None, "ministry", ()),
    ],
)
def test_each_of_the_seven_chains_leads_where_the_report_says(
    number: int, kind: OrganisationKind, school_type: SchoolType | None, parent: str, onward: tuple[str, ...]
) -> None:
    above = KNOWN[parent]

    assert chain_of(kind, school_type, above.kind).number == number
    assert place("x", kind, school_type, above).chain == ("x", *onward)


def test_all_seven_are_in_the_table_and_everything_fits_some_line() -> None:
    assert {chain.number for chain in CHAINS} == {0, 1, 2, 3, 4, 5, 6, 7}
    for kind in KIND:
        for school_type in (*SchoolType, None):
            for parent in KIND:
                assert chain_of(kind, school_type, parent) in CHAINS


def test_an_edition_may_send_a_council_through_the_office() -> None:
    through = EDITION.model_copy(update={"rules": EDITION.rules.model_copy(update={"councils_through_office": True})})

    assert chain_for(KNOWN["C08"], through) == ("C08", "councils_office")
