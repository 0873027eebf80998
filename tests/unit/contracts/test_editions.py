"""The editions as data: 2024 against the notice, the other years against what is known of them, and inheritance."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from contracts.counts import Aggregation
from contracts.editions import EDITIONS_FOLDER, Edition, ListedActivity, indicators, read_edition, shipped_editions
from contracts.organisations import OrganisationKind
from contracts.submissions import Kind, Manuscript
from deploy.chinese import punctuated

NOTICE = punctuated((Path(__file__).parents[2] / "data" / "notice-2024.txt").read_text(encoding="utf-8"))
"""The notice as it is printed: our copy of it has half-width marks."""
EDITIONS = {edition.edition: edition for edition in shipped_editions()}
OF_2024 = EDITIONS["2024"]
SHANGHAI = ZoneInfo("Asia/Shanghai")


def _activities(edition: Edition) -> list[ListedActivity]:
    return [activity for promoter in (*edition.departments, *edition.councils) for activity in promoter.activities]


def test_ten_departments_have_fifteen_entries_of_which_one_is_an_umbrella_and_three_are_duties() -> None:
    kinds = [activity.kind for department in OF_2024.departments for activity in department.activities]

    assert (len(OF_2024.departments), len(kinds)) == (10, 15)
    assert (kinds.count("umbrella"), kinds.count("duty"), kinds.count("activity")) == (1, 3, 11)


def test_forty_councils_have_seventy_four_activities() -> None:
    kinds = [council.kind for council in OF_2024.councils]

    assert (len(kinds), sum(len(council.activities) for council in OF_2024.councils)) == (40, 74)
    assert (kinds.count("industry_council"), kinds.count("teaching_council")) == (34, 6)


def test_annex_2_can_be_written_again_from_the_edition_character_for_character() -> None:
    lines = [
        f"{number}\n\n{council.name}\n\n{';'.join(activity.name for activity in council.activities)}\n"
        for number, council in enumerate(OF_2024.councils, 1)
    ]

    assert punctuated("\n".join(lines)) in NOTICE


def test_annex_1_can_be_written_again_from_the_edition_character_for_character() -> None:
    for department in OF_2024.departments:
        line = punctuated(f"{department.name}:{';'.join(activity.name for activity in department.activities)}。\n")
        assert line in NOTICE


def test_every_other_name_and_text_of_2024_is_in_the_notices_own_words() -> None:
    lists = (OF_2024.local_types, OF_2024.focus, OF_2024.tags, OF_2024.coverage_goals, OF_2024.summary_parts)
    entries = [entry for entries in (*lists, *OF_2024.further_lists.values()) for entry in entries]
    words = [word for entry in entries for word in (entry.name, entry.text, entry.group) if word is not None]
    words += [name for names in OF_2024.body_names.values() for name in names.values()]
    words += [entry.name for entry in OF_2024.selection_categories]
    words += [*OF_2024.theme_days, OF_2024.theme, *(department.local_name or "" for department in OF_2024.departments)]

    assert [word for word in words if word not in NOTICE] == []


def test_the_six_names_that_lost_their_opening_quote_are_mended_beside_the_notices_own() -> None:
    mended = [activity for activity in _activities(OF_2024) if activity.name_normalized is not None]

    assert [activity.code for activity in mended] == ["C09-01", "C11-01", "C20-01", "C22-01", "C25-01", "C29-01"]
    for activity in mended:
        assert activity.name_normalized == "“" + activity.name
        assert activity.name_normalized.count("“") == activity.name_normalized.count("”")


def test_after_mending_every_opening_quote_is_closed() -> None:
    for activity in _activities(OF_2024):
        name = activity.name_normalized or activity.name
        assert name.count("“") == name.count("”"), activity.code


def test_the_activity_listed_twice_is_counted_with_its_council() -> None:
    pairs = [(activity.code, activity.same_as) for activity in _activities(OF_2024) if activity.same_as is not None]

    assert pairs == [("D05-01", "C08-01")]


def test_the_lists_have_as_many_values_as_the_notice() -> None:
    groups = [tag.group for tag in OF_2024.tags]

    assert (len(OF_2024.local_types), len(OF_2024.focus), len(OF_2024.summary_parts)) == (11, 5, 5)
    assert [groups.count(group) for group in ("四开放", "三贴近", "两走进")] == [4, 3, 2]
    assert len(groups) == 9
    assert OF_2024.theme_days == ("学校日", "学生日", "教师日", "企业日")
    assert [category.code for category in OF_2024.selection_categories][:4] == [
        "region",
        "industry",
        "school",
        "activity",
    ]


def test_the_coverage_goal_is_no_tag() -> None:
    assert not {goal.code for goal in OF_2024.coverage_goals} & {tag.code for tag in OF_2024.tags}


def test_thirty_seven_units_report_five_of_them_cities_with_their_provinces_and_one_the_corps() -> None:
    units = {unit.code: unit for unit in OF_2024.units}
    parents = {unit.code: unit.gb2260_parent for unit in OF_2024.units if unit.gb2260_parent is not None}
    kinds = [unit.kind for unit in OF_2024.units]

    assert len(units) == len(OF_2024.units) == 37
    assert (kinds.count("province"), kinds.count("separately_planned_city"), kinds.count("corps")) == (31, 5, 1)
    assert parents == {
        "210200": "210000",
        "330200": "330000",
        "350200": "350000",
        "370200": "370000",
        "440300": "440000",
    }
    assert units["660000"].gb2260 is None
    assert all(unit.gb2260 == unit.code for unit in OF_2024.units if unit.kind != "corps")


def test_a_province_has_ten_bodies_a_city_of_the_five_nine_the_corps_eight() -> None:
    province, city, corps = (set(OF_2024.bodies[kind]) for kind in ("province", "separately_planned_city", "corps"))

    assert (len(province), len(city), len(corps)) == (10, 9, 8)
    assert province - city == {"vocational_education_society"}
    assert city - corps == {"union"}


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda edition: edition.edition)
def test_every_body_of_a_unit_has_the_name_that_it_has_there(edition: Edition) -> None:
    assert {kind: set(names) for kind, names in edition.body_names.items()} == {
        kind: set(codes) for kind, codes in edition.bodies.items()
    }


def test_the_summary_is_due_at_the_end_of_saturday_the_25th_of_may_in_shanghai() -> None:
    for rule in OF_2024.obligations:
        due = rule.due_at.astimezone(SHANGHAI)
        assert (due.strftime("%A %Y-%m-%d %H:%M:%S"), rule.kind) == ("Saturday 2024-05-25 23:59:59", Kind.SUMMARY)
        assert rule.due_at == datetime(2024, 5, 25, 15, 59, 59, tzinfo=UTC)


def test_provinces_the_five_cities_the_corps_and_the_councils_owe_a_summary_and_nobody_else_owes_anything() -> None:
    debtors = [kind for rule in OF_2024.obligations for kind in rule.debtor_kinds]

    assert sorted(debtors) == sorted(
        [
            OrganisationKind.PROVINCE,
            OrganisationKind.SEPARATELY_PLANNED_CITY,
            OrganisationKind.CORPS,
            OrganisationKind.COUNCIL,
        ]
    )


def test_the_contact_of_2024_is_the_notices() -> None:
    for value in (OF_2024.contact.phone, OF_2024.contact.fax, OF_2024.contact.email):
        assert value is not None
        assert value in NOTICE


def test_codes_are_unique_within_each_list_of_an_edition_and_other_is_left_to_the_open_lists() -> None:
    for edition in EDITIONS.values():
        promoters = (*edition.departments, *edition.councils)
        lists: list[list[str]] = [
            [entry.code for entry in entries]
            for entries in (edition.local_types, edition.focus, edition.tags, edition.manuscript_forms, promoters)
        ]
        lists.append([activity.code for activity in _activities(edition)])
        for codes in lists:
            assert len(set(codes)) == len(codes), edition.edition
            assert "other" not in codes


def test_every_suggested_indicator_exists_and_may_be_typed() -> None:
    for local_type in OF_2024.local_types:
        assert local_type.indicators
        for code in local_type.indicators:
            assert indicators()[code].aggregation is not Aggregation.RATIO


def test_the_form_that_a_manuscript_has_unless_it_says_otherwise_is_in_every_edition() -> None:
    for edition in EDITIONS.values():
        assert Manuscript(title="稿件").form.code in {form.code for form in edition.manuscript_forms}


# What is known of each year: theme, first and last day, joint bodies, councils the notice counts, named theme days.
KNOWN = {
    "2015": ("支撑中国制造，成就出彩人生", "2015-05-10", "2015-05-16", None, None, 0),
    "2016": ("弘扬工匠精神，打造技能强国", "2016-05-08", "2016-05-14", None, None, 0),
    "2017": ("共筑职教梦，喜迎十九大", "2017-05-07", "2017-05-13", None, None, 0),
    "2018": ("职教改革四十年 产教融合育工匠", "2018-05-06", "2018-05-12", 9, None, 0),
    "2019": ("迎祖国七十华诞 展职教时代风采", "2019-05-06", "2019-05-12", 10, None, 0),
    "2020": ("人人出彩，技能强国", "2020-11-08", "2020-11-14", None, None, 0),
    "2021": ("技能：让生活更美好", "2021-05-22", "2021-05-28", 10, None, 0),
    "2022": ("技能：让生活更美好", "2022-05-08", "2022-05-14", 10, None, 0),
    "2023": ("技能：让生活更美好", "2023-05-14", "2023-05-20", 10, None, 0),
    "2024": ("一技在手，一生无忧", "2024-05-12", "2024-05-18", 10, 40, 4),
    "2025": ("一技在手，一生无忧", "2025-05-11", "2025-05-17", 9, 43, 7),
}


@pytest.mark.parametrize("year", KNOWN)
def test_an_edition_says_what_is_known_of_its_year(year: str) -> None:
    edition = EDITIONS[year]

    assert (
        edition.theme,
        edition.start.isoformat(),
        edition.end.isoformat(),
        edition.joint_bodies,
        edition.council_count,
        len(edition.theme_days),
    ) == KNOWN[year]


def test_the_editions_are_those_of_2015_to_2025_in_order_and_numbered_from_the_first() -> None:
    assert list(EDITIONS) == list(KNOWN)
    assert [edition.ordinal for edition in shipped_editions()] == list(range(1, 12))


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda edition: edition.edition)
def test_every_edition_lasts_seven_days_and_its_summary_is_due_a_week_after_the_last(edition: Edition) -> None:
    assert edition.end - edition.start == timedelta(days=6)
    for rule in edition.obligations:
        assert rule.due_at.utcoffset() is not None
        assert rule.due_at.astimezone(SHANGHAI).date() == edition.end + timedelta(days=7)
    assert len({rule.rule for rule in edition.obligations}) == len(edition.obligations) == 2


@pytest.mark.parametrize("year", ["2016", "2021"])
def test_dates_that_nobody_attests_are_marked(year: str) -> None:
    assert {"start", "end"} <= set(EDITIONS[year].inferred)


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda edition: edition.edition)
def test_what_is_marked_as_inferred_names_a_field_once(edition: Edition) -> None:
    assert len(set(edition.inferred)) == len(edition.inferred)
    assert {name.partition(".")[0] for name in edition.inferred} <= set(Edition.model_fields)


@pytest.mark.parametrize("year", [year for year in KNOWN if year != "2024"])
def test_lists_and_units_of_other_years_are_marked_as_inferred_and_plan_nothing(year: str) -> None:
    edition = EDITIONS[year]

    assert {"departments", "councils", "local_types", "units", "bodies", "obligations"} <= set(edition.inferred)
    assert edition.units == OF_2024.units
    assert _activities(edition) == []
    assert edition.contact.email is None


def test_the_type_that_looks_back_on_ten_years_is_of_2024_alone() -> None:
    assert [year for year, edition in EDITIONS.items() if "L01" in {entry.code for entry in edition.local_types}] == [
        "2024"
    ]


@pytest.mark.parametrize("year", ["2022", "2023"])
def test_the_corps_had_a_union_in_2022_and_2023(year: str) -> None:
    assert set(EDITIONS[year].bodies["corps"]) - set(OF_2024.bodies["corps"]) == {"union"}
    assert EDITIONS[year].bodies["province"] == OF_2024.bodies["province"]


@pytest.mark.parametrize("path", sorted(EDITIONS_FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_an_edition_file_is_named_after_its_edition_and_leaves_out_only_what_it_would_inherit(path: Path) -> None:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    inherited = {entry.code for entries in (OF_2024.local_types, OF_2024.councils) for entry in entries}

    assert loaded["edition"] == path.stem
    assert set(loaded.get("leave_out", ())) <= inherited


def _write(folder: Path, text: str) -> Path:
    shutil.copy(EDITIONS_FOLDER / "2024.yaml", folder)
    path = folder / "2026.yaml"
    path.write_text(text, encoding="utf-8")
    return path


BARE = 'edition: "2026"\ninherits: "2024"\ntitle: t\ntheme: t\nstart: "2026-05-10"\nend: "2026-05-16"\n'


def test_another_edition_is_another_file(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        BARE
        + "councils:\n  - {code: C41, name: 全国低空经济职业教育教学指导委员会, kind: industry_council}\n"
        + "rules: {five_cities_route: through_province}\nleave_out: [L01, F5]\n",
    )

    edition = read_edition(path)

    assert [council.code for council in edition.councils] == ["C41"]
    assert "councils" not in edition.inferred
    assert (edition.rules.five_cities_route, edition.rules.claim_lease_seconds) == ("through_province", 900)
    assert (len(edition.local_types), len(edition.focus)) == (10, 4)
    assert "rules" in edition.inferred


@pytest.mark.parametrize(
    ("line", "named"),
    [("kouhao: x\n", "kouhao"), ("ordinal: zwölf\n", "ordinal"), ("limits: {photo_max: 1}\n", "photo_max")],
)
def test_a_wrong_or_unknown_field_of_an_edition_file_is_named(tmp_path: Path, line: str, named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        read_edition(_write(tmp_path, BARE + line))


@settings(max_examples=15, deadline=None)
@given(start=st.dates(date(2026, 1, 1), date(2040, 12, 1)))
def test_an_inherited_obligation_is_due_a_week_after_the_last_day_whenever_the_week_is(
    tmp_path_factory: pytest.TempPathFactory, start: date
) -> None:
    end = start + timedelta(days=6)
    text = BARE.replace("2026-05-10", start.isoformat()).replace("2026-05-16", end.isoformat())

    edition = read_edition(_write(tmp_path_factory.mktemp("editions"), text))

    for rule in edition.obligations:
        due = rule.due_at.astimezone(SHANGHAI)
        assert (due.date(), due.strftime("%H:%M:%S")) == (end + timedelta(days=7), "23:59:59")
