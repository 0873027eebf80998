"""What moderation hears: every version and withdrawal from ingest, every state of files from media. No rule lives here."""

from aiokafka import ConsumerRecord

from contracts import topics
from contracts.media import MediaState
from contracts.submissions import SubmissionState
from services.kit.bus import Bus
from services.moderation.operations.checking import Checking
from services.moderation.operations.hearing import Hearing

GROUP, FILES_GROUP, CHECKS_GROUP, CHECKED_FILES_GROUP = (
    "moderation-standing",
    "moderation-files",
    "moderation-checks",
    "moderation-checked-files",
)


def hear_submissions(bus: Bus, hearing: Hearing) -> None:
    """Subscribe to what standings follow from."""

    async def on_submission(event: SubmissionState, _record: ConsumerRecord) -> None:
        await hearing.hear(event)

    async def on_media(event: MediaState, _record: ConsumerRecord) -> None:
        await hearing.hear_media(event)

    bus.subscribe(topics.SUBMISSIONS, GROUP, on_submission)
    bus.subscribe(topics.MEDIA, FILES_GROUP, on_media)


def check_submissions(bus: Bus, checking: Checking) -> None:
    """Subscribe to what automatic checks look at, in groups of their own: a check that crashes holds up no standing."""

    async def on_submission(event: SubmissionState, _record: ConsumerRecord) -> None:
        await checking.check(event)

    async def on_media(event: MediaState, _record: ConsumerRecord) -> None:
        await checking.check_again(event)

    # A body that nobody can read has its letter from the standing's consumer.
    bus.subscribe(topics.SUBMISSIONS, CHECKS_GROUP, on_submission, letters_elsewhere=True)
    bus.subscribe(topics.MEDIA, CHECKED_FILES_GROUP, on_media, letters_elsewhere=True)
