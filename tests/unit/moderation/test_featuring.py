"""What is public, and until when: featured, corrected by a newer version, withdrawn for every reason there is."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from contracts.media import AssetState
from contracts.moderation import Act, State
from contracts.problems import Problem, ProblemCode
from contracts.submissions import (
    ActivityReport,
    Case,
    Choice,
    Consent,
    File,
    Kind,
    Manuscript,
    Place,
    PlaceKind,
    Session,
    Span,
    Summary,
)
from services.moderation.domain.featuring import text_of
from services.moderation.domain.record import Person
from services.moderation.domain.rules import permissions
from services.moderation.store.documents import document_of, stored_of
from tests.unit.moderation.builders import (
    CITY_REVIEWER,
    EDITORS,
    MINORS,
    ON_FILE,
    PROVINCE_APPROVER,
    START,
    Desk,
    asset,
    photo,
    said,
    sha256_of,
)

PHOTOS = (photo("1.jpg"), photo("2.jpg", consent=ON_FILE, ai_generated=True))


def accepted(*manifest: File, **state: Any) -> Desk:  # noqa: ANN401 - any field of a state.
    """An accepted item whose files have all come."""
    desk = Desk.receive(said(manifest=manifest, **state))
    desk.hear_media(*(asset(file) for file in manifest))
    desk.accept()
    return desk


def public(*manifest: File, **state: Any) -> Desk:  # noqa: ANN401 - as above.
    desk = accepted(*manifest, **state)
    desk.feature()
    return desk


def refused(desk: Desk, act: Act = Act.FEATURE) -> Problem:
    with pytest.raises(Problem) as problem:
        desk.decide(EDITORS[2], act)
    return problem.value


def proofread(desk: Desk) -> Desk:
    for editor in EDITORS[:3]:
        desk.decide(editor, Act.PROOFREAD)
    return desk


def test_a_featured_item_is_complete_with_names_rights_and_what_was_made_of_its_files() -> None:
    sessions = (
        Session(when=_days(14, 15), place=Place(kind=PlaceKind.DISTRICT, code="330106")),
        Session(when=_days(12, 12), place=Place(kind=PlaceKind.ONLINE)),
        Session(when=_days(13, 13), place=Place(kind=PlaceKind.OVERSEAS, code="THA")),
        Session(when=_days(13, 13), place=Place(kind=PlaceKind.DISTRICT, code="330106")),
    )
    content = ActivityReport(
        title="Open day", text="Many came.", sessions=sessions, activity="A1", tags=(Choice(code="T1"),)
    )

    desk = public(*PHOTOS, content=content)

    (item,) = desk.told
    assert (item.change, item.version, item.revision) == ("featured", 1, desk.events[-1].revision)
    assert (item.organisation_name, item.unit_name, item.byline) == (
        "First Vocational School",
        "Zhejiang",
        "First Vocational School",
    )
    assert (item.title, item.text, item.activity, item.tags) == ("Open day", "Many came.", "A1", ("T1",))
    assert item.places == ("330106", "online", "overseas")
    assert (item.held_from, item.held_to) == (date(2024, 5, 12), date(2024, 5, 15))
    assert item.usage_terms == desk.edition.rules.usage_terms
    first, second = item.assets
    assert (first.caption, first.credit, first.usage_terms) == ("Caption of 1.jpg", "The school", item.usage_terms)
    assert [one.consent for one in item.assets] == ["not_needed", "on_file"]
    assert [one.ai_generated for one in item.assets] == [False, True]
    assert [one.name for one in second.renditions] == ["w400.jpg"]
    assert (item.featured_at, item.changed_at) == (START, START)


def _days(first: int, last: int) -> Span:
    return Span(start=date(2024, 5, first), end=date(2024, 5, last), precision="range")


def test_a_cases_four_parts_come_under_their_headings_and_an_empty_one_is_left_out() -> None:
    case = Case(title="c", background="why", practice="how", experience="what we learnt")

    assert text_of(case) == "实施背景\nwhy\n\n主要做法\nhow\n\n经验总结\nwhat we learnt"
    assert text_of(Summary(title="s", text="t", highlights=("a", "b"))) == "t\n\n活动亮点\na\nb"


def test_a_manuscripts_byline_is_the_one_its_filer_asked_for() -> None:
    desk = public(kind=Kind.MANUSCRIPT, content=Manuscript(title="m", credit="Reporter An"))

    assert desk.told[0].byline == "Reporter An"


def test_what_is_public_stays_so_while_a_newer_version_is_reviewed_and_is_corrected_when_that_is_featured() -> None:
    desk = public()
    desk.wait(60)

    desk.hear(said(2))
    desk.accept()
    assert (len(desk.told), desk.standing.featured) == (1, True)
    desk.feature()

    assert [item.change for item in desk.told] == ["featured", "corrected"]
    corrected = desk.told[-1]
    assert (corrected.version, corrected.title) == (2, "Open day, version 2")
    assert (corrected.revision, corrected.featured_at) == (desk.record.revision, START)
    assert corrected.changed_at == desk.now


def test_the_version_that_is_public_is_not_featured_twice() -> None:
    desk = public()

    assert refused(desk).code is ProblemCode.WRONG_STATE


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        ("unfeatured", lambda desk: desk.decide(EDITORS[3], Act.UNFEATURE)),
        ("withdrawn", lambda desk: desk.decide(EDITORS[3], Act.WITHDRAW)),
        ("withdrawn", lambda desk: desk.hear(said(1, revision=11, withdrawn=True, change="withdrawn"))),
        ("withdrawn", lambda desk: desk.hear(said(2, revision=21, withdrawn=True, change="withdrawn"))),
        ("refused", lambda desk: desk.decide(PROVINCE_APPROVER, Act.REFUSE)),
        ("returned", lambda desk: desk.decide(PROVINCE_APPROVER, Act.RETURN)),
        ("consent_withdrawn", lambda desk: desk.hear(said(1, 11, consents_withdrawn=(sha256_of("2.jpg"),)))),
        ("consent_withdrawn", lambda desk: desk.hear(said(2, 20, consents_withdrawn=(sha256_of("2.jpg"),)))),
        (
            "consent_withdrawn",
            lambda desk: desk.hear_media(asset(PHOTOS[1], AssetState.WITHDRAWN, consent_withdrawn=True)),
        ),
        ("file_withdrawn", lambda desk: desk.hear_media(asset(PHOTOS[0], AssetState.WITHDRAWN), asset(PHOTOS[1]))),
    ],
)
def test_whatever_ends_it_newsrooms_are_told_why_and_given_nothing_to_print(
    reason: str, end: Callable[[Desk], object]
) -> None:
    desk = public(*PHOTOS)

    end(desk)

    gone = desk.told[-1]
    assert (gone.change, gone.reason, len(desk.told)) == ("withdrawn", reason, 2)
    assert (gone.title, gone.organisation_name) == (desk.told[0].title, desk.told[0].organisation_name)
    assert (gone.text, gone.assets) == ("", ())
    assert gone.revision > desk.told[0].revision
    assert gone.revision in {event.revision for event in desk.events}
    assert (desk.standing.featured, desk.record.published) == (False, None)


def test_returning_or_refusing_the_newer_version_leaves_the_older_one_public() -> None:
    for act in (Act.RETURN, Act.REFUSE):
        desk = public()
        desk.hear(said(2))

        desk.decide(CITY_REVIEWER, act)

        assert (desk.standing.featured, len(desk.told)) == (True, 1)


def test_undoing_a_feature_is_a_withdrawal_and_undoing_an_unfeature_features_again() -> None:
    desk = public(*PHOTOS)
    first = desk.told[0]

    desk.decide(EDITORS[2], Act.UNDO)
    desk.decide(EDITORS[2], Act.FEATURE)
    desk.decide(EDITORS[3], Act.UNFEATURE)
    desk.decide(EDITORS[3], Act.UNDO)

    assert [item.change for item in desk.told] == ["featured", "withdrawn", "featured", "withdrawn", "featured"]
    assert desk.told[1].reason == "unfeatured"
    revisions = [item.revision for item in desk.told]
    assert revisions == sorted(set(revisions))
    again = {"revision": first.revision, "changed_at": first.changed_at}
    assert desk.told[-1].model_copy(update=again) == first
    assert (desk.standing.featured, desk.told[-1].revision) == (True, desk.record.revision)


def test_undoing_a_correction_brings_the_older_version_back_as_a_correction() -> None:
    desk = public(*PHOTOS)
    desk.hear(said(2))
    desk.accept()
    desk.feature()

    desk.decide(EDITORS[2], Act.UNDO)

    last = desk.told[-1]
    assert (last.change, last.version, len(last.assets)) == ("corrected", 1, 2)


@pytest.mark.parametrize("act", [Act.WITHDRAW, Act.REFUSE, Act.RETURN])
def test_undoing_what_took_it_out_of_sight_shows_it_again(act: Act) -> None:
    desk = public()
    desk.decide(EDITORS[3], act)

    desk.decide(EDITORS[3], Act.UNDO)

    assert (desk.standing.state, desk.standing.featured) == (State.ACCEPTED, True)
    assert [item.change for item in desk.told] == ["featured", "withdrawn", "featured"]


def test_no_undo_shows_people_who_have_meanwhile_withdrawn_their_consent() -> None:
    for act in (Act.UNFEATURE, Act.NAME_JOINT):
        desk = public(*PHOTOS)
        desk.decide(EDITORS[3], act, joint_activity="J1")
        desk.hear(said(1, revision=11, consents_withdrawn=(sha256_of("2.jpg"),)))

        desk.decide(EDITORS[3], Act.UNDO)

        assert (desk.standing.featured, len(desk.told)) == (False, 2)


def test_a_consent_for_a_picture_that_is_not_shown_takes_nothing_back() -> None:
    desk = public(*PHOTOS)

    desk.hear(said(1, revision=11, consents_withdrawn=(sha256_of("another.jpg"),)))

    assert (desk.standing.featured, len(desk.told)) == (True, 1)


def test_what_a_service_takes_out_of_sight_is_on_record_as_the_services_act() -> None:
    desk = public(*PHOTOS)

    desk.hear(said(1, revision=11, consents_withdrawn=(sha256_of("2.jpg"),)))

    decision = desk.events[-1].decision
    assert (decision.act, decision.actor, decision.rule) == (Act.UNFEATURE, "moderation", "unfeature.rights_lost")
    assert (decision.reason or "") != ""
    assert (desk.standing.state, desk.standing.counted is not None) == (State.ACCEPTED, True)


@pytest.mark.parametrize("consent", [MINORS, Consent(under_14=True), Consent(identifiable_minors=True)])
def test_a_picture_of_minors_without_consent_on_file_keeps_its_item_from_newsrooms(consent: Consent) -> None:
    desk = proofread(accepted(photo("ok.jpg"), photo("class.jpg", consent=consent)))

    problem = refused(desk)

    assert problem.code is ProblemCode.CONSENT_MISSING
    assert (problem.facts["count"], problem.facts["files"]) == (1, ("class.jpg",))


def test_a_picture_whose_consent_was_withdrawn_keeps_its_item_from_newsrooms_whoever_said_so() -> None:
    by_ingest, by_media = proofread(accepted(*PHOTOS)), proofread(accepted(*PHOTOS))

    by_ingest.hear(said(1, revision=11, manifest=PHOTOS, consents_withdrawn=(sha256_of("1.jpg"),)))
    by_media.hear_media(asset(PHOTOS[0], AssetState.WITHDRAWN, consent_withdrawn=True), asset(PHOTOS[1]))

    for desk in (by_ingest, by_media):
        problem = refused(desk)
        assert (problem.code, problem.facts["files"]) == (ProblemCode.CONSENT_MISSING, ("1.jpg",))


@pytest.mark.parametrize(
    ("field", "code"), [("caption", ProblemCode.CAPTION_MISSING), ("credit", ProblemCode.CREDIT_MISSING)]
)
def test_a_picture_without_caption_or_credit_keeps_its_item_from_newsrooms(field: str, code: ProblemCode) -> None:
    paper = photo("list.pdf", kind="document", caption="", credit="")
    desk = proofread(accepted(photo("1.jpg", **{field: " "}), paper))

    problem = refused(desk)

    assert (problem.code, problem.facts["files"]) == (code, ("1.jpg",))


def test_a_file_that_failed_keeps_its_item_from_newsrooms_unless_the_edition_shows_what_there_is() -> None:
    desk = accepted(*PHOTOS)
    desk.hear_media(asset(PHOTOS[0], AssetState.FAILED, problem="picture_broken"), asset(PHOTOS[1]))
    proofread(desk)
    assert refused(desk).code is ProblemCode.FILES_MISSING

    desk.edition = Desk.receive(feature_while_files_missing=True).edition
    desk.decide(EDITORS[2], Act.FEATURE)

    assert [one.caption for one in desk.told[-1].assets] == ["Caption of 2.jpg"]


def test_what_is_public_comes_back_from_its_document_as_it_was() -> None:
    desk = public(*PHOTOS)
    desk.decide(EDITORS[3], Act.UNFEATURE)
    desk.decide(EDITORS[3], Act.UNDO)

    assert stored_of(document_of(desk.record, [])).record == desk.record


def sealed(desk: Desk) -> Desk:
    desk.edition = desk.edition.model_copy(update={"sealed": True})
    return desk


@pytest.mark.parametrize(
    ("who", "act", "reason"),
    [
        (EDITORS[0], Act.UNFEATURE, "unfeatured"),
        (EDITORS[0], Act.WITHDRAW, "withdrawn"),
        (PROVINCE_APPROVER, Act.WITHDRAW, "withdrawn"),
    ],
)
def test_what_is_public_can_be_taken_back_after_its_edition_was_sealed(who: Person, act: Act, reason: str) -> None:
    desk = sealed(public())

    desk.decide(who, act)

    assert (desk.told[-1].change, desk.told[-1].reason) == ("withdrawn", reason)
    assert not desk.standing.featured
    assert permissions(desk.record, who, desk.around())[Act.UNDO] is ProblemCode.EDITION_SEALED


def test_a_sealed_edition_lets_only_what_is_public_be_taken_back_and_nothing_else_be_done() -> None:
    may = permissions(sealed(public()).record, EDITORS[0], sealed(public()).around())
    hidden = permissions(sealed(accepted()).record, EDITORS[0], sealed(accepted()).around())

    assert {act for act, problem in may.items() if problem is not ProblemCode.EDITION_SEALED} == {
        Act.UNFEATURE,
        Act.WITHDRAW,
    }
    assert set(hidden.values()) == {ProblemCode.EDITION_SEALED}
    city = permissions(sealed(public()).record, CITY_REVIEWER, sealed(public()).around())
    assert city[Act.WITHDRAW] is ProblemCode.FORBIDDEN
