"""A school is found as people look for it: a part of its name, its code, its pinyin, the initials of it."""

import pytest

from contracts.organisations import OrganisationKind
from services.ingest.domain.naming import Named, best, entered, named, with_pinyin
from tests.unit.ingest.making import organisation


def school(name: str, code: str, *path: str) -> Named:
    made = organisation(code, OrganisationKind.SCHOOL, *path).model_copy(
        update={"name": name, "short_name": name[:4], "school_code": code}
    )
    return with_pinyin(named(made))


SCHOOLS = {
    one.name: one
    for one in (
        school("重庆工业职业技术学院", "4150011551", "500000"),
        school("浙江机电职业技术大学", "4133012861", "330000"),
        school("浙江机电技师学院", "3633000009", "330000", "330600"),
        school("长沙民政职业技术学院", "4143010827", "430000"),
        school("A区第一职业学校", "3633000077", "330000"),
    )
}


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("机电职业", "浙江机电职业技术大学"),
        ("zjjdzy", "浙江机电职业技术大学"),
        ("chongqing", "重庆工业职业技术学院"),
        ("CQGY", "重庆工业职业技术学院"),
        ("changsha", "长沙民政职业技术学院"),
        ("4143010827", "长沙民政职业技术学院"),
        ("41330", "浙江机电职业技术大学"),
        ("zhe jiang ji dian ji shi", "浙江机电技师学院"),
        ("a区第一", "A区第一职业学校"),
    ],
)
def test_a_school_is_found_by(asked: str, first: str) -> None:
    assert [one.name for one in best(asked, SCHOOLS, frozenset(), 5)][:1] == [first]


def district(name: str, code: str, *path: str) -> Named:
    made = organisation(code, OrganisationKind.CITY, *path).model_copy(
        update={"name": f"{name}教育局", "short_name": name}
    )
    return with_pinyin(named(made))


PLACES = {
    one.name: one
    for one in (
        district("绍兴市", "330600", "330000"),
        district("陕西省", "610000"),
        school("三明学校", "3635000001", "350000"),
        school("绍兴市职业教育中心", "3633000002", "330000", "330600"),
    )
}


@pytest.mark.parametrize("asked", ["sx", "sxs", "sxsjyj", "绍兴市", "330600"])
def test_exactly_its_initials_its_code_or_its_name_come_before_longer_names(asked: str) -> None:
    near = frozenset({"3633000002"})

    found = [one.name for one in best(asked, PLACES, near, 9)]

    assert "绍兴市教育局" in found
    assert "绍兴市职业教育中心" not in found[: found.index("绍兴市教育局")]


def test_initials_that_begin_a_name_come_before_those_within_one() -> None:
    found = [
        one.name for one in best("jd", {**SCHOOLS, "x": school("机电学校", "3633000078", "330000")}, frozenset(), 5)
    ]

    assert found == ["机电学校", "浙江机电技师学院", "浙江机电职业技术大学"]


def test_what_is_near_comes_before_what_is_far_and_nothing_is_found_by_nothing() -> None:
    far = [one.name for one in best("zjjd", SCHOOLS, frozenset(), 5)]
    near = [one.name for one in best("zjjd", SCHOOLS, frozenset({"330600"}), 5)]

    assert far == ["浙江机电技师学院", "浙江机电职业技术大学"]
    assert near[0] == "浙江机电技师学院"
    assert best("  ", SCHOOLS, frozenset(), 5) == []
    assert best("小学", SCHOOLS, frozenset(), 5) == []


def test_a_school_is_counted_by_its_code_and_an_enterprise_by_its_credit_code() -> None:
    works = organisation("e-1", OrganisationKind.ENTERPRISE).model_copy(update={"credit_code": "91330000142919420W"})
    city = organisation("330600", OrganisationKind.CITY, "330000")

    assert SCHOOLS["浙江机电职业技术大学"].key == "school:4133012861"
    assert named(works).key == "uscc:91330000142919420W"
    assert named(city).key is None


def test_an_enterprise_that_was_typed_before_is_found_by_name_initials_and_code() -> None:
    typed = {"x": with_pinyin(entered("绍兴黄酒集团", "uscc:91330600146009000W"))}

    assert best("sxhj", typed, frozenset(), 5) == best("黄酒", typed, frozenset(), 5) == list(typed.values())
    assert best("91330600146009000w", typed, frozenset(), 5) == list(typed.values())
