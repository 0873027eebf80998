"""Taking a consent back over a store that fails at any moment, and beside somebody who amends: it is said, and it stays."""

import asyncio
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from services.ingest.domain.record import Record
from services.ingest.operations.consenting import Consenting
from services.ingest.operations.filing import Filing
from services.ingest.operations.refusals import Refusals
from services.ingest.store.submissions import SubmissionStore
from services.kit.clock import FixedClock
from services.kit.outbox import Relay
from tests.unit.ingest.making import NOW, SUBMISSION, measure, photo, report, request, session
from tests.unit.ingest.test_filing import FEW, FILER, OUTCOMES, Shelf, Silent, filing_on

PHOTO = photo(1)


def consenting_on(shelf: Shelf) -> Consenting:
    silent = Silent()
    store = cast("SubmissionStore", shelf)
    return Consenting(store, cast("Relay", silent), cast("Refusals", silent), FixedClock(NOW))


async def filed(filing: Filing, visitors: int, if_match: int | None) -> Record:
    """PUT a report with the photo until there is an answer."""
    while True:
        try:
            content = report(session(measure("attendee_count", visitors)))
            return (await filing.put(SUBMISSION, request(content, PHOTO), if_match, FILER)).record
        except Problem as problem:
            if problem.code is not ProblemCode.STORE_AWAY:
                raise


async def taken_back(consenting: Consenting, sha256: str) -> Record:
    """Take a consent back until there is an answer."""
    while True:
        try:
            return await consenting.withdraw(SUBMISSION, sha256, FILER)
        except Problem as problem:
            if problem.code is not ProblemCode.STORE_AWAY:
                raise


@FEW
@given(st.lists(OUTCOMES, max_size=12))
def test_a_consent_taken_back_beside_an_amendment_is_said_once_and_kept(fates: list[str]) -> None:
    async def act() -> Shelf:
        shelf = Shelf([])
        filing, consenting = filing_on(shelf), consenting_on(shelf)
        await filed(filing, 1, None)
        shelf.fates = fates
        await asyncio.gather(filed(filing, 2, 1), taken_back(consenting, PHOTO.sha256))
        return shelf

    shelf = asyncio.run(act())

    assert shelf.record is not None
    assert shelf.record.state.consents_withdrawn == (PHOTO.sha256,)
    assert shelf.record.state.version == 2
    said = [len(state.consents_withdrawn) for state in shelf.told]
    assert said == sorted(said)
    assert [state.revision for state in shelf.told] == sorted({state.revision for state in shelf.told})
    assert len(said) == 3, "the first version, the amendment, and the consent: each once"


async def test_a_file_that_no_version_promises_has_no_consent() -> None:
    shelf = Shelf([])
    await filed(filing_on(shelf), 1, None)

    with pytest.raises(Problem) as refused:
        await consenting_on(shelf).withdraw(SUBMISSION, photo(2).sha256, FILER)
    assert refused.value.code is ProblemCode.NOT_FOUND
