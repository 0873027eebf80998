"""The place of a session is found by its name, its pinyin or its code; nobody has to know six digits."""

import pytest

from contracts.divisions import REVISION, divisions
from services.ingest.domain.codes import is_district
from services.ingest.domain.divisions import find_places, names_above

SHAOXING = ("ministry", "330000", "330600", "3633000001")


def codes(asked: str, near: tuple[str, ...] = SHAOXING, limit: int = 5) -> list[str]:
    return [one.code for one in find_places(asked, near, limit)]


@pytest.mark.parametrize("asked", ["越城", "越城区", "yuecheng", "YueCheng", "yc", "ycq", "330602", "yue cheng"])
def test_a_district_of_ones_own_city_comes_first_however_it_is_written(asked: str) -> None:
    assert codes(asked)[0] == "330602"


def test_what_is_near_comes_before_what_is_far() -> None:
    assert codes("朝阳", ("ministry", "110000"))[0] == "110105"
    assert codes("朝阳", ("ministry", "220000", "220100"))[0] == "220104"
    assert codes("鼓楼区", ("ministry", "350000", "350100"), 4)[0] == "350102"
    assert {"320106", "320302", "410204"} <= set(codes("鼓楼区", ("ministry", "350000", "350100"), 4))


def test_a_name_that_begins_so_comes_before_a_near_one_that_only_holds_it() -> None:
    assert codes("城", SHAOXING, 1) != ["330602"]
    assert codes("浙江", ("ministry", "510000"))[0] == "330000"


def test_whoever_stands_in_no_place_finds_all_places() -> None:
    assert codes("越城", ("ministry", "C08")) == codes("越城", ())
    assert codes("越城", ())[0] == "330602"


def test_a_division_is_shown_with_what_it_belongs_to() -> None:
    known = divisions()

    assert names_above(known["330602"]) == ("浙江省", "绍兴市")
    assert names_above(known["110105"]) == ("北京市",)
    assert names_above(known["659001"]) == ("新疆维吾尔自治区",)
    assert names_above(known["330000"]) == ()


def test_nothing_is_found_by_nothing_or_by_what_no_place_is_called() -> None:
    assert codes("  ") == codes("没有这个地方") == codes("zzzz") == codes("999999") == []


def test_the_list_has_every_division_down_to_the_counties_once_and_no_group_without_a_name() -> None:
    known = divisions(REVISION)

    assert len(known) > 3_100
    assert list(known) == sorted(known)
    assert all(is_district(code) for code in known)
    assert {one.name for one in known.values()}.isdisjoint({"市辖区", "县", "省直辖县级行政区划"})
    assert {"710000", "810000", "820000", "441900", "659001", "460400"} <= known.keys()
    assert all(len(one.pinyin.split()) == len(one.name) for one in known.values())


def test_a_code_that_the_list_does_not_have_any_more_is_still_a_place() -> None:
    # Merged into 杭州's 上城区 in 2021; reports of 2018 carry it.
    assert "330104" not in divisions()
    assert is_district("330104")
