"""What is to become public: ten items, each read by three people, one corrected, one withdrawn, one that may not be shown."""

from collections import Counter

from deploy.demo.hosts import Hosts
from deploy.demo.newsroom import CORRECTED, FEATURED, WITHDRAWN, more_news, newsroom, public_after
from deploy.demo.steps import NEWSROOM, Step
from tests.e2e.expected import Board, figures
from tests.e2e.expected_standings import World
from tests.unit.demo.pure_chain import NOW


def test_ten_items_are_read_by_three_people_each_before_the_last_of_them_features_it(hosts: Hosts) -> None:
    steps = newsroom(hosts)
    featured = [step for step in steps if step["do"] == "feature" and "refused" not in step]

    assert len({step["submission"] for step in featured}) == len(FEATURED) == 10
    for step in featured:
        readers = [
            one["who"]
            for one in steps
            if one["do"] == "proofread" and (one["submission"], one["version"]) == (step["submission"], step["version"])
        ]
        assert len(set(readers)) == 3
        assert step["who"] == readers[-1]


def test_one_is_corrected_one_withdrawn_and_one_refused_for_want_of_consent(hosts: Hosts) -> None:
    steps = newsroom(hosts)
    counted = Counter(step["do"] for step in steps)

    assert (counted["amend"], counted["withdraw"]) == (1, 1)
    assert [step["refused"] for step in steps if "refused" in step] == ["consent_missing"]
    public = public_after(steps)
    assert sorted(public.values()) == [1] * 8 + [2]
    assert CORRECTED != WITHDRAWN
    assert [step["do"] for step in steps if step.get("once_delivered")] == ["withdraw", "amend"]


def test_the_newsroom_comes_last_and_changes_no_figure(hosts: Hosts, steps: list[Step]) -> None:
    after = newsroom(hosts)
    assert {step["phase"] for step in after} == {NEWSROOM}

    before, then = World(hosts.rows(), steps, NOW), World(hosts.rows(), [*steps, *after], NOW)
    for edition in ("2024", "2025"):
        assert figures(before, Board(edition)) == figures(then, Board(edition))


def test_more_news_is_filed_with_files_accepted_and_published(hosts: Hosts) -> None:
    steps = more_news(hosts, 12, "seed")
    world = World(hosts.rows(), steps, NOW)

    public = public_after(steps)
    assert len(world.standings) == 12
    assert {name for name, one in world.standings.items() if one.state == "accepted"} == set(public)
    assert Counter(public.values()) == {1: 6, 2: 3}
    assert all(step["files"] for step in steps if step["do"] == "file")
