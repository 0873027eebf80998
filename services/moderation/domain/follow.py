"""What follows by itself from what ingest and media have said: files that are missing or there, and rights that are lost.

A state is noted first; then `follow_up` names one consequence after another until none is left. Whoever is interrupted between
two of them asks again and goes on, because each is read from the record alone.
"""

from dataclasses import replace
from datetime import datetime

from contracts.editions import Edition
from contracts.media import MediaState
from contracts.moderation import Act, State
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.decide import Decided, Outcome, changed, keep
from services.moderation.domain.featuring import Reason
from services.moderation.domain.files import are_missing, never_came, shows_lost_consent, shows_taken_file
from services.moderation.domain.found import found_out, service_decision
from services.moderation.domain.record import Media, Record, waits_for
from services.moderation.domain.table import TABLE

CONSENT_GONE = "图片或视频中的人撤回了同意 / people in a picture or film no longer agree"
FILE_GONE = "展示的文件已被撤下 / a file that it shows was taken back"
NEVER_CAME = "所附文件逾期未传 / promised files did not come in time"


def note_media(record: Record, state: MediaState) -> Record | None:
    """The record with media's newer state; None where it is not newer. Raises Problem(revision_conflict) for two contents."""
    media = Media(state.revision, state.version, state.assets, state.withdrawn)
    if record.media and media.revision <= record.media.revision:
        if media.revision == record.media.revision and media != record.media:
            raise Problem(ProblemCode.REVISION_CONFLICT, revision=state.revision)
        return None
    return replace(record, media=media)


def follow_up(record: Record, edition: Edition | None, now: datetime, revision: int) -> Decided | None:
    """The next consequence; None where all are drawn. What takes something out of sight comes first.

    Raises Problem(not_ready) where it depends on a rule of an edition that is not known yet.
    """
    if shows_lost_consent(record.published, record):
        return _out_of_sight(record, "consent_withdrawn", CONSENT_GONE, now, revision)
    if shows_taken_file(record.published, record.media):
        return _out_of_sight(record, "file_withdrawn", FILE_GONE, now, revision)
    if record.standing.state is State.WITHDRAWN:
        return None
    late = never_came(record)
    if late and record.standing.state is State.IN_REVIEW and _sends_back(edition):
        return _returned(record, late, now, revision)
    return files(record, missing=are_missing(record, record.newest), now=now, revision=revision)


def files(record: Record, *, missing: bool, now: datetime, revision: int) -> Decided | None:
    """Note whether promised files are missing; None where that is known, or the submission withdrawn."""
    act = Act.FILES_MISSING if missing else Act.FILES_COMPLETE
    if isinstance(TABLE[record.standing.state][act], ProblemCode) or record.standing.files_missing == missing:
        return None
    return found_out(record, act, now, revision, files_missing=missing)


def _sends_back(edition: Edition | None) -> bool:
    if edition is None:
        raise Problem(ProblemCode.NOT_READY)
    return edition.rules.files_never_come == "return"


def _out_of_sight(record: Record, reason: Reason, words: str, now: datetime, revision: int) -> Decided:
    """Nothing public shows what may not be shown, whatever else is under way; the item itself stays where it is."""
    outcome = Outcome(record.standing, record.handled, record.proofs, None, reason)
    decision = service_decision(record, Act.UNFEATURE, now, revision, words)
    return keep(record, outcome, decision, revision, undoable=record.undoable)


def _returned(record: Record, names: tuple[str, ...], now: datetime, revision: int) -> Decided:
    standing = changed(record.standing, state=State.RETURNED, in_review=None)
    reason = f"{NEVER_CAME}: {', '.join(names)}"[:2_000]
    decision = service_decision(record, Act.RETURN, now, revision, reason)
    # To its filer it comes back from the desk it lay on, which is whom they can ask.
    decision = decision.model_copy(update={"organisation": waits_for(record.standing) or decision.organisation})
    outcome = Outcome(standing, record.handled, record.proofs, record.published)
    return keep(replace(record, claim=None), outcome, decision, revision)
