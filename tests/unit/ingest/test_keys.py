"""Names behind distinct numbers: schemes, digits, check digits, and one form for one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.editions import indicators
from contracts.problems import ProblemCode
from services.ingest.domain.codes import COUNTRIES, credit_check_character, is_credit_code_shaped
from services.ingest.domain.keys import one_name, read_keys
from services.ingest.domain.lists import lists_of
from tests.unit.ingest.making import EDITION

LISTS = lists_of(EDITION)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def wrong(indicator: str, key: str) -> ProblemCode | None:
    """What is wrong with one key."""
    found = read_keys((key,), indicators()[indicator], LISTS).wrong
    return found[0][1] if found else None


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L"])
def test_a_published_credit_code_passes(code: str) -> None:
    assert wrong("enterprise_count", f"uscc:{code}") is None


def test_a_credit_code_is_one_key_in_either_case() -> None:
    read = read_keys(("uscc:91350100m000100y43", "uscc:91350100M000100Y43"), indicators()["enterprise_count"], LISTS)

    assert read.keys == ("uscc:91350100M000100Y43",)
    assert [code for _, code, _ in read.wrong] == [ProblemCode.DUPLICATE_KEY]


@given(st.integers(0, 16), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_of_a_credit_code_is_found(position: int, character: str) -> None:
    good = "91350100M000100Y43"
    changed = good[:position] + character + good[position + 1 :]
    if changed == good or not is_credit_code_shaped(changed):
        return

    assert wrong("enterprise_count", f"uscc:{changed}") is ProblemCode.BAD_CHECK_DIGIT


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_the_check_character_satisfies_the_sum_of_the_standard(first_17: str) -> None:
    code = first_17 + credit_check_character(first_17)

    weighted = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    assert (weighted + ALPHABET.index(code[17])) % 31 == 0


@pytest.mark.parametrize(
    ("indicator", "key"),
    [
        ("school_count", "school:3633000001"),
        ("school_count", "school:4165012345"),
        ("school_count", "school:9311000001"),
        ("school_count", "name:某技工学校"),
        ("district_count", "district:330602"),
        ("community_count", "community:330602001001"),
        ("country_count", "country:tha"),
        ("activity_count", "activity:C08-01"),
        ("activity_count", "activity:3F0E4F0A-6D7E-4F59-9A58-0D7A5C3F1A11"),
    ],
)
def test_a_right_key_passes(indicator: str, key: str) -> None:
    assert wrong(indicator, key) is None


@pytest.mark.parametrize(
    ("indicator", "key"),
    [
        ("school_count", "school:3666000001"),  # GB/T 2260 knows no 66: a Corps school carries 65
        ("school_count", "school:2133000001"),  # no kind of vocational school
        ("school_count", "school:363300001"),
        ("school_count", "school:３６３３０００００１"),
        ("school_count", "uscc:91350100M000100Y43"),
        ("school_count", "3633000001"),
        ("enterprise_count", "uscc:91350100I000100Y43"),  # I is no character of the code
        ("district_count", "district:990101"),
        ("district_count", "name:越城区"),
        ("community_count", "community:33060200100"),
        ("country_count", "country:CHN"),
        ("country_count", "country:TH"),
        ("activity_count", "activity:D01-03"),  # an umbrella is never counted
        ("activity_count", "activity:Z99"),
        ("school_count", "name:   "),
        ("luban_workshop_count", "name:" + "坊" * 101),
    ],
)
def test_a_wrong_key_is_named(indicator: str, key: str) -> None:
    assert wrong(indicator, key) is ProblemCode.BAD_KEY


def test_an_activity_listed_twice_is_one_key() -> None:
    read = read_keys(("activity:C08-01", "activity:D05-01"), indicators()["activity_count"], LISTS)

    assert read.keys == ("activity:C08-01",)
    assert [code for _, code, _ in read.wrong] == [ProblemCode.DUPLICATE_KEY]


@pytest.mark.parametrize(
    "spelled", ["ABB(中国)有限公司", "  abb(中国)有限公司 ", "ABB\uff08中国\uff09有限公司", "Abb(中国) 有限公司"]
)
def test_one_company_has_one_name(spelled: str) -> None:
    assert one_name(spelled) == "abb(中国)有限公司"


@given(st.text(max_size=60))
def test_evening_out_a_name_twice_changes_nothing(text: str) -> None:
    assert one_name(one_name(text)) == one_name(text)


def test_every_country_code_has_three_letters() -> None:
    assert len(COUNTRIES) == 245
    assert all(len(code) == 3 and code.isalpha() for code in COUNTRIES)
