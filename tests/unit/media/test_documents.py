"""Records and sessions go into documents and come out as they were; unsent states do not pile up in them."""

from dataclasses import replace

from services.kit.mongo import Document
from services.media.domain.record import touching
from services.media.store.documents import FAR_AWAY, record_fields, session_document, session_of, stored_of
from services.media.store.submissions import _newest
from tests.unit.media.making import DUE, heard, ready, sha
from tests.unit.media.test_sessions import session


def test_a_record_comes_out_as_it_went_in() -> None:
    record = touching(ready(heard("a", "b", consents_withdrawn=(sha("b"),)), "a"), [sha("x")])

    document = {"_id": str(record.submission), **record_fields(record), "outbox": [{"id": "1"}]}
    stored = stored_of(document)

    assert stored.record == record
    assert [event["id"] for event in stored.outbox] == ["1"]
    assert document["touched"] is True


def test_a_record_is_read_anew_unless_it_is_known_under_the_same_revision() -> None:
    record = heard("a")
    document = {"_id": str(record.submission), **record_fields(record), "outbox": []}

    older = replace(record, revision=record.revision - 1, files=())

    assert stored_of(document, record).record is record
    assert stored_of(document, older).record == record


def test_only_a_record_that_waits_for_bytes_is_ever_overdue() -> None:
    waiting = record_fields(heard("a"))
    done = record_fields(ready(heard("a"), "a"))
    withdrawn = record_fields(heard("a", withdrawn=True))

    assert waiting["due"] == int(DUE.timestamp() * 1_000)
    assert done["due"] == withdrawn["due"] == FAR_AWAY


def test_a_session_comes_out_as_it_went_in() -> None:
    stored = session_of(session_document(session(7), 3))

    assert (stored.session, stored.revision) == (session(7), 3)


def test_of_unsent_states_the_newest_stays_and_of_acts_every_one() -> None:
    events: list[Document] = [
        {"id": "1", "topic": "media.assets.v1"},
        {"id": "2", "topic": "media.acts.v1"},
        {"id": "3", "topic": "media.assets.v1"},
        {"id": "4", "topic": "media.acts.v1"},
    ]

    assert [event["id"] for event in _newest(events)] == ["2", "3", "4"]
    assert _newest(events[1:2]) == events[1:2]
