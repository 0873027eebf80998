"""What readers may ask, and what each of them is answered."""

from datetime import timedelta
from typing import Any

import orjson
import pytest

from contracts.moderation import State
from contracts.submissions import Kind, Qualifier, Series, Window
from services.aggregation.domain.ledger import Position
from services.aggregation.questions import BoardQuestion, FigureQuestion
from tests.unit.aggregation.asking import asking, queries_of
from tests.unit.aggregation.making import (
    COUNCIL,
    NINGBO_SCHOOL,
    SCHOOL,
    accepted,
    event,
    fact,
    in_review,
    measure,
    part,
    sessions,
    standing,
    submission,
    withdrawn,
)
from tests.unit.aggregation.standins import NOW, World

MINISTRY, PROVINCE, OTHER_PROVINCE, CITY = "ministry", "330000", "510000", "330600"


def world_of(*standings: Any) -> World:  # noqa: ANN401 - standings.
    """A replica that heard these, one revision after the other."""
    world = World()
    world.hear(*(event(one, revision) for revision, one in enumerate(standings, 1)))
    return world


WEEK = world_of(accepted(1, sessions(3)), in_review(2, sessions(10), level=1))
FOREIGN = (None, OTHER_PROVINCE, SCHOOL.name)


@pytest.mark.parametrize(
    ("path", "query", "readers", "strangers"),
    [
        ("/v1/counts", {"scope": PROVINCE}, (None, OTHER_PROVINCE, PROVINCE), ()),
        ("/v1/counts", {"by": "child"}, (None, OTHER_PROVINCE), ()),
        ("/v1/counts", {"scope": PROVINCE, "by": "child"}, (PROVINCE, MINISTRY), (None, OTHER_PROVINCE, CITY)),
        ("/v1/counts", {"scope": CITY}, (CITY, PROVINCE, MINISTRY), FOREIGN),
        ("/v1/counts", {"incl": "pending"}, (MINISTRY,), (None, PROVINCE, CITY)),
        ("/v1/counts", {"scope": PROVINCE, "incl": "pending"}, (PROVINCE, MINISTRY), (None, OTHER_PROVINCE, CITY)),
        ("/v1/coverage", {}, (None, OTHER_PROVINCE), ()),
        ("/v1/coverage", {"scope": PROVINCE}, (PROVINCE, MINISTRY), (None, OTHER_PROVINCE, CITY)),
        ("/v1/coverage", {"scope": CITY}, (CITY, PROVINCE), FOREIGN),
        ("/v1/completeness", {}, (MINISTRY,), (None, PROVINCE)),
        ("/v1/completeness", {"scope": PROVINCE}, (PROVINCE, MINISTRY), (None, OTHER_PROVINCE, CITY)),
        ("/v1/counts/2024:330600:session_count/sources", {}, (CITY, PROVINCE), FOREIGN),
        ("/v1/counts/2024:nation:session_count/sources", {"incl": "pending"}, (MINISTRY,), (None, PROVINCE)),
        (f"/v1/submissions/{submission(1)}/proof", {}, (SCHOOL.name, CITY, MINISTRY), (None, OTHER_PROVINCE)),
        ("/v1/counts/stream", {"scope": CITY}, (), FOREIGN),
        ("/v1/counts/stream", {"scope": PROVINCE, "by": "child"}, (), (None, OTHER_PROVINCE, CITY)),
        ("/v1/counts/stream", {"incl": "pending"}, (), (None, PROVINCE)),
    ],
)
async def test_what_lies_below_a_unit_exists_for_its_branch_only(
    path: str, query: dict[str, str], readers: tuple[str | None, ...], strangers: tuple[str | None, ...]
) -> None:
    async with asking(WEEK) as desk:
        seen = [await desk.status(path, reader, **query) for reader in readers]
        hidden = [await desk.status(path, stranger, **query) for stranger in strangers]

    assert seen == [200] * len(readers)
    assert hidden == [404 if stranger else 401 for stranger in strangers]


async def test_an_organisation_that_is_not_there_looks_like_one_of_another_branch() -> None:
    async with asking(WEEK) as desk:
        for query in ({}, {"as_of": NOW.isoformat()}):
            for who, of_a_city in ((None, 401), (OTHER_PROVINCE, 404)):
                assert await desk.status("/v1/counts", who, scope="999999", **query) == of_a_city
                assert await desk.status("/v1/counts", who, scope=CITY, **query) == of_a_city
        everything = await desk.status("/v1/counts", MINISTRY, scope="999999")

    assert everything == 422


@pytest.mark.parametrize(
    "query", [{"indicator": "no_such"}, {"by": "colour"}, {"series": "declared"}, {"windows": "month"}, {"cut": "x"}]
)
@pytest.mark.parametrize("path", ["/v1/counts", "/v1/counts/stream"])
async def test_what_is_wrong_with_a_question_is_said_before_any_answer(path: str, query: dict[str, str]) -> None:
    async with asking(WEEK) as desk:
        answer = await desk.ask(path, **query)

    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "/v1/counts",
        "/v1/counts/stream",
        "/v1/coverage",
        "/v1/completeness",
        "/v1/checks",
        "/v1/counts/2024:nation:session_count/sources",
        f"/v1/submissions/{submission(1)}/proof",
    ],
)
async def test_before_every_partition_has_a_cut_nothing_is_answered(path: str) -> None:
    world = world_of(accepted(1, sessions(3)))
    world.replica.ready.clear()
    async with asking(world) as desk:
        assert await desk.status(path, MINISTRY) == 503


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/v1/counts", {}),
        ("/v1/counts", {"as_of": NOW.isoformat()}),
        ("/v1/static/2024", {}),
        ("/v1/checks", {}),
        ("/v1/completeness", {}),
    ],
)
async def test_before_the_directory_is_heard_nobody_is_told_that_something_is_unknown(
    path: str, query: dict[str, str]
) -> None:
    world = world_of(accepted(1, sessions(3)))
    world.directory._ready.clear()
    world.directory.editions.clear()
    async with asking(world) as desk:
        assert await desk.status(path, **query) == 503


async def test_a_board_says_which_series_and_windows_its_figures_add() -> None:
    told = (sessions(1, window=Window.OUTSIDE), fact(measure("session_count", 9), series=Series.EXPECTED))
    async with asking(world_of(accepted(1, *told))) as desk:
        outside = await desk.said("/v1/counts", indicator="session_count", windows="outside")
        expected = await desk.said("/v1/counts", indicator="session_count", series="expected")
        headline = await desk.said("/v1/counts", indicator="session_count")

    assert (outside["series"], outside["windows"], outside["figures"][0]["value"]) == ("actual", ["outside"], 1)
    assert (expected["series"], expected["figures"][0]["value"]) == ("expected", 9)
    assert (headline["windows"], headline["figures"][0]["value"]) == (["week", "own"], None)
    assert headline["figures"][0]["expected"]["value"] == 9


async def test_a_question_for_a_cut_that_is_not_reached_is_answered_as_behind() -> None:
    paths = [
        "/v1/counts",
        "/v1/coverage",
        "/v1/completeness",
        "/v1/counts/2024:nation:session_count/sources",
        f"/v1/submissions/{submission(1)}/proof",
    ]
    async with asking(WEEK) as desk:
        reached = [(await desk.said(path, MINISTRY, cut=str(WEEK.replica.cut)))["behind"] for path in paths]
        ahead = [(await desk.said(path, MINISTRY, cut="epoch:900.900"))["behind"] for path in paths]

    assert reached == [False] * 5
    assert ahead == [True] * 5


async def test_a_declared_number_stands_beside_the_counted_one_with_their_difference() -> None:
    declared = fact(measure("session_count", 50), series=Series.DECLARED, scope=PROVINCE)
    world = world_of(accepted(1, sessions(3)), accepted(2, declared, kind=Kind.SUMMARY))
    async with asking(world) as desk:
        (counted,) = (await desk.said("/v1/counts", indicator="session_count"))["figures"]
        (expected,) = (await desk.said("/v1/counts", indicator="session_count", series="expected"))["figures"]

    assert counted["value"] == 3
    assert (counted["declared"]["value"], counted["declared"]["difference"]) == (50, 47)
    assert (expected["declared"]["value"], expected["declared"]["difference"]) == (50, None)


async def test_all_who_ask_the_same_at_one_cut_share_an_answer() -> None:
    world = world_of(accepted(1, sessions(3)))
    queries, asked = queries_of(world), FigureQuestion(indicator="session_count")
    first = queries.counts(BoardQuestion("2024"), asked)

    again, other = queries.counts(BoardQuestion("2024"), asked), queries.counts(BoardQuestion("2024"), FigureQuestion())
    world.hear(event(accepted(1, sessions(3)), 1))
    later = queries.counts(BoardQuestion("2024"), asked)

    assert again is first
    assert other != first
    assert orjson.loads(later)["cut"] == str(world.replica.cut) != orjson.loads(first)["cut"]


async def test_an_answer_follows_the_directory_although_nothing_is_decided() -> None:
    world = world_of(accepted(1, sessions(3)))
    queries, asked = queries_of(world), FigureQuestion(indicator="session_count")
    before = orjson.loads(queries.counts(BoardQuestion("2024"), asked))
    edition = world.boards.edition("2024")

    rules = edition.rules.model_copy(update={"headline_windows": (Window.OUTSIDE,)})
    world.directory.adopt(edition.model_copy(update={"rules": rules, "revision": edition.revision + 1}))
    world.clock.advance(1)
    after = orjson.loads(queries.counts(BoardQuestion("2024"), asked))

    assert (before["figures"][0]["value"], after["figures"][0]["value"]) == (3, None)


async def test_the_sources_of_a_rate_are_all_who_reported_either_number() -> None:
    world = world_of(
        accepted(1, fact(measure("adopted_count", 1))),
        accepted(2, fact(measure("submitted_count", 2))),
        accepted(3, sessions(1)),
    )
    async with asking(world) as desk:
        (figure,) = (await desk.said("/v1/counts", indicator="adoption_rate"))["figures"]
        listed = await desk.said("/v1/counts/2024:nation:adoption_rate/sources", MINISTRY)

    assert figure["sources"] == 2
    assert {one["submission"] for one in listed["sources"]} == {str(submission(1)), str(submission(2))}


async def test_a_figure_names_as_many_sources_as_it_counts() -> None:
    world = world_of(
        accepted(1, sessions(1), sessions(2, place="online"), fact(measure("school_count", keys=["school:1"]))),
        accepted(2, sessions(5, window=Window.OUTSIDE), fact(measure("school_count", 7))),
        accepted(3, sessions(5, series=Series.EXPECTED), duplicate_of=submission(1)),
        accepted(4, sessions(4), who=NINGBO_SCHOOL),
    )
    async with asking(world) as desk:
        board = await desk.said("/v1/counts")
        for figure in board["figures"]:
            listed = await desk.said(f"/v1/counts/{figure['figure']}/sources", MINISTRY)
            assert len(listed["sources"]) == figure["sources"], figure["indicator"]
            assert listed["others"] == 0


async def test_the_sources_of_a_city_name_the_version_that_the_city_passed_up() -> None:
    newer = part(sessions(8), version=2, level=1)
    world = world_of(accepted(1, sessions(3), version=2, state=State.IN_REVIEW, in_review=newer))
    async with asking(world) as desk:
        of_city = await desk.said("/v1/counts/2024:330600:session_count/sources", CITY)
        of_unit = await desk.said("/v1/counts/2024:330000:session_count/sources", CITY)

    assert [one["version"] for one in of_city["sources"]] == [2]
    assert [one["version"] for one in of_unit["sources"]] == [1]


async def test_a_list_names_the_readers_own_and_how_many_others_there_are() -> None:
    world = world_of(accepted(1, sessions(3)), accepted(2, sessions(4), who=NINGBO_SCHOOL))
    async with asking(world) as desk:
        listed = await desk.said("/v1/counts/2024:nation:session_count/sources", CITY)

    assert [one["submission"] for one in listed["sources"]] == [str(submission(1))]
    assert listed["others"] == 1


@pytest.mark.parametrize(
    ("told", "counted", "words"),
    [
        (accepted(1, sessions(3)), True, "Counted."),
        (in_review(1, sessions(3)), False, "In review; not counted yet."),
        (standing(1, state=State.RETURNED), False, "Sent back to be mended; not counted yet."),
        (standing(1, state=State.REFUSED), False, "Refused; not counted."),
        (withdrawn(1), False, "Withdrawn; not counted."),
        (accepted(1, sessions(3), version=2, state=State.RETURNED), True, "Counted."),
    ],
)
async def test_a_proof_says_in_words_whether_it_is_counted(told: Any, counted: bool, words: str) -> None:  # noqa: ANN401, FBT001 - a standing and a row of the table.
    async with asking(world_of(told)) as desk:
        proof = await desk.said(f"/v1/submissions/{submission(1)}/proof", SCHOOL.name)

    assert (proof["counted"], proof["text_en"]) == (counted, words)
    assert bool(proof["figures"]) == counted


async def test_a_duplicate_is_counted_under_another_report_that_is_not_named() -> None:
    world = world_of(accepted(1, sessions(3)), accepted(2, sessions(3), who=NINGBO_SCHOOL, duplicate_of=submission(1)))
    async with asking(world) as desk:
        proof = await desk.ask(f"/v1/submissions/{submission(2)}/proof", "330200")

    assert proof.json()["text_en"] == "Counted under another report."
    assert str(submission(1)) not in proof.text


async def test_a_proof_tells_which_facts_the_headline_holds() -> None:
    told = accepted(1, sessions(3), sessions(5, window=Window.OUTSIDE), sessions(7, series=Series.EXPECTED))
    async with asking(world_of(told)) as desk:
        proof = await desk.said(f"/v1/submissions/{submission(1)}/proof", SCHOOL.name)
        (figure,) = (await desk.said("/v1/counts", indicator="session_count"))["figures"]

    held = [one["value"] for one in proof["figures"] if one["headline"] and one["figure"] == figure["figure"]]
    assert held == [figure["value"]] == [3]


async def test_a_proof_shows_that_a_newer_decision_could_not_be_read() -> None:
    world = world_of(accepted(1, sessions(3)))
    world.replica.ledger.mark_unreadable(Position(1, 17, 0), submission(1).bytes, 9)
    async with asking(world) as desk:
        proof = await desk.said(f"/v1/submissions/{submission(1)}/proof", SCHOOL.name)

    assert proof["counted"]
    assert proof["unreadable"] == [{"partition": 1, "offset": 17}]


async def test_a_minute_is_answered_with_the_figures_that_are_asked_for() -> None:
    claim = fact(measure("enterprise_count", 500, Qualifier.AT_LEAST))
    world = world_of(accepted(1, sessions(3), claim), accepted(2, sessions(4), who=COUNCIL))
    await world.publisher.publish()
    at = (NOW + timedelta(seconds=1)).isoformat()
    async with asking(world) as desk:
        nation = await desk.said("/v1/counts", as_of=at, indicator="session_count,enterprise_count", by="unit")
        council = await desk.said("/v1/counts", as_of=at, indicator="session_count", scope="C08")
        live = await desk.said("/v1/counts", indicator="session_count,enterprise_count", by="unit")

    beside = {"windows", "expected", "declared"}
    assert nation["figures"] == [{name: one[name] for name in one.keys() - beside} for one in live["figures"]]
    assert nation["figures"][0]["by"] == {
        "unit": {
            "330000": {"value": 3, "qualifier": "exact", "sources": 1},
            "C08": {"value": 4, "qualifier": "exact", "sources": 1},
        }
    }
    assert nation["figures"][1]["claimed_qualifier"] == "at_least"
    assert (nation["cut"], nation["as_of"]) == (str(world.replica.cut), NOW.isoformat())
    assert [one["value"] for one in council["figures"]] == [4]


@pytest.mark.parametrize(
    "query",
    [
        {"by": "day"},
        {"by": "unit", "scope": PROVINCE},
        {"series": "expected"},
        {"windows": "all"},
        {"incl": "pending"},
        {"indicator": "no_such"},
    ],
)
async def test_what_no_minute_holds_is_refused_and_not_answered_with_something_else(query: dict[str, str]) -> None:
    world = world_of(accepted(1, sessions(3)))
    await world.publisher.publish()
    async with asking(world) as desk:
        assert await desk.status("/v1/counts", MINISTRY, as_of=NOW.isoformat(), **query) == 422


async def test_a_moment_without_an_offset_is_shanghais() -> None:
    world = world_of(accepted(1, sessions(3)))
    await world.publisher.publish()
    async with asking(world) as desk:
        found = [await desk.status("/v1/counts", as_of=at) for at in ("2024-05-14T12:00:30", "2024-05-14T12:00:29")]

    assert found == [200, 404]


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00"])
async def test_a_moment_beyond_the_calendar_is_a_wrong_question(at: str) -> None:
    async with asking(WEEK) as desk:
        assert await desk.status("/v1/counts", as_of=at) == 422
        assert await desk.status("/v1/counts/minutes", since=at, until=at) == 422


async def test_coverage_shows_a_year_at_most() -> None:
    async with asking(WEEK) as desk:
        long = await desk.said("/v1/coverage", since="2024-01-01", until="9999-12-31")
        last = await desk.said("/v1/coverage", since="9999-12-30", until="9999-12-31")
        none = await desk.said("/v1/coverage", since="2024-05-14", until="2024-05-13")

    assert len(long["days"]) == 366
    assert last["days"] == ["9999-12-30", "9999-12-31"]
    assert none["days"] == []
    assert long["children"][PROVINCE]["days"]["2024-05-14"] == {"sessions": 3, "submissions": 1, "highlights": 0}


async def test_the_static_file_is_the_one_that_was_published_last() -> None:
    world = world_of(accepted(1, sessions(3)))
    async with asking(world) as desk:
        before = await desk.status("/v1/static/2024")
        await world.publisher.publish()
        first = await desk.said("/v1/static/2024")
        world.hear(event(accepted(2, sessions(1)), 9))
        await world.publisher.publish()
        second = await desk.said("/v1/static/2024")
        world.objects.away = True
        away = await desk.status("/v1/static/2024")

    assert (before, away) == (404, 503)
    assert first["cut"] != second["cut"] == str(world.replica.cut)
