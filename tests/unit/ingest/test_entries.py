"""What came by mail or fax is judged on when it came, and whoever is judged does not say when that was."""

from datetime import UTC, datetime, timedelta

import pytest

from contracts.organisations import MINISTRY, Role
from contracts.problems import ProblemCode
from contracts.submissions import Channel, Verdict
from services.ingest.domain.entries import Entry, entered, entering_organisation, judged_at, opened_at
from services.ingest.domain.judging import examine
from tests.unit.ingest.making import CITY, COUNCIL, EDITION, NOW, SCHOOL, UNIT, context, obligation, request, summary

CHAIN = SCHOOL.chain
DUE = datetime(2024, 5, 25, 15, 59, 59, tzinfo=UTC)


def fax(at: datetime, reference: str | None = "传真117") -> Entry:
    return Entry(received_at=at, channel=Channel.FAX, reference=reference)


@pytest.mark.parametrize(
    ("held", "acting"),
    [
        ([(CITY.organisation, Role.REVIEWER)], CITY.organisation),
        ([(UNIT.organisation, Role.MANAGER)], UNIT.organisation),
        ([(UNIT.organisation, Role.MANAGER), (CITY.organisation, Role.APPROVER)], CITY.organisation),
        ([(MINISTRY, Role.EDITOR)], MINISTRY),
        ([(SCHOOL.organisation, Role.MANAGER)], None),
        ([(CITY.organisation, Role.FILER)], None),
        ([(CITY.organisation, Role.READER)], None),
        ([(MINISTRY, Role.READER)], None),
        ([(MINISTRY, Role.SECURITY_ADMINISTRATOR)], None),
        ([("510000", Role.MANAGER)], None),
        ([], None),
    ],
)
def test_a_level_above_or_the_ministry_enters_and_nobody_sets_their_own_time(
    held: list[tuple[str, Role]], acting: str | None
) -> None:
    assert entering_organisation(held, CHAIN) == acting


def test_for_a_council_only_the_ministry_enters() -> None:
    assert entering_organisation([(COUNCIL.organisation, Role.MANAGER)], COUNCIL.chain) is None
    assert entering_organisation([(MINISTRY, Role.MANAGER)], COUNCIL.chain) == MINISTRY


def test_a_fax_of_the_last_evening_that_is_typed_in_days_later_is_in_time() -> None:
    said = examine(
        request(summary(), filing=UNIT, entered=fax(DUE - timedelta(minutes=1))),
        context(UNIT, obligations=(obligation(),), now=DUE - timedelta(minutes=1), stored_at=DUE + timedelta(days=20)),
    )

    assert said.refusal is None
    assert said.ruling is not None
    assert said.ruling.verdict is Verdict.ON_TIME


def test_a_letter_that_came_too_late_stays_too_late() -> None:
    late = DUE + timedelta(days=4)
    said = examine(
        request(summary(), filing=UNIT, entered=fax(late)),
        context(UNIT, obligations=(obligation(),), now=late, stored_at=late + timedelta(days=1)),
    )

    assert said.refusal is not None
    assert said.refusal.code is ProblemCode.LATE_REFUSED


@pytest.mark.parametrize("at", [NOW + timedelta(seconds=1), opened_at(EDITION) - timedelta(seconds=1)])
def test_nothing_came_in_the_future_nor_before_the_call_opened(at: datetime) -> None:
    said = examine(request(summary(), filing=UNIT, entered=fax(at)), context(UNIT, stored_at=NOW))

    assert [(one.path, one.code) for one in said.problems] == [("entered.received_at", ProblemCode.ENTRY_TIME)]
    assert "2023-11-14 00:00:00" in said.problems[0].facts["expected"]


@pytest.mark.parametrize("at", [NOW, opened_at(EDITION)])
def test_both_bounds_are_taken(at: datetime) -> None:
    assert examine(request(summary(), filing=UNIT, entered=fax(at)), context(UNIT, stored_at=NOW)).problems == ()


def test_a_call_says_itself_when_it_opens() -> None:
    opens = EDITION.model_copy(update={"opens_on": datetime(2024, 4, 1, tzinfo=UTC).date()})

    assert opened_at(opens) == datetime(2024, 3, 31, 16, 0, tzinfo=UTC)


def test_both_times_are_kept_to_the_millisecond_and_an_empty_reference_is_none() -> None:
    came = NOW - timedelta(days=1, microseconds=457)

    kept = entered(fax(came, "  "), NOW)

    assert kept is not None
    assert (kept.received_at, kept.entered_at, kept.reference) == (judged_at(fax(came), NOW), NOW, None)
    assert kept.received_at.microsecond % 1_000 == 0
    assert entered(None, NOW) is None
    assert judged_at(None, NOW) == NOW
