"""Whoever signs in as one of the visitors finds work: at the school, in its city, in its province."""

from deploy.demo.hosts import Hosts
from deploy.demo.opening import opening, rows
from deploy.demo.steps import Step
from deploy.demo.visitors import CITY, SCHOOL, UNIT, VISITORS
from tests.e2e.expected_standings import Standing, World
from tests.unit.demo.pure_chain import NOW


def told(hosts: Hosts) -> list[Standing]:
    return list(World(hosts.rows(), opening(hosts), NOW).standings.values())


def waiting_at(one: Standing) -> str | None:
    return one.chain[1 + one.level] if one.state == "in_review" else None


def test_the_school_has_something_counted_something_waiting_and_something_to_mend(hosts: Hosts) -> None:
    assert {one.state for one in told(hosts) if one.organisation == SCHOOL} == {"accepted", "in_review", "returned"}


def test_its_city_and_its_province_both_have_something_to_judge(hosts: Hosts) -> None:
    desks = [waiting_at(one) for one in told(hosts)]

    assert desks.count(CITY) >= 2
    assert desks.count(UNIT) >= 2


def test_what_is_returned_says_which_field_and_why(hosts: Hosts) -> None:
    returns: list[Step] = [step for step in opening(hosts) if step["do"] == "return"]

    assert [field["code"] for step in returns for field in step["fields"]] == ["wrong_number"]


def test_everybody_who_acts_at_the_school_is_one_whom_a_visitor_may_sign_in_as(hosts: Hosts) -> None:
    files = {step["who"] for step in opening(hosts) if step["do"] == "file" and step["organisation"] == SCHOOL}

    assert files <= {one.name for one in VISITORS}
    assert len(rows()) == len(told(hosts))
