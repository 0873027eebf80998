"""The tree: where each kind stands, which chain follows, and that a derivation completes any move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisations import Organisation, OrganisationKind, SchoolType
from services.directory.domain.tree import (
    PARENT_KINDS,
    derive,
    derive_branch,
    is_placed_as,
    may_stand_under,
    place,
    placed,
)

KIND = OrganisationKind


def stand(
    name: str,
    kind: OrganisationKind,
    parent: Organisation | None,
    school_type: SchoolType | None = None,
    body: str | None = None,
) -> Organisation:
    placing = place(name, kind, school_type, parent)
    return Organisation(
        organisation=name,
        revision=1,
        kind=kind,
        name=name,
        short_name=name,
        parent=parent.organisation if parent else None,
        path=placing.path,
        chain=placing.chain,
        unit=placing.unit,
        body=body,
        school_type=school_type,
    )


MINISTRY = stand("ministry", KIND.MINISTRY, None)
PROVINCE = stand("330000", KIND.PROVINCE, MINISTRY)
OTHER_PROVINCE = stand("340000", KIND.PROVINCE, MINISTRY)
CITY = stand("330600", KIND.CITY, PROVINCE)
COUNTY = stand("330602", KIND.COUNTY, CITY)
CITY_LABOUR = stand("330600:human_resources", KIND.BODY, CITY, body="human_resources")
PROVINCE_LABOUR = stand("330000:human_resources", KIND.BODY, PROVINCE, body="human_resources")
PUBLICITY = stand("330000:publicity", KIND.BODY, PROVINCE, body="publicity")
QINGDAO = stand("370200", KIND.SEPARATELY_PLANNED_CITY, MINISTRY)
LAOSHAN = stand("370212", KIND.COUNTY, QINGDAO)
CORPS = stand("660000", KIND.CORPS, MINISTRY)
DIVISION = stand("660000-08", KIND.DIVISION, CORPS)
COUNCIL = stand("C08", KIND.COUNCIL, MINISTRY)
OFFICE = stand("councils_office", KIND.COUNCILS_OFFICE, MINISTRY)


@pytest.mark.parametrize(
    ("parent", "school_type", "chain"),
    [
        (COUNTY, SchoolType.SECONDARY, ("s", "330602", "330600", "330000")),
        (CITY, SchoolType.SECONDARY, ("s", "330600", "330000")),
        (PROVINCE, SchoolType.SECONDARY, ("s", "330000")),
        (PROVINCE, SchoolType.COLLEGE, ("s", "330000")),
        (CITY, SchoolType.COLLEGE, ("s", "330000")),
        (PROVINCE, SchoolType.VOCATIONAL_UNIVERSITY, ("s", "330000")),
        (CITY_LABOUR, SchoolType.TECHNICAL, ("s", "330600:human_resources", "330000")),
        (PROVINCE_LABOUR, SchoolType.TECHNICAL, ("s", "330000:human_resources", "330000")),
        (LAOSHAN, SchoolType.SECONDARY, ("s", "370212", "370200")),
        (QINGDAO, SchoolType.COLLEGE, ("s", "370200")),
        (DIVISION, SchoolType.SECONDARY, ("s", "660000-08", "660000")),
        (DIVISION, SchoolType.COLLEGE, ("s", "660000-08", "660000")),
        (DIVISION, SchoolType.TECHNICAL, ("s", "660000-08", "660000")),
    ],
)
def test_a_school_files_along_the_chain_of_its_type(
    parent: Organisation, school_type: SchoolType, chain: tuple[str, ...]
) -> None:
    assert may_stand_under(KIND.SCHOOL, school_type, parent)

    placing = place("s", KIND.SCHOOL, school_type, parent)

    assert placing.chain == chain
    assert placing.unit == chain[-1]
    assert placing.path == (*parent.path, "s")


@pytest.mark.parametrize("organisation", [PROVINCE, QINGDAO, CORPS, COUNCIL, MINISTRY])
def test_a_reporting_unit_accepts_its_own_items(organisation: Organisation) -> None:
    assert organisation.chain == (organisation.organisation,)
    assert organisation.unit == organisation.organisation


def test_the_councils_office_is_the_ministrys_and_no_unit_of_its_own() -> None:
    assert OFFICE.chain == ("councils_office", "ministry")
    assert OFFICE.unit == "ministry"


def test_a_school_of_a_separately_planned_city_does_not_pass_its_province() -> None:
    assert place("s", KIND.SCHOOL, SchoolType.SECONDARY, LAOSHAN).path == ("ministry", "370200", "370212", "s")


@pytest.mark.parametrize(
    ("kind", "school_type", "parent"),
    [
        (KIND.SCHOOL, SchoolType.TECHNICAL, CITY),
        (KIND.SCHOOL, SchoolType.TECHNICAL, PUBLICITY),
        (KIND.SCHOOL, SchoolType.SECONDARY, CITY_LABOUR),
        (KIND.SCHOOL, SchoolType.SECONDARY, MINISTRY),
        (KIND.CITY, None, MINISTRY),
        (KIND.CITY, None, QINGDAO),
        (KIND.COUNTY, None, COUNTY),
        (KIND.DIVISION, None, PROVINCE),
        (KIND.COUNCIL, None, PROVINCE),
        (KIND.PROVINCE, None, None),
        (KIND.MINISTRY, None, MINISTRY),
        (KIND.ENTERPRISE, None, PUBLICITY),
    ],
)
def test_what_does_not_belong_somewhere_cannot_stand_there(
    kind: OrganisationKind, school_type: SchoolType | None, parent: Organisation | None
) -> None:
    assert not may_stand_under(kind, school_type, parent)


@st.composite
def trees(draw: st.DrawFn) -> list[Organisation]:
    """A ministry, provinces, cities, counties and schools with parents drawn at random."""
    made = [MINISTRY]
    levels = [
        (KIND.PROVINCE, 3, None),
        (KIND.CITY, 5, None),
        (KIND.COUNTY, 6, None),
        (KIND.SCHOOL, 8, SchoolType.SECONDARY),
    ]
    for kind, most, school_type in levels:
        fitting = [one for one in made if may_stand_under(kind, school_type, one)]
        parents = draw(st.lists(st.sampled_from(fitting), min_size=1, max_size=most))
        made += [stand(f"{kind.value}{number}", kind, parent, school_type) for number, parent in enumerate(parents)]
    return made


def applied(tree: list[Organisation]) -> list[Organisation]:
    """The tree after its stale organisations were written."""
    right = {one.organisation: placing for one, placing in derive(tree).stale}
    return [
        placed(one, right[one.organisation], one.revision + 1) if one.organisation in right else one for one in tree
    ]


def moved_somewhere(data: st.DataObject, tree: list[Organisation]) -> list[Organisation]:
    movable = [one for one in tree if one.kind in {KIND.CITY, KIND.COUNTY, KIND.SCHOOL}]
    one = data.draw(st.sampled_from(movable))
    fitting = [
        parent
        for parent in tree
        if may_stand_under(one.kind, one.school_type, parent) and one.organisation not in parent.path
    ]
    parent = data.draw(st.sampled_from(fitting))
    return [other.model_copy(update={"parent": parent.organisation}) if other is one else other for other in tree]


@given(st.data())
def test_a_derivation_completes_any_moves_wherever_they_stopped(data: st.DataObject) -> None:
    tree = data.draw(trees())
    for _ in range(data.draw(st.integers(1, 4))):
        tree = moved_somewhere(data, tree)
        if data.draw(st.booleans()):
            # A part of what followed from the move was written before the process died.
            half = {one.organisation: placing for one, placing in derive(tree).stale[::2]}
            tree = [placed(one, half[one.organisation]) if one.organisation in half else one for one in tree]

    settled = applied(tree)

    assert derive(settled).stale == ()
    assert derive(settled).unreachable == ()
    known = {one.organisation: one for one in settled}
    for one in settled:
        parent = known.get(one.parent) if one.parent else None
        assert is_placed_as(one, place(one.organisation, one.kind, one.school_type, parent))


@given(st.data())
def test_settling_a_branch_is_the_derivation_of_the_tree_below_it(data: st.DataObject) -> None:
    tree = moved_somewhere(data, data.draw(trees()))
    stale = {one.organisation: placing for one, placing in derive(tree).stale}
    roots = [one for one in tree if one.organisation in stale and one.parent not in stale]
    for root in roots:
        right = placed(root, stale[root.organisation])
        below = [one for one in tree if root.organisation in one.path and one is not root]
        branch = {one.organisation: placing for one, placing in derive_branch(right, below)}
        assert branch == {name: stale[name] for name in branch}
        assert set(branch) == {one.organisation for one in below if one.organisation in stale}


def test_a_branch_follows_to_its_last_leaf() -> None:
    school = stand("s", KIND.SCHOOL, COUNTY, SchoolType.SECONDARY)
    moved = placed(CITY, place("330600", KIND.CITY, None, OTHER_PROVINCE))

    found = {one.organisation: placing for one, placing in derive_branch(moved, [school, COUNTY, CITY_LABOUR])}

    assert found["s"].path == ("ministry", "340000", "330600", "330602", "s")
    assert found["s"].chain == ("s", "330602", "330600", "340000")
    assert {placing.unit for placing in found.values()} == {"340000"}
    assert len(found) == 3


def test_no_kind_can_come_to_stand_below_itself() -> None:
    below: dict[OrganisationKind, set[OrganisationKind]] = {
        kind: set(parents) for kind, parents in PARENT_KINDS.items()
    }
    for _ in below:
        for parents in below.values():
            parents |= {kind for parent in parents for kind in below[parent]}

    assert set(below) == set(OrganisationKind)
    assert [kind for kind, above in below.items() if kind in above] == []


def test_parents_come_before_their_children() -> None:
    tree = [MINISTRY, PROVINCE, OTHER_PROVINCE, CITY, COUNTY]
    tree[3] = CITY.model_copy(update={"parent": "340000"})

    order = [one.organisation for one, _ in derive(tree).stale]

    assert order == ["330600", "330602"]


def test_a_ring_is_named_and_left_as_it_is() -> None:
    one = CITY.model_copy(update={"parent": "330602"})

    derived = derive([MINISTRY, PROVINCE, one, COUNTY])

    assert derived.unreachable == ("330600", "330602")
    assert derived.stale == ()
