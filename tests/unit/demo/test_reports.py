"""The generated reports: always the same, and everything that real reports bring occurs among them."""

from collections import Counter

from contracts.counts import Aggregation
from contracts.editions import indicators
from deploy.demo.calls import EDITION
from deploy.demo.hosts import Hosts
from deploy.demo.reports import COUNT, edition_of, more_reports, reports
from deploy.demo.steps import LIVES, Step
from tests.e2e.expected import Board, standing_back, visible
from tests.e2e.expected_standings import Standing, World


def filed(steps: list[Step]) -> list[Step]:
    return [step for step in steps if step["do"] == "file"]


def standings(world: World) -> list[Standing]:
    return [one for one in world.standings.values() if one.edition == EDITION]


def test_the_same_organisations_give_the_same_reports(hosts: Hosts, generated: list[Step]) -> None:
    assert reports(hosts) == generated
    assert len(filed(generated)) == COUNT == len({step["submission"] for step in filed(generated)})


def test_fewer_reports_are_the_first_of_the_same(hosts: Hosts, generated: list[Step]) -> None:
    few = reports(hosts, 40)

    assert filed(few) == filed(generated)[:40]


def test_a_second_load_has_submissions_of_its_own(hosts: Hosts, generated: list[Step]) -> None:
    more = {step["submission"] for step in more_reports(hosts, 50, "another")}

    assert len(more) == 50
    assert more.isdisjoint(step["submission"] for step in filed(generated))


def test_every_unit_and_department_and_most_councils_report(hosts: Hosts, generated: list[Step]) -> None:
    reporting = {step["organisation"] for step in filed(generated)}

    assert {host.organisation for host in hosts.units()} <= reporting
    assert {host.organisation for host in hosts.of_kind("department")} <= reporting
    assert len(reporting & {host.organisation for host in hosts.of_kind("council")}) >= 30


def test_hosts_of_every_kind_and_schools_of_every_type_report(hosts: Hosts, generated: list[Step]) -> None:
    reporting = [hosts.by_id[step["organisation"]] for step in filed(generated)]

    assert {"city", "county", "division", "body", "school", "training_base", "consortium"} <= {
        host.kind for host in reporting
    }
    assert {host.school_type for host in reporting} >= {"secondary", "technical", "college", "vocational_university"}
    assert {len(host.chain) for host in reporting} == {1, 2, 3, 4}


def test_some_are_filed_on_anothers_behalf(generated: list[Step]) -> None:
    own = [step for step in filed(generated) if step["who"].startswith(f"p-{step['organisation']}-")]

    assert 0.05 * COUNT < COUNT - len(own) < 0.3 * COUNT


def test_all_kinds_types_areas_and_tags_occur_and_the_lists_stay_open(generated: list[Step]) -> None:
    edition = edition_of(EDITION)
    contents = [step["content"] for step in filed(generated)]

    def chosen(name: str) -> set[str]:
        return {choice["code"] for content in contents for choice in content.get(name, ())}

    assert len({content["kind"] for content in contents}) == 7
    assert chosen("local_types") == {entry.code for entry in edition.local_types} | {"other"}
    assert chosen("focus") == {entry.code for entry in edition.focus} | {"other"}
    assert chosen("tags") == {entry.code for entry in edition.tags} | {"other"}


def test_every_window_place_series_and_qualifier_occurs_and_every_indicator(world: World) -> None:
    rows = [
        row for one in standings(world) for number in range(len(one.contents)) for row in world.rows(one, number + 1)
    ]

    assert {row.window for row in rows} == {"week", "own", "outside"}
    assert {row.series for row in rows} == {"actual", "expected", "declared"}
    assert {row.qualifier for row in rows} == {"exact", "at_least", "nearly", "about", "expected"}
    assert {"overseas", "online", "none", "330100"} <= {row.place for row in rows}
    assert any(row.span for row in rows)
    assert any(row.day is None and row.span is None and row.place != "none" for row in rows)
    typed = {code for code, one in indicators().items() if one.aggregation is not Aggregation.RATIO}
    assert {row.indicator for row in rows} == typed


def test_distinct_numbers_come_with_keys_of_every_scheme_and_as_bare_claims(world: World) -> None:
    rows = [row for one in standings(world) for row in world.rows(one, 1)]
    distinct = {code for code, one in indicators().items() if one.aggregation is Aggregation.DISTINCT}
    schemes = {row.key.split(":")[0] for row in rows if row.key}

    assert schemes == {"activity", "school", "uscc", "name", "district", "community", "country"}
    assert {row.indicator for row in rows if row.key is None and row.value} & distinct


def test_submissions_end_in_every_state_and_wait_at_every_level(world: World) -> None:
    ended = Counter(one.state for one in standings(world))
    waiting = {one.level for one in standings(world) if one.review is not None}

    assert set(ended) == {"in_review", "accepted", "returned", "refused", "withdrawn"}
    assert min(ended.values()) >= 15
    assert waiting == {0, 1, 2}


def test_accepted_versions_stay_counted_while_newer_ones_wait_or_are_turned_down(world: World) -> None:
    kept = Counter(one.state for one in standings(world) if one.counted and one.counted < len(one.contents))

    assert set(kept) == {"in_review", "returned", "refused"}


def test_joint_activities_and_duplicates_take_reports_out_and_never_all_of_a_group(world: World) -> None:
    board = Board(EDITION)
    back, seen = standing_back(world, board), visible(world, board)
    groups: dict[str, set[str]] = {}
    for one in standings(world):
        if one.joint and one.submission in seen:
            groups.setdefault(one.joint, set()).add(one.submission)

    assert len(groups) >= 12
    assert all(len(members - back) <= 1 for members in groups.values())
    assert sum(one.duplicate_of is not None for one in standings(world)) >= 20
    assert standing_back(world, Board(EDITION, pending=True)) != back


def test_nobody_judges_at_two_desks_and_nobody_accepts_what_they_filed(generated: list[Step]) -> None:
    filer = {step["submission"]: step["who"] for step in filed(generated)}
    desks: dict[tuple[str, int, str], set[str]] = {}
    for step in generated:
        if step["phase"] == LIVES and "at" in step:
            assert step["who"] != filer[step["submission"]]
            desks.setdefault((step["submission"], step["version"], step["who"]), set()).add(step["at"])

    assert all(len(found) == 1 for found in desks.values())


def test_summaries_come_in_time_late_too_late_and_not_at_all(world: World, generated: list[Step]) -> None:
    summaries = [one for one in standings(world) if one.kind == "summary"]

    assert {one.verdict for one in summaries} == {"on_time", "late_accepted", "not_owed"}
    assert sum("refused" in step for step in generated) == 2
