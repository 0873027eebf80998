"""Which promised bytes may still come: those of the newest version, for the edition's time, of people who still agree."""

from datetime import timedelta

from contracts.editions import Rules
from contracts.submissions import PhotoSet, SubmissionState, Verdict
from services.ingest.domain.promises import files_due_at, open_promises
from tests.unit.ingest.making import NOW, SCHOOL, SUBMISSION, photo

DAY_SECONDS = 86_400
RULES = Rules(files_due_seconds=3 * DAY_SECONDS)
CONTENT = PhotoSet(title="照片", no_state_secrets=True)
STATE = SubmissionState(
    submission=SUBMISSION,
    revision=1,
    version=2,
    change="amended",
    edition="2024",
    kind=CONTENT.kind,
    organisation=SCHOOL.organisation,
    unit=SCHOOL.unit,
    chain=SCHOOL.chain,
    filed_by="p-1",
    content=CONTENT,
    manifest=(photo(1), photo(2)),
    content_sha256="0" * 64,
    verdict=Verdict.NOT_OWED,
    received_at=NOW - timedelta(days=10),
    version_received_at=NOW,
)


def test_a_new_version_has_its_own_time_for_bytes() -> None:
    assert files_due_at(STATE, RULES) == NOW + timedelta(days=3)


def test_a_grant_lasts_its_own_time_and_never_beyond_that_of_the_bytes() -> None:
    first = open_promises(STATE, RULES, NOW, DAY_SECONDS)
    last = open_promises(STATE, RULES, NOW + timedelta(days=2, hours=12), DAY_SECONDS)

    assert [one.file for one in first] == list(STATE.manifest)
    assert {one.until for one in first} == {NOW + timedelta(days=1)}
    assert {one.until for one in last} == {NOW + timedelta(days=3)}


def test_nothing_may_come_once_the_time_is_over_or_the_item_taken_back() -> None:
    assert open_promises(STATE, RULES, NOW + timedelta(days=3), DAY_SECONDS) == ()
    assert open_promises(STATE.model_copy(update={"withdrawn": True}), RULES, NOW, DAY_SECONDS) == ()


def test_a_file_whose_people_no_longer_agree_is_not_wanted() -> None:
    closed = STATE.model_copy(update={"consents_withdrawn": (photo(1).sha256,)})

    assert [one.file for one in open_promises(closed, RULES, NOW, DAY_SECONDS)] == [photo(2)]
